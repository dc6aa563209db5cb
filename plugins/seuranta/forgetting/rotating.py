"""New pseudonyms for everybody: lake and warehouse under another master, with identical figures.

In: lake, keys, warehouse, releases. Out: the same under a newer master. Rerun: one more change of keys; one that was
interrupted is finished by ``finish_rotating``. Until the new lake is made and its figures were compared, nothing has happened.

The older masters stay as links of the chain: from an identifier to its pseudonym the way leads through all of them, and
nobody finds the end of it without the newest.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from seuranta.feedback.refreshing import refresh_situations
from seuranta.forgetting.capsules import rename_in_releases
from seuranta.forgetting.journal import begin, clear_work, end, lake_alone, lake_is_done
from seuranta.forgetting.rekeying import carry_lake, carrying
from seuranta.forgetting.surroundings import Surroundings
from seuranta.intake.durable import make_folder, remove, remove_folder, rename
from seuranta.intake.keys import MASTER_BYTES, master_path, new_master, read_master, write_master
from seuranta.intake.pseudonyms import programme_key
from seuranta.releases.verifying import differing_figures
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.building import build
from seuranta.warehouse.freshness import is_current
from seuranta.warehouse.reading import read_reports

WHAT = "rotate-key"


@dataclass(frozen=True)
class Rotated:
    """``figures`` were compared and are identical; ``releases`` (``programme/period/no``) were resealed under the new key."""

    figures: int
    releases: tuple[str, ...]


def rotate(house: Surroundings) -> Rotated:
    """Changes keys. ``OperationFailed``, with nothing changed, where the new lake does not give the same figures."""
    workspace = house.workspace
    if not is_current(workspace, house.programmes, house.clock):
        build(workspace, house.programmes, house.clock)
    new = Workspace(workspace.changing_keys)
    with lake_alone(workspace) as held:
        remove_folder(new.home)
        try:
            masters, figures = _make(house, new)
        except Exception:
            remove_folder(new.home)
            raise
        held.renew()  # whoever took over meanwhile has put files into the lake that is about to go: then nothing happens
        facts = {"no": secrets.token_hex(8), "figures": figures, "masters": masters}
        entry = exchange(house, begin(workspace, WHAT, facts))
    return _finish_rest(house, entry)


def finish_rotating(house: Surroundings, entry: dict[str, Any]) -> None:
    """Goes on where a change of keys was interrupted."""
    if entry["phase"] == "lake":
        with lake_alone(house.workspace):
            entry = exchange(house, entry)
    _finish_rest(house, entry)


def exchange(house: Surroundings, entry: dict[str, Any]) -> dict[str, Any]:
    """Lake, narratives, keys and warehouse take their places, each by a rename that may be found done."""
    workspace = house.workspace
    new, old = Workspace(workspace.changing_keys), Workspace(workspace.changing_keys / "before")
    for now, then, before in ((workspace.lake, new.lake, old.lake), (workspace.narratives, new.narratives, old.narratives)):
        if then.exists() and now.exists() and not before.exists():
            rename(now, before)
        if then.exists():
            rename(then, now)
    for now, then in ((master_path(workspace), master_path(new)), (workspace.warehouse, new.warehouse)):
        if then.exists():
            rename(then, now)
    remove(workspace.work / "seen_files.json")
    return lake_is_done(workspace, entry)


def _make(house: Surroundings, new: Workspace) -> tuple[int, int]:
    """Makes lake, keys and warehouse aside; how many masters there are, and figures that are the same."""
    before = read_master(house.workspace)
    after = before + new_master()
    for folder in (new.keys, new.work, new.receipts):
        make_folder(folder)
    write_master(new, after)
    carry_lake(house.workspace, new, before, after)
    return len(after) // MASTER_BYTES, _prove(house, new)


def _prove(house: Surroundings, new: Workspace) -> int:
    """Builds the new lake's own warehouse and compares every figure of every programme; how many there are."""
    build(new, house.programmes, house.clock)
    count, differing = 0, 0
    for code in house.programmes.programmes:
        before, after = (read_reports(each, house.programmes, code) for each in (house.workspace, new))
        differing += len(differing_figures(before, after))
        count += sum(len(report.figures) for report in after)
    if differing:
        raise OperationFailed("rotate-key", "the same figures under the new key", f"{differing} that differ", "nothing was changed; build, and try again")
    return count


def _finish_rest(house: Surroundings, entry: dict[str, Any]) -> Rotated:
    workspace = house.workspace
    remove_folder(workspace.changing_keys)
    remove_folder(workspace.reports)
    make_folder(workspace.reports)
    masters = read_master(workspace)
    releases: list[str] = []
    for folder in sorted(path for path in workspace.releases.glob("[!.]*") if path.is_dir()):
        key = programme_key(masters, folder.name)
        releases = rename_in_releases(house, folder.name, carrying(key), key.key_id, entry["no"], "keys changed")
    clear_work(workspace)
    build(workspace, house.programmes, house.clock)
    refresh_situations(workspace, house.programmes, house.clock.now())
    end(workspace, house.clock, "keys_changed", entry["no"], masters=entry["masters"], figures=entry["figures"], releases=releases)
    return Rotated(entry["figures"], tuple(releases))
