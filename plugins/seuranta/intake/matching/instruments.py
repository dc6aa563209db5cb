"""Which columns of a survey are which item: by the codebook's question texts, aliases and options."""

from __future__ import annotations

from dataclasses import replace

from seuranta.intake.matching.candidates import HeaderRow
from seuranta.intake.matching.fits import Fit, fit_layout
from seuranta.intake.matching.layouts import Layout
from seuranta.intake.values.text import fold_header
from seuranta.programmes.instrument import Instrument, Item
from seuranta.programmes.programme import Programme

SURVEY_SIGNS = ("responded_at", "response_key")


def fit_instrument(instrument: Instrument, layout: Layout | None, header: HeaderRow, programme: Programme) -> Fit:
    """The header row as this instrument's raw rows: complete when every item has its column (or a column per option)."""
    columns: dict[str, int] = {}
    missing: list[str] = []
    repeated: list[str] = []
    item_count = 0
    for item in instrument.items:
        found, doubled = _places_of(item, header)
        columns |= found
        repeated += [header.texts[column] for column in doubled]
        item_count += bool(found)
        missing += _missing_of(item, found)
    others = fit_layout("survey", instrument.code, layout, header, programme) if layout else None
    taken = set(columns.values())
    beside = {name: column for name, column in others.columns.items() if column not in taken} if others else {}
    name = {language: instrument.name.in_language(language) for language in ("fi", "sv", "en")}
    base = others or Fit("survey", instrument.code, name, header, {}, ())
    return replace(
        base,
        name=name,
        columns={**beside, **columns},
        missing=tuple(missing),
        repeated=tuple(repeated),
        sign_count=len(columns) + len(beside),
        item_count=item_count,
        needed_count=len(instrument.items),
    )


def item_column(item: str, option: str | None = None) -> str:
    """The canonical name of an item's column, or of one of its options."""
    return f"item.{item}.{option}" if option else f"item.{item}"


def looks_like_survey(fit: Fit) -> bool:
    """A response time or id, and at least one item (SUR01)."""
    return fit.item_count > 0 and any(sign in fit.columns for sign in SURVEY_SIGNS)


def _places_of(item: Item, header: HeaderRow) -> tuple[dict[str, int], list[int]]:
    texts = _texts_of(item)
    whole = next((place for text in texts if (place := header.places.get(fold_header(text)))), None)
    if whole:
        return {item_column(item.code): whole[0]}, list(whole[1:])
    if item.kind != "multi":
        return {}, []
    found, doubled = dict[str, int](), list[int]()
    for option in item.options:
        names = [f"{text}{joint}{label}" for text in texts for label in option.labels for joint in (" ", ": ", " | ", " - ")]
        place = next((place for name in names if (place := header.places.get(fold_header(name)))), None)
        if place:
            found[item_column(item.code, option.code)] = place[0]
            doubled += place[1:]
    return found, doubled


def _missing_of(item: Item, found: dict[str, int]) -> list[str]:
    if not found:
        return [item.text.fi]
    if item_column(item.code) in found:
        return []
    return [f"{item.text.fi} {option.labels[0]}" for option in item.options if item_column(item.code, option.code) not in found]


def _texts_of(item: Item) -> list[str]:
    return [text for text in (item.text.fi, item.text.sv, item.text.en, *item.aliases) if text]
