"""The empty ``kertomus.md``: it is taken as it is, says nothing by itself, and every heading has its place in the report."""

from __future__ import annotations

from datetime import date

import pytest

from seuranta.feedback.narrative_template import narrative_template
from seuranta.intake.narratives import understood
from seuranta.reporting.sections.own_words import EXPECTED, part_of
from tests.unit.reporting.reports import a_programme

ON = date(2022, 8, 1)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_left_empty_it_says_nothing(language: str) -> None:
    content = understood(narrative_template(a_programme(language=language)).encode(), a_programme(), ON)
    assert (content.state, content.period_nos, content.texts) == ("kept", (1,), ())


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_is_written_below_its_headings_has_a_place(language: str) -> None:
    filled = narrative_template(a_programme(language=language)).replace("-->\n", "-->\nTeksti.\n")
    content = understood(filled.encode(), a_programme(), ON)
    assert tuple(part_of(own) for own in content.texts if own.heading) == EXPECTED
