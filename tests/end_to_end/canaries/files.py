"""What staff drop: every dataset and layout with the invented people in cells, headers, names, comments and properties, and what cannot be used."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook as Book
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName

from tests.end_to_end.canaries.persons import PERSONS, Person
from tests.unit.intake.files import ODS_CONTENT, ods, ods_row, raw_xlsx

CODE = "kanaria"
PROGRAMME = """
code: kanaria
name: {fi: Kanariahanke, sv: Kanarieprojektet, en: Canary project}
funder: {code: esr_plus, name: {fi: Euroopan sosiaalirahasto plus}}
language: fi
dates: {start: 2024-01-01, end: 2024-12-31}
periods: {anchor: 2024-01-01, months: 4}
esf: 2021-2027
project_code: S39999
allow_test_ids: true
units:
  - {code: keskus, name: {fi: Keskus}}
  - {code: ranta, name: {fi: Ranta}}
activities:
  - {code: avoin, name: {fi: Avoin}, default_hours: 3, units: [keskus, ranta]}
  - {code: ryhma, name: {fi: Ryhmä}, default_hours: 2, units: [keskus, ranta]}
datasets: [esr_participants, attendance, survey, contacts]
instruments: [client_panel, tulostahti]
disclosure: {threshold: 5, audiences: [internal, public]}
retention: {archive_days: 30}
"""
NOW = "2024-05-02T09:00:00+03:00"
Rows = Sequence[Sequence[object]]
FIRST_DAY = date(2024, 1, 10)


@dataclass(frozen=True)
class Dropped:
    """A file and where in the drop folder it is put."""

    path: str
    content: bytes


def usable_files() -> Iterator[Dropped]:
    """Each layout of each dataset, clean and with rows that are refused."""
    yield Dropped(f"kanaria/{PERSONS[0].official_name}.xlsx", decorated(participants(), PERSONS[0]))
    yield Dropped(f"kanaria/{PERSONS[1].official_name} {PERSONS[1].identity_code} käynnit.xlsx", decorated(visits(), PERSONS[1]))
    yield Dropped("kanaria/käynnit maaliskuu.csv", delimited(visits(first=FIRST_DAY + timedelta(60))).encode("cp1252"))
    yield Dropped("kanaria/läsnäolot.xlsx", decorated(matrix("Avoin", "Ranta"), PERSONS[2]))
    yield Dropped(f"kanaria/{PERSONS[3].phone}/läsnäolot.ods", ods_of(matrix("Ryhmä", "Ranta"), PERSONS[3].identity_code))
    yield Dropped(f"kanaria/määrät {PERSONS[4].e_mail}.csv", delimited(counts()).encode("utf-16"))
    yield Dropped("kanaria/raati.xlsx", decorated(panel(), PERSONS[5]))
    yield Dropped("kanaria/tähti.csv", delimited(star()).encode("utf-8-sig"))
    yield Dropped("kanaria/yhteydenotot.xlsx", decorated(contacts(), PERSONS[6]))
    yield Dropped("kanaria/ei mitään.txt", "Ei raportoitavaa\nYksikkö: Ranta\nAineisto: Kysely\n".encode())


def unusable_files() -> Iterator[Dropped]:
    """What ends in a refusal, each for a reason of its own."""
    nine = PERSONS[9]
    everything = " ".join(nine.traces())
    yield Dropped(f"kanaria/{PERSONS[8].identity_code} hakemus.pdf", b"%PDF-1.4 " + everything.encode())
    yield Dropped("kanaria/rikki.xlsx", decorated(visits(), nine)[:-300])
    yield Dropped("kanaria/kaukana.xlsx", raw_xlsx(f"<row><c r='A1' t='inlineStr'><is><t>{everything}</t></is></c><c r='XFD1048576'><v>1</v></c></row>"))
    yield Dropped("kanaria/julistus.xlsx", raw_xlsx("<row/>", before=f"<!DOCTYPE {nine.last_name} [<!ENTITY a '{everything}'>]>"))
    yield Dropped("kanaria/salattu.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + everything.encode("utf-16-le"))
    yield Dropped("kanaria/merkistö.csv", b"Pvm;Nimi\r\n\x81\x8d;" + everything.encode("cp1252", "ignore") + b"\r\n")
    yield Dropped("kanaria/ihmiset otsikoissa.xlsx", decorated([["Pvm", *(person.name for person in PERSONS)], ["10.1.2024", *"x" * len(PERSONS)]], nine))
    yield Dropped(f"kanaria/kahdesti {nine.phone}.csv", delimited([["Pvm", "Osallistuja", "Osallistuja", nine.name], ["10.1.2024", *[nine.name] * 3]]).encode())
    yield Dropped(f"kanaria/{PERSONS[10].identity_code}.csv", b"")
    yield Dropped(f"{PERSONS[11].official_name} {PERSONS[11].identity_code}/omat.csv", delimited(visits()).encode())
    yield Dropped(f"{PERSONS[12].e_mail}.csv", delimited(visits()).encode())
    yield Dropped("kanaria/kysely.csv", delimited([["Vastaajanumero", "Vastausaika", "Arvosana", nine.name], [1, "1.2.2024", 9, nine.secret]]).encode())


def put_all(drop: Path, files: Iterator[Dropped]) -> None:
    for file in files:
        path = drop / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)


def visits(first: date = FIRST_DAY, persons: Sequence[Person] = PERSONS) -> list[list[object]]:
    """Everybody at four sessions by name; then people where something else belongs."""
    header: list[object] = [
        "Pvm",
        "Ryhmä",
        "Yksikkö",
        "Nimi",
        "Rooli",
        "Klo",
        "Läsnä",
        "Huomioita",
        "Puhelin",
        f"Soita {PERSONS[13].name}",
        PERSONS[14].identity_code,
    ]
    rows: list[list[object]] = [
        [finnish(first + timedelta(7 * week)), "Avoin", "Keskus", person.name, "Asiakas", "13–15", "x", person.secret, person.phone, person.e_mail, ""]
        for week in range(4)
        for person in persons
    ]
    one, two = PERSONS[15], PERSONS[16]
    wrong: list[list[object]] = [
        [one.identity_code, "Avoin", "Keskus", one.name, "Asiakas", "", "x"],
        [finnish(first), one.name, "Keskus", one.name, "Asiakas", "", "x"],
        [finnish(first), "Avoin", two.secret, two.name, "Asiakas", "", "x"],
        [finnish(first), "Avoin", "Keskus", two.name, two.e_mail, "", "x"],
        [finnish(first), "Avoin", "Keskus", two.name, "Asiakas", two.phone, two.identity_code],
        [finnish(first), "Avoin", "Keskus", two.name, "Asiakas", "", "x", f"sanoi: {two.identity_code}"],
    ]
    return [header, *rows, *wrong]


def matrix(activity: str, unit: str) -> list[list[object]]:
    """Everybody on four days, and a mark that is somebody's e-mail."""
    days = [finnish(FIRST_DAY + timedelta(7 * week)) for week in range(4)]
    rows: list[list[object]] = [
        [person.identity_code if person.no % 2 else person.official_name, "Asiakas", "x", "x", "-", "x", person.secret] for person in PERSONS
    ]
    wrong: list[object] = [PERSONS[17].name, PERSONS[17].secret, "x", PERSONS[17].e_mail, PERSONS[17].identity_code, "x", ""]
    return [[f"Ryhmä: {activity}"], [f"Yksikkö: {unit}"], ["Osallistuja", "Rooli", *days, "Muuta"], *rows, wrong]


