"""The same people under a real Airflow (privacy.md 1): its database, its logs and every page it serves name nobody; a row in XCom is found."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from airflow_group import AirflowGroup, free_port
from tests.end_to_end.canaries.crawling import everything_served
from tests.end_to_end.canaries.files import CODE, Dropped, decorated, panel, unusable_files, usable_files, visits
from tests.end_to_end.canaries.house import ROOT, CanaryHouse
from tests.end_to_end.canaries.lives import an_open_key
from tests.end_to_end.canaries.persons import PERSONS
from tests.end_to_end.canaries.scanning import Hit, Scanner

START_SECONDS = 180
LIFE_SECONDS = 600
RECEIPT_IDS = "return [receipt.delivery_id for receipt in ingest("
LEAK = (
    "from pathlib import Path as leaked\n"
    "        import os\n"
    "        rows = next(leaked(os.environ['SEURANTA_HOME'], 'drop').rglob('raati.csv')).read_text().splitlines()\n"
    "        return [rows[3]] + [receipt.delivery_id for receipt in ingest("
)

pytestmark = pytest.mark.prove


@dataclass
class Life:
    """A house under Airflow, and everything that was served while it was up."""

    house: CanaryHouse
    served: dict[str, bytes] = field(default_factory=dict)
    states: list[tuple[str, str]] = field(default_factory=list)

    def hits(self, scanner: Scanner) -> list[Hit]:
        return [*self.house.hits(scanner), *(hit for place, content in self.served.items() for hit in scanner.search(place, content))]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Life]:
    """Deliveries that are refused and taken, a run that fails and its retry, and drafts, all by Airflow itself."""
    life = Life(CanaryHouse(tmp_path_factory.mktemp("airflow") / "house"))
    with airflow_in(life.house, ROOT / "dags") as airflow:
        for file in (*usable_files(), *unusable_files()):
            life.house.put(file)
        wait_for("drafts", lambda: is_at_rest(airflow) and any((life.house.workspace / "reports").rglob("*.pdf")))
        taken = len(receipts(life.house))
        with an_open_key(life.house):
            life.house.put(Dropped(f"{CODE}/{PERSONS[3].name} lisää.xlsx", decorated(visits()[:30], PERSONS[3])))
            wait_for("a failure", lambda: any(state in ("failed", "up_for_retry") for _, state in task_states(airflow)))
        wait_for("the retry", lambda: is_at_rest(airflow) and len(receipts(life.house)) > taken)
        life.states = task_states(airflow)
        life.served = dict(everything_served(airflow))
    yield life
    shutil.rmtree(life.house.folder, ignore_errors=True)


def airflow_in(house: CanaryHouse, dags: Path) -> AirflowGroup:
    """Airflow with this house's workspace, programmes and temporary folder, and a home below it."""
    house.run("init")
    with pytest.MonkeyPatch.context() as environment:
        for name in ("TMPDIR", "SEURANTA_NOW", "PYTHONDONTWRITEBYTECODE"):
            environment.setenv(name, house.environment[name])
        return Started(house.folder / "airflow", house.workspace, house.programmes, free_port(0), dags)


class Started(AirflowGroup):
    """Answers once it is entered."""

    def __enter__(self) -> Started:
        super().__enter__()
        self.wait_until_it_answers(START_SECONDS)
        wait_for("the DAGs", lambda: len(self.ask("/api/v2/dags")["dags"]) >= 4)
        return self


def wait_for(what: str, is_there: Callable[[], bool]) -> None:
    until = time.monotonic() + LIFE_SECONDS
    while not is_there():
        assert time.monotonic() < until, f"{what}: not there after {LIFE_SECONDS} seconds"
        time.sleep(1)


def runs(airflow: AirflowGroup) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = airflow.ask("/api/v2/dags/~/dagRuns?limit=100")["dag_runs"]
    return found


def task_states(airflow: AirflowGroup) -> list[tuple[str, str]]:
    return [(task["task_id"], task["state"]) for task in airflow.ask("/api/v2/dags/~/dagRuns/~/taskInstances?limit=500")["task_instances"]]


def is_at_rest(airflow: AirflowGroup) -> bool:
    """Every run is over, or waits for a person."""
    found = runs(airflow)
    return bool(found) and all(run["state"] in ("success", "failed") or run["dag_id"] == "release_reports" for run in found)


def receipts(house: CanaryHouse) -> list[Path]:
    return sorted((house.workspace / "lake" / "receipts").glob("*.json"))


def test_nobody_is_found_in_what_airflow_wrote_and_served(life: Life) -> None:
    scanner = Scanner(PERSONS)
    assert len(life.served) > 50
    assert [place for place in life.served if place.startswith("/api/v2/dags/ingest_exports/dagRuns/") and "/logs/" in place]
    assert (life.house.folder / "airflow" / "airflow.db").stat().st_size > 100_000
    assert life.hits(scanner) == []


def test_something_went_wrong_and_well(life: Life) -> None:
    assert {"success"} <= {state for _, state in life.states}
    assert any(len([place for place in life.served if f"/taskInstances/{name}/logs/2" in place]) for name in ("take_exports",))


def test_a_row_in_xcom_is_found_in_the_database_and_in_answers(tmp_path: Path) -> None:
    dags = shutil.copytree(ROOT / "dags", tmp_path / "dags")
    ingest = dags / "ingest_exports.py"
    text = ingest.read_text(encoding="utf-8")
    assert text.count(RECEIPT_IDS) == 1
    ingest.write_text(text.replace(RECEIPT_IDS, LEAK), encoding="utf-8")
    leaking = Life(CanaryHouse(tmp_path / "house"))
    with airflow_in(leaking.house, dags) as airflow:
        leaking.house.put(Dropped(f"{CODE}/raati.csv", "\n".join(";".join(map(str, row)) for row in panel()).encode()))
        wait_for("the row", lambda: ("take_exports", "success") in task_states(airflow))
        leaking.served = dict(everything_served(airflow))
    places = {hit.place.split(" ▸ ")[0] for hit in leaking.hits(Scanner(PERSONS))}
    assert "airflow/airflow.db" in places
    assert any("/xcomEntries/return_value" in place for place in places)
