"""What keeps a statement from meaning the same on DuckDB and on Spark, told by its syntax tree in both.

A statement of the dbt project is made of what is listed here. The list is what `make prove` has shown to give the same figures on
both; whatever else is written is refused until it is added, and so proven.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from sqlfluff.core import FluffConfig, Linter
from sqlglot import exp, parse_one
from sqlglot.dialects.spark import Spark
from sqlglot.errors import SqlglotError
from sqlglot.parsers.spark import SparkParser

ROOT = Path(__file__).resolve().parents[2]
MACRO_OF_AN_ENGINE = "seuranta_"

STATEMENT = "CTE Column From Having Identifier Join Order Ordered Select Star Subquery Table TableAlias Union Where Window With"
GROUPING = "Alias Distinct Group GroupingSets Tuple"
LOGIC = "And Between Boolean Case EQ GT GTE If In Is LT LTE NEQ Not Null Or Paren"
ARITHMETIC = "Abs Add Avg Count Div Greatest Least Literal Max Min Mul Neg Sub Sum"
TEXT = "Coalesce DPipe Length Nullif Replace RowNumber StrPosition Substring"
TYPES = "Cast DataType DataTypeParam TryCast"
PROVEN = frozenset(f"{STATEMENT} {GROUPING} {LOGIC} {ARITHMETIC} {TEXT} {TYPES}".split())
PROVEN_TYPES = frozenset({"TEXT", "INT", "BIGINT", "DOUBLE", "DECIMAL", "DATE", "BOOLEAN"})
# Forms of proven words that one engine alone has.
ONE_ENGINES_FORM: dict[type[exp.Expr], tuple[str, ...]] = {
    exp.Star: ("except_", "except", "replace", "rename"),
    exp.Group: ("all", "totals"),
    exp.Distinct: ("on",),
    exp.Between: ("symmetric",),
    exp.Union: ("by_name",),
    exp.Join: ("method", "using"),
}


class StrictParser(SparkParser):
    STRICT_CAST = True


class AnsiSpark(Spark):
    """Spark as we set it up (profiles.yml): a cast that fails is an error."""

    Parser = StrictParser


def faults_of(sql: str) -> list[str]:
    """Why a statement may differ between the engines; empty where it does not."""
    try:
        ours, theirs = parse_one(sql, read="duckdb"), parse_one(sql, read=AnsiSpark)
    except SqlglotError as error:
        return [f"one of the engines cannot read it: {str(error).splitlines()[0]}"]
    faults = [fault for tree in (ours, theirs) for node in tree.walk() for fault in _faults_of_node(node)]
    if _without_safety(ours) != _without_safety(theirs):
        faults.append("the engines read it differently: say `nulls last` in every order, join texts by ||, quote no names")
    return sorted(set(faults))


def _faults_of_node(node: exp.Expr) -> Iterator[str]:
    name = type(node).__name__
    if isinstance(node, exp.Anonymous):
        if not node.name.startswith(MACRO_OF_AN_ENGINE):
            yield f"{node.name}() is not proven on both engines"
    elif name not in PROVEN:
        yield f"{name} is not proven on both engines"
    for form in ONE_ENGINES_FORM.get(type(node), ()):
        if node.args.get(form):
            yield f"{name} with '{form.rstrip('_')}' is one engine's own"
    if isinstance(node, exp.DataType) and node.this.name not in PROVEN_TYPES:
        yield f"the type {node.this.name} is not proven on both engines"
    if isinstance(node, exp.Div) and not _is_never_zero(node.expression):
        yield "a quotient whose divisor may be 0 is an error on one engine: divide by nullif(…, 0)"
    if isinstance(node, exp.Binary) and not isinstance(node, exp.Predicate) and any(_has_decimals(side) for side in (node.left, node.right)):
        yield "a number with decimals is rounded by one engine: cast a whole number as double"


def _is_never_zero(divisor: exp.Expr) -> bool:
    inner = divisor.this if isinstance(divisor, exp.Cast) else divisor
    return isinstance(inner, exp.Nullif) or (isinstance(inner, exp.Literal) and inner.is_number and float(inner.name) != 0)


def _has_decimals(side: exp.Expr) -> bool:
    return isinstance(side, exp.Literal) and side.is_number and "." in side.name


def _without_safety(tree: exp.Expr) -> exp.Expr:
    """What is kept apart by a rule of its own: a divisor that is 0."""
    for quotient in tree.find_all(exp.Div):
        quotient.set("safe", None)
    return tree


@cache
def statements() -> dict[str, str]:
    """SQL by file, of every model and test of the project: as dbt writes it, with a call where engines differ."""
    config = FluffConfig.from_path(str(ROOT))
    linter = Linter(config=config)
    project = ROOT / "dbt_project"
    files = sorted(path for folder in ("models", "tests") for path in (project / folder).rglob("*.sql") if path.parent.name != "generic")
    return {str(path.relative_to(project)): linter.render_file(str(path), config).templated_variants[0].templated_str or "" for path in files}
