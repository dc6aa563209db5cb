"""The drafts of the samples, for every circle of readers: nothing hidden can be worked out, and what is left says something."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from seuranta.disclosure.auditing.audit import audit
from seuranta.disclosure.ledger import held_by
from seuranta.disclosure.policy import CIRCLES, policy_for
from seuranta.disclosure.protecting import protect
from seuranta.programmes.programme import Programme
from seuranta.releases.house import House
from seuranta.reporting.composing import compose
from seuranta.reporting.context import Context
from seuranta.reporting.document import KeyFigures, Paragraph, Section, Table
from seuranta.reporting.publishing import has_data, material_of, read_source
from seuranta.reporting.report_json import report_json
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import CLASSES, Audience, Report
from tests.end_to_end.release_houses import house_of
from tests.unit.disclosure.attacker import attack

SMALL = ["asku", "ikaalinen", "torstaiklubi"]
LARGE = ["hyvinvointi_plus", "ok_hanke"]
VISIBLE_AT_LEAST = 0.6
Shown = Callable[[str], tuple[House, dict[Audience, list[Report]]]]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """A programme's house and its reports of all periods, by audience. The small programmes share a house."""

    @cache
    def house(codes: tuple[str, ...]) -> House:
        return house_of(tmp_path_factory.mktemp("attacked"), list(codes))

    @cache
    def given(code: str) -> tuple[House, dict[Audience, list[Report]]]:
        built = house(tuple(SMALL if code in SMALL else [code]))
        programme = built.programmes.programmes[code]
        reports = read_source(built.workspace, built.programmes, programme).reports
        instruments = built.programmes.instruments_of(programme)
        protected = {audience: protect(reports, programme, instruments, audience, memory=built.workspace.protected) for audience in CIRCLES}
        return built, {**protected, "internal": list(reports)}

    return given


@pytest.mark.parametrize("code", SMALL)
def test_nothing_hidden_can_be_worked_out(shown: Shown, code: str) -> None:
    assert_nothing_found(*shown(code), code)


@pytest.mark.prove
@pytest.mark.parametrize("code", LARGE)
def test_nothing_hidden_can_be_worked_out_of_large_programmes(shown: Shown, code: str) -> None:
    assert_nothing_found(*shown(code), code)


def test_nothing_hidden_can_be_worked_out_where_classes_are_told(shown: Shown) -> None:
    assert_nothing_found_with_classes(*shown("asku"), "asku")


@pytest.mark.prove
@pytest.mark.parametrize("code", LARGE)
def test_nothing_hidden_can_be_worked_out_of_large_programmes_where_classes_are_told(shown: Shown, code: str) -> None:
    assert_nothing_found_with_classes(*shown(code), code)


@pytest.mark.parametrize("code", SMALL)
def test_most_is_left_for_the_funder_and_every_section_says_something(shown: Shown, code: str) -> None:
    assert_useful(*shown(code), code)


@pytest.mark.prove
@pytest.mark.parametrize("code", LARGE)
def test_most_is_left_of_large_programmes(shown: Shown, code: str) -> None:
    assert_useful(*shown(code), code)


def assert_nothing_found(house: House, reports: dict[Audience, list[Report]], code: str) -> None:
    """By the attacker, who has files, and by the auditor, who has the true numbers to compare."""
    programme = house.programmes.programmes[code]
    owed = programme.disclosure.exact
    for position, audience in enumerate(CIRCLES):
        policy = policy_for(programme, house.programmes.instruments_of(programme), audience)
        files = [json.loads(report_json(report)) for circle in CIRCLES[: position + 1] for report in without_owed(reports, circle, audience, owed)]
        found = attack(files, policy.threshold, "|".join(pattern.replace(".", r"\.").replace("*", ".*") for pattern in policy.exact) or "$")
        assert (found.exact, found.small, found.visible) == ([], [], []), audience
        assert found.hidden > 0
        audited = audit(reports["internal"], held_by(audience, reports, owed), [], policy, load_catalogue())
        assert (audited.proven, audited.recovered) == ((), ()), audience


def assert_nothing_found_with_classes(house: House, reports: dict[Audience, list[Report]], code: str) -> None:
    programme, instruments = house.programmes.programmes[code], house.programmes.instruments_of(house.programmes.programmes[code])
    telling = programme.model_copy(update={"disclosure": programme.disclosure.model_copy(update={"verbal_classes": True})})
    told = {audience: protect(reports["internal"], telling, instruments, audience, memory=house.workspace.protected) for audience in CIRCLES}
    assert sum(figure.note in CLASSES for report in told["public"] for figure in report.figures) > 3
    assert_nothing_found(house, {**told, "internal": reports["internal"]}, code)


def without_owed(reports: dict[Audience, list[Report]], circle: Audience, audience: Audience, owed: Sequence[str]) -> list[Report]:
    """The reports of a wider circle, without what only its readers are owed."""
    return reports[circle] if circle == audience else held_by(audience, {circle: reports[circle]}, owed)


def assert_useful(house: House, reports: dict[Audience, list[Report]], code: str) -> None:
    programme = house.programmes.programmes[code]
    figures = [figure for report in reports["funder"] for figure in report.figures]
    assert sum(not figure.suppressed for figure in figures) >= VISIBLE_AT_LEAST * len(figures)
    for internal, protected in zip(reports["internal"], reports["funder"], strict=True):
        if has_data(internal):
            whole, left = (sections_of(house, programme, report) for report in (internal, protected))
            assert whole.keys() == left.keys()
            assert [key for key, section in left.items() if not section.blocks] == []
            telling = {key for key, section in whole.items() if tells(section)}
            silent = {key for key in telling if not tells(left[key])}
            assert len(silent) <= (1 - VISIBLE_AT_LEAST) * len(telling), f"period {internal.period.no}: {silent}"
            assert all(says_why(left[key]) for key in silent), f"period {internal.period.no}: {silent}"


def sections_of(house: House, programme: Programme, report: Report) -> dict[str, Section]:
    source = read_source(house.workspace, house.programmes, programme)
    document = compose(Context(report, material_of(source, house.programmes, report.audience, [])))
    return {section.key: section for section in document.sections}


def tells(section: Section) -> bool:
    """Whether any number stands in the section."""
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return any(cell.kind == "number" for table in tables for row in table.rows for cell in row.cells) or any(
        isinstance(block, KeyFigures) for block in section.blocks
    )


def says_why(section: Section) -> bool:
    """Whether a sentence stands in place of what is withheld."""
    return any(isinstance(block, Paragraph) and block.kind == "note" for block in section.blocks)


def test_the_samples_are_here() -> None:
    assert {path.stem for path in (Path(__file__).parents[2] / "programmes").glob("*.yml")} == {*SMALL, *LARGE}
