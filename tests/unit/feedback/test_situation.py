"""The page of a drop folder tells what has come, what is missing and what to do."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from seuranta.feedback.refreshing import refresh_situations
from seuranta.feedback.situation import refresh_situation
from seuranta.feedback.workbook import Said, write_feedback
from seuranta.programmes.programme import Programme, Programmes
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.house_log import note
from seuranta.vocabulary.receipts import Receipt, RowCounts, Severity, Status
from seuranta.vocabulary.workspace import Workspace
from tests.unit.feedback.builders import attendance_of, issue, klubi, receipt

NOW = datetime(2022, 9, 1, 9, tzinfo=UTC)


def page(tmp_path: Path, receipts: Sequence[Receipt], programme: Programme | None = None, now: datetime = NOW) -> str:
    workspace = Workspace(tmp_path)
    workspace.drop.mkdir(exist_ok=True)
    path = refresh_situation(workspace, programme or klubi(), receipts, [], now)
    assert path == tmp_path / "drop" / "klubi" / "TILANNE.html"
    return path.read_text(encoding="utf-8")


def words_of(text: str) -> str:
    """The page's own words, without its style."""
    body = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def dropped(tmp_path: Path, name: str) -> None:
    path = tmp_path / "drop" / "klubi" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert "Yhtään tiedostoa ei ole vielä tullut." in words_of(page(tmp_path, []))


def test_the_current_period_shows_its_deadline_and_every_slot(tmp_path: Path) -> None:
    given = receipt(Status.ACCEPTED, coverage=(attendance_of("keskus", date(2022, 8, 1), date(2022, 8, 2)),), rows=RowCounts(received=3, loaded=3))
    text = words_of(page(tmp_path, [given]))
    assert "Kausi 2: 1.7.2022–31.12.2022 Määräpäivä 15.1.2023 – 136 päivää jäljellä 1/4 saatu" in text
    assert "Keskus ↻ saatu, lasketaan ○ puuttuu Ranta ○ puuttuu ○ puuttuu" in text
    assert "1.9.2022 klo 12.00 elokuu.xlsx ✓ Otettu mukaan 3/3 Kaikki on mukana." in text
    assert "Kaikki tulleet tiedostot ovat kunnossa." in text


@pytest.mark.parametrize(
    ("day", "sentence"),
    [(14, "Määräpäivä 15.7.2022 – 1 päivä jäljellä"), (15, "Määräpäivä on tänään, 15.7.2022"), (16, "Määräpäivä oli 15.7.2022 – 1 päivä sitten")],
)
def test_days_to_the_deadline_are_counted(tmp_path: Path, day: int, sentence: str) -> None:
    assert sentence in words_of(page(tmp_path, [], now=datetime(2022, 7, day, 9, tzinfo=UTC)))


def test_a_period_without_a_deadline_tells_its_end(tmp_path: Path) -> None:
    programme = klubi(periods={"anchor": date(2022, 1, 1), "months": 12})
    assert "Kausi päättyy 31.12.2022 – 121 päivää jäljellä" in words_of(page(tmp_path, [], programme))


def test_earlier_periods_are_folded(tmp_path: Path) -> None:
    text = page(tmp_path, [])
    assert re.search(r"<details><summary>Kausi 1: 1\.1\.2022–30\.6\.2022", text)
    assert "Kausi 3" not in text


def test_a_file_to_correct_is_on_top_with_a_link_to_its_feedback(tmp_path: Path) -> None:
    dropped(tmp_path, "ryhmä/elokuu.xlsx")
    given = receipt(Status.REJECTED, [issue("FIL02", Severity.FILE, (None, None, None), "Tiedosto on suojattu salasanalla.")], path="klubi/ryhmä/elokuu.xlsx")
    folder = tmp_path / "drop" / "klubi" / "ryhmä" / "palaute"
    write_feedback(Said("elokuu.xlsx", None, given, [], "fi"), None, folder)
    text = page(tmp_path, [given])
    assert "! 1 tiedosto odottaa sinua elokuu.xlsx (ryhmä) Tiedosto on suojattu salasanalla. Avaa selitys" in words_of(text)
    assert 'href="ryhm%C3%A4/palaute/elokuu%20%E2%80%93%20KORJATTAVAA.xlsx"' in text


def test_a_link_tells_no_name_that_the_page_hides(tmp_path: Path) -> None:
    dropped(tmp_path, "Mäkelä Aino.xlsx")
    given = receipt(Status.REJECTED, [issue("FIL02", Severity.FILE, (None, None, None))], file_name="file_0a1b2c3d", path="klubi/file_0a1b2c3d")
    folder = tmp_path / "drop" / "klubi" / "palaute"
    write_feedback(Said("Mäkelä Aino.xlsx", None, given, [], "fi"), None, folder)
    text = page(tmp_path, [given])
    assert 'href="palaute"' in text
    assert "Aino" not in text


