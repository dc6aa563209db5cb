"""A pass over the drop folder: what ends in which receipt, and that nothing is done twice or half."""

from __future__ import annotations

import json
import os
import traceback
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from seuranta.intake import ingesting, verdicts
from seuranta.intake.reading.server_client import read_in_child
from seuranta.vocabulary.errors import OperationFailed
from seuranta.vocabulary.receipts import Coverage, RowCounts
from seuranta.vocabulary.sheets import Workbook
from tests.unit.intake.builders import programme
from tests.unit.intake.files import xlsx
from tests.unit.intake.workspaces import House, house, lake_files, many_visits, visits

GOOD = visits("3.5.2022;Ryhmä;Kallio;A1", "3.5.2022;Retki;Kallio;A2")


@pytest.fixture
def home(tmp_path: Path) -> House:
    return house(tmp_path)


def test_a_good_file_is_accepted_archived_and_loaded(home: House) -> None:
    home.drop("klubi/käynnit.csv", GOOD)
    (receipt,) = home.take()

    assert receipt.status == "accepted"
    assert receipt.delivery_id == f"klubi-000001-{receipt.sha256[:8]}"
    assert receipt.rows == RowCounts(received=2, loaded=2)
    assert (receipt.dataset, receipt.layout, receipt.file_name, receipt.path) == ("attendance", "visits", "käynnit.csv", "klubi/käynnit.csv")
    day = Coverage(dataset="attendance", unit_code="kallio", activity_code="ryhma", start_on=date(2022, 5, 3), end_on=date(2022, 5, 3))
    assert day in receipt.coverage
    assert sorted(lake_files(home)) == [f"attendance/klubi/{receipt.delivery_id}.parquet", f"outcome/klubi/{receipt.delivery_id}.parquet"]
    archived = (home.workspace.archive / "klubi" / f"{receipt.delivery_id}.age").read_bytes()
    assert archived.startswith(b"age-encryption.org/v1")
    assert (home.workspace.drop / "klubi/TILANNE.html").exists()


def test_the_lake_holds_keys_and_no_identifiers(home: House) -> None:
    home.drop("klubi/a.csv", GOOD)
    (receipt,) = home.take()
    table = pq.read_table(home.workspace.lake / "attendance/klubi" / f"{receipt.delivery_id}.parquet", partitioning=None)
    rows = table.to_pylist()
    assert [(row["_row"], row["kind"], row["visit_count"], len(row["participant_key"])) for row in rows] == [(2, "present", 1, 32), (3, "present", 1, 32)]
    assert len(table.schema.metadata[b"seuranta.key_id"]) == 8


def test_the_outcome_of_every_row_is_kept_with_its_rules(home: House) -> None:
    home.drop("klubi/a.csv", visits("3.5.2022;Ryhmä;Kallio;A1", "31.2.2022;Ryhmä;Kallio;A2", "4.5.2022;Ryhmä;Muualla;A3"))
    (receipt,) = home.take()
    rows = pq.read_table(home.workspace.lake / "outcome/klubi" / f"{receipt.delivery_id}.parquet", partitioning=None).to_pylist()
    assert [(row["_row"], row["outcome"], row["rules"]) for row in rows] == [(2, "loaded", ""), (3, "quarantined", "ATT01"), (4, "quarantined", "ATT03")]
    assert receipt.status == "partly_accepted"
    assert receipt.rows == RowCounts(received=3, loaded=1, quarantined=2)
    assert (home.workspace.drop / "klubi/palaute").is_dir()


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("irrallinen.csv", GOOD, "FIL08"),
        ("vieras/a.csv", GOOD, "FIL08"),
        ("klubi/muistio.pdf", b"%PDF-1.4", "FIL09"),
        ("klubi/ilman päätettä", b"x", "FIL09"),
        ("klubi/tyhjä.xlsx", b"", "FIL03"),
        ("klubi/rikki.xlsx", b"PK\x03\x04 rikki", "FIL01"),
        ("klubi/lasku.csv", "Tili;Summa\n1;2\n", "FIL04"),
    ],
)
def test_what_cannot_be_used_is_rejected_with_its_rule(home: House, name: str, content: str | bytes, rule: str) -> None:
    home.drop(name, content)
    (receipt,) = home.take()
    assert (receipt.status, [issue.rule for issue in receipt.issues]) == ("rejected", [rule])
    assert receipt.rows.received == receipt.rows.quarantined
    assert receipt.programme == ("klubi" if name.startswith("klubi") else None)
    assert any((home.workspace.drop / name).parent.glob("palaute/*KORJATTAVAA.xlsx"))


