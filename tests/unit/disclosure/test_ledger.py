"""What was shown before cannot be used against anybody now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seuranta.disclosure.auditing.audit import audit
from seuranta.disclosure.ledger import read_released, restated_by_little
from seuranta.disclosure.protecting import policy_for, protect
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import Figure, Report
from seuranta.vocabulary.workspace import Workspace
from tests.unit.disclosure.people import random_reports, small_programme

POLICY = policy_for(small_programme(), [], "public")


def shown(report: Report) -> dict[tuple[str, str, str], float | int | None]:
    return {(f.id, f.scope, str(f.breakdown)): f.value for f in report.figures if not f.suppressed}


def replace_figure(report: Report, index: int, figure: Figure) -> Report:
    return report.model_copy(update={"figures": (*report.figures[:index], figure, *report.figures[index + 1 :])})


@pytest.mark.parametrize("seed", range(4))
def test_a_first_report_stays_as_it_was_when_later_periods_come(seed: int) -> None:
    reports = random_reports(seed, 120)
    released = protect(reports[:1], small_programme(), [], "public")
    again = protect(reports, small_programme(), [], "public", released)
    assert shown(again[0]) == shown(released[0])
    assert audit(reports, again, released, POLICY, load_catalogue()).proven == ()


def test_what_was_hidden_stays_hidden() -> None:
    reports = random_reports(2, 120)
    [released, *_] = protect(reports, small_programme(), [], "public")
    index = max(range(len(released.figures)), key=lambda at: released.figures[at].value or 0)
    assert (released.figures[index].value or 0) >= 5
    more_hidden = replace_figure(
        released, index, released.figures[index].model_copy(update={"value": None, "n": None, "suppressed": True, "note": "suppressed"})
    )
    again = protect(reports, small_programme(), [], "public", [more_hidden])
    assert again[0].figures[index].suppressed


def test_the_audit_attacks_and_finds_nothing_in_a_protected_report() -> None:
    reports = random_reports(4, 120)
    found = audit(reports, protect(reports, small_programme(), [], "public"), [], POLICY, load_catalogue())
    assert found.attacked > 5
    assert found.proven == ()


def test_the_audit_finds_one_figure_that_was_left_open() -> None:
    reports = random_reports(4, 120)
    protected = protect(reports, small_programme(), [], "public")
    position, index = next(
        (position, index)
        for position, report in enumerate(protected)
        for index, figure in enumerate(report.figures)
        if figure.suppressed and reports[position].figures[index].value in (1, 2, 3, 4)
    )
    protected[position] = replace_figure(protected[position], index, reports[position].figures[index])
    assert audit(reports, protected, [], POLICY, load_catalogue()).proven != ()


def test_the_audit_finds_a_hidden_figure_that_is_no_secret() -> None:
    """A total of which all parts are shown."""
    reports = random_reports(4, 120)
    protected = protect(reports, small_programme(), [], "public")
    assert audit(reports, protected, [], POLICY, load_catalogue()).recovered == ()
    place = next(at for at, figure in enumerate(protected[0].figures) if not figure.suppressed and not figure.breakdown)
    figure = protected[0].figures[place]
    hidden = figure.model_copy(update={"value": None, "n": None, "suppressed": True, "note": "suppressed"})
    protected[0] = replace_figure(protected[0], place, hidden)
    found = audit(reports, protected, [], POLICY, load_catalogue())
    assert found.recovered == (f"{figure.id} (period 1, {figure.scope})",)
    assert audit(reports, protected, [protected[0]], POLICY, load_catalogue()).recovered == ()  # hidden in a release: it stays so


def test_a_number_that_changed_by_a_few_is_told() -> None:
    def report(value: int) -> Report:
        figure = Figure(id="esf.eeco01", scope="period", value=value, n=value)
        return Report(programme="small", audience="public", period=small_programme().all_periods[0], figures=(figure,))

    def told(now: int) -> list[str]:
        return [cell.quantity for cell in restated_by_little([report(now)], [report(40)], 5, load_catalogue())]

    assert (told(40), told(42), told(36), told(45)) == ([], ["esf.eeco01"], ["esf.eeco01"], [])


def test_releases_are_read_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    period = small_programme().all_periods[0]
    for no, value in ((1, 40), (2, 41), (10, 50)):
        folder = workspace.releases / "small" / "1" / str(no) / "reports" / "public"
        folder.mkdir(parents=True)
        report = Report(programme="small", audience="public", period=period, figures=(Figure(id="esf.eeco01", scope="period", value=value),))
        (folder / "report.json").write_text(json.dumps({"schema": "seuranta.report/1", **report.model_dump(mode="json")}), encoding="utf-8")
    assert [report.figures[0].value for report in read_released(workspace, "small", "public")] == [40, 41, 50]
    assert read_released(workspace, "small", "funder") == []
