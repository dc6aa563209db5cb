"""What a command costs: seconds by the clock, CPU seconds with all its children, the largest process."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """What a process and its children took. ``largest_mib`` is the resident memory of the largest of them."""

    wall_seconds: float
    cpu_seconds: float
    largest_mib: float


def cost_of(command: Sequence[str], surroundings: Mapping[str, str]) -> tuple[Cost, str]:
    """What ``command`` took with ``surroundings`` added to its environment, and what it said. Ends everything where it fails."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | dict(surroundings)
    started = time.monotonic()
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout as stream:
        output = stream.read()
    _, status, used = os.wait4(process.pid, 0)  # of this process and the children it waited for, unlike getrusage
    wall = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} left with {process.returncode}:\n{output[-2000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024), output