def test_nothing_of_the_staffs_is_changed(home: House) -> None:
    path = home.drop("klubi/a.csv", GOOD)
    before = path.stat()
    home.take()
    after = path.stat()
    assert path.read_text() == GOOD
    assert (before.st_mtime_ns, before.st_ctime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ctime_ns, after.st_ino)


def test_the_same_bytes_at_the_same_path_are_nothing_new(home: House) -> None:
    path = home.drop("klubi/a.csv", GOOD)
    home.take()
    os.utime(path, (1, 1))
    assert home.take() == []
    path.unlink()
    home.drop("klubi/b.csv", visits("4.5.2022;Ryhmä;Malmin yhteisö;A1"))
    home.take()
    home.drop("klubi/a.csv", GOOD)
    assert home.take() == []


def test_the_same_bytes_under_another_path_are_a_duplicate_without_effect(home: House) -> None:
    home.drop("klubi/a.csv", GOOD)
    (first,) = home.take()
    before = lake_files(home)
    home.drop("klubi/kopiot/a.csv", GOOD)
    (second,) = home.take()
    assert (second.status, second.duplicate_of, second.issues, second.rows) == ("duplicate", first.delivery_id, (), RowCounts())
    assert lake_files(home) == before


def test_the_same_bytes_in_another_programme_are_a_delivery_of_their_own(home: House) -> None:
    home.programmes = home.programmes.model_copy(update={"programmes": {"klubi": programme(), "toinen": programme(code="toinen")}})
    home.drop("klubi/a.csv", GOOD)
    home.drop("toinen/a.csv", GOOD)
    receipts = home.take()
    assert [(receipt.programme, receipt.status) for receipt in receipts] == [("klubi", "accepted"), ("toinen", "accepted")]


def test_a_content_that_comes_back_after_it_was_replaced_is_a_duplicate_with_a_warning(home: House) -> None:
    home.drop("klubi/a.csv", GOOD)
    home.take()
    home.drop("klubi/a.csv", visits("3.5.2022;Ryhmä;Kallio;A9", "3.5.2022;Retki;Kallio;A2"))
    home.take()
    home.drop("klubi/a.csv", GOOD)
    home.take()
    first, second, third = home.receipts()
    assert (first.status, second.status, third.status) == ("accepted", "accepted", "duplicate")
    assert [issue.rule for issue in third.issues] == ["DEL02"]
    assert third.duplicate_of == first.delivery_id


def test_a_duplicate_of_what_stands_in_part_carries_no_warning(home: House) -> None:
    home.drop("klubi/a.csv", GOOD)
    home.take()
    home.drop("klubi/b.csv", visits("3.5.2022;Ryhmä;Kallio;A9"))
    home.drop("klubi/c.csv", GOOD)
    home.take()
    assert home.receipts()[-1].issues == ()


def test_a_name_that_holds_an_identity_code_is_in_no_receipt(home: House) -> None:
    home.drop("klubi/020594X903P.csv", GOOD)
    (receipt,) = home.take()
    assert receipt.file_name.startswith("file_")
    assert receipt.path == f"klubi/{receipt.file_name}"
    assert home.take() == []
    written = b"".join(path.read_bytes() for path in home.workspace.lake.rglob("*") if path.is_file())
    assert b"903P" not in written


