"""What readers were given before is no secret to them; what they learn only now is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from seuranta.disclosure.auditing.audit import audit
from seuranta.disclosure.ledger import held_by
from seuranta.disclosure.policy import CIRCLES, policy_for
from seuranta.disclosure.protecting import protect
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import Audience, Figure, Report
from tests.unit.disclosure.people import random_reports, small_programme

UNITS = {"east": 40, "west": 3, "north": 9}
SMALL = ("esf.eeco01 value (period 1, period, unit west)",)


def report_of(hidden: Sequence[str] = (), units: Mapping[str, int] = UNITS, audience: Audience = "public") -> Report:
    """Participants by unit; ``total`` may be hidden too."""

    def figure(name: str, value: int) -> Figure:
        is_hidden, breakdown = name in hidden, {} if name == "total" else {"unit": name}
        return Figure(
            id="esf.eeco01", scope="period", breakdown=breakdown, value=None if is_hidden else value, n=None if is_hidden else value, suppressed=is_hidden,
            note="suppressed" if is_hidden else None, additive_over=() if breakdown else ("unit",),
        )  # fmt: skip

    figures = [figure(name, value) for name, value in {"total": sum(units.values()), **units}.items()]
    return Report(programme="small", audience=audience, period=small_programme().all_periods[0], figures=tuple(figures))


def proven(now: Report, *before: Report, internal: Report | None = None, audience: Audience = "public") -> tuple[str, ...]:
    return audit([internal or report_of()], [now], before, policy_for(small_programme(), [], audience), load_catalogue()).proven


def shown(report: Report) -> dict[str, float | None]:
    return {figure.breakdown.get("unit", "total"): figure.value for figure in report.figures if not figure.suppressed}


def test_two_releases_that_hide_different_parts_tell_a_small_one_together_and_are_refused() -> None:
    one, other = report_of(["west", "north"]), report_of(["west", "east"])
    assert (proven(one), proven(other), proven(other, one), proven(one, other)) == ((), (), SMALL, SMALL)


def test_what_earlier_releases_tell_together_is_not_told_again() -> None:
    one, other = report_of(["west", "north"]), report_of(["west", "east"])
    assert proven(one, one, other) == ()


def test_a_small_number_that_was_shown_may_be_shown_again() -> None:
    assert proven(report_of()) == SMALL
    assert proven(report_of(), report_of()) == ()
    [again] = protect([report_of(audience="internal")], small_programme(), [], "public", [report_of()])
    assert shown(again) == {"total": 52, **UNITS}


def test_a_small_number_that_has_changed_is_hidden_and_a_report_that_shows_it_refused() -> None:
    changed = report_of(units={**UNITS, "west": 2}, audience="internal")
    [again] = protect([changed], small_programme(), [], "public", [report_of()])
    assert shown(again) == {"east": 40, "north": 9}
    assert proven(again, report_of(), internal=changed) == ()
    assert proven(changed, report_of(), internal=changed) == SMALL


def test_a_number_known_to_be_small_may_not_become_exact() -> None:
    """West and north are four together: each is small for sure, but not how small."""
    units = {"east": 40, "west": 3, "north": 1}
    internal, before = report_of(units=units), report_of(["west", "north"], units)
    both = ("esf.eeco01 value (period 1, period, unit north)", *SMALL)
    assert proven(before, internal=internal) == both
    assert proven(before, before, internal=internal) == ()
    assert proven(report_of(["west"], units), before, internal=internal) == both
    assert proven(internal, before, internal=internal) == both


def test_what_another_audience_was_shown_is_a_secret_to_this_one() -> None:
    internal, told = report_of(audience="internal"), report_of(audience="funder")
    [funder], [public] = (protect([internal], small_programme(), [], audience, [told]) for audience in reversed(CIRCLES[:2]))
    assert shown(funder) == {"total": 52, **UNITS}
    assert "west" not in shown(public)
    assert len(shown(public)) == 2
    assert (proven(public), proven(funder, public, told, audience="funder")) == ((), ())
    assert proven(funder, public) == SMALL


@pytest.mark.parametrize("seed", range(3))
def test_reports_of_before_are_the_same_when_they_are_protected_again(seed: int) -> None:
    internal = random_reports(seed, 80)
    for audience in CIRCLES:
        before = protect(internal, small_programme(), [], audience)
        assert protect(internal, small_programme(), [], audience, before) == before


def owing(*exact: str) -> Programme:
    programme = small_programme()
    return programme.model_copy(update={"disclosure": programme.disclosure.model_copy(update={"exact": list(exact)})})


def assert_released(programme: Programme, internal: Sequence[Report], ledger: Sequence[Report]) -> dict[Audience, list[Report]]:
    """No audience's report is refused, whatever it and the wider ones were given before."""
    given = {audience: protect(internal, programme, [], audience, ledger) for audience in CIRCLES}
    before = {audience: [report for report in ledger if report.audience == audience] for audience in CIRCLES}
    exact = programme.disclosure.exact
    for audience in CIRCLES:
        policy = policy_for(programme, [], audience)
        found = audit(internal, held_by(audience, given, exact), held_by(audience, before, exact), policy, load_catalogue())
        assert (audience, found.proven, found.recovered) == (audience, (), ())
    return given


@pytest.mark.parametrize("exact", [("esf.eeco01",), ("esf.eeco02", "esf.eeco04"), ("esf.eeco0*",)])
@pytest.mark.parametrize("seed", range(3))
def test_owing_a_part_of_a_family_exactly_blocks_no_release(seed: int, exact: tuple[str, ...]) -> None:
    internal, programme = random_reports(seed, 30 + 40 * seed), owing(*exact)
    given = assert_released(programme, internal[:2], [])
    policy = policy_for(programme, [], "funder")
    for before, now in zip(internal[:2], given["funder"], strict=True):
        for figure, seen in zip(before.figures, now.figures, strict=True):
            assert not policy.is_exact(figure.id) or seen == figure
    ledger = [reports[0] for reports in given.values()]
    assert_released(programme, internal, ledger)


def test_beside_exact_numbers_only_what_follows_from_them_is_small_for_the_funder() -> None:
    """Two entrants are told exactly; the status of each, which does not follow, is not."""

    def figure(figure_id: str, value: int) -> Figure:
        return Figure(id=figure_id, scope="period", value=value, n=value)

    numbers = {"esf.eeco01": 2, "esf.eeco02": 1, "esf.eeco04": 1, "esf.eeco05": 0}
    internal = Report(programme="small", audience="internal", period=small_programme().all_periods[0], figures=tuple(figure(*pair) for pair in numbers.items()))
    given = assert_released(owing("esf.eeco01"), [internal], [])
    seen = {audience: {f.id: f.value for f in reports[0].figures if not f.suppressed} for audience, reports in given.items()}
    assert seen["funder"] == {"esf.eeco01": 2, "esf.eeco05": 0}
    assert not seen["public"].keys() & {"esf.eeco01", "esf.eeco02", "esf.eeco04"}
    policy = policy_for(owing("esf.eeco01"), [], "funder")
    told = given["funder"][0].model_copy(update={"figures": (given["funder"][0].figures[0], internal.figures[1], *given["funder"][0].figures[2:])})
    assert audit([internal], [told], [], policy, load_catalogue()).proven == (
        "esf.eeco02 value (period 1, period)", "esf.eeco04 value (period 1, period)",
    )  # fmt: skip
