"""Runs what opens a staff workbook for writing in a forked child with limits: openpyxl makes a cell for every place that a merge or a format names.

In: a function that gives bytes. Out: those bytes, or ``None`` where they took too much memory or time, or the function failed.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import resource
import select
import signal
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

MEMORY_BYTES = 1024 * 1024 * 1024  # beside what this process has already reserved
LARGEST_FILE_BYTES = 256 * 1024 * 1024  # openpyxl writes a sheet to a temporary file first
CPU_SECONDS = 30
WALL_SECONDS = 40
CHUNK_BYTES = 1 << 20


def bytes_within_limits(make: Callable[[], bytes]) -> bytes | None:
    """What ``make`` gives. Nothing that it does or prints reaches this process, and no traceback a log: both may hold what the file holds."""
    # Whatever ends the child, none of its temporary files is left.
    with tempfile.TemporaryDirectory() as folder:
        output, sink = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(output)
            _run(make, sink, folder)
        os.close(sink)
        content = _read_until(output, time.monotonic() + WALL_SECONDS)
        if content is None:
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    return content if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0 else None


def _run(make: Callable[[], bytes], sink: int, folder: str) -> None:
    """Never returns."""
    code = 1
    try:
        _limit()
        _fall_silent()
        tempfile.tempdir = folder
        content = make()
        with os.fdopen(sink, "wb") as out:
            out.write(content)
        code = 0
    finally:
        os._exit(code)


def _fall_silent() -> None:
    """openpyxl warns of what it cannot keep, and quotes cells."""
    warnings.simplefilter("ignore")
    nothing = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nothing, descriptor)


def _limit() -> None:
    faulthandler.disable()
    gc.disable()  # the child ends before garbage matters, and looking for it would copy the parent's memory
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    signal.alarm(WALL_SECONDS)
    reserved = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    for kind, most in (
        (resource.RLIMIT_AS, reserved + MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _read_until(descriptor: int, deadline: float) -> bytes | None:
    """Everything up to the end of the pipe; ``None`` where the time is over first."""
    chunks: list[bytes] = []
    with os.fdopen(descriptor, "rb", buffering=0) as pipe:
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([pipe], [], [], left)[0]:
                return None
            chunk = pipe.read(CHUNK_BYTES)
            if not chunk:
                return b"".join(chunks)
            chunks.append(chunk)
