"""Spark beside everything else: what is installed for it must not end processes that do not use it."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.prove


def test_validation_starts_in_a_process_without_a_main_file_while_spark_is_installed() -> None:
    """As in pytest's workers: Great Expectations imports what it finds of Spark, and half of Spark ends such a process."""
    imported = subprocess.run(
        [sys.executable, "-c", "import pyspark, great_expectations; print('goes on')"], capture_output=True, text=True, timeout=120, check=False
    )
    assert (imported.returncode, imported.stdout) == (0, "goes on\n")
