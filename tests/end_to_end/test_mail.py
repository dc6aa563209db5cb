"""Mail of a release over TLS, through Airflow's own SMTP connection: only to a server that can be trusted, and the release stands either way."""

from __future__ import annotations

import html
import json
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from seuranta.releases.capsule import Capsule
from seuranta.releases.house import House
from seuranta.releases.releasing import release
from seuranta.releases.sealing import broken_files
from seuranta.vocabulary.errors import OperationFailed
from seuranta_airflow.approval import ApproversTold
from seuranta_airflow.mail import send
from seuranta_airflow.release_run import tell_recipients
from tests.end_to_end.certificates import Authority, authority
from tests.end_to_end.mail_server import MailServer, Speaks, mail_server
from tests.end_to_end.release_houses import EXCEPTED, PILOT, pilot_house

HOST, LOGIN, PASSWORD = "localhost", "seuranta", "avaa ovi"
RELEASE = f"{PILOT}/1/1"
TO = "rahoittaja@example.org"
TLS: tuple[Speaks, ...] = ("starttls", "smtps")
# What the connection calls TLS is STARTTLS; what it calls SSL is TLS from the first word.
SAYS: dict[Speaks, dict[str, bool]] = {"starttls": {"disable_ssl": True}, "smtps": {"disable_tls": True}, "plain": {"disable_ssl": True, "disable_tls": True}}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, Capsule]:
    house = pilot_house(tmp_path_factory.mktemp("mail"))
    (house.workspace.home / "approvers.yml").write_text(f"recipients:\n  {PILOT}: [{TO}]\n", encoding="utf-8")
    return house, release(house, PILOT, 1, EXCEPTED)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this process trusts, and no other."""
    made = authority(tmp_path, "Meidän oma")
    monkeypatch.setenv("SSL_CERT_FILE", str(made.file))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    return made


def connect(monkeypatch: pytest.MonkeyPatch, server: MailServer, speaks: Speaks, password: str = PASSWORD) -> None:
    extra = {"from_email": "seuranta@example.org", "retry_limit": 0, "timeout": 10, **SAYS[speaks]}
    connection = {"conn_type": "smtp", "host": HOST, "port": server.port, "login": LOGIN, "password": password, "extra": extra}
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", json.dumps(connection))


def in_house(monkeypatch: pytest.MonkeyPatch, house: House) -> None:
    monkeypatch.setenv("SEURANTA_HOME", str(house.workspace.home))
    monkeypatch.setenv("SEURANTA_PROGRAMMES", str(house.programmes_folder))


@pytest.mark.parametrize("speaks", TLS)
def test_a_release_is_told_of_over_tls_by_link_and_count_alone(
    released: tuple[House, Capsule], trusted: Authority, speaks: Speaks, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, capsule = released
    in_house(monkeypatch, house)
    with mail_server(speaks, trusted.server(HOST), PASSWORD) as server:
        connect(monkeypatch, server, speaks)
        assert tell_recipients(RELEASE) == 1
    [mail] = server.mails
    assert (mail.to, mail.is_encrypted) == ((TO,), True)
    start, _, address = html.unescape(mail.text).strip().removeprefix("<p>").removesuffix("</p>").partition("http")
    count = sum(1 for path in (capsule.folder / "reports").rglob("*") if path.is_file())
    assert start == f"Raportti on valmis. Tiedostoja on {count}; luvut ovat vain niissä: "
    assert address.endswith(f"/seuranta/programmes/{PILOT}/periods/1")
    # A login, and who gets what, are said under TLS alone.
    assert [line.split()[0] for line in server.heard_in_the_clear] == ([b"ehlo", b"STARTTLS"] if speaks == "starttls" else [])


@pytest.mark.parametrize("speaks", TLS)
@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        ("maker", "unable to get local issuer certificate"),
        ("host", "Hostname mismatch, certificate is not valid for 'localhost'"),
        ("time", "certificate has expired"),
    ],
)
def test_a_wrong_certificate_is_refused_and_the_release_stands(
    released: tuple[House, Capsule], trusted: Authority, tmp_path: Path, speaks: Speaks, wrong: str, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, capsule = released
    in_house(monkeypatch, house)
    shown = {
        "maker": lambda: authority(tmp_path, "Joku muu").server(HOST),
        "host": lambda: trusted.server("mail.example.org"),
        "time": lambda: trusted.server(HOST, timedelta(days=30)),
    }[wrong]()
    with mail_server(speaks, shown, PASSWORD) as server:
        connect(monkeypatch, server, speaks)
        with pytest.raises(OperationFailed) as told:
            tell_recipients(RELEASE)
    assert str(told.value) == (
        f"mail by 'smtp_default': expected a certificate that this machine trusts, of the host it names, found {found}; put right the host in the connection, "
        "or let SSL_CERT_FILE name the certificates that Airflow trusts; what it would have told of is done all the same"
    )
    assert server.mails == []
    assert b"AUTH" not in b"".join(server.heard_in_the_clear)
    assert broken_files(capsule.folder) == []
    with mail_server(speaks, trusted.server(HOST), PASSWORD) as server:  # the task is run again once that is put right
        connect(monkeypatch, server, speaks)
        assert tell_recipients(RELEASE) == 1
    assert [mail.to for mail in server.mails] == [(TO,)]


def test_a_server_without_tls_hears_no_password_and_no_mail(trusted: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server("plain", None, PASSWORD) as server:
        connect(monkeypatch, server, "starttls")
        with pytest.raises(OperationFailed, match=r"found one that does not; ask its keeper for one; what it would"):
            send([TO], "Aihe", "Teksti")
        connect(monkeypatch, server, "smtps")
        with pytest.raises(OperationFailed, match=r"found a handshake that failed \(WRONG_VERSION_NUMBER\); set disable_ssl where"):
            send([TO], "Aihe", "Teksti")
    assert server.mails == []
    assert b"AUTH" not in b"".join(server.heard_in_the_clear)


def test_what_a_server_refuses_is_said_without_an_address_or_a_password(trusted: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server("starttls", trusted.server(HOST), PASSWORD) as server:
        connect(monkeypatch, server, "starttls", password="jokin muu")
        with pytest.raises(OperationFailed, match=r"found one that refuses it \(535\); put right login and password") as login:
            send([TO], "Aihe", "Teksti")
        connect(monkeypatch, server, "starttls")
        with pytest.raises(OperationFailed, match=r"found one that refuses it \(550\); put right the addresses in approvers\.yml") as address:
            send(["nobody@example.org"], "Aihe", "Teksti")
    assert "jokin muu" not in str(login.value)
    assert "nobody" not in str(address.value)
    assert server.mails == []


def test_a_question_waits_in_airflow_though_nobody_could_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("SEURANTA_HOME", str(tmp_path))
    (tmp_path / "approvers.yml").write_text('approvers:\n  "*": [{user: maija, mail: maija@example.org}]\n', encoding="utf-8")
    run = SimpleNamespace(conf={"programme": PILOT, "period": 1, "draft": "0", "release": 1, "excepted": []})
    context: Any = {"task": SimpleNamespace(subject="Hyväksytäänkö?", body="Kausi 1"), "dag_run": run}
    with mail_server() as server:
        connect(monkeypatch, server, "plain", password="")
        ApproversTold().notify(context)
    assert [mail.to for mail in server.mails] == [("maija@example.org",)]
    ApproversTold().notify(context)  # the server is away
    assert "nobody was told by mail, and the question waits here: mail by 'smtp_default': expected a server that answers" in capsys.readouterr().out


def test_a_server_that_is_away_is_said(trusted: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as server:
        connect(monkeypatch, server, "plain")
    with pytest.raises(OperationFailed, match=r"expected a server that answers, found Connection refused; see whether it runs where the connection says"):
        send([TO], "Aihe", "Teksti")
