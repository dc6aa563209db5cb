"""Cells of a survey → answers of the instrument's codebook: scales, single and multiple choices, missing codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from seuranta.intake.extracting.sheet_rows import SheetRows
from seuranta.intake.values.numbers import whole_number_of
from seuranta.intake.values.parsing import EMPTY, OK, UNKNOWN, Parsed, parse_each
from seuranta.intake.values.text import fold_text, folded_lookup
from seuranta.programmes.instrument import Item

# Where choices stand together in one cell, the survey tools put a semicolon between them.
CHOICE_SEPARATOR = ";"


@dataclass(frozen=True)
class Answers:
    """The answers to one item. ``cells``: what stands in each column of the file, by canonical column.

    ``values`` (``Float64``): of a scale its code, under the option ``None``; of a choice 1 or 0 by option code. Missing is
    no answer; of a single choice only the option chosen has a value, of a multiple one all, where any was chosen.
    """

    item: Item
    cells: dict[str, Parsed]
    values: dict[str | None, pd.Series]

    @property
    def is_answered(self) -> pd.Series:
        """Whether the response holds an answer of the codebook."""
        return pd.concat([value.notna() for value in self.values.values()], axis=1).any(axis=1)

    @property
    def is_given(self) -> pd.Series:
        """Whether the response holds an answer, a wrong one included."""
        wrong = pd.concat([~cell.states.isin([OK, EMPTY]) for cell in self.cells.values()], axis=1)
        return self.is_answered | wrong.any(axis=1)


def read_answers(item: Item, rows: SheetRows, option_words: dict[str, tuple[str, ...]]) -> Answers:
    """The answers to an item that is no free text. Numbers, labels and codes are read, whichever the export holds.

    A scale gives ``Int64`` codes, a single choice option codes. An empty cell and a missing code are both no answer:
    their state is ``empty``. What is not in the codebook (a half point too) is ``unknown``.
    """
    column = f"item.{item.code}"
    if item.kind == "scale":
        codes = _without_missing(item, rows.text(column), _scale_reader(item), "Int64")
        return Answers(item, {column: codes}, {None: codes.values.astype("Float64")})
    if item.kind == "single":
        choice = _without_missing(item, rows.text(column), _choice_reader(item), "str")
        chosen = {option.code: (choice.values == option.code).astype("boolean") for option in item.options}
        return Answers(item, {column: choice}, {code: flags.where(flags).astype("Float64") for code, flags in chosen.items()})
    return _multiple_choice(item, rows, option_words)


def count_zeros(item: Item, rows: SheetRows) -> tuple[int, int]:
    """Zeros and all answers in the item's own column, where 0 is no code of it; none elsewhere (SUR03)."""
    if item.kind == "scale" and item.min is not None and item.max is not None and item.min <= 0 <= item.max:
        return 0, 0
    if _is_missing(item, "0"):
        return 0, 0
    texts = rows.text(f"item.{item.code}").dropna()
    return sum(whole_number_of(text) == 0 for text in texts), len(texts)


def _scale_reader(item: Item) -> Callable[[str], int | None]:
    assert item.min is not None
    assert item.max is not None
    codes = range(item.min, item.max + 1)
    labels = folded_lookup(item.labels)

    def code_of(text: str) -> int | None:
        number = labels.get(fold_text(text), whole_number_of(text))
        return number if number in codes else None

    return code_of


def _choice_reader(item: Item) -> Callable[[str], str | None]:
    by_name = folded_lookup({option.code: (*option.labels, option.code) for option in item.options})

    def choice_of(text: str) -> str | None:
        position = whole_number_of(text)
        at_position = item.options[position - 1].code if position is not None and 1 <= position <= len(item.options) else None
        return by_name.get(fold_text(text), at_position)

    return choice_of


def _without_missing(item: Item, texts: pd.Series, parse: Callable[[str], object], dtype: str) -> Parsed:
    no_answer = [text for text in texts.dropna().unique() if _is_missing(item, text)]
    return parse_each(texts.mask(texts.isin(no_answer)), parse, dtype, failed=UNKNOWN)


def _is_missing(item: Item, text: str) -> bool:
    """Whether a text means "no answer" by the codebook: one of its words, or one of its numbers however it is written."""
    number = whole_number_of(text)
    return any(fold_text(str(code)) == fold_text(text) or (number is not None and whole_number_of(str(code)) == number) for code in item.missing)


def _multiple_choice(item: Item, rows: SheetRows, option_words: dict[str, tuple[str, ...]]) -> Answers:
    """Choices together in one column, in a column per option, or, where sheets differ, in both."""
    together = f"item.{item.code}"
    cells: dict[str, Parsed] = {}
    chosen = {option.code: pd.Series(False, index=rows.lineage.index) for option in item.options}
    if rows.has(together):
        cells[together] = _without_missing(item, rows.text(together), _choices_reader(item), "str")
        sets = [set() if pd.isna(codes) else set(codes.split(CHOICE_SEPARATOR)) for codes in cells[together].values]
        chosen = {code: pd.Series([code in codes for codes in sets], index=rows.lineage.index) for code in chosen}
    for option in item.options:
        name = f"{together}.{option.code}"
        if rows.has(name):
            lookup = folded_lookup({True: (*option_words["chosen"], *option.labels, option.code), False: option_words["not_chosen"]})
            cells[name] = _without_missing(item, rows.text(name), _reader_of(lookup), "boolean")
            chosen[option.code] |= cells[name].values.fillna(False).astype("bool")
    has_any = pd.concat(list(chosen.values()), axis=1).any(axis=1)
    return Answers(item, cells, {code: flags.astype("Float64").where(has_any) for code, flags in chosen.items()})


def _choices_reader(item: Item) -> Callable[[str], str | None]:
    choice_of = _choice_reader(item)

    def choices_of(text: str) -> str | None:
        parts = [part for part in text.split(CHOICE_SEPARATOR) if part.strip() and not _is_missing(item, part)]
        chosen = [choice_of(part) for part in parts]
        return None if None in chosen else CHOICE_SEPARATOR.join(dict.fromkeys(code for code in chosen if code))

    return choices_of


def _reader_of(lookup: dict[str, bool]) -> Callable[[str], bool | None]:
    def chosen_of(text: str) -> bool | None:
        number = whole_number_of(text)
        return lookup.get(fold_text(text if number is None else str(number)))

    return chosen_of
