"""Workbook → judged rows: matching, extracting and judging in a row. What ``check`` and ``ingest`` share.

In: what was read, and a ``Context``. Out: ``Judged`` or ``NothingToReport``; raises ``Rejected`` with a file rule.
Rerun: a pure function of the file, the programme and the day of receipt.
"""

from __future__ import annotations

from dataclasses import replace

from seuranta.intake.context import Context
from seuranta.intake.extracting import attendance, contacts, esr_participants, survey
from seuranta.intake.judging.judge import judge
from seuranta.intake.matching.match import Match, NothingToReport
from seuranta.intake.matching.nothing_to_report import period_of_day
from seuranta.intake.matching.workbooks import match
from seuranta.vocabulary.extracts import Extract, Finding, Judged
from seuranta.vocabulary.sheets import Workbook


def understand(workbook: Workbook, context: Context) -> Judged | NothingToReport:
    """What the file says, row by row, and which rules speak.

    A nothing-to-report names its period: without one in the file that of the day of receipt, else the last that had ended.
    """
    found = match(workbook, context.programme, context.instruments)
    if isinstance(found, NothingToReport):
        return NothingToReport(
            tuple(
                each if each.period_no else each.model_copy(update={"period_no": period_of_day(context.programme, context.received_on)})
                for each in found.declarations
            )
        )
    extract = _extract(found, workbook, context)
    return judge(replace(extract, findings=(*_of_file(workbook, found, extract), *extract.findings)), context)


def _extract(found: Match, workbook: Workbook, context: Context) -> Extract:
    if found.dataset == "attendance":
        return attendance.extract(found, workbook, context)
    if found.dataset == "contacts":
        return contacts.extract(found, workbook, context)
    if found.dataset == "esr_participants":
        return esr_participants.extract(found, workbook, context)
    return survey.extract(found, workbook, context)


def _of_file(workbook: Workbook, found: Match, extract: Extract) -> list[Finding]:
    """What is said of the file as a whole: macros, and sheets that fit nothing."""
    macros = [Finding("FIL07")] if workbook.has_macros else []
    return [*macros, *(finding for finding in found.findings if finding not in extract.findings)]
