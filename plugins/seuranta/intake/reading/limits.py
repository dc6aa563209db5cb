"""What a file may cost us (privacy.md 3, exports.md FIL06): the one home of these numbers."""

from __future__ import annotations

MIB = 1024 * 1024

MAX_ZIP_ENTRIES = 2_000
MAX_EXPANDED_BYTES = 200 * MIB
MAX_RATIO = 100
RATIO_COUNTS_ABOVE_BYTES = 50 * MIB  # a small file of repeated cells compresses well and harms nobody
MAX_CELLS = 5_000_000  # of the bounding boxes of all sheets together
MAX_COLUMNS = 2_000  # that hold anything
MAX_SHEET_COLUMNS = 16_384  # of Excel, empty ones included
MAX_FIELD_CHARACTERS = 1_000_000  # Excel's own limit of a cell is 32,767

MEMORY_BYTES = 1536 * MIB
CPU_SECONDS = 60
WALL_SECONDS = 70
OPEN_FILES = 32  # the child opens none; Python and Arrow keep a few
GRACE_SECONDS = 10  # what the server may take on top, before it is taken for stuck
