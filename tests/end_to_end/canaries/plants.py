"""Runs a command of ours with something planted in it: a leak that the search must find, or a failure at a chosen step.

``python -m tests.end_to_end.canaries.plants <plant> <command> …``. Nothing in the product knows of it.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn
from unittest.mock import patch


def print_a_frame() -> None:
    """A ``print`` that somebody forgot in what judges rows."""
    from seuranta.intake import understanding
    from seuranta.intake.judging.judge import judge as real

    def judge(extract: Any, context: Any) -> Any:
        print(extract.rows.to_string(max_rows=3))
        return real(extract, context)

    patch.object(understanding, "judge", judge).start()


def keep_default_results() -> None:
    """Great Expectations' results as it gives them by default, kept beside the lake as its Data Docs would."""
    from seuranta.intake.judging import suites

    patch.object(suites, "RESULT_FORMAT", {"result_format": "SUMMARY"}).start()
    _keep_results()


def keep_our_results() -> None:
    """The same results kept, in the format that we ask for: the search must find nothing."""
    _keep_results()


def quote_a_cell() -> None:
    """A fault of ours whose text quotes what it stumbled over, as those of libraries do."""
    from seuranta.intake import understanding

    def judge(extract: Any, _: Any) -> NoReturn:
        texts = [name for name in extract.rows.columns if name.endswith("__text")]
        raise ValueError(f"could not convert {extract.rows[texts].iloc[0].to_dict()}")

    patch.object(understanding, "judge", judge).start()


def quote_a_cell_outside_a_pass() -> None:
    """The same where no file is being taken: nothing of the pass may catch it."""
    from seuranta.intake import ingesting

    def read_ledger(_: Any) -> NoReturn:
        raise KeyError(_first_bytes_dropped())

    patch.object(ingesting, "read_ledger", read_ledger).start()


def be_killed_at_a_write() -> None:
    """``SIGKILL`` before a table of the lake takes its name."""
    _at("rename .parquet", lambda: os.kill(os.getpid(), signal.SIGKILL))


def find_the_disk_full() -> None:
    _at("write .parquet", lambda: _fail(errno.ENOSPC))


def find_the_disk_full_for_receipts() -> None:
    _at("write .json", lambda: _fail(errno.ENOSPC))


def be_refused_the_archive() -> None:
    _at("write .age", lambda: _fail(errno.EACCES))


def have_a_broken_disk() -> None:
    _at("fsync .parquet", lambda: _fail(errno.EIO))


PLANTS: tuple[Callable[[], None], ...] = (
    print_a_frame, keep_default_results, keep_our_results, quote_a_cell, quote_a_cell_outside_a_pass,
    be_killed_at_a_write, find_the_disk_full, find_the_disk_full_for_receipts, be_refused_the_archive, have_a_broken_disk,
)  # fmt: skip


def _keep_results() -> None:
    from seuranta.intake.judging import suites

    real = suites._positions

    def positions(result: Any, questions: Any) -> list[int]:
        results = Path(os.environ["SEURANTA_HOME"]) / "work" / "validations.json"
        with results.open("a", encoding="utf-8") as file:
            file.write(f"{result.to_json_dict()}\n")
        result.result.setdefault("unexpected_index_list", result.result.get("partial_unexpected_index_list"))
        return real(result, questions)

    patch.object(suites, "_positions", positions).start()


def _at(step: str, do: Callable[[], object]) -> None:
    from seuranta.intake import durable

    def listen(found: str) -> None:
        if found == step:
            do()

    durable.on_step.append(listen)


def _fail(number: int) -> NoReturn:
    raise OSError(number, os.strerror(number))


def _first_bytes_dropped() -> str:
    paths = sorted(path for path in (Path(os.environ["SEURANTA_HOME"]) / "drop").rglob("*.csv") if path.stat().st_size)
    return paths[0].read_text(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    next(plant for plant in PLANTS if plant.__name__ == sys.argv[1])()
    sys.argv = ["seuranta", *sys.argv[2:]]
    from seuranta.cli import main

    main()
