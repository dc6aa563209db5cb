"""The catalogue of rules: complete, said once, and in three languages."""

from __future__ import annotations

from pathlib import Path

import pytest

from seuranta.intake.judging.catalogue import all_expectations, all_rules, message_of, rule_of, severity_of
from seuranta.intake.judging.suites import questions_of
from seuranta.vocabulary.errors import ConfigurationError, UnknownName
from seuranta.vocabulary.receipts import DATASETS, Severity
from tests.unit.intake.builders import context

# exports.md 3; ERA01 is of privacy.md 5
CONTRACT = {
    **{f"FIL{number:02d}": "file" for number in range(1, 13)},
    "FIL07": "warn",
    "FIL12": "warn",
    "PII01": "row",
    "PII02": "warn",
    "ELI01": "warn",
    "DEL01": "held",
    "DEL02": "warn",
    "ERA01": "warn",
    **{f"ESR{number:02d}": "row" for number in range(1, 15)},
    "ESR02": "warn",
    "ESR09": "warn",
    "ESR10": "warn",
    **{f"ATT{number:02d}": "row" for number in range(1, 11)},
    "ATT06": "warn",
    "ATT09": "warn",
    **{f"SUR{number:02d}": "row" for number in range(1, 9)},
    "SUR01": "file",
    "SUR03": "file",
    "SUR04": "file",
    "SUR06": "warn",
    "SUR08": "warn",
    **{f"CON{number:02d}": "row" for number in range(1, 4)},
    "CON04": "warn",
}
RULE = "rules: [{rule: ATT01, severity: row, message: {fi: a, sv: b, en: c}, because: {fi: d, sv: e, en: f}}]"


def test_the_catalogue_holds_the_rules_of_the_contract_with_their_severity() -> None:
    assert {code: str(rule.severity) for code, rule in all_rules().items()} == CONTRACT


def test_every_dataset_has_expectations_and_its_layouts_a_specimen() -> None:
    assert {found.dataset for found in all_expectations().values() if found.dataset} == set(DATASETS)
    assert all(layout.specimen for found in all_expectations().values() for layout in found.layouts.values())


def test_every_check_can_be_asked() -> None:
    from seuranta.intake.judging.parameters import check_parameters

    for rule in all_rules().values():
        for question in questions_of(rule, check_parameters(context()), []):
            assert question.read_columns, rule.rule


def test_a_message_is_filled_in_every_language() -> None:
    message = message_of("ATT09", stated="7", counted="6")

    assert message["fi"].startswith("Summa ei täsmää: solussa on 7, riveistä laskien tulee 6.")
    assert message["sv"].startswith("Summan stämmer inte: cellen säger 7, men raderna ger 6.")
    assert message["en"].startswith("The total does not agree: the cell says 7, the rows add up to 6.")


def test_a_fact_may_differ_by_language_and_a_missing_one_is_a_dash() -> None:
    message = message_of("FIL04", nearest={"fi": "Käynnit", "sv": "Besök", "en": "Visits"})

    assert "Lähimpänä on Käynnit; siitä puuttuu: –." in message["fi"]
    assert "The nearest is Visits; it lacks: –." in message["en"]


def test_severity_is_that_of_the_rule() -> None:
    assert severity_of("ATT06") is Severity.WARN


def test_an_unknown_rule_is_said_with_those_there_are() -> None:
    with pytest.raises(UnknownName, match=r"rule 'ATT99' is not known; available: 'ATT01', 'ATT02'"):
        rule_of("ATT99")


def test_all_faults_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text(RULE, encoding="utf-8")
    (tmp_path / "two.yml").write_text(RULE, encoding="utf-8")
    (tmp_path / "three.yml").write_text(RULE.replace("sv: b, ", "").replace("ATT01", "ATT1"), encoding="utf-8")

    with pytest.raises(ConfigurationError) as refused:
        all_expectations(tmp_path)

    assert [(fault.file, fault.key) for fault in refused.value.faults] == [("three.yml", "rules.0.rule"), ("two.yml", "rules.ATT01")]
