"""What a report says, as the document that all renderers show."""

from __future__ import annotations

from dataclasses import replace

from seuranta.reporting.composing import compose as compose_in
from seuranta.reporting.context import Context
from seuranta.reporting.document import Chart, Document, KeyFigures, Paragraph, Table, plain, runs
from seuranta.reporting.material import Audit, Material
from seuranta.reporting.numbers import NBSP, Numbers
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import Figure, Report
from tests.unit.reporting.reports import FIRST, SECOND, a_figure, a_material, a_programme, a_report, hidden, the_pilot


def compose(report: Report, material: Material) -> Document:
    return compose_in(Context(report, material))


def sentences(document: Document, section: str = "summary") -> str:
    return " ".join(plain(block.text) for part in document.sections if part.key == section for block in part.blocks if isinstance(block, Paragraph))


def tables(document: Document) -> dict[str, Table]:
    return {block.key: block for section in document.sections for block in section.blocks if isinstance(block, Table)}


def charts(document: Document) -> dict[str, Chart]:
    return {block.key: block for section in document.sections for block in section.blocks if isinstance(block, Chart)}


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_the_summary_reads_like_a_person_wrote_it() -> None:
    said = sentences(compose(a_report(the_pilot()), a_material()))
    assert said.startswith(f"Tavoitteesta ”Tapaamiskerrat” (40) on saavutettu 35 eli 88{NBSP}%. Yhteyttä otettiin noin 40 ihmiseen. ")
    assert "Heistä toimintaan sitoutui 8. Loppuun asti mukana oli 7. Tapaamisia pidettiin 35." in said
    assert "Yhdessä tapaamisessa oli keskimäärin 5,3 (184/35) asiakasta, pienimmillään 3 ja suurimmillaan 7." in said
    assert "”Kuinka paljon hyödyit” sai asteikolla 1–5 keskiarvon 4,20 (21/5)." in said


def test_the_language_is_the_programmes() -> None:
    english = compose(a_report(the_pilot()), a_material(a_programme(language="en")))
    assert english.title == "Everyday support pilot"
    assert "35 sessions were held. Clients came to them 184 times in all. 8 different people took part." in sentences(english)
    swedish = compose(a_report(the_pilot()), a_material(a_programme(language="sv")))
    assert "35 träffar hölls." in sentences(swedish)


def test_a_hidden_number_is_in_no_sentence_and_no_key_figure() -> None:
    figures = [figure for figure in the_pilot() if figure.id != "recruitment.completed"]
    document = compose(a_report([*figures, hidden("recruitment.completed")], audience="public"), a_material())
    assert "Loppuun asti" not in sentences(document)
    shown = [item.label for section in document.sections for block in section.blocks if isinstance(block, KeyFigures) for item in block.items]
    assert shown == ["sitoutui", "eri asiakasta", "tapaamista", "käyntiä"]
    assert cells(tables(document)["recruitment"])[2] == ["Loppuun asti mukana", "alle 5", ""]
    assert document.hidden_note.startswith("”alle 5”: lukua ei näytetä")


def test_the_threshold_of_the_steering_group_is_three() -> None:
    document = compose(a_report([a_figure("attendance.sessions", 2), hidden("attendance.persons")], audience="steering"), a_material())
    assert "”alle 3”" in document.hidden_note


def test_the_first_period_shows_one_scope_and_later_ones_two() -> None:
    assert {column.group for column in tables(compose(a_report(the_pilot()), a_material()))["by_unit"].columns} == {""}
    both = [*the_pilot(), *(figure.model_copy(update={"scope": "period"}) for figure in the_pilot())]
    later = tables(compose(a_report(both, SECOND), a_material()))["by_unit"]
    assert [column.group for column in later.columns] == ["", *["Tällä kaudella"] * 4, *["Hankkeen alusta"] * 4]


def test_units_with_nothing_are_named_below_the_table() -> None:
    assert tables(compose(a_report(the_pilot()), a_material()))["by_unit"].notes == ("Ei lukuja: Ranta.",)


def test_a_table_of_nothing_but_zeros_is_a_sentence() -> None:
    units = [a_figure("esf.participants_total", 0, "period", breakdown={"unit": unit}) for unit in ("keskus", "ranta")]
    nobody = [a_figure("esf.participants_total", 0, "period"), *units]
    document = compose(a_report(nobody, SECOND), a_material())
    assert "outputs_by_unit_period" not in tables(document)
    assert sentences(document, "participants_by_unit").startswith("Tuotosindikaattorit toimipisteittäin – tällä kaudella: kaikki luvut ovat 0.")


