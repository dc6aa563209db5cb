"""What understanding a file needs besides the file: its programme, the day of receipt and a way to hide who is who."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme


@dataclass(frozen=True)
class Context:
    """Values only: nothing in it reads a clock, a path or a key.

    ``received_on`` is the day of receipt in Europe/Helsinki. ``pseudonymise`` maps a ``str`` Series of identifiers to
    keyed pseudonyms (32 hexadecimal digits, 128 bits), aligned with its index; what is missing or blank stays
    missing. Each distinct identifier is computed once. ``forgotten`` are the keys of people whose rows are never loaded.
    """

    programme: Programme
    instruments: tuple[Instrument, ...]
    received_on: date
    pseudonymise: Callable[[pd.Series], pd.Series]
    forgotten: frozenset[str] = frozenset()
