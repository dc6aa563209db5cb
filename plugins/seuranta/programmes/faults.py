"""Turns what pydantic found wrong in a configuration file into faults that a person understands.

In: its errors and the parsed file. Out: one fault for each place, in the words of programme-file.md: unknown keys with
the nearest known one, and of a value that may be one of several things only the faults of the thing that was meant.
"""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from seuranta.programmes.instrument import CODE
from seuranta.programmes.places import entry_name
from seuranta.programmes.programme import PROJECT_CODE
from seuranta.vocabulary.errors import Fault, listed

A_KEY = "[key]"  # pydantic's mark of a fault in a key instead of its value
WRONG_KIND = {"list_type", "dict_type", "model_type", "int_type", "int_parsing", "int_from_float", "string_type", "literal_error"}
PATTERNS = {
    CODE: "small letters a–z, digits and _, a letter first",
    PROJECT_CODE: "a code such as S20739 (S1–S3, A7, A8 or J1 and four digits)",
}
ALLOWED = {
    "string_type": "a text (a number or yes/no in quotes)",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "list_type": "a list",
    "dict_type": "a group of keys",
    "date_type": "a date such as 2022-07-15",
    "date_parsing": "a date such as 2022-07-15",
    "date_from_datetime_parsing": "a date such as 2022-07-15",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "too_short": "at least {min_length}, not {actual_length}",
    "too_long": "at most {max_length}, not {actual_length}",
    "greater_than_equal": "{ge:g} or more",
    "greater_than": "more than {gt:g}",
    "less_than_equal": "{le:g} or less",
    "literal_error": "{expected}",
}


class _Place:
    """An error with its way through the file: the keys as they stand there, and which alternative of a value it speaks of."""

    def __init__(self, error: Any, document: Any) -> None:
        self.error = error
        self.keys: list[str] = []
        self.choice: tuple[str, str] | None = None  # the key of a value with alternatives, and the one tried
        self.is_of_choice_itself = False
        node = document
        for part in error["loc"]:
            node = self._step(node, part)

    def _step(self, node: Any, part: Any) -> Any:
        self.is_of_choice_itself = False
        if isinstance(node, list) and isinstance(part, int):
            self.keys.append(entry_name(node, part))
            return node[part]
        if isinstance(node, dict) and part in node:
            self.keys.append(str(part))
            return node[part]
        if self.error["type"] == "missing" and part == self.error["loc"][-1]:
            self.keys.append(str(part))
        elif part != A_KEY:
            self.choice = (self.key, str(part))
            self.is_of_choice_itself = True
        return node

    @property
    def key(self) -> str:
        return ".".join(self.keys)


def faults_of(file: str, error: ValidationError, model: type[BaseModel], document: Any) -> list[Fault]:
    """The faults of one file, in the order in which its keys are described."""
    if not isinstance(document, dict):
        return [Fault(file, "file", "nothing" if document is None else _shown(document), f"the keys {listed(model.model_fields)}")]
    places = [_Place(detail, document) for detail in error.errors()]
    chosen = [place for place in places if not _is_of_another_choice(place, places)]
    return [fault for key in dict.fromkeys(_group(place) for place in chosen) for fault in _faults_at(file, [p for p in chosen if _group(p) == key], model)]


def _is_of_another_choice(place: _Place, places: list[_Place]) -> bool:
    """Whether the value was meant as another of its alternatives: one that is of the right kind, but wrong inside."""
    if place.choice is None:
        return False
    tried = [p for p in places if p.choice and p.choice[0] == place.choice[0]]
    of_wrong_kind = {p.choice[1] for p in tried if p.choice and p.is_of_choice_itself and p.error["type"] in WRONG_KIND}
    of_right_kind = {p.choice[1] for p in tried if p.choice} - of_wrong_kind
    return bool(of_right_kind) and place.choice[1] in of_wrong_kind


def _group(place: _Place) -> tuple[str, bool, str]:
    """Faults that are told as one: the alternatives of a value that is none of them."""
    alone = not place.is_of_choice_itself
    return (place.key, alone, str(place.error["loc"]) if alone else "")


def _faults_at(file: str, places: list[_Place], model: type[BaseModel]) -> Iterator[Fault]:
    first = places[0]
    if first.is_of_choice_itself:
        yield Fault(file, first.key, _shown(first.error.get("input")), " or ".join(dict.fromkeys(_allowed(p, model) for p in places)))
    elif first.error["type"] == "extra_forbidden":
        known = sorted(_fields_at(model, first.error["loc"][:-1]))
        near = difflib.get_close_matches(first.keys[-1], known, n=1)
        guess = f"; did you mean '{near[0]}'?" if near else ""
        yield Fault(file, first.key, f"unknown key '{first.keys[-1]}'{guess}", listed(known))
    elif first.error["type"] == "missing":
        yield Fault(file, first.key, "nothing", "a value: this key is needed")
    else:
        yield Fault(file, first.key, _shown(first.error.get("input")), _allowed(first, model))


def _allowed(place: _Place, model: type[BaseModel]) -> str:
    error = place.error
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    if error["type"] == "model_type":
        named = {m.__name__: m for m in _models_in(model)}
        return f"the keys {listed(named[error['ctx']['class_name']].model_fields)}"
    if error["type"] == "string_pattern_mismatch":
        return PATTERNS.get(error["ctx"]["pattern"], f"a text like {error['ctx']['pattern']}")
    return ALLOWED.get(error["type"], str(error["msg"])).format(**error.get("ctx", {}))


def _shown(value: Any) -> str:
    if isinstance(value, (str, int, float, bool, date)):
        return f"'{value}'"
    if isinstance(value, dict):
        scalars = ", ".join(f"{key}: {inner}" for key, inner in value.items() if isinstance(inner, (str, int, float, date)))
        return f"keys with {scalars[:80]}" if scalars else "a group of keys"
    return "nothing" if value is None else f"a list of {len(value)}" if isinstance(value, list) else type(value).__name__


def _fields_at(model: type[BaseModel], way: tuple[Any, ...]) -> set[str]:
    """The keys that are known where ``way`` leads."""
    kinds: list[Any] = [model]
    for part in way:
        kinds = [after for kind in kinds for after in _after(kind, part)] or kinds
    return {name for kind in kinds if _is_model(kind) for name in kind.model_fields}


def _after(kind: Any, part: Any) -> list[Any]:
    """What stands below ``part`` of a value of ``kind``; nothing where ``part`` only names an alternative."""
    if _is_model(kind):
        return _alternatives(kind.model_fields[part].annotation) if part in kind.model_fields else [kind] if part == kind.__name__ else []
    if get_origin(kind) is list and isinstance(part, int):
        return _alternatives(get_args(kind)[0])
    return _alternatives(get_args(kind)[1]) if get_origin(kind) is dict else []


def _alternatives(kind: Any) -> list[Any]:
    """The kinds that a value may be of: ``X | Y`` taken apart, annotations taken off."""
    if get_origin(kind) is Annotated:
        return _alternatives(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return [alternative for one in get_args(kind) for alternative in _alternatives(one)]
    return [kind]


def _models_in(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The model and every model below it."""
    yield model
    for field in model.model_fields.values():
        for kind in _alternatives(field.annotation):
            inner = [a for part in get_args(kind) for a in _alternatives(part)] if get_origin(kind) in (list, dict) else [kind]
            for below in inner:
                if _is_model(below):
                    yield from _models_in(below)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
