"""In which order a sentence's words are tried before an action runs: one list, told in the documents as it is."""

import re
from pathlib import Path

import pytest

from actions.leading import STEPS, led_to
from tests.unit.actions.fakes import Book, Talk

ROOT = Path(__file__).resolve().parents[3]


def test_the_documents_tell_the_steps_in_their_order() -> None:
    page = (ROOT / "docs/dialogue.md").read_text(encoding="utf-8")
    told = re.findall(r"^   - (.+?): `(action_\w+)`", page, re.MULTILINE)
    assert told == [(step.what, step.to) for step in STEPS]


def test_no_step_takes_a_message_from_an_action_that_does_not_exist() -> None:
    names = set(Talk().server.names)
    assert {one for step in STEPS for one in (step.to, *step.of)} <= names


@pytest.mark.parametrize(
    ("action", "text", "to"),
    [
        ("action_answer", "亡くなった父の情報を消したい。受付時間は？", None),
        ("action_continue", "亡くなった父の情報を消したい", "action_no_authority"),
        ("action_fallback", "営業時間は？", "action_answer"),
        ("action_respond", "データ全部よこせ", "action_start_request"),
        ("action_answer", "営業時間は？", None),
        ("action_handoff", "営業時間は？", None),
        ("action_status", "営業時間は？", None),
    ],
)
def test_the_first_step_that_holds_decides_for_the_actions_that_it_names(
    action: str, text: str, to: str | None
) -> None:
    assert led(action, text) == to


def test_while_the_form_is_open_nothing_is_led_anywhere() -> None:
    assert led("action_respond", "営業時間は？", form=True) is None


def led(action: str, text: str, *, form: bool = False) -> str | None:
    tracker = {
        "sender_id": "t",
        "slots": {"company": "acme"},
        "latest_message": {"text": text, "intent": {"name": "inform", "confidence": 0.9}, "entities": []},
        "events": [{"event": "user", "text": text}],
        "active_loop": {"name": "request_form"} if form else {},
    }
    return led_to(action, {"tracker": tracker, "domain": {"forms": {}}}, Book())
