"""Kills a change of what is kept at each of its steps, and lets the next pass finish it."""

from __future__ import annotations

from collections.abc import Callable

from seuranta.forgetting.finishing import finish_what_was_begun
from tests.unit.intake.crashing import killed_by, steps_in
from tests.unit.intake.workspaces import CLOCK, House


def steps_of(home: House, change: Callable[[House], object]) -> list[str]:
    """Every step of a change that nobody interrupts."""
    return steps_in(lambda: change(home))


def killed_at(home: House, change: Callable[[House], object], at: int) -> None:
    """The change, killed before its step ``at``."""
    killed_by(lambda: change(home), at)


def finish(home: House) -> None:
    """What the next command does first."""
    finish_what_was_begun(home.workspace, home.programmes, CLOCK)
