"""The sample exports go in, errors and corrections and all, and the numbers that were published come out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from seuranta.intake.archive import make_workspace
from seuranta.intake.ingesting import ingest
from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programmes
from seuranta.samples import hyvinvointi_plus, ok_hanke
from seuranta.samples.writing import write_samples
from seuranta.vocabulary.clock import Clock
from seuranta.vocabulary.figures import Figure
from seuranta.vocabulary.receipts import Receipt
from seuranta.vocabulary.workspace import Workspace
from seuranta.warehouse.building import build
from seuranta.warehouse.reading import read_report

ROOT = Path(__file__).parents[2]
PUBLISHED = ("asku", "ikaalinen", "torstaiklubi")
Found = dict[str, tuple[str, set[tuple[str, str | None, int | None, str | None]]]]


@dataclass(frozen=True)
class House:
    """A workspace after ingest and build."""

    workspace: Workspace
    programmes: Programmes
    receipts: list[Receipt]

    def figure(self, programme: str, period_no: int, figure_id: str, scope: str = "cumulative", **breakdown: str) -> Figure:
        figures = read_report(self.workspace, self.programmes, programme, period_no).figures
        found = [f for f in figures if (f.id, f.scope, f.breakdown) == (figure_id, scope, breakdown)]
        assert len(found) == 1, f"{figure_id} {scope} {breakdown} of {programme}: {len(found)} figures"
        return found[0]

    def outcomes(self, programme: str) -> Found:
        """Status and issues of every file that has any, or is not simply accepted, by its path in the programme's folder."""
        told = {}
        for receipt in self.receipts:
            if receipt.programme == programme and (receipt.issues or receipt.status != "accepted"):
                path = receipt.path.partition(f"{programme}/")[2]
                told[path] = (receipt.status.value, {(i.rule, i.sheet, i.row, i.column) for i in receipt.issues})
        return told


def house_of(home: Path, wanted: tuple[str, ...]) -> House:
    """A house into which the samples of ``wanted`` were dropped; the other programmes have none."""
    workspace = Workspace(home)
    make_workspace(workspace)
    for path in write_samples(workspace.drop):
        if path.relative_to(workspace.drop).parts[0] not in wanted:
            path.unlink()
    programmes = load_programmes(ROOT / "programmes")
    receipts = list(ingest(workspace, programmes, Clock(), settle_seconds=0))
    build(workspace, programmes, Clock())
    return House(workspace, programmes, receipts)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return house_of(tmp_path_factory.mktemp("published") / "workspace", PUBLISHED)


@pytest.mark.parametrize(
    ("figure_id", "value", "numerator", "denominator"),
    [
        ("recruitment.contacted", 40, None, None),
        ("recruitment.committed", 8, None, None),
        ("recruitment.completed", 7, None, None),
        ("recruitment.commitment_rate", 8 / 40, 8, 40),
        ("recruitment.retention_rate", 7 / 8, 7, 8),
        ("survey.client_panel.responses", 51, None, None),
        ("survey.client_panel.respondents", None, None, None),
        ("survey.client_panel.mean.benefit", 470 / 51, 470, 51),
        ("survey.end_survey.response_rate", 5 / 8, 5, 8),
        ("survey.end_survey.top2.benefit", 4 / 5, 4, 5),
        ("survey.worker_rating.mean.profession", 5, 10, 2),
        ("survey.worker_rating.mean.client", 5, 10, 2),
        ("attendance.persons", 8, None, None),
        ("attendance.min_per_session", 3, None, None),
        ("attendance.max_per_session", 7, None, None),
        ("attendance.sessions", 34, None, None),
        ("attendance.sessions_cancelled", 1, None, None),
        ("data.completeness", 1, 3, 3),
    ],
)
@pytest.mark.parametrize("scope", ["period", "cumulative"])
def test_the_pilot_s_published_numbers_come_out(
    house: House, figure_id: str, scope: str, value: float | None, numerator: float | None, denominator: float | None
) -> None:
    figure = house.figure("ikaalinen", 1, figure_id, scope)
    assert figure.value == (None if value is None else pytest.approx(value, abs=1e-12))
    if denominator is not None:
        assert (figure.numerator, figure.denominator) == (numerator, denominator)


def test_two_in_five_left_home_and_two_in_five_did_things_together(house: House) -> None:
    shares = {
        option: house.figure("ikaalinen", 1, "survey.end_survey.share.reason", option=option) for option in ("leaving_home", "together", "workers", "other")
    }
    assert {option: (share.numerator, share.denominator) for option, share in shares.items()} == {
        "leaving_home": (2, 5),
        "together": (2, 5),
        "workers": (1, 5),
        "other": (0, 5),
    }


def test_about_forty_is_marked_as_an_estimate_and_the_rest_is_not(house: House) -> None:
    assert house.figure("ikaalinen", 1, "recruitment.contacted").basis == "estimate"
    assert house.figure("ikaalinen", 1, "recruitment.committed").basis == "collected"


def test_the_pilot_met_twice_a_week_as_it_aimed(house: House) -> None:
    where = {"activity": "day_activity", "unit": "kamraatinkulma"}
    months = 17 / 31 + 1 + 1 + 1 + 15 / 30
    assert house.figure("ikaalinen", 1, "attendance.sessions_per_month", **where).value == pytest.approx(34 / months, abs=1e-9)
    assert house.figure("ikaalinen", 1, "attendance.cadence_ok", **where).value == 1


