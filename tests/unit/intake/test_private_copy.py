"""One look into a staff file, whatever is put in its place between two looks (privacy.md 3)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from seuranta.intake.drop_folder import Found, look
from seuranta.intake.private_copy import Changed, private_copy
from tests.unit.intake.files import put


def found(folder: Path) -> Found:
    return look(folder, was_filled=False).files["a.csv"]


def become_a_link(path: Path, secret: Path) -> None:
    path.unlink()
    path.symlink_to(secret)


def become_a_second_name(path: Path, secret: Path) -> None:
    path.unlink()
    path.hardlink_to(secret)


def get_a_second_name(path: Path, secret: Path) -> None:
    secret.with_name("other").hardlink_to(path)


def become_another_file(path: Path, secret: Path) -> None:
    path.unlink()
    path.write_bytes(secret.read_bytes())


@pytest.mark.parametrize("change", [become_a_link, become_a_second_name, get_a_second_name, become_another_file])
def test_what_took_the_files_place_after_the_look_is_not_read(tmp_path: Path, change: Callable[[Path, Path], None]) -> None:
    drop, secret = tmp_path / "drop", put(tmp_path, "secret", "salaisuus")
    path = put(drop, "a.csv", "Pvm;Nimi")
    looked_at = found(drop)
    change(path, secret)
    with pytest.raises((Changed, OSError)), private_copy(looked_at) as copy:
        pytest.fail(f"{copy.size_bytes} bytes were read")


def test_the_copy_has_no_name_and_stays_as_it_was_hashed(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", "Pvm;Nimi")
    with private_copy(found(tmp_path)) as copy:
        path.write_text("muuta")
        assert copy.path.read_bytes() == b"Pvm;Nimi"
        assert copy.sha256 == hashlib.sha256(b"Pvm;Nimi").hexdigest()
        assert [each.name for each in tmp_path.iterdir()] == ["a.csv"]
