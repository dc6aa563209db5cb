"""Errors, split by who must act. Each takes facts and writes its own sentence: where, expected, found, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LISTED_AT_MOST = 10


def listed(values: Iterable[object]) -> str:
    """The values quoted, sorted and cut at ten, as every message shows them."""
    texts = sorted({str(value) for value in values})
    shown = ", ".join(f"'{text}'" for text in texts[:LISTED_AT_MOST])
    left = len(texts) - LISTED_AT_MOST
    return f"{shown} and {left} more" if left > 0 else shown


class SeurantaError(Exception):
    """Anything this product says no to in its own words. ``str()`` of it holds no personal value."""


class Rejected(SeurantaError):
    """The sender must act: a file cannot be used. An outcome, not a failure: the task stays green.

    ``rule`` is the code of a file rule; ``facts`` fill the rule's message and hold no cell value, but header texts
    that were checked for personal patterns.
    """

    def __init__(self, rule: str, **facts: object) -> None:
        self.rule = rule
        self.facts = facts
        super().__init__(f"{rule}: {', '.join(sorted(facts))}" if facts else rule)


@dataclass(frozen=True)
class Fault:
    """One fault of a configuration file: where it is, what was found and what is allowed."""

    file: str
    key: str
    found: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: found {self.found}; allowed: {self.allowed}"


class ConfigurationError(SeurantaError):
    """We must act before running: all faults of all files, at once."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(f"  {fault}" for fault in self.faults)
        super().__init__(f"{len(self.faults)} fault(s) in the configuration; nothing was run:\n{lines}")


class UnknownName(SeurantaError):
    """Somebody asked for what is not there: expected one of the available names."""

    def __init__(self, kind: str, found: str, available: Iterable[object]) -> None:
        self.kind, self.found = kind, found
        self.available = tuple(sorted(str(name) for name in available))
        super().__init__(f"{kind} '{found}' is not known; available: {listed(self.available) or 'none yet'}")

    def __reduce__(self) -> tuple[type[UnknownName], tuple[str, str, tuple[str, ...]]]:
        """How it comes back from another process."""
        return type(self), (self.kind, self.found, self.available)


class OperationFailed(SeurantaError):
    """We must act while running: a red task. ``todo`` says what to do."""

    def __init__(self, where: str, expected: str, found: str, todo: str) -> None:
        self.where, self.expected, self.found, self.todo = where, expected, found, todo
        super().__init__(f"{where}: expected {expected}, found {found}; {todo}")

    def __reduce__(self) -> tuple[type[OperationFailed], tuple[str, str, str, str]]:
        """How it comes back from another process."""
        return type(self), (self.where, self.expected, self.found, self.todo)
