"""The situation of a programme as a workbook: the content of the page, a sheet for each kind of it.

In: what the page shows. Out: the bytes of ``TILANNE.xlsx``, the same for the same content. Every cell is a text; none starts a formula.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC
from typing import Any

from xlsxwriter import Workbook as Book

from seuranta.feedback.deliveries_shown import DeliveryShown
from seuranta.feedback.periods_shown import PeriodShown
from seuranta.feedback.places import ABOUT_THE_SITUATION, MADE_BY
from seuranta.feedback.situation_cells import Line, Page, Styles, Text
from seuranta.feedback.situation_shown import SYMBOLS, SituationShown
from seuranta.feedback.slots import SlotState
from seuranta.feedback.work_list import Matter
from seuranta.words import Phrases, phrases

PERIOD_WIDTHS = (28, 42, 16, 26)
DATASET_WIDTH = 21
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def situation_workbook(shown: SituationShown) -> bytes:
    """The workbook in the programme's language; its date is the time that the content is of."""
    words = phrases("situation", shown.language)
    buffer = io.BytesIO()
    book: Any = Book(buffer, OPTIONS)
    created = shown.made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.set_properties({"title": shown.title, "subject": ABOUT_THE_SITUATION, "author": MADE_BY, "created": created})
    styles = Styles(book)
    _write_periods(Page(book, styles, words("sheet_situation")), shown, words)
    _write_last(Page(book, styles, words("sheet_last")), shown, words)
    _write_to_do(Page(book, styles, words("sheet_to_do")), shown, words)
    if shown.matters:
        _write_matters(Page(book, styles, words("sheet_matters")), shown.matters, words)
    book.close()
    return buffer.getvalue()


def _write_periods(page: Page, shown: SituationShown, words: Phrases) -> None:
    """A line per period and unit, a column per dataset; what the signs mean stands below."""
    periods = (*shown.full, *shown.folded)
    datasets = [words(f"dataset_{dataset}") for dataset in periods[0].datasets] if periods else []
    page.open([*PERIOD_WIDTHS, *(DATASET_WIDTH for _ in datasets)])
    page.write_title(shown.title)
    page.write_quiet(f"{shown.updated}. {words('workbook_updates')}")
    page.write_strong(shown.headline, "open" if shown.to_do else "fine" if shown.last else "note")
    for sentence in shown.to_approve:
        page.write_quiet(sentence)
    if periods:
        header = [words("column_period"), words("column_deadline"), words("column_coverage"), words("unit"), *datasets]
        page.write_table(header, [line for period in periods for line in _period_lines(period, words)])
    else:
        page.write_quiet(shown.not_started)
    if shown.narratives:
        page.skip()
        page.write_strong(words("narratives_heading"), "note")
        for narrative in shown.narratives:
            page.write_line((Text(narrative.text, "open" if narrative.is_open else "plain_overflowing"),))
    page.skip()
    page.write_strong(words("legend"), "note")
    for state in SlotState:
        page.write_line((_state(state, words), Text(words(f"means_{state}"), "plain_overflowing")))


def _period_lines(period: PeriodShown, words: Phrases) -> list[Line]:
    deadline = Text(period.deadline, "late" if period.is_late else "plain")
    about = (Text(period.title), deadline, Text(period.coverage))
    return [(*about, Text(unit.name), *(_state(SlotState(state), words) for state in unit.states)) for unit in period.units]


def _state(state: SlotState, words: Phrases) -> Text:
    return Text(f"{SYMBOLS[state]} {words(f'state_{state}')}", f"state_{state}")


def _write_last(page: Page, shown: SituationShown, words: Phrases) -> None:
    page.open([20, 40, 20, 28, 16, 60, 28])
    page.write_title(words("last_deliveries"))
    if not shown.last:
        page.write_strong(shown.headline, "note")
        return
    header = [words(f"column_{name}") for name in ("when", "file", "folder", "status", "rows", "next", "link")]
    page.write_table(header, [_delivery_line(delivery) for delivery in shown.last])


def _delivery_line(delivery: DeliveryShown) -> Line:
    status = Text(f"{delivery.symbol} {delivery.status_text}", f"status_{delivery.status}")
    return (Text(delivery.received), Text(delivery.file_name), Text(delivery.folder), status, Text(delivery.rows), Text(delivery.next_step), _link(delivery))


def _write_to_do(page: Page, shown: SituationShown, words: Phrases) -> None:
    page.open([40, 20, 80, 28])
    page.write_title(words("sheet_to_do"))
    page.write_strong(shown.headline, "open" if shown.to_do else "fine" if shown.last else "note")
    if shown.to_do:
        header = [words(f"column_{name}") for name in ("file", "folder", "next", "link")]
        page.write_table(header, [(Text(one.file_name), Text(one.folder), Text(one.next_step), _link(one)) for one in shown.to_do])


def _link(delivery: DeliveryShown) -> Text:
    return Text(delivery.link_text, "link", delivery.link) if delivery.link else Text("")


def _write_matters(page: Page, matters: Sequence[Matter], words: Phrases) -> None:
    """A line per place; what to do stands beside the first of a matter."""
    page.open([46, 60, 40, 24, 40])
    page.write_title(words("matters_heading"))
    page.write_quiet(words("matters_by_row"))
    header = [words("column_matter"), words("column_next"), words("column_file"), words("column_sheet"), words("column_places")]
    page.write_table(header, [line for matter in matters for line in _matter_lines(matter)])


def _matter_lines(matter: Matter) -> list[Line]:
    return [
        (Text(matter.heading), Text("" if number else matter.advice), Text(place.file_name), Text(place.sheet), Text(place.rows))
        for number, place in enumerate(matter.places)
    ]