def test_a_rejected_file_that_was_taken_away_waits_for_nobody(tmp_path: Path) -> None:
    given = receipt(Status.REJECTED, [issue("FIL09", Severity.FILE, (None, None, None))], file_name="muistio.pdf", path="klubi/muistio.pdf")
    dropped(tmp_path, "muistio.pdf")
    assert "1 tiedosto odottaa sinua" in page(tmp_path, [given])
    (tmp_path / "drop" / "klubi" / "muistio.pdf").unlink()
    assert "odottaa sinua" not in page(tmp_path, [given])


def test_a_held_delivery_says_what_to_do(tmp_path: Path) -> None:
    dropped(tmp_path, "elokuu.xlsx")
    held = receipt(Status.HELD, [issue("DEL01", Severity.HELD, (None, None, None))], rows=RowCounts(received=4, loaded=4))
    text = words_of(page(tmp_path, [held]))
    assert "… Odottaa vahvistusta 0/4" in text
    assert "jos tämä on oikein, pyydä yhteyshenkilöä vahvistamaan se (tunnus klubi-000001-aaaaaaaa)" in text


def test_receipts_of_other_programmes_are_not_shown(tmp_path: Path) -> None:
    assert "Yhtään tiedostoa ei ole vielä tullut." in page(tmp_path, [receipt(Status.ACCEPTED, programme="toinen")])


def test_names_are_text_and_nothing_comes_from_outside(tmp_path: Path) -> None:
    text = page(tmp_path, [receipt(Status.ACCEPTED, file_name="<script>alert(1)</script>.xlsx")])
    assert "Klubi &lt;&amp;&gt; kumppanit" in text
    assert "<script" not in text
    assert re.findall(r"https?:|url\(|@import|src=", text) == []


@pytest.mark.parametrize(("language", "sentence"), [("sv", "Sista dag 15.1.2023 – 136 dagar kvar"), ("en", "Due 15 Jan 2023 – 136 days left")])
def test_the_programme_decides_the_language(tmp_path: Path, language: str, sentence: str) -> None:
    text = page(tmp_path, [], klubi(language=language))
    assert f'<html lang="{language}">' in text
    assert sentence in words_of(text)


def test_the_page_is_replaced_in_one_step(tmp_path: Path) -> None:
    page(tmp_path, [])
    page(tmp_path, [receipt(Status.ACCEPTED)])
    assert sorted(path.name for path in (tmp_path / "drop" / "klubi").iterdir()) == ["TILANNE.html", "TILANNE.xlsx"]


def test_a_build_refreshes_the_pages_of_all_programmes_that_have_a_folder(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    workspace.receipts.mkdir(parents=True)
    (workspace.drop / "klubi").mkdir(parents=True)
    given = receipt(Status.ACCEPTED)
    (workspace.receipts / f"{given.delivery_id}.json").write_text(given.model_dump_json(), encoding="utf-8")
    programmes = Programmes(programmes={"klubi": klubi(), "toinen": klubi(code="toinen")}, instruments={}, digest="0")
    assert refresh_situations(workspace, programmes, NOW) == [workspace.drop / "klubi" / "TILANNE.html"]
    assert "elokuu.xlsx" in (workspace.drop / "klubi" / "TILANNE.html").read_text(encoding="utf-8")


def test_the_page_reads_what_the_last_build_counted(tmp_path: Path) -> None:
    given = receipt(Status.ACCEPTED, coverage=(attendance_of("keskus", date(2022, 8, 1), date(2022, 8, 2)),), rows=RowCounts(received=3, loaded=3))
    with duckdb.connect(str(Workspace(tmp_path).warehouse)) as connection:
        connection.execute("create table build as select 1 as last_delivery_no, null as last_acceptance_no")
        slot = "'klubi' as programme_code, 'ranta' as unit_code, 'contacts' as dataset, 2 as period_no, true as is_delivered"
        connection.execute(f"create table int_data__slot as select {slot}")
    assert "Keskus ○ puuttuu ○ puuttuu Ranta ○ puuttuu ✓ saatu" in words_of(page(tmp_path, [given]))


def test_a_warehouse_of_another_version_is_no_obstacle(tmp_path: Path) -> None:
    duckdb.connect(str(Workspace(tmp_path).warehouse)).close()
    assert "Yhtään tiedostoa ei ole vielä tullut." in page(tmp_path, [])


def test_a_report_that_waits_for_a_person_is_said_until_it_is_answered(tmp_path: Path) -> None:
    workspace, clock = Workspace(tmp_path), Clock(NOW)
    note(workspace, clock, "approval_asked", programme="klubi", period=1, draft="abc", due="2022-09-15", needs=[])
    sentence = "Kauden 1 raportti odottaa hyväksyntää, määräpäivä 15.9.2022."
    assert sentence in words_of(page(tmp_path, []))
    note(workspace, clock, "released", release="klubi/1/1", seal="00")
    assert sentence not in words_of(page(tmp_path, []))
