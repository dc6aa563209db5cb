"""The workbook of a drop folder says what the page says, and nothing of the staff's is lost for it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from seuranta.feedback.refreshing import refresh_situations
from seuranta.feedback.situation import refresh_situation
from seuranta.feedback.workbook import Said, write_feedback
from seuranta.intake.drop_folder import look
from seuranta.programmes.programme import Programme, Programmes
from seuranta.vocabulary.feedback_mark import FEEDBACK_SHEET_MARK
from seuranta.vocabulary.receipts import Receipt, RowCounts, Severity, Status
from seuranta.vocabulary.workspace import Workspace
from tests.unit.feedback.builders import attendance_of, issue, klubi, receipt

NOW = datetime(2022, 9, 1, 9, tzinfo=UTC)
AUGUST = (date(2022, 8, 1), date(2022, 8, 2))
TAKEN = receipt(Status.ACCEPTED, coverage=(attendance_of("keskus", *AUGUST),), rows=RowCounts(received=3, loaded=3))
PARTLY = receipt(
    Status.PARTLY_ACCEPTED,
    [issue()],
    delivery_id="klubi-000002-b",
    delivery_no=2,
    file_name="=1+1.xlsx",
    path="klubi/=1+1.xlsx",
    coverage=(attendance_of("ranta", *AUGUST),),
)


def written(tmp_path: Path, receipts: Sequence[Receipt], programme: Programme | None = None, now: datetime = NOW) -> Path:
    workspace = Workspace(tmp_path)
    workspace.drop.mkdir(exist_ok=True)
    return refresh_situation(workspace, programme or klubi(), receipts, [], now).with_name("TILANNE.xlsx")


def book_of(tmp_path: Path, receipts: Sequence[Receipt], programme: Programme | None = None, now: datetime = NOW) -> Book:
    return load_workbook(written(tmp_path, receipts, programme, now))


def texts(sheet: Worksheet) -> list[list[str]]:
    return [[str(value) for value in row if value is not None] for row in sheet.iter_rows(values_only=True)]


def with_work_list(tmp_path: Path) -> None:
    with duckdb.connect(str(Workspace(tmp_path).warehouse)) as connection:
        connection.execute("create table build as select 1 as last_delivery_no, null as last_acceptance_no")
        connection.execute("create table int_data__slot (programme_code text, unit_code text, dataset text, period_no int, is_delivered bool)")
        row = "'klubi' as programme_code, 'follow_up_due' as matter, 'klubi-000001-aaaaaaaa' as delivery_id, 'Taul1' as sheet_name"
        connection.execute(f"create table mart_work_list as select {row}, unnest([4, 5, 9]) as row_no")


def test_every_slot_stands_beside_its_period_and_deadline(tmp_path: Path) -> None:
    rows = texts(book_of(tmp_path, [TAKEN, PARTLY])["Tilanne"])
    assert rows[0] == [FEEDBACK_SHEET_MARK]
    assert rows[1] == ["Tilanne – Klubi <&> kumppanit"]
    assert rows[2] == ["Päivitetty 1.9.2022 klo 12.00. Tiedosto tehdään uudelleen aina, kun tiedostoja on luettu: tähän kirjoitettu ei säily."]
    assert rows[3] == ["1 tiedosto odottaa sinua"]
    assert rows[4] == ["Kausi", "Määräpäivä", "Saatu", "Yksikkö", "Läsnäolot", "Yhteydenotot"]
    now, earlier = "Kausi 2: 1.7.2022–31.12.2022", "Kausi 1: 1.1.2022–30.6.2022"
    left, late = "Määräpäivä 15.1.2023 – 136 päivää jäljellä", "Määräpäivä oli 15.7.2022 – 48 päivää sitten"
    assert rows[5:9] == [
        [now, left, "2/4 saatu", "Keskus", "↻ saatu, lasketaan", "○ puuttuu"],
        [now, left, "2/4 saatu", "Ranta", "◐ osittain", "○ puuttuu"],
        [earlier, late, "0/4 saatu", "Keskus", "○ puuttuu", "○ puuttuu"],
        [earlier, late, "0/4 saatu", "Ranta", "○ puuttuu", "○ puuttuu"],
    ]
    assert rows[10:] == [
        ["Merkit"],
        ["✓ saatu", "tiedot ovat mukana"],
        ["↻ saatu, lasketaan", "tiedosto on luettu ja näkyy luvuissa seuraavan laskennan jälkeen"],
        ["◐ osittain", "osa tiedoston riveistä odottaa korjausta"],
        ["○ puuttuu", "mitään ei ole vielä tullut"],
        ["– ei raportoitavaa", "on ilmoitettu, ettei raportoitavaa ole"],
    ]


def test_states_differ_in_colour_and_a_passed_deadline_is_red(tmp_path: Path) -> None:
    sheet = book_of(tmp_path, [TAKEN, PARTLY])["Tilanne"]
    backs = {str(sheet[cell].value): sheet[cell].fill.fgColor.rgb for cell in ("E6", "E7", "F6")}
    assert backs == {"↻ saatu, lasketaan": "FFE5EFF9", "◐ osittain": "FFFDF0D0", "○ puuttuu": "FFFFFFFF"}
    assert [sheet[cell].font.color.rgb for cell in ("B6", "B8")] == ["FF1F2933", "FF9B1C1C"]


def test_the_latest_files_and_what_waits_are_sheets_of_their_own(tmp_path: Path) -> None:
    book = book_of(tmp_path, [TAKEN, PARTLY])
    assert book.sheetnames == ["Tilanne", "Viimeksi tulleet", "Odottaa sinua"]
    to_do = "1 merkintä puuttuu raportista. Korjaa värilliset solut ja pudota tiedosto uudelleen."
    assert texts(book["Viimeksi tulleet"])[2:] == [
        ["Tuli", "Tiedosto", "Kansio", "Tila", "Rivejä mukana", "Mitä tehdä", "Palaute"],
        ["1.9.2022 klo 12.00", "=1+1.xlsx", "◐ Osa puuttuu", "3/4", to_do],
        ["1.9.2022 klo 12.00", "elokuu.xlsx", "✓ Otettu mukaan", "3/3", "Kaikki on mukana."],
    ]
    assert texts(book["Odottaa sinua"])[2:] == [["1 tiedosto odottaa sinua"], ["Tiedosto", "Kansio", "Mitä tehdä", "Palaute"], ["=1+1.xlsx", to_do]]


def test_what_is_open_in_the_records_is_a_work_list(tmp_path: Path) -> None:
    with_work_list(tmp_path)
    advice = "Lopettamisesta on kuusi kuukautta. Kysy työmarkkinatilanne ja täytä se, jos saat vastauksen."
    sheet = book_of(tmp_path, [TAKEN])["Työlista"]
    assert texts(sheet)[3:] == [
        ["Mitä puuttuu", "Mitä tehdä", "Tiedosto", "Välilehti", "Rivit"],
        ["Kuuden kuukauden seurantatieto puuttuu (3)", advice, "elokuu.xlsx", "Taul1", "4–5, 9"],
    ]


def test_the_page_says_every_sentence_of_the_tables(tmp_path: Path) -> None:
    with_work_list(tmp_path)
    path = written(tmp_path, [TAKEN, PARTLY])
    page = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", path.with_suffix(".html").read_text(encoding="utf-8"))).split())
    tables = [
        row for sheet in load_workbook(path).worksheets for row in texts(sheet) if len(row) > 1 and row[0] not in ("Kausi", "Tuli", "Tiedosto", "Mitä puuttuu")
    ]
    assert len(tables) == 13
    assert [text for row in tables for text in row if text not in page] == []


def test_the_workbook_leads_to_the_feedback(tmp_path: Path) -> None:
    given = receipt(Status.REJECTED, [issue(severity=Severity.FILE)], file_name="kesä 1#.xlsx", path="klubi/Ä/kesä 1#.xlsx")
    folder = tmp_path / "drop" / "klubi" / "Ä"
    folder.mkdir(parents=True)
    (folder / given.file_name).touch()
    target = folder / "palaute"
    write_feedback(Said(given.file_name, None, given, [], "fi"), None, target)
    cell = book_of(tmp_path, [given])["Odottaa sinua"]["D5"]
    assert cell.value == "Avaa selitys"
    assert cell.hyperlink.target == "Ä\\palaute\\kesä%201%23%20–%20KORJATTAVAA.xlsx"


def test_no_cell_is_a_formula_or_a_number(tmp_path: Path) -> None:
    with_work_list(tmp_path)
    book = book_of(tmp_path, [TAKEN, PARTLY])
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {str(cell.value): cell.quotePrefix for cell in cells if str(cell.value).startswith("=")} == {"=1+1.xlsx": True}


def test_headers_stay_in_sight_and_pages_print(tmp_path: Path) -> None:
    with_work_list(tmp_path)
    book = book_of(tmp_path, [TAKEN, PARTLY])
    assert {sheet.title: (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref) for sheet in book.worksheets} == {
        "Tilanne": ("A6", "$5:$5", "A5:F9"),
        "Viimeksi tulleet": ("A4", "$3:$3", "A3:G5"),
        "Odottaa sinua": ("A5", "$4:$4", "A4:D5"),
        "Työlista": ("A5", "$4:$4", "A4:E5"),
    }
    pages = {(sheet.page_setup.orientation, str(sheet.page_setup.paperSize), sheet.page_setup.fitToHeight, sheet["A1"].value) for sheet in book.worksheets}
    assert pages == {("landscape", "9", 0, FEEDBACK_SHEET_MARK)}


def test_an_empty_folder_and_a_programme_that_has_not_begun_say_so(tmp_path: Path) -> None:
    book = book_of(tmp_path, [], now=datetime(2021, 9, 1, tzinfo=UTC))
    assert texts(book["Tilanne"])[4] == ["Hanke alkaa 1.1.2022. Kaudet näkyvät tässä siitä lähtien."]
    nothing = ["Yhtään tiedostoa ei ole vielä tullut. Pudota ensimmäinen tähän kansioon: tämä sivu kertoo, miten kävi."]
    assert [texts(sheet)[-1] for sheet in book.worksheets[1:]] == [nothing, nothing]


@pytest.mark.parametrize(("language", "names"), [("sv", ["Läget", "Senast inkomna", "Väntar på dig"]), ("en", ["Situation", "Latest files", "Waits for you"])])
def test_the_programme_decides_the_language(tmp_path: Path, language: str, names: list[str]) -> None:
    assert book_of(tmp_path, [], klubi(language=language)).sheetnames == names


def test_the_same_content_is_the_same_bytes_and_dated_by_the_content(tmp_path: Path) -> None:
    first = written(tmp_path, [TAKEN]).read_bytes()
    assert written(tmp_path, [TAKEN]).read_bytes() == first
    assert load_workbook(tmp_path / "drop" / "klubi" / "TILANNE.xlsx").properties.created.replace(tzinfo=None) == NOW.replace(tzinfo=None)
    assert written(tmp_path, [TAKEN], now=NOW + timedelta(days=1)).read_bytes() != first


def test_a_build_refreshes_the_workbooks(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    (workspace.drop / "klubi").mkdir(parents=True)
    refresh_situations(workspace, Programmes(programmes={"klubi": klubi()}, instruments={}, digest="0"), NOW)
    assert (workspace.drop / "klubi" / "TILANNE.xlsx").is_file()


def test_our_workbook_is_no_delivery_also_when_somebody_has_saved_it(tmp_path: Path) -> None:
    path = written(tmp_path, [TAKEN])
    assert look(tmp_path / "drop", False).files.keys() == set()
    book = load_workbook(path)
    book.properties.lastModifiedBy = "Somebody"
    book["Tilanne"]["A20"] = "muista soittaa"
    book.save(path)
    assert look(tmp_path / "drop", False).files == {}
    assert "muista soittaa" not in str(texts(book_of(tmp_path, [TAKEN])["Tilanne"]))


@pytest.mark.parametrize("content", ["book", "text", "link", "folder"])
def test_what_the_staff_call_so_is_theirs(tmp_path: Path, content: str) -> None:
    path = tmp_path / "drop" / "klubi" / "TILANNE.xlsx"
    path.parent.mkdir(parents=True)
    if content == "book":
        Book().save(path)
    elif content == "text":
        path.write_text("Tunniste;Päivä\n", encoding="utf-8")
    elif content == "link":
        path.symlink_to(tmp_path / "away.xlsx")
    else:
        path.mkdir()
    before = (path.is_symlink(), path.is_dir(), path.read_bytes() if path.is_file() else b"")
    written(tmp_path, [TAKEN])
    assert (path.is_symlink(), path.is_dir(), path.read_bytes() if path.is_file() else b"") == before
    seen = look(tmp_path / "drop", False)
    assert [*seen.files, *seen.refused] == ([] if content == "folder" else ["klubi/TILANNE.xlsx"])
    assert (path.parent / "TILANNE.html").is_file()


def test_a_workbook_that_is_held_open_waits_for_the_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = written(tmp_path, []).read_bytes()
    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target.suffix == ".xlsx":
            raise PermissionError(13, "held open")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    path = written(tmp_path, [TAKEN])
    assert path.read_bytes() == before
    assert "elokuu.xlsx" in path.with_suffix(".html").read_text(encoding="utf-8")
    monkeypatch.undo()
    assert written(tmp_path, [TAKEN]).read_bytes() != before
    assert sorted(found.name for found in path.parent.iterdir()) == ["TILANNE.html", "TILANNE.xlsx"]
