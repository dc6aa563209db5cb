"""
### Renders the drafts of every programme's reports

One mapped task for each programme, named by it; every period that has data, for every audience, protected for it. Started by
a new warehouse, and by new words of a project. A draft that would not change is left as it lies.

| | |
|---|---|
| **In** | `warehouse.duckdb` (read only), `narratives/`, the programme files |
| **Out** | `reports/<programme>/<period>/<audience>/`: PDF, XLSX, HTML, JSON |
| **Then** | `ask_approvers`, by the asset `reports` |
| **Rerun** | any time: the same warehouse gives the same bytes |

#### If it fails
One programme's failure leaves the others' drafts standing. The last line of the task's log says what is missing;
`seuranta report PROGRAMME` runs the same at a terminal. After mending it, clear that mapped task alone.
"""

from __future__ import annotations

from datetime import timedelta

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import TriggerRule, dag, task

from seuranta_airflow.assets import OWN_WORDS, REPORTS, WAREHOUSE


@dag(
    schedule=WAREHOUSE | OWN_WORDS,
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
        from seuranta.forgetting.finishing import surroundings_in_order
        from seuranta.reporting.publishing import publish_drafts

        publish_drafts(*surroundings_in_order(), programme_code=programme)

    drafts_are_there = EmptyOperator(task_id="drafts_are_there", outlets=[REPORTS], trigger_rule=TriggerRule.ALL_DONE)

    all_rendered = EmptyOperator(task_id="all_rendered")  # red when a programme's failed, though the others' were handed over

    render_drafts.expand(programme=list_programmes()) >> [drafts_are_there, all_rendered]


publish_reports()
