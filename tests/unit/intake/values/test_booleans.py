"""Yes, no and the right not to answer."""

from __future__ import annotations

import pandas as pd

from seuranta.intake.values.booleans import parse_booleans, parse_refusable


def test_every_way_of_saying_yes_and_no_is_understood() -> None:
    yes = parse_booleans(pd.Series(["Kyllä", "K", "1", "x", "TOSI", "kyllä ", "X", "Yes"], dtype="str"))
    no = parse_booleans(pd.Series(["Ei", "En", "E", "0", "EPÄTOSI", "ei", "No"], dtype="str"))
    assert yes.values.tolist() == [True] * 8
    assert no.values.tolist() == [False] * 7


def test_a_word_that_is_neither_is_unknown_and_a_refusal_too() -> None:
    assert parse_booleans(pd.Series(["ehkä", "En halua vastata", None], dtype="str")).states.tolist() == ["unknown", "unknown", "empty"]


def test_a_sensitive_question_may_be_refused() -> None:
    parsed = parse_refusable(pd.Series(["K", "en", "En halua vastata", "ehkä"], dtype="str"))
    assert parsed.values.dropna().tolist() == ["YES", "NO", "REFUSED"]
    assert parsed.states.tolist() == ["ok", "ok", "ok", "unknown"]
