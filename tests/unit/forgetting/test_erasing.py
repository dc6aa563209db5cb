"""A person who asked to be forgotten is nowhere any more; everybody else is as before."""

from __future__ import annotations

import fcntl
from pathlib import Path

import openpyxl
import pytest

from seuranta.forgetting.erasing import UnknownPerson
from seuranta.forgetting.requests import forget_person
from seuranta.intake import durable
from seuranta.intake.keeping import check_what_is_kept
from seuranta.intake.keys import identity_path
from seuranta.vocabulary.errors import OperationFailed, UnknownName
from seuranta.vocabulary.house_log import read_house_log
from seuranta.warehouse.building import build
from tests.unit.forgetting.crashing import finish, killed_at, steps_of
from tests.unit.forgetting.houses import CODE, CONTACTS, ESR, NUMBER, OTHER, SECRET, full_house, hits, pseudonym_of, surroundings_of, table
from tests.unit.intake.builders import programme
from tests.unit.intake.files import xlsx
from tests.unit.intake.workspaces import CLOCK, House, house, lake_files, visits

THEIRS = (CODE, NUMBER)


@pytest.fixture
def home(tmp_path: Path) -> House:
    return full_house(tmp_path)


def forget(home: House) -> object:
    return forget_person(surroundings_of(home), "klubi", THEIRS)


def keys_of(home: House) -> list[str]:
    return [pseudonym_of(home, name) for name in THEIRS]


def rows_of_others(home: House) -> dict[str, list[str]]:
    """Rows by file, without outcomes and without any row of the person."""
    keys = keys_of(home)
    responses = {name: rows for name, rows in lake_files(home).items() if not name.startswith(("outcome", "survey_answer"))}
    return {name: [row for row in rows if not any(key in row for key in keys)] for name, rows in responses.items()}


def test_nothing_of_them_is_found_anywhere_but_in_the_drop_folder(home: House) -> None:
    before = hits(home, *keys_of(home), CODE, SECRET)
    for part in ("archive/klubi/", "lake/attendance/", "lake/contacts/", "lake/survey_response/"):
        assert any(name.startswith(part) for name in before), f"the search finds nothing in {part}, so it proves nothing"
    forget(home)
    assert hits(home, *keys_of(home), CODE, SECRET) == []


def test_everybody_elses_rows_are_as_before(home: House) -> None:
    before = rows_of_others(home)
    assert sum(map(len, before.values())) == 6
    forget(home)
    assert rows_of_others(home) == before
    answers = next(rows for name, rows in lake_files(home).items() if name.startswith("survey_answer"))
    assert len(answers) == 3


def test_the_receipts_still_add_up_and_name_no_row(home: House) -> None:
    forget(home)
    receipts = {receipt.path: receipt for receipt in home.receipts()}
    first = receipts["klubi/a käynnit.csv"]
    assert first.rows.model_dump() == {"received": 3, "loaded": 1, "quarantined": 0, "ignored": 2}
    assert (first.erased, first.status) == (2, "accepted_with_warnings")
    assert [(issue.rule, issue.row, issue.column) for issue in first.issues] == [("ERA01", None, None)]
    assert first.issues[0].message["en"].startswith("The file has rows (2) about a person whose data were erased at their request.")
    assert receipts["klubi/e muut.csv"].erased == 0


def test_originals_and_feedback_that_held_them_are_destroyed_and_no_others(home: House) -> None:
    assert sorted(path.name for path in home.workspace.drop.rglob("palaute/*")) == ["d virheellinen – KORJATTAVAA.xlsx"]
    forget(home)
    assert [path.stem[:12] for path in sorted(home.workspace.archive.rglob("*.age"))] == ["klubi-000005"]
    assert list(home.workspace.drop.rglob("palaute/*")) == []
    assert check_what_is_kept(home.workspace, home.programmes, CLOCK) > 0


def test_originals_that_cannot_be_opened_are_destroyed_where_they_could_hold_them(home: House) -> None:
    identity_path(home.workspace).unlink()
    for path in home.workspace.drop.glob("klubi/*.csv"):
        path.unlink()
    forget(home)
    assert [path.stem[:12] for path in sorted(home.workspace.archive.rglob("*.age"))] == ["klubi-000005"]


