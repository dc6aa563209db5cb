"""A person is found in running text in the forms in which people are written, and others are not taken for them."""

from __future__ import annotations

import pytest

from seuranta.intake.people_in_text import Naming, names_forgotten, naming
from seuranta.intake.pseudonyms import programme_key
from seuranta.intake.values.identity_codes import canonical_identifier

KEY = programme_key(b"k" * 32, "klubi")


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        ("Unelma Kuutamo", "Unelma Kuutamo tuli mukaan."),
        ("Kuutamo Unelma", "Ryhmässä Unelma Kuutamo kertoi omasta tiestään."),
        ("Unelma Kuutamo", "Kuutamon Unelman kanssa sovittiin."),
        ("unelma kuutamo", "UNELMA KUUTAMOLLE annettiin todistus"),
        ("Unelma Kuutamo", "unelma kuutamo oli poissa"),
        ("Virtanen Matti Olavi", "Virtasen Matista oli paljon apua."),
        ("Matti Virtanen", "Matti ja Liisa Virtanen tulivat yhdessä."),
        ("Unelma", "Unelman oma tarina"),
        ("Pekka Mäki", "Pekan ja Mäen perheen kanssa"),
        ("Mäki Pekka", "Mäen Pekalle annettiin todistus."),
        ("Lahti Hannes", "Hanneksen, siis Lahden Hanneksen, polku"),
        ("Kangas Markus", "Kankaan Markuskin tuli, Markuksella oli asiaa."),
        ("Mohamed Ahmed", "Ahmedin Mohamedille"),
        ("Johansson Åke", "Åke Johanssons berättelse"),
        ("Bo Ek", "Ekin Bon kanssa"),
        ("Bordeaux Jean", "Jean Bordeaux'n luona"),
        ("Virtanen Anna-Liisa", "Anna-Liisa Virtasen kertomus"),
        ("Virtanen Anna-Liisa", "Annaliisan ja Virtasen"),
        ("Virtanen Anna-Liisa", "Virtasen Liisan kanssa"),
        ("Mäki-Ranta Sari", "Sari Mäki-Rannan mukaan"),
        ("Mäki-Ranta", "Mäki-Rannan mukaan"),
        ("von Essen Aino", "Aino von Essenin kanssa"),
        ("Pekka", "Pekallekin"),
        ("AS-17", "Asiakas AS-17 lopetti."),
        ("AS-17", "asiakas as 17:n kanssa"),
        ("as–17", "(AS–17)"),
        ("12345", "asiakasnumero 12345."),
        ("010190-900P", "tunnus 010190 - 900P, sanoi"),
        ("010190-900P", "tunnus 010190−900p"),
    ],
)
def test_a_person_is_found(identifier: str, text: str) -> None:
    assert naming(text, [identifier]) is Naming.SURELY


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        ("Unelma Kuutamo", "Unelmia toteutettiin. Illalla katsottiin kuutamoa."),
        ("Unelma Kuutamo", "Unelma Virtanen tuli mukaan."),
        ("Matti Virtanen", "Matkalla virtaava joki"),
        ("AS-17", "AS-170 ja KAS-17"),
        ("17", "Ryhmässä oli 17 ihmistä."),
        ("2022", "Vuosi 2022 oli hyvä."),
        ("12345", "vuonna 123456"),
        ("010190-900P", "tunnus 010190-901R"),
        ("A", "A ja B"),
        ("Matti Virtanen", "Matti Virtala ja Virtaniemen Matti"),
        ("Toivo Ranta", "Toivottiin lisää. Rantakin oli siisti."),
        ("Helmi Mäki", "Helsingin Makkara Oy"),
        ("Virta Virtanen", "Virtanen tuli."),
        ("Virtanen Anna-Liisa", "Anna-Liisa Mäkinen kertoi."),
        ("Mäki-Ranta", "Mäki oli jyrkkä. Rannalla tuuli."),
        ("von Essen Aino", "Anna von Bergin Aino-koira"),
    ],
)
def test_what_is_somebody_or_something_else_is_not(identifier: str, text: str) -> None:
    assert naming(text, [identifier]) is not Naming.SURELY


@pytest.mark.parametrize(
    ("identifier", "text", "how"),
    [
        ("Pekka Virtanen", "Pekan oma tarina", Naming.MAYBE),
        ("Pekka Virtanen", "Vierailimme Virtasen luona.", Naming.MAYBE),
        ("Pekka Virtanen", "Pekka Mäkinen kertoi.", Naming.MAYBE),
        ("Pekka Virtanen", "pekan ja virtasen kanssa", Naming.MAYBE),
        ("Virtanen Anna-Liisa", "Liisalle soitettiin.", Naming.MAYBE),
        ("Toivo Ranta", "Rannalla paistettiin makkaraa.", Naming.MAYBE),
        ("Toivo Ranta", "Illalla paistettiin makkaraa rannalla.", Naming.NOT),
        ("Toivo Ranta", "Siellä oli hieno ranta ja toivo paremmasta, jos toivoa riitti.", Naming.MAYBE),
        ("Toivo Ranta", "Siellä oli ranta. Oli myös pieni toivo paremmasta.", Naming.NOT),
        ("Mika Virtanen", "Mikä oli hyvää? Mikään ei puuttunut.", Naming.NOT),
        ("Mika Virtanen", "Mikä Virtanen?", Naming.MAYBE),
        ("Päivi Mäki", "PAIVI MAEN", Naming.SURELY),
        ("Lahti Sari", "Lähden huomenna.", Naming.NOT),
        ("Pekka Virtanen", "Pekkarisen ja Virtalan ryhmä", Naming.NOT),
        ("Bo Ek", "Bo tuli.", Naming.NOT),
        ("Virtanen M", "M tuli.", Naming.NOT),
        ("Virtanen M", "M. Virtasen", Naming.SURELY),
        ("AS-17", "Asiakkaat 17", Naming.NOT),
    ],
)
def test_one_word_of_a_name_or_small_letters_leave_it_open(identifier: str, text: str, how: Naming) -> None:
    assert naming(text, [identifier]) is how


def test_a_long_text_of_one_name_is_read_at_once() -> None:
    assert naming("Anna " * 50_000, ["Anna Maria Virtanen"]) is Naming.MAYBE


def test_any_of_the_identifiers_is_enough() -> None:
    assert naming("Asiakas AS-17 lopetti.", ["010190-900P", "AS-17"]) is Naming.SURELY
    assert naming("Asiakas AS-17 lopetti.", []) is not Naming.SURELY


@pytest.mark.parametrize("text", ["tuli Kuutamo Unelma, ja", "## Unelma Kuutamo", "kertoi unelma kuutamo."])
def test_a_forgotten_person_is_known_by_the_words_alone(text: str) -> None:
    forgotten = {KEY.pseudonym(canonical_identifier("Unelma Kuutamo"))}
    assert names_forgotten(text, KEY, forgotten)
    assert not names_forgotten(text, programme_key(b"k" * 32, "kerho"), forgotten)
    assert not names_forgotten("Unelmia ja kuutamoa", KEY, forgotten)
