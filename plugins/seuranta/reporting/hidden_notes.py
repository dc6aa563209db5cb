"""Why numbers are hidden, and what a class that stands in place of one means: one note for all of them."""

from __future__ import annotations

from collections.abc import Iterable

from seuranta.reporting.context import Context
from seuranta.vocabulary.figures import CLASSES, Figure


def hidden_note(context: Context, figures: Iterable[Figure] | None = None) -> str:
    """The note for ``figures``, or for all of the report; empty where none is hidden."""
    hidden = [figure for figure in (context.figures.all() if figures is None else figures) if figure.suppressed]
    if not hidden:
        return ""
    said = [context.words("hidden_note", hidden=context.hidden_text, threshold=context.threshold)]
    if any(figure.note in CLASSES for figure in hidden):
        said.append(context.words("class_note", **{name: context.words(f"class_{name}") for name in CLASSES}))
    return " ".join(said)
