"""The figure catalogue as data: what each reported number is called, means and may be taken apart by.

In: ``dbt_project/figure_catalogue/<family>.yml`` (or below the folder that ``SEURANTA_DBT_PROJECT`` names).
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict
from ruamel.yaml import YAML

from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.figures import Scope
from seuranta.vocabulary.receipts import Fact

CATALOGUE, FAMILIES = "figure_catalogue", "families.yml"
# The whole catalogue, as projects had it before families; releases made with them are verified for as long as they are kept.
ONE_FILE = "figure_catalogue.yml"
Kind = Literal["count", "sum", "share", "mean", "rate", "extreme", "flag"]
Unit = Literal[
    "persons", "visits", "presences", "sessions", "hours", "units", "responses", "answers",
    "points", "invited", "slots", "rows", "eur", "per_month", "flag",
]  # fmt: skip


class Texts(Fact):
    """What people read, in the three languages."""

    fi: str
    sv: str
    en: str


class Entry(Fact):
    """A figure, or with ``{instrument}`` and ``{item}`` in its pattern a family of them.

    ``unit`` of a share says what its numerator and denominator count. ``total`` is false where only breakdowns exist.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pattern: str
    name: Texts
    definition: Texts
    formula: Texts
    source: str
    unit: Unit
    kind: Kind
    breakdowns: tuple[tuple[str, ...], ...] = ()
    additive: tuple[str, ...] = ()
    total: bool = True
    scopes: tuple[Scope, ...] = ("period", "cumulative")
    sensitive: bool = False

    def additive_over(self, breakdown: Collection[str] = ()) -> tuple[str, ...]:
        """The dimensions over which the number with these dimensions is the sum of those with one more."""
        given = frozenset(breakdown)
        listed = {frozenset(dimensions) for dimensions in self.breakdowns}
        return tuple(dimension for dimension in self.additive if dimension not in given and given | {dimension} in listed)

    def parts_of(self, figure_id: str) -> dict[str, str] | None:
        """The ``instrument`` and ``item`` in an id of this entry; ``None`` where the id is another's."""
        found = re.fullmatch(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[a-z][a-z0-9_]*)", re.escape(self.pattern)), figure_id)
        return None if found is None else found.groupdict()


class Family(Fact):
    """Figures of one kind: a file of the catalogue, counted by its own models."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Texts
    models: tuple[str, ...]
    figures: tuple[Entry, ...]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All entries in the order of a report. Compared by identity: what it found once is remembered."""

    entries: tuple[Entry, ...]

    def entry_of(self, figure_id: str) -> Entry:
        """The entry of a figure id, the most literal where two fit; ``UnknownName`` where none does."""
        return _entry_of(self, figure_id)


@cache
def load_catalogue(folder: Path | None = None) -> Catalogue:
    """The catalogue of the dbt project in ``folder`` (default: ``dbt_project_folder()``)."""
    folder = folder or dbt_project_folder()
    if (folder / ONE_FILE).is_file():
        return Catalogue(tuple(Entry.model_validate(_of_today(entry)) for entry in _read(folder / ONE_FILE)))
    return Catalogue(tuple(entry for family in load_families(folder).values() for entry in family.figures))


@cache
def load_families(folder: Path | None = None) -> dict[str, Family]:
    """The families by code (``esf_2014_2020``), in the order of a report, of the dbt project in ``folder``."""
    catalogue = (folder or dbt_project_folder()) / CATALOGUE
    return {code: _family(_read(catalogue / f"{code}.yml")) for code in _read(catalogue / FAMILIES)}


def dbt_project_folder() -> Path:
    """The dbt project: what ``SEURANTA_DBT_PROJECT`` names, else the one beside the package in this repository."""
    named = os.environ.get("SEURANTA_DBT_PROJECT")
    return Path(named).resolve() if named else Path(__file__).resolve().parents[3] / "dbt_project"


def _read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


def _family(written: dict[str, Any]) -> Family:
    """What is shared said again for every figure."""
    shared = written.pop("shared", {})
    return Family.model_validate({**written, "figures": [{**shared, **figure} for figure in written["figures"]]})


def _of_today(entry: dict[str, Any]) -> dict[str, Any]:
    """An entry of ``ONE_FILE``, which had no Swedish definition (the Finnish was shown) and a formula in one language."""
    definition, formula = entry["definition"], entry["formula"]
    return {**entry, "definition": {"sv": definition["fi"], **definition}, "formula": dict.fromkeys(Texts.model_fields, formula)}


@cache
def _entry_of(catalogue: Catalogue, figure_id: str) -> Entry:
    fitting = [entry for entry in catalogue.entries if entry.parts_of(figure_id) is not None]
    if not fitting:
        raise UnknownName("figure", figure_id, (entry.pattern for entry in catalogue.entries))
    return min(fitting, key=lambda entry: entry.pattern.count("{"))
