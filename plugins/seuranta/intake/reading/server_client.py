"""Our side of the fork server: hands it a file, takes back a workbook, and turns every way to end into an answer."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pyarrow as pa

from seuranta.intake.reading import limits
from seuranta.intake.reading.raw import RawSheet, RawWorkbook, receive
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.sheets import Sheet, Workbook, file_ending

CHUNK_BYTES = 1 << 20
OUT_OF_MEMORY_CODE = 3
UNREASONABLE_SIGNALS = {signal.SIGXCPU, signal.SIGALRM, signal.SIGKILL, signal.SIGABRT}


def read_in_child(path: Path, file_name: str) -> Workbook:
    """Reads a private copy of a file; ``file_name`` says by its ending what it should be.

    Raises ``Rejected``: FIL01 (cannot be opened, or not what it says), FIL02 (encrypted), FIL03 (nothing in it), FIL06
    (unreasonable, or out of memory or time), FIL10 (encoding). Two calls at a time need two processes.
    """
    message, status = _server().ask(path, file_ending(file_name))
    answer = None
    if status is not None and os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        answer = _received(message)
    if answer is None:
        raise Rejected("FIL06" if _is_unreasonable(status) else "FIL01")
    if isinstance(answer, RawWorkbook):
        return _workbook(answer)
    rule, facts = answer
    raise Rejected(rule, **facts)


def _request(ending: str) -> dict[str, str | int]:
    return {"ending": ending, "memory_bytes": limits.MEMORY_BYTES, "cpu_seconds": limits.CPU_SECONDS, "wall_seconds": limits.WALL_SECONDS}


def _received(message: bytes) -> tuple[str, dict[str, str]] | RawWorkbook | None:
    try:
        return receive(message)
    except (pa.ArrowException, ValueError, KeyError, TypeError):
        return None


def _is_unreasonable(status: int | None) -> bool:
    """Out of time or memory (an allocation that fails inside a parser aborts it), rather than broken."""
    if status is None:
        return True
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) in UNREASONABLE_SIGNALS
    return os.WEXITSTATUS(status) == OUT_OF_MEMORY_CODE


def _workbook(raw: RawWorkbook) -> Workbook:
    return Workbook(
        kind=raw.kind,
        sheets=tuple(_sheet(sheet) for sheet in raw.sheets),
        is_date_1904=raw.is_date_1904,
        has_macros=raw.has_macros,
        encoding=raw.encoding,
        delimiter=raw.delimiter,
        notes=raw.notes,
    )


def _sheet(raw: RawSheet) -> Sheet:
    frame = raw.table.to_pandas()
    cells = pd.DataFrame({position: frame[name].astype("str") for position, name in enumerate(frame.columns)}, index=frame.index)
    return Sheet(raw.name, cells, raw.is_hidden)


class _Server:
    """One fork server and the socket to it. A server that does not answer in time is ended with what it runs."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "seuranta.intake.reading.server", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=_bare_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._socket = ours

    def ask(self, path: Path, ending: str) -> tuple[bytes, int | None]:
        """The child's message and wait status; ``None`` where server and child had to be ended."""
        source = os.open(path, os.O_RDONLY)
        output, sink = os.pipe()
        try:
            socket.send_fds(self._socket, [json.dumps(_request(ending)).encode()], [source, sink])
        finally:
            os.close(source)
            os.close(sink)
        deadline = time.monotonic() + limits.WALL_SECONDS + limits.GRACE_SECONDS
        with os.fdopen(output, "rb", buffering=0) as pipe:
            message = _read_until(pipe.fileno(), deadline)
        if message is None or not select.select([self._socket], [], [], max(0.0, deadline - time.monotonic()))[0]:
            self.close()
            return b"", None
        answer = self._socket.recv(limits.OPEN_FILES * CHUNK_BYTES)
        if not answer:
            self.close()
            return b"", None
        return message, int(json.loads(answer)["status"])

    @property
    def is_usable(self) -> bool:
        return self.owner == os.getpid() and self._process.poll() is None

    def close(self) -> None:
        """Ends the server and its child, if they are ours."""
        self._socket.close()
        if self.owner == os.getpid() and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


_running: list[_Server] = []


def _server() -> _Server:
    """The server of this process, started where there is none (or the one we know belongs to our parent)."""
    if not _running or not _running[-1].is_usable:
        stop_server()
        _running.append(_Server())
    return _running[-1]


@atexit.register
def stop_server() -> None:
    """Ends the server of this process; the next file starts another."""
    while _running:
        _running.pop().close()


def _bare_environment() -> dict[str, str]:
    return {
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LC_ALL": "C.UTF-8",
        "OMP_NUM_THREADS": "1",  # a thread reserves address space, which is what we limit
        "OPENBLAS_NUM_THREADS": "1",
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }


def _read_until(descriptor: int, deadline: float) -> bytes | None:
    """Everything up to the end of the pipe; ``None`` where the time is over first."""
    chunks: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            return None
        chunk = os.read(descriptor, CHUNK_BYTES)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
