"""``deploy/prepare.sh`` as it runs before everything else, with SQLite in place of PostgreSQL: twice, and what it leaves."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from airflow_settings import ROOT, airflow_environment

PASSWORD = "sana joka ei ole kenenkään"
PERMISSIONS = """
    select ab_role.name, ab_permission.name, ab_view_menu.name
    from ab_role
    join ab_permission_view_role on ab_permission_view_role.role_id = ab_role.id
    join ab_permission_view on ab_permission_view.id = ab_permission_view_role.permission_view_id
    join ab_permission on ab_permission.id = ab_permission_view.permission_id
    join ab_view_menu on ab_view_menu.id = ab_permission_view.view_menu_id
"""
USERS = "select username, password from ab_user"

pytestmark = pytest.mark.prove


@dataclass
class Prepared:
    """What the script said each time, and what stands in the database."""

    folder: Path
    said: list[subprocess.CompletedProcess[str]]
    may: dict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))
    users: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    folder = tmp_path_factory.mktemp("prepare")
    secret = folder / "admin_password"
    secret.write_text(PASSWORD, encoding="utf-8")
    environment = {
        **airflow_environment(folder / "airflow", folder / "workspace", 8080),
        "AIRFLOW__CORE__AUTH_MANAGER": "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager",
        "ADMIN_PASSWORD_FILE": str(secret),
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "plugins"))),
    }
    script = ["sh", str(ROOT / "deploy" / "prepare.sh")]
    found = Prepared(folder, [subprocess.run(script, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600) for _ in range(2)])
    with sqlite3.connect(folder / "airflow" / "airflow.db") as database:
        for role, action, resource in database.execute(PERMISSIONS):
            found.may[role].add((action, resource))
        found.users = database.execute(USERS).fetchall()
    return found


def test_it_runs_and_runs_again(prepared: Prepared) -> None:
    assert [said.returncode for said in prepared.said] == [0, 0], prepared.said[-1].stderr[-2000:]
    assert (prepared.folder / "workspace" / "keys" / "master.key").exists()


def test_there_are_three_roles_and_one_for_each_programmes_staff(prepared: Prepared) -> None:
    programmes = {f"tallentaja_{path.stem}" for path in (ROOT / "programmes").glob("*.yml")}
    ours = {role for role in prepared.may if role not in {"Admin", "Op", "User", "Viewer", "Public"}}
    assert ours == {"tallentaja", "katselija", "ylläpito"} | programmes
    assert len(programmes) == 5


def test_a_recorder_sees_the_page_and_nothing_of_airflow(prepared: Prepared) -> None:
    airflows = {"DAGs", "DAG Runs", "Task Instances", "Task Logs", "XComs", "Variables", "Connections", "Configurations", "Pools", "Jobs", "Users", "Roles"}
    assert ("can_read", "Seuranta") in prepared.may["tallentaja"]
    assert {resource for _, resource in prepared.may["tallentaja"]} & airflows == set()
    of_page = {resource for _, resource in prepared.may["tallentaja_ikaalinen"]} - {"Website"}
    assert of_page == {"Seuranta programme ikaalinen"}


def test_a_reader_reads_reports_and_changes_nothing(prepared: Prepared) -> None:
    may = prepared.may["katselija"]
    assert {("can_read", "Seuranta"), ("can_read", "Seuranta reports")} <= may
    changing = {resource for action, resource in may if action in ("can_create", "can_edit", "can_delete")}
    assert changing <= {"My Password", "My Profile"}
    assert {"Seuranta everything", "Task Logs", "XComs"} & {resource for _, resource in may} == set()


def test_an_operator_runs_everything_and_makes_no_users(prepared: Prepared) -> None:
    may = prepared.may["ylläpito"]
    assert {("can_read", "Seuranta everything"), ("can_create", "DAG Runs"), ("can_read", "Task Logs"), ("can_edit", "HITL Detail")} <= may
    assert {resource for _, resource in may} & {"Users", "Roles", "Permissions", "Connections", "Variables", "Configurations"} == set()
    assert {action for action, _ in may} <= {"can_read", "can_create", "can_edit", "menu_access"}


def test_nobody_has_rights_without_being_somebody(prepared: Prepared) -> None:
    assert prepared.may["Public"] == set()
    assert [name for name, _ in prepared.users] == ["admin"]


def test_the_password_is_kept_hashed_and_said_nowhere(prepared: Prepared) -> None:
    assert PASSWORD not in "".join(said.stdout + said.stderr for said in prepared.said)
    (hashed,) = [password for _, password in prepared.users]
    assert hashed.startswith(("scrypt:", "pbkdf2:"))
    written = [path for path in prepared.folder.rglob("*") if path.is_file() and path.name != "admin_password"]
    assert [path for path in written if PASSWORD.encode() in path.read_bytes()] == []
