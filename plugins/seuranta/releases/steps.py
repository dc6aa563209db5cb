"""Where a release can be interrupted: each side effect has a name, and is told before and after it is done.

``on_step`` hears ``before <effect>`` and ``after <effect>``: tests crash there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

# In the order of a release; the comparison only in a restatement.
EFFECTS = (
    "clear aside", "make aside", "write rows", "write reference", "write papers", "write figures", "write versions",
    "derive again", "compare", "write reports", "write disclosure", "write approval", "write manifest", "write seal",
    "make files read-only", "note approval", "make place", "take place", "make folders read-only", "note release",
)  # fmt: skip

on_step: list[Callable[[str], None]] = []


@contextmanager
def effect(name: str) -> Iterator[None]:
    """Stands around one side effect of ``EFFECTS``."""
    assert name in EFFECTS, f"name '{name}' in EFFECTS, so that it is crashed at"
    _tell(f"before {name}")
    yield
    _tell(f"after {name}")


def _tell(step: str) -> None:
    for listener in on_step:
        listener(step)
