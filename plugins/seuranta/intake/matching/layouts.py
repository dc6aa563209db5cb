"""What a layout asks of a header row: which columns there are, under which names, and which of them are needed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from seuranta.programmes.programme import Programme
from seuranta.vocabulary.receipts import Fact


class Column(Fact):
    """A canonical column. ``headers`` are its accepted names, the preferred first: where a file has several, the first in this list is read.

    ``needed: unless_only_one`` asks for the column only in programmes with more than one unit (or activity).
    ``holds: identifier`` marks columns that may hold a person's name or identity code; they become keys at once.
    ``codes`` are the accepted texts of a closed list: code → texts.
    """

    headers: tuple[str, ...] = Field(min_length=1)
    needed: bool | Literal["unless_only_one"] = False
    holds: Literal["identifier"] | None = None
    codes: dict[str, tuple[str, ...]] = {}


class Layout(Fact):
    """One way in which staff lay out a dataset's rows.

    ``needs_one_of`` lists groups of which one column must be there; ``needs_without`` names the columns that are needed
    when another is missing. ``across: dates`` means one column per date right of the named ones; ``lines`` are the
    labels of the lines that may stand above the header, as ``Yksikkö: X``.
    """

    name: dict[Literal["fi", "sv", "en"], str]
    columns: dict[str, Column]
    needs_one_of: tuple[tuple[str, ...], ...] = ()
    needs_without: dict[str, tuple[str, ...]] = {}
    across: Literal["dates"] | None = None
    lines: dict[str, tuple[str, ...]] = {}
    specimen: tuple[tuple[str | int | float, ...], ...] = ()

    @model_validator(mode="after")
    def _names_its_own_columns(self) -> Layout:
        named = {name for group in self.needs_one_of for name in group} | set(self.needs_without)
        named |= {name for group in self.needs_without.values() for name in group}
        unknown = sorted(named - set(self.columns))
        if unknown:
            raise ValueError(f"needs name columns that are not there: {unknown}")
        return self

    def is_needed(self, column: str, programme: Programme) -> bool:
        """Whether a header row without this column can not be this layout in this programme."""
        needed = self.columns[column].needed
        if needed == "unless_only_one":
            listed: list[str] = [named.code for named in (programme.activities if column == "activity_code" else programme.units)]
            return len(listed) != 1
        return needed

    def needed_columns(self, programme: Programme) -> list[str]:
        """Every column that is needed in any case."""
        return [column for column in self.columns if self.is_needed(column, programme)]

    def missing_columns(self, found: set[str], programme: Programme) -> list[tuple[str, ...]]:
        """What a header row with the ``found`` columns lacks: groups of which one column would do."""
        missing: list[tuple[str, ...]] = [(column,) for column in self.needed_columns(programme) if column not in found]
        missing += [group for group in self.needs_one_of if not found.intersection(group)]
        for absent, group in self.needs_without.items():
            if absent not in found:
                missing += [(column,) for column in group if column not in found and (column,) not in missing]
        return missing
