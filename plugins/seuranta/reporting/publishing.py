"""Drafts of all reports that have data, for every audience.

In: ``warehouse.duckdb``, receipts, the project's own words, programme files. Out: ``reports/<programme>/<period no>/<audience>/``.
Rerun: the same warehouse gives the same bytes, and a draft that would not change is not rendered.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from seuranta.disclosure.ledger import read_ledger
from seuranta.disclosure.protecting import policy_for, protect
from seuranta.programmes.programme import Programme, Programmes
from seuranta.reporting.crew import Batch, Draft
from seuranta.reporting.deliveries import Build, kept_open, read_build, read_receipts, read_slots
from seuranta.reporting.failures import Failures
from seuranta.reporting.material import Material, Slot, Versions
from seuranta.reporting.rendering import Progress, render_changed
from seuranta.reporting.unchanged import digest_of_draft, digest_of_report, files_of, has_likely_changed
from seuranta.vocabulary.clock import Clock, day_in_finland
from seuranta.vocabulary.figures import Audience, Report
from seuranta.vocabulary.garbage import nothing_collected
from seuranta.vocabulary.narratives import Narrative, read_narratives
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.order_of_truth import read_acceptances
from seuranta.warehouse.reading import find_period, find_programme, read_reports
from seuranta.words import phrases

ROWS_STAND = (
    "attendance.sessions",
    "attendance.sessions_cancelled",
    "attendance.presences",
    "esf.participants_total",
    "esf.leavers",
    "recruitment.contacted",
)


@dataclass(frozen=True)
class Source:
    """One programme as one generation of the warehouse holds it; ``reports`` are internal, of all periods.

    ``accepted`` are the deliveries that a person let in; ``narratives`` the project's own words as they came.
    """

    programme: Programme
    build: Build
    reports: Sequence[Report]
    slots: Sequence[Slot]
    receipts: Sequence[Receipt]
    accepted: frozenset[str] = frozenset()
    narratives: Sequence[Narrative] = ()


class Published(list[Path]):
    """The files of every draft asked for, in order; ``rendered`` is how many drafts were made anew."""

    rendered: int = 0


def publish_drafts(
    workspace: Workspace,
    programmes: Programmes,
    clock: Clock,
    programme_code: str | None = None,
    period_no: int | None = None,
    progress: Progress | None = None,
    processes: int = 1,
) -> Published:
    """Renders every draft asked for that changed, in up to so many processes.

    A period has data when it has started by the clock's day and any row of it stands; without ``period_no``, the drafts
    of periods that have none any more are removed. ``UnknownName`` for a programme or period that is not known. What
    fails of one programme is raised once all others are done.
    """
    wanted = [find_programme(programmes, programme_code)] if programme_code else list(programmes.programmes.values())
    if period_no is not None:
        find_period(wanted[0], period_no)
    failures = Failures()
    drafts: dict[str, list[Draft]] = {programme.code: [] for programme in wanted}
    batches = _batches(workspace, programmes, clock, wanted, period_no, drafts, failures)
    rendered = render_changed(batches, failures, processes, progress, expected=_likely_changed(workspace, wanted, period_no))
    failures.raise_if_any([programme.code for programme in wanted])
    published = Published(path for programme in wanted for draft in drafts[programme.code] for path in files_of(draft.folder))
    published.rendered = rendered
    return published


def read_source(workspace: Workspace, programmes: Programmes, programme: Programme) -> Source:
    """Everything from one generation: read again where a build was swapped in meanwhile."""
    build = read_build(workspace)
    while True:
        reports = read_reports(workspace, programmes, programme.code)
        slots = read_slots(workspace, programme.code)
        after = read_build(workspace)
        if after == build:
            receipts = read_receipts(workspace, programme.code, build.last_delivery_no)
            accepted = frozenset(acceptance.named_id for acceptance in read_acceptances(workspace))
            return Source(programme, build, reports, slots, receipts, accepted, read_narratives(workspace, programme.code))
        build = after


def material_of(source: Source, programmes: Programmes, audience: Audience, earlier: Sequence[Report]) -> Material:
    """What a report for ``audience`` is made of besides its figures; ``earlier`` are its protected reports of the periods before."""
    policy, digest = _policy(source.programme, programmes, audience)
    return Material(
        programme=source.programme,
        instruments=programmes.instruments_of(source.programme),
        versions=Versions(
            software=source.build.software,
            programmes_digest=source.build.programmes_digest,
            data_as_of=max(receipt.received_at for receipt in source.receipts),
            policy=policy,
            policy_sha256=digest,
        ),
        earlier_reports=earlier,
        receipts=source.receipts,
        slots=source.slots,
        narratives=source.narratives,
        accepted=source.accepted,
    )


def has_data(report: Report) -> bool:
    """Whether any row of the period stands in the internal report."""
    return any(
        figure.scope == "period"
        and not figure.breakdown
        and bool(figure.value)
        and (figure.id in ROWS_STAND or figure.id.endswith((".responses", ".readings")))
        for figure in report.figures
    )


def _batches(
    workspace: Workspace,
    programmes: Programmes,
    clock: Clock,
    wanted: Sequence[Programme],
    period_no: int | None,
    drafts: Mapping[str, list[Draft]],
    failures: Failures,
) -> Iterator[Batch]:
    """Programme by programme, the one with most reports first, so that many can render it meanwhile; puts into ``drafts`` what is yielded."""
    with kept_open(workspace):
        for programme in sorted(wanted, key=_reports_at_most, reverse=True):
            made = drafts[programme.code]
            with failures.of(programme.code), nothing_collected():
                for draft in _drafts(workspace, programmes, clock, read_source(workspace, programmes, programme), period_no):
                    made.append(draft)
            yield Batch(programme.code, tuple(made))


def _reports_at_most(programme: Programme) -> int:
    return len(programme.all_periods) * len(programme.disclosure.audiences)


def _drafts(workspace: Workspace, programmes: Programmes, clock: Clock, source: Source, period_no: int | None) -> Iterator[Draft]:
    """Audience by audience."""
    programme, today = source.programme, day_in_finland(clock.now())
    due = {report.period.no for report in source.reports if report.period.start <= today and has_data(report)}
    if period_no is None:
        _remove_others(workspace.reports / programme.code, due)
    wanted = due if period_no is None else due & {period_no}
    if not wanted:
        return
    ledger = read_ledger(workspace, programme.code)
    for audience in programme.disclosure.audiences:
        protected = protect(source.reports, programme, programmes.instruments_of(programme), audience, ledger, memory=workspace.protected)
        digests = {report.period.no: digest_of_report(report) for report in protected}
        for report in protected:
            if report.period.no in wanted:
                yield _draft(workspace, source, programmes, report, protected, digests)


def _draft(workspace: Workspace, source: Source, programmes: Programmes, report: Report, protected: Sequence[Report], digests: Mapping[int, str]) -> Draft:
    code, no, audience = report.programme, report.period.no, report.audience
    earlier = [other for other in protected if other.period.no < no]
    material = material_of(source, programmes, audience, earlier)
    digest = digest_of_draft([digests[other.period.no] for other in (*earlier, report)], material, no)
    folder, note = _places(workspace, code, no, audience)
    return Draft(report, material, folder, digest, note)


def _places(workspace: Workspace, code: str, no: int, audience: Audience) -> tuple[Path, Path]:
    """The folder of a draft, and the note of what it was made of."""
    return workspace.reports / code / str(no) / audience, workspace.rendered / f"{code}-{no}-{audience}.json"


def _likely_changed(workspace: Workspace, wanted: Sequence[Programme], period_no: int | None) -> int:
    """How many drafts will be rendered anew, as far as can be told at a glance."""
    spots = (
        _places(workspace, programme.code, period.no, audience)
        for programme in wanted
        for period in programme.all_periods
        if period_no in (None, period.no)
        for audience in programme.disclosure.audiences
    )
    return sum(has_likely_changed(note, folder, workspace.warehouse) for folder, note in spots)


def _remove_others(folder: Path, due: set[int]) -> None:
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name.isdigit() and int(path.name) not in due:
                shutil.rmtree(path)


def _policy(programme: Programme, programmes: Programmes, audience: Audience) -> tuple[str, str]:
    """The policy in words, and the hash that tells it from another of the same name."""
    words = phrases("report", programme.language)
    if audience == "internal":
        return words("policy_exact"), ""
    policy = policy_for(programme, programmes.instruments_of(programme), audience)
    named = words("policy_threshold", audience=words(f"audience_short_{audience}"), threshold=policy.threshold)
    return named, sha256(repr(policy).encode()).hexdigest()
