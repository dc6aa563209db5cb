"""
### Takes what staff dropped

A look into the drop folder every second; whatever is new is archived, read, judged and put into the lake, and its sender
gets an answer beside the file. Which files are new, the receipts say: a lost, doubled or late event changes nothing.

| | |
|---|---|
| **In** | `drop/` |
| **Out** | `narratives/`, `lake/` with a receipt for each delivery, `archive/`, `palaute/`, `TILANNE.html` and `TILANNE.xlsx` beside the files |
| **Then** | `build_warehouse`, by the asset `lake`; `publish_reports`, by the asset `own_words`, where drafts lack a project's newest words |
| **Rerun** | any time, any number of times: what has a receipt is not taken again |

#### If it fails
A bad file never fails this: it is a delivery with an explanation. Red means that something of ours is wrong. The last
line of the log says what; often the disk is full, the share is away, or a programme file does not load (`seuranta ingest`
says the same at a terminal). Nothing is lost meanwhile: the files lie where they were and are taken by the next run,
a quarter of an hour later at most; what was taken goes on to the warehouse even so.
"""

from __future__ import annotations

from datetime import timedelta

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import TriggerRule, dag, task
from airflow.sdk.exceptions import AirflowSkipException

from seuranta_airflow.assets import DROP_FOLDER, LAKE, OWN_WORDS


@dag(
    schedule=[DROP_FOLDER],
    max_active_runs=1,  # one pass takes everything that waits; a second beside it would only wait for it
    default_args={"retries": 1, "retry_delay": timedelta(seconds=20), "execution_timeout": timedelta(hours=6)},
    doc_md=__doc__,
    tags=["seuranta"],
)
def ingest_exports() -> None:
    @task
    def take_exports() -> list[str]:
        """The ids of the deliveries that were taken."""
        from seuranta.forgetting.finishing import surroundings_in_order
        from seuranta.intake.ingesting import ingest

        return [receipt.delivery_id for receipt in ingest(*surroundings_in_order())]

    @task(outlets=[LAKE], trigger_rule=TriggerRule.ALL_DONE)  # one file's failure holds up no other's figures
    def hand_over() -> None:
        from seuranta.programmes.surroundings import surroundings
        from seuranta.warehouse.freshness import is_current

        if is_current(*surroundings()):
            raise AirflowSkipException("the warehouse has every delivery")

    @task(outlets=[OWN_WORDS], trigger_rule=TriggerRule.ALL_DONE)
    def hand_over_words() -> None:
        from seuranta.programmes.surroundings import surroundings
        from seuranta.reporting.words_shown import show_latest_words

        workspace, programmes, _ = surroundings()
        if show_latest_words(workspace, programmes):
            raise AirflowSkipException("the drafts show every project's newest words")

    all_taken = EmptyOperator(task_id="all_taken")  # red when a file failed, though the rest was handed over

    take_exports() >> [hand_over(), hand_over_words(), all_taken]


ingest_exports()
