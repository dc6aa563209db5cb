"""What must hold between the parts of a configuration: names that exist, names that mean one thing, periods without gaps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import timedelta

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Named, PeriodRule, Programme
from seuranta.vocabulary.catalogue import Catalogue, load_catalogue
from seuranta.vocabulary.errors import Fault, UnknownName, listed


def faults_of_instrument(file: str, instrument: Instrument) -> Iterator[Fault]:
    """Two questions with one text: a column could not be told from another."""
    seen: dict[str, str] = {}
    for item in instrument.items:
        for text in {name.casefold().strip() for name in (item.text.fi, item.text.sv, item.text.en, *item.aliases) if name}:
            if seen.setdefault(text, item.code) != item.code:
                yield Fault(file, f"items.{item.code}", f"the text '{text}' of '{seen[text]}' again", "a text that means one item")


def faults_within(file: str, programme: Programme) -> Iterator[Fault]:
    """Faults that the programme file shows alone."""
    yield from _needed_together(file, programme)
    yield from _dangling(file, programme)
    yield from _double_names(file, programme)
    yield from _period_faults(file, programme)


def faults_between(
    file: str, programme: Programme, instruments: Mapping[str, Instrument], unreadable: Collection[str] = (), catalogue: Catalogue | None = None
) -> Iterator[Fault]:
    """Names that the instrument files or the figure catalogue should know. ``unreadable`` instruments have faults of their own."""
    yield from _unknown(file, "instruments", programme.instruments, {*instruments, *unreadable})
    used = {code: instruments[code] for code in programme.instruments if code in instruments}
    named = [
        *((f"estimates.{estimate.figure}", estimate.figure) for estimate in programme.estimates),
        *((f"targets.{target.figure}", target.figure) for target in programme.targets),
        *(("approximate", figure) for figure in programme.approximate),
    ]
    for key, figure in named:
        yield from _figure_faults(file, key, figure, used, unreadable, catalogue or load_catalogue())


def _figure_faults(file: str, key: str, figure: str, used: Mapping[str, Instrument], unreadable: Collection[str], catalogue: Catalogue) -> Iterator[Fault]:
    try:
        parts = catalogue.entry_of(figure).parts_of(figure) or {}
    except UnknownName:
        yield Fault(file, key, f"the figure '{figure}'", "an id of the figure catalogue, such as esf.eeco01 or attendance.visits")
        return
    code = parts.get("instrument")
    if code is None or code in unreadable:
        return
    if code not in used:
        yield Fault(file, key, f"the figure '{figure}' of '{code}'", f"an instrument of the programme: {listed(used) or 'none'}")
    elif "item" in parts and parts["item"] not in {item.code for item in used[code].items}:
        yield Fault(file, key, f"the figure '{figure}' of '{parts['item']}'", f"an item of {code}: {listed(item.code for item in used[code].items)}")


def _needed_together(file: str, programme: Programme) -> Iterator[Fault]:
    if programme.esf and not programme.project_code:
        yield Fault(file, "project_code", "nothing", "the project's code, such as S20739: it is needed with esf")
    if "survey" in programme.datasets and not programme.instruments:
        yield Fault(file, "instruments", "none", "at least one: the dataset 'survey' is expected")
    if "attendance" in programme.datasets and not programme.activities:
        yield Fault(file, "activities", "none", "at least one: the dataset 'attendance' is expected")
    if "esr_participants" in programme.datasets and not programme.esf:
        yield Fault(file, "esf", "nothing", "'2014-2020' or '2021-2027': the dataset 'esr_participants' is expected")


def _dangling(file: str, programme: Programme) -> Iterator[Fault]:
    """Names that another part of the same file should define."""
    units = {unit.code for unit in programme.units}
    implementers = {implementer.code for implementer in programme.implementers}
    numbers = {str(period.no) for period in programme.all_periods}
    for unit in programme.units:
        yield from _unknown(file, f"units.{unit.code}.implementer", [unit.implementer] if unit.implementer else [], implementers)
    for activity in programme.activities:
        yield from _unknown(file, f"activities.{activity.code}.units", activity.units, units)
    yield from _unknown(file, "invited", programme.invited, set(programme.instruments))
    for code, invited in programme.invited.items():
        if isinstance(invited, dict):
            yield from _unknown(file, f"invited.{code}", map(str, invited), numbers)
    for estimate in programme.estimates:
        yield from _unknown(file, f"estimates.{estimate.figure}.period", [str(estimate.period)], numbers)


def _unknown(file: str, key: str, names: Iterable[str], available: Collection[str]) -> Iterator[Fault]:
    for name in sorted(set(names) - set(available)):
        yield Fault(file, key, f"'{name}'", listed(available) or "nothing: none is defined")


def _double_names(file: str, programme: Programme) -> Iterator[Fault]:
    for key, entries in (("units", programme.units), ("activities", programme.activities), ("groups", programme.groups)):
        yield from _names_twice(file, key, entries)
    for key, codes in (("implementers", [i.code for i in programme.implementers]), ("instruments", programme.instruments)):
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            yield Fault(file, key, f"'{code}' twice", "each once")


def _names_twice(file: str, key: str, entries: Iterable[Named]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for entry in entries:
        for name in sorted({text.casefold().strip() for text in entry.all_names}):
            if name in seen:
                yield Fault(file, f"{key}.{entry.code}", f"the name '{name}' of '{seen[name]}' again", "a name that means one thing")
            seen[name] = entry.code


def _period_faults(file: str, programme: Programme) -> Iterator[Fault]:
    dates = programme.dates
    within = f"{dates.start}…{dates.end}"
    if isinstance(programme.periods, PeriodRule):
        if not dates.start <= programme.periods.anchor <= dates.end:
            yield Fault(file, "periods.anchor", f"'{programme.periods.anchor}'", f"a day within the programme's dates {within}")
        return
    if not programme.periods:
        yield Fault(file, "periods", "none", "at least one")
    for position, period in enumerate(programme.periods):
        key = f"periods.{period.no}"
        before = programme.periods[position - 1] if position else None
        if period.no != position + 1:
            yield Fault(file, key, f"no {period.no}", f"no {position + 1}: numbered from 1 in order")
        if period.start > period.end:
            yield Fault(file, key, f"start {period.start} after end {period.end}", "start before end")
        if period.start < dates.start or period.end > dates.end:
            yield Fault(file, key, f"{period.start}…{period.end}", f"within the programme's dates {within}")
        if before and period.start != before.end + timedelta(days=1):
            relation = "a gap" if period.start > before.end else "an overlap"
            yield Fault(file, key, f"{relation}: starts {period.start}", f"{before.end + timedelta(days=1)}: the day after the one before")
