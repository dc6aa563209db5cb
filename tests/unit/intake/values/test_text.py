"""What counts as the same text."""

from __future__ import annotations

import pandas as pd
import pytest

from seuranta.intake.values.text import fold, fold_header, fold_text, folded_lookup, parse_codes


@pytest.mark.parametrize("header", ["Ikä", "IKÄ", "1. Ikä", "12) ikä", " Ikä: ", "Ikä*", "Ikä :*", "i k ä", "Ika\u0308", "\u00a0Ikä\u00a0", "ıkä"])
def test_a_header_is_the_same_without_case_spaces_diacritics_numbers_and_marks(header: str) -> None:
    assert fold_header(header) == "ika"


def test_a_number_that_is_the_header_stays() -> None:
    assert fold_header("1.") == "1."
    assert fold_header("15.7.2022") == "15.7.2022"


def test_a_value_keeps_its_words_apart() -> None:
    assert fold_text("  Täysin\u00a0 ERI – mieltä ") == "taysin eri - mielta"


def test_folding_keeps_missing_cells_missing() -> None:
    folded = fold(pd.Series(["Ä", None], dtype="str"))
    assert folded[0] == "a"
    assert folded.isna().tolist() == [False, True]


def test_a_code_is_found_by_any_of_its_words() -> None:
    lookup = folded_lookup({"F": ("Nainen", "N", "F"), "M": ("Mies", "M")})
    parsed = parse_codes(pd.Series(["nainen", "M", "poika", None], dtype="str"), lookup)
    assert parsed.states.tolist() == ["ok", "ok", "unknown", "empty"]
    assert parsed.values.dropna().tolist() == ["F", "M"]
