"""A run of ``release_reports``: what it is started with, and the steps that its tasks call.

Between tasks pass names of programmes, numbers and releases; what a gate says of missing data goes along to the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from seuranta_airflow.addresses import period_address, run_id_of

if TYPE_CHECKING:
    from seuranta.approvals.deciding import Asked
    from seuranta.approvals.drafts import Request
    from seuranta.releases.house import House


def house_of_environment() -> House:
    """The house that the environment names."""
    from seuranta.programmes.surroundings import surroundings
    from seuranta.releases.house import House
    from seuranta.vocabulary.workspace import programmes_folder_from_environment

    workspace, programmes, clock = surroundings()
    return House(workspace, programmes, programmes_folder_from_environment(), clock)


def house_in_order() -> House:
    """The same for who writes: an erasure that was interrupted is finished first."""
    from seuranta.forgetting.finishing import surroundings_in_order

    surroundings_in_order()
    return house_of_environment()


def runs_to_start(programme: str) -> list[dict[str, Any]]:
    """A run for each report of the programme to ask about now: its id and its conf. The same draft gives the same id."""
    from seuranta.approvals.drafts import requests_of

    return [
        {"trigger_run_id": run_id_of(programme, request.period.no, request.draft), "conf": _conf_of(request)}
        for request in requests_of(house_of_environment(), programme)
    ]


def request_in(house: House, conf: Mapping[str, Any]) -> Request:
    """What the run asks about, as it was found. ``UnknownName`` for a programme or period that is not known."""
    from seuranta.approvals.drafts import Request
    from seuranta.warehouse.reading import find_period, find_programme

    programme = find_programme(house.programmes, conf["programme"])
    return Request(programme, find_period(programme, int(conf["period"])), conf["draft"], int(conf["release"]), tuple(conf["excepted"]))


def asked_of(conf: Mapping[str, Any]) -> Asked:
    """The same in codes."""
    from seuranta.approvals.deciding import Asked

    needs = (*(["reason"] if int(conf["release"]) > 1 else []), *(["exception"] if conf["excepted"] else []))
    return Asked(conf["programme"], int(conf["period"]), conf["draft"], needs)


def release_as_answered(conf: Mapping[str, Any], answered: Mapping[str, Any]) -> str:
    """Releases what was approved; its name: programme/period/no. A gate that has shut since fails the task for good."""
    from airflow.sdk.exceptions import AirflowFailException

    from seuranta.approvals.deciding import release_approved
    from seuranta.releases.gates import GateFailed
    from seuranta_airflow.approval import answer_in

    house = house_in_order()
    try:
        capsule = release_approved(house, asked_of(conf), answer_in(answered))
    except GateFailed as error:
        raise AirflowFailException(str(error)) from None
    return capsule.folder.relative_to(house.workspace.releases).as_posix()


def tell_recipients(release: str) -> int:
    """Mails a link and the number of files; to how many addresses it went."""
    from seuranta.approvals.people import read_people
    from seuranta.overview.released import releases_seen
    from seuranta.words import phrases
    from seuranta_airflow.mail import send

    house = house_of_environment()
    code, period, number = release.split("/")
    programme = house.programmes.programmes[code]
    seen = next(one for one in releases_seen(house.workspace, code, int(period)) if one.number == int(number))
    words = phrases("approvals", programme.language)
    text = words("released_text", count=sum(len(names) for names in seen.files.values()), address=period_address(code, int(period)))
    subject = words("released_subject", programme=programme.name.in_language(programme.language), no=period)
    return send(read_people(house.workspace).recipients_of(code), subject, text)


def remind_approvers() -> int:
    """Mails today's reminders, or says them in the log; how many there were."""
    from seuranta.approvals.people import read_people
    from seuranta.approvals.reminding import note_reminded, reminders_of
    from seuranta_airflow.addresses import approval_address
    from seuranta_airflow.mail import send

    house = house_of_environment()
    reminders = reminders_of(house)
    for reminder in reminders:
        to = read_people(house.workspace).mails_of_approvers(reminder.programme)
        mails = send(to, reminder.subject, approval_address(reminder.programme, reminder.period_no, reminder.draft))
        note_reminded(house, reminder, mails)
    return len(reminders)


def _conf_of(request: Request) -> dict[str, Any]:
    return {
        "programme": request.programme.code,
        "period": request.period.no,
        "draft": request.draft,
        "release": request.release_no,
        "excepted": list(request.excepted),
    }
