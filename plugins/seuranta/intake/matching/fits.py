"""How well a header row fits a layout: which of its columns are where, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass

from seuranta.intake.matching.candidates import HeaderRow
from seuranta.intake.matching.layouts import Layout
from seuranta.intake.values.text import fold_header
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.receipts import Dataset

A_DAY = "15.7.2022 …"  # what a matrix without a column of a day lacks


@dataclass(frozen=True)
class Fit:
    """One header row under one layout. ``missing`` names what is needed and not there; ``repeated`` the needed headers that stand twice.

    ``sign_count`` counts the columns that were recognised, by which nearness is measured; ``item_count`` those of a
    survey's items alone.
    """

    dataset: Dataset
    layout: str
    name: dict[str, str]
    header: HeaderRow
    columns: dict[str, int]
    missing: tuple[str, ...]
    repeated: tuple[str, ...] = ()
    date_columns: tuple[int, ...] = ()
    sign_count: int = 0
    item_count: int = 0
    needed_count: int = 0

    @property
    def is_complete(self) -> bool:
        return not self.missing

    @property
    def nearness(self) -> tuple[int, float]:
        """How near an incomplete fit is: columns recognised, then their share of what is needed. One day may stand in a data row as well."""
        signs = self.sign_count - (len(self.date_columns) == 1)
        return signs, signs / max(1, self.needed_count)

    @property
    def rank(self) -> tuple[bool, int, int]:
        """Complete before incomplete, then by columns recognised, then the upper row."""
        return self.is_complete, self.sign_count, -self.header.row


def fit_layout(dataset: Dataset, key: str, layout: Layout, header: HeaderRow, programme: Programme, date_columns: tuple[int, ...] = ()) -> Fit:
    """The header row as ``layout``. Where a column's headers stand several times, the one its list prefers is read."""
    columns: dict[str, int] = {}
    repeated: list[str] = []
    needed = set(layout.needed_columns(programme)) | {name for group in layout.needs_one_of for name in group}
    for name, column in layout.columns.items():
        place = first_place(column.headers, header)
        if place is None:
            continue
        columns[name] = place[0]
        if name in needed and len(place) > 1:
            repeated.append(header.texts[place[0]])
    missing = [" / ".join(layout.columns[name].headers[0] for name in group) for group in layout.missing_columns(set(columns), programme)]
    days = _days_right_of(columns, date_columns) if layout.across == "dates" else ()
    if layout.across == "dates" and not days:
        missing.append(A_DAY)
    return Fit(
        dataset=dataset,
        layout=key,
        name=_name_of(layout),
        header=header,
        columns=columns,
        missing=tuple(missing),
        repeated=tuple(repeated),
        date_columns=days,
        sign_count=len(columns) + len(days),
        needed_count=len(needed),
    )


def _name_of(layout: Layout) -> dict[str, str]:
    return {str(language): text for language, text in layout.name.items()}


def _days_right_of(columns: dict[str, int], date_columns: tuple[int, ...]) -> tuple[int, ...]:
    """Days stand right of the named columns; a row of a visit list has its day on the left."""
    return date_columns if not columns or min(columns.values()) < min(date_columns, default=0) else ()


def first_place(names: tuple[str, ...] | list[str], header: HeaderRow) -> tuple[int, ...] | None:
    """The columns where the first of ``names`` that the header has stands."""
    for name in names:
        place = header.places.get(fold_header(name))
        if place:
            return place
    return None
