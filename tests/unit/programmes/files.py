"""A small programme and its instrument, to break in tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from seuranta.programmes.load import load_programmes
from seuranta.vocabulary.errors import ConfigurationError

PROGRAMME = """\
code: talo
name: {fi: Talo}
funder: {code: stea, name: {fi: STEA}}
dates: {start: 2024-01-01, end: 2024-12-31}
periods:
  - {no: 1, start: 2024-01-01, end: 2024-06-30}
  - {no: 2, start: 2024-07-01, end: 2024-12-31}
units:
  - {code: piha, name: {fi: Piha}}
activities:
  - {code: ryhma, name: {fi: Ryhmä}, units: [piha]}
datasets: [attendance, survey]
instruments: [kysely]
"""
INSTRUMENT = """\
code: kysely
name: {fi: Kysely}
type: survey
items:
  - {code: hyoty, text: {fi: Oliko hyötyä?}, kind: scale, min: 1, max: 5}
"""


def write(folder: Path, programme: str = PROGRAMME, instrument: str = INSTRUMENT) -> Path:
    (folder / "instruments").mkdir()
    (folder / "talo.yml").write_text(programme, encoding="utf-8")
    (folder / "instruments" / "kysely.yml").write_text(instrument, encoding="utf-8")
    return folder


def changed(old: str, new: str, text: str = PROGRAMME) -> str:
    assert text.count(old) == 1, f"'{old}' is to be there once"
    return text.replace(old, new)


def faults(folder: Path) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        load_programmes(folder)
    return [str(fault) for fault in caught.value.faults]
