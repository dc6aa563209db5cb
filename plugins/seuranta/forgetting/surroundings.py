"""What every change of what is kept is given."""

from __future__ import annotations

from dataclasses import dataclass

from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.workspace import Workspace


@dataclass(frozen=True)
class Surroundings:
    """The workspace, the programmes and the clock."""

    workspace: Workspace
    programmes: Programmes
    clock: Clock
