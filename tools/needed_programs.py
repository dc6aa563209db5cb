"""Says in one sentence which programs the tests need that are not on this machine.

Run by ``make test`` first, so that a missing program is told as such and not as a failing test.
"""

from __future__ import annotations

import shutil
import sys

PACKAGE_OF = {"git": "git", "pdftotext": "poppler-utils", "chromium": "chromium"}


def main() -> int:
    """0 when all are here; else 1, after naming the Debian packages that bring them."""
    missing = [name for name in PACKAGE_OF if not shutil.which(name)]
    if not missing:
        return 0
    packages = " ".join(sorted(PACKAGE_OF[name] for name in missing))
    print(f"seuranta: the tests need {', '.join(missing)}, not found on PATH; on Debian: apt-get install {packages}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
