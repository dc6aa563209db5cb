"""
### Builds the warehouse from the lake

dbt builds and tests aside, what something changed for; only a green build is swapped in, so readers never wait and never see half of one.

| | |
|---|---|
| **In** | `lake/`, the programme files, `dbt_project/` |
| **Out** | `warehouse.duckdb`; then `TILANNE.html` and `TILANNE.xlsx` of every programme, since more has been counted |
| **Then** | `publish_reports`, by the asset `warehouse` |
| **Rerun** | any time: the same lake gives the same warehouse |

#### If it fails
Yesterday's warehouse is still there and still read. The last line of the log names the model or test of dbt that failed;
`seuranta build` runs the same at a terminal. After mending it, clear the task or just wait for the next delivery.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from airflow.sdk import dag, task

from seuranta_airflow.assets import LAKE, WAREHOUSE

log = logging.getLogger(__name__)


@dag(
    schedule=[LAKE],
    max_active_runs=1,  # one build has everything that came until it began
    default_args={"retries": 2, "retry_delay": timedelta(seconds=30), "execution_timeout": timedelta(hours=6)},
    doc_md=__doc__,
    tags=["seuranta"],
)
def build_warehouse() -> None:
    @task(outlets=[WAREHOUSE], pool="warehouse")  # size 1: whatever writes the warehouse does so alone
    def build_from_lake() -> None:
        from seuranta.forgetting.finishing import surroundings_in_order
        from seuranta.warehouse.building import build

        facts = build(*surroundings_in_order())
        if facts.given_up:
            log.warning("everything was computed, since nothing could be taken over: %s", facts.given_up)

    @task
    def tell_staff_what_is_counted() -> None:
        from seuranta.feedback.refreshing import refresh_situations
        from seuranta.programmes.surroundings import surroundings

        workspace, programmes, clock = surroundings()
        refresh_situations(workspace, programmes, clock.now())

    build_from_lake() >> tell_staff_what_is_counted()


build_warehouse()
