"""What failed of which programme while drafts were made: one programme's failure stops no other's, and all are told at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from types import TracebackType

from seuranta.vocabulary.errors import OperationFailed, SeurantaError


class Failures:
    """``with failures.of(code): …`` keeps the first exception of each programme, in our words: a library's can quote what it was given."""

    def __init__(self) -> None:
        self._first: dict[str, SeurantaError] = {}

    def of(self, programme_code: str) -> AbstractContextManager[None]:
        """Catches what is raised inside."""
        return _Caught(self, programme_code)

    def keep(self, programme_code: str, error: Exception) -> None:
        """Ours as it is; of another its kind alone."""
        unforeseen = OperationFailed(f"report {programme_code}", "no unforeseen fault", type(error).__name__, "nothing half-done was kept; tell the engineers")
        self._first.setdefault(programme_code, error if isinstance(error, SeurantaError) else unforeseen)

    def __iter__(self) -> Iterator[tuple[str, SeurantaError]]:
        """Programmes and their failures, in order of the programmes' codes."""
        return iter(sorted(self._first.items()))

    def raise_if_any(self, wanted: Sequence[str]) -> None:
        """The failure itself where all that were wanted have the same, else ``OperationFailed`` with each and whose it is."""
        if {code for code, _ in self} == set(wanted) and len({str(error) for _, error in self}) == 1:
            raise self._first[wanted[0]]
        if self._first:
            found = "; ".join(f"'{code}' without ({error})" for code, error in self)
            todo = "every other programme has its drafts; see to the cause, and give the command again"
            raise OperationFailed("report", "drafts of every programme", found, todo)


class _Caught(AbstractContextManager[None]):
    def __init__(self, failures: Failures, programme_code: str) -> None:
        self._failures, self._code = failures, programme_code

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> bool:
        if not isinstance(error, Exception):
            return False
        self._failures.keep(self._code, error)
        return True
