"""Days and times as people of a language write them, in Finnish time."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date, format_time

from seuranta.vocabulary.clock import HELSINKI, day_in_finland

LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}
DAYS = {"fi": "d.M.yyyy", "sv": "d.M.yyyy", "en": "d MMM yyyy"}
TIMES = {"fi": "H.mm", "sv": "H.mm", "en": "HH:mm"}


def day_text(day: date, language: str) -> str:
    """A day: 15.7.2022, in English 15 Jul 2022."""
    return format_date(day, DAYS[language], locale=LOCALES[language])


def time_facts(moment: datetime, language: str) -> dict[str, str]:
    """``day`` and ``time`` of a moment in Finland, for a sentence."""
    local = moment.astimezone(HELSINKI)
    return {"day": day_text(day_in_finland(moment), language), "time": format_time(local.time(), TIMES[language], locale=LOCALES[language])}
