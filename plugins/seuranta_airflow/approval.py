"""The task that asks a person to approve a report, and hears the answer: Airflow's ``ApprovalOperator`` with our words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from airflow.providers.standard.operators.hitl import ApprovalOperator
from airflow.sdk import BaseNotifier, Param

from seuranta_airflow.addresses import approval_address, period_address

if TYPE_CHECKING:
    from airflow.sdk import Context

    from seuranta.approvals.deciding import Answer, Asked

WORDS = {
    "reason": "Hylkäyksen tai oikaisun syy · Why it is rejected or restated",
    "exception": "Mikä puute hyväksytään ja miksi · What is accepted in writing, and why",
}
FIELDS = {name: Param("", source="task", type=["string", "null"], title=name, description=words) for name, words in WORDS.items()}


class ApproversTold(BaseNotifier):
    """A mail to the programme's approvers: what is asked, and where to answer. A mail server that fails does not keep the question back."""

    def notify(self, context: Context) -> None:
        from seuranta.approvals.people import read_people
        from seuranta.vocabulary.errors import OperationFailed
        from seuranta.vocabulary.workspace import workspace_from_environment
        from seuranta.words import phrases
        from seuranta_airflow.mail import send

        task = context["task"]
        asked = asked_in(context)
        link = phrases("approvals", "fi")("answer_here", address=approval_address(asked.programme, asked.period_no, asked.draft))
        to = read_people(workspace_from_environment()).mails_of_approvers(asked.programme)
        try:
            send(to, getattr(task, "subject", ""), f"{getattr(task, 'body', '')}\n\n{link}")
        except OperationFailed as error:
            self.log.error("nobody was told by mail, and the question waits here: %s", error)


class ReleaseApproval(ApprovalOperator):
    """Asks about the draft that the run was started for. An answer that lacks a reason, or is another user's, is asked again."""

    template_fields: Sequence[str] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(subject="", params=dict(FIELDS), notifiers=[ApproversTold()], **kwargs)

    def execute(self, context: Context) -> None:
        from seuranta.approvals.asking import note_asked, question_of
        from seuranta.approvals.people import read_people
        from seuranta_airflow.release_run import house_of_environment, request_in

        house = house_of_environment()
        request = request_in(house, conf_of(context))
        question = question_of(house, request, period_address(request.programme.code, request.period.no))
        self.subject, self.body = question.subject, question.body
        people = read_people(house.workspace).approvers_of(request.programme.code)
        self.assigned_users = [{"id": person.airflow_id, "name": person.user} for person in people] or None
        note_asked(house, request)
        super().execute(context)

    def execute_complete(self, context: Context, event: dict[str, Any]) -> Any:
        if "error" not in event:
            from seuranta.approvals.deciding import check_answer, reject
            from seuranta.approvals.people import read_people
            from seuranta_airflow.release_run import house_of_environment

            house, asked, answer = house_of_environment(), asked_in(context), answer_in(event)
            check_answer(asked, answer, read_people(house.workspace).approvers_of(asked.programme))
            if not answer.is_approval:
                reject(house, asked, answer)
        return super().execute_complete(context, event)


def asked_in(context: Context) -> Asked:
    """What the run asks about."""
    from seuranta_airflow.release_run import asked_of

    return asked_of(conf_of(context))


def answer_in(event: Mapping[str, Any]) -> Answer:
    """Who answered, and what, as Airflow hands it over."""
    from seuranta.approvals.deciding import Answer

    fields = event["params_input"] or {}
    return Answer(
        by=(event["responded_by_user"] or {}).get("name", ""),
        is_approval=list(event["chosen_options"]) == [ApprovalOperator.APPROVE],
        reason=str(fields.get("reason") or ""),
        exception=str(fields.get("exception") or ""),
    )


def conf_of(context: Context) -> dict[str, Any]:
    """What the run was started with."""
    run = context["dag_run"]
    return dict(run.conf or {})
