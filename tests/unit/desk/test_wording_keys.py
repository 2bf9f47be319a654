"""The wording has a text for every key that the desk itself emits."""

import re
from datetime import date
from pathlib import Path

import pytest

from desk import wording
from desk.locales import Locale

DESK = Path(__file__).parents[3] / "desk"


def emitted() -> set[str]:
    """System keys of who has a conversation and problems of form fields, read from the code."""
    names = ("handoffs.py", "transfers.py", "afterhours.py")
    handoffs = "".join((DESK / "handover" / name).read_text(encoding="utf-8") for name in names)
    fields = (DESK / "requests" / "fields.py").read_text(encoding="utf-8")
    keys = set(re.findall(r'"(system\.[a-z_]+)"', handoffs))
    keys |= {f"form.error.{name}" for name in re.findall(r'FieldProblem\("([a-z_]+)"', fields)}
    return keys | set(re.findall(r'"(form\.error\.[a-z_]+)"', fields))


def test_the_keys_that_code_puts_together_are_found() -> None:
    assert {"system.claimed", "form.error.required", "form.error.email"} <= emitted()
    assert len(emitted()) >= 14


@pytest.mark.parametrize("locale", ["ja", "en", "zh"])
def test_every_key_renders(locale: Locale) -> None:
    for key in emitted():
        params = (
            {"alias": "担当A", "when": date(2026, 11, 25), "until": "17:00"}
            if key.startswith("system.")
            else {"limit": 300}
        )
        assert wording.render(key, locale, params).strip()
