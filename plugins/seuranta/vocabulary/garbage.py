"""When Python looks for garbage: not while facts are made by the tens of thousands, of which none is any."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Looking for circles among a hundred thousand cells, again and again, took a quarter of a report's time; few are there."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
