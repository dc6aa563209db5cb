"""Loading programme files: every fault, in a person's words, all at once."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.errors import ConfigurationError

SAMPLES = Path(__file__).parents[3] / "programmes"

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


def test_the_sample_files_are_in_order() -> None:
    loaded = load_programmes(SAMPLES)
    assert sorted(loaded.programmes) == ["asku", "hyvinvointi_plus", "ikaalinen", "ok_hanke", "torstaiklubi"]
    assert len(loaded.instruments) == 9
    assert [p.end.isoformat() for p in loaded.programmes["ok_hanke"].all_periods][:3] == ["2016-07-31", "2016-11-30", "2017-03-31"]
    assert len(loaded.programmes["ok_hanke"].all_periods) == 9


def test_every_key_of_a_programme_file_is_used_by_a_sample() -> None:
    loaded = load_programmes(SAMPLES)
    used = {key for programme in loaded.programmes.values() for key in programme.model_fields_set}
    assert set(next(iter(loaded.programmes.values())).__class__.model_fields) - used == set()


def test_files_in_order_load(tmp_path: Path) -> None:
    loaded = load_programmes(write(tmp_path))
    assert isinstance(loaded, Programmes)
    assert [instrument.code for instrument in loaded.instruments_of(loaded.programmes["talo"])] == ["kysely"]


def test_the_digest_tells_when_any_file_changed(tmp_path: Path) -> None:
    before = load_programmes(write(tmp_path)).digest
    assert load_programmes(tmp_path).digest == before
    (tmp_path / "instruments" / "kysely.yml").write_text(INSTRUMENT + "# a comment\n", encoding="utf-8")
    assert load_programmes(tmp_path).digest != before


def test_no_is_a_text_and_a_key_like_any_other(tmp_path: Path) -> None:
    programme = changed("periods:", "marks: {no: absent, on: present, y: present}\nperiods:")
    programme = changed("name: {fi: Piha}", "name: {fi: no}, aliases: [yes, off, 2024-01-01x]", programme)
    loaded = load_programmes(write(tmp_path, programme)).programmes["talo"]
    assert loaded.marks == {"no": "absent", "on": "present", "y": "present"}
    assert loaded.units[0].all_names == ["no", "yes", "off", "2024-01-01x", "piha"]


def test_an_octal_looking_number_is_decimal(tmp_path: Path) -> None:
    instrument = changed("max: 5", "max: 010", INSTRUMENT)
    assert load_programmes(write(tmp_path, instrument=instrument)).instruments["kysely"].items[0].max == 10


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("name: {fi: Talo}", "nam: {fi: Talo}", "talo.yml line 2: nam: found unknown key 'nam'; did you mean 'name'?; allowed: {known}"),
        ("name: {fi: Piha}", "nmae: {fi: Piha}", "talo.yml line 9: units.piha.nmae: found unknown key 'nmae'; did you mean 'name'?; allowed: {unit}"),
        ("{fi: Talo}", "{fin: Talo}", "talo.yml line 2: name.fin: found unknown key 'fin'; did you mean 'fi'?; allowed: 'en', 'fi', 'sv'"),
        ("code: piha, ", "", "talo.yml line 9: units.entry 1.code: found nothing; allowed: a value: this key is needed"),
        ("{fi: Piha}", "Piha", "talo.yml line 9: units.piha.name: found 'Piha'; allowed: the keys 'en', 'fi', 'sv'"),
        ("code: piha", "code: Piha", "talo.yml line 9: units.Piha.code: found 'Piha'; allowed: small letters a–z, digits and _, a letter first"),
        ("{fi: Ryhmä}", "{fi: 12}", "talo.yml line 11: activities.ryhma.name.fi: found '12'; allowed: a text (a number or yes/no in quotes)"),
        ("end: 2024-06-30", "end: 30.6.2024", "talo.yml line 6: periods.1.end: found '30.6.2024'; allowed: a date such as 2022-07-15"),
        (
            "end: 2024-06-30",
            "edn: 2024-06-30",
            "talo.yml line 6: periods.1.edn: found unknown key 'edn'; did you mean 'end'?; allowed: 'due', 'end', 'no', 'start'",
        ),
        ("[attendance, survey]", "[attendances]", "talo.yml line 12: datasets.entry 1: found 'attendances'; allowed: {datasets}"),
        ("[attendance, survey]", "[]", "talo.yml line 12: datasets: found a list of 0; allowed: at least 1, not 0"),
        ("units: [piha]", "units: [piha], default_hours: 0", "talo.yml line 11: activities.ryhma.default_hours: found '0'; allowed: more than 0"),
        ("datasets", "esf: 2021\ndatasets", "talo.yml line 12: esf: found '2021'; allowed: '2014-2020' or '2021-2027'"),
        (
            "datasets",
            "project_code: X1\ndatasets",
            "talo.yml line 12: project_code: found 'X1'; allowed: a code such as S20739 (S1–S3, A7, A8 or J1 and four digits)",
        ),
        ("datasets", "invited: {kysely: many}\ndatasets", "talo.yml line 12: invited.kysely: found 'many'; allowed: a whole number or a group of keys"),
        ("datasets", "invited: {kysely: {1: many}}\ndatasets", "talo.yml line 12: invited.kysely.1: found 'many'; allowed: a whole number"),
        ("datasets", "marks: {p: here}\ndatasets", "talo.yml line 12: marks.p: found 'here'; allowed: 'present', 'absent' or 'cancelled'"),
        ("start: 2024-01-01, end: 2024-12-31}\n", "start: 2025-01-01, end: 2024-12-31}\n", "{dates}"),
    ],
)
def test_a_wrong_key_or_value_is_said_with_its_place(tmp_path: Path, old: str, new: str, fault: str) -> None:
    facts = {
        "{known}": "'activities', 'allow_test_ids', 'approximate', 'code', 'datasets', 'dates', 'disclosure', 'eligibility', 'esf', 'estimates' and 14 more",
        "{unit}": "'aliases', 'client_limit', 'code', 'implementer', 'name'",
        "{datasets}": "'esr_participants', 'attendance', 'survey' or 'contacts'",
        "{dates}": "talo.yml line 4: dates: found keys with start: 2025-01-01, end: 2024-12-31; allowed: start is after end",
    }
    for name, text in facts.items():
        fault = fault.replace(name, text)
    assert PROGRAMME.count(old) >= 1
    assert fault in faults(write(tmp_path, PROGRAMME.replace(old, new, 1)))


def test_a_key_that_is_like_no_other_gets_no_guess(tmp_path: Path) -> None:
    found = faults(write(tmp_path, changed("name: {fi: Piha}", "name: {fi: Piha}, xyzzy: 1")))
    assert found == ["talo.yml line 9: units.piha.xyzzy: found unknown key 'xyzzy'; allowed: 'aliases', 'client_limit', 'code', 'implementer', 'name'"]


PERIODS = dedent("""\
    periods:
      - {no: 1, start: 2024-01-01, end: 2024-06-30}
      - {no: 2, start: 2024-07-01, end: 2024-12-31}
    """)


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ("periods: 3\n", ["talo.yml line 5: periods: found '3'; allowed: a list or the keys 'anchor', 'months'"]),
        ("periods:\n", ["talo.yml line 5: periods: found nothing; allowed: a list or the keys 'anchor', 'months'"]),
        ("", ["talo.yml: periods: found nothing; allowed: a value: this key is needed"]),
        ("periods: []\n", ["talo.yml line 5: periods: found none; allowed: at least one"]),
        (
            "periods: {anchor: 2024-01-01, month: 4}\n",
            [
                "talo.yml line 5: periods.months: found nothing; allowed: a value: this key is needed",
                "talo.yml line 5: periods.month: found unknown key 'month'; did you mean 'months'?; allowed: 'anchor', 'months'",
            ],
        ),
        ("periods: {anchor: 2024-01-01, months: 0}\n", ["talo.yml line 5: periods.months: found '0'; allowed: 1 or more"]),
        (
            "periods: {anchor: 2023-06-01, months: 4}\n",
            ["talo.yml line 5: periods.anchor: found '2023-06-01'; allowed: a day within the programme's dates 2024-01-01…2024-12-31"],
        ),
        (
            "periods:\n- {no: 1, start: 2024-01-01, end: 2024-06-30}\n- {no: 2, start: 2024-07-02, end: 2024-12-31}\n",
            ["talo.yml line 7: periods.2: found a gap: starts 2024-07-02; allowed: 2024-07-01: the day after the one before"],
        ),
        (
            "periods:\n- {no: 1, start: 2024-01-01, end: 2024-06-30}\n- {no: 2, start: 2024-06-30, end: 2024-12-31}\n",
            ["talo.yml line 7: periods.2: found an overlap: starts 2024-06-30; allowed: 2024-07-01: the day after the one before"],
        ),
        (
            "periods:\n- {no: 2, start: 2024-01-01, end: 2024-12-31}\n",
            ["talo.yml line 6: periods.2: found no 2; allowed: no 1: numbered from 1 in order"],
        ),
        (
            "periods:\n- {no: 1, start: 2023-12-01, end: 2024-12-31}\n",
            ["talo.yml line 6: periods.1: found 2023-12-01…2024-12-31; allowed: within the programme's dates 2024-01-01…2024-12-31"],
        ),
        (
            "periods:\n- {no: 1, start: 2024-05-01, end: 2024-04-30}\n",
            ["talo.yml line 6: periods.1: found start 2024-05-01 after end 2024-04-30; allowed: start before end"],
        ),
    ],
)
def test_periods_are_gap_free_and_said_in_the_words_of_the_file(tmp_path: Path, periods: str, expected: list[str]) -> None:
    assert faults(write(tmp_path, changed(PERIODS, periods))) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("units: [piha]", "units: [piha, pihha]", "talo.yml line 11: activities.ryhma.units: found 'pihha'; allowed: 'piha'"),
        ("{code: piha, ", "{code: piha, implementer: hdl, ", "talo.yml line 9: units.piha.implementer: found 'hdl'; allowed: nothing: none is defined"),
        ("[kysely]", "[kysely, loppu]", "talo.yml line 13: instruments: found 'loppu'; allowed: 'kysely'"),
        ("datasets", "invited: {loppu: 8}\ndatasets", "talo.yml line 12: invited: found 'loppu'; allowed: 'kysely'"),
        ("datasets", "invited: {kysely: {3: 8}}\ndatasets", "talo.yml line 12: invited.kysely: found '3'; allowed: '1', '2'"),
        (
            "datasets",
            "estimates: [{figure: esf.eeco12, period: 9, value: 1}]\ndatasets",
            "talo.yml line 12: estimates.esf.eeco12.period: found '9'; allowed: '1', '2'",
        ),
        (
            "datasets",
            "targets: [{figure: esf.eeco99, value: 1}]\ndatasets",
            "talo.yml line 12: targets.esf.eeco99: found the figure 'esf.eeco99'; "
            "allowed: an id of the figure catalogue, such as esf.eeco01 or attendance.visits",
        ),
        (
            "datasets",
            "targets: [{figure: survey.loppu.mean.hyoty, value: 4}]\ndatasets",
            "talo.yml line 12: targets.survey.loppu.mean.hyoty: found the figure 'survey.loppu.mean.hyoty' of 'loppu'; "
            "allowed: an instrument of the programme: 'kysely'",
        ),
        (
            "datasets",
            "approximate: [survey.kysely.mean.hyety]\ndatasets",
            "talo.yml line 12: approximate: found the figure 'survey.kysely.mean.hyety' of 'hyety'; allowed: an item of kysely: 'hyoty'",
        ),
        (
            "datasets",
            "esf: 2021-2027\ndatasets",
            "talo.yml: project_code: found nothing; allowed: the project's code, such as S20739: it is needed with esf",
        ),
        (
            "[attendance, survey]",
            "[esr_participants]",
            "talo.yml: esf: found nothing; allowed: '2014-2020' or '2021-2027': the dataset 'esr_participants' is expected",
        ),
        ("instruments: [kysely]\n", "", "talo.yml: instruments: found none; allowed: at least one: the dataset 'survey' is expected"),
        (
            "activities:\n  - {code: ryhma, name: {fi: Ryhmä}, units: [piha]}\n",
            "",
            "talo.yml: activities: found none; allowed: at least one: the dataset 'attendance' is expected",
        ),
        (
            "- {code: piha, name: {fi: Piha}}",
            "- {code: piha, name: {fi: Piha}}\n  - {code: toinen, name: {fi: Toinen}, aliases: [PIHA]}",
            "talo.yml line 10: units.toinen: found the name 'piha' of 'piha' again; allowed: a name that means one thing",
        ),
        ("[kysely]", "[kysely, kysely]", "talo.yml line 13: instruments: found 'kysely' twice; allowed: each once"),
        ("code: talo", "code: tallo", "talo.yml line 1: code: found 'tallo'; allowed: the file's name, 'talo'"),
    ],
)
def test_a_name_that_means_nothing_or_two_things_is_a_fault(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert faults(write(tmp_path, changed(old, new))) == [expected]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("max: 5", "max: 1", "items.hyoty: found keys with code: hyoty, kind: scale, min: 1, max: 1; allowed: a scale needs min and max with min < max"),
        ("kind: scale, min: 1, max: 5", "kind: single", "items.hyoty: found keys with code: hyoty, kind: single; allowed: a single-choice item needs options"),
        ("max: 5", "max: 5, labels: {6: [Paljon]}", "items.hyoty: found keys with code: hyoty, kind: scale, min: 1, max: 5; allowed: labels outside 1…5: [6]"),
        ("max: 5", "max: 5, labels: {a: [Paljon]}", "items.hyoty.labels.a: found 'a'; allowed: a whole number"),
        ("max: 5", "max: 5, labels: {5: Paljon}", "items.hyoty.labels.5: found 'Paljon'; allowed: a list"),
        ("max: 5", "max: 5, missing: [2.5]", "items.hyoty.missing.entry 1: found '2.5'; allowed: a text (a number or yes/no in quotes) or a whole number"),
        ("type: survey", "type: survey\nscoring: esiss", "scoring: found 'esiss'; allowed: 'esis' or the keys 'mean_of', 'min_items', 'rescale'"),
        (
            "type: survey",
            "type: survey\nscoring: {mean_of: [hyoty], rescale: [1, 5, 0, 100]}",
            "scoring.min_items: found nothing; allowed: a value: this key is needed",
        ),
        ("kind: scale", "kind: scael", "items.hyoty.kind: found 'scael'; allowed: 'scale', 'single', 'multi' or 'text'"),
        (
            "max: 5}",
            "max: 5}\n  - {code: toinen, text: {fi: Muu}, aliases: [OLIKO HYÖTYÄ?], kind: text}",
            "items.toinen: found the text 'oliko hyötyä?' of 'hyoty' again; allowed: a text that means one item",
        ),
    ],
)
def test_a_fault_of_an_instrument_is_said_once(tmp_path: Path, old: str, new: str, expected: str) -> None:
    found = faults(write(tmp_path, instrument=changed(old, new, INSTRUMENT)))
    assert [fault.partition(": ")[2] for fault in found] == [expected]


def test_an_instrument_with_faults_is_not_called_unknown_as_well(tmp_path: Path) -> None:
    found = faults(write(tmp_path, instrument=changed("type: survey", "type: surveys", INSTRUMENT)))
    assert found == ["instruments/kysely.yml line 3: type: found 'surveys'; allowed: 'survey' or 'star'"]


def test_all_faults_of_all_files_are_said_at_once(tmp_path: Path) -> None:
    programme = changed("name: {fi: Piha}", "nam: {fi: Piha}").replace("no: 2", "no: x")
    write(tmp_path, programme, changed("min: 1", "min: x", INSTRUMENT))
    (tmp_path / "toinen.yml").write_text("code: toinen\n  name: x\n", encoding="utf-8")
    (tmp_path / "kolmas.yaml").write_text(PROGRAMME, encoding="utf-8")
    found = faults(tmp_path)
    assert [fault.split(": ")[:2] for fault in found] == [
        ["kolmas.yaml", "file name"],
        ["instruments/kysely.yml line 5", "items.hyoty.min"],
        ["talo.yml line 7", "periods.x.no"],
        ["talo.yml line 9", "units.piha.name"],
        ["talo.yml line 9", "units.piha.nam"],
        ["toinen.yml line 2", "YAML"],
    ]


def test_the_message_counts_the_faults_and_says_that_nothing_was_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"^1 fault\(s\) in the configuration; nothing was run:\n  talo\.yml line 1: code: found 'tallo'"):
        load_programmes(write(tmp_path, changed("code: talo", "code: tallo")))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "talo.yml: file: found nothing; allowed: the keys 'activities'"),
        (b"- a\n- b\n", "talo.yml: file: found a list of 2; allowed: the keys 'activities'"),
        (b"code: talo\ncode: talo\n", "talo.yml line 2: YAML: found duplicate key"),
        (b"name: {fi: Talo\n", "talo.yml line 2: YAML: found "),
        (b"name: T\xe4\n", "talo.yml: file: found bytes that are no UTF-8; allowed: a text file in UTF-8"),
        (b"code: !!python/object:os.system x\n", "talo.yml line 1: YAML: found "),
    ],
)
def test_a_file_that_is_no_yaml_is_said_so(tmp_path: Path, content: bytes, expected: str) -> None:
    write(tmp_path)
    (tmp_path / "talo.yml").write_bytes(content)
    found = faults(tmp_path)
    assert len(found) == 1
    assert found[0].startswith(expected)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "talo.yml").write_bytes(b"\xef\xbb\xbf" + PROGRAMME.encode())
    assert list(load_programmes(tmp_path).programmes) == ["talo"]


def test_a_folder_that_is_missing_or_empty_is_said_so(tmp_path: Path) -> None:
    assert faults(tmp_path / "programmes") == [
        "programmes: SEURANTA_PROGRAMMES: found no such folder; allowed: a folder with programme files (*.yml)",
    ]
    (tmp_path / "programmes").mkdir()
    assert faults(tmp_path / "programmes") == ["programmes: *.yml: found no programme file; allowed: at least one"]
