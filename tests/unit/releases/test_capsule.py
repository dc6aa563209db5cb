"""How a release is found: by its path, or by programme, period and number."""

from __future__ import annotations

from pathlib import Path

import pytest

from seuranta.releases.capsule import SEAL, find_release, releases_of
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for no in (1, 2, 10):
        folder = tmp_path / "releases" / "pilotti" / "1" / str(no)
        folder.mkdir(parents=True)
        (folder / SEAL).touch()
    return Workspace(tmp_path)


def test_a_release_is_found_by_its_name_and_by_its_path(workspace: Workspace) -> None:
    folder = workspace.releases / "pilotti" / "1" / "2"
    assert find_release(workspace, "pilotti/1/2").folder == folder
    assert find_release(workspace, str(folder)).folder == folder
    assert find_release(workspace, str(folder.relative_to(workspace.home))).folder == folder


def test_what_is_no_release_is_said_with_those_that_are(workspace: Workspace) -> None:
    with pytest.raises(UnknownName, match="release 'pilotti/2/1' is not known; available: 'pilotti/1/1', 'pilotti/1/10', 'pilotti/1/2'"):
        find_release(workspace, "pilotti/2/1")


def test_releases_of_a_period_count_on(workspace: Workspace) -> None:
    assert releases_of(workspace, "pilotti", 1) == [1, 2, 10]
    assert releases_of(workspace, "pilotti", 2) == []
