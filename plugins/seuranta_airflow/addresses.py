"""Addresses in Airflow that people are sent to: the page of a period, and the place where its report is approved."""

from __future__ import annotations

from urllib.parse import quote

DAG_ID = "release_reports"
TASK_ID = "ask_for_approval"


def run_id_of(programme_code: str, period_no: int, draft: str) -> str:
    """One run for each draft: who was asked about these figures is not asked about them again."""
    return f"{programme_code}-{period_no}-{draft}"


def approval_address(programme_code: str, period_no: int, draft: str) -> str:
    """Where Airflow takes the answer."""
    run = quote(run_id_of(programme_code, period_no, draft), safe="")
    return f"{_base()}/dags/{DAG_ID}/runs/{run}/tasks/{TASK_ID}/required_actions"


def period_address(programme_code: str, period_no: int) -> str:
    """The period on the page "Seuranta"."""
    return f"{_base()}/seuranta/programmes/{quote(programme_code, safe='')}/periods/{period_no}"


def _base() -> str:
    from airflow.configuration import conf

    return conf.get("api", "base_url", fallback="/").rstrip("/")
