"""Whether a period's report may leave the house: everything that would be released, put before every gate.

In: a warehouse, receipts, what was released before, an approval. Out: the ``Examined`` report, or ``GateFailed`` with
every gate that is shut. Rerun: only looks. Protection and audit are each done once: they are what takes long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from seuranta.disclosure.ledger import read_ledger, read_released
from seuranta.disclosure.protecting import protect
from seuranta.programmes.programme import Programme
from seuranta.releases import gates
from seuranta.releases.capsule import releases_of
from seuranta.releases.gates import Candidate, GateFailed
from seuranta.releases.house import Approval, House
from seuranta.reporting.publishing import Source, read_source
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.clock import day_in_finland
from seuranta.vocabulary.figures import Audience, Period, Report
from seuranta.warehouse.freshness import is_current
from seuranta.warehouse.order_of_truth import read_acceptances, read_receipts
from seuranta.words import Phrases, phrases


@dataclass(frozen=True)
class Examined:
    """A report whose gates are open. ``number`` is the release it becomes; ``excepted`` what its exception passes over."""

    candidate: Candidate
    source: Source
    number: int
    excepted: tuple[str, ...]


def examine(house: House, programme: Programme, period: Period, approval: Approval) -> Examined:
    """Puts the report before every gate and says all that are shut at once; of an old warehouse nothing else is asked."""
    words = phrases("releases", programme.language)
    releases = releases_of(house.workspace, programme.code, period.no)
    current = is_current(house.workspace, house.programmes, house.clock)
    shut = [*_failures_of_state(house, programme, period, current, words), *_failures_of_reason(period, releases, approval, words)]
    if not current:
        raise GateFailed(shut)
    source = read_source(house.workspace, house.programmes, programme)
    candidate = candidate_of(house, source, period, words)
    shut += [*gates.failures_of_audit(candidate), *gates.failures_of_outgoing(candidate)]
    exceptional = [*gates.failures_of_completeness(candidate.internal, source.slots, words), *gates.failures_of_restatement(candidate)]
    if not approval.has_exception:
        shut += exceptional
    if shut:
        raise GateFailed(shut)
    return Examined(candidate, source, max(releases, default=0) + 1, tuple(exceptional))


def _failures_of_state(house: House, programme: Programme, period: Period, current: bool, words: Phrases) -> Iterator[str]:
    receipts = [receipt for receipt in read_receipts(house.workspace) if receipt.programme == programme.code]
    accepted = {acceptance.named_id for acceptance in read_acceptances(house.workspace)}
    yield from gates.failures_of_state(period, day_in_finland(house.clock.now()), current, receipts, accepted, words)


def _failures_of_reason(period: Period, releases: Sequence[int], approval: Approval, words: Phrases) -> Iterator[str]:
    if releases and not approval.has_reason:
        yield words("gate_reason", no=period.no, count=len(releases))


def candidate_of(house: House, source: Source, period: Period, words: Phrases) -> Candidate:
    """The candidate for every audience, each protected beside everything that any of them was given before."""
    programme, instruments = source.programme, house.programmes.instruments_of(source.programme)
    audiences = programme.disclosure.audiences
    ledger = read_ledger(house.workspace, programme.code)
    released: dict[Audience, Sequence[Report]] = {
        audience: read_released(house.workspace, programme.code, audience) for audience in audiences
    }  # fmt: skip
    protected: dict[Audience, Sequence[Report]] = {
        audience: protect(source.reports, programme, instruments, audience, ledger, memory=house.workspace.protected) for audience in audiences
    }  # fmt: skip
    return Candidate(programme, house.programmes, period, source.reports, protected, released, load_catalogue(), words)
