"""A town: three small programmes in one lake, to which anything may happen next."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.lake_tables import PERSON_KEYS, TABLES
from seuranta.vocabulary.receipts import Coverage, Dataset, Declaration, Issue, Receipt, RowCounts, Severity, Status
from seuranta.vocabulary.workspace import Workspace
from tests.warehouse.lakes import POLL, PROGRAMME, THEN, Lake, a_lake, club, visit

STAR = Instrument.model_validate({
    "code": "star",
    "name": {"fi": "Tähti"},
    "type": "star",
    "items": [{"code": code, "text": {"fi": code}, "kind": "scale", "min": 1, "max": 10} for code in ("home", "work")],
})  # fmt: skip
SCORED = Instrument.model_validate({
    "code": "poll",
    "name": {"fi": "Kysely"},
    "type": "survey",
    "items": [
        {"code": "good", "text": {"fi": "Hyvä?"}, "kind": "scale", "min": 1, "max": 5},
        {"code": "help", "text": {"fi": "Apu?"}, "kind": "multi", "options": [{"code": code, "labels": [code]} for code in ("food", "talk")]},
    ],
    "scoring": {"mean_of": ["good"], "rescale": [1, 5, 0, 100], "min_items": 1},
})  # fmt: skip
UNITS = ("north", "south", "north", None)
PEOPLE = [f"person{number:02d}" for number in range(12)]


@dataclass
class Town:
    """What happens is drawn from ``chance``; ``now`` and ``programmes`` are those of the next build."""

    lake: Lake
    chance: random.Random
    programmes: Programmes
    now: datetime = THEN
    held: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    @property
    def workspace(self) -> Workspace:
        return self.lake.workspace

    @property
    def clock(self) -> Clock:
        return Clock(self.now)

    def happens(self, what: str, programme: str) -> set[str]:
        """Does it, and says whose rows it may change."""
        events: dict[str, Callable[[str], object]] = {
            "visits": self.visits, "correction": self.correction, "responses": self.responses, "readings": self.readings, "people": self.people,
            "contacts": self.contacts, "held": self.hold, "accepted": self.accept, "nothing": self.nothing, "retracted": self.retract,
            "uncommitted": self.leave_uncommitted, "programme file": self.change_programme, "erased": self.erase,
        }  # fmt: skip
        events[what](programme)
        return {programme}

    def visits(self, programme: str, status: Status = Status.ACCEPTED, unit: str | None = None) -> str:
        day, unit = self._day(), unit or self.chance.choice(["north", "south", "elsewhere"])
        rows = [visit(person, day + timedelta(days=self.chance.randrange(3)), unit) for person in self.chance.sample(PEOPLE, 4)]
        issue = Issue(rule="ATT01", severity=Severity.WARN, row=3, message={"fi": "x"})
        cover = [club(unit, day, day + timedelta(days=2))]
        return self.lake.deliver("attendance", {"attendance": rows}, cover, status, programme=programme, issues=[issue])

    def correction(self, programme: str) -> None:
        """Of a whole half-year, fewer visits."""
        rows = [visit(person, date(2022, 3, 3), "north") for person in self.chance.sample(PEOPLE, 2)]
        self.lake.deliver("attendance", {"attendance": rows}, [club("north", date(2022, 1, 1), date(2022, 6, 30))], programme=programme)

    def responses(self, programme: str) -> None:
        self._survey(programme, "poll", [("good", None, self.chance.randint(1, 5)), ("help", "food", 1), ("help", "talk", self.chance.randint(0, 1))])

    def readings(self, programme: str) -> None:
        self._survey(programme, "star", [("home", None, self.chance.randint(1, 10)), ("work", None, self.chance.randint(1, 10))])

    def people(self, programme: str) -> None:
        self._deliver(programme, "esr_participants", [self._record(person) for person in self.chance.sample(PEOPLE, 5)])

    def contacts(self, programme: str) -> None:
        days: list[dict[str, Any]] = [{"contacted_on": self._day(), "committed_on": self.chance.choice([None, self._day()])} for _ in range(3)]
        people = self.chance.sample(PEOPLE, 3)
        rows = [{"contact_key": person, "unit_code": self.chance.choice(UNITS), **day} for person, day in zip(people, days, strict=True)]
        self._deliver(programme, "contacts", rows)

    def hold(self, programme: str) -> None:
        self.held.append(self.visits(programme, Status.HELD))

    def accept(self, programme: str) -> None:
        """One that was held, or another one again."""
        own = [name for name in self.held if name.startswith(programme)] or [self.visits(programme, Status.HELD)]
        self.lake.accept(self.chance.choice(own))

    def nothing(self, programme: str) -> None:
        said = Declaration(unit_code=self.chance.choice(["north", None]), dataset=self.chance.choice(["survey", None]), period_no=1)
        self.lake.declare(said, programme)

    def retract(self, programme: str) -> None:
        """A file without rows for days that had some."""
        dataset: Dataset = self.chance.choice(["attendance", "contacts", "esr_participants", "survey"])
        self.lake.deliver(dataset, {}, [Coverage(dataset=dataset, unit_code=self.chance.choice(["north", None]))], programme=programme)

    def leave_uncommitted(self, programme: str) -> None:
        self.lake.deliver("attendance", {"attendance": [visit("nobody", self._day())]}, is_committed=False, programme=programme)

    def change_programme(self, programme: str) -> None:
        """Another client limit, another target, a unit less or more."""
        file = self.programmes.programmes[programme]
        fewer = len(file.units) > 1
        units = file.units[:1] if fewer else [*file.units, PROGRAMME.units[1]]
        target = file.targets[0].model_copy(update={"value": float(self.chance.randint(20, 90))})
        changed = file.model_copy(update={"units": units, "targets": [target]})
        known = {**self.programmes.programmes, programme: changed}
        self.programmes = self.programmes.model_copy(update={"programmes": known, "digest": f"digest {self.chance.random()}"})

    def erase(self, programme: str) -> None:
        """As an erasure leaves the lake: no row of a person in any file, and receipts that count fewer."""
        person = self.chance.choice(PEOPLE)
        self.forgotten.append(person)
        for table in TABLES:
            for path in sorted((self.workspace.lake / table / programme).glob("*.parquet")):
                self._erase_from(path, person)

    def _erase_from(self, path: Path, person: str) -> None:
        rows = pq.read_table(path)
        key = next((name for name in PERSON_KEYS if name in rows.schema.names), None)
        if key is None:
            return
        left = rows.filter(pc.fill_null(pc.not_equal(rows[key], person), True))
        if left.num_rows == rows.num_rows:
            return
        pq.write_table(left, path)
        place = self.workspace.receipts / f"{path.stem}.json"
        if place.exists():
            receipt = Receipt.model_validate_json(place.read_bytes())
            gone = rows.num_rows - left.num_rows
            counts = RowCounts(received=receipt.rows.received, loaded=left.num_rows, ignored=receipt.rows.received - left.num_rows)
            place.write_text(receipt.model_copy(update={"rows": counts, "erased": gone}).model_dump_json(), encoding="utf-8")

    def _survey(self, programme: str, instrument: str, answers: list[tuple[str, str | None, float]]) -> None:
        day = self._day()
        rows = [
            {"instrument_code": instrument, "respondent_key": person, "unit_code": self.chance.choice(UNITS), "wave": self.chance.choice(["1", "2", "last"]),
             "responded_at": datetime(day.year, day.month, day.day, 10), "answered_item_count": 2}
            for person in self.chance.sample(PEOPLE, 3)
        ]  # fmt: skip
        given = [
            {"_row": row, "instrument_code": instrument, "item_code": item, "option_code": option, "answer": float(answer)}
            for row, _ in enumerate(rows, start=2)
            for item, option, answer in answers
        ]
        cover = [Coverage(dataset="survey", instrument_code=instrument, start_on=day, end_on=day)]
        self.lake.deliver("survey", {"survey_response": rows, "survey_answer": given}, cover, programme=programme)

    def _deliver(self, programme: str, dataset: Dataset, rows: list[dict[str, Any]]) -> None:
        units = {row["unit_code"] for row in rows}
        self.lake.deliver(dataset, {dataset: rows}, [Coverage(dataset=dataset, unit_code=unit) for unit in sorted(units, key=str)], programme=programme)

    def _record(self, person: str) -> dict[str, Any]:
        entry = self._day()
        is_over = self.chance.random() < 0.5
        return {
            "participant_key": person, "unit_code": self.chance.choice(UNITS), "entry_on": entry,
            "exit_on": entry + timedelta(days=self.chance.randrange(200)) if is_over else None,
            "age_at_entry": self.chance.randint(17, 60), "gender_code": self.chance.choice(["F", "M", "X", None]), "isced_entry": self.chance.randint(1, 6),
            "lm_status_entry_code": self.chance.choice(["UNEMPLOYED", "INACTIVE", "EMPLOYED"]),
            "lm_status_exit_code": self.chance.choice(["EMPLOYED", "EDUCATION"]) if is_over else None,
        }  # fmt: skip

    def _day(self) -> date:
        return date(2022, 1, 1) + timedelta(days=self.chance.randrange(240))


def a_town(home: Path, seed: int) -> Town:
    """Three programmes with something of everything in each."""
    workshop = PROGRAMME.model_copy(update={"code": "paja", "esf": "2021-2027", "instruments": ["poll", "star"]})
    house = PROGRAMME.model_copy(update={"code": "talo", "esf": None, "instruments": ["poll"], "approximate": [], "datasets": ["attendance", "survey"]})
    club_ = PROGRAMME.model_copy(update={"targets": [*PROGRAMME.targets]})
    known = {"kerho": club_, "paja": workshop, "talo": house}
    town = Town(a_lake(home), random.Random(seed), Programmes(programmes=known, instruments={"poll": SCORED, "star": STAR}, digest="digest"))
    assert SCORED.code == POLL.code
    for programme in known:
        for what in ("visits", "responses", "people", "contacts", "visits"):
            town.happens(what, programme)
    town.happens("readings", "paja")
    return town
