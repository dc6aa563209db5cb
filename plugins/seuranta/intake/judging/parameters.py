"""The values of a programme and a day that rules refer to: as ``{"$PARAMETER": name}`` in checks, as ``{name}`` in messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from string import Formatter
from typing import Any

import pandas as pd

from seuranta.intake.context import Context
from seuranta.intake.judging.rules import Rule
from seuranta.programmes.programme import Named
from seuranta.vocabulary.errors import UnknownName

# exports.md 3.3: responses are taken for 30 days after the programme's end.
GRACE_DAYS = 30
LISTED_AT_MOST = 30


def check_parameters(context: Context) -> dict[str, Any]:
    """Values for checks; days as timestamps. ``latest_…`` is the last day on which something of the kind can have happened."""
    dates = context.programme.dates
    return {
        "programme_start": pd.Timestamp(dates.start),
        "programme_end": pd.Timestamp(dates.end),
        "received_on": pd.Timestamp(context.received_on),
        "latest_session": pd.Timestamp(min(dates.end, context.received_on)),
        "latest_response": pd.Timestamp(min(dates.end + timedelta(days=GRACE_DAYS), context.received_on)),
        "project_code": context.programme.project_code,
    }


def message_facts(rule: Rule, context: Context) -> dict[str, str]:
    """Texts for those placeholders of the rule's message that a programme fills."""
    programme = context.programme
    facts = {
        "programme_start": _day(programme.dates.start),
        "programme_end": _day(programme.dates.end),
        "received_on": _day(context.received_on),
        "project_code": programme.project_code or "–",
        "units": _names(programme.units),
        "activities": _names(programme.activities),
        "groups": _names(programme.groups),
        "min_age": str(programme.eligibility.min_age or "–"),
    }
    wanted = {name for text in rule.message.values() for _, name, _, _ in Formatter().parse(text) if name}
    return {name: fact for name, fact in facts.items() if name in wanted}


def with_parameters(value: Any, parameters: dict[str, Any]) -> Any:
    """``value`` with every ``{"$PARAMETER": name}`` in it replaced, at any depth; ``UnknownName`` for one that is not there."""
    if isinstance(value, dict):
        if set(value) == {"$PARAMETER"}:
            if value["$PARAMETER"] not in parameters:
                raise UnknownName("parameter", value["$PARAMETER"], parameters)
            return parameters[value["$PARAMETER"]]
        return {key: with_parameters(part, parameters) for key, part in value.items()}
    return [with_parameters(part, parameters) for part in value] if isinstance(value, list) else value


def _day(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"


def _names(named: Sequence[Named]) -> str:
    shown = ", ".join(entry.name.fi for entry in named[:LISTED_AT_MOST])
    return f"{shown} …" if len(named) > LISTED_AT_MOST else shown or "–"
