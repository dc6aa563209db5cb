"""One writer at a time, and no writer that lost its turn."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest

from seuranta.intake import lease as lease_module
from seuranta.intake.lease import lease
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.workspace import Workspace


def test_the_second_waits_for_the_first(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    order: list[str] = []

    def second() -> None:
        with lease(workspace):
            order.append("second")

    with lease(workspace):
        waiting = threading.Thread(target=second)
        waiting.start()
        time.sleep(0.3)
        order.append("first")
    waiting.join(5)
    assert order == ["first", "second"]


def test_a_dead_holder_holds_nothing(tmp_path: Path) -> None:
    child = os.fork()
    if child == 0:
        lease(Workspace(tmp_path)).__enter__()
        os._exit(0)
    os.waitpid(child, 0)
    with lease(Workspace(tmp_path)) as held:
        held.renew()


def test_a_holder_that_was_stopped_too_long_may_not_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease_module, "SILENCE_SECONDS", -1.0)
    workspace = Workspace(tmp_path)
    with lease(workspace) as stopped, lease(workspace) as successor:
        successor.renew()
        with pytest.raises(OperationFailed, match="found that another pass took over; nothing was written"):
            stopped.renew()
