"""What a second release of a period changed, and why: the page of a restated report, and ``seuranta diff``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from seuranta.vocabulary.figures import Scope

Cause = Literal["late", "corrected", "retracted", "erased", "definition"]
# In the order in which a page names them.
CAUSES: tuple[Cause, ...] = ("late", "corrected", "retracted", "erased", "definition")


@dataclass(frozen=True)
class FigureChange:
    """A figure whose value is another than in the release before; ``old`` and ``new`` as the reader's tables show them.

    ``causes`` had a part in it. ``parts``: how much each did, every cause of ``CAUSES`` a key, in shares to 0.001 and
    elsewhere to 0.01, so that they add up to new − old, rounded alike; ``None`` where there is no number on one side, or
    where the parts would tell this audience of a few people.
    """

    figure_id: str
    scope: Scope
    breakdown: Mapping[str, str]
    old: float | int | None
    new: float | int | None
    causes: tuple[Cause, ...]
    parts: Mapping[Cause, Decimal] | None


@dataclass(frozen=True)
class Restatement:
    """One restated period for one audience: only figures that both releases show it.

    Releases are named as ``seuranta verify`` takes them (``programme/period/no``). ``affected_later_periods`` have
    cumulative figures that changed too; ``released_later_periods`` of them are released, and so need a restatement themselves.
    """

    programme: str
    period_no: int
    old_release: str
    new_release: str
    reason: str
    changes: tuple[FigureChange, ...]
    affected_later_periods: tuple[int, ...] = ()
    released_later_periods: tuple[int, ...] = ()