def test_the_same_file_again_does_not_bring_them_back(home: House) -> None:
    forget(home)
    home.drop("klubi/uusi nimi.csv", (home.workspace.drop / "klubi" / "b yhteydenotot.csv").read_bytes())
    assert [receipt.status for receipt in home.take()] == ["duplicate"]
    assert hits(home, *keys_of(home), CODE, SECRET) == []


def test_a_corrected_file_is_taken_without_them(home: House) -> None:
    forget(home)
    home.drop("klubi/korjattu.csv", table(CONTACTS, f"{CODE};1.3.2022;;;", "A2;2.3.2022;4.3.2022;;", "A9;31.2.2022;;;"))
    (taken,) = home.take()
    assert taken.rows.model_dump() == {"received": 3, "loaded": 1, "quarantined": 1, "ignored": 1}
    assert (taken.erased, [issue.rule for issue in taken.issues]) == (1, ["CON01", "ERA01"])
    assert hits(home, *keys_of(home), CODE, SECRET) == []
    feedback = openpyxl.load_workbook(home.workspace.drop / "klubi" / "palaute" / "korjattu – KORJATTAVAA.xlsx")
    cells = {str(cell.value) for sheet in feedback for row in sheet.iter_rows() for cell in row}
    assert "A9" in cells
    assert CODE not in cells


def test_a_workbook_is_given_back_without_them(home: House) -> None:
    forget(home)
    rows: list[list[str | None]] = [[*CONTACTS.split(";")], [CODE, "1.3.2022", None, None, None], ["A9", "31.2.2022", None, None, None]]
    home.drop("klubi/kirja.xlsx", xlsx(*rows))
    assert [receipt.erased for receipt in home.take()] == [1]
    feedback = openpyxl.load_workbook(home.workspace.drop / "klubi" / "palaute" / "kirja – KORJATTAVAA.xlsx")
    cells = {str(cell.value) for sheet in feedback for row in sheet.iter_rows() for cell in row}
    assert "A9" in cells
    assert CODE not in cells


def test_a_second_time_changes_nothing(home: House) -> None:
    forget(home)
    before = {path: path.read_bytes() for path in home.workspace.home.rglob("*") if path.is_file()}
    again = forget_person(surroundings_of(home), "klubi", THEIRS)
    assert again.was_forgotten_before
    assert {path: path.read_bytes() for path in home.workspace.home.rglob("*") if path.is_file()} == before


def test_somebody_unknown_is_told_so_without_a_word_of_what_was_given(home: House) -> None:
    before = {path: path.read_bytes() for path in home.workspace.lake.rglob("*") if path.is_file()}
    with pytest.raises(UnknownPerson, match="^erase: expected what programme 'klubi' knows a person by ") as told:
        forget_person(surroundings_of(home), "klubi", [OTHER])
    assert OTHER not in str(told.value)
    assert {path: path.read_bytes() for path in home.workspace.lake.rglob("*") if path.is_file()} == before
    assert hits(home, OTHER, pseudonym_of(home, OTHER)) == []
    assert not home.workspace.house_log.exists()


def test_the_programme_must_be_known(home: House) -> None:
    with pytest.raises(UnknownName, match="programme 'kerho' is not known; available: 'klubi'"):
        forget_person(surroundings_of(home), "kerho", THEIRS)


def test_the_house_log_says_what_was_done_and_not_to_whom(home: House) -> None:
    forget(home)
    (line,) = read_house_log(home.workspace)
    assert (line["what"], line["programme"], line["rows"], line["releases"]) == ("erased", "klubi", 4, [])
    assert [delivery[:12] for delivery in line["deliveries"]] == [f"klubi-00000{no}" for no in (1, 2, 3, 4)]


