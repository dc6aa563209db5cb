"""Small print: who made the report of what, under which rules of protection, and what came of trying to break them."""

from __future__ import annotations

from seuranta.reporting.context import Context
from seuranta.reporting.document import Cell, Column, Row, Section, Table
from seuranta.reporting.numbers import day
from seuranta.vocabulary.clock import day_in_finland


def small_print(context: Context) -> list[Section]:
    """A table of facts, each with what it is."""
    versions = context.material.versions
    facts = [
        (context.words("print_software"), versions.software),
        (context.words("print_programmes"), versions.programmes_digest),
        (context.words("print_data"), day(day_in_finland(versions.data_as_of))),
        (context.words("print_policy"), versions.policy),
        (context.words("print_policy_hash"), versions.policy_sha256),
        (context.words("print_audit"), audit_said(context)),
        (context.words("print_definitions"), context.words("print_where")),
    ]
    columns = (Column(context.words("print_what"), width=1.6, align="left"), Column(context.words("print_value"), width=4.0, align="left"))
    rows = tuple(Row((Cell(label), Cell(value))) for label, value in facts if value)
    return [Section("small_print", context.words("small_print"), (Table("small_print", context.words("print_title"), columns, rows, dense=True),))]


def audit_said(context: Context) -> str:
    """The result of the audit in a sentence; of a draft, that there was none yet; nothing where all numbers are exact."""
    audit = context.material.versions.audit
    if context.report.audience == "internal":
        return ""
    if audit is None:
        return context.words("audit_not_yet")
    return context.words("audit_passed" if not audit.proven else "audit_failed", attacked=audit.attacked, proven=audit.proven)
