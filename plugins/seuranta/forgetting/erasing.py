"""Forgets a person in one programme, everywhere (privacy.md 5). Published totals stay.

In: identifiers of one person, in memory. Out: lake, originals, feedback, releases and warehouse without them, tombstones.
Rerun: the same person again changes nothing; an erasure that was interrupted is finished by ``finish_erasing``.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import Any

from seuranta.feedback.places import ours_in
from seuranta.feedback.refreshing import refresh_situations
from seuranta.forgetting.capsules import erase_in_releases, releases_with
from seuranta.forgetting.journal import begin, clear_work, end, lake_alone, lake_is_done
from seuranta.forgetting.lake_files import erase_rows, rows_by_delivery
from seuranta.forgetting.own_words import places_naming, take_texts_out
from seuranta.forgetting.surroundings import Surroundings
from seuranta.intake.archive import archived_path
from seuranta.intake.durable import remove, remove_folder
from seuranta.intake.keys import read_master
from seuranta.intake.lease import Lease
from seuranta.intake.originals import Originals
from seuranta.intake.pseudonyms import ProgrammeKey, programme_key
from seuranta.intake.receipts import read_receipts
from seuranta.intake.taking import context_of
from seuranta.intake.tombstones import sealed_tombstones, write_tombstones
from seuranta.vocabulary.errors import SeurantaError, UnknownName
from seuranta.vocabulary.receipts import Receipt, Status
from seuranta.vocabulary.workspace import FEEDBACK_FOLDER
from seuranta.warehouse.building import build

WHAT = "erase"
HOW_TO_BE_SURE = "where it is them, give the word that stands there on a line of its own: every text with it is taken out then"


class UnknownPerson(UnknownName):
    """Nobody of the programme goes by what was given; said without repeating it."""

    def __init__(self, programme: str, unsure: Collection[str] = ()) -> None:
        self.kind, self.found, self.available = "person", "", ()
        SeurantaError.__init__(
            self,
            f"erase: expected what programme '{programme}' knows a person by (identity code, customer number or name, as in its files), "
            "found nobody who goes by it; nothing was changed. A person's other identifiers may be given on further lines"
            + (f". Texts of kertomus.md that may name them: {'; '.join(unsure)}. Read them; {HOW_TO_BE_SURE}" if unsure else ""),
        )


@dataclass(frozen=True)
class Erased:
    """What was done: how many rows left the lake, how many deliveries held the person, which releases were resealed (``programme/period/no``).

    ``narratives`` are the texts of the project's own words that were taken out; ``showing`` the releases that were published with one;
    ``unsure`` the places that may mean the person or somebody else, and were left.
    """

    rows: int
    deliveries: int
    releases: tuple[str, ...]
    narratives: int = 0
    showing: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    was_forgotten_before: bool = False


@dataclass(frozen=True)
class _Plan:
    sealed: tuple[str, ...]
    deliveries: tuple[str, ...]
    rows: int
    narratives: tuple[int, ...]
    showing: tuple[str, ...]
    unsure: tuple[str, ...]
    is_known: bool


def erase(house: Surroundings, programme: str, identifiers: Collection[str]) -> Erased:
    """Forgets whoever goes by any of ``identifiers``, which are all one person's. ``UnknownPerson`` where nobody does.

    Other identifiers are found in originals that can be read: a customer number beside exactly one identity code is the same person.
    """
    with lake_alone(house.workspace) as held:
        key = programme_key(read_master(house.workspace), programme)
        before = sealed_tombstones(house.workspace, programme)
        plan = _plan(house, programme, key, identifiers, held)
        if not plan.is_known and not set(plan.sealed) & before:
            raise UnknownPerson(programme, plan.unsure)
        if not plan.is_known and set(plan.sealed) <= before:
            return Erased(0, 0, (), unsure=plan.unsure, was_forgotten_before=True)
        no = secrets.token_hex(8)
        facts = {"programme": programme, "no": no, **asdict(plan)}
        entry = _change_lake(house, begin(house.workspace, WHAT, facts), held)
    return _finish_rest(house, entry)


def finish_erasing(house: Surroundings, entry: dict[str, Any]) -> None:
    """Goes on where an erasure was interrupted."""
    entry = {"narratives": [], "showing": [], "unsure": [], **entry}  # one that was begun before own words were looked through names none
    if entry["phase"] == "lake":
        with lake_alone(house.workspace) as held:
            entry = _change_lake(house, entry, held)
    _finish_rest(house, entry)


def _plan(house: Surroundings, programme: str, key: ProgrammeKey, identifiers: Collection[str], held: Lease) -> _Plan:
    """Who it is and what holds them: by rows of the lake and of releases, by what originals say and by the project's own words."""
    workspace = house.workspace
    receipts = [receipt for receipt in read_receipts(workspace) if receipt.programme == programme]
    context = context_of(workspace, house.programmes, programme, read_master(workspace), house.clock)
    originals = Originals(workspace, context, _with_copies(house, receipts))
    names = Originals(workspace, context, [receipt for receipt in receipts if receipt.dataset == "esr_participants"]).other_names(identifiers)
    held.renew()
    keys = {key.pseudonym(name) for name in names}
    loaded = rows_by_delivery(workspace, programme, keys)
    held.renew()
    holding = set(loaded) | originals.deliveries_with(names)
    held.renew()
    named = places_naming(workspace, programme, names)
    is_known = bool(holding) or bool(named.narratives) or bool(releases_with(workspace, programme, keys))
    if is_known:
        could_hold = {receipt.delivery_id for receipt in receipts if receipt.status is Status.REJECTED or receipt.rows.received > receipt.rows.loaded}
        holding |= could_hold & originals.unreadable()
    contents = {receipt.sha256 for receipt in receipts if receipt.delivery_id in holding}
    deliveries = sorted(receipt.delivery_id for receipt in receipts if receipt.sha256 in contents)
    sealed = sorted(key.seal(each) for each in keys)
    return _Plan(tuple(sealed), tuple(deliveries), sum(loaded.values()), named.narratives, named.releases, named.unsure, is_known)


