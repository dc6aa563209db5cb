"""Method: how the numbers are counted and protected, in the words of whoever reads the report."""

from __future__ import annotations

from seuranta.reporting.context import Context
from seuranta.reporting.document import Block, Paragraph, Section
from seuranta.reporting.numbers import days

ALWAYS = ("method_periods", "method_n", "method_shares", "method_rounding", "method_basis")


def method(context: Context) -> list[Section]:
    """The chapter on method: only what concerns this programme and this audience."""
    period = context.report.period
    keys = list(ALWAYS)
    keys += ["method_esf"] if context.figures.ids("esf.") else []
    keys += ["method_attendance"] if context.figures.ids("attendance.") else []
    keys += ["method_surveys"] if context.figures.ids("survey.") else []
    keys += ["method_star"] if any(instrument.type == "star" for instrument in context.instruments) else []
    keys += ["method_age"] if context.programme.eligibility.min_age is not None else []
    keys.append("method_exact" if context.report.audience == "internal" else "method_protection")
    facts = {
        "period": days(period.start, period.end),
        "cumulative": days(context.programme.dates.start, period.end),
        "threshold": context.threshold,
        "hidden": context.hidden_text,
        "age": context.programme.eligibility.min_age,
    }
    blocks: list[Block] = [Paragraph(context.words(key, **facts), "point") for key in keys]
    return [Section("method", context.words("method"), tuple(blocks))]
