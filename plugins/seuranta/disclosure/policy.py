"""Every threshold and every list of the disclosure control, in one place, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from seuranta.programmes.programme import Programme
from seuranta.vocabulary.figures import Audience

# The steering group works with the project: the general literature's lower threshold (domain.md 7.2).
STEERING_THRESHOLD = 3
# A mean over few persons is shown with one decimal and without its numerator (privacy.md 4.2).
FEW_PERSONS = 10
# A breakdown in which more than this share of what is not zero is primary is withheld whole: hiding the rest around
# it costs more than it leaves. Gender with a hidden X is a third.
WITHHELD_SHARE = 0.4
# Counts of these units are not about persons.
NOT_ABOUT_PERSONS = frozenset({"sessions", "hours", "eur", "units", "rows", "slots", "invited", "flag", "per_month"})
# Figures of these are made of special-category data or of very small groups: their zeros tell something too.
SENSITIVE_FIGURES = (
    "esf.co15", "esf.co16", "esf.co17", "esf.cr05", "esf.cr09",
    "esf.eeco12", "esf.eeco13", "esf.eeco14", "esf.eeco15", "esf.eeco16",
)  # fmt: skip
# Not answering says nothing about a person (privacy.md 4.2).
COMPLEMENT_EXEMPT = ("survey.*.response_rate",)


@dataclass(frozen=True)
class Policy:
    """What holds for one audience of one programme. ``sensitive`` are id patterns; ``exact`` are never touched."""

    audience: Audience
    threshold: int
    exact: tuple[str, ...]
    sensitive: tuple[str, ...]

    def is_exact(self, figure_id: str) -> bool:
        return any(fnmatchcase(figure_id, pattern) for pattern in self.exact)

    def is_sensitive(self, figure_id: str, breakdown: dict[str, str]) -> bool:
        """Whether zeros and unanimity of this figure are protected too."""
        return breakdown.get("gender") == "X" or any(fnmatchcase(figure_id, pattern) for pattern in self.sensitive)


def policy_of(programme: Programme, audience: Audience, sensitive_items: tuple[str, ...] = ()) -> Policy:
    """The policy of an audience that is not ``internal``.

    ``sensitive_items`` are id patterns of survey items marked sensitive and of star areas.
    """
    return Policy(
        audience=audience,
        threshold=STEERING_THRESHOLD if audience == "steering" else programme.disclosure.threshold,
        exact=tuple(programme.disclosure.exact) if audience == "funder" else (),
        sensitive=(*SENSITIVE_FIGURES, *sensitive_items),
    )
