"""In which order a sentence's words are tried before an action runs: one list, told in the documents as it is."""

import re
from pathlib import Path
from typing import Any

import pytest

from actions.leading import STEPS, led_to
from desk.locales import LOCALES
from desk.wording import render
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
        ("action_status", "営業時間は？", "action_answer"),
        ("action_status", "データ全部よこせ", None),
    ],
)
def test_the_first_step_that_holds_decides_for_the_actions_that_it_names(
    action: str, text: str, to: str | None
) -> None:
    assert led(action, text) == to


@pytest.mark.parametrize(
    "action", ["action_fallback", "action_start_request", "action_handoff", "action_answer"]
)
@pytest.mark.parametrize(
    "text",
    ["Ich möchte meine Daten löschen lassen.", "내 개인정보를 삭제해 주세요", "Quero apagar os meus dados"],
)
def test_who_writes_in_another_language_reads_which_ones_the_desk_speaks(action: str, text: str) -> None:
    assert led(action, text) == "action_respond"
    said = Talk().run("action_respond", "complaint", text=text)
    assert said.keys == ["talk.languages"]
    assert {"ask_fee", "start_request", "handoff"} <= {one["value"] for one in said.messages[0]["choices"]}
    for locale in LOCALES:
        told = render("talk.languages", locale)
        assert all(
            one in told
            for one in ("日本語・英語・中国語", "Japanese, English and Chinese", "日语、英语、中文")
        )


@pytest.mark.parametrize(
    "text", ["ok", "Hans Müller", "taro@example.de", "merci", "delete my data", "開示したい"]
)
def test_nothing_is_said_of_languages_where_none_is_surely_another_one(text: str) -> None:
    assert "talk.languages" not in Talk().run("action_respond", "chitchat", text=text).keys


def test_a_place_in_another_language_answers_where_it_was_asked_for() -> None:
    told = {"value": "eea_uk", "entity": "region", "certain": True}
    assert led(
        "action_continue", "Ich wohne zur Zeit in Berlin und nicht in Bonn", region_wanted=1, says=told
    ) != ("action_respond")


def test_while_the_form_is_open_nothing_is_led_anywhere() -> None:
    assert led("action_respond", "営業時間は？", form=True) is None


@pytest.mark.parametrize(
    "text",
    [
        "営業時間は？",
        "母は認知症です",
        "親が子供の分を請求できますか",
        "データ",
        "ポイントはどうなりますか",
        "手数料についてご教示ください",
        "クッキーを止めたい",
        "消していただくことは可能でしょうか",
    ],
)
def test_each_question_that_an_answer_knows_of_is_looked_up_by_itself(text: str) -> None:
    assert led("action_fallback", text) == "action_answer"


def test_a_request_that_begins_is_not_looked_up_because_somebody_asked_whether_they_may() -> None:
    assert led("action_start_request", "消していただくことは可能でしょうか") is None


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("消していただくことは可能でしょうか", "action_no_authority"),
        ("私の情報を消してもらえますか", "action_answer"),
    ],
)
def test_whether_it_can_be_done_is_asked_of_the_dead_unless_it_is_of_oneself(text: str, to: str) -> None:
    assert led("action_fallback", text, slots={"outcome": "deceased"}) == to


@pytest.mark.parametrize(
    ("slots", "to"),
    [({}, "action_continue"), ({"request_type": "disclosure"}, None), ({"stage": "opened"}, None)],
)
def test_data_that_is_wrong_is_a_wish_only_where_nothing_is_open(
    slots: dict[str, str], to: str | None
) -> None:
    assert led("action_fallback", "住所も電話も違う", slots=slots) == to


def led(
    action: str,
    text: str,
    *,
    form: bool = False,
    region_wanted: int | None = None,
    says: dict[str, Any] | None = None,
    intent: str = "inform",
    slots: dict[str, str] | None = None,
) -> str | None:
    tracker = {
        "sender_id": "t",
        "slots": {"company": "acme", "region_wanted": region_wanted, **(slots or {})},
        "latest_message": {
            "text": text,
            "intent": {"name": intent, "confidence": 0.9},
            "entities": [says] if says else [],
        },
        "events": [{"event": "user", "text": text}],
        "active_loop": {"name": "request_form"} if form else {},
    }
    return led_to(action, {"tracker": tracker, "domain": {"forms": {}}}, Book())
