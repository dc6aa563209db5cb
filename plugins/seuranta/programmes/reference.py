"""The reference page of programme and instrument files for engineers, made from their models and the sample files.

In: the models (keys, kinds, defaults, descriptions), a folder of sample files. Out: ``docs/for-engineers/programme-files.md``.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme

SIMPLE = {str: "text", int: "whole number", float: "number", bool: "true / false", date: "date"}
PAGE = """\
# Programme and instrument files

Made from the models in `plugins/seuranta/programmes/` by `write_reference` of `reference.py`; change them, then write it anew.

To take on a programme, write one YAML file for it in `programmes/` and one for each survey instrument in
`programmes/instruments/`, or wherever `SEURANTA_PROGRAMMES` points. No code. The name of a file is its `code`; the programme's
code is also its folder in the drop folder.

- They are YAML 1.2: `no` and `on` are texts like any other; a date is `2022-07-15`.
- A first line `# yaml-language-server: $schema=schema/programme.json` gives editors completion and checks.
- Unknown keys, missing ones, wrong values, gaps and overlaps of periods, names that nothing defines and names that mean two
  things are faults. All of them are said at once, with line, key, what was found and what is allowed, before anything runs:

```
ikaalinen.yml line 5: name.fin: found unknown key 'fin'; did you mean 'fi'?; allowed: 'en', 'fi', 'sv'
```

- A text in several languages is `{{fi: …, sv: …, en: …}}`; Finnish is needed and stands in for the others.
- Names and aliases are what files may call a thing. They are matched without regard to case, spaces and diacritics.
- One list of labels for many questions: an anchor, `labels: &agreement …`, and then `labels: *agreement`.

## Programme files

{programme}
## Instrument files

{instrument}
## A whole programme file

```yaml
{sample_programme}```

## A whole instrument file

```yaml
{sample_instrument}```
"""


def write_reference(path: Path, samples: Path) -> None:
    """Writes the page to ``path``; ``samples`` is the folder with the sample files that it shows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(reference_text(samples), encoding="utf-8")


def reference_text(samples: Path) -> str:
    """The page."""
    return PAGE.format(
        programme="\n".join(_section(model) for model in _models(Programme)),
        instrument="\n".join(_section(model) for model in _models(Instrument)),
        sample_programme=(samples / "ikaalinen.yml").read_text(encoding="utf-8"),
        sample_instrument=(samples / "instruments" / "end_survey.yml").read_text(encoding="utf-8"),
    )


def _section(model: type[BaseModel]) -> str:
    lines = [f"### {_title(model)}", "", (model.__doc__ or "").replace("``", "`").strip(), "", "| key | takes | unless given | is |", "|---|---|---|---|"]
    lines += [f"| `{name}` | {_kind(field)} | {_default(field)} | {_description(field)} |" for name, field in model.model_fields.items()]
    return "\n".join(lines) + "\n"


def _title(model: type[BaseModel]) -> str:
    return {"Words": "Text in languages", "Named": "Respondent group"}.get(model.__name__, _spaced(model.__name__))


def _spaced(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() and position else letter for position, letter in enumerate(name))


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**needed**"
    value = field.get_default(call_default_factory=True)
    if isinstance(value, BaseModel):
        return "as described below"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return "–" if value in (None, [], {}) else f"`{', '.join(value) if isinstance(value, list) else value}`"


def _description(field: FieldInfo) -> str:
    """What the key is; where it only holds a part with a section of its own, that part's first words."""
    parts = [part for part in _parts(field.annotation) if isinstance(part, type) and issubclass(part, BaseModel)]
    text = field.description or (parts[0].__doc__ if parts else "") or ""
    return text.split("\n")[0].replace("``", "`")


def _kind(field: FieldInfo) -> str:
    if any(getattr(limit, "pattern", None) for limit in field.metadata):
        return "code"
    limits = [_limit(limit) for limit in field.metadata]
    return ", ".join([_kind_shown(field.annotation), *(limit for limit in limits if limit)])


def _kind_shown(kind: Any) -> str:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        has_pattern = any(getattr(limit, "pattern", None) for part in arguments[1:] for limit in getattr(part, "metadata", [part]))
        return "code" if has_pattern else _kind_shown(arguments[0])
    if origin in (Union, types.UnionType):
        return " or ".join(_kind_shown(one) for one in arguments if one is not type(None))
    if origin is Literal:
        return " / ".join(f"`{value}`" for value in arguments)
    if origin is list:
        return f"list of {_kind_shown(arguments[0])}"
    if origin is dict:
        return f"{_kind_shown(arguments[0])} → {_kind_shown(arguments[1])}"
    return SIMPLE[kind] if kind in SIMPLE else f"[{_title(kind).lower()}](#{_title(kind).lower().replace(' ', '-')})"


def _limit(limit: Any) -> str:
    for name, shown in (("ge", "{} or more"), ("gt", "more than {}"), ("le", "{} or less"), ("min_length", "at least {}"), ("max_length", "at most {}")):
        value = getattr(limit, name, None)
        if value is not None:
            return shown.format(value)
    return ""


def _models(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The model and those below it, each once, in the order of their first use."""
    return list(dict.fromkeys(_below(model)))


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        for kind in _parts(field.annotation):
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                yield from _below(kind)


def _parts(kind: Any) -> Iterator[Any]:
    arguments = [argument for argument in get_args(kind) if get_origin(kind) is not Literal]
    yield kind
    for argument in arguments:
        yield from _parts(argument)
