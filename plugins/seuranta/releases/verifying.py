"""Whether a release is still what was released, from its capsule alone: every hash, and every figure from its rows.

In: a capsule, wherever it lies; no workspace. Out: what differs, by name. Rerun: only looks, and builds in a temporary folder.
"""

from __future__ import annotations

import importlib.metadata
import math
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from seuranta.disclosure.protecting import protect
from seuranta.releases.capsule import Capsule
from seuranta.releases.rederiving import inputs_of, rederive
from seuranta.releases.sealing import broken_files
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.errors import SeurantaError
from seuranta.vocabulary.figures import Audience, Figure, Report

NUMBERS = ("value", "numerator", "denominator", "n", "target", "attainment")
RELATIVE_TOLERANCE = 1e-12  # sums of fractions in another order


class ReleaseDiffers(SeurantaError):
    """A release that is not what was released; ``differing`` names every file or figure."""

    def __init__(self, release: str, differing: Sequence[str]) -> None:
        self.differing = tuple(differing)
        super().__init__(f"release {release}: {len(self.differing)} difference(s) to what was released:\n" + "\n".join(f"  {name}" for name in differing))


def verify(capsule: Capsule) -> int:
    """How many figures came out again. ``ReleaseDiffers`` names every file, or else every figure, that is not as it was."""
    broken = broken_files(capsule.folder)
    if broken:
        raise ReleaseDiffers(capsule.folder.name, broken)
    written = capsule.internal_reports()
    with tempfile.TemporaryDirectory(prefix="seuranta-verify-") as folder:
        rederived = rederive(inputs_of(capsule), Path(folder) / "again")
    differing = differing_figures(written, rederived)
    differing += [difference for audience in capsule.programme.disclosure.audiences for difference in _differing_report(capsule, audience, rederived)]
    if differing:
        raise ReleaseDiffers(capsule.folder.name, differing)
    return sum(len(report.figures) for report in rederived)


def differing_figures(written: Sequence[Report], rederived: Sequence[Report]) -> list[str]:
    """Every figure of which a number, basis or additivity is another, or that only one side has."""
    before = {(report.period.no, *_place(figure)): figure for report in written for figure in report.figures}
    after = {(report.period.no, *_place(figure)): figure for report in rederived for figure in report.figures}
    names = sorted({*before, *after})
    return [f"figure {' '.join(map(str, name))}: {found}" for name in names if (found := _difference(before.get(name), after.get(name)))]


def _differing_report(capsule: Capsule, audience: Audience, rederived: Sequence[Report]) -> Iterator[str]:
    """What the audience was given, against the figures of the capsule's rows protected again beside what it had before.

    The pattern of hidden figures is that of the software which chose it; another version is only asked for the numbers.
    """
    given = capsule.released_report(audience)
    catalogue = load_catalogue(capsule.dbt_project)
    programme, instruments = capsule.programme, capsule.programmes.instruments_of(capsule.programme)
    if capsule.facts["software"] == f"seuranta {importlib.metadata.version('seuranta')}":
        protected = protect(rederived, programme, instruments, audience, capsule.earlier_reports(audience), catalogue)
        expected = next(report for report in protected if report.period.no == given.period.no)
        yield from (f"{audience} report, {difference}" for difference in differing_figures([given], [expected]))
        return
    internal = {_place(figure): figure for report in rederived if report.period.no == given.period.no for figure in report.figures}
    for figure in given.figures:
        found = internal.get(_place(figure))
        if not figure.suppressed and (found is None or not _is_shown_as(figure.value, found.value)):
            yield f"{audience} report, figure {' '.join(_place(figure))}: {figure.value} is written, {found and found.value} is derived"


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
