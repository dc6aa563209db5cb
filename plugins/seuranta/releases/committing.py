"""A capsule that was made aside takes its place for ever, and the house log says so.

In: a filled folder, a person's approval. Out: ``releases/<programme>/<period no>/<no>/`` and two lines of ``house_log``.
Rerun: the rename is the commit. Before it there is no release; after it there is a whole one, and what the crash left
undone (the right to write, the line in the log) is done by the next release, whichever period that is of.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from seuranta.releases.capsule import SEAL, Capsule
from seuranta.releases.house import Approval, House
from seuranta.releases.sealing import make_folders_read_only, seal, seal_of, sync
from seuranta.releases.steps import effect
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.house_log import note, read_house_log
from seuranta.vocabulary.workspace import Workspace

APPROVED, RELEASED = "release_approved", "released"


def commit(house: House, capsule: Capsule, place: Path, approval: Approval, excepted: Sequence[str]) -> Capsule:
    """Writes the approval, seals the capsule and renames it to ``place``; the capsule where it lies now."""
    at = house.clock.now().replace(microsecond=0).isoformat()
    with effect("write approval"):
        write_json(capsule.approval, {"at": at, "clock": house.clock.source, **asdict(approval), "gates_excepted": list(excepted)})
    sealed = seal(capsule.folder)
    with effect("note approval"):
        note(house.workspace, house.clock, APPROVED, release=name_of(house.workspace, place), seal=sealed, **asdict(approval))
    with effect("make place"):
        place.parent.mkdir(parents=True, exist_ok=True)
    with effect("take place"):
        capsule.folder.rename(place)
    return _finish(house, place)


def finish_interrupted(house: House) -> list[Capsule]:
    """Finishes the releases that stand but that the house log does not know: whoever made them was interrupted."""
    known = {line["release"] for line in read_house_log(house.workspace) if line["what"] == RELEASED}
    places = sorted(path.parent for path in house.workspace.releases.glob(f"*/*/*/{SEAL}"))
    return [_finish(house, place) for place in places if name_of(house.workspace, place) not in known]


def is_approved_so(capsule: Capsule, approval: Approval) -> bool:
    """Whether the capsule was released with these very words."""
    written = json.loads(capsule.approval.read_text(encoding="utf-8"))
    return all(written[name] == value for name, value in asdict(approval).items())


def name_of(workspace: Workspace, place: Path) -> str:
    """``programme/period/no``."""
    return place.relative_to(workspace.releases).as_posix()


def write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _finish(house: House, place: Path) -> Capsule:
    """What is left once the capsule stands; may be done twice."""
    try:
        with effect("make folders read-only"):
            make_folders_read_only(place)
            for folder in (place, *place.parents[:3]):
                sync(folder)
        with effect("note release"):
            note(house.workspace, house.clock, RELEASED, release=name_of(house.workspace, place), seal=seal_of(place))
    except OSError as error:
        found = f"an error of the disk ({error.strerror or type(error).__name__})"
        todo = "it stands and is whole; free space or repair the disk, and give the same command again: it finishes this release"
        raise OperationFailed(f"release {name_of(house.workspace, place)}", "to be noted in house_log", found, todo) from error
    return Capsule(place)
