"""What an audience sees cannot be turned back into small groups."""

from __future__ import annotations

import pytest

from seuranta.disclosure.protecting import protect
from seuranta.vocabulary.figures import Figure, Report
from tests.unit.disclosure.attack import possible_ranges
from tests.unit.disclosure.people import random_reports, small_programme

WHOLES: dict[str, tuple[str, ...]] = {"esf.eeco01": ("esf.eeco02", "esf.eeco04", "esf.eeco05")}
THRESHOLD = 5


def true_values(reports: list[Report]) -> dict[tuple[str, int, str, str], float]:
    return {
        (f.id, r.period.no, f.scope, ",".join(f"{k}={v}" for k, v in f.breakdown.items())): f.value
        for r in reports for f in r.figures if f.value is not None
    }  # fmt: skip


@pytest.mark.parametrize(("seed", "people_at_most"), [(seed, size) for seed in range(5) for size in (12, 60, 300)])
def test_no_small_count_of_a_random_programme_can_be_proven(seed: int, people_at_most: int) -> None:
    internal = random_reports(seed, people_at_most)
    public = protect(internal, small_programme(), [], "public")
    true = true_values(internal)
    small = {key for key, value in true.items() if 0 < value < THRESHOLD}
    ranges = possible_ranges(public, WHOLES, small)
    assert set(ranges) == small
    assert not [key for key, value in true_values(public).items() if 0 < value < THRESHOLD], "a small count is printed"
    provable = {key: ends for key, ends in ranges.items() if not (ends[0] <= 0 and ends[1] >= THRESHOLD)}
    assert provable == {}


def test_something_is_hidden_and_something_is_shown() -> None:
    public = [protect(random_reports(seed, 300), small_programme(), [], "public") for seed in range(5)]
    figures = [figure for reports in public for report in reports for figure in report.figures]
    assert any(figure.suppressed for figure in figures)
    assert sum(not figure.suppressed for figure in figures) > len(figures) / 3


def test_internal_reports_stay_as_they_are() -> None:
    reports = random_reports(3)
    assert protect(reports, small_programme(), [], "internal") == reports


def test_a_hidden_figure_keeps_no_number() -> None:
    for report in protect(random_reports(1), small_programme(), [], "public"):
        for figure in report.figures:
            if figure.suppressed:
                assert (figure.value, figure.numerator, figure.denominator, figure.n, figure.note) == (None, None, None, None, "suppressed")


def test_figures_that_a_funder_is_owed_are_exact_for_the_funder_only() -> None:
    owed = small_programme().model_copy(update={"disclosure": small_programme().disclosure.model_copy(update={"exact": ["esf.*"]})})
    reports = random_reports(5)
    assert [r.figures for r in protect(reports, owed, [], "funder")] == [r.figures for r in reports]
    assert any(f.suppressed for r in protect(reports, owed, [], "public") for f in r.figures)


def pilot_report() -> Report:
    """What the Ikaalinen pilot published."""

    def figure(figure_id: str, value: float, **more: object) -> Figure:
        return Figure.model_validate({"id": figure_id, "scope": "period", "value": value, **more})

    figures = (
        figure("attendance.min_per_session", 3), figure("attendance.max_per_session", 7),
        figure("recruitment.contacted", 40, n=40), figure("recruitment.committed", 8, n=8), figure("recruitment.completed", 7, n=7),
        figure("recruitment.retention_rate", 7 / 8, numerator=7, denominator=8, n=8),
        figure("survey.client_panel.mean.benefit", 470 / 51, numerator=470, denominator=51, n=51),
        figure("survey.end_survey.responses", 5, n=5),
        figure("survey.end_survey.top2.benefit", 0.8, numerator=4, denominator=5, n=5),
        figure("survey.end_survey.share.reason", 0.4, numerator=2, denominator=5, n=5, breakdown={"option": "leaving_home"}),
        figure("survey.end_survey.share.reason", 0.4, numerator=2, denominator=5, n=5, breakdown={"option": "together"}),
        figure("survey.end_survey.share.reason", 0.2, numerator=1, denominator=5, n=5, breakdown={"option": "workers"}),
    )  # fmt: skip
    return Report(programme="small", audience="internal", period=small_programme().all_periods[0], figures=figures)


def test_the_pilots_published_shares_are_hidden_and_its_counts_stand() -> None:
    [public] = protect([pilot_report()], small_programme(), [], "public")
    shown = {figure.id for figure in public.figures if not figure.suppressed}
    assert shown == {"recruitment.contacted", "recruitment.committed", "survey.client_panel.mean.benefit", "survey.end_survey.responses"}


def test_a_mean_over_few_persons_loses_its_decimals_and_its_numerator() -> None:
    mean = Figure(id="survey.end_survey.mean.benefit", scope="period", value=29 / 7, numerator=29, denominator=7, n=7)
    report = pilot_report().model_copy(update={"figures": (mean,)})
    [public] = protect([report], small_programme(), [], "public")
    assert (public.figures[0].value, public.figures[0].numerator, public.figures[0].n) == (4.1, None, 7)
