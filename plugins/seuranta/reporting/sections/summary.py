"""The first page: the most important numbers, sentences a person could have written, and targets."""

from __future__ import annotations

import re
from collections.abc import Sequence

from seuranta.programmes.instrument import Instrument, Item
from seuranta.reporting.context import Context
from seuranta.reporting.document import STRONG_END, STRONG_START, Block, Cell, Column, KeyFigure, KeyFigures, Paragraph, Row, Section, Table
from seuranta.reporting.figure_set import is_shown, is_told
from seuranta.reporting.sections.common import label_column
from seuranta.reporting.sections.own_words import own_words
from seuranta.reporting.sections.participants import indicator_code, target_cells
from seuranta.reporting.sections.to_do import delivered
from seuranta.reporting.trends import before_of, compared, side_by_side
from seuranta.vocabulary.figures import Figure, Scope

FIRST_SEEN = (
    "esf.participants_total",
    "recruitment.committed",
    "recruitment.completed",
    "attendance.persons",
    "attendance.sessions",
    "attendance.visits",
)
MOST_KEY_FIGURES = 4
FEW_ITEMS = 3
MOST_AIMS = 4
RANGE = re.compile(r"\s*\(\d+\s*[–-]\s*\d+\)")


def summary(context: Context) -> list[Section]:
    """Key figures; sentences on targets, on whether it is up, by subject and on what is missing; periods and targets as tables."""
    sentences = [*_people(context), *_recruited(context), *_sessions(context), *_surveyed(context), *_granted(context)]
    told = [*_aims(context), *compared(context), *sentences] or [Paragraph(context.words("summary_nothing"))]
    words = [block for block in own_words(context, "summary") if not block.is_missing]
    blocks: list[Block] = [*_key_figures(context), *words, *told, *delivered(context), *side_by_side(context), *_targets(context)]
    return [Section("summary", context.words("summary"), tuple(blocks))]


def _key_figures(context: Context) -> list[KeyFigures]:
    told = [figure_id for figure_id in FIRST_SEEN if is_shown(context.figures.get(figure_id, context.main_scope))]
    items = []
    for figure_id in told[:MOST_KEY_FIGURES]:
        total = context.cell(figure_id, "cumulative").text
        beside = [] if context.is_first_period else [before_of(context, figure_id), context.words("key_from_start", total=total)]
        detail = ", ".join(text for text in beside if text)
        items.append(KeyFigure(context.cell(figure_id, context.main_scope).text, context.words(f"key_{figure_id.replace('.', '_')}"), detail))
    return [KeyFigures(tuple(items))] if items else []


def _paragraph(parts: Sequence[Paragraph]) -> list[Paragraph]:
    """Sentences of one subject run on as one paragraph."""
    return [Paragraph(" ".join(part.text for part in parts))] if parts else []


def _get(context: Context, figure_id: str, scope: Scope | None = None, **breakdown: str) -> Figure | None:
    return context.figures.get(figure_id, scope or context.main_scope, breakdown)


def _people(context: Context) -> list[Paragraph]:
    total = "esf.participants_total"
    if not context.figures.has(total):
        return []
    first_unemployed, long_term = ("esf.co01", "esf.co02") if context.programme.esf == "2014-2020" else ("esf.eeco02", "esf.eeco03")
    study, work = ("esf.cr02", "esf.cr04") if context.programme.esf == "2014-2020" else ("esf.eecr02", "esf.eecr04")
    sentences = [*context.say("people_entered", entered=_get(context, total))]
    if not context.is_first_period:
        women, men = (_get(context, total, gender=gender) for gender in ("F", "M"))
        entered = _get(context, total)
        sentences += context.say("people_entered_gender", women=women, men=men) if entered is not None and entered.value else []
        sentences += context.say("people_in_all", people=_get(context, total, "cumulative"))
    sentences += context.say("people_gender", women=_get(context, total, "cumulative", gender="F"), men=_get(context, total, "cumulative", gender="M"))
    sentences += context.say("people_unemployed", jobless=_get(context, first_unemployed, "cumulative"), long=_get(context, long_term, "cumulative"))
    left = _get(context, "esf.leavers")
    sentences += context.say("people_left", left=left)
    if left is not None and left.value:
        sentences += context.say("people_left_to", work=_get(context, work), study=_get(context, study))
    return _paragraph(sentences)


def _recruited(context: Context) -> list[Paragraph]:
    contacted, committed, completed = (_get(context, f"recruitment.{name}") for name in ("contacted", "committed", "completed"))
    if contacted is None:
        return []
    key = "recruited_about" if contacted.basis != "collected" else "recruited"
    return _paragraph(
        [
            *context.say(key, contacted=contacted),
            *context.say("recruited_committed", committed=committed),
            *context.say("recruited_completed", completed=completed),
        ]
    )


