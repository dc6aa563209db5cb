"""A mail server of the test's own: it speaks SMTP on 127.0.0.1, in the clear, after STARTTLS or within TLS, and keeps what it is given."""

from __future__ import annotations

import base64
import socketserver
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any, Literal

Speaks = Literal["plain", "starttls", "smtps"]


@dataclass(frozen=True)
class Mail:
    """A mail as it came over the wire."""

    to: tuple[str, ...]
    content: bytes
    is_encrypted: bool = False

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
    """Where it listens, what came, and every line it heard before TLS began."""

    port: int
    mails: list[Mail] = field(default_factory=list)
    heard_in_the_clear: list[bytes] = field(default_factory=list)


class _Conversation(socketserver.StreamRequestHandler):
    """RFC 5321, 3207 (STARTTLS) and 4954 (AUTH PLAIN), as much of them as a client needs to hand over a mail."""

    server: _Server

    def setup(self) -> None:
        self.is_encrypted = False
        if self.server.speaks == "smtps":
            self._encrypt()
        super().setup()

    def handle(self) -> None:
        self._say("220 here")
        recipients: list[str] = []
        while line := self._line():
            verb, _, rest = line.decode("ascii").strip().partition(" ")
            if verb.upper() == "RCPT":
                recipients.append(rest.partition("<")[2].rpartition(">")[0])
            if verb.upper() == "DATA":
                self._say("354 go on")
                self.server.mails.append(Mail(tuple(recipients), self._content(), self.is_encrypted))
                recipients = []
            self._say(self._answer(verb.upper(), rest))
            if verb.upper() == "QUIT":
                return
            if verb.upper() == "STARTTLS" and self.server.speaks == "starttls":
                self._encrypt()
                super().setup()

    def _answer(self, verb: str, rest: str) -> str:
        if verb == "QUIT":
            return "221 bye"
        if verb == "EHLO":
            offered = ["here", *(["STARTTLS"] if self.server.speaks == "starttls" and not self.is_encrypted else []), "AUTH PLAIN"]
            return "\r\n".join(f"250-{line}" for line in offered[:-1]) + f"\r\n250 {offered[-1]}"
        if verb == "AUTH":
            is_known = base64.b64decode(rest.removeprefix("PLAIN ")).split(b"\0")[1:] == [b"seuranta", self.server.password]
            return "235 welcome" if is_known else "535 no"
        if verb == "RCPT" and "nobody@" in rest:
            return f"550 {rest} is unknown here"
        return "220 begin" if verb == "STARTTLS" else "250 fine"

    def _encrypt(self) -> None:
        assert self.server.context is not None
        self.request = self.server.context.wrap_socket(self.request, server_side=True)
        self.is_encrypted = True

    def _line(self) -> bytes:
        line = self.rfile.readline()
        if not self.is_encrypted:
            self.server.heard_in_the_clear.append(line)
        return line

    def _content(self) -> bytes:
        lines = []
        while (line := self._line()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode("ascii") + b"\r\n")


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, speaks: Speaks, context: ssl.SSLContext | None, password: bytes) -> None:
        self.speaks, self.context, self.password = speaks, context, password
        self.mails: list[Mail] = []
        self.heard_in_the_clear: list[bytes] = []
        super().__init__(("127.0.0.1", 0), _Conversation)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that does not trust us hangs up in the middle of a word; anything else is a fault of the test."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


@contextmanager
def mail_server(speaks: Speaks = "plain", context: ssl.SSLContext | None = None, password: str = "") -> Iterator[MailServer]:
    """Listens until the context is left. ``context`` holds the server's certificate, unless all is said in the clear."""
    with _Server(speaks, context, password.encode()) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield MailServer(int(server.server_address[1]), server.mails, server.heard_in_the_clear)
        server.shutdown()