def test_half_of_the_costs_were_granted(house: House) -> None:
    share = house.figure("asku", 3, "grant.share")
    assert (share.value, share.numerator, share.denominator) == (0.5, 31440, 62880)


def test_the_self_assessment_is_not_comparable_because_staff_changed(house: House) -> None:
    assert house.figure("asku", 3, "survey.itsearviointi.pairs").value == 4
    assert house.figure("asku", 3, "survey.itsearviointi.comparable").value == 0


def test_the_club_met_thirteen_thursdays_of_two_hours(house: House) -> None:
    assert house.figure("torstaiklubi", 1, "attendance.sessions").value == 13
    assert house.figure("torstaiklubi", 1, "attendance.hours").value == 26
    assert house.figure("torstaiklubi", 1, "attendance.persons").value == 10
    assert house.figure("torstaiklubi", 1, "survey.tyytyvaisyys.pairs").value == 8
    assert house.figure("torstaiklubi", 1, "survey.tyytyvaisyys.comparable").value == 1


def test_the_pilot_s_intended_errors_are_told_where_they_stand(house: House) -> None:
    assert house.outcomes("ikaalinen") == {
        "läsnäolot heinä-elokuu.xlsx": ("partly_accepted", {("ATT05", "Elo", 8, "F")}),
        "yhteydenotot.xlsx": ("partly_accepted", {("CON01", "Yhteydenotot", 8, "C"), ("CON02", "Yhteydenotot", 10, "D")}),
        "asiakasraati syyskuun loppuun.xlsx": ("partly_accepted", {("SUR02", "Vastaukset", 8, "C")}),
        "ohjausryhmän muistio.pdf": ("rejected", {("FIL09", None, None, None)}),
        "varmuuskopiot/asiakasraati kaikki (1).xlsx": ("duplicate", set()),
    }


def test_asku_s_and_the_club_s_intended_errors_are_told_where_they_stand(house: House) -> None:
    assert house.outcomes("asku") == {
        "työpajat ja pienryhmät kevät 2021.xlsx": ("partly_accepted", {("ATT03", "Tapaamiset", 6, "C")}),
        "itsearviointi alku.xlsx": ("partly_accepted", {("SUR07", "Taul1", 9, "D")}),
        "syksyn itsearviointi.txt": ("nothing_to_report", set()),
    }
    # One member is under 30, and told once in each file, at the first row that names them.
    assert house.outcomes("torstaiklubi") == {
        "alkukysely.xlsx": ("accepted_with_warnings", {("ELI01", "Vastaukset", 12, "C")}),
        "syyskuu.xlsx": ("partly_accepted", {("ELI01", "Syyskuu", 10, "D"), ("ATT01", "Syyskuu", 41, "A")}),
        "syyskuu korjattu.csv": ("accepted_with_warnings", {("ELI01", None, 8, "D")}),
        "lokakuu.csv": ("accepted_with_warnings", {("ELI01", None, 5, "D")}),
        "marraskuu.xlsx": ("accepted_with_warnings", {("ELI01", "Marraskuu", 8, "D")}),
        "alku- ja loppukysely.csv": ("accepted_with_warnings", {("ELI01", None, 11, "C")}),
    }


@pytest.mark.prove
def test_the_large_samples_give_what_their_people_lived(tmp_path: Path) -> None:
    """Counted here from the invented people themselves, without any file between."""
    house = house_of(tmp_path / "workspace", ("ok_hanke", "hyvinvointi_plus"))
    hdl = ok_hanke._clients_of_communities()
    everybody = [*hdl, *ok_hanke._clients_at_sites(hdl)]
    first = {p.person.identity_code: p for p in sorted(everybody, key=lambda p: p.entry_on, reverse=True)}
    unemployed = sum(p.status in ("Työtön", "Pitkäaikaistyötön") for p in first.values())
    assert house.figure("ok_hanke", 9, "esf.participants_total").value == len(first) == 81
    assert house.figure("ok_hanke", 9, "esf.co01").value == unemployed
    assert house.figure("ok_hanke", 9, "attendance.units_visited", activity="kiertava_kokous").value == 11

    people = hyvinvointi_plus._participations()
    codes = {p.person.code for p in people}
    sessions = hyvinvointi_plus._sessions(people)
    open_until = {code: [p.exit_on for p in people if p.person.code == code] for code in codes}
    assert house.figure("hyvinvointi_plus", 8, "esf.eeco01").value == len(codes) == 72
    assert house.figure("hyvinvointi_plus", 8, "esf.leavers").value == sum(all(ends) for ends in open_until.values())
    assert house.figure("hyvinvointi_plus", 8, "attendance.visits").value == sum(len(s.present) for s in sessions)
    assert max(s.day for s in sessions) <= date(2026, 8, 31)

    told = house.outcomes("ok_hanke") | house.outcomes("hyvinvointi_plus")
    rules = {rule for _, issues in told.values() for rule, *_ in issues}
    assert rules == {"ESR01", "ESR03", "ESR06", "ESR10", "ESR12", "ATT03", "ATT05", "ATT07", "ATT10", "SUR02", "PII02", "FIL09", "DEL01"}
    assert {path for path, (status, _) in told.items() if status == "held"} == {"osallistujat vain uudet.csv"}
    assert {path for path, (status, _) in told.items() if status == "duplicate"} == {"kaikki/käynnit 2026 varmuuden vuoksi.csv"}
