"""What each audience is told of a restatement: the figures that both releases show it, and why they changed.

In: the comparison of two releases, the report to be released, the older capsule. Out: a ``Restatement`` per audience, and
``restatement.json`` with all of it in the capsule. Rerun: the same. Parts are told where they tell of nobody: to everybody but
``internal`` only when there is one cause, or when the rows of each are those of as many people as the audience's threshold.
"""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from seuranta.disclosure.policy import NOT_ABOUT_PERSONS, Policy
from seuranta.disclosure.protecting import policy_for
from seuranta.releases.capsule import Capsule
from seuranta.releases.committing import write_json
from seuranta.releases.comparing import ADDED_UP, Change, Comparison, Place, numbers_of
from seuranta.releases.gates import Candidate, report_of
from seuranta.releases.splitting import is_same, rounded
from seuranta.vocabulary.catalogue import Entry
from seuranta.vocabulary.figures import AUDIENCES, Audience, Figure
from seuranta.vocabulary.restatement import FigureChange, Restatement

# As the page prints parts: tenths of a percentage point, hundredths of anything else.
OF_SHARES, OF_OTHERS = Decimal("0.001"), Decimal("0.01")
SCHEMA = "seuranta.restatement/1"


def write_comparison(comparison: Comparison, capsule: Capsule) -> None:
    """The whole comparison, for those who see the internal report."""
    write_json(capsule.restatement, {"schema": SCHEMA, **plain(asdict(comparison))})


def restatements_of(comparison: Comparison, candidate: Candidate, old: Capsule, names: tuple[str, str], reason: str) -> dict[Audience, Restatement]:
    """By audience; ``names`` are those of the old and the new release. An audience that had no report before is told nothing."""
    given_before = {audience for audience in AUDIENCES if (old.report_folder(audience) / "report.json").is_file()}
    return {
        audience: Restatement(
            programme=candidate.programme.code,
            period_no=candidate.period.no,
            old_release=names[0],
            new_release=names[1],
            reason=reason,
            changes=_changes_for(audience, comparison, candidate, old),
            affected_later_periods=comparison.later_periods,
            released_later_periods=comparison.released_later,
        )
        for audience in candidate.protected
        if audience in given_before
    }


def plain(value: Any) -> Any:
    """The same for JSON: decimals as numbers, whole ones without a point."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list | tuple) else value


def _changes_for(audience: Audience, comparison: Comparison, candidate: Candidate, old: Capsule) -> tuple[FigureChange, ...]:
    before = numbers_of(old.released_report(audience))
    after = numbers_of(report_of(candidate.protected[audience], candidate.period.no))
    policy = None if audience == "internal" else policy_for(candidate.programme, candidate.programmes.instruments_of(candidate.programme), audience)
    told = []
    for change in comparison.changes:
        place: Place = (change.id, change.scope, tuple(sorted(change.breakdown.items())))
        one, two = before.get(place), after.get(place)
        if one and two and not one.suppressed and not two.suppressed and not is_same(one.value, two.value):
            entry = candidate.catalogue.entry_of(change.id)
            told.append(_told(change, one, two, entry, policy is None or _may_be_split(change, comparison, policy, entry)))
    return tuple(told)


def _told(change: Change, one: Figure, two: Figure, entry: Entry, is_told: bool) -> FigureChange:
    """Numbers as the tables show them; where a table rounds, the parts would tell what it does not."""
    is_exact = is_same(one.value, change.old) and is_same(two.value, change.new)
    unit = OF_SHARES if entry.kind in ("share", "rate") and entry.unit != "per_month" else OF_OTHERS
    parts = rounded(change.causes, unit) if change.causes and is_told and is_exact else None
    return FigureChange(change.id, two.scope, change.breakdown, one.value, two.value, change.caused_by, parts)


def _may_be_split(change: Change, comparison: Comparison, policy: Policy, entry: Entry) -> bool:
    """A part says how many came or went by itself, and so is held to the threshold like any number."""
    if len(change.caused_by) <= 1 or policy.is_exact(change.id):
        return True
    if entry.unit in NOT_ABOUT_PERSONS:
        return True
    if "erased" in change.caused_by:  # of a person or two, and nobody is left to count
        return False
    parts = change.causes.values() if change.causes and entry.kind in ADDED_UP else ()
    return all(count == 0 or abs(count) >= policy.threshold for count in (*comparison.people.values(), *parts))
