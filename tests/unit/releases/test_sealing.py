"""A sealed folder tells what was changed in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from seuranta.releases.sealing import broken_files, make_folders_read_only, seal

CONTENTS = {"figures.json": b"{}\n", "rows/contacts.parquet": b"PAR1\x00PAR1", "approval.json": b'{"by": "Maija"}\n'}


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    folder = tmp_path / "1"
    for name, content in CONTENTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    seal(folder)
    for path in folder.rglob("*"):
        path.chmod(0o700)
    return folder


def test_nothing_is_broken_in_what_was_just_sealed(sealed: Path) -> None:
    assert broken_files(sealed) == []


@pytest.mark.parametrize("name", [*CONTENTS, "manifest.json", "MANIFEST.sha256"])
def test_every_flipped_bit_of_every_file_is_found_and_its_file_named(sealed: Path, name: str) -> None:
    path = sealed / name
    content = path.read_bytes()
    for position in range(len(content)):
        path.write_bytes(content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :])
        assert any(name in line for line in broken_files(sealed)), position
    path.write_bytes(content)
    assert broken_files(sealed) == []


def test_a_file_that_is_gone_is_named(sealed: Path) -> None:
    (sealed / "figures.json").unlink()
    assert broken_files(sealed) == ["figures.json: missing"]


def test_a_file_that_was_put_in_is_named(sealed: Path) -> None:
    (sealed / "rows" / "more.parquet").write_bytes(b"")
    assert broken_files(sealed) == ["rows/more.parquet: not of this release"]


def test_a_link_to_the_same_bytes_is_no_file_of_a_release(sealed: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(CONTENTS["figures.json"])
    (sealed / "figures.json").unlink()
    (sealed / "figures.json").symlink_to(tmp_path / "elsewhere")
    assert broken_files(sealed) == ["figures.json: changed"]


@pytest.mark.parametrize("name", ["manifest.json", "MANIFEST.sha256"])
def test_without_its_seal_nothing_can_be_believed(sealed: Path, name: str) -> None:
    (sealed / name).unlink()
    assert any(name in line for line in broken_files(sealed))


def test_the_same_content_has_the_same_manifest_whoever_approves(sealed: Path, tmp_path: Path) -> None:
    other = tmp_path / "2"
    for name, content in (CONTENTS | {"approval.json": b'{"by": "Olavi"}\n'}).items():
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_bytes(content)
    seal(other)
    assert (other / "manifest.json").read_bytes() == (sealed / "manifest.json").read_bytes()
    assert (other / "MANIFEST.sha256").read_bytes() != (sealed / "MANIFEST.sha256").read_bytes()


def test_nobody_may_write_into_a_release(sealed: Path) -> None:
    seal(sealed)
    make_folders_read_only(sealed)
    modes = {path.name: path.stat().st_mode & 0o777 for path in [sealed, *sealed.rglob("*")]}
    assert (modes["1"], modes["rows"], modes["figures.json"], modes["MANIFEST.sha256"]) == (0o500, 0o500, 0o400, 0o400)
    for path in (sealed, sealed / "rows"):
        path.chmod(0o700)
