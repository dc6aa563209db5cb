"""A period's report → a capsule that is never changed, once every gate is open and a named person has approved.

In: a current warehouse, receipts, programme files, an approval. Out: ``releases/<programme>/<period no>/<no>/`` and two
lines of ``house_log``. Rerun: the next release of the period, a restatement. A crash leaves no release or a whole one.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from seuranta.disclosure.choosing import CannotProtect
from seuranta.disclosure.ledger import read_released
from seuranta.disclosure.protecting import policy_for, protect
from seuranta.programmes.programme import Programme, Programmes
from seuranta.releases import gates
from seuranta.releases.capsule import Capsule, releases_of
from seuranta.releases.contents import write_figures, write_papers, write_reference_of, write_rows
from seuranta.releases.gates import Candidate, GateFailed, report_of
from seuranta.releases.rederiving import inputs_of, rederive
from seuranta.releases.sealing import make_read_only, seal, sync
from seuranta.releases.verifying import differing_figures
from seuranta.reporting.drafts import render
from seuranta.reporting.publishing import Source, material_of, read_source
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.clock import Clock, day_in_finland
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.figures import Audience, Period, Report
from seuranta.vocabulary.house_log import note
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.freshness import is_current
from seuranta.warehouse.lock import writer_lock
from seuranta.warehouse.order_of_truth import read_acceptances, read_receipts
from seuranta.warehouse.reading import find_period, find_programme
from seuranta.words import Phrases, phrases


@dataclass(frozen=True)
class Approval:
    """Who lets the report go, why once more, and what is knowingly passed over."""

    by: str
    reason: str | None = None
    exception: str | None = None


@dataclass(frozen=True)
class House:
    """Where everything is, as the release finds it."""

    workspace: Workspace
    programmes: Programmes
    programmes_folder: Path
    clock: Clock


def release(house: House, programme_code: str, period_no: int, approval: Approval) -> Capsule:
    """Releases a period's report to every audience of the programme.

    ``GateFailed`` with every gate that is shut; ``UnknownName`` for a programme or period that is not known. The capsule
    is made aside, must give its own figures again, and only then takes its place.
    """
    programme = find_programme(house.programmes, programme_code)
    period = find_period(programme, period_no)
    with writer_lock(house.workspace.work / "releases.lock"), _said_when_the_disk_fails():
        candidate, source, excepted = _examine(house, programme, period, approval)
        number = max(releases_of(house.workspace, programme.code, period_no), default=0) + 1
        aside = house.workspace.work / "releases" / f"{programme.code}-{period_no}-{number}"
        shutil.rmtree(aside.parent, ignore_errors=True)
        aside.mkdir(parents=True, mode=0o700)
        capsule = Capsule(aside)
        _fill(house, candidate, source, number, capsule)
        _prove(candidate, capsule, aside.with_name("proof"))
        return _publish(house, candidate, capsule, approval, excepted, number)


@contextmanager
def _said_when_the_disk_fails() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        found = f"an error of the disk ({error.strerror or type(error).__name__})"
        raise OperationFailed("release", "to be written whole", found, "nothing was released; free space or repair the disk, and release again") from error


def _examine(house: House, programme: Programme, period: Period, approval: Approval) -> tuple[Candidate, Source, list[str]]:
    """The candidate, once its gates are open, and the sentences that its exception passes over."""
    workspace, words = house.workspace, phrases("releases", programme.language)
    receipts = [receipt for receipt in read_receipts(workspace) if receipt.programme == programme.code]
    accepted = {acceptance.named_id for acceptance in read_acceptances(workspace)}
    current = is_current(workspace, house.programmes, house.clock)
    shut = list(gates.failures_of_state(period, day_in_finland(house.clock.now()), current, receipts, accepted, words))
    count = len(releases_of(workspace, programme.code, period.no))
    if count and not (approval.reason or "").strip():
        shut.append(words("gate_reason", no=period.no, count=count))
    if not current:
        raise GateFailed(shut)
    source = read_source(workspace, house.programmes, programme)
    candidate = _protected(house, source, period, words, shut)
    shut += gates.failures_of_audit(candidate)
    shut += gates.failures_of_outgoing(candidate)
    exceptional = [*gates.failure_of_completeness(candidate.internal, words), *gates.failures_of_restatement(candidate)]
    if not (approval.exception or "").strip():
        shut += exceptional
    if shut:
        raise GateFailed(shut)
    return candidate, source, exceptional


def _protected(house: House, source: Source, period: Period, words: Phrases, shut: list[str]) -> Candidate:
    """The candidate for every audience that can be protected; the others go to ``shut``."""
    programme, instruments = source.programme, house.programmes.instruments_of(source.programme)
    released: dict[Audience, Sequence[Report]] = {}
    protected: dict[Audience, Sequence[Report]] = {}
    for audience in programme.disclosure.audiences:
        released[audience] = read_released(house.workspace, programme.code, audience)
        try:
            protected[audience] = protect(source.reports, programme, instruments, audience, released[audience])
        except CannotProtect as error:
            shut.append(words("gate_protection", audience=audience, cell=error.found))
    return Candidate(programme, house.programmes, period, source.reports, protected, released, load_catalogue(), words)


def _fill(house: House, candidate: Candidate, source: Source, number: int, capsule: Capsule) -> None:
    programme = candidate.programme
    write_rows(house.workspace, programme, capsule)
    write_reference_of(house.workspace, house.programmes, programme, house.clock, source.receipts, capsule)
    write_papers(house.workspace, house.programmes_folder, programme, source.receipts, capsule)
    write_figures(candidate.reports, candidate.released, capsule)
    for audience, protected in candidate.protected.items():
        report = report_of(protected, candidate.period.no).model_copy(update={"status": "released"})
        # What is shown of earlier periods is what was released of them: nothing leaves the house beside the ledger.
        latest = {other.period.no: other for other in candidate.released[audience] if other.period.no < candidate.period.no}
        earlier = [latest[no] for no in sorted(latest)]
        folder = capsule.report_folder(audience)
        folder.mkdir(parents=True)
        for name, content in render(report, material_of(source, house.programmes, audience, earlier)).items():
            (folder / name).write_bytes(content)
    _write_json(capsule.disclosure, [_disclosure_of(candidate, audience) for audience in candidate.protected])
    _write_json(capsule.versions, {
        "programme": programme.code, "period": candidate.period.no, "release": number, "software": source.build.software,
        "programmes_digest": source.build.programmes_digest, "last_delivery_no": source.build.last_delivery_no,
        "definitions": definitions_digest(capsule.dbt_project),
    })  # fmt: skip


def _disclosure_of(candidate: Candidate, audience: Audience) -> dict[str, object]:
    """Policy, its hash and the result of the audit; the internal report is exact."""
    if audience == "internal":
        return {"audience": audience, "policy": None}
    policy = policy_for(candidate.programme, candidate.programmes.instruments_of(candidate.programme), audience)
    figures = report_of(candidate.protected[audience], candidate.period.no).figures
    return {
        "audience": audience, "policy": asdict(policy), "policy_sha256": sha256(repr(policy).encode()).hexdigest(),
        "small_cells_attacked": candidate.attacked[audience], "small_cells_proven": 0, "figures_hidden": sum(figure.suppressed for figure in figures),
    }  # fmt: skip


def definitions_digest(dbt_project: Path) -> str:
    """One SHA-256 over names and contents of a dbt project's files."""
    digest = sha256()
    for path in sorted(path for path in dbt_project.rglob("*") if path.is_file()):
        digest.update(path.relative_to(dbt_project).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _prove(candidate: Candidate, capsule: Capsule, folder: Path) -> None:
    """What is not derivable from the capsule alone is not released."""
    differing = differing_figures(candidate.reports, rederive(inputs_of(capsule), folder))
    shutil.rmtree(folder)
    if differing:
        raise GateFailed([candidate.words("gate_verify", figures=", ".join(differing[:3]))])


def _publish(house: House, candidate: Candidate, capsule: Capsule, approval: Approval, excepted: Sequence[str], number: int) -> Capsule:
    workspace = house.workspace
    at = house.clock.now().replace(microsecond=0).isoformat()
    _write_json(capsule.approval, {"at": at, "clock": house.clock.source, **asdict(approval), "gates_excepted": list(excepted)})
    sealed = seal(capsule.folder)
    place = workspace.releases / candidate.programme.code / str(candidate.period.no) / str(number)
    named = {"release": place.relative_to(workspace.releases).as_posix(), "seal": sealed}
    note(workspace, house.clock, "release_approved", **named, **asdict(approval))
    place.parent.mkdir(parents=True, exist_ok=True)
    capsule.folder.rename(place)
    make_read_only(place)
    for folder in (place, *place.parents[:3]):
        sync(folder)
    note(workspace, house.clock, "released", **named)
    return Capsule(place)


def _write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
