"""The names of the rights on the page: resources that a role can read. Nothing is imported here, so that deployment can."""

from __future__ import annotations

PAGE = "Seuranta"
REPORTS = "Seuranta reports"
EVERYTHING = "Seuranta everything"


def own_programme(code: str) -> str:
    """The right to see how one programme's periods and deliveries are."""
    return f"Seuranta programme {code}"
