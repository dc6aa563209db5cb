"""What can still be checked of a programme file that has faults: its sound parts, so that every fault is said at once.

In: the parsed file and the keys that are faulty. Out: a programme without them, and whose checks still mean something.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from pydantic import ValidationError

from seuranta.programmes.programme import Programme
from seuranta.vocabulary.errors import Fault

# Stand-ins for needed keys that are faulty; nothing that is said depends on them.
STAND_INS: dict[str, Any] = {
    "code": "unknown",
    "name": {"fi": "?"},
    "funder": {"code": "unknown", "name": {"fi": "?"}},
    "dates": {"start": date(1900, 1, 1), "end": date(2199, 12, 31)},
    "periods": {"anchor": date(1900, 1, 1), "months": 1},
    "units": [{"code": "unknown", "name": {"fi": "?"}}],
    "datasets": ["contacts"],
}
# What a check of the first key also looks at.
LOOKS_AT = {
    "periods": {"dates"},
    "invited": {"instruments", "periods"},
    "estimates": {"instruments", "periods"},
    "targets": {"instruments"},
    "approximate": {"instruments"},
    "activities": {"units", "datasets"},
    "units": {"implementers"},
    "instruments": {"datasets"},
    "esf": {"datasets"},
    "project_code": {"esf"},
}


def sound_part(document: Any, faulty: Collection[str]) -> Programme | None:
    """The programme without its faulty top-level keys; ``None`` where even that is none."""
    if not isinstance(document, dict):
        return None
    sound = {key: value for key, value in document.items() if key not in faulty}
    try:
        return Programme.model_validate({**{key: value for key, value in STAND_INS.items() if key not in sound}, **sound})
    except ValidationError:
        return None


def still_means_something(fault: Fault, faulty: Collection[str]) -> bool:
    """Whether a fault found in the sound part depends on nothing that is faulty."""
    key = fault.key.split(".")[0]
    return not ({key} | LOOKS_AT.get(key, set())) & set(faulty)
