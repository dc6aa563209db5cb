"""What every stage is given: the workspace, the programmes and the clock that the environment names."""

from __future__ import annotations

import os

from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.clock import Clock, clock_from_environment
from seuranta.vocabulary.workspace import Workspace, programmes_folder_from_environment, workspace_from_environment

OTHERS_MAY_NOTHING = 0o077


def surroundings() -> tuple[Workspace, Programmes, Clock]:
    """The arguments of a stage, read when it starts: a changed programme file counts from the next run on.

    What the process makes from here on is for its owner alone, whoever started it: every command and task that writes begins
    here. What staff are given says itself that they may open it.
    """
    os.umask(OTHERS_MAY_NOTHING)
    return workspace_from_environment(), load_programmes(programmes_folder_from_environment()), clock_from_environment()
