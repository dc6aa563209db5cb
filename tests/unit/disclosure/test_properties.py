"""No small number can be proven, whatever the table, the audience, the period or the restatement."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from seuranta.disclosure.auditing.audit import audit
from seuranta.disclosure.policy import CIRCLES, policy_for
from seuranta.disclosure.protecting import protect
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import Report
from tests.unit.disclosure.attack import possible_ranges
from tests.unit.disclosure.people import random_reports, small_programme
from tests.unit.disclosure.test_protecting import THRESHOLD, WHOLES, true_values

TABLES, SEQUENCES = 1000, 200


def assert_no_small_count_is_proven(internal: Sequence[Report], shown: Sequence[Report], threshold: int) -> None:
    """Attacks with nothing but what the reports say and how figures add up."""
    true = true_values(list(internal))
    small = {key for key, value in true.items() if 0 < value < threshold}
    assert not [key for key, value in true_values(list(shown)).items() if 0 < value < threshold], "a small count is printed"
    ranges = possible_ranges(list(shown), WHOLES, small)
    assert {key: ends for key, ends in ranges.items() if ends[0] > 0 or ends[1] < threshold} == {}


def assert_safe_table(seed: int) -> None:
    internal = random_reports(seed, 10 + seed % 7 * 25)[:1]
    assert_no_small_count_is_proven(internal, protect(internal, small_programme(), [], "public"), THRESHOLD)


def assert_safe_sequence(seed: int) -> None:
    """Period after period is released; before the last, a few people more are found and the first is restated."""
    programme, chance = small_programme(), random.Random(seed)
    before, after = random_reports(seed, 30 + seed % 5 * 20), random_reports(seed, 30 + seed % 5 * 20 + chance.choice((0, 6)))
    ledger: list[Report] = []
    for reports, period in ((before[:1], 0), (before[:2], 1), (after, 0), (after, 2)):
        protected = {audience: protect(reports, programme, [], audience, ledger) for audience in CIRCLES}
        for audience in CIRCLES:
            given = [report for report in ledger if report.audience == audience]
            found = audit(reports, protected[audience], given, policy_for(programme, [], audience), load_catalogue())
            assert found.proven == (), (audience, period)
        ledger += [protected[audience][period] for audience in CIRCLES]


def hidden_places(reports: Sequence[Report]) -> set[tuple[int, int]]:
    return {(position, index) for position, report in enumerate(reports) for index, figure in enumerate(report.figures) if figure.suppressed}


def owing(programme: Programme) -> Programme:
    return programme.model_copy(update={"disclosure": programme.disclosure.model_copy(update={"exact": ["esf.eeco0*"]})})


@pytest.mark.parametrize("seed", range(15))
def test_no_small_count_of_a_random_table_can_be_proven(seed: int) -> None:
    assert_safe_table(seed)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(15, TABLES))
def test_no_small_count_of_a_thousand_random_tables_can_be_proven(seed: int) -> None:
    assert_safe_table(seed)


@pytest.mark.parametrize("seed", range(2))
def test_no_sequence_of_periods_and_restatements_proves_a_small_number(seed: int) -> None:
    assert_safe_sequence(seed)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(2, SEQUENCES))
def test_no_two_hundred_sequences_of_periods_and_restatements_prove_a_small_number(seed: int) -> None:
    assert_safe_sequence(seed)


@pytest.mark.parametrize("seed", range(3))
def test_what_a_narrower_circle_does_not_see_no_wider_one_sees(seed: int) -> None:
    internal = random_reports(seed, 120)
    steering, funder, public = (hidden_places(protect(internal, small_programme(), [], audience)) for audience in reversed(CIRCLES))
    assert steering <= funder <= public
    assert steering < public


def test_what_the_funder_is_owed_is_hidden_from_the_others_all_the_same() -> None:
    internal, programme = random_reports(1, 120), owing(small_programme())
    steering, funder, public = (protect(internal, programme, [], audience) for audience in reversed(CIRCLES))
    assert hidden_places(funder) == set()
    assert hidden_places(steering) < hidden_places(public)
    assert_no_small_count_is_proven(internal, public, THRESHOLD)
    assert_no_small_count_is_proven(internal, steering, 3)


def test_all_audiences_together_tell_no_more_than_the_innermost() -> None:
    internal = random_reports(6, 120)
    union = [
        report.model_copy(update={"figures": tuple(next((f for f in some if not f.suppressed), some[0]) for some in zip(*figures, strict=True))})
        for report, *figures in zip(internal, *([r.figures for r in protect(internal, small_programme(), [], audience)] for audience in CIRCLES), strict=True)
    ]
    assert_no_small_count_is_proven(internal, union, 3)
