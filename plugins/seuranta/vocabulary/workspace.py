"""Where everything of a workspace lies. Nobody else joins these paths."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

FEEDBACK_FOLDER = "palaute"
SITUATION_PAGE = "TILANNE.html"
SITUATION_WORKBOOK = "TILANNE.xlsx"


@dataclass(frozen=True)
class Workspace:
    """The folders below ``SEURANTA_HOME``."""

    home: Path

    @property
    def drop(self) -> Path:
        """Theirs: the shared folder. Only ``palaute`` folders and TILANNE files in it are ours."""
        return self.home / "drop"

    @property
    def archive(self) -> Path:
        """Encrypted originals."""
        return self.home / "archive"

    @property
    def lake(self) -> Path:
        """The truth: one immutable Parquet file per table and delivery, ``<table>/<programme>/<delivery_id>.parquet``."""
        return self.home / "lake"

    @property
    def receipts(self) -> Path:
        """The commit marks: ``<delivery_id>.json``."""
        return self.lake / "receipts"

    @property
    def acceptances(self) -> Path:
        """Deliveries that a person let in: ``<acceptance_no>-<delivery_id>.json``."""
        return self.lake / "acceptances"

    @property
    def tombstones(self) -> Path:
        """Who was forgotten, sealed: ``<programme>/<erasure>.json``."""
        return self.lake / "tombstones"

    @property
    def warehouse(self) -> Path:
        """The disposable DuckDB file, swapped in whole."""
        return self.home / "warehouse.duckdb"

    @property
    def reports(self) -> Path:
        """Drafts: ``<programme>/<period no>/<audience>/``."""
        return self.home / "reports"

    @property
    def releases(self) -> Path:
        """Write-once capsules."""
        return self.home / "releases"

    @property
    def narratives(self) -> Path:
        """The project's own words for its reports, looked through for personal data: ``<programme>/<no>.json``."""
        return self.home / "narratives"

    @property
    def keys(self) -> Path:
        """Key material, mode 0700 with files of mode 0400."""
        return self.home / "keys"

    @property
    def work(self) -> Path:
        """What is being made; everything in it may be deleted while nothing runs."""
        return self.home / "work"

    @property
    def protected(self) -> Path:
        """Which figures are hidden from whom, kept until something changes: places of figures, no numbers."""
        return self.work / "protected"

    @property
    def rendered(self) -> Path:
        """What each draft was made of, as digests, so that the same is not made again."""
        return self.work / "rendered"

    @property
    def unfinished(self) -> Path:
        """What an erasure or a change of keys had begun when it was interrupted: not there otherwise."""
        return self.home / "unfinished.json"

    @property
    def resealing(self) -> Path:
        """Releases that are being resealed, before and after: not there otherwise."""
        return self.home / "resealing"

    @property
    def changing_keys(self) -> Path:
        """A lake under new keys that waits to take the place of the other: not there otherwise."""
        return self.home / "changing_keys"

    @property
    def house_log(self) -> Path:
        """What ``keep_house`` and people did: append-only."""
        return self.home / "house_log"


def workspace_from_environment() -> Workspace:
    """The workspace that ``SEURANTA_HOME`` names (default ``./workspace``)."""
    return Workspace(Path(os.environ.get("SEURANTA_HOME") or "workspace").resolve())


def programmes_folder_from_environment() -> Path:
    """The folder of programme files that ``SEURANTA_PROGRAMMES`` names (default ``programmes/``)."""
    return Path(os.environ.get("SEURANTA_PROGRAMMES") or "programmes").resolve()
