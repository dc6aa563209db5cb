"""Who approves the reports of a programme, and who is told by mail of a release.

In: the file that ``SEURANTA_APPROVERS`` names (default: ``approvers.yml`` in the workspace). Without it nobody is named:
whoever Airflow lets answer may approve, under the own name, and no mail is sent.
"""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from seuranta.vocabulary.errors import ConfigurationError, Fault
from seuranta.vocabulary.receipts import Fact
from seuranta.vocabulary.workspace import Workspace

EVERY_OTHER = "*"


class Person(Fact):
    """An approver. ``id`` is Airflow's own of the user, where that is not the user name (a number under FAB)."""

    user: str
    id: str = ""
    mail: str = ""

    @property
    def airflow_id(self) -> str:
        return self.id or self.user


class People(Fact):
    """By programme code; ``*`` is every programme that has no line of its own."""

    approvers: dict[str, tuple[Person, ...]] = {}
    recipients: dict[str, tuple[str, ...]] = {}

    def approvers_of(self, programme_code: str) -> tuple[Person, ...]:
        """Who may approve; nobody is named where it is empty."""
        return self.approvers.get(programme_code, self.approvers.get(EVERY_OTHER, ()))

    def mails_of_approvers(self, programme_code: str) -> list[str]:
        return [person.mail for person in self.approvers_of(programme_code) if person.mail]

    def recipients_of(self, programme_code: str) -> list[str]:
        """Addresses that get a link when a report was released."""
        return list(self.recipients.get(programme_code, self.recipients.get(EVERY_OTHER, ())))


def read_people(workspace: Workspace) -> People:
    """``ConfigurationError`` where the file is not as it must be."""
    named = os.environ.get("SEURANTA_APPROVERS")
    path = Path(named) if named else workspace.home / "approvers.yml"
    if not named and not path.is_file():
        return People()
    try:
        return People.model_validate(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")) or {})
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise ConfigurationError([Fault(path.name, "the file", type(error).__name__, "YAML with 'approvers' and 'recipients'")]) from error
    except ValidationError as error:
        keys = [".".join(str(part) for part in fault["loc"]) for fault in error.errors()]
        allowed = "approvers: {programme: [{user, mail}]}, recipients: {programme: [address]}"
        raise ConfigurationError([Fault(path.name, key, "something else", allowed) for key in keys]) from None
