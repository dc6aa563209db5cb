"""The project's own words, taken from ``kertomus.md`` files: looked through for personal data, split by period and heading.

In: ``drop/<programme>/**/kertomus.md``. Out: ``narratives/<programme>/<no>.json``, one for each content of each file. Rerun: the
same file is nothing new. No delivery: it replaces no rows, and what it says is shown in reports alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date
from pathlib import Path

from seuranta.intake.drop_folder import Found
from seuranta.intake.durable import write_durably
from seuranta.intake.names import Names
from seuranta.intake.people_in_text import names_forgotten
from seuranta.intake.private_copy import Changed, private_copy
from seuranta.intake.reading.encodings import detect_encoding
from seuranta.intake.tombstones import forgotten_keys
from seuranta.intake.values.personal_patterns import holds_personal_pattern
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.clock import Clock, day_in_finland
from seuranta.vocabulary.errors import Rejected
from seuranta.vocabulary.narratives import Narrative, NarrativeContent, OwnText, read_narratives
from seuranta.vocabulary.workspace import Workspace

LARGEST_BYTES = 256 * 1024
LINES_NAMED_AT_MOST = 10
HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)  # what the template says to its writer
PERIOD_HEADING = re.compile(r"^(?:kausi|period)\s+(\d{1,3})\b", re.IGNORECASE)


def take_narratives(workspace: Workspace, programme: Programme, found: Iterable[Found], names: Names, clock: Clock) -> list[Narrative]:
    """Keeps what is new among the programme's files; one that somebody is writing to is left for the next pass."""
    known = read_narratives(workspace, programme.code)
    latest = {narrative.path: narrative.sha256 for narrative in known}
    erased = {narrative.sha256 for narrative in known if narrative.state == "erased"}
    forgotten = forgotten_keys(workspace, programme.code, names.key)
    taken: list[Narrative] = []
    for file in sorted(found, key=lambda file: file.relative):
        shown = names.path(file.relative)
        try:
            with private_copy(file) as copy:
                if latest.get(shown) == copy.sha256:
                    continue
                content = copy.path.read_bytes() if copy.size_bytes <= LARGEST_BYTES else None
        except (Changed, FileNotFoundError):
            continue
        said = understood(content, programme, day_in_finland(clock.now()))
        if copy.sha256 in erased or any(names_forgotten(f"{own.heading}\n{own.text}", names.key, forgotten) for own in said.texts):
            said = NarrativeContent(state="erased")
        narrative = Narrative(
            narrative_no=len(known) + len(taken) + 1, programme=programme.code, path=shown, sha256=copy.sha256,
            received_at=clock.now().astimezone(UTC).replace(microsecond=0), clock=clock.source,
            **said.model_dump(),
        )  # fmt: skip
        write_durably(place_of(workspace, narrative), (narrative.model_dump_json(indent=1) + "\n").encode())
        taken.append(narrative)
    return taken


def place_of(workspace: Workspace, narrative: Narrative) -> Path:
    """The file that keeps it."""
    return workspace.narratives / narrative.programme / f"{narrative.narrative_no:06d}.json"


def understood(content: bytes | None, programme: Programme, received_on: date) -> NarrativeContent:
    """What a file says; ``None`` is a file that is too large.

    Held out whole where a line holds an identity code, a phone number or an e-mail address, or names a period that the
    programme has not: half a text would be shown as if it were all of it.
    """
    text = _decoded(content)
    if text is None:
        return NarrativeContent(state="unreadable")
    lines = text.splitlines()
    personal = [no for no, line in enumerate(lines, start=1) if holds_personal_pattern(line)]
    if personal or holds_personal_pattern(text):
        return NarrativeContent(state="personal_pattern", lines=tuple(personal[:LINES_NAMED_AT_MOST]))
    known = {period.no for period in programme.all_periods}
    strange = [no for no, line in enumerate(lines, start=1) if (named := _period_named(line)) is not None and named not in known]
    if strange:
        return NarrativeContent(state="unknown_period", lines=tuple(strange[:LINES_NAMED_AT_MOST]))
    texts = list(_split(COMMENT.sub("", text).splitlines(), _period_of(programme, received_on)))
    period_nos = tuple(sorted({own.period_no for own in texts}))
    return NarrativeContent(state="kept", period_nos=period_nos, texts=tuple(own for own in texts if own.text))


def _decoded(content: bytes | None) -> str | None:
    if content is None:
        return None
    try:
        text = content.decode(detect_encoding(content))
    except (Rejected, UnicodeError):
        return None
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if sign in "\n\r\t" or not unicodedata.category(sign).startswith("C"))


def _period_of(programme: Programme, received_on: date) -> int:
    """Of a text that names none: the period of the day of receipt, else the last that had ended, else the first."""
    periods = programme.all_periods
    current = [period.no for period in periods if period.start <= received_on <= period.end]
    ended = [period.no for period in periods if period.end < received_on]
    return (current or ended[-1:] or [periods[0].no])[0]


def _period_named(line: str) -> int | None:
    heading = HEADING.match(line)
    named = PERIOD_HEADING.match(heading[2]) if heading else None
    return int(named[1]) if named else None


def _split(lines: Iterable[str], period_no: int) -> Iterator[OwnText]:
    heading, kept = "", list[str]()
    is_named = False
    for line in lines:
        found, named = HEADING.match(line), _period_named(line)
        if found is None:
            kept.append(line)
            continue
        yield from _own(period_no, heading, kept, is_named)
        heading, kept = ("" if named is not None else found[2]), []
        period_no, is_named = (named, True) if named is not None else (period_no, is_named)
    yield from _own(period_no, heading, kept, is_named)


def _own(period_no: int, heading: str, lines: Sequence[str], is_named: bool) -> Iterator[OwnText]:
    """Nothing under a heading without text; of a period that is named, an empty text, which takes back what stood."""
    text = "\n".join(lines).strip()
    if text or (is_named and not heading):
        yield OwnText(period_no=period_no, heading=heading, text=text)
