"""Numbers and dates as a reader of a language writes them: rounded half up, decimal comma, NBSP before the percent sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.numbers import format_decimal

NBSP = "\N{NO-BREAK SPACE}"
EN_DASH = "–"
MINUS = "−"
LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}


@dataclass(frozen=True)
class Numbers:
    """Writes numbers in ``language`` (fi, sv or en)."""

    language: str

    def whole(self, value: float) -> str:
        """``1234`` → ``1 234``."""
        return self.decimal(value, 0)

    def decimal(self, value: float, places: int, *, signed: bool = False) -> str:
        """``9.2157`` → ``9,22``; ``signed`` writes the plus sign of a change."""
        text = _written(round_half_up(value, places), places, self.language)
        return f"+{text}" if signed and text[0] != MINUS and round_half_up(value, places) else text

    def shortest(self, value: float, places: int) -> str:
        """Up to ``places`` decimals, without trailing zeros: ``2.0`` → ``2``."""
        return _shortest(self.language, value, places)

    def percent(self, share: float) -> str:
        """``0.8`` → ``80 %`` (English: ``80%``)."""
        text = self.whole(float(round_half_up(share, 2) * 100))
        return f"{text}%" if self.language == "en" else f"{text}{NBSP}%"

    @property
    def percent_format(self) -> str:
        """How a spreadsheet shows a share."""
        return "0%" if self.language == "en" else "0 %"

    def euros(self, value: float) -> str:
        """``31440`` → ``31 440 €``."""
        text = self.shortest(value, 2)
        return f"€{text}" if self.language == "en" else f"{text}{NBSP}€"

    def fraction(self, numerator: float, denominator: float) -> str:
        """``470, 51`` → ``470/51``."""
        return f"{self.shortest(numerator, 2)}/{self.shortest(denominator, 2)}"


def round_half_up(value: float, places: int) -> Decimal:
    """The decimal number nearest to what ``value`` prints as, halves away from zero; never a negative zero."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


@lru_cache(maxsize=65_536)
def _shortest(language: str, value: float, places: int) -> str:
    numbers = Numbers(language)
    for fewer in range(places):
        if round_half_up(value, fewer) == round_half_up(value, places):
            return numbers.decimal(value, fewer)
    return numbers.decimal(value, places)


@cache
def _written(rounded: Decimal, places: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return format_decimal(rounded, format=pattern, locale=Locale.parse(LOCALES[language])).replace("-", MINUS)


def day(on: date) -> str:
    """``2022-07-15`` → ``15.7.2022``, in every language."""
    return f"{on.day}.{on.month}.{on.year}"


def days(start: date, end: date) -> str:
    """``15.7.2022–15.11.2022``."""
    return f"{day(start)}{EN_DASH}{day(end)}"
