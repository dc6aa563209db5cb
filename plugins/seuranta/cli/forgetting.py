"""``erase``, ``rotate-key``: what must not be kept any longer."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from seuranta.cli import app

# An identifier that was typed where it must not be is not repeated by the parser's own message.
ANY_ARGUMENTS = {"allow_extra_args": True, "ignore_unknown_options": True}


@app.command(context_settings=ANY_ARGUMENTS)
def erase(
    context: typer.Context,
    programme: Annotated[str, typer.Option("--programme", help="the programme's code: other programmes keep what they have")],
) -> None:
    """Forgets a person everywhere; published totals stay.

    The identity code, customer number or name that the programme's files know the person by is read from standard input,
    never given as an argument; the same person's other identifiers may follow on further lines. Leaves with 2 where nobody
    goes by it: then nothing was changed.
    """
    from rich.console import Console

    from seuranta.forgetting.requests import forget_person
    from seuranta.forgetting.surroundings import Surroundings
    from seuranta.programmes.surroundings import surroundings
    from seuranta.vocabulary.errors import OperationFailed

    if context.args:
        todo = "give it on standard input; what was typed here stands in the history of the shell: remove it there"
        raise OperationFailed("erase", "no argument but --programme", f"{len(context.args)} more", todo)
    identifiers = _identifiers()
    if not identifiers:
        raise OperationFailed("standard input", "an identity code, customer number or name", "nothing", "give it on a line of its own")
    with Console(stderr=True).status("erasing"):
        erased = forget_person(Surroundings(*surroundings()), programme, identifiers)
    if erased.was_forgotten_before:
        print("forgotten before: nothing is left that surely is of this person, and nothing was changed")
        _say_unsure(erased.unsure)
        return
    print(f"erased: {erased.rows} row(s) of the lake; {erased.deliveries} file(s) were rewritten or their copies destroyed")
    print(f"releases resealed: {', '.join(erased.releases) or 'none'}; what was published stays")
    if erased.narratives:
        print(f"texts of kertomus.md taken out: {erased.narratives}; the TILANNE page asks staff to write them again without the person")
    if erased.showing:
        print(f"published with a text that names the person: {', '.join(erased.showing)}; take them back where they were given, and release again")
    _say_unsure(erased.unsure)
    print(f"the drafts of '{programme}' were removed: run 'seuranta report {programme}'")
    print("the files in the drop folder are the staff's: their TILANNE page asks them to take the person out")


@app.command("rotate-key")
def rotate_key() -> None:
    """A new pseudonym key: lake and warehouse rebuilt under it with identical figures, releases resealed."""
    from rich.console import Console

    from seuranta.forgetting.requests import change_keys
    from seuranta.forgetting.surroundings import Surroundings
    from seuranta.programmes.surroundings import surroundings

    with Console(stderr=True).status("changing keys"):
        rotated = change_keys(Surroundings(*surroundings()))
    print(f"keys changed: {rotated.figures} figures are the same as before")
    print(f"releases resealed: {', '.join(rotated.releases) or 'none'}")
    print("drafts were removed: run 'seuranta report'; back up keys/ and lake/ together")


def _say_unsure(places: Sequence[str]) -> None:
    """What was left for people to decide. Never the words themselves."""
    if places:
        from seuranta.forgetting.erasing import HOW_TO_BE_SURE

        print(f"may name the person or somebody else, and was left: {'; '.join(places)}. Read it; {HOW_TO_BE_SURE}")


def _identifiers() -> list[str]:
    """The lines of standard input that say something; typed unseen at a terminal."""
    text = getpass.getpass("identity code or other identifier (not shown): ") if sys.stdin.isatty() else sys.stdin.read()
    return [line.strip() for line in text.splitlines() if line.strip()]
