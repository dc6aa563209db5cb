"""The page of a second release: each changed figure, old and new, by cause, with the reason."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from seuranta.reporting.composing import compose
from seuranta.reporting.context import Context
from seuranta.reporting.document import Paragraph, Section, Table, plain
from seuranta.reporting.numbers import NBSP
from seuranta.vocabulary.restatement import CAUSES, Cause, FigureChange, Restatement
from tests.unit.reporting.reports import a_material, a_report, the_pilot


def parts(**told: str) -> dict[Cause, Decimal]:
    return {cause: Decimal(told.get(cause, "0")) for cause in CAUSES}


VISITS = FigureChange("attendance.visits", "period", {"unit": "keskus"}, 180, 184, ("late", "corrected"), parts(late="5", corrected="-1"))
RATE = FigureChange("recruitment.commitment_rate", "cumulative", {}, 0.2, 0.25, ("erased",), parts(erased="0.05"))
UNSPLIT = FigureChange("attendance.persons", "cumulative", {}, 12, 9, ("late", "retracted"), None)


def chapter(*changes: FigureChange, later: tuple[int, ...] = (), released_later: tuple[int, ...] = ()) -> Section:
    restatement = Restatement("pilotti", 1, "pilotti/1/1", "pilotti/1/2", "Ranta lähetti syyskuun vasta nyt.", changes, later, released_later)
    document = compose(Context(a_report(the_pilot()), replace(a_material(), restatement=restatement)))
    assert document.sections[0].key == "restated"
    return document.sections[0]


def cells(section: Section) -> list[list[str]]:
    [table] = [block for block in section.blocks if isinstance(block, Table)]
    return [[column.header for column in table.columns], *([cell.text for cell in row.cells] for row in table.rows)]


def test_a_first_release_has_no_such_page() -> None:
    document = compose(Context(a_report(the_pilot()).model_copy(update={"status": "released"}), a_material()))
    assert "restated" not in [section.key for section in document.sections]
    assert ("Tila", "Julkaistu – kauden ensimmäinen raportti") in document.facts
    [quality] = [section for section in document.sections if section.key == "quality"]
    said = [plain(block.text) for block in quality.blocks if isinstance(block, Paragraph)]
    assert said[-1] == "Tämä on kauden ensimmäinen raportti: sillä ei korjata mitään aiemmin annettua."


def test_the_cover_of_a_second_release_says_where_the_changes_are() -> None:
    restatement = Restatement("pilotti", 1, "pilotti/1/1", "pilotti/1/2", "Ranta lähetti syyskuun vasta nyt.", (VISITS,), (), ())
    document = compose(Context(a_report(the_pilot()).model_copy(update={"status": "released"}), replace(a_material(), restatement=restatement)))
    assert ("Tila", "Julkaistu – korvaa aiemman raportin, ks. ”Mikä on muuttunut”") in document.facts
    assert document.sections[0].title == "Mikä on muuttunut"
    assert "ensimmäinen raportti" not in str(document.sections)


def test_each_change_stands_with_the_parts_of_its_causes() -> None:
    assert cells(chapter(VISITS, RATE)) == [
        ["Luku", "Ennen", "Nyt", "Myöhässä tulleet rivit", "Korjatut rivit", "Poistetut henkilöt"],
        ["Sitoutuneiden osuus (hankkeen alusta)", f"20{NBSP}%", f"25{NBSP}%", "–", "–", "+5,0 %-yks."],
        ["Asiakaskäynnit (tällä kaudella, Keskus)", "180", "184", "+5", "−1", "–"],
    ]


def test_in_the_first_period_a_change_is_told_once() -> None:
    since_start = replace(VISITS, scope="cumulative")
    assert [row[0] for row in cells(chapter(VISITS, since_start))[1:]] == ["Asiakaskäynnit (hankkeen alusta, Keskus)"]


def test_in_the_first_period_a_change_that_differs_since_the_start_is_told_too() -> None:
    since_start = replace(VISITS, scope="cumulative", new=185)
    assert [row[0] for row in cells(chapter(VISITS, since_start))[1:]] == [
        "Asiakaskäynnit (tällä kaudella, Keskus)",
        "Asiakaskäynnit (hankkeen alusta, Keskus)",
    ]


def test_where_parts_may_not_be_told_the_causes_are_named() -> None:
    assert cells(chapter(UNSPLIT))[1:] == [["Eri asiakkaat (hankkeen alusta)", "12", "9", "x", "x"]]


def test_reason_and_later_periods_are_said() -> None:
    said = [plain(block.text) for block in chapter(VISITS, later=(2, 3), released_later=(2,)).blocks if isinstance(block, Paragraph)]
    assert said == [
        "Tämä raportti (pilotti/1/2) korvaa aiemmin annetun raportin (pilotti/1/1).",
        "Syy: Ranta lähetti syyskuun vasta nyt.",
        "Muutos näkyy myös näiden kausien kertymissä: 2, 3.",
        "Näistä kausista on jo julkaistu raportti, joka on annettava uudelleen: 2.",
    ]


def test_a_restatement_that_changes_nothing_shown_says_so() -> None:
    section = chapter()
    assert [block.text for block in section.blocks if isinstance(block, Paragraph)][-1] == "Mikään molemmissa raporteissa näytetty luku ei ole muuttunut."
