"""Formulas broken on purpose, one token at a time, to see whether a unit test of their model notices.

In: the dbt project. Out: mutants of its models and of the macros that hold formulas. Rerun: the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# What a number means: figures, what they are counted from, and the macros that more than one of them shares.
PLACES = ("models/figures", "models/intermediate", "models/marts", "macros")
# Lineage, shapes and texts: they say where a number came from or how it is written, and trace has tests of its own.
NO_FORMULAS = {"breakdown", "row_id", "traced", "by_engine", "unchanged", "as_type_or_null", "esf_indicators", "exact_sum"}
# Comments, and what is no SQL: loops, conditions and lists of the templates.
_NO_CODE = re.compile(r"\{#.*?#\}|--[^\n]*|\{%-? (?:for|if|elif|macro|do) .*?%\}|\{%-? set \w+ =|outputs \+ results", re.DOTALL)
_MUTATIONS: tuple[tuple[str, str], ...] = (
    (r">=", ">"),
    (r"<=", "<"),
    (r"<>", "="),
    (r"(?<=\s)>(?=\s)", ">="),
    (r"(?<=\s)<(?=\s)", "<="),
    (r"\bsum\(", "max("),
    (r"\bmax\(", "min("),
    (r"\bmin\(", "max("),
    (r"\bavg\(", "max("),
    (r"\bcount\(distinct ", "count("),
    (r"\bis not null\b", "is null"),
    (r"(?<=\S )is null\b", "is not null"),
    (r"(?<=[\w)] )= (?='|\d)", "<> "),
    (r"(?<!not )\bin \((?=['\d])", "not in ("),
    (r"\bnot (?=is_|\(|[a-z_]+\.is_)", ""),
    (r"(?<=\w) desc\b", ""),
    (r"\bleft join\b", "inner join"),
    (r"(?<=[\w)}] )- (?=[\w{(])", "+ "),
    (r"(?<=[\w)}] )\+ (?=[\w{(])", "- "),
    (r"(?<=[\w)}] )/ (?=[\w{(])", "* "),
    (r"(?<!select )(?<=[\w)}] )\* (?=[\w{(])", "/ "),
    (r"\bor\b(?= )", "and"),
    (r"\band (?=not )", "or "),
    (r", false\)", ", true)"),
    (r"\bthen 0\b", "then 1"),
    (r"\belse 0\b", "else 1"),
    (r"\bthen 1\b(?! end\))", "then 0"),
    (r"(?<![\w'\".%$-])\d+(?:\.\d+)?(?=[\s,)])", "+1"),
)


@dataclass(frozen=True)
class Mutant:
    """One token of a file, ``start`` to ``end``, read as ``other``; ``path`` is within the project."""

    path: str
    line: str
    start: int
    end: int
    was: str
    other: str

    def __str__(self) -> str:
        return f"{Path(self.path).stem}: {self.was.strip()} → {self.other.strip() or 'nothing'} in {self.line}"

    def written_into(self, text: str) -> str:
        return text[: self.start] + self.other + text[self.end :]


def every_mutant(project: Path) -> list[Mutant]:
    """Every mutant of every formula, file by file."""
    paths = [path for place in PLACES for path in sorted((project / place).rglob("*.sql")) if path.stem not in NO_FORMULAS]
    return [mutant for path in paths for mutant in _mutants_of(path, project)]


def _mutants_of(path: Path, project: Path) -> Iterator[Mutant]:
    text = path.read_text(encoding="utf-8")
    code = _NO_CODE.sub(lambda found: " " * len(found.group()), text)
    for pattern, other in _MUTATIONS:
        for found in re.finditer(pattern, code):
            replaced = _one_more(found.group()) if other == "+1" else other
            if replaced is not None:
                line = text[text.rfind("\n", 0, found.start()) + 1 :].partition("\n")[0].strip()
                yield Mutant(str(path.relative_to(project)), line, found.start(), found.end(), found.group(), replaced)


def _one_more(number: str) -> str | None:
    """The number and one more; nothing for 0 and 1, which other mutations turn over."""
    return f"{float(number) + 1:.10g}" if float(number) > 1 else None
