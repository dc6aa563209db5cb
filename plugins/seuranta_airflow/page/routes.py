"""The views of the page: all programmes, one of them, a period, a delivery, a figure's passport."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from seuranta.overview.figures_listed import Reading
from seuranta.overview.passport import FigureName, Passport, internal_passport, released_passport
from seuranta.overview.periods import PeriodSeen, draft_folder
from seuranta.overview.released import OPEN_AUDIENCES, ReleaseSeen, files_in
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.figures import AUDIENCES, Audience, Report, Scope
from seuranta.warehouse.reading import read_report
from seuranta_airflow.addresses import approval_address
from seuranta_airflow.page.access import Viewer, ViewerDep, reader_of, viewer_of_programme, worker_of_programme
from seuranta_airflow.page.house import House, HouseDep
from seuranta_airflow.page.rendering import language_of, page

views = APIRouter()
Seer = Annotated[Viewer, Depends(viewer_of_programme)]
Worker = Annotated[Viewer, Depends(worker_of_programme)]
Reader = Annotated[Viewer, Depends(reader_of)]
DELIVERIES_SHOWN = 50
ISSUES_SHOWN = 200


def asked_of(figure_id: str, scope: Scope = "period", by: Annotated[tuple[str, ...], Query()] = ()) -> FigureName:
    """``by``: dimension:code, as often as needed."""
    return FigureName(figure_id, scope, dict(part.partition(":")[::2] for part in by))


AskedDep = Annotated[FigureName, Depends(asked_of)]


@views.get("/")
def all_programmes(request: Request, house: HouseDep, viewer: ViewerDep) -> HTMLResponse:
    seen = [programme for programme in house.programmes.programmes.values() if viewer.sees(programme.code)]
    return page(request, "overview.html", viewer, programmes=[(programme, house.periods(programme)) for programme in seen])


@views.get("/programmes/{programme}")
def one_programme(programme: str, request: Request, house: HouseDep, viewer: Seer) -> HTMLResponse:
    found = house.programme(programme)
    deliveries = house.deliveries(found) if viewer.works_in(programme) else []
    return page(
        request, "programme.html", viewer,
        programme=found, periods=house.periods(found), works=viewer.works_in(programme),
        deliveries=deliveries[:DELIVERIES_SHOWN], older=max(0, len(deliveries) - DELIVERIES_SHOWN),
    )  # fmt: skip


@views.get("/programmes/{programme}/deliveries/{delivery_id}")
def one_delivery(programme: str, delivery_id: str, request: Request, house: HouseDep, viewer: Worker) -> HTMLResponse:
    found = house.programme(programme)
    receipt = next((one for one in house.deliveries(found) if one.delivery_id == delivery_id), None)
    if receipt is None:
        raise UnknownName("delivery", "", ())
    more = max(0, len(receipt.issues) - ISSUES_SHOWN)
    return page(request, "delivery.html", viewer, programme=found, receipt=receipt, issues=receipt.issues[:ISSUES_SHOWN], more=more)


@views.get("/programmes/{programme}/periods/{period}")
def one_period(programme: str, period: int, request: Request, house: HouseDep, viewer: Seer) -> HTMLResponse:
    found = house.programme(programme)
    seen = house.period(found, period)
    folder = draft_folder(house.workspace, found.code, period)
    drafts = {audience: files_in(folder / audience) for audience in AUDIENCES} if viewer.sees_everything else {}
    audience, report = _readable(house, seen, viewer)
    return page(
        request, "period.html", viewer,
        programme=found, seen=seen, works=viewer.works_in(programme), audience=audience,
        releases=[(one, _open_files(one, viewer)) for one in reversed(seen.releases)],
        drafts={one: names for one, names in drafts.items() if names},
        figures=_reading(house, seen, request).totals(report) if report else [],
        unit_names={unit.code: unit.name.in_language(language_of(request)) for unit in found.units},
        approve=_approval(seen),
    )  # fmt: skip


@views.get("/programmes/{programme}/periods/{period}/figures/{figure_id}")
def one_figure(programme: str, period: int, asked: AskedDep, request: Request, house: HouseDep, viewer: Reader) -> HTMLResponse:
    seen = house.period(house.programme(programme), period)
    audience, report = _readable(house, seen, viewer)
    if report is None:
        raise UnknownName("figure", "", ())
    passport = _passport(house, seen, audience, asked)
    reading = _reading(house, seen, request)
    parts = reading.breakdowns(report, asked.figure_id, asked.scope)
    return page(request, "passport.html", viewer, programme=seen.programme, seen=seen, passport=passport, reading=reading, parts=parts, scope=asked.scope)


def _approval(seen: PeriodSeen) -> str:
    """Where the report that waits is approved; empty where none does."""
    standing = seen.standing
    return approval_address(seen.programme.code, seen.period.no, standing.draft) if standing and standing.is_waiting else ""


def _readable(house: House, seen: PeriodSeen, viewer: Viewer) -> tuple[Audience, Report | None]:
    """The figures that the viewer may see: the exact ones of now, or what was released to the funder, else to the public."""
    if viewer.sees_everything:
        try:
            return "internal", read_report(house.workspace, house.programmes, seen.programme.code, seen.period.no)
        except OperationFailed:  # nothing was built yet
            return "internal", None
    if viewer.sees_reports and seen.releases:
        latest = seen.releases[-1]
        return next(((audience, report) for audience in OPEN_AUDIENCES if (report := latest.report(audience))), ("public", None))
    return "public", None


def _passport(house: House, seen: PeriodSeen, audience: Audience, asked: FigureName) -> Passport:
    latest = seen.releases[-1] if seen.releases else None
    if audience == "internal":
        return internal_passport(house.workspace, house.programmes, seen.programme.code, seen.period.no, asked, latest)
    if latest is None:
        raise UnknownName("release", "", ())
    return released_passport(latest, audience, asked)


def _open_files(release: ReleaseSeen, viewer: Viewer) -> dict[Audience, tuple[str, ...]]:
    if not viewer.sees_reports and not viewer.sees_everything:
        return {}
    return {audience: names for audience, names in release.files.items() if viewer.sees_everything or audience in OPEN_AUDIENCES}


def _reading(house: House, seen: PeriodSeen, request: Request) -> Reading:
    return Reading(seen.programme, house.programmes.instruments_of(seen.programme), language_of(request))
