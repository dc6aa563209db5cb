"""One sample file as staff would drop it: where, when and what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Export:
    """``path`` is below the drop folder; ``dropped_at`` (local time) becomes the file's mtime, which orders a pass."""

    path: str
    dropped_at: datetime
    content: bytes


# What somebody meant to send elsewhere: a page that opens in any reader and says what it is.
PDF_BY_MISTAKE = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F1 18 Tf 72 760 Td (Kokousmuistio) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
