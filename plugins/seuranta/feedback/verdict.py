"""What became of a file in one plain sentence, and the three steps to set it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from seuranta.feedback.marks import Mark
from seuranta.vocabulary.receipts import Receipt, Status
from seuranta.words import Phrases, phrases

KINDS = {
    Status.PARTLY_ACCEPTED: "partly",
    Status.ACCEPTED_WITH_WARNINGS: "warnings",
    Status.REJECTED: "rejected",
    Status.HELD: "held",
    Status.DUPLICATE: "duplicate",
}
WRONG_PLACE = "FIL08"
WRONG_TYPE = "FIL09"
WRONG_EXPORT = frozenset({"SUR01", "SUR03", "SUR04"})  # nothing in the file itself can be set right


class Form(StrEnum):
    """What the feedback workbook holds beside its first sheet."""

    OWN = "own"  # the staff's own workbook
    REBUILT = "rebuilt"  # the data in a new workbook
    ROWS_ONLY = "rows_only"  # the offending rows of a file too large to give back
    EXPLANATION = "explanation"  # nothing


@dataclass(frozen=True)
class Verdict:
    """The top of the first sheet. ``reasons`` speak of the whole file; ``tone``: ``row`` (something is missing), ``warn`` or ``held``."""

    headline: str
    sentences: tuple[str, ...]
    reasons: tuple[str, ...]
    steps: tuple[str, ...]
    tone: str


def needs_feedback(receipt: Receipt) -> bool:
    """Whether there is anything to set right or to look at."""
    return bool(receipt.issues) or receipt.status in (Status.REJECTED, Status.HELD)


def verdict_of(receipt: Receipt, marks: Sequence[Mark], file_name: str, form: Form, language: str, has_hidden: bool = False) -> Verdict:
    """The verdict on a delivery that needs feedback; ``has_hidden`` where a mark lies on a hidden sheet."""
    words = phrases("feedback", language)
    kind = KINDS.get(receipt.status, "warnings")
    has_places = any(not mark.is_about_the_file for mark in marks)
    keys = _steps(receipt, kind, form, file_name, has_places)
    if has_hidden and "step_click" in keys:
        keys.insert(1, "step_hidden")
    missing = counted(receipt.rows.quarantined, receipt.layout, words)
    return Verdict(
        headline=words(f"headline_{kind}", missing=missing),
        sentences=tuple(_sentences(receipt, kind, words)),
        reasons=tuple(mark.message for mark in marks if mark.is_about_the_file),
        steps=tuple(words(key, file_name=file_name, delivery_id=receipt.delivery_id) for key in keys),
        tone="row" if kind in ("partly", "rejected") else "held" if kind == "held" else "warn",
    )


def counted(count: int, layout: str | None, words: Phrases) -> str:
    """So many rows, or marks of a matrix, in words."""
    noun = "mark" if layout == "matrix" else "row"
    return words(f"{noun}_{'one' if count == 1 else 'many'}", count=count)


def _sentences(receipt: Receipt, kind: str, words: Phrases) -> list[str]:
    if kind == "rejected" and receipt.rows.received == 0:
        return [words("verdict_unread")]
    rows = receipt.rows
    counts = {"received": rows.received, "loaded": rows.loaded, "missing": rows.quarantined, "ignored": rows.ignored}
    said = {name: counted(count, receipt.layout, words) for name, count in counts.items()}
    sentences = [words(f"verdict_{kind}", **said)]
    if rows.ignored and kind in ("partly", "warnings"):
        sentences.append(words("verdict_ignored", **said))
    return sentences


def _steps(receipt: Receipt, kind: str, form: Form, file_name: str, has_places: bool) -> list[str]:
    rules = {issue.rule for issue in receipt.issues}
    save = "step_save_over" if file_name.lower().endswith(".xlsx") else "step_save_up"
    if kind == "held":
        return ["step_held_wrong", "step_held_right", "step_held_wait"]
    if kind == "duplicate":
        return ["step_duplicate_fine", "step_duplicate_wanted", "step_duplicate_newer"]
    if WRONG_PLACE in rules:
        return ["step_right_folder", "step_leave"]
    if WRONG_TYPE in rules:
        return ["step_leave", "step_export_again", "step_drop_again"]
    if form is Form.EXPLANATION or WRONG_EXPORT & rules:
        return ["step_export_again", "step_drop_again"]
    if form is Form.ROWS_ONLY:
        return ["step_click", "step_own_file", "step_save_own"]
    if not has_places:
        return ["step_leave_as_is"] if kind == "warnings" else ["step_correct_whole", save]
    return ["step_click", "step_check" if kind == "warnings" else "step_correct", save]
