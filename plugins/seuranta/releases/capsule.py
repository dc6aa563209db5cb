"""The inside of a capsule: what lies where, and how one is found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from seuranta.disclosure.ledger import RELEASED_REPORT, parse_report
from seuranta.programmes.load import load_programmes
from seuranta.programmes.programme import Programme, Programmes
from seuranta.vocabulary.catalogue import load_catalogue
from seuranta.vocabulary.errors import UnknownName
from seuranta.vocabulary.figures import Audience, Report
from seuranta.vocabulary.workspace import Workspace

MANIFEST, SEAL, APPROVAL = "manifest.json", "MANIFEST.sha256", "approval.json"
TOMBSTONES = "tombstones.json"
FIGURES_SCHEMA = "seuranta.figures/1"


@dataclass(frozen=True)
class Capsule:
    """One release on disk; ``folder`` may lie anywhere, the workspace is not needed."""

    folder: Path

    @property
    def figures(self) -> Path:
        """The internal reports of all periods: what every protected report was made from."""
        return self.folder / "figures.json"

    @property
    def rows(self) -> Path:
        """The rows that stand, by pseudonym: ``<lake table>.parquet``."""
        return self.folder / "rows"

    @property
    def reference(self) -> Path:
        """Deliveries and programme files as the tables that dbt reads beside the rows."""
        return self.folder / "reference"

    @property
    def receipts(self) -> Path:
        return self.folder / "receipts"

    @property
    def acceptances(self) -> Path:
        return self.folder / "acceptances"

    @property
    def programme_files(self) -> Path:
        return self.folder / "programmes"

    @property
    def dbt_project(self) -> Path:
        """The definitions the figures were made with, the catalogue among them."""
        return self.folder / "dbt_project"

    @property
    def earlier(self) -> Path:
        """What each audience had been given before: ``<audience>/<position>.json``."""
        return self.folder / "earlier"

    @property
    def disclosure(self) -> Path:
        """Policy, audit and audiences."""
        return self.folder / "disclosure.json"

    @property
    def versions(self) -> Path:
        return self.folder / "versions.json"

    @property
    def restatement(self) -> Path:
        """Every figure that changed since the release before, by cause; only where there was one."""
        return self.folder / "restatement.json"

    @property
    def tombstones(self) -> Path:
        """That people were forgotten after the release, and what it took out of its rows; only where that is so."""
        return self.folder / TOMBSTONES

    @property
    def has_forgotten(self) -> bool:
        """Whether the rows are no longer all that the figures were made from."""
        return self.tombstones.is_file()

    @property
    def approval(self) -> Path:
        return self.folder / APPROVAL

    @property
    def manifest(self) -> Path:
        return self.folder / MANIFEST

    @property
    def seal(self) -> Path:
        """SHA-256 of the manifest and of the approval, as ``sha256sum -c`` reads them."""
        return self.folder / SEAL

    def report_folder(self, audience: Audience) -> Path:
        return (self.folder / RELEASED_REPORT.format(audience=audience)).parent

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Programme, period and release number, software and digests (``versions.json``)."""
        facts: dict[str, Any] = json.loads(self.versions.read_text(encoding="utf-8"))
        return facts

    @cached_property
    def programmes(self) -> Programmes:
        return load_programmes(self.programme_files, load_catalogue(self.dbt_project))

    @property
    def programme(self) -> Programme:
        return self.programmes.programmes[self.facts["programme"]]

    def internal_reports(self) -> list[Report]:
        return [Report.model_validate(report) for report in json.loads(self.figures.read_text(encoding="utf-8"))["reports"]]

    def released_report(self, audience: Audience) -> Report:
        return parse_report(self.folder / RELEASED_REPORT.format(audience=audience))

    def earlier_reports(self, audience: Audience) -> list[Report]:
        """What the audience had been given before, in order."""
        return [parse_report(path) for path in sorted((self.earlier / audience).glob("*.json"))]


def find_release(workspace: Workspace, release: str) -> Capsule:
    """The capsule of a path, or of ``programme/period/no`` in the workspace; ``UnknownName`` where there is none.

    A path may start in the workspace, as ``seuranta release`` prints it.
    """
    for folder in (Path(release), workspace.releases / release, workspace.home / release):
        if (folder / SEAL).is_file() or (folder / MANIFEST).is_file():
            return Capsule(folder.resolve())
    raise UnknownName("release", release, (path.parent.relative_to(workspace.releases) for path in workspace.releases.glob(f"*/*/*/{SEAL}")))


def releases_of(workspace: Workspace, programme_code: str, period_no: int) -> list[int]:
    """The numbers of the releases of a period, in order."""
    folder = workspace.releases / programme_code / str(period_no)
    return sorted(int(path.name) for path in folder.iterdir() if path.name.isdigit()) if folder.is_dir() else []
