"""Mail by the SMTP connection of Airflow, where there is one; a line of the log where there is none."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from html import escape

CONNECTION = "smtp_default"
log = logging.getLogger(__name__)


def send(to: Sequence[str], subject: str, text: str) -> int:
    """To how many addresses it went. Each gets a mail of its own, and sees no other's address."""
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
    with SmtpHook(smtp_conn_id=CONNECTION) as hook:
        for address in to:
            hook.send_email_smtp(to=address, subject=subject, html_content=content)
    return len(to)
