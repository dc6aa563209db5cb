"""Every threshold and every list of the disclosure control, in one place, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from hashlib import sha256

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.vocabulary.figures import Audience

# From the widest circle of readers to the smallest: each is shown whatever the one before is shown. What stands in a
# report for the public everybody may hold; whoever holds several reports knows no more than the innermost of them tells.
CIRCLES: tuple[Audience, ...] = ("public", "funder", "steering")
# A mean over few persons is shown with one decimal and without its numerator (privacy.md 4.2).
FEW_PERSONS = 10
# A breakdown in which more than this share of what is not zero is primary is withheld whole: hiding the rest around
# it costs more than it leaves. Gender with a hidden X is a third.
WITHHELD_SHARE = 0.4
# Changes between waves are comparable from this share of a wave's respondents on (figures.md 3).
COMPARABLE_PAIRS_SHARE = 0.6
# Counts of these units are not about persons.
NOT_ABOUT_PERSONS = frozenset({"sessions", "hours", "eur", "units", "rows", "slots", "invited", "flag", "per_month"})
# Figures that are not about persons, but from which one that is can be subtracted: never small themselves, hidden where they tell.
COUNTED_ALONGSIDE = (r"survey\.\w+\.invited",)
# Rows that are this many more than what is counted from them tell nothing: a small number is never so far from the threshold.
FAR_MORE_ROWS = 50
# Codes of these stand in a report only where they occur; units, genders and options stand always.
LISTED_WHERE_COUNTED = frozenset({"role", "wave", "group"})
# Figures of these are made of special-category data or of very small groups: their zeros tell something too.
SENSITIVE_FIGURES = (
    "esf.co15", "esf.co16", "esf.co17", "esf.cr05", "esf.cr09",
    "esf.eeco12", "esf.eeco13", "esf.eeco14", "esf.eeco15", "esf.eeco16",
)  # fmt: skip
# The group that a sensitive figure is a part of: of an empty one it tells nothing.
GROUP_OF = {
    "esf.co15": "esf.participants_total", "esf.co16": "esf.participants_total", "esf.co17": "esf.participants_total",
    "esf.cr05": "esf.leavers", "esf.cr09": "esf.cr06",
}  # fmt: skip
# Not answering says nothing about a person (privacy.md 4.2).
COMPLEMENT_EXEMPT = ("survey.*.response_rate",)


@dataclass(frozen=True)
class Policy:
    """What holds for one audience of one programme. ``sensitive`` are id patterns; ``exact`` are never touched.

    ``limits``: the most active clients of a unit, which its flag tells; ``verbal_classes``: whether hidden shares may be
    told in audited words.
    """

    audience: Audience
    threshold: int
    exact: tuple[str, ...]
    sensitive: tuple[str, ...]
    limits: Mapping[str, int] = field(default_factory=dict)
    verbal_classes: bool = False

    def is_exact(self, figure_id: str) -> bool:
        return _is_one_of(figure_id, self.exact)

    def is_sensitive(self, figure_id: str, breakdown: dict[str, str]) -> bool:
        """Whether zeros and unanimity of this figure are protected too."""
        return breakdown.get("gender") == "X" or _is_one_of(figure_id, self.sensitive)

    @property
    def digest(self) -> str:
        """SHA-256 of everything that holds."""
        return sha256(repr(self).encode()).hexdigest()


def policy_for(programme: Programme, instruments: Sequence[Instrument], audience: Audience) -> Policy:
    """The policy of an audience that is not ``internal``, with what the instruments call sensitive."""
    return Policy(
        audience=audience,
        threshold=programme.disclosure.threshold_for(audience),
        exact=tuple(programme.disclosure.exact) if audience == "funder" else (),
        sensitive=(*SENSITIVE_FIGURES, *_sensitive_items(instruments)),
        limits={unit.code: unit.client_limit for unit in programme.units if unit.client_limit is not None},
        verbal_classes=programme.disclosure.verbal_classes,
    )


@cache
def _is_one_of(figure_id: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(figure_id, pattern) for pattern in patterns)


def _sensitive_items(instruments: Sequence[Instrument]) -> tuple[str, ...]:
    items = [f"survey.{i.code}.*.{item.code}" for i in instruments for item in i.items if item.sensitive]
    return (*items, *(f"survey.{i.code}.*" for i in instruments if i.type == "star"))
