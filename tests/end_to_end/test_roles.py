"""Users and roles as docker-compose.yml has them (FAB): what deploy/prepare.sh makes, and what each role sees of the page."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from airflow_settings import ROOT, airflow_environment
from seuranta.intake.archive import make_workspace
from seuranta.vocabulary.workspace import Workspace

BIN = Path(sys.executable).parent
ROLES = {
    "tiina": ("tallentaja", "tallentaja_ikaalinen"),
    "tuomas": ("tallentaja",),
    "katri": ("katselija",),
    "yrjö": ("ylläpito",),
    "ulla": ("Public",),
}
PERIOD = "/programmes/{programme}/periods/{period}"
SITUATION = {"/programmes/{programme}", PERIOD}
DELIVERIES = {"/programmes/{programme}/deliveries/{delivery_id}"}
REPORTS = {PERIOD + "/figures/{figure_id}", PERIOD + "/releases/{release}/{audience}/{name}"}
DRAFTS = {PERIOD + "/drafts/{audience}/{name}"}
COMMON = {"/", "/page.css"}
ALLOWED = {
    "tiina": COMMON | SITUATION | DELIVERIES,
    "tuomas": COMMON,
    "katri": COMMON | SITUATION | REPORTS,
    "yrjö": COMMON | SITUATION | DELIVERIES | REPORTS | DRAFTS,
    "ulla": set(),
    "admin": COMMON | SITUATION | DELIVERIES | REPORTS | DRAFTS,
}
# Airflow's own application, as its server makes it; users come with real tokens of its auth manager.
WALK = """
import json, sys
from airflow.api_fastapi.app import create_app, get_auth_manager
from airflow.providers.fab.auth_manager.models import Role, User
from airflow.utils.session import create_session
from fastapi.testclient import TestClient
from sqlalchemy import select
from seuranta_airflow.page.app import create_app as create_page

values = dict(programme="ikaalinen", period=1, release=1, audience="funder", name="report.pdf", figure_id="attendance.visits", delivery_id="none")
roles_of = json.loads(sys.argv[1])
with create_session() as session:
    for name, roles in roles_of.items():
        found = session.scalars(select(Role).where(Role.name.in_(roles))).unique().all()
        assert len(found) == len(roles), (name, roles)
        session.add(User(username=name, first_name=name, last_name=name, email=name + "@localhost", active=True, roles=found))
statuses = {}
with TestClient(create_app(apps="all"), base_url="http://127.0.0.1:8080") as client:
    with create_session() as session:
        tokens = {user.username: get_auth_manager().generate_jwt(user) for user in session.scalars(select(User)).unique()}
    for route in create_page().routes:
        address = "/seuranta" + route.path.format(**values)
        statuses[route.path] = {"": client.get(address).status_code}
        for name, token in tokens.items():
            statuses[route.path][name] = client.get(address, headers={"Authorization": "Bearer " + token}).status_code
print(json.dumps(statuses))
"""


@pytest.fixture(scope="module")
def statuses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, int]]:
    """Of each route, by user; "" is nobody."""
    folder = tmp_path_factory.mktemp("roles")
    make_workspace(Workspace(folder / "workspace"))
    (folder / "password").write_text("an-invented-password", encoding="ascii")
    environment = {
        **airflow_environment(folder / "airflow", folder / "workspace", 8080),
        "AIRFLOW__CORE__AUTH_MANAGER": "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager",
        "ADMIN_PASSWORD_FILE": str(folder / "password"),
        "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), os.environ.get("PYTHONPATH", "")]),
    }
    Path(environment["HOME"]).mkdir()
    for command in (["sh", "prepare.sh"], [str(BIN / "python"), "make_roles.py"]):  # roles that are there are left as they are
        prepared = run([*command[:-1], str(ROOT / "deploy" / command[-1])], environment)
        assert prepared.returncode == 0, prepared.stderr[-2000:]
    walked = run([str(BIN / "python"), "-c", WALK, json.dumps(ROLES)], environment)
    assert walked.returncode == 0, walked.stderr[-2000:]
    found: dict[str, dict[str, int]] = json.loads(walked.stdout.splitlines()[-1])
    return found


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)


def test_nobody_is_let_in_anywhere_but_to_health(statuses: dict[str, dict[str, int]]) -> None:
    by_route: dict[str, Any] = {path: by_user[""] for path, by_user in statuses.items()}
    assert by_route.pop("/health") == 200
    assert len(by_route) >= 8
    assert set(by_route.values()) == {401}


@pytest.mark.parametrize("user", sorted(ALLOWED))
def test_a_role_is_let_in_where_it_belongs_and_nowhere_else(statuses: dict[str, dict[str, int]], user: str) -> None:
    refused = {path for path, by_user in statuses.items() if by_user[user] == 403}
    assert refused == set(statuses) - ALLOWED[user] - {"/health"}
    assert {by_user[user] for path, by_user in statuses.items() if path in ALLOWED[user]} <= {200, 404}  # there is no release and no delivery here
    assert all(statuses[path][user] == 200 for path in COMMON & ALLOWED[user])
