"""Great Expectations, imported once and only where rows are judged: it takes longer to import than a file to judge.

What it draws charts and tests distributions with is left to be imported when first touched, which judging never does.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from threading import Lock, Thread
from types import ModuleType
from typing import Any

from seuranta.vocabulary.garbage import nothing_collected

NAME = "great_expectations"
LATE = ("altair", "scipy.stats")

_alone = Lock()


@cache
def great_expectations() -> Any:
    """The library, with usage statistics off and its logs silent: they would fill those of a scheduler."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    for name in (NAME, f"{NAME}.core", f"{NAME}.validator"):
        logging.getLogger(name).setLevel(logging.ERROR)
    with _alone, warnings.catch_warnings(), _parts_left_for_later(), _nothing_ever_collected():
        warnings.simplefilter("ignore")
        import great_expectations as gx
    return gx


@contextmanager
def imported_meanwhile() -> Iterator[None]:
    """Imports the library while this thread waits for something else; on leaving it is there, and no thread is left."""
    if NAME in sys.modules:
        yield
        return
    importing = Thread(target=great_expectations, name="import of Great Expectations")
    importing.start()
    try:
        yield
    finally:
        importing.join()


class _Later(MetaPathFinder):
    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in LATE else None
        if spec is not None and isinstance(spec.loader, Loader):
            spec.loader = LazyLoader(spec.loader)
        return spec


@contextmanager
def _parts_left_for_later() -> Iterator[None]:
    finder = _Later()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


@contextmanager
def _nothing_ever_collected() -> Iterator[None]:
    """Nothing of a library that is being imported is garbage, then or later: looking for it takes a third of the time."""
    with nothing_collected():
        yield
        gc.freeze()
