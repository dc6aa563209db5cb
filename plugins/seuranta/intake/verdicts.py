"""What becomes of one file: status, counts and findings, before anything is written.

In: a private copy and its context. Out: a ``Verdict``. Rerun: depends on the file, the programme and the day alone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from seuranta.intake.context import Context
from seuranta.intake.drop_folder import TAKEN_ENDINGS
from seuranta.intake.forgotten import without_forgotten
from seuranta.intake.judging.library import imported_meanwhile
from seuranta.intake.matching.match import NothingToReport
from seuranta.intake.reading.server_client import read_in_child
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.extracts import Finding, Judged
from seuranta.vocabulary.receipts import Coverage, Dataset, Declaration, Issue, RowCounts, Severity, Status
from seuranta.vocabulary.sheets import Workbook, file_ending

NO_ROWS = RowCounts()


@dataclass(frozen=True)
class Verdict:
    """What a receipt says of the content. ``workbook`` and ``judged`` stay in memory: they hold clear values.

    ``erased`` rows, of people who were forgotten, are among the ignored ones; ``workbook`` is without them.
    """

    status: Status
    findings: tuple[Finding, ...] = ()
    rows: RowCounts = NO_ROWS
    dataset: Dataset | None = None
    layout: str | None = None
    coverage: tuple[Coverage, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    duplicate_of: str | None = None
    workbook: Workbook | None = None
    judged: Judged | None = None
    erased: int = 0


def verdict_of(path: Path, file_name: str, context: Context | None) -> Verdict:
    """Reads and judges one file; ``context`` is ``None`` outside a known programme's folder. Never raises ``Rejected``."""
    if context is None:
        return rejected("FIL08")
    if file_ending(file_name) not in TAKEN_ENDINGS:
        return rejected("FIL09")
    workbook: Workbook | None = None
    try:
        with imported_meanwhile():
            workbook = read_in_child(path, file_name)
        return _judge(workbook, context)
    except Rejected as rejection:
        return rejected(rejection.rule, workbook, rejection.facts)


def rejected(rule: str, workbook: Workbook | None = None, facts: dict[str, object] | None = None) -> Verdict:
    """Nothing is loaded: of a file whose rows were read (``data_rows``), all are quarantined."""
    facts = dict(facts or {})
    read_count = facts.pop("data_rows", 0)
    count = read_count if isinstance(read_count, int) else 0
    finding = Finding(rule, facts=facts)
    return Verdict(Status.REJECTED, (finding,), RowCounts(received=count, quarantined=count), workbook=workbook)


def issues_of(findings: tuple[Finding, ...], hide_sheet: Callable[[str], str]) -> tuple[Issue, ...]:
    """Findings as a receipt may show them: rule, place and sentence, no value, no sheet name that holds a personal pattern."""
    from seuranta.intake.judging.catalogue import message_of, severity_of

    return tuple(
        Issue(
            rule=finding.rule,
            severity=severity_of(finding.rule),
            sheet=None if finding.sheet is None else hide_sheet(finding.sheet),
            row=finding.row,
            column=finding.column,
            message=message_of(finding.rule, **finding.facts),
        )
        for finding in findings
    )


def _judge(workbook: Workbook, context: Context) -> Verdict:
    from seuranta.intake.understanding import understand

    understood = understand(workbook, context)
    if isinstance(understood, NothingToReport):
        return Verdict(Status.NOTHING_TO_REPORT, declarations=understood.declarations, workbook=workbook)
    understood, workbook, erased = without_forgotten(understood, workbook, context.forgotten)
    rows = _counts(understood)
    return Verdict(
        status=_status(rows, understood.findings),
        findings=understood.findings,
        rows=rows,
        dataset=understood.extract.dataset,
        layout=understood.extract.layout,
        coverage=understood.coverage,
        workbook=workbook,
        judged=understood,
        erased=erased,
    )


def _counts(judged: Judged) -> RowCounts:
    counts = judged.outcome.value_counts()
    by_outcome = {name: int(counts.get(name, 0)) for name in ("loaded", "quarantined", "ignored")}
    return RowCounts(received=len(judged.outcome), **by_outcome)


def _status(rows: RowCounts, findings: tuple[Finding, ...]) -> Status:
    from seuranta.intake.judging.catalogue import severity_of

    if rows.quarantined:
        return Status.PARTLY_ACCEPTED
    has_warning = any(severity_of(finding.rule) is Severity.WARN for finding in findings)
    return Status.ACCEPTED_WITH_WARNINGS if has_warning else Status.ACCEPTED
