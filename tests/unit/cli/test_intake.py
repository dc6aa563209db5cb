"""The commands of intake: what they print and how they leave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from seuranta.cli import app, house, intake
from tests.unit.intake.files import put

PROGRAMMES = Path(__file__).resolve().parents[3] / "programmes"
HEADER = "Tunniste;Yhteydenotto;Sitoutui;Päättyi;Loppuun asti\n"
GOOD = HEADER + "".join(f"A{no};1.8.2022;5.8.2022;1.11.2022;Kyllä\n" for no in range(20))
PARTLY = HEADER + "A1;1.8.2022;5.8.2022;;\nA2;2.8.2022;1.8.2022;;\n"
MODULES = (house, intake)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def receipts() -> list[dict[str, object]]:
    found = json.loads(run("deliveries", "--format", "json").stdout)
    assert isinstance(found, list)
    return found


def test_a_receipt_is_printed_as_the_contract_shows_it(home: Path) -> None:
    put(home / "drop", "ikaalinen/yhteydenotot.csv", PARTLY)
    taken = run("ingest")
    assert taken.exit_code == 0
    assert taken.stdout.endswith("1 file(s) taken\n")

    (receipt,) = receipts()
    assert receipt["programme"] == "ikaalinen"
    assert receipt["file_name"] == "yhteydenotot.csv"
    assert receipt["received_at"] == "2022-12-01T07:00:00Z"
    assert (receipt["dataset"], receipt["layout"], receipt["status"], receipt["clock"]) == ("contacts", "contacts", "partly_accepted", "SEURANTA_NOW")
    assert receipt["rows"] == {"received": 2, "loaded": 1, "quarantined": 1, "ignored": 0}
    issues = receipt["issues"]
    assert isinstance(issues, list)
    assert [(issue["rule"], issue["severity"], issue["sheet"], issue["row"], issue["column"]) for issue in issues] == [("CON02", "row", None, 3, "C")]
    assert sorted(issues[0]["message"]) == ["en", "fi", "sv"]


@pytest.mark.parametrize(
    ("name", "content", "code", "said"),
    [
        ("a.csv", GOOD, 0, "accepted: contacts (contacts)"),
        ("a.csv", PARTLY, 3, "row   CON02 C3: "),
        ("a.csv", "Tili;Summa\n1;2\n", 4, "file  FIL04 : "),
        ("a.pdf", "%PDF", 4, "file  FIL09 : "),
    ],
)
def test_a_check_leaves_with_its_verdict_and_writes_nothing(home: Path, tmp_path: Path, name: str, content: str, code: int, said: str) -> None:
    before = sorted(home.rglob("*"))
    done = run("check", str(put(tmp_path, name, content)), "--programme", "ikaalinen")
    assert done.exit_code == code
    assert said in done.stdout
    assert sorted(home.rglob("*")) == before


def test_a_check_needs_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEURANTA_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("SEURANTA_PROGRAMMES", str(PROGRAMMES))
    done = run("check", str(put(tmp_path, "a.csv", GOOD)), "--programme", "ikaalinen", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)["status"]) == (0, "accepted")
    assert not (tmp_path / "none").exists()


def test_a_check_of_what_was_delivered_says_so_and_what_is_wrong_with_it(home: Path) -> None:
    path = put(home / "drop", "ikaalinen/a.csv", PARTLY)
    run("ingest")
    done = run("check", str(path), "--programme", "ikaalinen", "--format", "json")
    shown = json.loads(done.stdout)
    assert (done.exit_code, shown["status"], shown["duplicate_of"]) == (3, "partly_accepted", receipts()[0]["delivery_id"])


def test_a_held_delivery_is_let_in_by_a_person_with_a_reason(home: Path) -> None:
    put(home / "drop", "ikaalinen/a.csv", GOOD)
    run("ingest")
    put(home / "drop", "ikaalinen/b.csv", HEADER + "A1;1.8.2022;5.8.2022;;\n")
    run("ingest")
    held = receipts()[1]
    assert held["status"] == "held"

    done = run("accept", str(held["delivery_id"]), "--reason", "Muut perustettiin uudelleen")

    assert done.stdout == f"accepted: {held['delivery_id']} counts from now on; run 'seuranta build' for the figures\n"
    now = receipts()[1]
    assert now["status"] == "accepted"
    assert isinstance(now["accepted"], dict)
    assert now["accepted"]["reason"] == "Muut perustettiin uudelleen"


def test_the_table_shows_every_delivery_whole(home: Path) -> None:
    put(home / "drop", "ikaalinen/a.csv", GOOD)
    run("ingest")
    shown = run("deliveries", "--programme", "ikaalinen").stdout
    assert str(receipts()[0]["delivery_id"]) in shown
    assert "ikaalinen/a.csv" in shown
    assert run("deliveries", "--programme", "asku", "--format", "json").stdout == "[]\n"