def _with_copies(house: Surroundings, receipts: list[Receipt]) -> list[Receipt]:
    """Deliveries of which we hold a copy: the encrypted original, or a feedback workbook."""
    programmes = {receipt.programme for receipt in receipts if receipt.programme}
    folders = [folder for programme in programmes for folder in (house.workspace.drop / programme).rglob(FEEDBACK_FOLDER)]
    given_back = {ours.delivery_id for folder in folders for ours in ours_in(folder)}
    kept = [each for each in receipts if archived_path(house.workspace, each.delivery_id, each.programme).exists() or each.delivery_id in given_back]
    contents = {receipt.sha256 for receipt in kept}
    return [receipt for receipt in receipts if receipt.sha256 in contents]


def _change_lake(house: Surroundings, entry: dict[str, Any], held: Lease) -> dict[str, Any]:
    workspace, programme, deliveries = house.workspace, entry["programme"], set(entry["deliveries"])
    key = programme_key(read_master(workspace), programme)
    keys = [key.unseal(sealed) for sealed in entry["sealed"]]
    write_tombstones(workspace, programme, entry["no"], entry["sealed"])
    for receipt in read_receipts(workspace):
        if receipt.delivery_id in deliveries:
            held.renew()
            erase_rows(workspace, receipt, keys)
            remove(archived_path(workspace, receipt.delivery_id, programme))
    for folder in sorted((workspace.drop / programme).rglob(FEEDBACK_FOLDER)):
        for ours in ours_in(folder):
            if ours.delivery_id in deliveries:
                remove(ours.path)
    take_texts_out(workspace, programme, entry["narratives"])
    return lake_is_done(workspace, entry)


def _finish_rest(house: Surroundings, entry: dict[str, Any]) -> Erased:
    workspace, programme = house.workspace, entry["programme"]
    key = programme_key(read_master(workspace), programme)
    keys = [key.unseal(sealed) for sealed in entry["sealed"]]
    releases = erase_in_releases(house, programme, keys, entry["no"])
    remove_folder(workspace.reports / programme)
    clear_work(workspace)
    if workspace.warehouse.exists():
        build(workspace, house.programmes, house.clock)
    refresh_situations(workspace, house.programmes, house.clock.now())
    facts = {"programme": programme, "deliveries": entry["deliveries"], "rows": entry["rows"], "releases": releases}
    facts |= {"narratives": entry["narratives"], "showing": entry["showing"], "unsure": entry["unsure"]}
    end(workspace, house.clock, "erased", entry["no"], **facts)
    return Erased(entry["rows"], len(entry["deliveries"]), tuple(releases), len(entry["narratives"]), tuple(entry["showing"]), tuple(entry["unsure"]))
