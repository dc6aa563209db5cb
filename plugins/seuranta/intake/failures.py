"""What went wrong on our side during a pass: one file's failure stops no other, and all are told at the end."""

from __future__ import annotations

import traceback
from pathlib import Path
from types import TracebackType
from typing import Self

from seuranta.vocabulary.errors import OperationFailed, SeurantaError, listed

PACKAGE = Path(__file__).resolve().parents[1]


class InOurWords:
    """``with InOurWords("ingest"): …`` turns an unforeseen exception into ``OperationFailed``: its kind and place, not its text.

    A scheduler logs what a task raises, whole; and a library's text can quote the cell that it stumbled over.
    """

    def __init__(self, where: str) -> None:
        self._where = where

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(error, Exception) and not isinstance(error, SeurantaError):
            raise OperationFailed(self._where, "no unforeseen fault", _sentence(error), "nothing half-done was kept; tell the engineers") from None


class Failures:
    """``with failures.of(name): …`` keeps an exception as a sentence. Not a word of an exception's own text is kept
    unless it is ours: a library quotes the values it stumbles over."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def of(self, name: str) -> _Caught:
        """``name`` is what receipts may show."""
        return _Caught(self, name)

    def raise_if_any(self) -> None:
        """Raises ``OperationFailed`` with what failed."""
        if self.sentences:
            found = f"{len(self.sentences)} failure(s): {listed(self.sentences)}"
            raise OperationFailed("ingest", "every file to end in a receipt", found, "the next pass takes these files again; see to the cause")


class _Caught:
    def __init__(self, failures: Failures, name: str) -> None:
        self._failures, self._name = failures, name

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        if not isinstance(error, Exception):
            return False
        self._failures.sentences.append(f"{self._name}: {_sentence(error)}")
        return True


def _sentence(error: Exception) -> str:
    if isinstance(error, SeurantaError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror} (errno {error.errno})"
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(PACKAGE)]
    where = f" in {Path(ours[-1].filename).relative_to(PACKAGE)}, line {ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{where}"
