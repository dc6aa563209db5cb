"""A reader who wants to know more than is told: has ``report.json`` files and the definitions of the figures, nothing else.

Written without the product's own equations. What he uses: parts add up to what a figure says it is additive over;
what was counted since the start is the sum of its periods; shares and means are numerators over denominators; some
numbers cannot be larger than others. Of a mean that is not rounded he has the numerator.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_array
from scipy.sparse.csgraph import connected_components

# What is counted, the period's number, the scope, and the codes of the breakdown.
Number = tuple[str, int, str, tuple[tuple[str, str], ...]]
Json = Mapping[str, Any]

SUM_OF_PERIODS = re.compile(
    r"esf\.(?!leavers_x|results_provisional).*|attendance\.(sessions|sessions_cancelled|visits|presences|hours)|"
    r"survey\.\w+\.(responses|invited|readings)|recruitment\.(contacted|committed|completed)"
)
# A pattern of ids, what the numerator is called, what the denominator.
PARTS = (
    (r"attendance\.mean_per_session", "attendance.visits", "attendance.sessions"),
    (r"(survey\.\w+)\.response_rate", r"\1.responses", r"\1.invited"),
    (r"recruitment\.commitment_rate", "recruitment.committed", "recruitment.contacted"),
    (r"recruitment\.retention_rate", "recruitment.completed", "recruitment.committed"),
    (r"(survey\.\w+)\.(?:mean|top2|share)\.(\w+)", None, r"\1.answers.\2"),
    (r"(survey\.\w+)\.(?:share_up|share_same|share_down|mean_first|mean_last|mean_change)\.(\w+)", None, r"\1.pairs.\2"),
    (r".*(?:_rate|\.share|completeness|\.index|\.change)(?:\..*)?", None, None),
)
AT_MOST = {
    "esf.eeco03": "esf.eeco02", "esf.co02": "esf.co01", "esf.co04": "esf.co03", "esf.co08": "esf.co07",
    "recruitment.committed": "recruitment.contacted", "recruitment.completed": "recruitment.committed", "attendance.persons": "attendance.visits",
}  # fmt: skip
WHOLES = {
    "esf.participants_total": (("esf.participants_incomplete", "esf.eeco01"), ("esf.participants_incomplete", "esf.co01", "esf.co03", "esf.co05")),
    "esf.eeco01": (("esf.eeco02", "esf.eeco04", "esf.eeco05"),),
}
# Words that stand for a hidden share.
CLASSES = ("at_most_half", "more_than_half")
ONE: Number = ("one", 0, "", ())
LARGEST, NEAR, ROUNDS = 10_000.0, 1e-5, 6


@dataclass
class Findings:
    """Texts: hidden figures of which only one value is possible, hidden numbers that can only be small, small groups in the open."""

    exact: list[str] = field(default_factory=list)
    small: list[str] = field(default_factory=list)
    visible: list[str] = field(default_factory=list)
    hidden: int = 0


class Notebook:
    """Everything read: numbers that stand in the open, and equations Σ factor · number = 0 among all."""

    def __init__(self, reports: Sequence[Json]) -> None:
        self.columns: dict[Number, int] = {}
        self.shown: dict[int, float] = {}
        self.equations: list[dict[int, float]] = []
        self.hidden: list[tuple[str, tuple[int, ...]]] = []
        self.additive: dict[Number, tuple[str, ...]] = {}
        figures = _best_known(reports)
        for number, figure in figures.items():
            self._read(number, figure)
        self._write_equations(figures)

    def column(self, number: Number) -> int:
        return self.columns.setdefault(number, len(self.columns))

    def _read(self, number: Number, figure: Json) -> None:
        names = _names_of_parts(number)
        self.additive[number] = tuple(figure["additive_over"])
        if names is None:
            column = self.column(number)
            if not figure["suppressed"] and figure["value"] is not None:
                self.shown[column] = figure["value"]
            told: tuple[int, ...] = (column,)
        else:
            above, below = told = (self.column(names[0]), self.column(names[1]))
            if not figure["suppressed"] and figure["denominator"] is not None:
                self.shown[below] = figure["denominator"]
                is_whole = figure["value"] is not None and round(figure["value"], 1) != round(figure["value"], 12)
                if figure["numerator"] is not None or is_whole:
                    self.shown[above] = figure["numerator"] if figure["numerator"] is not None else figure["value"] * figure["denominator"]
            if figure["suppressed"] and figure["note"] in CLASSES:
                self._read_class(number, told, figure["note"])
        if figure["suppressed"] and not number[0].startswith("data.") and figure["note"] != "not_comparable":
            self.hidden.append((str(number), told))

    def _read_class(self, number: Number, parts: tuple[int, ...], name: str) -> None:
        """Twice the numerator and something is the denominator; or the denominator, something and one more is twice the numerator."""
        above, below = parts
        rest, one = self.column((f"{number[0]} {name}", *number[1:])), self.column(ONE)
        self.shown[one] = 1
        self.equations.append({above: 2, below: -1, rest: 1} if name == CLASSES[0] else {above: 2, below: -1, rest: -1, one: -1})

    def _write_equations(self, figures: Mapping[Number, Json]) -> None:
        parts: dict[tuple[Number, str], list[Number]] = defaultdict(list)
        for quantity, period, scope, codes in [*self.columns]:
            for code in codes:
                whole = (quantity, period, scope, tuple(other for other in codes if other != code))
                parts[whole, code[0]].append((quantity, period, scope, codes))
        for (whole, dimension), some in parts.items():
            if dimension in self.additive.get(whole, ()):
                self._add(whole, some)
        for number in [*self.columns]:
            quantity, period, scope, codes = number
            if scope == "cumulative" and SUM_OF_PERIODS.fullmatch(quantity) and (quantity, period, "period", ()) in self.columns:
                self._add(number, [other for no in range(1, period + 1) if (other := (quantity, no, "period", codes)) in self.columns])
            for names in WHOLES.get(quantity, ()):
                some = [(name, period, scope, codes) for name in names]
                if all(other in self.columns for other in some):
                    self._add(number, some)
            clients = ("attendance.presences", period, scope, tuple(sorted((*codes, ("role", "client")))))
            if quantity == "attendance.visits" and clients in self.columns:
                self._add(number, [clients])
            match = re.fullmatch(r"(survey\.\w+)\.pairs\.(\w+)", quantity)
            ways = [(f"{match[1]}.share_{way}.{match[2]} numerator", period, scope, codes) for way in ("up", "same", "down")] if match else []
            if ways and all(way in self.columns for way in ways):
                self._add(number, ways)
            larger = (AT_MOST.get(quantity, ""), period, scope, codes)
            if larger in self.columns:
                self._add(larger, [number, ("rest of " + quantity, period, scope, codes)])

    def _add(self, whole: Number, parts: Sequence[Number]) -> None:
        terms: dict[int, float] = defaultdict(float)
        terms[self.column(whole)] += 1
        for part in parts:
            terms[self.column(part)] -= 1
        self.equations.append(terms)


def attack(reports: Sequence[Json], threshold: int, exact: str = "$") -> Findings:
    """What can be worked out of reports of all periods and audiences held together; ``exact`` ids are owed exactly."""
    book = Notebook(reports)
    low, high = _ranges(book, threshold)
    names = {column: str(number) for number, column in book.columns.items()}
    findings = Findings(hidden=len(book.hidden))
    for name, told in book.hidden:
        if all(high[column] - low[column] < NEAR for column in told):
            findings.exact.append(f"{name} = {[round(low[column]) for column in told]}")
        findings.small += [names[c] for c in told if c not in book.shown and low[c] > NEAR and high[c] < threshold - NEAR]
    for number, figure in _best_known(reports).items():
        if not figure["suppressed"] and figure["n"] is not None and 0 < figure["n"] < threshold and not re.match(exact, number[0]):
            findings.visible.append(str(number))
    return findings


def _best_known(reports: Sequence[Json]) -> dict[Number, dict[str, Any]]:
    """Each figure as it stands where most is said of it."""
    found: dict[Number, dict[str, Any]] = {}
    for report in reports:
        for figure in report["figures"]:
            number = (figure["id"], report["period"]["no"], figure["scope"], tuple(sorted(figure["breakdown"].items())))
            known = found.get(number)
            if known is None or (known["suppressed"] and not figure["suppressed"]):
                found[number] = dict(figure)
            elif not figure["suppressed"]:
                known.update({name: figure[name] for name in ("numerator", "denominator", "n") if known[name] is None})
    return found


def _names_of_parts(number: Number) -> tuple[Number, Number] | None:
    quantity, period, scope, codes = number
    for pattern, above, below in PARTS:
        match = re.fullmatch(pattern, quantity)
        if match:
            without_option = tuple(code for code in codes if code[0] != "option") if below else codes
            names = (match.expand(above) if above else f"{quantity} numerator", match.expand(below) if below else f"{quantity} denominator")
            return (names[0], period, scope, codes), (names[1], period, scope, without_option)
    return None


def _ranges(book: Notebook, threshold: int) -> tuple[np.ndarray, np.ndarray]:
    """The least and most that each number can be; where it can be small and large that is all that is asked."""
    low, high = np.zeros(len(book.columns)), np.full(len(book.columns), LARGEST)
    for column, value in book.shown.items():
        low[column] = high[column] = value
    asked = {column for _, told in book.hidden for column in told}
    for matrix, right, columns in _blocks(book):
        if asked.isdisjoint(columns):
            continue
        is_asked = np.array([column in asked for column in columns])
        low[columns], high[columns] = _range_of_block(matrix, right, is_asked, threshold)
    return low, high


def _blocks(book: Notebook) -> Iterator[tuple[lil_array, np.ndarray, np.ndarray]]:
    """The equations among what is not shown, by what they connect: matrix, right-hand side, columns."""
    rows = [{c: f for c, f in terms.items() if c not in book.shown} for terms in book.equations]
    right = np.array([-sum(f * book.shown[c] for c, f in terms.items() if c in book.shown) for terms in book.equations])
    matrix = lil_array((len(rows), len(book.columns)))
    links = lil_array((len(book.columns), len(book.columns)))
    for row, terms in enumerate(rows):
        for column, factor in terms.items():
            matrix[row, column] = factor
            links[next(iter(terms)), column] = 1
    used = [row for row, terms in enumerate(rows) if terms]
    _, labels = connected_components(links.tocsr(), directed=False)
    of_label: dict[int, list[int]] = defaultdict(list)
    for row in used:
        of_label[int(labels[next(iter(rows[row]))])].append(row)
    compressed = matrix.tocsr()
    for some in of_label.values():
        columns = np.array(sorted({column for row in some for column in rows[row]}))
        yield compressed[some][:, columns], right[some], columns


def _range_of_block(matrix: lil_array, right: np.ndarray, asked: np.ndarray, threshold: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(7)
    low, high = np.full(len(asked), np.inf), np.full(len(asked), -np.inf)

    def look(goal: np.ndarray) -> None:
        nonlocal low, high
        solved = linprog(goal, A_eq=matrix, b_eq=right, bounds=(0, LARGEST), method="highs")
        assert solved.status == 0, "what is published contradicts itself"
        low, high = np.minimum(low, solved.x), np.maximum(high, solved.x)

    for _ in range(ROUNDS):
        goal = chance.uniform(-1, 1, len(asked))
        look(goal)
        look(-goal)
    for index in np.flatnonzero(asked):
        for sign in (-1.0, 1.0):
            if high[index] - low[index] < NEAR or (low[index] > NEAR and high[index] < threshold):
                only = np.zeros(len(asked))
                only[index] = sign
                look(only)
    return low, high
