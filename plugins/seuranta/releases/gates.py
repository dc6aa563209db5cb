"""What must hold before a period's report may leave the house; a gate that fails says what to do.

In: everything that would be released. Out: sentences in the programme's language, none where all gates are open.
Rerun: only looks. A written exception opens the gates of completeness and of small differences, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from seuranta.disclosure.auditing.audit import audit
from seuranta.disclosure.ledger import held_by, restated_by_little
from seuranta.disclosure.protecting import policy_for
from seuranta.programmes.programme import Programme, Programmes
from seuranta.releases.outgoing import broken_rules
from seuranta.reporting.material import Slot
from seuranta.vocabulary.catalogue import Catalogue
from seuranta.vocabulary.errors import SeurantaError
from seuranta.vocabulary.figures import Audience, Figure, Period, Report
from seuranta.vocabulary.receipts import Receipt, Status
from seuranta.words import Phrases

NAMED_AT_MOST = 3


class GateFailed(SeurantaError):
    """A report that may not be released, and every reason why."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__("not released:\n" + "\n".join(f"  {sentence}" for sentence in self.sentences))


@dataclass(frozen=True)
class Candidate:
    """A report that somebody wants to release, with everything that decides whether it may be.

    ``reports`` are internal, of all periods; ``protected`` the same by audience; ``released`` what each had been given.
    """

    programme: Programme
    programmes: Programmes
    period: Period
    reports: Sequence[Report]
    protected: Mapping[Audience, Sequence[Report]]
    released: Mapping[Audience, Sequence[Report]]
    catalogue: Catalogue
    words: Phrases
    attacked: dict[Audience, int] = field(default_factory=dict)

    @property
    def internal(self) -> Report:
        return report_of(self.reports, self.period.no)


def report_of(reports: Sequence[Report], period_no: int) -> Report:
    return next(report for report in reports if report.period.no == period_no)


def failures_of_state(period: Period, today: date, is_current: bool, receipts: Sequence[Receipt], accepted: set[str], words: Phrases) -> Iterator[str]:
    """The period is over, the warehouse has everything, and no delivery waits for a person."""
    if period.end >= today:
        yield words("gate_period", no=period.no, end=period.end.isoformat(), today=today.isoformat(), first=(period.end + timedelta(days=1)).isoformat())
    if not is_current:
        yield words("gate_current")
    for receipt in waiting(receipts, accepted):
        yield words("gate_held", delivery=receipt.delivery_id)


def waiting(receipts: Sequence[Receipt], accepted: set[str]) -> list[Receipt]:
    """Held deliveries that nobody let in and that no later file at their place has answered."""
    latest = {receipt.path: receipt for receipt in sorted(receipts, key=lambda receipt: receipt.delivery_no)}
    return [receipt for receipt in latest.values() if receipt.status is Status.HELD and receipt.delivery_id not in accepted]


def failures_of_completeness(report: Report, slots: Sequence[Slot], words: Phrases) -> Iterator[str]:
    """From the start to the period's end every slot is filled; what is missing is named."""
    whole = next(f for f in report.figures if (f.id, f.scope, f.breakdown) == ("data.completeness", "cumulative", {}))
    expected, filled = _whole(whole.denominator), _whole(whole.numerator)
    if filled < expected:
        missing = [slot for slot in slots if slot.state == "missing" and slot.period_no <= report.period.no]
        names = _named([f"{slot.unit_code} {slot.dataset} ({slot.period_no})" for slot in missing])
        yield words("gate_completeness", missing=expected - filled, expected=expected, names=names)


def failures_of_audit(candidate: Candidate) -> Iterator[str]:
    """Nobody can work out a small number from what is printed, now and before, nor the exact value of what is hidden. Notes how many cells were attacked."""
    policy_of_funder = policy_for(candidate.programme, candidate.programmes.instruments_of(candidate.programme), "funder")
    for audience in candidate.protected:
        if audience == "internal":
            continue
        policy = policy_for(candidate.programme, candidate.programmes.instruments_of(candidate.programme), audience)
        held, held_before = (held_by(audience, given, policy_of_funder.exact) for given in (candidate.protected, candidate.released))
        found = audit(candidate.reports, held, held_before, policy, candidate.catalogue)
        candidate.attacked[audience] = found.attacked
        if found.proven:
            yield candidate.words("gate_audit", audience=audience, cells=_named(found.proven))
        if found.recovered:
            yield candidate.words("gate_recovered", audience=audience, figures=_named(found.recovered))


def failures_of_restatement(candidate: Candidate) -> Iterator[str]:
    """The difference to what was shown before is not about a few persons."""
    for audience, protected in candidate.protected.items():
        if audience == "internal" or not candidate.released[audience]:
            continue
        policy = policy_for(candidate.programme, candidate.programmes.instruments_of(candidate.programme), audience)
        now = [_without_exact(report_of(protected, candidate.period.no), policy.is_exact)]
        cells = restated_by_little(now, candidate.released[audience], policy.threshold, candidate.catalogue)
        if cells:
            names = _named(sorted({cell.quantity for cell in cells}))
            yield candidate.words("gate_restated", audience=audience, count=len(cells), cells=names)


def failures_of_outgoing(candidate: Candidate) -> Iterator[str]:
    """Every audience's report keeps the outgoing rules."""
    for audience, protected in candidate.protected.items():
        for broken in broken_rules(report_of(protected, candidate.period.no), candidate.catalogue):
            message = broken.rule.message[candidate.programme.language]
            yield candidate.words("gate_outgoing", rule=broken.rule.rule, audience=audience, message=message, figures=_named(broken.figures))


def _without_exact(report: Report, is_exact: Callable[[str], bool]) -> Report:
    """What an audience is owed exactly is no secret to it, and neither is a difference."""
    return report.model_copy(update={"figures": tuple(figure for figure in report.figures if not is_exact(figure.id))})


def _named(names: Sequence[str]) -> str:
    left = len(names) - NAMED_AT_MOST
    return ", ".join(names[:NAMED_AT_MOST]) + (f" (+{left})" if left > 0 else "")


def _whole(number: Figure | float | None) -> int:
    return round(number) if isinstance(number, int | float) else 0
