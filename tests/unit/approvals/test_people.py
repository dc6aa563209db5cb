"""Who approves is named by programme; a fault of the file is said before anything is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from seuranta.approvals.people import People, Person, read_people
from seuranta.vocabulary.errors import ConfigurationError
from seuranta.vocabulary.workspace import Workspace


def people(tmp_path: Path, text: str) -> People:
    (tmp_path / "approvers.yml").write_text(text, encoding="utf-8")
    return read_people(Workspace(tmp_path))


def test_without_a_file_nobody_is_named(tmp_path: Path) -> None:
    assert read_people(Workspace(tmp_path)) == People()


def test_a_programme_has_its_own_people_and_the_others_those_of_the_star(tmp_path: Path) -> None:
    found = people(
        tmp_path,
        """
        approvers:
          klubi: [{user: maija, id: "7", mail: maija@example.org}, {user: matti}]
          "*": [{user: admin}]
        recipients:
          klubi: [rahoittaja@example.org]
        """,
    )
    assert found.approvers_of("klubi") == (Person(user="maija", id="7", mail="maija@example.org"), Person(user="matti"))
    assert [person.airflow_id for person in found.approvers_of("klubi")] == ["7", "matti"]
    assert found.approvers_of("muu") == (Person(user="admin"),)
    assert found.mails_of_approvers("klubi") == ["maija@example.org"]
    assert (found.recipients_of("klubi"), found.recipients_of("muu")) == (["rahoittaja@example.org"], [])


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        ("approvers: [maija]", "approvers", "something else"),
        ("approver: {}", "approver", "something else"),
        ("a: [", "the file", "ParserError"),
    ],
)
def test_a_fault_of_the_file_is_said(tmp_path: Path, text: str, key: str, found: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        people(tmp_path, text)
    [fault] = raised.value.faults
    assert (fault.file, fault.key, fault.found) == ("approvers.yml", key, found)


def test_a_file_that_is_named_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEURANTA_APPROVERS", str(tmp_path / "muualla.yml"))
    with pytest.raises(ConfigurationError, match="muualla.yml: the file: found FileNotFoundError"):
        read_people(Workspace(tmp_path))