def test_a_sheet_name_that_holds_an_identity_code_is_in_no_receipt(home: House) -> None:
    book = xlsx(["Pvm", "Ryhmä", "Yksikkö", "Osallistuja"], ["31.2.2022", "Ryhmä", "Kallio", "A1"], title="020594X903P")
    home.drop("klubi/a.xlsx", book)
    (receipt,) = home.take()
    assert [str(issue.sheet)[:6] for issue in receipt.issues] == ["sheet_"]
    assert "903P" not in json.dumps([receipt.model_dump(mode="json"), lake_files(home)])


def test_a_failure_of_ours_stops_no_other_file_and_leaves_no_receipt(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    real = read_in_child

    def fail_for_b(path: Path, file_name: str) -> Workbook:
        if file_name == "b.csv":
            raise KeyError("020594X903P")
        return real(path, file_name)

    monkeypatch.setattr(verdicts, "read_in_child", fail_for_b)
    for name in ("a", "b", "c"):
        home.drop(f"klubi/{name}.csv", visits(f"3.5.2022;Ryhmä;Kallio;{name}"))
    with pytest.raises(OperationFailed) as failed:
        home.take()
    assert "klubi/b.csv: KeyError in intake/verdicts.py" in str(failed.value)
    assert "903P" not in str(failed.value)
    assert [path for path, _ in home.statuses()] == ["klubi/a.csv", "klubi/c.csv"]
    monkeypatch.undo()
    home.take()
    assert [path for path, _ in home.statuses()] == ["klubi/a.csv", "klubi/c.csv", "klubi/b.csv"]


def test_a_fault_outside_of_any_file_is_told_by_its_place_and_not_in_its_own_words(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise KeyError("020594X903P")

    monkeypatch.setattr(ingesting, "seen_files", fail)
    with pytest.raises(OperationFailed) as failed:
        home.take()
    assert str(failed.value).startswith("ingest: expected no unforeseen fault, found KeyError in intake/ingesting.py, line ")
    logged = "".join(traceback.format_exception(failed.value))
    assert "903P" not in logged.replace('raise KeyError("020594X903P")', "")


def test_an_emptied_share_changes_nothing(home: House) -> None:
    path = home.drop("klubi/a.csv", GOOD)
    home.take()
    path.unlink()
    for name in ("TILANNE.html", "TILANNE.xlsx"):
        (home.workspace.drop / "klubi" / name).unlink()
    path.parent.rmdir()
    before = lake_files(home)
    with pytest.raises(OperationFailed, match="check that the share is mounted"):
        home.take()
    assert lake_files(home) == before


def test_a_half_copied_file_waits_for_its_rest(home: House) -> None:
    from seuranta.intake.ingesting import ingest
    from tests.unit.intake.workspaces import CLOCK

    content = xlsx(["Pvm", "Ryhmä", "Yksikkö", "Osallistuja"], ["3.5.2022", "Ryhmä", "Kallio", "A1"])
    home.drop("klubi/a.xlsx", content[:-50])
    assert ingest(home.workspace, home.programmes, CLOCK, settle_seconds=0.05) == []
    home.drop("klubi/a.xlsx", content)
    assert [receipt.status for receipt in ingest(home.workspace, home.programmes, CLOCK, settle_seconds=0.05)] == ["accepted"]


def test_many_people_leaving_is_held(home: House) -> None:
    home.drop("klubi/a.csv", many_visits(20))
    home.drop("klubi/b.csv", many_visits(5))
    home.take()
    held = home.receipts()[-1]
    assert held.status == "held"
    assert [issue.rule for issue in held.issues] == ["DEL01"]
    assert held.rows == RowCounts(received=5, loaded=5)
    assert "15" in held.issues[0].message["fi"]
    assert "20" in held.issues[0].message["fi"]
