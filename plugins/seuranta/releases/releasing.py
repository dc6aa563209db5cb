"""A period's report → a capsule that is never changed, once every gate is open and a named person has approved.

In: a current warehouse, receipts, programme files, an approval. Out: ``releases/<programme>/<period no>/<no>/`` and two
lines of ``house_log``. Rerun: the next release of the period, a restatement; or, after a crash, the release that stands.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from seuranta.programmes.programme import Programme
from seuranta.releases.capsule import Capsule, releases_of
from seuranta.releases.committing import commit, finish_interrupted, is_approved_so, name_of
from seuranta.releases.comparing import compare
from seuranta.releases.examining import Examined, examine
from seuranta.releases.filling import fill_reports, fill_sources
from seuranta.releases.gates import Candidate, GateFailed
from seuranta.releases.house import Approval, House
from seuranta.releases.rederiving import inputs_of, rederive
from seuranta.releases.restating import restatements_of, write_comparison
from seuranta.releases.steps import effect
from seuranta.releases.verifying import differing_figures
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.figures import Audience, Period
from seuranta.vocabulary.restatement import Restatement
from seuranta.warehouse.lock import writer_lock
from seuranta.warehouse.reading import find_period, find_programme

__all__ = ["Approval", "House", "release"]

FEW_NAMED = 3


def release(house: House, programme_code: str, period_no: int, approval: Approval) -> Capsule:
    """Releases a period's report to every audience of the programme.

    ``GateFailed`` with every gate that is shut; ``UnknownName`` for a programme or period that is not known. The capsule
    is made aside, must give its own figures again, and only then takes its place. Of two at once one waits; then the
    period is released, and it needs a reason. A release that a crash kept from the house log is finished, and is the answer to
    whoever asks for it again in the same words.
    """
    programme = find_programme(house.programmes, programme_code)
    period = find_period(programme, period_no)
    with writer_lock(house.workspace.work / "releases.lock", work="release") as descriptor, _said_when_the_disk_fails():
        for finished in finish_interrupted(house):
            if finished.folder.parent == _folder_of(house, programme, period) and is_approved_so(finished, approval):
                return finished
        examined = examine(house, programme, period, approval)
        return _release(house, examined, approval, descriptor)


def _release(house: House, examined: Examined, approval: Approval, lock: int) -> Capsule:
    candidate = examined.candidate
    place = _folder_of(house, candidate.programme, candidate.period) / str(examined.number)
    capsule = Capsule(_folder_aside(house, f"{candidate.programme.code}-{candidate.period.no}-{examined.number}"))
    fill_sources(house, examined, capsule)
    with effect("derive again"):
        _prove(candidate, capsule, capsule.folder.with_name("proof"), lock)
    fill_reports(house, examined, _restatements(house, examined, approval, place, capsule), capsule)
    return commit(house, capsule, place, approval, examined.excepted)


def _folder_of(house: House, programme: Programme, period: Period) -> Path:
    return house.workspace.releases / programme.code / str(period.no)


def _folder_aside(house: House, name: str) -> Path:
    """A new folder where the capsule is made; what a crash left there is removed."""
    root = house.workspace.work / "releases"
    with effect("clear aside"):
        for folder in [path for path in [root, *root.rglob("*")] if path.is_dir() and not path.is_symlink()]:
            folder.chmod(0o700)
        shutil.rmtree(root, ignore_errors=True)
    with effect("make aside"):
        (root / name).mkdir(parents=True, mode=0o700)
    return root / name


def _prove(candidate: Candidate, capsule: Capsule, folder: Path, lock: int) -> None:
    """What is not derivable from the capsule alone is not released. A dbt that outlives us keeps the lock."""
    differing = differing_figures(candidate.reports, rederive(inputs_of(capsule), folder, keep_open=[lock]))
    shutil.rmtree(folder)
    if differing:
        raise GateFailed([candidate.words("gate_verify", figures=", ".join(differing[:FEW_NAMED]))])


def _restatements(house: House, examined: Examined, approval: Approval, place: Path, capsule: Capsule) -> Mapping[Audience, Restatement]:
    """What each audience is told of what changed since the release before; nothing in a first one."""
    if examined.number == 1:
        return {}
    old = Capsule(place.with_name(str(max(releases_of(house.workspace, examined.candidate.programme.code, examined.candidate.period.no)))))
    with effect("compare"):
        comparison = compare(old, capsule)
        write_comparison(comparison, capsule)
    names = (name_of(house.workspace, old.folder), name_of(house.workspace, place))
    return restatements_of(comparison, examined.candidate, old, names, (approval.reason or "").strip())


@contextmanager
def _said_when_the_disk_fails() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        found = f"an error of the disk ({error.strerror or type(error).__name__})"
        raise OperationFailed("release", "to be written whole", found, "nothing was released; free space or repair the disk, and release again") from error
