"""What an attacker knows of how numbers hang together: sums the catalogue declares, sums over time, parts of parts.

Written for the auditor and used by nothing else; the protector has its own (``relations.py``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from seuranta.disclosure.auditing.numbers import REMAINDER, Number, Numbers, is_counted_once
from seuranta.vocabulary.catalogue import Catalogue

Equation = dict[Number, int]

STATUS_2014 = "esf.participants_total = esf.co01 + esf.co03 + esf.co05 + esf.participants_incomplete"
EDUCATION_2014 = "esf.participants_total >= esf.co09 + esf.co10 + esf.co11 + esf.participants_incomplete"
# Sentences about figures at one place. ``=`` where it holds, ``>=`` always.
SENTENCES = (
    STATUS_2014, EDUCATION_2014,
    "esf.participants_total >= esf.co06 + esf.co07 + esf.participants_incomplete",
    "esf.co01 >= esf.co02", "esf.co03 >= esf.co04", "esf.co07 >= esf.co08",
    *(f"esf.participants_total >= esf.co{code} + esf.participants_incomplete" for code in (15, 16, 17)),
    "esf.participants_total = esf.eeco01 + esf.participants_incomplete",
    "esf.eeco01 = esf.eeco02 + esf.eeco04 + esf.eeco05", "esf.eeco01 >= esf.eeco09 + esf.eeco10 + esf.eeco11",
    "esf.eeco01 >= esf.eeco06 + esf.eeco07 + esf.eeco08", "esf.eeco02 >= esf.eeco03",
    "esf.leavers >= esf.results_provisional", "esf.cr06 >= esf.cr08", "esf.cr06 >= esf.cr09",
    *(f"esf.leavers >= esf.cr{code:02d}" for code in range(1, 8)), *(f"esf.leavers >= esf.eecr{code:02d}" for code in range(1, 7)),
    "recruitment.contacted >= recruitment.committed", "recruitment.committed >= recruitment.completed",
    "attendance.presences >= attendance.visits", "attendance.visits >= attendance.persons",
)  # fmt: skip
PARTS_OF_SURVEYS = (("responses", "respondents"), ("respondents", "pairs"), ("invited", "responses"))
MAY_RECUR = ("attendance.persons", "community.active_clients", ".respondents")


def equations_among(numbers: Numbers, catalogue: Catalogue) -> list[Equation]:
    """Every equation between the numbers, as Σ factor · number = 0; notes remainders among them as numbers too."""
    book = _Book(numbers)
    names = [*numbers.values, *numbers.same]
    _write_shares(book, names, catalogue)
    _write_tables(book, names, catalogue)
    _write_time(book, names)
    _write_sentences(book, names)
    _write_surveys(book, names)
    return book.equations


class _Book:
    """Equations that hold in the true numbers; an inequality gets a remainder of its own."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers, self.values = numbers, numbers.values
        self.equations: list[Equation] = []

    def sum_of(self, numbers: Iterable[Number]) -> int:
        return sum(self.values[self.numbers.of(number)] for number in numbers)

    def equal(self, whole: Sequence[Number], parts: Sequence[Number]) -> bool:
        """Whether the parts add up to the whole; then it is written."""
        if self.sum_of(whole) != self.sum_of(parts):
            return False
        equation: Equation = defaultdict(int)
        for number in whole:
            equation[self.numbers.of(number)] += 1
        for number in parts:
            equation[self.numbers.of(number)] -= 1
        equation = {number: factor for number, factor in equation.items() if factor}
        if equation:
            self.equations.append(equation)
        return True

    def at_least(self, whole: Sequence[Number], parts: Sequence[Number]) -> None:
        left_over = self.sum_of(whole) - self.sum_of(parts)
        if left_over >= 0 and whole and parts:
            rest = whole[0]._replace(what=f"{whole[0].what} {len(self.equations)}", place=REMAINDER)
            self.values[rest] = left_over
            self.equal(whole, [*parts, rest])


def _write_shares(book: _Book, names: Sequence[Number], catalogue: Catalogue) -> None:
    for above in [name for name in names if name.place == "numerator" and catalogue.entry_of(name.what).kind in ("share", "rate")]:
        below = above._replace(place="denominator")
        if below in book.numbers.same or below in book.values:
            rest = above._replace(place=REMAINDER)
            book.values[rest] = book.sum_of([below]) - book.sum_of([above])
            if book.values[rest] >= 0:
                book.equal([below], [above, rest])


