"""Every page and answer that a running Airflow serves to its administrator: its interface, its API, and our page link by link."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter, deque
from collections.abc import Iterator

from airflow_group import AirflowGroup

LISTS = (
    "/api/v2/dags", "/api/v2/dags/~/dagRuns?limit=100", "/api/v2/assets", "/api/v2/assets/events?limit=100", "/api/v2/eventLogs?limit=500",
    "/api/v2/importErrors", "/api/v2/plugins", "/api/v2/plugins/importErrors", "/api/v2/pools", "/api/v2/variables", "/api/v2/connections",
    "/api/v2/jobs?limit=500", "/api/v2/dagWarnings", "/api/v2/dags/~/dagRuns/~/hitlDetails", "/api/v2/monitor/health", "/api/v2/config", "/", "/dags",
)  # fmt: skip
MOST_OF_A_KIND = 25  # there is a page for each of a thousand figures
_ONE_OF_MANY = re.compile(r"[a-z]+-\d{6}-[0-9a-f]{8}|figures/[^/]+|\d+")
_LINK = re.compile(r"""(?:href|src|action)=["']([^"'#]+)""")


def everything_served(airflow: AirflowGroup) -> Iterator[tuple[str, bytes]]:
    """(address, what was answered), errors too."""
    for path in (*LISTS, *_of_tasks(airflow)):
        yield path, _answer(airflow, path)
    yield from _our_pages(airflow)


def _of_tasks(airflow: AirflowGroup) -> Iterator[str]:
    for dag in airflow.ask("/api/v2/dags")["dags"]:
        yield f"/api/v2/dags/{dag['dag_id']}/details"
        yield f"/api/v2/dagSources/{dag['dag_id']}"
    for task in airflow.ask("/api/v2/dags/~/dagRuns/~/taskInstances?limit=500")["task_instances"]:
        place = f"/api/v2/dags/{task['dag_id']}/dagRuns/{urllib.parse.quote(task['dag_run_id'])}/taskInstances/{task['task_id']}"
        index = task["map_index"]
        yield f"{place}/{index}" if index >= 0 else place
        for attempt in range(1, task["try_number"] + 1):
            yield f"{place}/logs/{attempt}?map_index={index}&full_content=true"
        entries = f"{place}/xcomEntries?map_index={index}"
        yield entries
        yield from (f"{place}/xcomEntries/{entry['key']}?map_index={index}" for entry in airflow.ask(entries)["xcom_entries"])


def _our_pages(airflow: AirflowGroup) -> Iterator[tuple[str, bytes]]:
    seen: set[str] = set()
    of_kind: Counter[str] = Counter()
    left = deque(["/seuranta/"])
    while left:
        path = left.popleft()
        kind = _ONE_OF_MANY.sub("*", path.partition("?")[0])
        if path in seen or of_kind[kind] == MOST_OF_A_KIND:
            continue
        seen.add(path)
        of_kind[kind] += 1
        content = _answer(airflow, path)
        yield path, content
        links = (urllib.parse.urljoin(path, link) for link in _LINK.findall(content.decode(errors="replace")))
        left.extend(link for link in links if link.startswith("/seuranta/"))


def _answer(airflow: AirflowGroup, path: str) -> bytes:
    request = urllib.request.Request(airflow.address + path, headers={"Authorization": f"Bearer {airflow.token()}", "Cookie": f"_token={airflow.token()}"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            found: bytes = answer.read()
            return found
    except urllib.error.HTTPError as error:
        return error.read()
