"""Releases as a person looks for them: who approved, when and why, and which files there are for whom.

In: ``releases/``. Out: facts, and paths of files that are there. Rerun: only reads.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from seuranta.disclosure.ledger import parse_report
from seuranta.releases.capsule import Capsule, releases_of
from seuranta.vocabulary.figures import AUDIENCES, Audience, Figure, Report
from seuranta.vocabulary.workspace import Workspace

OPEN_AUDIENCES: tuple[Audience, ...] = ("funder", "public")
"""Whose reports a reader of reports may see; the others are for those who run the house."""
REPORT = "report.json"


@dataclass(frozen=True)
class ReleaseSeen:
    """A release of a period. ``files`` are the names in each audience's folder."""

    capsule: Capsule
    number: int
    at: datetime
    by: str
    reason: str
    exception: str
    files: dict[Audience, tuple[str, ...]]

    def path(self, audience: Audience, name: str) -> Path | None:
        """The file of that name, where it is one of the release's own."""
        return self.capsule.report_folder(audience) / name if name in self.files.get(audience, ()) else None

    def report(self, audience: Audience) -> Report | None:
        """The report as it was given to the audience."""
        path = self.path(audience, REPORT)
        return parse_report(path) if path else None


def releases_seen(workspace: Workspace, programme_code: str, period_no: int) -> list[ReleaseSeen]:
    """All releases of a period, in order."""
    folder = workspace.releases / programme_code / str(period_no)
    return [_seen(Capsule(folder / str(number)), number) for number in releases_of(workspace, programme_code, period_no)]


def files_in(folder: Path) -> tuple[str, ...]:
    """The names of the files that lie right in a folder: what may be asked for, and nothing else."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_file() and not path.is_symlink() and not path.name.startswith(".")))


def figure_in(report: Report, figure_id: str, scope: str, dimensions: dict[str, str]) -> Figure | None:
    """The figure of a report, or ``None`` where it has none."""
    return next((figure for figure in report.figures if (figure.id, figure.scope, figure.breakdown) == (figure_id, scope, dimensions)), None)


def _seen(capsule: Capsule, number: int) -> ReleaseSeen:
    approval = json.loads(capsule.approval.read_text(encoding="utf-8"))
    found = {audience: files_in(capsule.report_folder(audience)) for audience in AUDIENCES}
    return ReleaseSeen(
        capsule=capsule,
        number=number,
        at=datetime.fromisoformat(approval["at"]),
        by=approval["by"],
        reason=approval["reason"] or "",
        exception=approval["exception"] or "",
        files={audience: names for audience, names in found.items() if names},
    )
