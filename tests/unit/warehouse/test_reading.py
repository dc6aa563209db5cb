"""Figures are read back as the report's shape."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from seuranta.programmes.programme import Programme, Programmes
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.reading import read_report, read_reports

PROGRAMME = Programme.model_validate({
    "code": "kerho",
    "name": {"fi": "Kerho"},
    "funder": {"code": "rahasto", "name": {"fi": "Rahasto"}},
    "dates": {"start": date(2022, 1, 1), "end": date(2022, 8, 31)},
    "periods": {"anchor": date(2022, 1, 1), "months": 4},
    "units": [{"code": "keskus", "name": {"fi": "Keskus"}}],
    "datasets": ["attendance"],
})  # fmt: skip
PROGRAMMES = Programmes(programmes={"kerho": PROGRAMME}, instruments={}, digest="0")
MEAN = ("kerho", 1, "attendance.mean_per_session", "period", "{}", 2.5, 5.0, 2.0, 4, "collected", "", None, None)
VISITS = ("kerho", 1, "attendance.visits", "period", '{"activity": "ryhma", "unit": "keskus"}', 5.0, None, None, 4, "estimate", "activity,unit", 10.0, 0.5)


def a_warehouse(folder: Path, rows: Iterable[tuple[Any, ...]]) -> Workspace:
    workspace = Workspace(folder)
    with duckdb.connect(str(workspace.warehouse)) as connection:
        connection.execute("""create table figures (programme_code text, period_no integer, figure_id text, scope text, breakdown text, value double,
            numerator double, denominator double, n bigint, basis text, additive_over text, target double, attainment double)""")
        for row in rows:
            connection.execute(f"insert into figures values ({', '.join('?' * 13)})", row)
    return workspace


def test_a_report_has_the_figures_of_its_period(tmp_path: Path) -> None:
    report = read_report(a_warehouse(tmp_path, [VISITS, MEAN, ("kerho", 2, *MEAN[2:])]), PROGRAMMES, "kerho", 1)
    assert (report.programme, report.audience, report.period.no, report.period.end) == ("kerho", "internal", 1, date(2022, 4, 30))
    mean, visits = report.figures
    assert mean.model_dump() == {
        "id": "attendance.mean_per_session", "scope": "period", "breakdown": {}, "value": 2.5, "numerator": 5, "denominator": 2, "n": 4,
        "basis": "collected", "suppressed": False, "additive_over": (), "note": None, "target": None, "attainment": None,
    }  # fmt: skip
    assert (visits.breakdown, visits.additive_over) == ({"activity": "ryhma", "unit": "keskus"}, ("activity", "unit"))
    assert (visits.basis, visits.target, visits.attainment) == ("estimate", 10, 0.5)


def test_a_whole_number_has_no_decimal_point(tmp_path: Path) -> None:
    figure = read_report(a_warehouse(tmp_path, [VISITS]), PROGRAMMES, "kerho", 1).figures[0]
    assert '"value":5,' in figure.model_dump_json()


def test_all_periods_are_read_at_once(tmp_path: Path) -> None:
    reports = read_reports(a_warehouse(tmp_path, [MEAN, ("kerho", 2, *VISITS[2:])]), PROGRAMMES, "kerho")
    assert [(report.period.no, report.figures[0].id) for report in reports] == [(1, "attendance.mean_per_session"), (2, "attendance.visits")]


def test_an_unknown_programme_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"^programme 'toinen' is not known; available: 'kerho'$"):
        read_report(Workspace(tmp_path), PROGRAMMES, "toinen", 1)


def test_an_unknown_period_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"^period of 'kerho' '3' is not known; available: '1', '2'$"):
        read_report(Workspace(tmp_path), PROGRAMMES, "kerho", 3)


def test_a_workspace_without_a_warehouse_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OperationFailed) as failed:
        read_report(Workspace(tmp_path), PROGRAMMES, "kerho", 1)
    assert str(failed.value) == "warehouse: expected 'warehouse.duckdb' in the workspace, found none; run 'seuranta build'"


def test_a_warehouse_from_before_the_programme_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OperationFailed) as failed:
        read_report(a_warehouse(tmp_path, []), PROGRAMMES, "kerho", 1)
    assert str(failed.value) == (
        "warehouse: expected figures of 'kerho' for period 1, found none: it was built from other programme files; run 'seuranta build'"
    )