def counts() -> list[list[object]]:
    """Counts, with topics in which people are named and a count that is one."""
    header: list[object] = ["Pvm", "Toiminta", "Yksikkö", "Teema", "Asiakkaat", "Henkilökunta", "Klo", "Peruttu"]
    rows: list[list[object]] = [
        [finnish(FIRST_DAY + timedelta(7 * week)), "Ryhmä", "Keskus", f"Vieraana {PERSONS[week].name}, {PERSONS[week].phone}", 8, 2, "13–15", ""]
        for week in range(6)
    ]
    return [header, *rows, [finnish(FIRST_DAY), "Ryhmä", "Keskus", "", PERSONS[18].identity_code, PERSONS[18].name, PERSONS[18].phone, ""]]


def participants() -> list[list[object]]:
    """The register with identity codes and everything else that a register has."""
    header: list[object] = [
        "Hankekoodi",
        "Henkilötunnus",
        "Syntymäaika",
        "Sukupuoli",
        "Yksikkö",
        "Aloituspäivä",
        "Työmarkkina-asema aloittaessa",
        "Koulutusaste",
    ]
    header += ["Lopetuspäivä", "Työmarkkina-asema lopettaessa", "Maahanmuuttajatausta", "Nimi", "Osoite", "Puhelin", "Sähköposti"]
    rows: list[list[object]] = [
        [
            *("S39999", person.identity_code, finnish(person.born_on), "", "Keskus", finnish(FIRST_DAY + timedelta(person.no)), "Työtön", "Perusaste"),
            *("30.4.2024", "Työssä", "Ei", person.official_name, person.address, person.phone, person.e_mail),
        ]
        for person in PERSONS
    ]
    one, two = PERSONS[19], PERSONS[20]
    wrong: list[list[object]] = [
        [one.secret, one.identity_code, finnish(two.born_on), one.name, one.address, one.phone, one.e_mail, one.name],
        ["S39999", f"{two.identity_code}X", two.name, two.e_mail, "Keskus", two.identity_code, two.secret, two.phone, two.name, two.secret],
        ["S39999", two.identity_code, finnish(one.born_on), "Nainen", "Keskus", "11.1.2024", "Työtön", "Perusaste"],
    ]
    return [header, *rows, *wrong]


