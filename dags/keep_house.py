"""
### Keeps the house, every night

What was interrupted is finished. Originals past their programme's time are deleted (their hash and what is known of them
stay), rows and keys of programmes past theirs too; releases stay. What is kept is checked against its receipts, whoever is
to approve a report is reminded, the state pages are written for the new day, and the warehouse is rebuilt, since days pass
and held deliveries are let in without any file being dropped.

| | |
|---|---|
| **In** | `archive/`, `lake/`, the programme files |
| **Out** | `house_log/`: what was done and what was found, append-only |
| **Then** | `ingest_exports` looks again, by the asset `drop_folder`; `build_warehouse`, by the asset `lake` |
| **Rerun** | any time: a second run finds nothing more to do |

#### If it fails
Red in `check_what_is_kept` means that a file of the lake or the archive is missing or is not what its receipt says: its
log names the delivery. Bring that file back from the backup; the drop folder's own files are untouched either way.
"""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import CronTriggerTimetable, dag, task

from seuranta_airflow.assets import DROP_FOLDER, LAKE


@dag(
    schedule=CronTriggerTimetable("15 3 * * *", timezone="Europe/Helsinki"),
    max_active_runs=1,  # it deletes: never twice at once
    default_args={"retries": 2, "retry_delay": timedelta(minutes=10), "execution_timeout": timedelta(hours=6)},
    doc_md=__doc__,
    tags=["seuranta"],
)
def keep_house() -> None:
    @task
    def forget_old_originals() -> int:
        """How many originals were deleted."""
        from seuranta.forgetting.finishing import surroundings_in_order
        from seuranta.intake.keeping import forget_old_originals as forget

        return len(forget(*surroundings_in_order()))

    @task(pool="warehouse")  # where rows go, the warehouse is built again
    def let_go_of_rows_and_keys() -> list[str]:
        """The programmes whose time for rows or keys was over."""
        from seuranta.forgetting.requests import keep_times
        from seuranta.programmes.surroundings import surroundings

        return [done.programme for done in keep_times(*surroundings())]

    @task(outlets=[DROP_FOLDER, LAKE])
    def check_what_is_kept() -> int:
        """How many files were found to be what their receipts say."""
        from seuranta.intake.keeping import check_what_is_kept as check
        from seuranta.programmes.surroundings import surroundings

        return check(*surroundings())

    @task
    def remind_approvers() -> int:
        """How many reports wait for a person near their last day."""
        from seuranta_airflow.release_run import remind_approvers as remind

        return remind()

    forget_old_originals() >> let_go_of_rows_and_keys() >> check_what_is_kept()
    remind_approvers()


keep_house()
