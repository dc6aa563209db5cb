"""What time it is, asked for at the edge only. ``SEURANTA_NOW`` stands for the clock in tests and replays."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from seuranta.vocabulary.errors import ConfigurationError, Fault

HELSINKI = ZoneInfo("Europe/Helsinki")


@dataclass(frozen=True)
class Clock:
    """A source of the present. ``fixed`` is the time that stands for it, or ``None`` for the system's."""

    fixed: datetime | None = None

    @property
    def source(self) -> Literal["system", "SEURANTA_NOW"]:
        return "SEURANTA_NOW" if self.fixed else "system"

    def now(self) -> datetime:
        """The present in UTC."""
        return self.fixed or datetime.now(UTC)


def clock_from_environment() -> Clock:
    """The clock that ``SEURANTA_NOW`` asks for; an ISO time with its offset (without one: Europe/Helsinki)."""
    text = os.environ.get("SEURANTA_NOW", "")
    if not text:
        return Clock()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigurationError([Fault("environment", "SEURANTA_NOW", f"'{text}'", "an ISO time such as 2026-12-01T09:00:00+02:00")]) from error
    return Clock((moment if moment.tzinfo else moment.replace(tzinfo=HELSINKI)).astimezone(UTC))


def day_in_finland(moment: datetime) -> date:
    """The calendar day in Europe/Helsinki: "the day of receipt" of the rules."""
    return moment.astimezone(HELSINKI).date()