def _write_tables(book: _Book, names: Sequence[Number], catalogue: Catalogue) -> None:
    parts: dict[tuple[Number, str], list[Number]] = defaultdict(list)
    for name in names:
        for dimension, code in name.codes:
            parts[name._replace(codes=tuple(pair for pair in name.codes if pair != (dimension, code))), dimension].append(name)
    there = set(names)
    for (key, dimension), some in parts.items():
        whole = key
        if dimension == "option":
            whole = whole._replace(place="denominator", codes=some[0].codes) if whole.place == "numerator" else whole
        if whole not in there:
            continue
        is_once = not _may_recur(whole)
        is_declared = dimension in catalogue.entry_of(whole.what).additive or whole.place in ("denominator", "numerator")
        if is_once and is_declared and book.equal([whole], some):
            continue
        if is_once and is_declared and book.sum_of(some) < book.sum_of([whole]):
            book.at_least([whole], some)
            continue
        for part in some:
            book.at_least([whole], [part])
        book.at_least(some, [whole])


def _may_recur(number: Number) -> bool:
    """Whether the same person may be counted in two parts, or in two periods."""
    return number.what.endswith(MAY_RECUR) or (number.place == "n" and not is_counted_once(number))


def _write_time(book: _Book, names: Sequence[Number]) -> None:
    lines: dict[tuple[str, str, tuple[tuple[str, str], ...]], dict[tuple[str, int], Number]] = defaultdict(dict)
    for name in names:
        lines[name.what, name.place, name.codes][name.scope, name.period_no] = name
    sums = {key: list(_sums_over_time(line)) for key, line in lines.items()}
    uneven = {
        (what, place) for (what, place, codes), some in sums.items()
        if _may_recur(Number(what, place, 0, "", codes)) or any(book.sum_of([whole]) != book.sum_of(parts) for whole, parts in some)
    }  # fmt: skip
    for (what, place, _), some in sums.items():
        if what == "esf.results_provisional":  # as of the period's end: what was provisional may be so no more
            for whole, parts in some:
                book.at_least([whole], [part for part in parts if part.scope == "period"])
            continue
        for index, (whole, parts) in enumerate(some):
            is_first = index == 0 and [part.scope for part in parts] == ["period"]
            if (what, place) not in uneven or is_first:
                book.equal([whole], parts)
                continue
            book.at_least(parts, [whole])
            for part in parts:
                book.at_least([whole], [part])


def _sums_over_time(line: dict[tuple[str, int], Number]) -> Iterator[tuple[Number, list[Number]]]:
    numbers = sorted(no for scope, no in line if scope == "cumulative")
    for index, no in enumerate(numbers):
        before = [line["cumulative", numbers[index - 1]]] if index else []
        yield line["cumulative", no], [*before, *([line["period", no]] if ("period", no) in line else [])]


def _write_sentences(book: _Book, names: Sequence[Number]) -> None:
    places = {(name.period_no, name.scope, name.codes) for name in names}
    there = set(names)
    for sentence in SENTENCES:
        whole, sign, *parts = sentence.replace("+", " ").split()
        for period_no, scope, codes in sorted(places):
            some = [number for part in parts if (number := Number(part, "value", period_no, scope, codes)) in there]
            top = Number(whole, "value", period_no, scope, codes)
            if top in there and some and not (sign == "=" and len(some) == len(parts) and book.equal([top], some)):
                book.at_least([top], some)


def _write_surveys(book: _Book, names: Sequence[Number]) -> None:
    """Answers are parts of responses, those of an item in both waves parts of the pairs, persons parts of what they gave."""
    there = set(names)
    for name in names:
        parts = name.what.split(".")
        if name.place == "numerator" and ".share_up." in name.what:
            directions = [name._replace(what=name.what.replace(".share_up.", f".{way}.")) for way in ("share_up", "share_same", "share_down")]
            if there.issuperset(directions) and (below := name._replace(place="denominator")) in there:
                book.equal([below], directions)
        elif name.place == "n":
            for place in ("value", "denominator"):
                _note_part(book, there, name._replace(place=place), name)
        elif parts[0] == "survey" and len(parts) == 4 and name.place == "denominator":
            larger = "responses" if parts[2] in ("mean", "top2") else "pairs" if parts[2] != "share" else None
            if larger:
                _note_part(book, there, name._replace(what=f"survey.{parts[1]}.{larger}", place="value"), name)
        elif parts[0] == "survey" and name.place == "value":
            for large, small in PARTS_OF_SURVEYS:
                if parts[2] == small:
                    _note_part(book, there, name._replace(what=f"survey.{parts[1]}.{large}"), name)


def _note_part(book: _Book, there: set[Number], whole: Number, part: Number) -> None:
    if whole in there and book.numbers.of(whole) != book.numbers.of(part):
        book.at_least([whole], [part])
