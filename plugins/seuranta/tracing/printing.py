"""Answers as people and programs read them: a table in the programme's language, or JSON with codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.table import Table

from seuranta.tracing.behind import Trace, TracedRow
from seuranta.tracing.explaining import Explanation
from seuranta.tracing.left_out import LeftOut
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.words import Phrases, phrases

SHOWN_ROWS = 200
SHOWN_LEFT_OUT = 10
WIDTH_ELSEWHERE = 240


def trace_shown(trace: Trace) -> dict[str, Any]:
    """A trace as JSON: everything, in codes."""
    asked = trace.asked
    return {
        "programme": asked.programme.code,
        "period": asked.period_no,
        "scope": asked.scope,
        "figure_id": asked.figure_id,
        "breakdown": asked.dimensions,
        "value": asked.value,
        "numerator": asked.numerator,
        "denominator": asked.denominator,
        "n": asked.n,
        "basis": asked.basis,
        "recount": asdict(trace.recount),
        "rows": [asdict(row) for row in trace.rows],
        "left_out": [asdict(row) for row in trace.left_out],
    }


def explanation_shown(explanation: Explanation) -> dict[str, Any]:
    """An explanation as JSON: the summary first."""
    receipt = explanation.receipt
    return {
        "delivery_id": receipt.delivery_id,
        "programme": receipt.programme,
        "file_name": receipt.file_name,
        "path": receipt.path,
        "status": receipt.status.value,
        "duplicate_of": receipt.duplicate_of,
        "rules": sorted({issue.rule for issue in receipt.issues}),
        "summary": [{"what": what, "replaced_by": by, "rows": count} for what, by, count in explanation.summary],
        "standing_by_period": [{"period": no, "rows": count} for no, count in explanation.by_period.items()],
        "earlier": list(explanation.earlier),
        "rows": [asdict(row) for row in explanation.rows],
    }


def print_trace(trace: Trace) -> None:
    """The figure, its rows, and what was near it by reason."""
    asked, console = trace.asked, _console()
    language = asked.programme.language
    words = phrases("tracing", language)
    name = load_catalogue().entry_of(asked.figure_id).name.model_dump()
    where = ", ".join(f"{dimension} {code}" for dimension, code in asked.dimensions.items())
    console.print(f"{asked.programme.code} {asked.period_no} {asked.scope}: {asked.figure_id} {where}", highlight=False, markup=False)
    console.print(f"{name[language]}: {_numbers(trace)}", highlight=False, markup=False)
    files = len({row.delivery_id for row in trace.rows if row.delivery_id})
    verdict = words({True: "agrees", False: "differs", None: "judged"}[trace.recount.agrees])
    console.print(f"{words('behind', rows=trace.recount.rows, files=files)}; {verdict}\n", highlight=False, markup=False)
    _print_rows(console, trace.rows, words)
    _print_left_out(console, trace.left_out, words)


def print_explanation(explanation: Explanation, language: str) -> None:
    """The delivery, what became of its rows in all, and each of them."""
    words, console, receipt = phrases("tracing", language), _console(), explanation.receipt
    lines = [f"{receipt.delivery_id}  {receipt.path}", words("came", status=receipt.status.value, day=f"{receipt.received_at:%Y-%m-%d %H:%M}")]
    if receipt.duplicate_of:
        lines.append(words("duplicate_of", delivery_id=receipt.duplicate_of))
    lines += [f"{issue.rule}: {issue.message.get(language) or issue.message['fi']}" for issue in receipt.issues if issue.row is None]
    lines += [f"{count:>6}  {_what(what, by, words)}" for what, by, count in explanation.summary] or [words("no_rows")]
    lines += [words("in_periods", no=no, count=count) for no, count in explanation.by_period.items()]
    if explanation.earlier:
        lines.append(words("earlier", ids=", ".join(explanation.earlier)))
    console.print("\n".join(lines), highlight=False, markup=False)
    table = _table(words, "cell", "what", "periods", "rules")
    for row in explanation.rows:
        table.add_row(_cell(row.sheet, row.row, row.column), _what(row.what, row.replaced_by, words), ", ".join(map(str, row.periods)), ", ".join(row.rules))
    if explanation.rows:
        console.print()
        console.print(table)


def _console() -> Console:
    """As wide as the terminal; into a file or a pipe, a row is one line."""
    return Console(soft_wrap=True) if Console().is_terminal else Console(soft_wrap=True, width=WIDTH_ELSEWHERE)


def _numbers(trace: Trace) -> str:
    asked = trace.asked
    value = "–" if asked.value is None else f"{asked.value:.10g}"
    parts = "" if asked.denominator is None else f" = {asked.numerator or 0:.10g} / {asked.denominator:.10g}"
    return f"{value}{parts}{'' if asked.n is None else f', n {asked.n}'}"


def _print_rows(console: Console, rows: tuple[TracedRow, ...], words: Phrases) -> None:
    table = _table(words, "delivery", "file", "cell", "adds")
    for row in rows[:SHOWN_ROWS]:
        adds = "" if row.numerator is None else f"{row.numerator:.10g}"
        parts = "" if row.denominator is None else f" / {row.denominator:.10g}"
        place = words(row.source, told=row.told or "") if row.source != "row" else (row.file_name or "")
        table.add_row(row.delivery_id or "", place, _cell(row.sheet, row.row, row.column), adds + parts)
    if rows:
        console.print(table)
    if len(rows) > SHOWN_ROWS:
        console.print(words("more_rows", count=len(rows) - SHOWN_ROWS), highlight=False, markup=False)


def _print_left_out(console: Console, left_out: Iterable[LeftOut], words: Phrases) -> None:
    by_reason = sorted(left_out, key=lambda row: (row.reason, row.replaced_by or ""))
    console.print(f"\n{words('left_out') if by_reason else words('nothing_left_out')}", highlight=False, markup=False)
    for (reason, by), group in groupby(by_reason, key=lambda row: (row.reason, row.replaced_by)):
        rows = list(group)
        console.print(f"{len(rows):>6}  {_what(reason, by, words)}", highlight=False, markup=False)
        for row in rows[:SHOWN_LEFT_OUT]:
            place = _cell(row.sheet, row.row, row.column)
            console.print(f"        {row.delivery_id}  {row.file_name or ''}  {place}  {', '.join(row.rules)}".rstrip(), highlight=False, markup=False)
        if len(rows) > SHOWN_LEFT_OUT:
            console.print(f"        {words('more_rows', count=len(rows) - SHOWN_LEFT_OUT)}", highlight=False, markup=False)


def _what(what: str, replaced_by: str | None, words: Phrases) -> str:
    return words("replaced_by", delivery_id=replaced_by) if what == "replaced" and replaced_by else words(what)


def _cell(sheet: str | None, row: int | None, column: str | None) -> str:
    return " ".join(part for part in (sheet, f"{column or ''}{row or ''}") if part)


def _table(words: Phrases, *columns: str) -> Table:
    return Table(*(words(f"column_{name}") for name in columns), box=None, pad_edge=False)
