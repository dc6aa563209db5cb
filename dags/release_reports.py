"""
### Asks a person to approve a report, and releases it

One run for each draft whose period has ended and whose gates are open: `ask_approvers` starts it. A run waits for as long
as it takes; a draft whose figures change gets a run of its own, and the answer to the old one releases nothing.

| | |
|---|---|
| **In** | the draft, what was released before, `approvers.yml`: who may approve and who gets a mail |
| **Out** | `releases/<programme>/<period>/<no>/`, as `seuranta release` makes it; or the reason of a rejection in `house_log` |
| **Then** | the recipients get a link by mail, where the connection `smtp_default` is set up |
| **Rerun** | clear `ask_for_approval` to ask once more; a release is never made twice |

#### If it fails
Red in `ask_for_approval`: nobody answered within 90 days, or an answer lacked what it needs ten times. Red in
`release_report`: the figures have changed since, or a gate has shut; the last line of the log says which. Mend that, and
clear `ask_for_approval`. Red in `tell_recipients`: the mail server, as the last line says; the report is
released all the same, and clearing the task mails again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import dag, get_current_context, task

from seuranta_airflow.approval import ReleaseApproval


@dag(
    schedule=None,
    max_active_runs=1000,  # each waits for a person, and none for another
    default_args={"retries": 2, "retry_delay": timedelta(seconds=30), "execution_timeout": timedelta(hours=2)},
    doc_md=__doc__,
    tags=["seuranta"],
)
def release_reports() -> None:
    ask = ReleaseApproval(
        task_id="ask_for_approval",
        retries=10,  # an answer that lacks a reason is asked again
        retry_delay=timedelta(seconds=5),
        response_timeout=timedelta(days=90),
    )

    @task
    def release_report(answered: dict[str, Any]) -> str:
        """The release: programme/period/no."""
        from seuranta_airflow.release_run import release_as_answered

        return release_as_answered(get_current_context()["dag_run"].conf or {}, answered)

    @task
    def tell_recipients(release: str) -> int:
        """To how many addresses a link went."""
        from seuranta_airflow.release_run import tell_recipients as tell

        return tell(release)

    answered: Any = ask.output
    released: Any = release_report(answered)
    tell_recipients(released)


release_reports()
