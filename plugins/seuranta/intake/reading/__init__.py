"""Bytes → workbook, in a child process with limits.

In: a private copy of a dropped file, and its name for the ending. Out: a ``Workbook`` of text cells, or ``Rejected``.
Rerun: any time; nothing is written.
"""

from __future__ import annotations

from seuranta.intake.reading.server_client import read_in_child

__all__ = ["read_in_child"]
