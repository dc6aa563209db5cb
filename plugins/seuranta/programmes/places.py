"""Where in a configuration file a key stands: faults get the number of its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from seuranta.vocabulary.errors import Fault

NAMED_BY = ("code", "no", "figure")  # what an entry of a list is called by
UNNAMED = re.compile(r"entry (\d+)")


def entry_name(entries: list[Any], position: int) -> str:
    """What an entry of a list is called in a fault's key: its code, else its place: ``entry 2``."""
    entry = entries[position]
    for key in NAMED_BY:
        name = entry.get(key) if isinstance(entry, dict) else None
        if isinstance(name, (str, int)) and sum(isinstance(e, dict) and e.get(key) == name for e in entries) == 1:
            return str(name)
    return f"entry {position + 1}"


def with_line(fault: Fault, content: bytes) -> Fault:
    """The same fault with the line of its key, or of the part that should hold it."""
    document = YAML(typ="rt", pure=True).load(content.decode("utf-8-sig"))
    lines = list(_lines(document, fault.key.split(".")))
    return replace(fault, file=f"{fault.file} line {lines[-1] + 1}") if lines else fault


def _lines(node: Any, parts: list[str]) -> Iterator[int]:
    """The 0-based lines of the parts of a key, as deep as they are found."""
    for part in parts:
        if isinstance(node, CommentedMap):
            keys = [key for key in node if str(key) == part]
            if not keys:
                return
            yield node.lc.key(keys[0])[0]
            node = node[keys[0]]
        elif isinstance(node, CommentedSeq):
            position = _position(node, part)
            if position is None:
                return
            yield node.lc.item(position)[0]
            node = node[position]
        else:
            return


def _position(entries: CommentedSeq, part: str) -> int | None:
    unnamed = UNNAMED.fullmatch(part)
    if unnamed:
        return int(unnamed[1]) - 1
    return next((n for n, entry in enumerate(entries) if isinstance(entry, dict) and part in {str(entry.get(key)) for key in NAMED_BY}), None)
