"""The typeface of reports: HK Grotesk, under the SIL Open Font License (OFL.txt beside it)."""

from __future__ import annotations

from pathlib import Path

FONT_FOLDER = Path(__file__).parent
FONT_FAMILY = "HK Grotesk"
REGULAR, SEMIBOLD = FONT_FOLDER / "HKGrotesk-Regular.otf", FONT_FOLDER / "HKGrotesk-SemiBold.otf"
