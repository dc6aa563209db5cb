"""Classes of hidden shares: told where readers could be told either, and then nothing small can be worked out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from seuranta.disclosure.auditing.audit import audit
from seuranta.disclosure.policy import CIRCLES, policy_for
from seuranta.disclosure.protecting import protect
from seuranta.reporting.report_json import report_json
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import AT_MOST_HALF, CLASSES, MORE_THAN_HALF, Figure, Report, class_of
from tests.unit.disclosure.attacker import attack
from tests.unit.disclosure.surveys import random_surveys, survey_report, telling_programme

PROGRAMME = telling_programme()
POLICY = policy_for(PROGRAMME, [], "public")


def notes_of(reports: Sequence[Report], released: Sequence[Report] = ()) -> list[str | None]:
    """The notes of the shares in the report for the public."""
    [report] = protect(reports, PROGRAMME, [], "public", released)
    return [figure.note for figure in report.figures if ".top2." in figure.id]


def with_note(report: Report, index: int, note: str) -> Report:
    figure = report.figures[index].model_copy(update={"value": None, "numerator": None, "denominator": None, "n": None, "suppressed": True, "note": note})
    return report.model_copy(update={"figures": (*report.figures[:index], figure, *report.figures[index + 1 :])})


@pytest.mark.parametrize(
    ("chosen", "answers", "note"),
    [
        (3, 24, AT_MOST_HALF),
        (21, 24, MORE_THAN_HALF),
        (3, 11, AT_MOST_HALF),  # 0…5: it could be nobody, and it could be five
        (8, 11, MORE_THAN_HALF),  # 6…11: the others could be nobody, and could be five
        (3, 10, "suppressed"),  # it could be told: 0…5; but then of 7 of 10 it could not, and not being told would tell that
        (7, 10, "suppressed"),
        (3, 7, "suppressed"),
        (12, 24, None),  # no small number: shown
    ],
)
def test_a_class_is_told_where_either_could_be(chosen: int, answers: int, note: str | None) -> None:
    assert notes_of([survey_report([(chosen, answers)])]) == [note]


def test_nothing_is_told_unless_the_programme_asks_for_it() -> None:
    [report] = protect([survey_report([(3, 24)])], telling_programme(is_telling=False), [], "public")
    assert [figure.note for figure in report.figures] == [None, "suppressed"]


def test_a_share_with_a_class_holds_no_number() -> None:
    [report] = protect([survey_report([(3, 24)])], PROGRAMME, [], "funder")
    assert report.figures[1] == Figure(id="survey.koe.top2.item_0", scope="cumulative", value=None, suppressed=True, note=AT_MOST_HALF)


def test_a_share_whose_denominator_is_hidden_has_no_class() -> None:
    alone = survey_report([(3, 24)])
    assert notes_of([alone.model_copy(update={"figures": alone.figures[1:]})]) == ["suppressed"]


def test_exactly_half_is_at_most_half() -> None:
    assert [class_of(chosen, 24) for chosen in (0, 11, 12, 13, 24)] == [AT_MOST_HALF] * 3 + [MORE_THAN_HALF] * 2
    assert [class_of(chosen, 11) for chosen in (5, 6)] == [AT_MOST_HALF, MORE_THAN_HALF]


def test_the_audit_finds_a_class_that_gives_a_small_number_away() -> None:
    reports = [survey_report([(3, 9)])]
    protected = protect(reports, PROGRAMME, [], "public")
    assert audit(reports, protected, [], POLICY, load_catalogue()).proven == ()
    found = audit(reports, [with_note(protected[0], 1, AT_MOST_HALF)], [], POLICY, load_catalogue())
    assert found.proven == ("survey.koe.top2.item_0 numerator (period 1, cumulative)",)


def test_the_audit_finds_a_class_that_leaves_one_number() -> None:
    """More than half of one is one."""
    reports = [survey_report([(1, 1)])]
    protected = [with_note(reports[0], 1, MORE_THAN_HALF)]
    assert audit(reports, protected, [], POLICY, load_catalogue()).recovered == ("survey.koe.top2.item_0 (period 1, cumulative)",)


def test_a_class_that_was_told_is_known_afterwards() -> None:
    """Told of nine answers by mistake, it cannot be taken back; what it tells is no news."""
    reports = [survey_report([(3, 9)])]
    told = [with_note(protect(reports, PROGRAMME, [], "public")[0], 1, AT_MOST_HALF)]
    again = protect(reports, PROGRAMME, [], "public", told)
    assert again[0].figures[1].note == "suppressed"
    assert audit(reports, again, told, POLICY, load_catalogue()).proven == ()


def test_a_class_that_was_told_stands_when_nothing_has_changed() -> None:
    reports = [survey_report([(3, 24), (20, 22)])]
    told = protect(reports, PROGRAMME, [], "public")
    assert notes_of(reports, told) == [AT_MOST_HALF, MORE_THAN_HALF]
    turned = [survey_report([(21, 24), (20, 22)])]  # it was told of another number
    assert notes_of(turned, told) == [MORE_THAN_HALF, MORE_THAN_HALF]


def classes_in(reports: Sequence[Report]) -> dict[tuple[int, int], str]:
    return {(at, index): str(f.note) for at, report in enumerate(reports) for index, f in enumerate(report.figures) if f.note in CLASSES}


def assert_nothing_is_given_away(seed: int, memory: Path) -> int:
    """Attacked by the auditor and by a reader of the files; every class is true. How many are told to the public."""
    reports = random_surveys(seed)
    ledger: list[Report] = []
    for some in (reports[:1], reports):
        protected = {audience: protect(some, PROGRAMME, [], audience, ledger, memory=memory) for audience in CIRCLES}
        for audience in CIRCLES:
            held = [report for circle in CIRCLES[: CIRCLES.index(audience) + 1] for report in protected[circle]]
            before = [report for report in ledger if CIRCLES.index(report.audience) <= CIRCLES.index(audience)]
            policy = policy_for(PROGRAMME, [], audience)
            found = audit(some, held, before, policy, load_catalogue())
            assert (found.proven, found.recovered) == ((), ()), (seed, audience)
            read = attack([json.loads(report_json(report)) for report in (*before, *held)], policy.threshold)
            assert (read.exact, read.small, read.visible) == ([], [], []), (seed, audience)
            for (at, index), name in classes_in(protected[audience]).items():
                figure = some[at].figures[index]
                assert name == class_of(figure.numerator or 0, figure.denominator or 0)
        ledger += [protected[audience][-1] for audience in CIRCLES]
    return len(classes_in(protected["public"]))


def test_random_surveys_with_classes_give_nothing_away(tmp_path: Path) -> None:
    assert sum(assert_nothing_is_given_away(seed, tmp_path) for seed in range(4)) > 3


@pytest.mark.prove
def test_two_hundred_random_surveys_with_classes_give_nothing_away(tmp_path: Path) -> None:
    assert sum(assert_nothing_is_given_away(seed, tmp_path) for seed in range(4, 204)) > 400
