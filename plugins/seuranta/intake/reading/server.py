"""A small fork server: imports the parsers once, then forks a limited child for every file.

It is a process of its own with an empty environment, so that nothing of the pipeline (keys, secrets, open files) is in
the memory of a child that reads a hostile file. ``python -m seuranta.intake.reading.server <socket>``.
"""

from __future__ import annotations

import faulthandler
import json
import os
import resource
import signal
import socket
import sys
from typing import Any, BinaryIO

from seuranta.intake.reading import limits
from seuranta.intake.reading.child import read
from seuranta.intake.reading.raw import send_rejection, send_workbook
from seuranta.vocabulary.errors import Rejected

MAX_REQUEST_BYTES = 4096


def serve(requests: socket.socket) -> None:
    """Answers one request at a time with the child's wait status, until the other side goes away."""
    while True:
        message, descriptors, _, _ = socket.recv_fds(requests, MAX_REQUEST_BYTES, 2)
        if not message:
            return
        source, sink = descriptors
        child = os.fork()
        if child == 0:
            requests.close()
            _run_child(source, sink, json.loads(message))
        os.close(source)
        os.close(sink)
        _, status = os.waitpid(child, 0)
        requests.send(json.dumps({"status": status}).encode())


def _run_child(source: int, sink: int, request: dict[str, Any]) -> None:
    """Never returns. Exit code 0: a message was sent; 3: the memory was not enough; 4: the parser failed."""
    code = 4
    try:
        _limit(request)
        with os.fdopen(source, "rb") as file, os.fdopen(sink, "wb") as out:
            code = _read_and_send(file, out, str(request["ending"]))
    except MemoryError:
        code = 3
    finally:
        # Neither a traceback nor a buffer of this process may reach a log: both may hold what the file holds.
        os._exit(code)


def _read_and_send(file: BinaryIO, out: BinaryIO, ending: str) -> int:
    try:
        workbook = read(file.read(), ending)
    except Rejected as rejection:
        send_rejection(rejection.rule, {key: str(value) for key, value in rejection.facts.items()}, out)
        return 0
    send_workbook(workbook, out)
    return 0


def _limit(request: dict[str, Any]) -> None:
    faulthandler.disable()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(request["wall_seconds"])
    for kind, most in (
        (resource.RLIMIT_AS, request["memory_bytes"]),
        (resource.RLIMIT_CPU, request["cpu_seconds"]),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, limits.OPEN_FILES),
    ):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as _requests:
        serve(_requests)
