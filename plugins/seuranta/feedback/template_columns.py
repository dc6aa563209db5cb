"""What stands in each column of an empty workbook: its header, what is allowed in it, and the note on its header.

Every listed value is one that the layouts, code lists, codebooks or the programme file accept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from seuranta.feedback.dates import day_text
from seuranta.programmes.instrument import Item
from seuranta.programmes.programme import Named, Programme
from seuranta.words import Phrases, phrases

Kind = Literal["date", "count", "list", "text"]
YES_NO = ("Kyllä", "Ei")
REFUSED = "En halua vastata"
CLEAREST = ("x", "poissa", "peruttu")
FIXED = {"wave": ("alku", "loppu"), "is_record_signed": ("Kyllä",)}  # an unsigned record is not to be there at all (ESR12)
NEEDED_WHERE_ASKED = frozenset({"unit_code", "group_code", "is_record_signed"})
LISTED_IN_NOTE = 12


class AskedColumn(Protocol):
    """A column as a layout of ``expectations/`` asks for it."""

    @property
    def headers(self) -> tuple[str, ...]: ...
    @property
    def codes(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def holds(self) -> str | None: ...


class AskedLayout(Protocol):
    """A layout of ``expectations/``."""

    @property
    def columns(self) -> Mapping[str, AskedColumn]: ...
    @property
    def lines(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def needs_one_of(self) -> Sequence[Sequence[str]]: ...
    @property
    def needs_without(self) -> Mapping[str, Sequence[str]]: ...
    @property
    def across(self) -> str | None: ...
    @property
    def name(self) -> Mapping[Literal["fi", "sv", "en"], str]: ...
    @property
    def specimen(self) -> Sequence[Sequence[str | int | float]]: ...
    def is_needed(self, column: str, programme: Programme) -> bool: ...


class AskedDataset(Protocol):
    """One dataset's file of ``expectations/``."""

    @property
    def layouts(self) -> Mapping[str, AskedLayout]: ...
    @property
    def codes(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]: ...


@dataclass(frozen=True)
class TemplateColumn:
    """A column of an empty workbook. ``values`` are a list's; ``example`` goes into notes only."""

    header: str
    kind: Kind
    note: str
    values: tuple[str, ...] = ()
    example: str = ""
    within_programme: bool = True


def layout_columns(layout: AskedLayout, dataset: AskedDataset, programme: Programme) -> list[TemplateColumn]:
    """The columns of a layout that make sense in the programme."""
    names = [name for name in layout.columns if _is_asked(name, layout, programme)]
    return [_column(name, layout, dataset, programme) for name in names]


def item_columns(item: Item, language: str) -> list[TemplateColumn]:
    """The columns of a question: one, or one per option where several may be chosen."""
    words = phrases("templates", language)
    text = item.text.fi
    if item.kind == "multi":
        return [TemplateColumn(f"{text}: {option.labels[0]}", "list", _note(_choose(words, ("x",)), words("optional")), ("x",), "x") for option in item.options]
    if item.kind == "text":
        return [TemplateColumn(text, "text", _note(words("write_free_text"), words("optional")))]
    values = _answers(item)
    says = _choose(words, values) if item.kind == "single" or item.labels else words("write_scale", min=item.min, max=item.max)
    return [TemplateColumn(text, "list", _note(says, words("optional")), values, values[-1])]


def line_values(name: str, programme: Programme) -> tuple[str, ...]:
    """What may stand in a line above the header."""
    return {"unit_code": _names(programme, programme.units), "activity_code": _names(programme, programme.activities)}.get(name, ())


def _answers(item: Item) -> tuple[str, ...]:
    if item.kind == "single":
        return tuple(option.labels[0] for option in item.options)
    assert item.min is not None
    assert item.max is not None
    codes = range(item.min, item.max + 1)
    if all(item.labels.get(code) for code in codes):
        return tuple(item.labels[code][0] for code in codes)
    return tuple(str(code) for code in codes)


def _is_asked(name: str, layout: AskedLayout, programme: Programme) -> bool:
    """Not what the programme has only one of, and not what the funding period does not ask (domain.md 0.1)."""
    if layout.is_needed(name, programme):
        return True
    if name == "unit_code":
        return len(programme.units) > 1
    if name == "activity_code":
        return len(programme.activities) > 1
    if name == "group_code":
        return bool(programme.groups)
    if name.startswith("sens_") or name == "is_record_signed":
        return programme.esf == "2014-2020"
    return True


