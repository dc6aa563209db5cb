"""Gates that look at the figures themselves: what a neighbour could work out, what is no report, what tells of a few people."""

from __future__ import annotations

from collections.abc import Callable

from seuranta.programmes.programme import Programmes
from seuranta.releases.gates import Candidate, failures_of_audit, failures_of_outgoing, failures_of_restatement
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.figures import Figure, Report
from seuranta.words import phrases
from tests.unit.disclosure.people import random_reports, small_programme

PROGRAMME = small_programme()
SEED = 3


def candidate(protected: list[Report], released: list[Report]) -> Candidate:
    programmes = Programmes(programmes={"small": PROGRAMME}, instruments={}, digest="")
    period, words = PROGRAMME.all_periods[0], phrases("releases", "fi")
    return Candidate(PROGRAMME, programmes, period, random_reports(SEED), {"public": protected}, {"public": released}, load_catalogue(), words)


def public(change: Callable[[Figure], Figure] = lambda figure: figure) -> list[Report]:
    """The reports as they are, for the public; ``change`` is done to every figure."""
    return [report.model_copy(update={"audience": "public", "figures": tuple(map(change, report.figures))}) for report in random_reports(SEED)]


def hidden(figure: Figure) -> Figure:
    return figure.model_copy(update={"value": None, "n": None, "suppressed": True, "note": "suppressed"})


def with_value(change: Callable[[float], float]) -> Callable[[Figure], Figure]:
    def changed(figure: Figure) -> Figure:
        is_it = figure.id == "esf.eeco01" and figure.scope == "cumulative" and not figure.breakdown
        return figure.model_copy(update={"value": change(figure.value or 0)}) if is_it else figure

    return changed


def test_small_numbers_that_are_shown_keep_the_report_in_the_house() -> None:
    tried = candidate(public(), [])
    [sentence] = failures_of_audit(tried)
    assert sentence.startswith("Suojauksen tarkastus (public) löysi pääteltäviä pieniä lukuja: esf.")
    assert sentence.endswith("Julkaisematta jää; ilmoita virheestä ylläpidolle.")
    assert tried.attacked["public"] > 0


def test_hidden_numbers_open_the_gate() -> None:
    tried = candidate(public(hidden), [])
    assert list(failures_of_audit(tried)) == []
    assert tried.attacked["public"] > 0


def test_a_number_that_cannot_be_keeps_the_report_in_the_house() -> None:
    sentences = list(failures_of_outgoing(candidate(public(with_value(lambda value: -1)), [])))
    assert [sentence.split(" ")[0] for sentence in sentences] == ["OUT03", "OUT05"]
    assert sentences[1] == "OUT05 (public): Lukumäärä on alle nollan. Luvut: esf.eeco01 cumulative {}. Ilmoita virheestä ylläpidolle."
    assert list(failures_of_outgoing(candidate(public(), []))) == []


def test_a_restatement_by_two_people_keeps_the_report_in_the_house() -> None:
    [sentence] = failures_of_restatement(candidate(public(with_value(lambda value: value + 2)), public()))
    assert sentence.startswith("Oikaisu (public) muuttaa 1 lukua niin vähän, että vanhan ja uuden raportin erotus kertoo muutamasta ihmisestä: esf.eeco01.")
    assert sentence.endswith('Odota, kunnes muutoksia on enemmän, tai hyväksy tämä kirjallisesti: --exception "…".')


def test_a_restatement_by_many_people_or_by_none_opens_the_gate() -> None:
    assert list(failures_of_restatement(candidate(public(with_value(lambda value: value + 9)), public()))) == []
    assert list(failures_of_restatement(candidate(public(), public()))) == []
    assert list(failures_of_restatement(candidate(public(with_value(lambda value: value + 2)), []))) == []
