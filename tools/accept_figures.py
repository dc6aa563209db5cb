"""``make accept-figures REASON="…"``: takes the samples' figures of now as right, and writes the reason down.

In: a reason (make hands it over in the environment), the samples. Out: ``tests/golden/<programme>.csv``, a line of its README.
Rerun: nothing moved, nothing written.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date
from pathlib import Path

from locked_figures import GOLDEN, Locked, as_csv, figures_of_samples, moved, read_accepted


def accept(found: dict[str, Locked], reason: str, today: date, folder: Path = GOLDEN) -> list[str]:
    """Writes what moved and why; a line per programme of which anything did."""
    counts = {code: len(moved(read_accepted(code, folder), figures)) for code, figures in sorted(found.items())}
    told = [f"{code}: {count} figure(s)" for code, count in counts.items() if count]
    if not told:
        return []
    for code, figures in found.items():
        (folder / f"{code}.csv").write_text(as_csv(figures), encoding="utf-8")
    with (folder / "README.md").open("a", encoding="utf-8") as file:
        file.write(f"| {today.isoformat()} | {', '.join(told)} | {' '.join(reason.split()).replace('|', '/')} |\n")
    return told


def main() -> None:
    reason = os.environ.get("REASON", "").strip()
    if not reason:
        sys.exit('accept-figures: expected a reason, found none; say why the figures moved: make accept-figures REASON="…"')
    with tempfile.TemporaryDirectory(prefix="seuranta-samples-") as folder:
        told = accept(figures_of_samples(Path(folder) / "workspace"), reason, date.today())
    print("\n".join(told) or "no figure moved; nothing to accept")


if __name__ == "__main__":
    main()
