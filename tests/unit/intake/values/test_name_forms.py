"""A name is known in every form Finnish and Swedish give it, and other names are not taken for it."""

from __future__ import annotations

import pytest

from seuranta.intake.values.given_names import GIVEN_NAMES
from seuranta.intake.values.name_forms import name_forms
from seuranta.intake.values.text import fold_text
from tests.unit.intake.values.inflected_names import inflected_names

INFLECTED = list(inflected_names())
# What is a form of the one and a name of its own: nobody can tell by the word alone.
SAME_WORD = {
    *(("aaro", "aaron"), ("ali", "aleksi"), ("ali", "alina"), ("anna", "annina"), ("anne", "annina"), ("elli", "ellen"), ("emil", "emilia")),
    *(("hanne", "hannes"), ("heli", "helena"), ("heli", "helina"), ("joona", "joonas"), ("juha", "juhani"), ("kari", "karin")),
    *(("mari", "maria"), ("marja", "marjatta"), ("martta", "martin"), ("martti", "martin")),
}


def is_form(name: str, word: str) -> bool:
    return name_forms(fold_text(name)).fullmatch(fold_text(word)) is not None


def test_there_are_names_of_every_kind_in_fourteen_cases() -> None:
    assert len(INFLECTED) == 178
    assert {len(forms) for _, forms in INFLECTED} == {14}
    assert dict(INFLECTED)["Lahti"][:7] == ("Lahti", "Lahden", "Lahtea", "Lahteen", "Lahtena", "Lahtineen", "Lahdin")
    assert dict(INFLECTED)["Lahti"][7:] == ("Lahdessa", "Lahdesta", "Lahdella", "Lahdelta", "Lahdelle", "Lahdeksi", "Lahdetta")


@pytest.mark.parametrize(("name", "forms"), INFLECTED, ids=[f"{name}, {forms[1]}" for name, forms in INFLECTED])
def test_a_name_is_known_in_every_case(name: str, forms: tuple[str, ...]) -> None:
    assert [form for form in forms if not is_form(name, form)] == []


@pytest.mark.parametrize(
    ("name", "forms"),
    [
        ("Pekka", "Pekkani Pekkansa Pekkaansa Pekallakin Pekallensa Pekkako Pekankin Pekastahan Pekassakaan Pekkammekin Pekkakos"),
        ("Pekka", "Pekat Pekkojen Pekkoja Pekkoihin Pekoille"),
        ("Virtanen", "Virtanenkin Virtasenko Virtasellekaan Virtasemme Virtaset Virtasten Virtasia Virtasilla Virtasiin"),
        ("Mäki", "Mäet Mäkien Mäkiä Mäissä Mäkiin Maki Maen MÄELLE"),
        ("Kallio", "Kallioita Kallioiden Kallioitten Kalliomme"),
        ("Johansson", "Johanssons Johanssonit Johanssonien Johanssoneja Johanssoneille Johanssoninkin"),
        ("Anna", "Annas Annoja Annojen Annaamme"),
        *(("Satu", "Satun Sadun Sadulle"), ("Sampo", "Sammon Sampon"), ("Poika", "Pojan Pojalle"), ("Honka", "Hongan"), ("Luku", "Luvun")),
        *(("Kirves", "Kirveen Kirveksen"), ("Sarvas", "Sarvaan Sarvaksen"), ("Kaarret", "Kaarteen Kaarretta"), ("Härkin", "Härkkimen Härkintä")),
        *(("Hirsi", "Hirren Hirttä Hirtenä"), ("Säde", "Säteen Säteelle"), ("Haapa", "Haavan"), ("Korpi", "Korven"), ("Jalka", "Jalan")),
        *(("Fernandes", "Fernandesin Fernandesia Fernandeksen"), ("Denis", "Denisin Deniksen"), ("Oleksandr", "Oleksandrin"), ("Nguyễn", "Nguyenin")),
        *(("Leo", "Leota Leoa Leoon"), ("Pia", "Piaa Piaan"), ("Åke", "Åken Åkes"), ("Karri", "Karriki Karriks")),
    ],
)
def test_possessives_clitics_plurals_and_rarer_stems_are_known(name: str, forms: str) -> None:
    assert [form for form in forms.split() if not is_form(name, form)] == []


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Pekka", "Pekkala Pekkalan Pekkanen Pekkasen Pekkarinen Pekoni"),
        ("Matti", "Mattila Mattilan Mattinen Matilda Matkalla Matka"),
        ("Mäki", "Mäkelä Mäkelän Mäkinen Mäkisen Makkara Maksaa Maija"),
        ("Helmi", "Helsinki Helsingin Helminen Helmikuussa"),
        ("Joki", "Jokinen Jokisen Jokela Joka Jokainen"),
        ("Kai", "Kaisa Kaikki Kaikilla Kairo"),
        ("Aki", "Aina Aila Akseli Ai Ain"),
        ("Koski", "Koskinen Koskela Koska Kosketus"),
        ("Suo", "Suomi Suomen Suomessa Suoraan Suosittu"),
        ("Virtanen", "Virta Virtala Virtaniemi Virtanenin2 Virtaava"),
        ("Johansson", "Johan Johansen Johannes Johanssonsin"),
        *(("Onni", "On Onko Onnistui"), ("Mika", "Miia Mikkeli"), ("Marika", "Marjatta"), ("Roni", "Ronja"), ("Mari", "Marja Marita")),
    ],
)
def test_other_names_and_words_are_not(name: str, others: str) -> None:
    assert [word for word in others.split() if is_form(name, word)] == []


def test_of_common_given_names_few_are_a_form_of_another() -> None:
    names = sorted({fold_text(name) for name in GIVEN_NAMES})
    assert {(name, other) for name in names for other in names if name != other and is_form(name, other)} == SAME_WORD


def test_of_the_names_inflected_here_none_is_a_form_of_another() -> None:
    names = [name for name, _ in INFLECTED]
    assert [(name, other) for name in names for other in names if name != other and is_form(name, other)] == []
