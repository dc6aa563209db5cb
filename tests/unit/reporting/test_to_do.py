"""What a draft says it still lacks, and what of that each audience may know."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from seuranta.reporting.composing import compose
from seuranta.reporting.context import Context
from seuranta.reporting.document import Paragraph, plain
from seuranta.reporting.material import Material, Slot
from seuranta.reporting.numbers import NBSP
from seuranta.reporting.sections.to_do import to_do
from seuranta.vocabulary.figures import Figure
from seuranta.vocabulary.receipts import Receipt, RowCounts, Status
from tests.unit.reporting.reports import FIRST, SECOND, a_figure, a_material, a_report, the_pilot

WORDS = "Hankkeen omat sanat (kertomus.md): Yhteenveto, Toiminta, Tulokset ja vaikutukset, Poikkeamat ja muutokset, Mitä seuraavaksi."
APPROVAL = "Hyväksyntä: raporttia ei ole vielä hyväksytty."


def lacks(figures: list[Figure], material: Material, audience: str = "internal", period: Any = FIRST) -> list[str]:
    return [plain(sentence) for sentence in to_do(Context(a_report(figures, period, audience), material))]


def delivered(filled: int, expected: int, **breakdown: str) -> Figure:
    return a_figure("data.completeness", filled / expected, numerator=filled, denominator=expected, breakdown=breakdown)


def a_receipt(no: int, status: Status, path: str = "pilotti/läsnäolot.xlsx") -> Receipt:
    return Receipt(
        delivery_id=f"d{no}", delivery_no=no, programme="pilotti", file_name=path.rpartition("/")[2], path=path, sha256="0" * 64, size_bytes=1,
        received_at=datetime(2022, 11, no, tzinfo=UTC), clock="system", status=status, rows=RowCounts(), software="seuranta",
    )  # fmt: skip


def test_a_draft_with_all_its_data_lacks_words_and_approval() -> None:
    figures = [figure for figure in the_pilot() if figure.id != "data.rows_quarantined"]
    assert lacks(figures, a_material()) == [WORDS, APPROVAL]


def test_within_the_project_each_missing_dataset_of_each_unit_is_named() -> None:
    slots = [Slot("keskus", "attendance", 1, "delivered"), Slot("ranta", "attendance", 1, "missing"), Slot("ranta", "attendance", 2, "missing")]
    material = replace(a_material(), slots=slots)
    assert lacks([delivered(1, 2)], material)[0] == "Aineistoja: Läsnäolot (Ranta)."


def test_others_are_told_as_much_as_the_figures_say() -> None:
    figures = [delivered(1, 2), delivered(1, 2, dataset="attendance"), delivered(1, 1, unit="keskus"), delivered(0, 1, unit="ranta")]
    slots = [Slot("ranta", "attendance", 1, "missing")]
    assert lacks(figures, replace(a_material(), slots=slots), "funder")[0] == "Aineistoja: Läsnäolot (Ranta)."


def test_where_several_units_lack_several_datasets_none_is_said_to_lack_them_all() -> None:
    of_datasets = [delivered(1, 3, dataset="attendance"), delivered(2, 3, dataset="survey")]
    of_units = [delivered(1, 2, unit="keskus"), delivered(0, 2, unit="ranta")]
    assert lacks([delivered(3, 6), *of_datasets, *of_units], a_material(), "funder")[0] == (
        "Aineistoja: Läsnäolot (saatu 1/3), Kyselyt (saatu 2/3); jotain puuttuu toimipisteistä Keskus, Ranta."
    )


def test_the_period_goes_on_and_earlier_ones_have_gaps() -> None:
    assert lacks([delivered(3, 4)], a_material(), period=SECOND)[:2] == [
        "Kausi jatkuu 15.3.2023 asti.",
        f"Aiemmatkin kaudet mukaan lukien odotetuista aineistoista on saatu 75{NBSP}% (3/4).",
    ]


def test_rows_that_wait_are_figures() -> None:
    assert "Korjausta odottavia rivejä: läsnäolot 1." in lacks(the_pilot(), a_material())


def test_a_held_delivery_is_named_within_the_project_alone() -> None:
    material = replace(a_material(), receipts=[a_receipt(1, Status.ACCEPTED, "pilotti/muut.xlsx"), a_receipt(2, Status.HELD)])
    assert "Vahvistusta odottaa: läsnäolot.xlsx." in lacks([], material)
    assert "Toimitettu tiedosto odottaa vahvistusta." in lacks([], material, "funder")
    assert "läsnäolot.xlsx" not in " ".join(lacks([], material, "funder"))


def test_a_held_delivery_that_was_answered_waits_no_more() -> None:
    answered = [a_receipt(2, Status.HELD), a_receipt(3, Status.ACCEPTED)]
    assert not any("vahvistus" in sentence for sentence in lacks([], replace(a_material(), receipts=answered)))
    let_in = replace(a_material(), receipts=[a_receipt(2, Status.HELD)], accepted=frozenset({"d2"}))
    assert not any("Vahvistus" in sentence for sentence in lacks([], let_in))


def test_the_summary_says_what_is_missing() -> None:
    figures = [delivered(1, 2), delivered(0, 1, unit="ranta")]
    [summary] = [section for section in compose(Context(a_report(figures, audience="public"), a_material())).sections if section.key == "summary"]
    said = [plain(block.text) for block in summary.blocks if isinstance(block, Paragraph)]
    assert said[-1] == f"Kaudelta odotetuista aineistoista on saatu 50{NBSP}% (1/2). Puuttuu vielä: Ranta."
