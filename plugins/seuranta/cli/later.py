"""Commands whose part is not built yet: they say so and leave with 9."""

from __future__ import annotations

from typing import Annotated

import typer

from seuranta.cli import app
from seuranta.vocabulary.errors import NotYet

Rest = Annotated[list[str] | None, typer.Argument(hidden=True)]
ANY_ARGUMENTS = {"allow_extra_args": True, "ignore_unknown_options": True}


def _register(name: str, promise: str) -> None:
    @app.command(name, help=f"{promise} (not yet)", context_settings=ANY_ARGUMENTS)
    def say_not_yet(rest: Rest = None) -> None:
        raise NotYet(name)


for _name, _promise in (
    ("erase", "Forgets a person everywhere"),
    ("rotate-key", "A new pseudonym key, lake and warehouse rebuilt under it"),
):
    _register(_name, _promise)