def _sessions(context: Context) -> list[Paragraph]:
    if not context.figures.has("attendance.sessions", (context.main_scope,)):
        return []
    held = _get(context, "attendance.sessions")
    sentences = [*context.say("sessions_held", held=held)]
    if held is not None and held.value:
        sentences += context.say("sessions_visits", visits=_get(context, "attendance.visits"))
        sentences += context.say("sessions_persons", persons=_get(context, "attendance.persons"))
        mean, low, high = (_get(context, f"attendance.{name}_per_session") for name in ("mean", "min", "max"))
        sentences += context.say("sessions_size", mean=mean, low=low, high=high) or context.say("sessions_mean", mean=mean)
    cancelled = _get(context, "attendance.sessions_cancelled")
    if cancelled is not None and cancelled.value:
        sentences += context.say("sessions_cancelled", cancelled=cancelled)
    return _paragraph(sentences)


def _surveyed(context: Context) -> list[Paragraph]:
    return [paragraph for instrument in context.instruments for paragraph in _paragraph(_about(context, instrument))]


def _about(context: Context, instrument: Instrument) -> list[Paragraph]:
    prefix = f"survey.{instrument.code}"
    name = context.names.instrument(instrument.code)
    answered = _get(context, f"{prefix}.{'readings' if instrument.type == 'star' else 'responses'}")
    if answered is None or not answered.value:
        return []
    if instrument.type == "star":
        pairs = _get(context, f"{prefix}.pairs")
        return [*context.say("star_readings_said", {"instrument": name}, readings=answered), *context.say("star_pairs_said", pairs=pairs)]
    sentences = [*context.say("survey_answered", {"instrument": name}, responses=answered)]
    sentences += context.say("survey_rate_said", rate=_get(context, f"{prefix}.response_rate"))
    sentences += context.say("survey_index_said", index=_get(context, f"{prefix}.index"))
    scales = [item for item in instrument.items if item.kind == "scale"]
    return sentences + [said for item in scales if len(scales) <= FEW_ITEMS for said in _mean_of(context, f"{prefix}.mean.{item.code}", item, prefix)]


def _mean_of(context: Context, figure_id: str, item: Item, prefix: str) -> list[Paragraph]:
    """The item's mean; by wave where the waves may be compared."""
    facts = {"item": RANGE.sub("", context.names.item(item)).rstrip("?. "), "low": item.min, "high": item.max}
    waves = context.figures.codes(f"{prefix}.responses", "wave")
    comparable = context.figures.get(f"{prefix}.comparable", "cumulative")
    if len(waves) > 1 and comparable is not None and comparable.value:
        first, last = (_get(context, figure_id, "cumulative", wave=wave) for wave in (waves[0], waves[-1]))
        return context.say("survey_waves_said", facts, first=first, last=last)
    return context.say("survey_mean_said", facts, mean=_get(context, figure_id))


def _granted(context: Context) -> list[Paragraph]:
    figures = {name: context.figures.get(f"grant.{name}", "cumulative") for name in ("decision_eur", "share", "total_cost_eur")}
    return [*context.say("granted", grant=figures["decision_eur"], share=figures["share"], cost=figures["total_cost_eur"])]


def _aims(context: Context) -> list[Paragraph]:
    """Results against targets, in sentences."""
    sentences = []
    for figure in _targeted(context):
        name = f"{indicator_code(figure.id)} {context.names.figure(figure.id)}".strip()
        facts = {"name": name, "target": context.numbers.shortest(figure.target or 0, 2)}
        if figure.suppressed:
            sentences.append(context.words("target_hidden", **facts))
        elif is_shown(figure) and figure.attainment is not None:
            key = "target_reached" if figure.attainment >= 1 else "target_open"
            attainment = f"{STRONG_START}{context.numbers.percent(figure.attainment)}{STRONG_END}"
            sentences.append(context.words(key, **facts, reached=context.spoken(figure), attainment=attainment))
    return [Paragraph(" ".join(sentences[:MOST_AIMS]), "lead")] if sentences else []


def _targeted(context: Context) -> list[Figure]:
    return [figure for figure in context.figures.all() if figure.target is not None and not figure.breakdown and (is_told(figure) or is_shown(figure))]


def _targets(context: Context) -> list[Table]:
    """Every target of the programme file with what has been reached."""
    columns = (
        label_column(context.words("target_of"), 5.0),
        Column(context.words("reached"), width=1.8),
        Column(context.words("target"), width=1.3),
        Column(context.words("attainment"), width=1.3),
    )
    rows = []
    for figure in _targeted(context):
        label = f"{indicator_code(figure.id)} {context.names.figure(figure.id)} ({context.words(f'scope_{figure.scope}').lower()})".strip()
        rows.append(Row((Cell(label), context.cell(figure.id, figure.scope), *target_cells(context, figure.id, figure.scope))))
    return [Table("targets", context.words("targets_title"), columns, tuple(rows))] if rows else []
