"""What becomes of rows: which rules spoke, and which row stands."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from seuranta.intake.judging.judge import judge
from seuranta.intake.judging.parameters import check_parameters, with_parameters
from seuranta.intake.judging.rules import Rule
from seuranta.intake.judging.suites import failing_rows, questions_of
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.extracts import Extract, Finding
from tests.unit.intake.builders import context

MESSAGE = {"fi": "a", "sv": "b", "en": "c"}


def rule(**changes: object) -> Rule:
    return Rule.model_validate({"rule": "ATT01", "severity": "row", "message": MESSAGE, "because": MESSAGE} | changes)


def failing(frame: pd.DataFrame, *checks: dict[str, object]) -> list[list[int]]:
    return failing_rows(frame, questions_of(rule(checks=list(checks)), check_parameters(context()), frame.columns))


def extract(states: list[str], people: list[str | None], *findings: Finding) -> Extract:
    rows = pd.DataFrame({"_sheet": "Taul1", "_row": range(2, len(states) + 2), "_column": None})
    rows["contacted_on"] = pd.Timestamp("2022-05-03")
    rows["contacted_on__state"], rows["contacted_on__column"], rows["contacted_on__text"] = states, "B", "secret"
    rows["contact_key"] = pd.Series(people, dtype="str")
    return Extract("contacts", "contacts", rows, findings)


def test_positions_are_given_for_every_question_in_its_order() -> None:
    frame = pd.DataFrame({"a__state": ["ok", "empty", "unreadable"], "n": [1, 2, 3], "kind": ["x", "y", "y"]})

    found = failing(
        frame,
        {"column": "a", "refuse_states": ["empty", "unreadable"]},
        {"column": "n", "expect": "expect_column_values_to_be_between", "with": {"max_value": 2}},
        {"column": "a", "refuse_states": ["empty", "unreadable"], "when": "kind == 'y' and n < 3"},
        {"column": None, "expect": "expect_column_values_to_be_unique", "with": {"column": "kind"}},
    )
    assert found == [[1, 2], [2], [1], [1, 2]]


def test_a_check_may_speak_of_every_item() -> None:
    frame = pd.DataFrame({"item.a__state": ["ok", "unknown"], "item.b__state": ["unknown", "ok"], "other__state": ["unknown", "unknown"]})

    assert failing(frame, {"column": "item.*", "refuse_states": ["unknown"]}) == [[1], [0]]


def test_an_expectation_that_cannot_be_evaluated_stops_the_work_and_names_no_value() -> None:
    frame = pd.DataFrame({"n": ["secret", "x"]})

    with pytest.raises(OperationFailed) as failed:
        failing(frame, {"column": "n", "expect": "expect_column_values_to_be_between", "with": {"max_value": 2}})
    assert "secret" not in str(failed.value)


def test_repeats_are_looked_for_among_the_rows_that_are_left() -> None:
    judged = judge(extract(["unreadable", "ok", "ok", "ok"], ["p", "p", "p", "q"]), context())

    assert [(finding.rule, finding.row) for finding in judged.findings] == [("CON01", 2), ("CON04", 4)]
    assert list(judged.outcome) == ["quarantined", "loaded", "loaded", "loaded"]
    assert list(judged.rules) == ["CON01", "", "CON04", ""]


def test_a_finding_in_a_row_quarantines_it_and_one_of_the_file_does_not() -> None:
    findings = (Finding("PII01", "Taul1", 3, "D"), Finding("FIL12", "Ohje"))
    judged = judge(extract(["ok", "ok"], ["p", "q"], *findings), context())

    assert list(judged.outcome) == ["loaded", "quarantined"]
    assert [finding.rule for finding in judged.findings] == ["PII01", "FIL12"]


def test_the_cells_text_goes_with_the_finding_and_into_no_fact() -> None:
    judged = judge(extract(["unreadable"], ["p"]), context())

    (finding,) = judged.findings
    assert (finding.column, finding.found) == ("B", "secret")
    assert finding.facts == {"programme_start": "1.2.2022", "programme_end": "30.11.2022"}
    assert "secret" not in json.dumps([each.model_dump(mode="json") for each in judged.coverage])


def test_a_parameter_stands_at_any_depth_and_an_unknown_one_is_told() -> None:
    assert with_parameters({"value_set": [{"$PARAMETER": "code"}]}, {"code": "S1"}) == {"value_set": ["S1"]}
    with pytest.raises(UnknownName, match=r"parameter 'cod' is not known; available: 'code'"):
        with_parameters({"$PARAMETER": "cod"}, {"code": "S1"})


def test_a_condition_cannot_be_put_on_a_check_about_null() -> None:
    with pytest.raises(ValueError, match="a check with when cannot be about null"):
        rule(checks=[{"column": "a", "expect": "expect_column_values_to_not_be_null", "with": {"column": "a"}, "when": "b"}])
