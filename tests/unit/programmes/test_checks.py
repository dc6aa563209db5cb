"""What must hold between the parts of the files: periods without gaps, names that exist and mean one thing."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from tests.unit.programmes.files import INSTRUMENT, changed, faults, write

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
