"""Cell values as text, and columns of text as Arrow tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

import pyarrow as pa

from seuranta.intake.reading.limits import MAX_COLUMNS
from seuranta.vocabulary.errors import Rejected

CellValue = int | float | str | bool | time | date | datetime | timedelta
TEXT = pa.large_string()

# UTF-8 read as cp1252: a lead byte followed by what its continuation bytes look like there. In Finnish, Swedish and
# English "Ã¤" or "â€“" mean nothing else, so what turns back into UTF-8 as a whole is mended, and nothing else.
_MOJIBAKE = re.compile("[ÂÃÄÅâÐ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def text_of(value: CellValue) -> str | None:
    """The text of a cell as ``Sheet`` promises it; ``None`` where there is nothing to see."""
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, bool):
        return "TOSI" if value else "EPÄTOSI"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return _whole_seconds(value).isoformat()
    if isinstance(value, timedelta):
        return _hours(value)
    if isinstance(value, time):
        return _whole_seconds(datetime.combine(date(2000, 1, 1), value)).time().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def plain_text(text: str) -> str | None:
    """NFC, double encoding mended where it is certain; ``None`` for nothing but spaces. A quick way out for ASCII."""
    if text.isascii():
        return text if text and not text.isspace() else None
    composed = unicodedata.normalize("NFC", text)
    if _MOJIBAKE.search(composed):
        composed = mend_double_encoding(composed)
    return None if composed.isspace() else composed


def mend_double_encoding(text: str) -> str:
    """``pÃ¤ivÃ¤`` → ``päivä``; the text itself where any part of it does not turn back."""
    try:
        # Windows maps the five bytes that cp1252 leaves undefined to the control characters of the same number.
        octets = b"".join(sign.encode("latin-1") if sign in "\x81\x8d\x8f\x90\x9d" else sign.encode("cp1252") for sign in text)
        return unicodedata.normalize("NFC", octets.decode("utf-8"))
    except UnicodeError:
        return text


def table_of(columns: Sequence[Iterable[str | None]]) -> pa.Table:
    """A table with the columns ``0 … n-1``."""
    return named_table([pa.array(column, type=TEXT) for column in columns])


def named_table(columns: Sequence[pa.Array | pa.ChunkedArray]) -> pa.Table:
    """Columns ``0 … n-1`` without the empty ones at the right; over 2,000 that hold anything are FIL06."""
    is_filled = [column.null_count < len(column) for column in columns]
    if sum(is_filled) > MAX_COLUMNS:
        raise Rejected("FIL06")
    width = max((position + 1 for position, filled in enumerate(is_filled) if filled), default=0)
    return pa.table(dict(zip(map(str, range(width)), columns[:width], strict=True)))


def _whole_seconds(moment: datetime) -> datetime:
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def _hours(length: timedelta) -> str:
    seconds = round(length.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
