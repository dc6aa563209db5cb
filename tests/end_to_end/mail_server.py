"""A mail server of the test's own: it speaks SMTP on 127.0.0.1 and keeps what it is given."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread


@dataclass(frozen=True)
class Mail:
    """A mail as it came over the wire."""

    to: tuple[str, ...]
    content: bytes

    @property
    def subject(self) -> str:
        return str(self._message["subject"])

    @property
    def text(self) -> str:
        """Every readable part."""
        return "\n".join(part.get_content() for part in self._message.walk() if part.get_content_maintype() == "text")

    @property
    def _message(self) -> EmailMessage:
        message = message_from_bytes(self.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        return message


@dataclass
class MailServer:
    """Where it listens, and what came."""

    port: int
    mails: list[Mail] = field(default_factory=list)


class _Conversation(socketserver.StreamRequestHandler):
    """RFC 5321, as much of it as a client needs to hand over a mail."""

    def handle(self) -> None:
        self._say("220 here")
        recipients: list[str] = []
        while line := self.rfile.readline():
            verb, _, rest = line.decode("ascii").strip().partition(" ")
            if verb.upper() == "RCPT":
                recipients.append(rest.partition("<")[2].rpartition(">")[0])
            if verb.upper() == "DATA":
                self._say("354 go on")
                assert isinstance(self.server, _Server)
                self.server.mails.append(Mail(tuple(recipients), self._content()))
                recipients = []
            self._say("221 bye" if verb.upper() == "QUIT" else "250 fine")
            if verb.upper() == "QUIT":
                return

    def _content(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode("ascii") + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        super().__init__(("127.0.0.1", 0), _Conversation)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Listens until the context is left."""
    with _Server() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield MailServer(int(server.server_address[1]), server.mails)
        server.shutdown()
