"""Every sentence the code of reports asks for exists."""

from __future__ import annotations

import re
from pathlib import Path

from seuranta.words import phrases

REPORTING = Path(__file__).resolve().parents[3] / "plugins" / "seuranta" / "reporting"


def test_every_sentence_the_code_names_is_there() -> None:
    named = {key for module in REPORTING.rglob("*.py") for key in re.findall(r'(?:words|say)\(\s*"([a-z_0-9]+)"', module.read_text(encoding="utf-8"))}
    assert len(named) > 80
    assert named - set(phrases("report", "fi").texts) == set()


def test_the_forms_for_none_and_one_belong_to_a_sentence() -> None:
    texts = phrases("report", "fi").texts
    forms = {key for key in texts if key.endswith(("_one", "_none"))}
    assert len(forms) > 10
    assert {re.sub(r"_(one|none)$", "", key) for key in forms} <= set(texts)
