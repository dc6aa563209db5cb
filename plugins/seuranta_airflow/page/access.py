"""Who may see what on the page. A plugin's routes are open unless they ask; every route of ours but health asks here.

tallentaja: periods and deliveries of the own programmes. katselija: periods and released reports of all, protected.
ylläpito: everything. Under users and roles (FAB) these are permissions, made by ``deploy/make_roles.py``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.base_auth_manager import BaseAuthManager
from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
from airflow.api_fastapi.core_api.security import GetUserDep
from fastapi import Depends, HTTPException, status

from seuranta_airflow.page.rights import EVERYTHING, PAGE, REPORTS, own_programme

SIMPLE = {
    "VIEWER": frozenset({PAGE, REPORTS}),
    "USER": frozenset({PAGE}),
    "OP": frozenset({PAGE, REPORTS, EVERYTHING}),
    "ADMIN": frozenset({PAGE, REPORTS, EVERYTHING}),
}
"""What the roles of Airflow's simple users are: katselija, tallentaja, ylläpito, ylläpito."""


@dataclass(frozen=True)
class Viewer:
    """A user who may see the page."""

    user: BaseUser

    @property
    def name(self) -> str:
        return self.user.get_name()

    @property
    def sees_reports(self) -> bool:
        """Released reports, as funder and public were given them."""
        return has_right(self.user, REPORTS)

    @property
    def sees_everything(self) -> bool:
        """Exact figures, drafts, rows behind a figure; deliveries of every programme."""
        return has_right(self.user, EVERYTHING)

    def works_in(self, programme_code: str) -> bool:
        """Whether deliveries of the programme may be seen."""
        return self.sees_everything or has_right(self.user, own_programme(programme_code))

    def sees(self, programme_code: str) -> bool:
        """Whether the states of the programme's periods may be seen."""
        return self.sees_reports or self.works_in(programme_code)


def has_right(user: BaseUser, right: str) -> bool:
    """Whether the auth manager grants it. A simple user's own programme is the one that the user is named after."""
    if isinstance(user, SimpleAuthManagerUser):
        granted = SIMPLE.get((user.role or "").upper(), frozenset())
        return right in granted or (PAGE in granted and right == own_programme(user.username.partition(".")[0]))
    manager: BaseAuthManager[BaseUser] = get_auth_manager()
    return manager.is_authorized_custom_view(method="GET", resource_name=right, user=user)


def viewer_of(user: GetUserDep) -> Viewer:
    """401 without a user, 403 for one whose role does not show the page."""
    if not has_right(user, PAGE):
        raise forbidden()
    return Viewer(user)


ViewerDep = Annotated[Viewer, Depends(viewer_of)]


def reader_of(viewer: ViewerDep) -> Viewer:
    """Released reports are for katselija and ylläpito."""
    if not (viewer.sees_reports or viewer.sees_everything):
        raise forbidden()
    return viewer


def keeper_of(viewer: ViewerDep) -> Viewer:
    """Drafts are for ylläpito."""
    if not viewer.sees_everything:
        raise forbidden()
    return viewer


def viewer_of_programme(programme: str, viewer: ViewerDep) -> Viewer:
    """States of a programme: 403 for one that is not the user's, whether it exists or not."""
    if not viewer.sees(programme):
        raise forbidden()
    return viewer


def worker_of_programme(programme: str, viewer: ViewerDep) -> Viewer:
    """Deliveries of a programme: for those who work in it, and ylläpito."""
    if not viewer.works_in(programme):
        raise forbidden()
    return viewer


def forbidden() -> HTTPException:
    return HTTPException(status.HTTP_403_FORBIDDEN)
