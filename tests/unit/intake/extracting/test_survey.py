"""Surveys and Outcomes Star readings: what a cell answers, and which rules speak."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
import pytest

from seuranta.intake.context import Context
from seuranta.intake.extracting.survey import extract, lake_rows
from seuranta.intake.judging.judge import judge
from seuranta.intake.matching.match import Match
from seuranta.intake.matching.workbooks import match
from seuranta.programmes.instrument import Instrument
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.extracts import Extract, Judged
from seuranta.vocabulary.sheets import Workbook
from tests.unit.intake.builders import programme, pseudonymise, sheet, table, workbook

RECEIVED_ON = date(2022, 12, 20)
SCALE = {
    "code": "hyoty",
    "text": {"fi": "Hyöty"},
    "kind": "scale",
    "min": 1,
    "max": 5,
    "labels": {4: ["Paljon"], 5: ["Erittäin paljon"]},
    "missing": ["En osaa sanoa", 99],
}
SYY = {
    "code": "syy",
    "text": {"fi": "Syy"},
    "kind": "single",
    "options": [{"code": "koti", "labels": ["Pois kotoa"]}, {"code": "yhdessa", "labels": ["Yhdessä"]}],
}
MUKANA = {
    "code": "mukana",
    "text": {"fi": "Missä?"},
    "kind": "multi",
    "options": [{"code": "ryhma", "labels": ["Ryhmä"]}, {"code": "retki", "labels": ["Retki"]}],
}
TEXT = {"code": "sana", "text": {"fi": "Vapaa sana"}, "kind": "text"}


def instrument(*items: dict[str, Any], kind: str = "survey") -> Instrument:
    return Instrument.model_validate({"code": "kysely", "name": {"fi": "Kysely"}, "type": kind, "items": list(items)})


def context(of: Instrument, **changes: Any) -> Context:
    return Context(programme(**changes), (of,), RECEIVED_ON, pseudonymise)


def extracted(of: Instrument, *rows: Sequence[object], **changes: Any) -> Extract:
    return extracted_from(of, table(*rows), **changes)


def extracted_from(of: Instrument, file: Workbook, **changes: Any) -> Extract:
    found = match(file, programme(**changes), (of,))
    assert isinstance(found, Match)
    return extract(found, file, context(of, **changes))


def broken(of: Instrument, *rows: Sequence[object], **changes: Any) -> list[tuple[str, int | None, str | None]]:
    found = judge(extracted(of, *rows, **changes), context(of, **changes))
    return [(finding.rule, finding.row, finding.column) for finding in found.findings]


def answers(of: Instrument, *rows: Sequence[object]) -> list[tuple[int, str, str | None, float]]:
    """What the lake gets when every row is loaded: row, item, option and answer."""
    found = extracted(of, *rows)
    lake = lake_rows(Judged(found, pd.Series("loaded", index=found.rows.index), (), ()), of)["survey_answer"]
    options = [None if pd.isna(option) else option for option in lake["option_code"]]
    return list(zip(lake["_row"], lake["item_code"], options, lake["answer"], strict=True))


@pytest.mark.parametrize(("cell", "code"), [("4", 4), ("4,0", 4), ("4.0", 4), ("Paljon", 4), (" erittäin  PALJON ", 5)])
def test_a_scale_is_answered_by_number_or_label(cell: str, code: int) -> None:
    assert answers(instrument(SCALE), ["Vastausaika", "Hyöty"], ["15.7.2022", cell]) == [(2, "hyoty", None, code)]


@pytest.mark.parametrize("cell", ["", "En osaa sanoa", "99", "99,0"])
def test_an_empty_cell_and_a_missing_code_are_no_answer(cell: str) -> None:
    rows = extracted(instrument(SCALE), ["Vastausaika", "Hyöty"], ["15.7.2022", cell]).rows
    assert rows["item.hyoty__state"].tolist() == ["empty"]
    assert rows["given_item_count"].tolist() == [0]


@pytest.mark.parametrize("cell", ["7,5", "6", "4-5", "-1", "Vähän", "#VALUE!"])
def test_an_answer_outside_the_codebook_is_never_rounded(cell: str) -> None:
    rows = extracted(instrument(SCALE), ["Vastausaika", "Hyöty"], ["15.7.2022", cell]).rows
    assert rows["item.hyoty__state"].tolist() == ["unknown"]
    assert (rows["answered_item_count"].tolist(), rows["given_item_count"].tolist()) == ([0], [1])


@pytest.mark.parametrize("cell", ["2", "Yhdessä", "yhdessa", "2,0"])
def test_a_single_choice_is_answered_by_position_label_or_code(cell: str) -> None:
    assert answers(instrument(SYY), ["Vastausaika", "Syy"], ["15.7.2022", cell]) == [(2, "syy", "yhdessa", 1)]


def test_a_multiple_choice_stands_in_a_column_per_option() -> None:
    rows = [["Vastausaika", "Missä? Ryhmä", "Missä?: Retki"], ["15.7.2022", "1", "0"], ["15.7.2022", "x", "Retki"], ["15.7.2022", "0", ""]]
    found = answers(instrument(MUKANA), *rows)
    assert sorted(found) == [(2, "mukana", "retki", 0), (2, "mukana", "ryhma", 1), (3, "mukana", "retki", 1), (3, "mukana", "ryhma", 1)]


def test_a_multiple_choice_stands_in_one_column_with_semicolons() -> None:
    found = answers(instrument(MUKANA), ["Vastausaika", "Missä?"], ["15.7.2022", "Ryhmä; retki"], ["15.7.2022", "2"], ["15.7.2022", ""])
    assert sorted(found) == [(2, "mukana", "retki", 1), (2, "mukana", "ryhma", 1), (3, "mukana", "retki", 1), (3, "mukana", "ryhma", 0)]


def test_sheets_of_one_file_may_lay_out_a_multiple_choice_differently() -> None:
    both = workbook(
        sheet(["Vastausaika", "Missä?"], ["15.7.2022", "Retki"], name="a"),
        sheet(["Vastausaika", "Missä? Ryhmä", "Missä? Retki"], ["15.7.2022", "1", ""], name="b"),
    )
    rows = extracted_from(instrument(MUKANA), both).rows
    assert rows["answer.mukana.retki"].tolist() == [1, 0]
    assert rows["answer.mukana.ryhma"].tolist() == [0, 1]


@pytest.mark.parametrize(
    ("said", "wave"),
    [
        ("alku", "1"),
        ("Alkukysely", "1"),
        ("ennen", "1"),
        ("Lähtötilanne", "1"),
        ("1", "1"),
        ("2.0", "2"),
        ("3. mittaus", "3"),
        ("loppu", "last"),
        ("Jälkeen", "last"),
    ],
)
def test_a_wave_is_a_number_or_the_last_one(said: str, wave: str) -> None:
    assert extracted(instrument(SCALE), ["Vastausaika", "Vaihe", "Hyöty"], ["15.7.2022", said, "4"]).rows["wave"].tolist() == [wave]


def test_a_respondent_given_by_an_identity_code_is_pseudonymised() -> None:
    rows = extracted(instrument(SCALE), ["Vastausaika", "RespondentId", "Hyöty"], ["15.7.2022", "010594Y9032", "4"])
    assert rows.rows["respondent_key"].tolist() == pseudonymise(pd.Series(["010594Y9032"])).tolist()
    assert rows.findings == ()


def test_free_text_is_scanned_and_kept_nowhere() -> None:
    found = extracted(
        instrument(SCALE, TEXT),
        ["Vastausaika", "Hyöty", "Vapaa sana"],
        ["15.7.2022", "4", "Soittakaa 010594Y9032"],
        ["15.7.2022", "4", "Numeroni on 040 123 4567"],
        ["15.7.2022", "4", "Kiitos retkestä"],
    )
    assert [(finding.rule, finding.row, finding.column) for finding in found.findings] == [("PII01", 2, "C"), ("PII02", 3, "C")]
    assert not [column for column in map(str, found.rows) if "sana" in column]
    assert "Kiitos" not in found.rows.to_csv()


def test_an_identity_code_in_a_column_that_is_not_read_is_found_too() -> None:
    found = extracted(instrument(SCALE), ["Vastausaika", "Hyöty", "Muuta"], ["15.7.2022", "4", "010594y9032"])
    assert [(finding.rule, finding.row, finding.column) for finding in found.findings] == [("PII01", 2, "C")]


def test_three_zeros_where_zero_is_no_code_reject_the_file() -> None:
    rows = [["15.7.2022", "0"]] * 3 + [["15.7.2022", "4"]] * 30
    with pytest.raises(Rejected) as refused:
        extracted(instrument(SCALE), ["Vastausaika", "Hyöty"], *rows)
    assert (refused.value.rule, refused.value.facts["data_rows"]) == ("SUR03", 33)


def test_a_fifth_of_the_answers_reject_a_small_file_and_less_does_not() -> None:
    with pytest.raises(Rejected):
        extracted(instrument(SCALE), ["Vastausaika", "Hyöty"], ["15.7.2022", "0"], *[["15.7.2022", "4"]] * 4)
    assert len(extracted(instrument(SCALE), ["Vastausaika", "Hyöty"], ["15.7.2022", "0"], *[["15.7.2022", "4"]] * 5).rows) == 6


def test_zeros_that_are_codes_or_not_chosen_options_are_answers() -> None:
    from_zero = SCALE | {"min": 0}
    assert len(extracted(instrument(from_zero), ["Vastausaika", "Hyöty"], *[["15.7.2022", "0"]] * 5).rows) == 5
    zeros_missing = SCALE | {"missing": [0]}
    assert len(extracted(instrument(zeros_missing), ["Vastausaika", "Hyöty"], *[["15.7.2022", "0"]] * 5).rows) == 5
    options = [["Vastausaika", "Missä? Ryhmä", "Missä? Retki"], *[["15.7.2022", "0", "1"]] * 5]
    assert len(extracted(instrument(MUKANA), *options).rows) == 5


def test_each_rule_about_a_response_speaks_at_its_cell() -> None:
    found = broken(
        instrument(SCALE, SYY),
        ["ResponseId", "Vastausaika", "Yksikkö", "Vastaajaryhmä", "Hyöty", "Syy"],
        ["1", "15.7.2022 13.05", "Kallio", "Henkilöstö", "4", "1"],
        ["2", "15.7.2022 13.05", "Kallio", "Henkilöstö", "7,5", "9"],
        ["3", "32.13.2022", "Kallio", "Henkilöstö", "4", "1"],
        ["4", "31.12.2022", "Kallio", "Henkilöstö", "4", "1"],
        ["5", "", "Kallio", "Henkilöstö", "4", "1"],
        ["6", "15.7.2022", "Kuun kerho", "Kuu", "4", "1"],
        ["7", "15.7.2022", "", "", "4", "1"],
        ["8", "15.7.2022", "Malmin yhteisö", "Henkilöstö", "", "En osaa sanoa"],
        ["9", "15.7.2022", "Malmin yhteisö", "Henkilöstö", "", ""],
        groups=[{"code": "henkilosto", "name": {"fi": "Henkilöstö"}}],
    )
    expected = [("SUR02", 3, "E"), ("SUR02", 3, "F"), ("SUR05", 4, "B"), ("SUR05", 5, "B"), ("SUR05", 6, "B")]
    assert found == [*expected, ("SUR07", 7, "C"), ("SUR07", 7, "D"), ("SUR07", 8, "C"), ("SUR02", 9, "F"), ("SUR08", 10, None)]


def test_a_response_may_come_until_thirty_days_after_the_end() -> None:
    rows = [["Vastausaika", "Hyöty"], ["30.12.2022 23.59", "4"], ["31.12.2022 0.00", "4"]]
    of = instrument(SCALE)
    late = Context(programme(), (of,), date(2023, 2, 1), pseudonymise)
    assert [(finding.rule, finding.row) for finding in judge(extracted(of, *rows), late).findings] == [("SUR05", 3)]


def test_of_one_response_id_the_last_row_that_can_be_loaded_stands() -> None:
    of = instrument(SCALE)
    rows = [["ResponseId", "Vastausaika", "Hyöty"], ["1", "15.7.2022", "2"], ["1", "16.7.2022", "3"], ["1", "17.7.2022", "7,5"]]
    found = judge(extracted(of, *rows), context(of))
    assert [(finding.rule, finding.row, finding.column) for finding in found.findings] == [("SUR06", 2, None), ("SUR02", 4, "C")]
    assert found.outcome.tolist() == ["ignored", "loaded", "quarantined"]


def test_any_respondent_group_is_taken_where_the_programme_lists_none() -> None:
    rows = extracted(instrument(SCALE), ["Vastausaika", "Vastaajaryhmä", "Hyöty"], ["15.7.2022", "Naapurit", "4"]).rows
    assert (rows["group_code"].isna().tolist(), rows["group_code__state"].tolist()) == ([True], ["ok"])


def test_the_date_of_a_star_reading_is_its_own_and_not_when_it_was_typed_in() -> None:
    star = instrument({"code": "area_01", "text": {"fi": "Alue 01"}, "kind": "scale", "min": 1, "max": 10}, kind="star")
    rows = extracted(star, ["Vastausaika", "Pvm", "Osallistuja", "Alue 01"], ["20.9.2022", "5.9.2022", "KAO-01", "7"]).rows
    assert rows["responded_at"].tolist() == [pd.Timestamp("2022-09-05")]
    assert rows["responded_at__column"].tolist() == ["B"]
