"""Rows are named as people write them."""

from __future__ import annotations

import pytest

from seuranta.vocabulary.row_numbers import row_ranges


@pytest.mark.parametrize(("numbers", "text"), [([4], "4"), ([4, 5, 6, 9], "4–6, 9"), ([9, 4, 5, 4], "4–5, 9"), ([], "")])
def test_rows_are_written_as_people_write_them(numbers: list[int], text: str) -> None:
    assert row_ranges(numbers) == text
