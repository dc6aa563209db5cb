"""Whether a release is still what was released, from its capsule alone: every hash, and every figure from its rows.

In: a capsule, wherever it lies; no workspace. Out: what differs, by name. Rerun: only looks, and builds in a temporary folder.
What each audience was given is compared with the figures that come out again; which of them are hidden was decided and
audited when it was released, and is under the seal.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from seuranta.releases.capsule import SEAL, Capsule
from seuranta.releases.rederiving import inputs_of, rederive
from seuranta.releases.sealing import broken_files, seal_of
from seuranta.vocabulary.errors import SeurantaError
from seuranta.vocabulary.figures import CLASSES, Audience, Figure, Report, class_of
from seuranta.vocabulary.house_log import read_house_log
from seuranta.vocabulary.workspace import Workspace

NUMBERS = ("value", "numerator", "denominator", "n", "target", "attainment")
RELATIVE_TOLERANCE = 1e-12  # sums of fractions in another order


class ReleaseDiffers(SeurantaError):
    """A release that is not what was released; ``differing`` names every file or figure."""

    def __init__(self, release: str, differing: Sequence[str]) -> None:
        self.differing = tuple(differing)
        super().__init__(f"release {release}: {len(self.differing)} difference(s) to what was released:\n" + "\n".join(f"  {name}" for name in differing))


@dataclass(frozen=True)
class Verified:
    """``figures`` came out again. Of ``changed_since`` people were forgotten after the release: they stay as published."""

    figures: int
    changed_since: int


def verify(capsule: Capsule, sealed_as: str | None = None) -> Verified:
    """How many figures came out again. ``ReleaseDiffers`` names every file, or else every figure, that is not as it was.

    ``sealed_as``: the seal by which the house log knows the release, where there is one.
    """
    broken = broken_files(capsule.folder)
    if not broken and sealed_as not in (None, seal_of(capsule.folder)):
        broken = [f"{SEAL}: another than in house_log; every file was made to fit it"]
    if broken:
        raise ReleaseDiffers(capsule.folder.name, broken)
    written = capsule.internal_reports()
    with tempfile.TemporaryDirectory(prefix="seuranta-verify-") as folder:
        rederived = rederive(inputs_of(capsule), Path(folder) / "again")
    count = sum(len(report.figures) for report in written)
    differing = differing_figures(written, rederived)
    changed_since = len(differing) if capsule.has_forgotten else 0
    if capsule.has_forgotten:  # published totals stay; the hashes hold them
        differing = []
    differing += [difference for audience in capsule.programme.disclosure.audiences for difference in _differing_report(capsule, audience, written)]
    if differing:
        raise ReleaseDiffers(capsule.folder.name, differing)
    return Verified(count - changed_since, changed_since)


def seal_in_log(workspace: Workspace, capsule: Capsule) -> str | None:
    """The seal that the house log knows a release of the workspace by, after an erasure the newest; ``None`` elsewhere."""
    if not capsule.folder.is_relative_to(workspace.releases.resolve()):
        return None
    name = capsule.folder.relative_to(workspace.releases.resolve()).as_posix()
    seals = [str(line["seal"]) for line in read_house_log(workspace) if line.get("release") == name and "seal" in line]
    return seals[-1] if seals else None


def differing_figures(written: Sequence[Report], rederived: Sequence[Report]) -> list[str]:
    """Every figure of which a number, basis or additivity is another, or that only one side has."""
    before = {(report.period.no, *_place(figure)): figure for report in written for figure in report.figures}
    after = {(report.period.no, *_place(figure)): figure for report in rederived for figure in report.figures}
    names = sorted({*before, *after})
    return [f"figure {' '.join(map(str, name))}: {found}" for name in names if (found := _difference(before.get(name), after.get(name)))]


def _differing_report(capsule: Capsule, audience: Audience, internal: Sequence[Report]) -> Iterator[str]:
    """What the audience was given, against the internal figures: the same ones, each as it is, rounded, or hidden."""
    given = capsule.released_report(audience)
    derived = {_place(figure): figure for report in internal if report.period.no == given.period.no for figure in report.figures}
    shown = {_place(figure): figure for figure in given.figures}
    for place in sorted(derived.keys() - shown.keys()):
        yield f"{audience} report, figure {' '.join(place)}: is left out"
    for place, figure in shown.items():
        found = derived.get(place)
        if found is None or not is_given_as(figure, found):
            yield f"{audience} report, figure {' '.join(place)}: {figure.value} is written, {found and found.value} is derived"


def is_given_as(given: Figure, derived: Figure) -> bool:
    if given.suppressed:
        is_true = given.note not in CLASSES or given.note == class_of(derived.numerator or 0, derived.denominator or 0)
        return is_true and all(getattr(given, name) is None for name in ("value", "numerator", "denominator", "n", "attainment"))
    beside = all(getattr(given, name) is None or _equal(getattr(given, name), getattr(derived, name)) for name in NUMBERS[1:])
    return beside and _is_shown_as(given.value, derived.value)


def _is_shown_as(shown: float | None, exact: float | None) -> bool:
    """Equal, or rounded to the one decimal that a mean over few persons keeps."""
    return _equal(shown, exact) or (shown is not None and exact is not None and abs(shown - exact) <= 0.05 + 1e-9)


def _place(figure: Figure) -> tuple[str, str, str]:
    return figure.id, figure.scope, ",".join(f"{dimension}={code}" for dimension, code in sorted(figure.breakdown.items()))


def _difference(before: Figure | None, after: Figure | None) -> str:
    if before is None or after is None:
        return "is not written" if before is None else "cannot be derived"
    for name in NUMBERS:
        written, derived = getattr(before, name), getattr(after, name)
        if not _equal(written, derived):
            return f"{name} {written} is written, {derived} is derived"
    same = (before.suppressed, before.basis, before.additive_over, before.note) == (after.suppressed, after.basis, after.additive_over, after.note)
    return "" if same else "is hidden or described in another way"


def _equal(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=RELATIVE_TOLERANCE, abs_tol=RELATIVE_TOLERANCE)
