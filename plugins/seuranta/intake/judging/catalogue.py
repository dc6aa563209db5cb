"""The catalogue of everything we demand of a file: loads and checks ``expectations/*.yml``, once.

In: the folder ``expectations/``. Out: rules, severities and messages by code, layouts and code lists by dataset.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import ValidationError
from ruamel.yaml import YAML

from seuranta.intake.judging.rules import Expectations, Rule
from seuranta.vocabulary.errors import ConfigurationError, Fault, UnknownName
from seuranta.vocabulary.receipts import Dataset, Severity

_PACKAGE = Path(__file__).resolve().parents[2]
FOLDERS = (_PACKAGE / "expectations", _PACKAGE.parents[1] / "expectations")  # installed with the package, or beside it in the repository
ANY_FILE = "any_file"
NOT_OF_A_DELIVERY = ("outgoing",)  # what a report must be before its release: read by the release


def expectations_folder() -> Path:
    """Where the expectations lie."""
    return next((folder for folder in FOLDERS if folder.is_dir()), FOLDERS[-1])


@cache
def all_expectations(folder: Path | None = None) -> dict[str, Expectations]:
    """Every file of the folder by its name without ending; ``ConfigurationError`` with all faults of all files."""
    faults: list[Fault] = []
    found: dict[str, Expectations] = {}
    for path in sorted((folder or expectations_folder()).glob("*.yml")):
        if path.stem in NOT_OF_A_DELIVERY:
            continue
        try:
            found[path.stem] = Expectations.model_validate(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))
        except ValidationError as error:
            faults += [Fault(path.name, ".".join(map(str, detail["loc"])), detail["msg"], "what judging/rules.py describes") for detail in error.errors()]
    faults += _said_twice(found)
    if faults:
        raise ConfigurationError(faults)
    return found


def expectations_of(dataset: Dataset) -> Expectations:
    """Layouts and rules of one dataset."""
    return all_expectations()[dataset]


def dataset_expectations() -> dict[Dataset, Expectations]:
    """Layouts and rules of every dataset."""
    return {found.dataset: found for found in all_expectations().values() if found.dataset}


def all_rules() -> dict[str, Rule]:
    """Every rule by its code, in the order of the files."""
    return {rule.rule: rule for found in all_expectations().values() for rule in found.rules}


def rule_of(code: str) -> Rule:
    """The rule with this code, or ``UnknownName``."""
    rules = all_rules()
    if code not in rules:
        raise UnknownName("rule", code, rules)
    return rules[code]


def severity_of(code: str) -> Severity:
    """How severe the rule is: ``file``, ``row``, ``warn`` or ``held``."""
    return rule_of(code).severity


def message_of(code: str, **facts: object) -> dict[str, str]:
    """The rule's sentence in fi, sv and en, its placeholders filled with ``facts`` (a text, or a text per language)."""
    return rule_of(code).message_with(facts)


def _said_twice(found: dict[str, Expectations]) -> list[Fault]:
    faults, homes = [], dict[str, str]()
    for name, expectations in found.items():
        for rule in expectations.rules:
            if rule.rule in homes:
                faults.append(Fault(f"{name}.yml", f"rules.{rule.rule}", f"a rule of {homes[rule.rule]}.yml again", "each rule once"))
            homes[rule.rule] = name
    return faults
