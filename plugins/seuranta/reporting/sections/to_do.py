"""What a draft still lacks before it can be the final report: data, deliveries, words, and somebody's approval."""

from __future__ import annotations

from collections.abc import Iterator

from seuranta.reporting.context import Context
from seuranta.reporting.document import Paragraph
from seuranta.reporting.figure_set import is_shown
from seuranta.reporting.numbers import day
from seuranta.reporting.sections.common import unit_order
from seuranta.reporting.sections.own_words import missing_parts
from seuranta.vocabulary.clock import day_in_finland
from seuranta.vocabulary.receipts import DATASETS, Receipt, Status

COMPLETENESS = "data.completeness"
WITHIN_THE_PROJECT = ("internal", "steering")


def to_do(context: Context) -> tuple[str, ...]:
    """Sentences, the most pressing first; none of a report that is released."""
    if context.report.status != "draft":
        return ()
    return (*_period(context), *_missing_data(context), *_earlier_data(context), *_held(context), *_to_correct(context), *_words(context), _approval(context))


def delivered(context: Context) -> list[Paragraph]:
    """How much of what was expected has come, and from where it has not."""
    sentences = [paragraph.text for paragraph in context.say("completeness_sentence", completeness=context.figures.get(COMPLETENESS, context.main_scope))]
    missing = missing_data(context)
    sentences += [context.words("missing_said", missing="; ".join(missing))] if missing else []
    return [Paragraph(" ".join(sentences))] if sentences else []


def missing_data(context: Context) -> list[str]:
    """What has not been delivered for the period: within the project which dataset of which unit, to others as far as the figures say."""
    if context.report.audience in WITHIN_THE_PROJECT and context.material.slots:
        by_dataset = [(context.names.word("dataset", dataset), _missing_units(context, dataset)) for dataset in DATASETS]
        return [context.words("missing_of", dataset=dataset, units=", ".join(units)) for dataset, units in by_dataset if units]
    units = [context.names.unit(code) for code in unit_order(context) if _is_incomplete(context, "unit", code)]
    codes = [code for code in DATASETS if _is_incomplete(context, "dataset", code)]
    if len(codes) > 1 and len(units) > 1:
        return [", ".join(_some_of(context, code) for code in codes), context.words("missing_from", units=", ".join(units))]
    datasets = [context.names.word("dataset", code) for code in codes]
    return [context.words("missing_of", dataset=", ".join(datasets), units=", ".join(units))] if datasets and units else [*datasets, *units]


def _some_of(context: Context, dataset: str) -> str:
    """A dataset and how much of it has come: the figures do not say from which units."""
    delivered = context.fraction(COMPLETENESS, context.main_scope, {"dataset": dataset}).text
    return context.words("missing_some", dataset=context.names.word("dataset", dataset), delivered=delivered)


def _missing_units(context: Context, dataset: str) -> list[str]:
    period_no = context.report.period.no
    missing = {slot.unit_code for slot in context.material.slots if (slot.period_no, slot.dataset, slot.state) == (period_no, dataset, "missing")}
    return [context.names.unit(code) for code in unit_order(context) if code in missing]


def _is_incomplete(context: Context, dimension: str, code: str) -> bool:
    figure = context.figures.get(COMPLETENESS, context.main_scope, {dimension: code})
    return figure is not None and is_shown(figure) and figure.numerator != figure.denominator


def held_deliveries(context: Context) -> list[Receipt]:
    """Deliveries that wait for a person: held, not let in, and not answered by a later file at their place."""
    latest = {receipt.path: receipt for receipt in sorted(context.material.receipts, key=lambda receipt: receipt.delivery_no)}
    return [receipt for receipt in latest.values() if receipt.status is Status.HELD and receipt.delivery_id not in context.material.accepted]


def _period(context: Context) -> Iterator[str]:
    """By the day of the last delivery, which is the report's own time."""
    end = context.report.period.end
    if end >= day_in_finland(context.material.versions.data_as_of):
        yield context.words("to_do_period", end=day(end))


def _missing_data(context: Context) -> Iterator[str]:
    missing = missing_data(context)
    if missing:
        yield context.words("to_do_data", missing="; ".join(missing))


def _earlier_data(context: Context) -> Iterator[str]:
    figure = context.figures.get(COMPLETENESS, "cumulative")
    if not context.is_first_period and figure is not None and is_shown(figure) and figure.numerator != figure.denominator:
        yield context.words("to_do_earlier", completeness=context.spoken(figure))


def _held(context: Context) -> Iterator[str]:
    held = held_deliveries(context)
    if held and context.report.audience in WITHIN_THE_PROJECT:
        yield context.words("to_do_held", files=", ".join(receipt.file_name for receipt in held))
    elif held:
        yield context.words("to_do_held_plain")


def _to_correct(context: Context) -> Iterator[str]:
    figures = [(code, context.figures.get("data.rows_quarantined", "cumulative", {"dataset": code})) for code in DATASETS]
    waiting = [f"{context.names.word('dataset', code).lower()} {context.spoken(figure)}" for code, figure in figures if figure is not None and figure.value]
    if waiting:
        yield context.words("to_do_rows", rows=", ".join(waiting))


def _words(context: Context) -> Iterator[str]:
    parts = missing_parts(context)
    if parts:
        yield context.words("to_do_words", headings=", ".join(context.words(f"own_{part}") for part in parts))


def _approval(context: Context) -> str:
    return context.words("to_do_approval")
