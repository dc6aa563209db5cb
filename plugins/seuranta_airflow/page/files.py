"""Files of the page: its style, released reports, drafts. Only names that lie in the folder can be asked for, and none leads out of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse, Response

from seuranta.overview.periods import draft_folder
from seuranta.overview.released import OPEN_AUDIENCES, files_in
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.figures import Audience
from seuranta_airflow.page.access import Viewer, forbidden, keeper_of, reader_of, viewer_of
from seuranta_airflow.page.house import HouseDep
from seuranta_airflow.page.rendering import style

files = APIRouter()
READ_PERIOD = "/programmes/{programme}/periods/{period}"


@files.get("/page.css", dependencies=[Depends(viewer_of)])
def page_style() -> Response:
    return Response(style(), media_type="text/css")


@files.get(READ_PERIOD + "/releases/{release}/{audience}/{name}")
def released_file(
    programme: str, period: int, release: int, audience: Audience, name: str, house: HouseDep, viewer: Annotated[Viewer, Depends(reader_of)]
) -> FileResponse:
    """A file of a capsule. What is for neither funder nor public is for those who run the house."""
    if audience not in OPEN_AUDIENCES and not viewer.sees_everything:
        raise forbidden()
    seen = house.period(house.programme(programme), period)
    found = next((one for one in seen.releases if one.number == release), None)
    path = found.path(audience, name) if found else None
    if path is None:
        raise UnknownName("file", "", ())
    return FileResponse(path, filename=f"{programme}-{period}-{release}-{audience}-{name}")


@files.get(READ_PERIOD + "/drafts/{audience}/{name}", dependencies=[Depends(keeper_of)])
def draft_file(programme: str, period: int, audience: Audience, name: str, house: HouseDep) -> FileResponse:
    """A file of a draft, for the person who is to approve it."""
    seen = house.period(house.programme(programme), period)
    folder = draft_folder(house.workspace, seen.programme.code, seen.period.no) / audience
    if name not in files_in(folder):
        raise UnknownName("file", "", ())
    return FileResponse(folder / name, filename=f"{programme}-{period}-draft-{audience}-{name}")
