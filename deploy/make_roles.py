"""Makes the three roles, and one for each programme's staff, where users and roles are Airflow's (FAB). Rerun: adds what is missing.

tallentaja: the page "Seuranta", with the programmes whose ``tallentaja_<programme>`` the user has too. katselija: released
reports of all programmes. ylläpito: everything on the page, approving, and running Airflow. Only Admin makes users.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder

from seuranta_airflow.page.rights import EVERYTHING, PAGE, REPORTS, own_programme

READ, CREATE, EDIT, MENU = "can_read", "can_create", "can_edit", "menu_access"
Permission = tuple[str, str]
"""Action, resource."""

COMMON: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    ((READ,), ("Website", "Plugins", PAGE)),
    ((READ, EDIT), ("My Password", "My Profile")),
)
READER = (
    *COMMON,
    ((READ,), ("DAGs", "DAG Runs", "Assets", REPORTS)),
    ((MENU,), ("DAGs", "Assets")),
)
KEEPER = (
    *READER,
    ((READ,), (EVERYTHING,)),
    ((EDIT,), ("DAGs",)),
    ((CREATE, EDIT), ("DAG Runs", "Task Instances")),
    ((CREATE,), ("Assets",)),
    ((READ, EDIT, MENU), ("HITL Detail",)),  # a person's answer: approving a report
    (
        (READ,),
        ("Task Instances", "Task Logs", "DAG Versions", "DAG Warnings", "DAG Dependencies", "ImportError", "Jobs", "Pools", "Audit Logs", "Cluster Activity"),
    ),
    ((MENU,), ("Browse", "DAG Runs", "Task Instances", "Jobs", "Audit Logs", "Cluster Activity")),
)
ROLES = {"tallentaja": COMMON, "katselija": READER, "ylläpito": KEEPER}


def main() -> None:
    """The roles and what each may do."""
    with get_application_builder() as builder:
        security = builder.sm
        for role_name, permissions in roles():
            role = security.add_role(role_name)
            for action, resource in permissions:
                security.add_permission_to_role(role, security.create_permission(action, resource))


def roles() -> Iterator[tuple[str, list[Permission]]]:
    """Every role with its permissions; a programme's staff have theirs beside ``tallentaja``."""
    for name, granted in ROLES.items():
        yield name, [(action, resource) for actions, resources in granted for resource in resources for action in actions]
    folder = Path(os.environ.get("SEURANTA_PROGRAMMES") or "programmes")
    for path in sorted(folder.glob("*.yml")):
        yield f"tallentaja_{path.stem}", [(READ, own_programme(path.stem))]


if __name__ == "__main__":
    main()
