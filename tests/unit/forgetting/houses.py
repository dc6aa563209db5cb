"""A house in which one person is known in every way a person can be, and the search for what is left of them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from seuranta.forgetting.surroundings import Surroundings
from seuranta.intake.archive import open_original
from seuranta.intake.keys import read_master
from seuranta.intake.pseudonyms import programme_key
from seuranta.programmes.programme import Programmes
from tests.unit.intake.builders import panel, programme
from tests.unit.intake.workspaces import CLOCK, House, house, visits

LONG_ENOUGH = 8
CODE, NUMBER, SECRET = "010190-900P", "AS-17", "Unelma Kuutamo"
OTHER = "020285-901W"
ESR = "Hankekoodi;Henkilötunnus;Asiakasnumero;Aloituspvm;Työmarkkina-asema aloittaessa;Koulutusaste"
CONTACTS = "Tunniste;Yhteydenotto;Sitoutui;Päättyi;Loppuun asti"
SURVEY = "Vastausaika;Tunniste;Kuinka paljon hyötyä (1–10)?;Missä olit mukana?;Mitä haluat sanoa?"


def table(header: str, *rows: str) -> str:
    """A text file."""
    return "\n".join([header, *rows]) + "\n"


def full_house(folder: Path) -> House:
    """One person in visits and contacts by number, in a survey by code, with a row that is quarantined; others beside them."""
    home = house(folder)
    model = programme(instruments=["raati"], datasets=["attendance", "survey", "contacts"])
    home.programmes = Programmes(programmes={"klubi": model}, instruments={"raati": panel()}, digest="0")
    home.drop("klubi/a käynnit.csv", visits(f"3.5.2022;Ryhmä;Kallio;{NUMBER}", "3.5.2022;Ryhmä;Kallio;A2", f"4.5.2022;Retki;Kallio;{NUMBER}"))
    home.drop("klubi/b yhteydenotot.csv", table(CONTACTS, f"{CODE};1.3.2022;;;", "A2;2.3.2022;3.3.2022;;"))
    home.drop("klubi/c kysely.csv", table(SURVEY, f'3.5.2022;{CODE};7;"Ryhmä;Retki";{SECRET}', "4.5.2022;A2;9;Retki;"))
    home.drop("klubi/d virheellinen.csv", visits(f"31.2.2022;Ryhmä;Kallio;{CODE}", "5.5.2022;Ryhmä;Kallio;A3"))
    home.drop("klubi/e muut.csv", visits("6.5.2022;Ryhmä;Kallio;A2", "6.5.2022;Ryhmä;Kallio;A3"))
    home.take()
    return home


def surroundings_of(home: House) -> Surroundings:
    return Surroundings(home.workspace, home.programmes, CLOCK)


def pseudonym_of(home: House, identifier: str, code: str = "klubi") -> str:
    return programme_key(read_master(home.workspace), code).pseudonym(identifier)


def forms_of(text: str) -> Iterator[bytes]:
    """The ways in which a text may lie in a file."""
    yield from (text.encode(), text.encode("utf-16-le"), text.encode("utf-16-be"), json.dumps(text)[1:-1].encode())
    padded = [base64.b64encode(b" " * shift + text.encode())[shift + 1 : -4] for shift in range(3)]
    yield from (form for form in padded if len(form) >= LONG_ENOUGH)  # shorter ones lie in any compressed file
    if len(text) == 32:
        raw = bytes.fromhex(text)
        yield from (raw, base64.b64encode(raw).rstrip(b"="), text.upper().encode())


def hits(home: House, *texts: str) -> list[str]:
    """The files outside the drop folder that hold one of the texts; Parquet also as rows, originals as what they encrypt."""
    found = []
    for path in sorted(path for path in home.workspace.home.rglob("*") if path.is_file() and not path.is_relative_to(home.workspace.drop)):
        content = path.read_bytes() + path.name.encode()
        if path.suffix == ".parquet":
            content += str(pq.read_table(path, partitioning=None).to_pylist()).encode()
        if path.suffix == ".age":
            receipt = next(receipt for receipt in home.receipts() if receipt.delivery_id == path.stem)
            content += open_original(home.workspace, receipt) or b""
        if any(form in content for text in texts for form in forms_of(text)):
            found.append(path.relative_to(home.workspace.home).as_posix())
    return found
