"""Makes large exports like those of hyvinvointi_plus for load tests, a participant at a time.

In: how many participants. Out: below ``folder``, per unit a register and its surveys, and per unit and period its visits:
files of parts that never overlap, so that none corrects another. Rerun: the same bytes for the same seed.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TextIO

from seuranta.samples.hyvinvointi_plus import ACTIVITIES, BACKGROUND, ESIS, LAST_DAY, PROJECT, STARTED, UNITS
from seuranta.samples.participants import COLUMNS_2021, Participation, draw_participation, register_rows
from seuranta.samples.people import person_by_number
from seuranta.samples.surveys import Response, survey_rows
from seuranta.samples.texts import as_typed
from seuranta.samples.workbooks import Cell

VISITS_EACH = 10
MONTHS_EACH = 4  # of a period
VISITS_HEADER = ("Päivämäärä", "Ryhmä", "Yksikkö", "Osallistuja")
ENTRIES = (date(2024, 1, 2), date(2026, 7, 31))
DAYS_TO_VISIT = 120
ESIS_AFTER = (14, 200)  # days from the start
FOLDER = "hyvinvointi_plus/simuloitu"
BUFFER_BYTES = 1 << 20


def simulate(participants: int, folder: Path, *, seed: int = 1) -> list[Path]:
    """Writes the exports of ``participants`` people below ``folder`` (a drop folder) and returns their paths, sorted.

    About ten visits and one or two survey responses each. Memory does not grow with the number; a million take minutes.
    """
    rng = random.Random(seed)
    with ExitStack() as stack:
        files = _Files(folder / FOLDER, stack)
        for number in range(1, participants + 1):
            unit = number % len(UNITS)
            participation = draw_participation(rng, person_by_number(number, "SIM"), UNITS[unit], ENTRIES, LAST_DAY)
            files.register(unit).write(_line(register_rows(PROJECT, COLUMNS_2021, [participation], LAST_DAY)[1]))
            _write_visits(rng, files, unit, participation)
            _write_responses(rng, files, unit, number, participation)
    return sorted(files.paths)


class _Files:
    """The files being written, each opened with its header at its first row and closed with the stack."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folder, self.stack = folder, stack
        self.open: dict[str, TextIO] = {}

    @property
    def paths(self) -> list[Path]:
        return [self.folder / name for name in self.open]

    def register(self, unit: int) -> TextIO:
        return self._file(f"osallistujat {_short(unit)}.csv", register_rows(PROJECT, COLUMNS_2021, [], LAST_DAY)[0])

    def visits(self, unit: int, day: date) -> TextIO:
        period = ((day.year - STARTED.year) * 12 + day.month - STARTED.month) // MONTHS_EACH + 1
        return self._file(f"käynnit {_short(unit)} {period}.csv", VISITS_HEADER)

    def responses(self, unit: int) -> TextIO:
        return self._file(f"esis {_short(unit)}.csv", survey_rows(ESIS, BACKGROUND, [], as_texts=False)[0])

    def _file(self, name: str, header: Sequence[Cell]) -> TextIO:
        if name not in self.open:
            self.folder.mkdir(parents=True, exist_ok=True)
            opened = self.stack.enter_context((self.folder / name).open("w", encoding="utf-8", newline="", buffering=BUFFER_BYTES))
            opened.write(_line(header))
            self.open[name] = opened
        return self.open[name]


def _short(unit: int) -> str:
    return UNITS[unit].split(maxsplit=1)[0].lower()


def _line(values: Sequence[Cell]) -> str:
    """A line of a text file; what holds the delimiter or a quotation mark is quoted."""
    typed = [as_typed(value) for value in values]
    return ";".join(f'"{text.replace(chr(34), chr(34) * 2)}"' if ";" in text or '"' in text else text for text in typed) + "\r\n"


def _write_visits(rng: random.Random, files: _Files, unit: int, participation: Participation) -> None:
    """About ten days after the start, each once, never after the last day."""
    entry, code = participation.entry_on, participation.person.code
    span = min(DAYS_TO_VISIT, (min(participation.exit_on or LAST_DAY, LAST_DAY) - entry).days + 1)
    for offset in sorted(rng.sample(range(span), min(span, rng.randint(VISITS_EACH - 4, VISITS_EACH + 4)))):
        day = entry + timedelta(days=offset)
        activity = ACTIVITIES[offset % len(ACTIVITIES)][0]
        files.visits(unit, day).write(f"{day.day}.{day.month}.{day.year};{activity};{UNITS[unit]};{code}\r\n")


def _write_responses(rng: random.Random, files: _Files, unit: int, number: int, participation: Participation) -> None:
    """ESIS soon after the start and, where there is time, again."""
    for wave, days in zip(("alku", "loppu"), ESIS_AFTER, strict=True):
        at = datetime.combine(participation.entry_on, datetime.min.time()) + timedelta(days=days, hours=9, minutes=number % 480)
        if at.date() <= LAST_DAY:
            level = rng.randint(2, 4)
            answers = tuple(level + rng.choice((-1, 0, 0, 1)) for _ in ESIS)
            response = Response(number * 2 + (wave == "loppu"), at, (participation.person.code, UNITS[unit], wave), answers)
            files.responses(unit).write(_line(survey_rows(ESIS, BACKGROUND, [response], as_texts=False)[1]))
