"""What a rule is: when it speaks, how severely, and in which words. The rules themselves are in ``expectations/*.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from seuranta.intake.matching.layouts import Layout
from seuranta.vocabulary.receipts import Dataset, Fact, Severity

LANGUAGES = ("fi", "sv", "en")
REFUSED_STATES = "expect_column_values_to_not_be_in_set"


class Check(Fact):
    """One expectation over the frame of an extract.

    ``column``: the cell that an issue points to (several: the check is made for each); ``null`` points to the row alone.
    ``expect`` and ``arguments`` (``with`` in YAML): a Great Expectations type and its arguments; ``{"$PARAMETER": name}``
    stands for a value of the programme. ``refuse_states`` is the short form for a cell that must not be in these states.
    ``when`` is a pandas condition for the rows that are judged. ``spares`` keeps the first or last of rows that repeat each other.
    """

    column: str | tuple[str, ...] | None = None
    expect: str = REFUSED_STATES
    arguments: dict[str, Any] = Field(default={}, alias="with")
    refuse_states: tuple[Literal["empty", "unreadable", "unknown"], ...] = ()
    when: str | None = None
    spares: Literal["first", "last"] | None = None

    @model_validator(mode="after")
    def _says_what_it_expects(self) -> Check:
        if bool(self.refuse_states) == bool(self.arguments):
            raise ValueError("a check has either refuse_states or expect and with")
        if self.refuse_states and self.column is None:
            raise ValueError("refuse_states needs a column")
        if self.when and self.expect.endswith("_null"):
            raise ValueError("a check with when cannot be about null: rows that are not judged are null to it")
        return self

    @property
    def columns(self) -> tuple[str | None, ...]:
        return self.column if isinstance(self.column, tuple) else (self.column,)


class Example(Fact):
    """Cells that pass and cells that fail, run by tests: by header, in place of those of the layout's specimen row;
    a list of such rows; or a whole sheet as a list of lists. ``received_on`` where the rule looks at the day of receipt."""

    layout: str | None = None
    received_on: date | None = None
    passes: Any
    fails: Any


class Rule(Fact):
    """A rule of the contract (exports.md 3). ``then: ignored`` leaves a warned row out instead of loading it."""

    rule: str = Field(pattern=r"^[A-Z]{3}\d{2}$")
    severity: Severity
    then: Literal["loaded", "ignored"] = "loaded"
    checks: tuple[Check, ...] = ()
    message: dict[str, str]
    because: dict[str, str]
    example: Example | None = None

    @model_validator(mode="after")
    def _speaks_three_languages(self) -> Rule:
        for sentences in (self.message, self.because):
            if set(sentences) != set(LANGUAGES) or not all(sentences.values()):
                raise ValueError(f"a message and its because are needed in {', '.join(LANGUAGES)}")
        return self

    def message_with(self, facts: Mapping[str, object]) -> dict[str, str]:
        """The sentence in every language; a fact may be one text or a text per language."""
        return {language: text.format_map(_Facts(facts, language)) for language, text in self.message.items()}


class Expectations(Fact):
    """One file of ``expectations/``: a dataset's layouts and rules, or the rules of any file."""

    dataset: Dataset | None = None
    names: tuple[str, ...] = ()
    layouts: dict[str, Layout] = {}
    codes: dict[str, dict[str, tuple[str, ...]]] = {}
    rules: tuple[Rule, ...]

    def rule(self, code: str) -> Rule:
        return next(rule for rule in self.rules if rule.rule == code)


class _Facts(dict[str, Any]):
    """The facts of a message in one language; one that nobody gave is shown as a dash, so that no receipt fails for a sentence."""

    def __init__(self, facts: Mapping[str, object], language: str) -> None:
        super().__init__({name: fact.get(language, "–") if isinstance(fact, Mapping) else fact for name, fact in facts.items()})

    def __missing__(self, name: str) -> str:
        return "–"
