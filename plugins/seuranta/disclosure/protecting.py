"""Protects the reports of a programme for an audience.

In: internal reports of all periods. Out: the same reports for the audience; what is hidden has no value left.
Rerun: deterministic; the order of figures is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from seuranta.disclosure.cells import build_system, is_about_persons
from seuranta.disclosure.choosing import choose_hidden
from seuranta.disclosure.ledger import before_of, places_hidden
from seuranta.disclosure.policy import FEW_PERSONS, Policy, policy_of
from seuranta.disclosure.primary import find_primary
from seuranta.disclosure.relations import relate_all
from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.catalogue import Catalogue, load_catalogue
from seuranta.vocabulary.figures import Audience, Figure, Report


def protect(
    reports: Sequence[Report],
    programme: Programme,
    instruments: Sequence[Instrument],
    audience: Audience,
    released: Sequence[Report] = (),
    catalogue: Catalogue | None = None,
) -> list[Report]:
    """The reports as ``audience`` may see them; ``reports`` are all internal ones of the programme, by period.

    ``released`` are the reports that the audience was given before: what it was shown is known, what was hidden from it
    stays hidden. ``CannotProtect`` where a small number can be worked out whatever is hidden now.

    A hidden figure keeps its id, scope and breakdown; its value, numerator, denominator, n and attainment are null
    and its note is ``suppressed`` or ``not_comparable``.
    """
    if audience == "internal":
        return list(reports)
    catalogue = catalogue or load_catalogue()
    policy = policy_for(programme, instruments, audience)
    system = build_system(reports, catalogue, policy.is_exact)
    relate_all(system)
    primary = find_primary(reports, policy, catalogue)
    hidden_before = places_hidden(reports, released)
    hidden = choose_hidden(system, primary.cells, policy.threshold, before_of(system, released, hidden_before, catalogue))
    notes = {place: "suppressed" for cell in hidden for place in system.published[cell]} | dict.fromkeys(hidden_before, "suppressed") | primary.figures
    return [
        report.model_copy(update={
            "audience": audience,
            "figures": tuple(
                _hide(figure, notes[position, index]) if (position, index) in notes else _soften(figure, policy, catalogue)
                for index, figure in enumerate(report.figures)
            ),
        })
        for position, report in enumerate(reports)
    ]  # fmt: skip


def policy_for(programme: Programme, instruments: Sequence[Instrument], audience: Audience) -> Policy:
    """The policy of an audience, with what the instruments call sensitive."""
    return policy_of(programme, audience, _sensitive_items(instruments))


def _sensitive_items(instruments: Sequence[Instrument]) -> tuple[str, ...]:
    items = [f"survey.{i.code}.*.{item.code}" for i in instruments for item in i.items if item.sensitive]
    return (*items, *(f"survey.{i.code}.*" for i in instruments if i.type == "star"))


def _hide(figure: Figure, note: str) -> Figure:
    return figure.model_copy(update={
        "value": None, "numerator": None, "denominator": None, "n": None, "attainment": None, "suppressed": True, "note": note,
    })  # fmt: skip


def _soften(figure: Figure, policy: Policy, catalogue: Catalogue) -> Figure:
    """A mean over few persons keeps one decimal and loses its numerator, from which the decimals could be had."""
    is_mean = catalogue.entry_of(figure.id).kind == "mean" and is_about_persons(figure.id, catalogue)
    if policy.is_exact(figure.id) or not is_mean or figure.value is None or figure.n is None or figure.n > FEW_PERSONS:
        return figure
    rounded = float(Decimal(str(figure.value)).quantize(Decimal("0.1"), ROUND_HALF_UP))
    return figure.model_copy(update={"value": rounded, "numerator": None})
