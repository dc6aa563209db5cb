"""What the house log says of reports that ask to be released: asked, rejected, let go; the latest word counts.

In: the entries of ``house_log``. Out: how each period's report stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

ASKED, REJECTED, REFUSED, RELEASED = "approval_asked", "approval_rejected", "approval_refused", "released"

PeriodKey = tuple[str, int]
"""Programme code, period number."""


@dataclass(frozen=True)
class Standing:
    """How a report stands since it last asked. ``draft`` tells the figures that were asked about from any others.

    ``needs``: what an approval must give. ``refused``: it was approved, but a gate was shut or the figures had changed.
    ``why`` are a person's or a gate's words.
    """

    state: Literal["asked", "rejected", "refused", "released"]
    draft: str
    due: date | None = None
    by: str = ""
    why: str = ""
    needs: tuple[str, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether somebody is to answer."""
        return self.state == "asked"


def standings_in(entries: Iterable[Mapping[str, Any]]) -> dict[PeriodKey, Standing]:
    """By programme and period, from entries in order. A release by the command answers what was asked, too."""
    found: dict[PeriodKey, Standing] = {}
    for entry in entries:
        if entry["what"] == ASKED:
            due = date.fromisoformat(entry["due"]) if entry["due"] else None
            found[entry["programme"], entry["period"]] = Standing("asked", entry["draft"], due, needs=tuple(entry["needs"]))
        elif entry["what"] in (REJECTED, REFUSED):
            state: Literal["rejected", "refused"] = "rejected" if entry["what"] == REJECTED else "refused"
            found[entry["programme"], entry["period"]] = Standing(state, entry["draft"], None, entry["by"], entry["why"])
        elif entry["what"] == RELEASED:
            programme, period, _ = str(entry["release"]).split("/")
            key = (programme, int(period))
            found[key] = Standing("released", found[key].draft if key in found else "")
    return found
