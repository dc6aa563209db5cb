"""Which drafts are to be approved: of periods that have ended, with open gates, and not yet asked about as they are.

In: the warehouse, releases, the house log. Out: one ``Request`` a period. Rerun: only looks; what was asked is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256

from seuranta.programmes.programme import Programme
from seuranta.releases import gates
from seuranta.releases.capsule import Capsule, releases_of
from seuranta.releases.examining import candidate_of
from seuranta.releases.house import House
from seuranta.reporting.publishing import has_data, read_source
from seuranta.vocabulary.approval_log import PeriodKey, Standing, standings_in
from seuranta.vocabulary.clock import day_in_finland
from seuranta.vocabulary.figures import Period, Report
from seuranta.vocabulary.house_log import read_house_log
from seuranta.warehouse.freshness import is_current
from seuranta.warehouse.order_of_truth import read_acceptances, read_receipts
from seuranta.warehouse.reading import find_period, find_programme, read_report, read_reports
from seuranta.words import phrases

ASKED_INCOMPLETE = timedelta(days=7)
"""How long before the last day a report is asked about though something is missing."""
WITHOUT_DUE = timedelta(days=30)
"""The last day of a period without a day of its own: so long after its end."""


@dataclass(frozen=True)
class Request:
    """A report that a person is to approve. ``excepted`` are the gates that only a written exception opens."""

    programme: Programme
    period: Period
    draft: str
    release_no: int
    excepted: tuple[str, ...]

    @property
    def needs(self) -> tuple[str, ...]:
        """What an approval must give: a ``reason`` for a restatement, an ``exception`` in writing."""
        return (*(["reason"] if self.release_no > 1 else []), *(["exception"] if self.excepted else []))


def draft_of(report: Report) -> str:
    """Tells the figures of a draft from any others: twelve characters of their SHA-256."""
    figures = [figure.model_dump(mode="json") for figure in report.figures]
    return sha256(json.dumps([report.period.model_dump(mode="json"), figures], sort_keys=True).encode()).hexdigest()[:12]


def current_draft(house: House, programme_code: str, period_no: int) -> str:
    """That of the warehouse as it is now. ``UnknownName`` for a programme or period that is not known."""
    return draft_of(read_report(house.workspace, house.programmes, programme_code, period_no))


def last_day_of(period: Period) -> date:
    return period.due or period.end + WITHOUT_DUE


def requests_of(house: House, programme_code: str) -> list[Request]:
    """The reports of a programme to ask about now. None where a delivery waits or the warehouse is behind: the next build asks."""
    programme = find_programme(house.programmes, programme_code)
    today = day_in_finland(house.clock.now())
    if not is_current(house.workspace, house.programmes, house.clock) or _waits(house, programme):
        return []
    standings = standings_in(read_house_log(house.workspace))
    reports = read_reports(house.workspace, house.programmes, programme.code)
    due = [report for report in reports if _is_due(house, programme, report, standings, today)]
    found = _opened(house, programme, due)
    return [request for request in found if not request.excepted or today >= last_day_of(request.period) - ASKED_INCOMPLETE]


def _waits(house: House, programme: Programme) -> bool:
    """Whether a delivery of the programme is held: its figures may change by a person's word."""
    receipts = [receipt for receipt in read_receipts(house.workspace) if receipt.programme == programme.code]
    return bool(gates.waiting(receipts, {acceptance.named_id for acceptance in read_acceptances(house.workspace)}))


def _is_due(house: House, programme: Programme, report: Report, standings: Mapping[PeriodKey, Standing], today: date) -> bool:
    """Whether the period has ended, has data, and its figures were neither asked about nor released. Takes no time."""
    if report.period.end >= today or not has_data(report):
        return False
    standing = standings.get((programme.code, report.period.no))
    if standing is not None and standing.state != "released" and standing.draft == draft_of(report):
        return False
    numbers = releases_of(house.workspace, programme.code, report.period.no)
    return not numbers or draft_of(report) != _released_draft(house, programme, report.period, numbers[-1])


def _released_draft(house: House, programme: Programme, period: Period, number: int) -> str:
    capsule = Capsule(house.workspace.releases / programme.code / str(period.no) / str(number))
    return draft_of(gates.report_of(capsule.internal_reports(), period.no))


def _opened(house: House, programme: Programme, reports: Sequence[Report]) -> Iterator[Request]:
    """A request for each report whose gates are open. Protection and audit are of all periods at once, and done once.

    What is wrong with a report is said to whoever asks for its release.
    """
    if not reports:
        return
    source = read_source(house.workspace, house.programmes, programme)
    candidate = candidate_of(house, source, find_period(programme, reports[0].period.no), phrases("releases", programme.language))
    if list(gates.failures_of_audit(candidate)):
        return
    for report in reports:
        of_period = replace(candidate, period=find_period(programme, report.period.no))
        if not list(gates.failures_of_outgoing(of_period)):
            excepted = (*gates.failures_of_completeness(of_period.internal, source.slots, of_period.words), *gates.failures_of_restatement(of_period))
            number = max(releases_of(house.workspace, programme.code, report.period.no), default=0) + 1
            yield Request(programme, of_period.period, draft_of(report), number, excepted)