def test_a_number_beside_a_code_is_the_same_person(tmp_path: Path) -> None:
    home = house(tmp_path)
    of_fund = programme(esf="2021-2027", project_code="S30123", datasets=["attendance", "esr_participants"])
    home.programmes.programmes["klubi"] = of_fund
    home.drop("klubi/osallistujat.csv", table(ESR, f"S30123;{CODE};{NUMBER};1.3.2022;Työtön;Perusaste", f"S30123;{OTHER};AS-18;1.3.2022;Työtön;Perusaste"))
    home.drop("klubi/käynnit.csv", visits(f"3.5.2022;Ryhmä;Kallio;{NUMBER}", "3.5.2022;Ryhmä;Kallio;AS-18"))
    assert [receipt.rows.loaded for receipt in home.take()] == [2, 2]
    assert hits(home, pseudonym_of(home, NUMBER)) != []
    erased = forget_person(surroundings_of(home), "klubi", [CODE])
    assert erased.rows == 2
    assert hits(home, pseudonym_of(home, NUMBER), pseudonym_of(home, CODE), CODE, NUMBER) == []
    assert hits(home, pseudonym_of(home, "AS-18")) != []


def test_another_programme_keeps_what_it_has(tmp_path: Path) -> None:
    home = house(tmp_path)
    home.programmes.programmes["kerho"] = programme(code="kerho")
    for code in ("klubi", "kerho"):
        home.drop(f"{code}/a.csv", visits(f"3.5.2022;Ryhmä;Kallio;{NUMBER}"))
    home.take()
    forget_person(surroundings_of(home), "klubi", [NUMBER])
    assert hits(home, pseudonym_of(home, NUMBER)) == []
    assert [name.split("/")[0] for name in hits(home, pseudonym_of(home, NUMBER, "kerho"))] == ["lake"]


def test_no_file_is_taken_in_while_somebody_is_forgotten(home: House) -> None:
    free: list[bool] = []
    durable.on_step.append(lambda step: free.append(is_free(home)) if step == "rename .parquet" else None)
    try:
        forget(home)
    finally:
        durable.on_step.clear()
    assert free
    assert not any(free)
    assert is_free(home)


def is_free(home: House) -> bool:
    """Whether another pass could take files in now."""
    with (home.workspace.work / "ingest.lease").open("r+b") as other:
        try:
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_nothing_is_taken_or_built_of_half_a_lake(home: House) -> None:
    steps = steps_of(full_house(home.workspace.home / "elsewhere"), forget)
    killed_at(home, forget, steps.index("rename .parquet"))
    for refused in (home.take, lambda: build(home.workspace, home.programmes, CLOCK)):
        with pytest.raises(OperationFailed, match="^the lake: expected files that agree with each other, found an unfinished 'erase'; wait for it"):
            refused()
    finish(home)
    assert home.take() == []


def outcome_of(home: House) -> object:
    receipts = [receipt.model_dump(mode="json") for receipt in home.receipts()]
    kept = sorted(path.name for path in [*home.workspace.archive.rglob("*.age"), *home.workspace.drop.rglob("palaute/*")])
    log = [{name: value for name, value in line.items() if name not in ("no", "previous")} for line in read_house_log(home.workspace)]
    return receipts, {name: len(rows) for name, rows in lake_files(home).items()}, kept, log, home.workspace.unfinished.exists()


def check_every(tmp_path: Path, nth: int) -> None:
    clean = full_house(tmp_path / "clean")
    steps = steps_of(clean, forget)
    assert {"rename .json", "rename .parquet", "remove .age", "remove .xlsx"} <= set(steps)
    begun = steps.index("rename .json")  # of the journal: before it nothing has happened
    for at in range(begun + 1, len(steps), nth):
        crashed = full_house(tmp_path / f"crashed {at}")
        killed_at(crashed, forget, at)
        finish(crashed)
        assert outcome_of(crashed) == outcome_of(clean), f"killed before '{steps[at]}' ({at})"
        assert hits(crashed, *keys_of(crashed), CODE, SECRET) == []


@pytest.mark.slow
def test_a_kill_is_finished_by_the_next_command(tmp_path: Path) -> None:
    check_every(tmp_path, 13)


@pytest.mark.prove
def test_a_kill_at_any_step_is_finished_by_the_next_command(tmp_path: Path) -> None:
    check_every(tmp_path, 1)


def test_a_kill_before_the_first_step_leaves_everything_as_it_was(home: House) -> None:
    before = lake_files(home)
    killed_at(home, forget, 0)
    finish(home)
    assert lake_files(home) == before
