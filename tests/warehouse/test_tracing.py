"""Every figure of the sample programmes recounts from the rows that are traced to it."""

from __future__ import annotations

from datetime import date

import pytest

from seuranta.programmes.load import load_programmes
from seuranta.tracing.asked import Asked
from seuranta.tracing.behind import trace
from seuranta.tracing.opening import opened, rows_of
from seuranta.tracing.recounting import recounted
from seuranta.vocabulary.catalogue import load_catalogue
from tests.end_to_end.test_published_numbers import ROOT, House, house_of

EVERY = """
    select
        figures.programme_code, figures.period_no, figures.scope, figures.figure_id, figures.breakdown, figures.basis,
        figures.value, figures.numerator, figures.denominator, figures.n,
        recounts.numerator as sum_above, recounts.denominator as sum_below, recounts.smallest, recounts.largest,
        coalesce(recounts.people, 0) as people, coalesce(recounts.rows_behind, 0) as rows_behind
    from figures
    left join lin_recount as recounts using (programme_code, period_no, scope, figure_id, breakdown)
"""
WITH_NOTHING_BEHIND = """
    select distinct programme_code, figure_id
    from figures
    anti join (select distinct programme_code, period_no, scope, figure_id, breakdown from lineage) as lineage
        using (programme_code, period_no, scope, figure_id, breakdown)
    where value <> 0
"""
WITH_FIGURE = "select min(programme_code) as code from figures where figure_id = $figure_id"
SOURCES = {"esf": {"row", "programme_file"}, "grant": {"programme_file"}, "data": {"slot", "receipt"}, "recruitment": {"row"}, "community": {"row"}}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return house_of(tmp_path_factory.mktemp("traced") / "workspace", tuple(load_programmes(ROOT / "programmes").programmes))


def test_every_figure_recounts_from_its_rows(house: House) -> None:
    kinds = load_catalogue()
    with opened(house.workspace) as connection:
        found = rows_of(connection, EVERY, {})
    wrong, judged = [], set()
    for row in found:
        numbers = {name: row[name] for name in ("value", "numerator", "denominator", "n", "basis")}
        place = {"period_no": row["period_no"], "scope": row["scope"], "figure_id": row["figure_id"], "breakdown": row["breakdown"]}
        programme, day = house.programmes.programmes[row["programme_code"]], date(2022, 1, 1)
        asked = Asked(programme, **place, **numbers, start_on=day, end_on=day, responses_until=day)
        sums = {"numerator": row["sum_above"], "denominator": row["sum_below"]}
        again = recounted(asked, {**sums, **{name: row[name] for name in ("smallest", "largest", "people", "rows_behind")}})
        if again.agrees is None:
            assert kinds.entry_of(row["figure_id"]).kind == "flag"
            judged.add(row["figure_id"].rpartition(".")[2])
        elif not again.agrees:
            wrong.append((row["programme_code"], row["figure_id"], row["scope"], row["breakdown"], asked.value, again.value))
    assert wrong == []
    assert judged == {"cadence_ok", "within_limit", "comparable"}
    assert {row["figure_id"].partition(".")[0] for row in found} == {"esf", "attendance", "community", "survey", "recruitment", "grant", "data"}
    assert sum(row["rows_behind"] for row in found) > 100_000


def test_a_figure_that_is_not_nothing_has_something_behind_it(house: House) -> None:
    with opened(house.workspace) as connection:
        bare = {row["figure_id"].rpartition(".")[2] for row in rows_of(connection, WITH_NOTHING_BEHIND, {})}
    assert bare == set()


@pytest.mark.parametrize(
    ("figure_id", "breakdown"),
    [
        ("attendance.visits", {}),
        ("recruitment.completed", {}),
        ("esf.participants_total", {"gender": "F"}),
        ("esf.eeco12", {}),
        ("grant.share", {}),
        ("data.rows_loaded", {"dataset": "survey"}),
        ("data.completeness", {}),
    ],
)
def test_a_trace_names_the_files_and_recounts(house: House, figure_id: str, breakdown: dict[str, str]) -> None:
    with opened(house.workspace) as connection:
        programme = house.programmes.programmes[rows_of(connection, WITH_FIGURE, {"figure_id": figure_id})[0]["code"]]
    found = trace(house.workspace, house.programmes, programme.code, programme.all_periods[-1].no, figure_id, breakdown, "cumulative")
    assert (found.recount.agrees, bool(found.rows)) == (True, True)
    assert {row.source for row in found.rows} <= SOURCES.get(figure_id.partition(".")[0], {"row"})
    assert all(row.file_name for row in found.rows if row.source in ("row", "receipt"))
    assert all(row.row for row in found.rows if row.source == "row")


@pytest.mark.parametrize("kind", ["mean", "top2", "share", "change", "mean_last"])
def test_an_answer_is_traced_to_its_cell(house: House, kind: str) -> None:
    query = """
        select count(*) as cells, count(column_letters) as lettered from lineage
        where split_part(figure_id, '.', 3) = $kind and split_part(figure_id, '.', 4) <> 'index' and source = 'row'
    """
    with opened(house.workspace) as connection:
        found = rows_of(connection, query, {"kind": kind})[0]
    assert found["cells"] > 0
    assert found["lettered"] == found["cells"]
