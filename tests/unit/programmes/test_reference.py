"""The engineers' page on programme files: current, and complete."""

from __future__ import annotations

from pathlib import Path

from seuranta.programmes.instrument import Instrument
from seuranta.programmes.programme import Programme
from seuranta.programmes.reference import reference_text, write_reference

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "for-engineers" / "programme-files.md"


def test_the_committed_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference_text(ROOT / "programmes"), "call write_reference of programmes/reference.py with this path"


def test_the_page_is_written_where_asked(tmp_path: Path) -> None:
    write_reference(tmp_path / "docs" / "page.md", ROOT / "programmes")
    assert (tmp_path / "docs" / "page.md").read_text(encoding="utf-8").startswith("# Programme and instrument files\n")


def test_every_key_stands_on_the_page() -> None:
    page = reference_text(ROOT / "programmes")
    keys = [*Programme.model_fields, *Instrument.model_fields]
    assert len(keys) > 25
    assert [key for key in keys if f"| `{key}` |" not in page] == []


def test_keys_say_what_they_take_and_what_stands_when_they_are_left_out() -> None:
    page = reference_text(ROOT / "programmes")
    assert "| `threshold` | whole number, 2 or more | `5` |" in page
    assert "| `periods` | list of [listed period](#listed-period) or [period rule](#period-rule) | **needed** |" in page
    assert "| `language` | `fi` / `sv` / `en` | `fi` | Of feedback and reports. |" in page
    assert "| `invited` | code → whole number or whole number → whole number | – |" in page
