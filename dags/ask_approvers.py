"""
### Finds the drafts that a person is to approve

Every draft whose period has ended and whose gates are open, and about which nobody was asked as it is, gets a run of
`release_reports`. One that lacks data is asked about from a week before its last day on.

| | |
|---|---|
| **In** | `warehouse.duckdb`, `releases/`, `house_log` |
| **Out** | nothing of its own |
| **Then** | `release_reports`, a run for each draft |
| **Rerun** | any time: what was asked about is not asked about again |

#### If it fails
The last line of the mapped task's log says what is missing; the other programmes' drafts were found. `seuranta release` says
of any report which of its gates is shut. After mending it, clear that mapped task.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import TriggerRule, dag, task

from seuranta_airflow.assets import REPORTS


@dag(
    schedule=[REPORTS],
    max_active_runs=1,  # protection is attacked anew for each look: one look at the newest drafts is enough
    max_active_tasks=1,  # and it leaves a core to those who wait for their answers
    default_args={"retries": 2, "retry_delay": timedelta(seconds=30), "execution_timeout": timedelta(hours=6)},
    doc_md=__doc__,
    tags=["seuranta"],
)
def ask_approvers() -> None:
    @task
    def list_programmes() -> list[str]:
        from seuranta.programmes.surroundings import surroundings

        _, programmes, _ = surroundings()
        return sorted(programmes.programmes)

    @task(map_index_template="{{ task.op_kwargs['programme'] }}")
    def find_drafts(programme: str) -> list[dict[str, Any]]:
        from seuranta_airflow.release_run import runs_to_start

        return runs_to_start(programme)

    @task(trigger_rule=TriggerRule.ALL_DONE)  # one programme's failure keeps no other's report from being asked about
    def list_runs(found: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
        return [run for runs in found for run in runs]

    found: Any = find_drafts.expand(programme=list_programmes())
    asking = TriggerDagRunOperator.partial(task_id="ask", trigger_dag_id="release_reports", logical_date=None, skip_when_already_exists=True)
    asking.expand_kwargs(list_runs(found))
    found >> EmptyOperator(task_id="all_found")  # red when a programme's were not, though the others are asked about


ask_approvers()
