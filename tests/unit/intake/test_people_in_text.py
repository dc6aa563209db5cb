"""A person is found in running text in the forms in which people are written, and others are not taken for them."""

from __future__ import annotations

import pytest

from seuranta.intake.people_in_text import names_forgotten, names_person
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
        ("AS-17", "Asiakas AS-17 lopetti."),
        ("AS-17", "asiakas as 17:n kanssa"),
        ("as–17", "(AS–17)"),
        ("12345", "asiakasnumero 12345."),
        ("010190-900P", "tunnus 010190 - 900P, sanoi"),
        ("010190-900P", "tunnus 010190−900p"),
    ],
)
def test_a_person_is_found(identifier: str, text: str) -> None:
    assert names_person(text, [identifier])


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
    ],
)
def test_what_is_somebody_or_something_else_is_not(identifier: str, text: str) -> None:
    assert not names_person(text, [identifier])


def test_any_of_the_identifiers_is_enough() -> None:
    assert names_person("Asiakas AS-17 lopetti.", ["010190-900P", "AS-17"])
    assert not names_person("Asiakas AS-17 lopetti.", [])


@pytest.mark.parametrize("text", ["tuli Kuutamo Unelma, ja", "## Unelma Kuutamo", "kertoi unelma kuutamo."])
def test_a_forgotten_person_is_known_by_the_words_alone(text: str) -> None:
    forgotten = {KEY.pseudonym(canonical_identifier("Unelma Kuutamo"))}
    assert names_forgotten(text, KEY, forgotten)
    assert not names_forgotten(text, programme_key(b"k" * 32, "kerho"), forgotten)
    assert not names_forgotten("Unelmia ja kuutamoa", KEY, forgotten)
