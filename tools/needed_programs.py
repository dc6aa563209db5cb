"""Says in one sentence which programs the tests need that are not on this machine.

Run by ``make test`` first, so that a missing program is told as such and not as a failing test; ``make prove`` names more.
"""

from __future__ import annotations

import shutil
import sys

PACKAGE_OF = {"git": "git", "pdftotext": "poppler-utils", "chromium": "chromium"}
OF_PROOFS = {"java": "openjdk-17-jre-headless"}


def main(more: list[str]) -> int:
    """0 when all are here, and ``more``; else 1, after naming the Debian packages that bring them."""
    package_of = PACKAGE_OF | {name: OF_PROOFS[name] for name in more}
    missing = [name for name in package_of if not shutil.which(name)]
    if not missing:
        return 0
    packages = " ".join(sorted(package_of[name] for name in missing))
    print(f"seuranta: the tests need {', '.join(missing)}, not found on PATH; on Debian: apt-get install {packages}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
