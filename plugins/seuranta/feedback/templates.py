"""Empty workbooks for staff, one per layout of each expected dataset and per instrument of each programme; and an empty ``kertomus.md``.

In: programme files, and what ``expectations/`` asks of each dataset. Out: ``<out>/<programme>/``. Rerun: the same files again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from seuranta.feedback.narrative_template import narrative_template
from seuranta.feedback.template_columns import AskedDataset, AskedLayout, item_columns, layout_columns, line_values, mark_values
from seuranta.feedback.template_sheets import Template, TemplateLine, write_template
from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme, Programmes
from seuranta.vocabulary.narratives import NARRATIVE_NAME
from seuranta.vocabulary.receipts import Dataset

LINES = ("activity_code", "unit_code")
SURVEY = "survey"
OF_A_STAR = ("read_on", "respondent_key", "unit_code", "wave")
OF_A_SURVEY = ("responded_at", "respondent_key", "unit_code", "group_code", "wave")


def write_templates(programmes: Programmes, asked: Mapping[Dataset, AskedDataset], out: Path) -> list[Path]:
    """Writes the empty files of all programmes below ``out`` and says where."""
    written = []
    for programme in programmes.programmes.values():
        folder = out / programme.code
        folder.mkdir(parents=True, exist_ok=True)
        for template in templates_of(programme, programmes.instruments_of(programme), asked):
            path = folder / f"{template.name}.xlsx"
            write_template(path, template, programme)
            written.append(path)
        narrative = folder / NARRATIVE_NAME
        narrative.write_text(narrative_template(programme), encoding="utf-8")
        written.append(narrative)
    return written


def templates_of(programme: Programme, instruments: list[Instrument], asked: Mapping[Dataset, AskedDataset]) -> Iterator[Template]:
    """The empty workbooks of one programme."""
    for dataset in programme.datasets:
        if dataset == SURVEY:
            yield from (_survey(instrument, asked[dataset], programme) for instrument in instruments)
        else:
            yield from (_layout(layout, asked[dataset], programme) for layout in asked[dataset].layouts.values())


def _layout(layout: AskedLayout, dataset: AskedDataset, programme: Programme) -> Template:
    name = layout.name[programme.language]
    is_across = layout.across == "dates"
    lines = [TemplateLine(layout.lines[line][0], line_values(line, programme)) for line in LINES if line in layout.lines]
    return Template(
        name=_as_name(name),
        sheet=_as_sheet(name),
        columns=tuple(layout_columns(layout, dataset, programme)),
        lines=tuple(lines),
        marks=mark_values(dataset, with_cancelled=True) if is_across else (),
    )


def _survey(instrument: Instrument, dataset: AskedDataset, programme: Programme) -> Template:
    layout = next(iter(dataset.layouts.values()))
    beside = OF_A_STAR if instrument.type == "star" else OF_A_SURVEY
    headers = {layout.columns[name].headers[0] for name in beside if name in layout.columns}
    name = instrument.name.in_language(programme.language)
    columns = [column for column in layout_columns(layout, dataset, programme) if column.header in headers]
    for item in instrument.items:
        columns += item_columns(item, programme.language)
    return Template(name=_as_name(name), sheet=_as_sheet(name), columns=tuple(columns))


def _as_name(name: str) -> str:
    """A name that every file system takes."""
    return re.sub(r'[\\/:*?"<>|]', "", name).strip(" .")[:80]


def _as_sheet(name: str) -> str:
    """The short name: what stands in brackets explains it."""
    return re.sub(r"[\\/:*?\[\]']", "", name.partition(" (")[0])[:31].strip()
