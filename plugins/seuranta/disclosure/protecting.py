"""Protects the reports of a programme for an audience.

In: internal reports of all periods. Out: the same reports for the audience; what is hidden has no value left.
Rerun: deterministic; the order of figures is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from seuranta.disclosure.cells import is_about_persons
from seuranta.disclosure.circles import Notes, Outlook
from seuranta.disclosure.ledger import rounded
from seuranta.disclosure.policy import CIRCLES, FEW_PERSONS, Policy, policy_for
from seuranta.disclosure.proving.determined import WITHOUT_N
from seuranta.disclosure.remembering import remembered
from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.catalogue import Catalogue, load_catalogue
from seuranta.vocabulary.figures import Audience, Figure, Report
from seuranta.vocabulary.garbage import nothing_collected

__all__ = ["policy_for", "protect"]


def protect(
    reports: Sequence[Report],
    programme: Programme,
    instruments: Sequence[Instrument],
    audience: Audience,
    released: Sequence[Report] = (),
    catalogue: Catalogue | None = None,
    memory: Path | None = None,
) -> list[Report]:
    """The reports as ``audience`` may see them; ``reports`` are all internal ones of the programme, by period.

    ``released`` are the reports that any audience was given before (``read_ledger``): what was shown is known, what was
    hidden stays hidden. In the folder ``memory`` patterns are kept, so that what has not changed is not protected again.

    A hidden figure keeps its id, scope and breakdown; its value, numerator, denominator, n and attainment are null
    and its note is ``suppressed`` or ``not_comparable``. What follows from other figures is shown; where the persons behind
    it do not follow, its ``n`` alone is null.
    """
    if audience == "internal":
        return list(reports)
    catalogue = catalogue or load_catalogue()
    policies = {circle: policy_for(programme, instruments, circle) for circle in CIRCLES}
    outlook = Outlook(reports, released, policies, instruments, catalogue, policies["funder"].exact)
    with nothing_collected():
        notes = remembered(outlook, audience, memory)
        return [_protected(report, position, notes, policies[audience], catalogue) for position, report in enumerate(reports)]


def _protected(report: Report, position: int, notes: Notes, policy: Policy, catalogue: Catalogue) -> Report:
    figures = tuple(_as_seen(figure, notes.get((position, index)), policy, catalogue) for index, figure in enumerate(report.figures))
    return report.model_copy(update={"audience": policy.audience, "figures": figures})


def _as_seen(figure: Figure, note: str | None, policy: Policy, catalogue: Catalogue) -> Figure:
    if note is not None and note != WITHOUT_N:
        return _hide(figure, note)
    softened = _soften(figure, policy, catalogue)
    return softened if note is None else softened.model_copy(update={"n": None})


def _hide(figure: Figure, note: str) -> Figure:
    return figure.model_copy(update={
        "value": None, "numerator": None, "denominator": None, "n": None, "attainment": None, "suppressed": True, "note": note,
    })  # fmt: skip


def _soften(figure: Figure, policy: Policy, catalogue: Catalogue) -> Figure:
    """A mean over few persons keeps one decimal and loses its numerator, from which the decimals could be had."""
    is_mean = catalogue.entry_of(figure.id).kind == "mean" and is_about_persons(figure.id, catalogue)
    if not is_mean or figure.value is None or figure.n is None or figure.n > FEW_PERSONS or policy.is_exact(figure.id):
        return figure
    return figure.model_copy(update={"value": rounded(figure.value), "numerator": None})
