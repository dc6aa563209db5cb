"""Kills a change of what is kept at each of its steps, and lets the next pass finish it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from seuranta.forgetting.finishing import finish_what_was_begun
from seuranta.intake import durable
from tests.unit.intake.workspaces import CLOCK, House


class Steps:
    """Lists the steps of a change, or kills the process at one of them."""

    def __init__(self, kill_at: int | None = None) -> None:
        self.seen: list[str] = []
        self._kill_at = kill_at

    def __call__(self, step: str) -> None:
        self.seen.append(step)
        if len(self.seen) - 1 == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def steps_of(home: House, change: Callable[[House], object]) -> list[str]:
    """Every step of a change that nobody interrupts."""
    return steps_in(lambda: change(home))


def steps_in(change: Callable[[], object]) -> list[str]:
    """The same, of any change."""
    listener = Steps()
    durable.on_step.append(listener)
    try:
        change()
    finally:
        durable.on_step.remove(listener)
    return listener.seen


def killed_at(home: House, change: Callable[[House], object], at: int) -> None:
    """The change, killed before its step ``at``, in a process of its own."""
    killed_by(lambda: change(home), at)


def killed_by(change: Callable[[], object], at: int) -> None:
    """The same, of any change."""
    child = os.fork()
    if child == 0:
        durable.on_step.append(Steps(kill_at=at))
        try:
            change()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"step {at} was not reached"


def finish(home: House) -> None:
    """What the next command does first."""
    finish_what_was_begun(home.workspace, home.programmes, CLOCK)
