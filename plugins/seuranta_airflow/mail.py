"""Mail by the SMTP connection of Airflow, where there is one; a line of the log where there is none."""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape

CONNECTION = "smtp_default"
log = logging.getLogger(__name__)


def send(to: Sequence[str], subject: str, text: str) -> int:
    """To how many addresses it went. Each gets a mail of its own, and sees no other's address.

    Raises ``OperationFailed`` where the server cannot be trusted, reached or talked to; nothing but mails hangs on it.
    """
    from airflow.providers.common.compat.sdk import AirflowNotFoundException
    from airflow.providers.smtp.hooks.smtp import SmtpHook

    try:
        SmtpHook.get_connection(CONNECTION)
    except AirflowNotFoundException:
        log.info("no mail is sent, since there is no connection '%s': %s", CONNECTION, subject)
        return 0
    if not to:
        log.info("no mail is sent, since nobody's address is known: %s", subject)
        return 0
    content = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    with _failures_in_our_words(), SmtpHook(smtp_conn_id=CONNECTION) as hook:
        for address in to:
            hook.send_email_smtp(to=address, subject=subject, html_content=content)
    return len(to)


@contextmanager
def _failures_in_our_words() -> Iterator[None]:
    """Without the server's own text, which may repeat an address."""
    from seuranta.vocabulary.errors import OperationFailed

    try:
        yield
    except ssl.SSLCertVerificationError as error:
        expected, found = "a certificate that this machine trusts, of the host it names", error.verify_message.strip().rstrip(".")
        todo = "put right the host in the connection, or let SSL_CERT_FILE name the certificates that Airflow trusts"
    except ssl.SSLError as error:
        expected, found = "a server that speaks TLS as the connection says", f"a handshake that failed ({error.reason})"
        todo = "set disable_ssl where the server begins without TLS (port 587), disable_tls where it begins with it (465)"
    except smtplib.SMTPNotSupportedError:
        expected, found, todo = "a server that offers TLS (STARTTLS) and a login, where the connection has them", "one that does not", "ask its keeper for one"
    except smtplib.SMTPAuthenticationError as error:
        expected, found, todo = "a server that takes the connection's login", f"one that refuses it ({error.smtp_code})", "put right login and password"
    except smtplib.SMTPRecipientsRefused as error:
        codes = ", ".join(sorted({str(code) for code, _ in error.recipients.values()}))
        expected, found, todo = "a server that takes the address", f"one that refuses it ({codes})", "put right the addresses in approvers.yml"
    except smtplib.SMTPResponseException as error:
        expected, found, todo = "a server that takes the mail", f"one that refuses it ({error.smtp_code})", "ask its keeper why"
    except OSError as error:  # smtplib's other errors are among them
        expected, found, todo = "a server that answers", error.strerror or type(error).__name__, "see whether it runs where the connection says"
    else:
        return
    raise OperationFailed(f"mail by '{CONNECTION}'", expected, found, f"{todo}; what it would have told of is done all the same") from None
