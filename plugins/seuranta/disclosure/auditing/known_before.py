"""What readers could prove of small numbers without the new report: only what is proven beyond that is told by it.

Part of the auditor (``audit.py``). Readers have what they were given before, and what they are owed exactly. A number
that has changed since is another number: what it was proves nothing here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import ceil, floor, inf

import numpy as np
from scipy.optimize import linprog

from seuranta.disclosure.auditing.equations import Equation
from seuranta.disclosure.auditing.numbers import Number, Numbers, shown_numbers
from seuranta.disclosure.auditing.unknowns import Unknowns, unknown_parts
from seuranta.disclosure.policy import Policy
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.figures import Report

TOLERANCE = 1e-6
UNBOUNDED = 3
Range = tuple[float, float]


def newly_proven(
    proven: Collection[Number],
    numbers: Numbers,
    equations: tuple[Sequence[Equation], Sequence[Equation]],
    known: Collection[Number],
    had: Sequence[Report],
    threshold: int,
    catalogue: Catalogue,
) -> set[Number]:
    """Those of the ``proven`` numbers of which ``had``, the reports that readers have anyway, alone leave more possible.

    ``equations``: what readers could write down before, and can now.
    Between 0 and the threshold, that is: what is farther away makes no number less small.
    """
    before = shown_numbers(numbers, had, catalogue)
    asked = set(proven) - before
    if not asked or not had:
        return asked
    now = _ranges(asked, numbers, equations[1], known, None)
    then = _ranges(asked, numbers, equations[0], before, _listed(had, numbers))
    return {number for number in asked if not _leaves_as_much(now[number], then[number], threshold)}


def what_readers_have(released: Sequence[Report], protected: Sequence[Report], policy: Policy) -> list[Report]:
    """What was released before, and of what is to be released what the audience is owed exactly."""
    owed = [(report, tuple(figure for figure in report.figures if policy.is_exact(figure.id))) for report in protected]
    return [*released, *(report.model_copy(update={"figures": figures}) for report, figures in owed if figures)]


def _leaves_as_much(now: Range | None, then: Range | None, threshold: int) -> bool:
    return now is not None and then is not None and now[0] <= max(then[0], 0) and now[1] >= min(then[1], threshold)


def _listed(reports: Sequence[Report], numbers: Numbers) -> set[Number]:
    """The numbers of which readers have seen that there are any, whether they were told how many or not."""
    return {
        numbers.of(Number(figure.id, "value", report.period.no, figure.scope, tuple(sorted(figure.breakdown.items()))))
        for report in reports
        for figure in report.figures
    }


def _ranges(
    asked: Collection[Number], numbers: Numbers, equations: Sequence[Equation], known: Collection[Number], listed: Collection[Number] | None
) -> dict[Number, Range | None]:
    """The least and most whole number that each can be; ``None`` where the solver does not tell: then nothing is certain."""
    found: dict[Number, Range | None] = {
        number: (numbers.values[number], numbers.values[number]) if number in known else (0.0, inf) for number in asked
    }  # fmt: skip
    for unknowns in unknown_parts(numbers, equations, known, asked, listed):
        for index, number in enumerate(unknowns.numbers):
            if number in found:
                least, most = _end(unknowns, index, 1.0), _end(unknowns, index, -1.0)
                found[number] = None if least is None or most is None else (ceil(least - TOLERANCE), inf if most == inf else floor(most + TOLERANCE))
    return found


def _end(unknowns: Unknowns, index: int, sign: float) -> float | None:
    goal = np.zeros(len(unknowns.true))
    goal[index] = sign
    bounds = np.column_stack([np.minimum(unknowns.least, unknowns.true), np.full(len(goal), inf)])
    solved = linprog(goal, A_eq=unknowns.matrix, b_eq=unknowns.matrix @ unknowns.true, bounds=bounds, method="highs")
    if solved.status == UNBOUNDED:
        return inf
    return float(solved.x[index]) if solved.status == 0 else None
