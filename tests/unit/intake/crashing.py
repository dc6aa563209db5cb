"""Kills whatever writes durably before one of its steps, in a process of its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

from seuranta.intake import durable


class Steps:
    """Lists the steps of a change, or kills the process at one of them."""

    def __init__(self, kill_at: int | None = None) -> None:
        self.seen: list[str] = []
        self._kill_at = kill_at

    def __call__(self, step: str) -> None:
        self.seen.append(step)
        if len(self.seen) - 1 == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def steps_in(change: Callable[[], object]) -> list[str]:
    """Every step of a change that nobody interrupts."""
    listener = Steps()
    durable.on_step.append(listener)
    try:
        change()
    finally:
        durable.on_step.remove(listener)
    return listener.seen


def killed_by(change: Callable[[], object], at: int) -> None:
    """The change, killed before its step ``at``."""
    child = os.fork()
    if child == 0:
        durable.on_step.append(Steps(kill_at=at))
        try:
            change()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"step {at} was not reached"
