"""Which encoding a text file is in (domain.md 5.4): byte order marks, strict UTF-8, then cp1252 with a guard for Mac and DOS."""

from __future__ import annotations

import codecs
import re

from seuranta.vocabulary.errors import Rejected

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

# ä ö å inside words: bytes that cp1252 reads as Š š Œ (Mac Roman) and „ ” † (cp850). Only places count in which
# these signs of cp1252 do not stand: a closing quotation mark follows a word, an opening one comes before it.
_MAC = re.compile(rb"[a-z][\x8a\x9a\x8c]|[\x8a\x9a\x8c][a-z]|[A-Z][\x80\x85][A-Z]|(?<![A-Za-z])[\x80\x85][a-z]")
_DOS = re.compile(rb"[A-Za-z]\x84|[A-Za-z][\x94\x86][a-z]|[A-Z][\x8e\x99][A-Z]|(?<![A-Za-z])[\x8e\x99][a-z]{2}")
_DOS_WORD_END = re.compile(rb"[a-z]\x94(?![A-Za-z])")
_OPENING_QUOTE = re.compile(rb"(?<![A-Za-z])[\x84\x93\x94](?=[A-Za-z0-9])")
_CP1252_LETTER = re.compile(rb"[\xe4\xf6]")


def detect_encoding(content: bytes) -> str:
    """A Python codec that reads every byte of ``content``. Raises FIL10 where it cannot be told."""
    codec = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    if codec is None:
        codec = _without_mark(content)
    if not _can_read(content, codec):
        raise Rejected("FIL10")
    return codec


def _without_mark(content: bytes) -> str:
    if b"\0" in content:
        raise Rejected("FIL10")
    if _can_read(content, "utf-8"):
        return "utf-8"
    if not _CP1252_LETTER.search(content):
        mac, dos = len(_MAC.findall(content)), len(_DOS.findall(content))
        if mac > dos:
            return "mac-roman"
        if dos > mac or (not mac and _has_word_ends_without_quotes(content)):
            return "cp850"
    return "cp1252"


def _has_word_ends_without_quotes(content: bytes) -> bool:
    return bool(_DOS_WORD_END.search(content)) and len(_OPENING_QUOTE.findall(content)) < len(_DOS_WORD_END.findall(content))


def _can_read(content: bytes, codec: str) -> bool:
    try:
        text = content.decode(codec)
    except UnicodeError:
        return False
    return "\0" not in text
