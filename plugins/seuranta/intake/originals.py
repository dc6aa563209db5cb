"""Looks through originals again for one person: by what else they are called, and which files hold them.

In: originals, from the archive where the private key is at hand, else the same bytes in the drop folder; identifiers.
Out: more identifiers; ids of deliveries. Rerun: only looks; clear values stay in memory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import pandas as pd

from seuranta.intake.archive import open_original
from seuranta.intake.context import Context
from seuranta.intake.drop_folder import TAKEN_ENDINGS, Found, look
from seuranta.intake.extracting.participants import codes_by_number
from seuranta.intake.extracting.sheet_rows import sheet_rows
from seuranta.intake.matching.match import Match, SheetMatch
from seuranta.intake.matching.workbooks import match
from seuranta.intake.private_copy import Changed, private_copy
from seuranta.intake.reading.server_client import read_in_child
from seuranta.intake.values.identity_codes import canonical_identifier, is_identity_code
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.sheets import Workbook, file_ending
from seuranta.vocabulary.workspace import Workspace

ZIP_BEGINS = b"PK"
CUSTOMER_NUMBER = "customer_no"


class Originals:
    """The contents of a programme's deliveries, as far as they can be read today."""

    def __init__(self, workspace: Workspace, context: Context, receipts: Sequence[Receipt]) -> None:
        self._workspace, self._context = workspace, context
        self._by_content: dict[str, list[Receipt]] = {}
        for receipt in receipts:
            self._by_content.setdefault(receipt.sha256, []).append(receipt)

    def other_names(self, identifiers: Collection[str]) -> set[str]:
        """The identifiers, and those that intake takes for the same person: a number that stands beside exactly one code."""
        found = {canonical_identifier(text) for text in identifiers}
        for receipts in self._by_content.values():
            if any(receipt.dataset == "esr_participants" for receipt in receipts):
                for number, code in self._codes_by_number(receipts).items():
                    if number in found or code in found:
                        found |= {number, code}
        return found

    def deliveries_with(self, identifiers: Collection[str]) -> set[str]:
        """The ids of deliveries whose content holds one of the identifiers, in whatever row or column."""
        return {receipt.delivery_id for receipts in self._by_content.values() if self._holds(receipts, identifiers) for receipt in receipts}

    def unreadable(self) -> set[str]:
        """The ids of deliveries whose content cannot be looked through: the key is elsewhere, or no parser takes it."""
        return {receipt.delivery_id for receipts in self._by_content.values() if self._workbook(receipts) is None for receipt in receipts}

    def _codes_by_number(self, receipts: Sequence[Receipt]) -> dict[str, str]:
        found = self._match(self._workbook(receipts))
        return codes_by_number(sheet_rows(found), self._context) if found is not None and found.dataset == "esr_participants" else {}

    def _holds(self, receipts: Sequence[Receipt], identifiers: Collection[str]) -> bool:
        workbook = self._workbook(receipts)
        return workbook is not None and holds_person(workbook, self._match(workbook), identifiers)

    def _match(self, workbook: Workbook | None) -> Match | None:
        try:
            found = None if workbook is None else match(workbook, self._context.programme, self._context.instruments)
        except Rejected:
            return None
        return found if isinstance(found, Match) else None

    def _workbook(self, receipts: Sequence[Receipt]) -> Workbook | None:
        content, ending = self._content(receipts)
        if content is None:
            return None
        try:
            with _in_memory(content) as path:
                return read_in_child(path, f"original{ending}")
        except Rejected as rejection:
            return Workbook("empty", ()) if rejection.rule == "FIL03" else None

    def _content(self, receipts: Sequence[Receipt]) -> tuple[bytes | None, str]:
        """The bytes and the ending of the name they came under."""
        endings = [ending for receipt in receipts if (ending := file_ending(receipt.file_name)) in TAKEN_ENDINGS]
        for receipt in receipts:
            content = open_original(self._workspace, receipt)
            if content is not None:
                return content, (endings or [".xlsx" if content.startswith(ZIP_BEGINS) else ".csv"])[0]
        found = self._dropped.get(receipts[0].sha256)
        try:
            return (None, "") if found is None else (found.path.read_bytes(), file_ending(found.file_name))
        except OSError:
            return None, ""

    @cached_property
    def _dropped(self) -> dict[str, Found]:
        found: dict[str, Found] = {}
        for each in look(self._workspace.drop, was_filled=False).files.values():
            if each.programme == self._context.programme.code and file_ending(each.file_name) in TAKEN_ENDINGS:
                try:
                    with private_copy(each) as copy:
                        found[copy.sha256] = each
                except (Changed, OSError):
                    continue
        return found


def holds_person(workbook: Workbook, found: Match | None, identifiers: Collection[str]) -> bool:
    """Whether a cell holds one of the identifiers: an identity code anywhere, another one in a column of identifiers.

    Where no layout fits, any cell that is just the identifier counts: better one original too few than one too many.
    """
    codes = {text for text in identifiers if is_identity_code(text)}
    others = set(identifiers) - codes
    texts = _texts(sheet.cells for sheet in workbook.sheets)
    compact = (re.sub(r"\s", "", canonical_identifier(text)) for text in texts)
    if codes and any(code in text for text in compact for code in codes):
        return True
    if found is not None:
        texts = _texts(sheet.sheet.cells.iloc[:, _columns_of_people(sheet)] for sheet in found.sheets)
    return bool(others) and any(canonical_identifier(text) in others for text in texts)


def _columns_of_people(sheet: SheetMatch) -> list[int]:
    """Where people are named: also by their customer number, in which an identity code is a mistake."""
    numbers = {sheet.columns[CUSTOMER_NUMBER]} if CUSTOMER_NUMBER in sheet.columns else set()
    return sorted(sheet.identifier_columns | numbers)


def _texts(frames: Iterable[pd.DataFrame]) -> set[str]:
    return {text for frame in frames for column in frame for text in frame[column].dropna().unique() if isinstance(text, str)}


@contextmanager
def _in_memory(content: bytes) -> Iterator[Path]:
    descriptor = os.memfd_create("original")
    try:
        view = memoryview(content)
        while view:
            view = view[os.write(descriptor, view) :]
        yield Path(f"/proc/self/fd/{descriptor}")
    finally:
        os.close(descriptor)
