"""A Spark of this machine's own, for one build: where its tables, catalogue and scratch files lie, and how large it is."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from seuranta.vocabulary.errors import OperationFailed

# Spark's configuration is one setting a line, and Derby ends the name of its database at a semicolon.
_REFUSED_IN_PATHS = frozenset("*?{}[]\\;\n")
_MOST_CORES = 4
_DRIVER_MEMORY = "2g"
# The machine of a build lives a minute or two: compiled quickly rather than well, and a catalogue that need not outlive it.
_JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dderby.system.durability=test", "-Dderby.stream.error.file=/dev/null")


@dataclass(frozen=True)
class SparkFolder:
    """Below ``work/spark``; everything in it is made anew by a build on this machine."""

    root: Path

    @property
    def warehouse(self) -> Path:
        """Parquet, a folder per table: ``seuranta.db/<table>/``."""
        return self.root / "warehouse"

    @property
    def catalogue(self) -> Path:
        """Spark's own list of its tables, an embedded database."""
        return self.root / "catalogue"

    @property
    def scratch(self) -> Path:
        return self.root / "scratch"

    @property
    def configuration(self) -> Path:
        """What ``SPARK_CONF_DIR`` names."""
        return self.root / "conf"

    @property
    def reference(self) -> Path:
        return self.root / "reference"

    @property
    def no_rows(self) -> Path:
        """An empty folder per table of the lake that nothing was delivered to."""
        return self.root / "no_rows"


def prepare_session(folder: SparkFolder) -> None:
    """Clears away what a build before left, and writes the configuration of the next.

    A build that was killed leaves folders that Spark would not write into again. ``OperationFailed`` where the
    workspace lies at a path that Spark reads as a pattern.
    """
    refused = sorted(_REFUSED_IN_PATHS & set(str(folder.root)))
    if refused:
        raise OperationFailed("build on Spark", f"a workspace without any of {' '.join(refused)} in its path", str(folder.root), "move it, and build again")
    for path in (folder.warehouse, folder.catalogue, folder.scratch):
        shutil.rmtree(path, ignore_errors=True)
    folder.scratch.mkdir(parents=True)
    folder.configuration.mkdir(exist_ok=True)
    settings = "".join(f"{name} {value}\n" for name, value in _settings(folder).items())
    (folder.configuration / "spark-defaults.conf").write_text(settings, encoding="utf-8")


def _settings(folder: SparkFolder) -> dict[str, str]:
    cores = min(_MOST_CORES, os.cpu_count() or 1)
    return {
        "spark.master": f"local[{cores}]",
        "spark.driver.memory": _DRIVER_MEMORY,
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # Small tables: what is worth planning on a cluster takes longer here than the work itself.
        "spark.sql.shuffle.partitions": str(cores),
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.warehouse.dir": str(folder.warehouse),
        "spark.local.dir": str(folder.scratch),
        "spark.hadoop.hive.exec.scratchdir": str(folder.scratch / "hive"),
        "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={folder.catalogue};create=true",
        "spark.driver.extraJavaOptions": " ".join(_JAVA_OPTIONS),
    }
