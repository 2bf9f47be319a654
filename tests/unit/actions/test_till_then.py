"""A removal that is to wait for something goes on, and it is told where to write until when."""

import pytest

from actions.words.till_then import removed_then
from desk.locales import LOCALES
from desk.wording import render
from tests.unit.actions.fakes import Talk, validate

THEN = [
    "請求が終わるまでは残しておいて、その後消してください",
    "支払いが済んだら消してください",
    "解決したあとに削除をお願いします",
    "fine, keep it until the claim is settled, then delete it",
    "keep my number for now and then please delete it",
    "delete it once the case is closed",
    "先留着，等理赔完了再删",
    "等合同结束之后再帮我删除",
]
NOT_THEN = [
    "いつまで残りますか",
    "消さないで残してください",
    "終わったら消されますか",
    "すぐに消してください",
    "keep it",
    "keep it until the claim is settled",
    "do you keep it until I delete it?",
    "delete it when you can",
    "then delete it",
    "delete it as soon as you can",
    "先别删",
    "等一下，删掉",
    "什么时候删",
    "合同结束了，删掉吧",
]


def test_what_is_to_be_removed_later() -> None:
    assert [one for one in THEN if not removed_then(one)] == []
    assert [one for one in NOT_THEN if removed_then(one)] == []


@pytest.mark.parametrize("text", THEN)
@pytest.mark.parametrize("intent", ["request_restriction", "inform", "cancel"])
def test_the_removal_under_way_goes_on(text: str, intent: str) -> None:
    wish = {"request_type": "restriction"} if intent == "request_restriction" else {}
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = validate(talk, intent, text=text, confidence=0.6, **wish)
    assert (said.keys, talk.slots["request_type"], talk.slots.get("outcome")) == (
        ["request.removed_then"],
        "deletion",
        None,
    )


def test_of_another_request_it_is_no_part() -> None:
    talk = Talk(request_type="correction", requester="self", requested_slot="subject")
    said = validate(talk, "inform", text=THEN[1])
    assert "request.removed_then" not in said.keys


def test_where_to_write_until_when_is_told() -> None:
    assert {render("request.removed_then", locale) for locale in LOCALES}
    for locale, field in (
        ("ja", "対象の情報やご希望の詳細"),
        ("en", "Which data, and what you want"),
        ("zh", "涉及的信息和您的要求"),
    ):
        assert field in render("request.removed_then", locale)  # type: ignore[arg-type]
