"""The page of the rules in one language: what is demanded of a file, why, and an example that passes and one that fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seuranta.intake.judging.catalogue import all_expectations
from seuranta.intake.judging.rules import Expectations, Rule
from seuranta.intake.matching.layouts import Layout
from seuranta.words import Phrases, phrases


def rules_page(language: str) -> str:
    """Layouts and rules of every file of ``expectations/``, those of any file first."""
    words = phrases("handbook", language)
    lines = [f"# {words('rules_title')}", "", words("rules_intro"), ""]
    for name, expectations in all_expectations().items():
        lines += [f"## {words(name)}", ""]
        lines += _layouts(expectations, words)
        for rule in expectations.rules:
            lines += _rule(rule, words)
    return "\n".join(lines).rstrip() + "\n"


def _layouts(expectations: Expectations, words: Phrases) -> list[str]:
    lines = []
    for layout in expectations.layouts.values():
        lines += [f"### {layout.name[_language(layout.name, words.language)]}", ""]
        lines += [f"| {words('headers')} | {words('needed')} | {words('column')} |", "|---|---|---|"]
        for code, column in layout.columns.items():
            lines.append(f"| {_cell(', '.join(column.headers))} | {words(f'needed_{column.needed}'.lower())} | `{code}` |")
        lines += ["", *_beside(layout, words)]
    return lines


def _language(texts: Mapping[Any, str], language: str) -> Any:
    return language if language in texts else "fi"


def _beside(layout: Layout, words: Phrases) -> list[str]:
    told = []
    if layout.lines:
        told.append(words("lines", lines=", ".join(f"*{labels[0]}: …*" for labels in layout.lines.values())))
    if layout.across:
        told.append(words("across_dates"))
    return [" ".join(told), ""] if told else []


def _rule(rule: Rule, words: Phrases) -> list[str]:
    severity = f"severity_{rule.severity}" + ("_ignored" if rule.then == "ignored" else "")
    lines = [f"### {rule.rule}: {words(severity)}", "", _plain(rule.message[words.language]), "", f"{words('because')}: {rule.because[words.language]}", ""]
    if rule.example:
        lines += [f"- {words('passes')}: {_example(rule.example.passes)}", f"- {words('fails')}: {_example(rule.example.fails)}", ""]
    return lines


def _example(cells: Any) -> str:
    """Cells by header, a list of such rows, or a whole sheet as a list of lists."""
    if isinstance(cells, dict):
        return ", ".join(f"{header} = `{'' if text is None else text}`" for header, text in cells.items())
    if isinstance(cells, list) and cells and all(isinstance(row, dict) for row in cells):
        return " / ".join(_example(row) for row in cells)
    rows = cells if isinstance(cells, list) else [cells]
    return " / ".join("`" + " | ".join("" if cell is None else str(cell) for cell in (row if isinstance(row, list) else [row])) + "`" for row in rows)


def _plain(message: str) -> str:
    """A placeholder stands for what the place tells: shown as it is, in code."""
    return message.replace("{", "`{").replace("}", "}`")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
