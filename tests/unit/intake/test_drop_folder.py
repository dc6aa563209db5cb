"""What is taken from the drop folder, what is left alone, and when."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from seuranta.intake.drop_folder import Look, is_whole, look, settle_seconds_from_environment, settled
from seuranta.vocabulary.errors import ConfigurationError, OperationFailed
from tests.unit.intake.files import put, xlsx


def test_files_of_any_depth_and_name_are_found(tmp_path: Path) -> None:
    for name in ("a.csv", "klubi/b.xlsx", "klubi/syvä/syvempi/Ä ö.ods", "klubi/tilanne.xlsx"):
        put(tmp_path, name, "x")
    assert sorted(look(tmp_path, False).files) == ["a.csv", "klubi/b.xlsx", "klubi/syvä/syvempi/Ä ö.ods", "klubi/tilanne.xlsx"]


@pytest.mark.parametrize(
    "name",
    [
        "~$a.xlsx", "~$TILANNE.xlsx", ".~lock.a.xlsx#", ".~lock.TILANNE.xlsx#", "a.tmp", "a.xlsx.part", "a.CRDOWNLOAD", ".a.csv", "Thumbs.db", "DESKTOP.INI",
        "kertomus.md", "TILANNE.html", "palaute/a.xlsx", "Palaute/a.xlsx", "syvä/palaute/b/a.xlsx", ".git/a.csv",
    ],
)  # fmt: skip
def test_some_names_are_ignored_without_a_word(tmp_path: Path, name: str) -> None:
    put(tmp_path, f"klubi/{name}", "x")
    seen = look(tmp_path, False)
    assert (seen.files, seen.unreadable, seen.refused) == ({}, [], [])


def test_decomposed_names_are_composed(tmp_path: Path) -> None:
    put(tmp_path, "klubi/la\u0308sna\u0308olo.csv", "x")
    assert list(look(tmp_path, False).files) == ["klubi/läsnäolo.csv"]


def test_links_and_devices_are_refused_and_never_followed(tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.csv", "x")
    drop = tmp_path / "drop"
    put(drop, "klubi/honest.csv", "x")
    (drop / "klubi/symbolic.csv").symlink_to(secret)
    (drop / "klubi/folder").symlink_to(tmp_path)
    (drop / "klubi/hard.csv").hardlink_to(secret)
    os.mkfifo(drop / "klubi/pipe.csv")

    seen = look(drop, False)

    assert list(seen.files) == ["klubi/honest.csv"]
    assert sorted(seen.refused) == ["klubi/folder", "klubi/hard.csv", "klubi/pipe.csv", "klubi/symbolic.csv"]


def test_a_file_that_changes_between_two_looks_is_not_settled(tmp_path: Path) -> None:
    still, moving = put(tmp_path, "a.csv", "x"), put(tmp_path, "b.csv", "x")
    first = look(tmp_path, False)
    moving.write_text("xy")
    put(tmp_path, "c.csv", "x")
    assert [found.path for found in settled(first, look(tmp_path, False))] == [still]


def test_files_come_by_time_then_path(tmp_path: Path) -> None:
    for name, at in (("c.csv", 100), ("b.csv", 200), ("a.csv", 200)):
        os.utime(put(tmp_path, name, "x"), (at, at))
    seen = look(tmp_path, False)
    assert [found.relative for found in settled(seen, seen)] == ["c.csv", "a.csv", "b.csv"]


def test_an_empty_folder_that_was_filled_is_an_outage(tmp_path: Path) -> None:
    assert look(tmp_path, False) == Look()
    with pytest.raises(OperationFailed, match="an empty folder; check that the share is mounted; nothing was changed"):
        look(tmp_path, True)


def test_a_folder_that_is_away_is_an_outage(tmp_path: Path) -> None:
    with pytest.raises(OperationFailed, match="found No such file or directory; check the share; nothing was changed"):
        look(tmp_path / "away", False)


def whole(folder: Path, name: str, content: bytes, quiet_seconds: float = 0) -> bool:
    path = put(folder, name, content)
    (found,) = look(folder, False).files.values()
    answer = is_whole(found, found.ctime_ns / 1e9 + quiet_seconds)
    path.unlink()
    return answer


def test_no_truncation_of_a_workbook_looks_whole(tmp_path: Path) -> None:
    content = xlsx(*[[no, f"Osallistuja {no}"] for no in range(200)])
    taken = [share for share in range(1, 100) if whole(tmp_path, "a.xlsx", content[: len(content) * share // 100])]
    assert taken == []
    assert whole(tmp_path, "a.xlsx", content)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_a_text_without_its_last_line_break_looks_unfinished_for_a_while(tmp_path: Path, codec: str) -> None:
    assert whole(tmp_path, "a.csv", "Pvm;Ryhmä\n1.9.2022;Retki\n".encode(codec))
    cut = "Pvm;Ryhmä\n1.9.2022;Re".encode(codec)
    assert not whole(tmp_path, "a.csv", cut)
    assert not whole(tmp_path, "a.csv", cut, quiet_seconds=29)
    assert whole(tmp_path, "a.csv", cut, quiet_seconds=31)


def test_a_broken_workbook_gets_its_answer_in_the_end(tmp_path: Path) -> None:
    assert not whole(tmp_path, "a.xlsx", xlsx(["a"])[:-100], quiet_seconds=599)
    assert whole(tmp_path, "a.xlsx", xlsx(["a"])[:-100], quiet_seconds=601)


@pytest.mark.parametrize(("text", "seconds"), [("", 2.0), ("0", 0.0), ("1.5", 1.5)])
def test_the_environment_says_how_long_files_settle(monkeypatch: pytest.MonkeyPatch, text: str, seconds: float) -> None:
    monkeypatch.setenv("SEURANTA_SETTLE_SECONDS", text)
    assert settle_seconds_from_environment() == seconds


@pytest.mark.parametrize("text", ["soon", "-1", "nan", "inf"])
def test_a_settle_time_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("SEURANTA_SETTLE_SECONDS", text)
    with pytest.raises(ConfigurationError, match=f"SEURANTA_SETTLE_SECONDS: found '{text}'; allowed: seconds, 0 or more"):
        settle_seconds_from_environment()
