"""What a release is given: the house it is made in, and a person's word."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.workspace import Workspace


@dataclass(frozen=True)
class Approval:
    """Who lets the report go, why once more, and what is knowingly passed over."""

    by: str
    reason: str | None = None
    exception: str | None = None

    @property
    def has_reason(self) -> bool:
        return bool((self.reason or "").strip())

    @property
    def has_exception(self) -> bool:
        return bool((self.exception or "").strip())


@dataclass(frozen=True)
class House:
    """Where everything is, as the release finds it."""

    workspace: Workspace
    programmes: Programmes
    programmes_folder: Path
    clock: Clock
