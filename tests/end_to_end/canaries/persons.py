"""Invented people: identity codes of the range that nobody is given, names that nothing else is called, and a secret each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_INDIVIDUAL_NUMBER = 911
CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
FIRST_BORN_ON = date(1931, 3, 7)
DAYS_BETWEEN_BIRTHS = 211

FIRST_NAMES = (
    "Aino", "Väinö", "Tuula", "Antero", "Hilkka", "Otto", "Pirjo-Maria", "Åke", "Sirkka", "Voitto", "Åsa", "Yrjö", "Lempi", "Taavi", "Ulla", "Eero",
    "Iivari", "Mirja", "Niilo", "Reetta", "Saima", "Untamo", "Veikko", "Adolfiina", "Öivind", "Herttua",
)  # fmt: skip
LAST_NAMES = (
    "Kanarialampi", "Hämyvuorela", "Törmäkukko", "Sysihiekkala", "Pöllänharju", "Kuikkaniemelä", "Rytövaarela", "Åkerbölesson", "Viitakettunen",
    "Nokivesimäki", "Mäyrälampinen", "Särkikorpela", "Tervasuohonen", "Louhikärppä", "Halavakoski", "Kiiskisaarela", "Pajuvirtala", "Jängänkota",
    "Ruskotunturi", "Haapahukkanen", "Vetelämäkinen", "Ohdakkeela", "Piilipuronen", "Räystäslintu", "Öljymäkinen", "Suvantohaukka",
)  # fmt: skip
WHAT_THEY_SAID = (
    "pelkään naapurin Kuusamosta tuomaa hämähäkkiä", "lääke vaihtui metadonista keväällä", "veljeni löysi minut portaikosta",
    "en kerro kelalle mummon perinnöstä", "vuokrat jäivät maksamatta Hangossa",
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    """Somebody who must be found nowhere but where staff put them."""

    no: int
    first_name: str
    last_name: str
    born_on: date
    identity_code: str
    phone: str
    e_mail: str
    address: str
    secret: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def official_name(self) -> str:
        """As registers order it."""
        return f"{self.last_name} {self.first_name}"

    def traces(self) -> Iterator[str]:
        """Every text by which they would be known. A first name alone is nobody."""
        yield from (self.identity_code, self.identity_code.replace("-", "–"), self.identity_code.replace("-", ""))
        yield from (self.last_name, self.e_mail, self.e_mail.partition("@")[0])
        yield from (self.address, self.secret, self.address.replace(" ", ""), self.secret.replace(" ", ""))
        national = self.phone.replace("+358 ", "0")
        yield from (self.phone, self.phone.replace(" ", ""), national, national.replace(" ", ""), national.replace(" ", "-"))
        yield from (self.born_on.isoformat(), f"{self.born_on:%d.%m.%Y}", f"{self.born_on.day}.{self.born_on.month}.{self.born_on.year}")


def _person(no: int) -> Person:
    first_name, last_name = FIRST_NAMES[no], LAST_NAMES[no]
    born_on = FIRST_BORN_ON + timedelta(days=no * DAYS_BETWEEN_BIRTHS)
    plain = last_name.lower().translate(str.maketrans("äöå", "aoa"))
    return Person(
        no=no,
        first_name=first_name,
        last_name=last_name,
        born_on=born_on,
        identity_code=_identity_code(born_on, FIRST_INDIVIDUAL_NUMBER + no),
        phone=f"+358 49 77{no:02d} {311 + 7 * no}",
        e_mail=f"{plain}.{no + 70}@kanariaposti.example",
        address=f"{last_name[:4]}kanariankuja {no + 3} B {no + 40}",
        secret=f"{WHAT_THEY_SAID[no % len(WHAT_THEY_SAID)]}, kanaria {no + 500}",
    )


def _identity_code(born_on: date, individual_number: int) -> str:
    digits = f"{born_on:%d%m%y}{individual_number}"
    return f"{digits[:6]}-{digits[6:]}{CHECK_CHARACTERS[int(digits) % 31]}"


PERSONS = tuple(_person(no) for no in range(len(LAST_NAMES)))
