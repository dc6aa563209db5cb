"""A release whose row lists must change is made again beside itself, sealed, and takes its own place.

In: a capsule, a change of its rows. Out: the same reports and figures under a new seal; a line of ``house_log`` that names the
seal before and after. Rerun: a crash leaves the old capsule or the new one; ``settle`` finishes the exchange.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from seuranta.intake.durable import remove_folder, rename
from seuranta.releases.capsule import SEAL, Capsule
from seuranta.releases.sealing import make_folders_read_only, seal, seal_of
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.house_log import note, read_house_log
from seuranta.vocabulary.workspace import Workspace

RESEALED = "release_resealed"
WAYS = 3  # programme, period, number


def capsules_of(workspace: Workspace, programme: str) -> Iterator[Capsule]:
    """Every release of a programme, by path."""
    for path in sorted((workspace.releases / programme).glob(f"*/*/{SEAL}")):
        yield Capsule(path.parent)


def reseal(workspace: Workspace, clock: Clock, place: Path, change: Callable[[Capsule], None], **why: Any) -> str:
    """Makes the capsule at ``place`` again with ``change``; its name. ``why`` goes into the house log.

    Nobody may release meanwhile: the caller holds the lock of releases.
    """
    name = place.relative_to(workspace.releases).as_posix()
    aside = workspace.resealing / "new" / name
    remove_folder(aside)
    shutil.copytree(place, aside, copy_function=shutil.copyfile)
    for folder in [aside, *(path for path in aside.rglob("*") if path.is_dir())]:
        folder.chmod(0o700)
    change(Capsule(aside))
    after = seal(aside)
    facts = {"release": name, "seal": after, "seal_before": seal_of(place), **why}
    rename(place, workspace.resealing / "old" / name)
    rename(aside, place)
    make_folders_read_only(place)
    _note_once(workspace, clock, facts)
    remove_folder(workspace.resealing / "old" / name)
    return name


def settle(workspace: Workspace, clock: Clock, **why: Any) -> list[str]:
    """Finishes the exchange that a crash interrupted; the names of the releases whose place was taken."""
    root, settled = workspace.resealing, []
    for old in sorted((root / "old").glob(f"*/*/*/{SEAL}")):
        name = old.parent.relative_to(root / "old").as_posix()
        place = workspace.releases / name
        if not place.exists():
            rename(root / "new" / name, place)
        make_folders_read_only(place)
        _note_once(workspace, clock, {"release": name, "seal": seal_of(place), "seal_before": seal_of(old.parent), **why})
        settled.append(name)
    remove_folder(root)
    return settled


def _note_once(workspace: Workspace, clock: Clock, facts: dict[str, Any]) -> None:
    if not any(line["what"] == RESEALED and line["release"] == facts["release"] and line["seal"] == facts["seal"] for line in read_house_log(workspace)):
        note(workspace, clock, RESEALED, **facts)
