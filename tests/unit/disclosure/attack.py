"""An attacker with its own code: knows what is published and how the numbers must add up, and nothing else."""

from __future__ import annotations

import numpy as np
from scipy.optimize import LinearConstraint, milp

from seuranta.vocabulary.figures import Report

Key = tuple[str, int, str, str]


def possible_ranges(reports: list[Report], wholes: dict[str, tuple[str, ...]], targets: set[Key]) -> dict[Key, tuple[float, float]]:
    """The smallest and largest whole number that each hidden count of ``targets`` could be, over all reports together.

    ``wholes``: a figure and those that add up to it at every place. Keys: (id, period, scope, breakdown text).
    """
    shown: dict[Key, float | None] = {}
    for report in reports:
        for figure in report.figures:
            text = ",".join(f"{k}={v}" for k, v in figure.breakdown.items())
            shown[figure.id, report.period.no, figure.scope, text] = figure.value
    at = {key: index for index, key in enumerate(shown)}
    rows = [row for row in _sums(list(shown), wholes) if all(key in at for key in row)]
    matrix = np.zeros((len(rows), len(at)))
    for number, row in enumerate(rows):
        for key, factor in row.items():
            matrix[number, at[key]] = factor
    lower = np.array([0.0 if value is None else value for value in shown.values()])
    upper = np.array([200.0 if value is None else value for value in shown.values()])
    ranges = {}
    for key in [key for key, value in shown.items() if value is None and key in targets]:
        ends = []
        for sign in (1.0, -1.0):
            goal = np.zeros(len(at))
            goal[at[key]] = sign
            found = milp(goal, constraints=LinearConstraint(matrix, 0, 0), bounds=(lower, upper), integrality=np.ones(len(at)))
            assert found.status == 0, "the published numbers contradict each other"
            ends.append(abs(round(found.fun)))
        ranges[key] = (ends[0], ends[1])
    return ranges


def _sums(keys: list[Key], wholes: dict[str, tuple[str, ...]]) -> list[dict[Key, int]]:
    rows: list[dict[Key, int]] = []
    for figure_id, no, scope, text in keys:
        key = (figure_id, no, scope, text)
        if not text:
            for dimension in {k[3].split("=")[0] for k in keys if k[0] == figure_id and k[3]}:
                parts = [k for k in keys if k[:3] == key[:3] and k[3].startswith(f"{dimension}=")]
                rows.append({key: -1, **dict.fromkeys(parts, 1)})
        if figure_id in wholes:
            rows.append({key: -1, **{(part, no, scope, text): 1 for part in wholes[figure_id]}})
        if scope == "cumulative":
            before = {(figure_id, no - 1, "cumulative", text): 1} if no > 1 else {}
            rows.append({key: -1, (figure_id, no, "period", text): 1, **before})
    return rows