def test_sums_of_means_of_few_people_are_not_given_rather_than_unknown() -> None:
    few = [figure.model_copy(update={"numerator": None}) if ".mean." in figure.id else figure for figure in the_pilot()]
    outside, inside = (tables(compose(a_report(few, audience=audience), a_material()))["loppukysely_means"] for audience in ("funder", "internal"))
    assert "Ei esitetä, koska ihmisiä on enintään 10: Summa/vastauksia." in outside.notes
    assert "Ei tietoa: Summa/vastauksia." in inside.notes


def test_columns_of_zeros_beside_hidden_ones_are_a_sentence() -> None:
    def by_unit(figure_id: str, value: int | None) -> list[Figure]:
        places: list[dict[str, str]] = [{}, {"unit": "keskus"}, {"unit": "ranta"}]
        return [
            a_figure(figure_id, None, breakdown=place, suppressed=True, note="suppressed") if value is None else a_figure(figure_id, value, breakdown=place)
            for place in places
        ]

    figures = [*by_unit("esf.participants_total", 12), *by_unit("esf.leavers", None), *by_unit("esf.cr01", 0), *by_unit("esf.cr02", 0)]
    document = compose(a_report(figures, audience="funder"), a_material())
    assert "results_by_unit_cumulative" not in tables(document)
    assert "Tulosindikaattorit toimipisteittäin: CR01, CR02: kaikki luvut ovat 0. Ei näytetä (alle 5): Lopettaneet." in sentences(
        document, "participants_by_unit"
    )


def test_a_target_stands_beside_what_was_reached() -> None:
    name = load_catalogue().entry_of("attendance.sessions").name.fi
    assert cells(tables(compose(a_report(the_pilot()), a_material()))["targets"]) == [[f"{name} (hankkeen alusta)", "35", "40", f"88{NBSP}%"]]


def test_the_development_over_periods_needs_two() -> None:
    now = a_report([a_figure("attendance.sessions", 12, "period"), a_figure("attendance.visits", 60, "period")], SECOND)
    before = a_report([a_figure("attendance.sessions", 9, "period"), hidden("attendance.visits", "period")], FIRST)
    assert "attendance" not in charts(compose(now, a_material(earlier=[before])))
    told = a_report([a_figure("attendance.sessions", 9, "period"), a_figure("attendance.visits", 50, "period")], FIRST)
    alt = charts(compose(now, a_material(earlier=[told])))["attendance"].alt
    assert alt == "Kuvio ”Tapaamiset ja käynnit kausittain”: Kausi 1 (tapaamisia) 9; Kausi 2 (tapaamisia) 12; Kausi 1 (käyntejä) 50; Kausi 2 (käyntejä) 60."


def test_changes_that_cannot_be_compared_are_said_and_shown_to_the_project_alone() -> None:
    change = a_figure("survey.loppukysely.change.hyoty", 1.5, numerator=3, denominator=2, n=2)
    waves = [a_figure("survey.loppukysely.responses", 5, breakdown={"wave": wave}, n=5) for wave in ("1", "2")]
    figures = [*the_pilot(), *waves, a_figure("survey.loppukysely.pairs", 2, n=2), a_figure("survey.loppukysely.comparable", 0), change]
    inside = compose(a_report(figures), a_material())
    assert "Ei vertailukelpoinen: molempiin mittauksiin vastasi vain 2 samaa ihmistä." in sentences(inside, "survey_loppukysely")
    assert "loppukysely_changes" in tables(inside)
    outside = compose(a_report(figures, audience="funder"), a_material())
    assert "loppukysely_changes" not in tables(outside)


def test_nothing_is_said_of_comparing_before_there_are_two_waves() -> None:
    first = a_figure("survey.loppukysely.responses", 5, breakdown={"wave": "1"}, n=5)
    figures = [*the_pilot(), first, a_figure("survey.loppukysely.pairs", 0, n=0), a_figure("survey.loppukysely.comparable", 0)]
    assert "vertailukelpoinen" not in sentences(compose(a_report(figures), a_material()), "survey_loppukysely")