def panel() -> list[list[object]]:
    """Answers with secrets, codes and contact data in the free text."""
    header: list[object] = [
        "Vastaajanumero",
        "Vastausaika",
        "Tunniste",
        "Yksikkö",
        "Kuinka paljon päivätoiminnasta oli hyötyä (1–10)?",
        "Mikä päivätoiminnassa oli hyvää?",
    ]
    said = [(person, (person.secret, person.name, person.identity_code, f"soita {person.phone}", person.e_mail)[person.no % 5]) for person in PERSONS]
    rows: list[list[object]] = [[f"V{person.no}", "1.2.2024 12.00", person.identity_code, "Keskus", 5 + person.no % 6, text] for person, text in said]
    one = PERSONS[21]
    return [header, *rows, [one.name, one.e_mail, one.name, one.secret, one.identity_code, one.phone]]


def star() -> list[list[object]]:
    """Readings by name, twice."""
    header: list[object] = ["Tunniste", "Pvm", "Mittauskerta", *(f"Alue {area:02d}" for area in range(1, 11))]
    rows: list[list[object]] = [
        [person.name, finnish(date(2024, month, 5)), wave, *([2 + month] * 10)] for month, wave in ((1, "alku"), (4, "loppu")) for person in PERSONS
    ]
    return [header, *rows, [PERSONS[22].name, PERSONS[22].identity_code, PERSONS[22].e_mail, *[PERSONS[22].secret] * 10]]


def contacts() -> list[list[object]]:
    """Who was reached, by name."""
    header: list[object] = ["Nimi", "Yksikkö", "Yhteydenotto", "Sitoutui", "Päättyi", "Loppuun asti", "Mistä", PERSONS[23].name]
    rows: list[list[object]] = [[person.official_name, "Keskus", "12.1.2024", "15.1.2024", "", "", person.secret, person.phone] for person in PERSONS]
    one = PERSONS[24]
    return [header, *rows, [one.name, one.address, one.identity_code, one.phone, one.e_mail, one.secret, ""]]


def shorter(rows: list[list[object]]) -> list[list[object]]:
    """An export that would take most of an earlier one back: held."""
    return rows[:3]


def decorated(rows: Rows, person: Person) -> bytes:
    """A workbook whose every corner names somebody: sheets, comments, properties, defined names, headers and footers."""
    book = Book()
    sheet = book.active
    assert sheet is not None
    sheet.title = person.identity_code
    for row in rows:
        sheet.append(list(row))
    sheet["A1"].comment = Comment(f"{person.name}: {person.secret}", person.official_name)
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    sheet.oddHeader.center.text, sheet.oddFooter.left.text = person.name, person.secret
    sheet.sheet_properties.codeName = person.last_name
    hidden = book.create_sheet(person.e_mail[:31])
    hidden.sheet_state = "hidden"
    hidden.append([*person.traces()])
    book.create_sheet(person.official_name[:31]).append([person.secret, person.phone])
    about = book.properties
    about.creator = about.lastModifiedBy = person.name
    about.title, about.subject, about.description = person.secret, person.address, person.e_mail
    about.keywords, about.category = person.phone, person.identity_code
    properties: Any = vars(book)["custom_doc_props"]  # the types of openpyxl do not know it
    properties.append(StringProperty(name=person.last_name, value=person.identity_code))
    book.defined_names[person.last_name.replace("-", "_")] = DefinedName(person.last_name.replace("-", "_"), attr_text=f"'{person.identity_code}'!$A$1")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def ods_of(rows: Rows, sheet_name: str) -> bytes:
    cells = "".join(ods_row(*map(str, row)) for row in rows)
    about: Mapping[str, str | bytes] = {
        "meta.xml": f"<meta><creator>{PERSONS[3].name}</creator><title>{PERSONS[3].secret}</title></meta>",
        "content.xml": ODS_CONTENT.format(rows=cells).replace("Taul1", sheet_name),
    }
    return ods(cells, dict(about))


def delimited(rows: Rows) -> str:
    return "\r\n".join(";".join(map(str, row)) for row in rows) + "\r\n"


def finnish(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
