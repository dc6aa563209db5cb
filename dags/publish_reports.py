"""
### Renders the drafts of every programme's reports

One mapped task for each programme, named by it; every period that has data, for every audience, protected for it.

| | |
|---|---|
| **In** | `warehouse.duckdb` (read only), the programme files |
| **Out** | `reports/<programme>/<period>/<audience>/`: PDF, XLSX, HTML, JSON |
| **Then** | `release_reports`, a run for each draft that a person is to approve |
| **Rerun** | any time: the same warehouse gives the same bytes |

#### If it fails
One programme's failure leaves the others' drafts standing. The last line of the task's log says what is missing;
`seuranta report PROGRAMME` runs the same at a terminal. After mending it, clear that mapped task alone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import TriggerRule, dag, task

from seuranta_airflow.assets import WAREHOUSE


@dag(
    schedule=[WAREHOUSE],
    max_active_runs=1,  # the newest warehouse is the only one worth rendering
    default_args={"retries": 2, "retry_delay": timedelta(seconds=30), "execution_timeout": timedelta(hours=2)},
    doc_md=__doc__,
    tags=["seuranta"],
)
def publish_reports() -> None:
    @task
    def list_programmes() -> list[str]:
        from seuranta.programmes.surroundings import surroundings

        _, programmes, _ = surroundings()
        return sorted(programmes.programmes)

    @task(map_index_template="{{ task.op_kwargs['programme'] }}")
    def render_drafts(programme: str) -> None:
        from seuranta.programmes.surroundings import surroundings
        from seuranta.reporting.publishing import publish_drafts

        publish_drafts(*surroundings(), programme_code=programme)

    @task(map_index_template="{{ task.op_kwargs['programme'] }}", trigger_rule=TriggerRule.ALL_DONE)
    def find_reports_to_approve(programme: str) -> list[dict[str, Any]]:
        from seuranta_airflow.release_run import runs_to_start

        return runs_to_start(programme)

    @task(trigger_rule=TriggerRule.ALL_DONE)  # one programme's failure keeps no other's report from being asked about
    def list_runs(found: list[list[dict[str, Any]]]) -> list[dict[str, Any]]:
        return [run for runs in found for run in runs]

    programmes = list_programmes()
    found: Any = find_reports_to_approve.expand(programme=programmes)
    render_drafts.expand(programme=programmes) >> found
    asking = TriggerDagRunOperator.partial(task_id="ask", trigger_dag_id="release_reports", logical_date=None, skip_when_already_exists=True)
    asking.expand_kwargs(list_runs(found))


publish_reports()