def test_every_number_of_the_report_is_a_figures() -> None:
    figures = the_pilot()
    document = compose(a_report(figures), a_material())
    allowed = written_of(figures)
    numbers = [cell for table in tables(document).values() for row in table.rows for cell in row.cells if cell.kind == "number"]
    assert len(numbers) > 40
    assert {cell.text for cell in numbers} - allowed == set()
    told = [block.text for section in document.sections for block in section.blocks if isinstance(block, Paragraph)]
    strong = {piece for text in told for piece, is_strong in runs(text) if is_strong}
    assert len(strong) > 10
    assert strong - allowed == set()


def written_of(figures: list[Figure]) -> set[str]:
    """Every way in which a value, a part or an n of the figures may be written."""
    numbers = Numbers("fi")
    texts: set[str] = set()
    for figure in figures:
        for value in (figure.value, figure.numerator, figure.denominator, figure.n, figure.target, figure.attainment):
            if value is not None:
                texts |= {numbers.shortest(value, 2), numbers.decimal(value, 1), numbers.decimal(value, 2), numbers.percent(value)}
        if figure.numerator is not None and figure.denominator is not None:
            texts.add(numbers.fraction(figure.numerator, figure.denominator))
        if figure.n is not None:
            texts.add(f"n{NBSP}{figure.n}")
    return texts


def test_a_table_of_hidden_numbers_alone_becomes_a_sentence() -> None:
    figures = [a_figure("recruitment.contacted", 40, n=40), *(hidden("recruitment.contacted", unit=unit) for unit in ("keskus", "ranta"))]
    document = compose(a_report(figures, audience="public"), a_material())
    assert "recruitment_by_unit" not in tables(document)
    said = "Yhteydenotosta loppuun toimipisteittäin: lukuja ei näytetä, koska lähes kaikki olisivat muotoa ”alle 5”."
    assert said in sentences(document, "recruitment")


def test_gender_is_left_out_where_all_of_it_is_hidden() -> None:
    figures = [a_figure("esf.participants_total", 14, n=14), *(hidden("esf.participants_total", gender=gender) for gender in ("F", "M"))]
    outputs = tables(compose(a_report(figures, audience="public"), a_material()))["outputs"]
    assert [column.header for column in outputs.columns] == ["Indikaattori", "Yht."]
    assert outputs.notes == ("Lukuja ei näytetä sukupuolen mukaan, koska ne olisivat muotoa ”alle 5”.",)


def test_no_row_is_lost_between_what_came_and_what_is_told() -> None:
    document = compose(a_report(the_pilot()), a_material())
    said = "Hankkeen alusta on saatu rivejä 185: hyväksytty 184, odottaa korjausta 1, sivuutettu 0."
    assert said in sentences(document, "quality")
    assert cells(tables(document)["rows"])[-1] == ["Yhteensä", "185", "184", "1", "0"]


def test_small_print_names_what_made_the_report_and_what_came_of_the_audit() -> None:
    material = a_material()
    audited = replace(material, versions=replace(material.versions, policy_sha256="cd34" * 16, audit=Audit(attacked=12, proven=0)))
    rows = dict(cells(tables(compose(a_report(the_pilot(), audience="funder"), audited))["small_print"]))
    assert rows["Ohjelmisto"] == "seuranta 0.1.0"
    assert rows["Tietosuojasäännön tiiviste (SHA-256)"] == "cd34" * 16
    assert rows["Tietosuojan tarkastus"].startswith("Tarkastaja yritti päätellä 12 piilotettua lukua")
    draft = dict(cells(tables(compose(a_report(the_pilot(), audience="funder"), material))["small_print"]))
    assert draft["Tietosuojan tarkastus"].startswith("Tarkastetaan ennen julkaisemista")


def test_a_column_in_which_every_number_is_hidden_is_named_instead() -> None:
    figures = [
        figure
        for activity in ("ryhma", "toinen")
        for figure in (
            a_figure("attendance.sessions", 6, breakdown={"activity": activity}),
            a_figure("attendance.visits", 30, breakdown={"activity": activity}),
            hidden("attendance.min_per_session", activity=activity),
        )
    ]
    figures += [a_figure("attendance.sessions", 12), a_figure("attendance.visits", 60), hidden("attendance.min_per_session")]
    table = tables(compose(a_report(figures, audience="public"), a_material()))["by_activity_cumulative"]
    assert [column.header.replace("\u00ad", "") for column in table.columns] == ["Toiminta", "Tapaamisia", "Käyntejä"]
    assert table.notes[0] == "Ei näytetä (alle 5): Vähintään."
    assert table.notes[1].startswith("Ei tietoa: Peruttu, Asiakkaita, Keskimäärin, Enintään, Tunteja")
