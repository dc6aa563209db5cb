"""What every stage is given: the workspace, the programmes and the clock that the environment names."""

from __future__ import annotations

from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock, clock_from_environment
from seuranta.vocabulary.workspace import Workspace, programmes_folder_from_environment, workspace_from_environment


def surroundings() -> tuple[Workspace, Programmes, Clock]:
    """The arguments of a stage, read when it starts: a changed programme file counts from the next run on."""
    return workspace_from_environment(), load_programmes(programmes_folder_from_environment()), clock_from_environment()
