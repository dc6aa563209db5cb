"""A figure's passport: what it means, what it is made of, what was left out, who let it go.

In: the catalogue; for those who run the house the warehouse and its lineage, for others a released report. Rerun: only reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from seuranta.overview.released import ReleaseSeen, figure_in
from seuranta.programmes.programme import Programmes
from seuranta.tracing.behind import Trace, TracedRow, trace
from seuranta.tracing.left_out import LeftOut
from seuranta.vocabulary.catalogue import Entry, load_catalogue
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.figures import Audience, Figure, Scope
from seuranta.vocabulary.row_numbers import NumberedRows, row_ranges
from seuranta.vocabulary.workspace import Workspace


@dataclass(frozen=True)
class FigureName:
    """What names a figure in a report; ``dimensions``: code by dimension."""

    figure_id: str
    scope: Scope
    dimensions: dict[str, str]


@dataclass(frozen=True)
class RowsOf(NumberedRows):
    """Rows of one sheet of one delivery. ``source`` and ``told`` where they are no rows of a file."""

    count: int
    delivery_id: str = ""
    source: str = "row"
    told: str = ""


@dataclass(frozen=True)
class LeftOutOf:
    """Rows that were near but are not in it, for one reason (a key of ``words/tracing.yml``)."""

    reason: str
    replaced_by: str
    rules: tuple[str, ...]
    count: int
    places: tuple[RowsOf, ...]


@dataclass(frozen=True)
class Passport:
    """``rows`` and ``left_out`` are for those who run the house alone; ``agrees``: whether the rows give the same number again."""

    figure: Figure
    entry: Entry
    audience: Audience
    release: ReleaseSeen | None
    rows: tuple[RowsOf, ...] = ()
    left_out: tuple[LeftOutOf, ...] = ()
    agrees: bool | None = None


def released_passport(release: ReleaseSeen, audience: Audience, asked: FigureName) -> Passport:
    """As the audience was given it. ``UnknownName`` for a figure that its report does not have."""
    report = release.report(audience)
    figure = figure_in(report, asked.figure_id, asked.scope, asked.dimensions) if report else None
    if figure is None:
        raise UnknownName("figure", asked.figure_id, ())
    return Passport(figure, load_catalogue().entry_of(asked.figure_id), audience, release)


def internal_passport(
    workspace: Workspace, programmes: Programmes, programme_code: str, period_no: int, asked: FigureName, release: ReleaseSeen | None
) -> Passport:
    """As the warehouse has it now, with the rows behind it. Errors as ``trace``."""
    found = trace(workspace, programmes, programme_code, period_no, asked.figure_id, asked.dimensions, asked.scope)
    return Passport(
        figure=_figure(found),
        entry=load_catalogue().entry_of(asked.figure_id),
        audience="internal",
        release=release,
        rows=group_rows(found.rows),
        left_out=group_left_out(found.left_out),
        agrees=found.recount.agrees,
    )


def _figure(found: Trace) -> Figure:
    asked = found.asked
    return Figure(
        id=asked.figure_id,
        scope=asked.scope,
        breakdown=asked.dimensions,
        value=asked.value,
        numerator=asked.numerator,
        denominator=asked.denominator,
        n=asked.n,
    )


def group_rows(rows: Sequence[TracedRow]) -> tuple[RowsOf, ...]:
    """One line for each sheet of each delivery."""

    def place(row: TracedRow) -> tuple[str, str, str, str, str]:
        return row.source, "" if row.source == "row" else row.told or "", row.delivery_id or "", row.file_name or "", row.sheet or ""

    groups = groupby(sorted(rows, key=place), key=place)
    return tuple(_rows_of(*key, [row.row for row in group]) for key, group in groups)


def group_left_out(rows: Sequence[LeftOut]) -> tuple[LeftOutOf, ...]:
    """One entry for each reason, with its places."""

    def why(row: LeftOut) -> tuple[str, str, tuple[str, ...]]:
        return row.reason, row.replaced_by or "", row.rules

    def place(row: LeftOut) -> tuple[str, str, str]:
        return row.delivery_id, row.file_name or "", row.sheet or ""

    found = []
    for (reason, replaced_by, rules), same_reason in groupby(sorted(rows, key=why), key=why):
        left = sorted(same_reason, key=place)
        places = tuple(_rows_of("row", "", *key, [row.row for row in group]) for key, group in groupby(left, key=place))
        found.append(LeftOutOf(reason, replaced_by, rules, len(left), places))
    return tuple(found)


def _rows_of(source: str, told: str, delivery_id: str, file_name: str, sheet: str, numbers: Iterable[int | None]) -> RowsOf:
    known = list(numbers)
    return RowsOf(file_name, sheet, row_ranges(number for number in known if number is not None), len(known), delivery_id, source, told)
