"""Reads all programme and instrument files and says every fault of every file at once.

In: a folder with ``*.yml`` and ``instruments/*.yml`` (YAML 1.2). Out: ``Programmes``, or ``ConfigurationError``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Named, PeriodRule, Programme, Programmes
from seuranta.vocabulary.errors import ConfigurationError, Fault, listed

Model = TypeVar("Model", bound=BaseModel)


def load_programmes(folder: Path) -> Programmes:
    """Every programme of ``folder`` with its instruments.

    Raises ``ConfigurationError`` with all faults: unreadable YAML, unknown or missing keys, wrong values, a code that
    is not the file's name, periods with gaps or overlaps, dangling names.
    """
    if not folder.is_dir():
        raise ConfigurationError([Fault(folder.name, "SEURANTA_PROGRAMMES", "no such folder", "a folder with programme files (*.yml)")])
    faults: list[Fault] = []
    digest = hashlib.sha256()
    instruments = _read_all(folder, "instruments/*.yml", Instrument, faults, digest)
    programmes = _read_all(folder, "*.yml", Programme, faults, digest)
    if not programmes and not faults:
        faults.append(Fault(folder.name, "*.yml", "no programme file", "at least one"))
    for file, programme in programmes.items():
        faults += _dangling(file, programme, {i.code for i in instruments.values()})
        faults += _double_names(file, programme)
        faults += _period_faults(file, programme)
    if faults:
        raise ConfigurationError(faults)
    return Programmes(
        programmes={p.code: p for p in programmes.values()},
        instruments={i.code: i for i in instruments.values()},
        digest=digest.hexdigest(),
    )


def _read_all(folder: Path, pattern: str, model: type[Model], faults: list[Fault], digest: Any) -> dict[str, Model]:
    found: dict[str, Model] = {}
    for path in sorted(folder.glob(pattern)):
        name = str(path.relative_to(folder))
        content = path.read_bytes()
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
        try:
            parsed = YAML(typ="safe", pure=True).load(content)
            checked = model.model_validate(parsed)
        except YAMLError as error:
            where = f"line {error.problem_mark.line + 1}" if isinstance(error, MarkedYAMLError) and error.problem_mark else "file"
            faults.append(Fault(name, where, getattr(error, "problem", None) or "no YAML", "YAML 1.2"))
            continue
        except ValidationError as error:
            faults += [_fault_of(name, detail) for detail in error.errors()]
            continue
        if getattr(checked, "code", None) != path.stem:
            faults.append(Fault(name, "code", f"'{getattr(checked, 'code', None)}'", f"the file's name, '{path.stem}'"))
        found[name] = checked
    return found


def _fault_of(file: str, detail: Any) -> Fault:
    key = ".".join(str(part) for part in detail["loc"]) or "file"
    if detail["type"] == "extra_forbidden":
        return Fault(file, key, "an unknown key", "the keys of programme-file.md")
    if detail["type"] == "missing":
        return Fault(file, key, "nothing", "a value: the key is needed")
    shown = detail.get("input")
    found = f"'{shown}'" if isinstance(shown, (str, int, float, bool, date)) or shown is None else type(shown).__name__
    return Fault(file, key, found, str(detail["msg"]).removeprefix("Value error, "))


def _dangling(file: str, programme: Programme, instruments: set[str]) -> Iterator[Fault]:
    units = {unit.code for unit in programme.units}
    implementers = {implementer.code for implementer in programme.implementers}
    numbers = {period.no for period in programme.all_periods}

    def check(key: str, names: set[str], available: set[str]) -> Iterator[Fault]:
        for name in sorted(names - available):
            yield Fault(file, key, f"'{name}'", listed(available) or "nothing: none is defined")

    for unit in programme.units:
        yield from check(f"units.{unit.code}.implementer", {unit.implementer} - {None}, implementers)  # type: ignore[arg-type]
    for activity in programme.activities:
        yield from check(f"activities.{activity.code}.units", set(activity.units), units)
    yield from check("instruments", set(programme.instruments), instruments)
    yield from check("invited", set(programme.invited), set(programme.instruments))
    for code, invited in programme.invited.items():
        if isinstance(invited, dict):
            yield from check(f"invited.{code}", {str(no) for no in invited}, {str(no) for no in numbers})
    yield from check("estimates.period", {str(estimate.period) for estimate in programme.estimates}, {str(no) for no in numbers})
    if programme.esf and not programme.project_code:
        yield Fault(file, "project_code", "null", "the project's code: it is needed with esf")
    if "survey" in programme.datasets and not programme.instruments:
        yield Fault(file, "instruments", "none", "at least one: the dataset 'survey' is expected")
    if "attendance" in programme.datasets and not programme.activities:
        yield Fault(file, "activities", "none", "at least one: the dataset 'attendance' is expected")
    if "esr_participants" in programme.datasets and not programme.esf:
        yield Fault(file, "esf", "null", "'2014-2020' or '2021-2027': the dataset 'esr_participants' is expected")


def _double_names(file: str, programme: Programme) -> Iterator[Fault]:
    for key, entries in (("units", programme.units), ("activities", programme.activities), ("groups", programme.groups)):
        seen: dict[str, str] = {}
        named: list[Named] = list(entries)
        for entry in named:
            for name in {text.casefold().strip() for text in entry.all_names}:
                if name in seen:
                    yield Fault(file, f"{key}.{entry.code}", f"the name '{name}' of '{seen[name]}' again", "a name that means one thing")
                seen[name] = entry.code
    for key, codes in (("implementers", [i.code for i in programme.implementers]), ("instruments", programme.instruments)):
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield Fault(file, key, f"'{code}' twice", "each once")


def _period_faults(file: str, programme: Programme) -> Iterator[Fault]:
    dates = programme.dates
    if isinstance(programme.periods, PeriodRule) and not programme.periods.anchor == dates.start:
        if not dates.start <= programme.periods.anchor <= dates.end:
            yield Fault(file, "periods.anchor", f"{programme.periods.anchor}", f"a day within {dates.start}…{dates.end}")
            return
    periods = programme.all_periods
    if not periods:
        yield Fault(file, "periods", "none", "at least one")
        return
    for position, period in enumerate(periods):
        key = f"periods.{period.no}"
        if period.no != position + 1:
            yield Fault(file, key, f"no {period.no}", f"no {position + 1}: numbered from 1 in order")
        if period.start > period.end:
            yield Fault(file, key, f"start {period.start} after end {period.end}", "start before end")
        if period.start < dates.start or period.end > dates.end:
            yield Fault(file, key, f"{period.start}…{period.end}", f"within the programme's dates {dates.start}…{dates.end}")
        if position and period.start != periods[position - 1].end + timedelta(days=1):
            relation = "a gap" if period.start > periods[position - 1].end else "an overlap"
            yield Fault(file, key, f"{relation}: starts {period.start}", f"{periods[position - 1].end + timedelta(days=1)}: the day after the one before")
