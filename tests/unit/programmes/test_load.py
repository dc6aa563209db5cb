"""Loading programme files: every fault, in a person's words, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programmes
from seuranta.vocabulary.errors import ConfigurationError
from tests.unit.programmes.files import INSTRUMENT, PROGRAMME, changed, faults, write

SAMPLES = Path(__file__).parents[3] / "programmes"


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


def test_a_dangling_name_is_said_together_with_a_wrong_value(tmp_path: Path) -> None:
    programme = changed("instruments: [kysely]", "instruments: [kysly]")
    programme = changed("name: {fi: Talo}", "nam: {fi: Talo}", programme)
    keys = [line.split(": ")[1] for line in faults(write(tmp_path, programme))]
    assert {"nam", "name", "instruments"} <= set(keys)


def test_what_hangs_on_a_faulty_key_is_not_accused(tmp_path: Path) -> None:
    programme = changed("\nunits:", "\nunitz:")
    keys = [line.split(": ")[1] for line in faults(write(tmp_path, programme))]
    assert sorted(set(keys)) == ["units", "unitz"]