def _column(name: str, layout: AskedLayout, dataset: AskedDataset, programme: Programme) -> TemplateColumn:
    words = phrases("templates", programme.language)
    asked = layout.columns[name]
    values = _values(name, asked, dataset, programme)
    kind: Kind = "list" if values else "date" if name.endswith("_on") or name == "responded_at" else "text"
    if not values and name.endswith(("_count", "_months")):
        kind = "count"
    example = _example(name, asked, kind, values, layout, programme)
    says = _says(name, asked, kind, values, words)
    note = _note(says, _need(name, layout, programme, words), words("example", example=example) if example else "")
    return TemplateColumn(asked.headers[0], kind, note, values, example, within_programme=not name.startswith("birth"))


def _values(name: str, asked: AskedColumn, dataset: AskedDataset, programme: Programme) -> tuple[str, ...]:
    named: dict[str, Sequence[Named]] = {"unit_code": programme.units, "activity_code": programme.activities, "group_code": programme.groups}
    if name in named:
        return _names(programme, named[name])
    if name == "mark":
        return mark_values(dataset, with_cancelled=False)
    codes = asked.codes or (dataset.codes.get(name, {}) if name not in FIXED else {})
    if codes:
        return tuple(texts[0] for texts in codes.values())
    if name == "project_code":
        return (programme.project_code,) if programme.project_code else ()
    if name.startswith("sens_"):
        return (*YES_NO, REFUSED)
    return FIXED.get(name) or (YES_NO if name.startswith(("is_", "has_")) else ())


def mark_values(dataset: AskedDataset, with_cancelled: bool) -> tuple[str, ...]:
    """One mark for each meaning, the one that nobody misreads."""
    marks = dataset.codes.get("mark", {})
    meanings = ("present", "absent", "cancelled") if with_cancelled else ("present", "absent")
    return tuple(next((text for text in marks[meaning] if text in CLEAREST), marks[meaning][0]) for meaning in meanings if meaning in marks)


def _example(name: str, asked: AskedColumn, kind: Kind, values: tuple[str, ...], layout: AskedLayout, programme: Programme) -> str:
    if values:
        return values[0]
    if kind == "date" and not name.startswith("birth"):
        return day_text(programme.dates.start, "fi")
    if name == "hetu":
        return ""
    rows = [row for row in layout.specimen if asked.headers[0] in row]
    if not rows:
        return ""
    header, row = rows[0], layout.specimen[-1]
    position = list(header).index(asked.headers[0])
    return str(row[position]) if position < len(row) and row is not header else ""


def _says(name: str, asked: AskedColumn, kind: Kind, values: tuple[str, ...], words: Phrases) -> str:
    if values:
        return _choose(words, values)
    special = {"hetu": "write_hetu", "start_time": "write_time"}.get(name)
    if special:
        return words(special)
    if asked.holds == "identifier" or name == "customer_no":
        return words("write_identifier")
    return words({"date": "write_date", "count": "write_number", "text": "write_text", "list": "write_text"}[kind])


def _choose(words: Phrases, values: tuple[str, ...]) -> str:
    if len(values) > LISTED_IN_NOTE:
        return words("choose_long", count=len(values))
    return words("choose", values=", ".join(values))


def _need(name: str, layout: AskedLayout, programme: Programme, words: Phrases) -> str:
    """Whether the cell must be filled. What has a column must say its unit, group or signature, though the column may be left out (ESR06, ESR12, SUR07)."""
    if layout.is_needed(name, programme) or name in NEEDED_WHERE_ASKED:
        return words("needed")
    others = [layout.columns[other].headers[0] for group in layout.needs_one_of if name in group and len(group) == 2 for other in group if other != name]
    if others:
        return words("needed_one_of", others=", ".join(others))
    absent = [layout.columns[other].headers[0] for other, needed in layout.needs_without.items() if name in needed]
    return words("needed_without", absent=", ".join(absent)) if absent else words("optional")


def _note(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _names(programme: Programme, named: Sequence[Named]) -> tuple[str, ...]:
    return tuple(one.name.in_language(programme.language) for one in named)
