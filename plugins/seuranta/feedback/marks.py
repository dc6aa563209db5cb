"""What is to be said about each place of a file: the receipt's issues joined with the values that were found there.

In: a receipt (messages, no values) and the findings of the same pass (values, in memory). Out: marks in the order in which staff should look at them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import column_index_from_string

from seuranta.vocabulary.extracts import Finding, Touched
from seuranta.vocabulary.receipts import Issue, Receipt, Severity

FOUND_AT_MOST = 200
ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(T00:00:00)?")
ORDER = {Severity.FILE: 0, Severity.HELD: 1, Severity.ROW: 2, Severity.WARN: 3}

NOTHING_TOUCHED = Touched()


@dataclass(frozen=True)
class Mark:
    """One issue at its place. ``found`` is the cell's own text; ``touched`` what of the reports changes with it."""

    rule: str
    severity: Severity
    sheet: str | None
    row: int | None
    column: str | None
    message: str
    found: str | None
    touched: Touched = NOTHING_TOUCHED

    @property
    def is_about_the_file(self) -> bool:
        """Whether it has no place in the file."""
        return self.sheet is None and self.row is None and self.column is None


def marks_of(receipt: Receipt, findings: Sequence[Finding], language: str, touched_figures: Sequence[Touched] = ()) -> list[Mark]:
    """The receipt's issues with what was found, most serious first, then by figures touched, sheet and row.

    ``touched_figures`` is aligned with ``findings``. A finding says its sheet's real name where the receipt hides one.
    """
    touched = dict(enumerate(touched_figures))
    waiting: dict[tuple[str, int | None, str | None], list[int]] = defaultdict(list)
    for position, finding in enumerate(findings):
        waiting[finding.rule, finding.row, finding.column].append(position)
    marks = []
    for issue in receipt.issues:
        taken = _take(waiting[issue.rule, issue.row, issue.column], findings, issue)
        marks.append(
            _mark(issue, None if taken is None else findings[taken], language, NOTHING_TOUCHED if taken is None else touched.get(taken, NOTHING_TOUCHED))
        )
    sheets = {sheet: number for number, sheet in enumerate(dict.fromkeys(mark.sheet for mark in marks))}
    return sorted(marks, key=lambda mark: (ORDER[mark.severity], -mark.touched.count, sheets[mark.sheet], mark.row or 0, _column_number(mark.column)))


def _take(positions: list[int], findings: Sequence[Finding], issue: Issue) -> int | None:
    """The position of the issue's own finding: of its sheet where several have the same coordinates."""
    if not positions:
        return None
    exact = [position for position in positions if findings[position].sheet == issue.sheet]
    taken = (exact or positions)[0]
    positions.remove(taken)
    return taken


def _mark(issue: Issue, finding: Finding | None, language: str, touched: Touched) -> Mark:
    return Mark(
        rule=issue.rule,
        severity=issue.severity,
        sheet=finding.sheet if finding and finding.sheet else issue.sheet,
        row=issue.row,
        column=issue.column,
        message=issue.message.get(language) or issue.message["fi"],
        found=_as_seen(finding.found) if finding and finding.found else None,
        touched=touched,
    )


def _as_seen(found: str) -> str:
    """The value as it looks in the cell: a day as people write it, a long text cut."""
    day = ISO_DAY.fullmatch(found)
    if day:
        return f"{int(day['day'])}.{int(day['month'])}.{day['year']}"
    return found if len(found) <= FOUND_AT_MOST else found[:FOUND_AT_MOST] + "…"


def _column_number(letters: str | None) -> int:
    return column_index_from_string(letters) if letters else 0
