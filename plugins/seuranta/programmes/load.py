"""Reads all programme and instrument files and says every fault of every file at once.

In: a folder with ``*.yml`` and ``instruments/*.yml`` (YAML 1.2). Out: ``Programmes``, or ``ConfigurationError``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from seuranta.programmes.checks import faults_between, faults_of_instrument, faults_within
from seuranta.programmes.faults import faults_of
from seuranta.programmes.instrument import Instrument
from seuranta.programmes.places import with_line
from seuranta.programmes.programme import Programme, Programmes
from seuranta.programmes.salvage import sound_part, still_means_something
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.errors import ConfigurationError, Fault

Model = TypeVar("Model", bound=BaseModel)
INSTRUMENTS = "instruments"


def load_programmes(folder: Path, catalogue: Catalogue | None = None) -> Programmes:
    """Every programme of ``folder`` with its instruments. ``catalogue``: the figures that it may name, if not those of now.

    Raises ``ConfigurationError`` with all faults: unreadable YAML, unknown or missing keys, wrong values, a code that
    is not the file's name, periods with gaps or overlaps, dangling names.
    """
    if not folder.is_dir():
        raise ConfigurationError([Fault(folder.name, "SEURANTA_PROGRAMMES", "no such folder", "a folder with programme files (*.yml)")])
    instruments = _read_all(folder, INSTRUMENTS, Instrument)
    programmes = _read_all(folder, "", Programme)
    faults = [*_misnamed(folder), *instruments.faults, *programmes.faults]
    if not programmes.contents and not faults:
        faults.append(Fault(folder.name, "*.yml", "no programme file", "at least one"))
    by_code = {instrument.code: instrument for instrument in instruments.checked.values()}
    unreadable = {Path(name).stem for name in instruments.contents.keys() - instruments.checked.keys()}
    for file, instrument in instruments.checked.items():
        faults += [with_line(fault, instruments.contents[file]) for fault in faults_of_instrument(file, instrument)]
    for file, programme in programmes.checked.items():
        found = [*faults_within(file, programme), *faults_between(file, programme, by_code, unreadable, catalogue)]
        faults += [with_line(fault, programmes.contents[file]) for fault in found]
    for file, faulty in programmes.faulty_keys.items():
        programme_part = sound_part(_parsed(programmes.contents[file]), faulty)
        if programme_part:
            found = [*faults_within(file, programme_part), *faults_between(file, programme_part, by_code, unreadable, catalogue)]
            faults += [with_line(fault, programmes.contents[file]) for fault in found if still_means_something(fault, faulty)]
    if faults:
        raise ConfigurationError(faults)
    return Programmes(
        programmes={p.code: p for p in programmes.checked.values()},
        instruments=by_code,
        digest=_digest({**instruments.contents, **programmes.contents}),
    )


@dataclass
class _Read(Generic[Model]):
    """The files of one kind by their name below the folder: their bytes, what they say where that is in order, faults, and which top-level keys have them."""

    contents: dict[str, bytes] = field(default_factory=dict)
    checked: dict[str, Model] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    faulty_keys: dict[str, set[str]] = field(default_factory=dict)


def _read_all(folder: Path, below: str, model: type[Model]) -> _Read[Model]:
    read: _Read[Model] = _Read()
    for path in sorted((folder / below).glob("*.yml")):
        name = path.relative_to(folder).as_posix()
        content = read.contents[name] = path.read_bytes()
        try:
            checked = model.model_validate(_parsed(content))
        except YAMLError as error:
            read.faults.append(_yaml_fault(name, error))
            continue
        except UnicodeDecodeError:
            read.faults.append(Fault(name, "file", "bytes that are no UTF-8", "a text file in UTF-8"))
            continue
        except ValidationError as error:
            read.faults += [with_line(fault, content) for fault in faults_of(name, error, model, _parsed(content))]
            read.faulty_keys[name] = {str(detail["loc"][0]) for detail in error.errors() if detail["loc"]}
            continue
        code = str(getattr(checked, "code", ""))
        if code != path.stem:
            read.faults.append(with_line(Fault(name, "code", f"'{code}'", f"the file's name, '{path.stem}'"), content))
        read.checked[name] = checked
    return read


def _parsed(content: bytes) -> Any:
    return YAML(typ="safe", pure=True).load(content.decode("utf-8-sig"))


def _yaml_fault(name: str, error: YAMLError) -> Fault:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    problem = str(getattr(error, "problem", None) or "text that is no YAML").splitlines()[0].removeprefix("found ")
    return Fault(f"{name} line {mark.line + 1}" if mark else name, "YAML", problem, "YAML 1.2: each key once, spaces for indenting, text with ': ' in quotes")


def _misnamed(folder: Path) -> list[Fault]:
    """Files that somebody meant as configuration and that would be passed over in silence."""
    found = [path for below in (folder, folder / INSTRUMENTS) for path in sorted(below.glob("*.yaml"))]
    return [Fault(path.relative_to(folder).as_posix(), "file name", "the ending '.yaml'", "'.yml'") for path in found]


def _digest(contents: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return digest.hexdigest()
