"""Large exports: as many people as asked, in parts that do not overlap."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from seuranta.programmes.load import load_programmes
from seuranta.samples.simulating import simulate

PROGRAMMES = Path(__file__).parents[3] / "programmes"


def rows(paths: list[Path], start: str) -> list[tuple[str, dict[str, str]]]:
    return [(p.name, row) for p in paths if p.name.startswith(start) for row in csv.DictReader(p.open(encoding="utf-8", newline=""), delimiter=";")]


def test_every_participant_is_registered_once(tmp_path: Path) -> None:
    registered = rows(simulate(300, tmp_path), "osallistujat")
    assert len(registered) == 300
    assert len({row["Henkilötunnus"] for _, row in registered}) == 300


def test_visits_and_answers_are_of_registered_people(tmp_path: Path) -> None:
    paths = simulate(300, tmp_path)
    known = {row["Asiakasnumero"] for _, row in rows(paths, "osallistujat")}
    visits, answers = rows(paths, "käynnit"), rows(paths, "esis")
    assert 2_400 <= len(visits) <= 3_300
    assert {row["Osallistuja"] for _, row in visits} <= known
    assert {row["Tunniste"] for _, row in answers} <= known
    assert len({row["Vastaajanumero"] for _, row in answers}) == len(answers) > 300


def test_each_file_of_visits_holds_one_period_of_one_unit(tmp_path: Path) -> None:
    periods = load_programmes(PROGRAMMES).programmes["hyvinvointi_plus"].all_periods
    found = rows(simulate(200, tmp_path), "käynnit")
    assert len({name for name, _ in found}) == 3 * 8
    for name, row in found:
        no = int(name.removesuffix(".csv").split()[-1])
        day = datetime.strptime(row["Päivämäärä"], "%d.%m.%Y").date()
        assert periods[no - 1].start <= day <= periods[no - 1].end
        assert row["Yksikkö"].lower().startswith(name.split()[1])


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path: Path) -> None:
    first, second, other = simulate(50, tmp_path / "a"), simulate(50, tmp_path / "b"), simulate(50, tmp_path / "c", seed=2)
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert [p.read_bytes() for p in first] != [p.read_bytes() for p in other]


def test_the_files_lie_in_the_programme_s_folder(tmp_path: Path) -> None:
    assert {p.relative_to(tmp_path).parts[0] for p in simulate(10, tmp_path)} == {"hyvinvointi_plus"}
