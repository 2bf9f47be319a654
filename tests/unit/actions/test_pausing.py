"""Who stops for a while, or asks somebody of their own first, ends nothing and calls nobody."""

from typing import Any

import pytest

from actions.words.pausing import pauses
from tests.unit.actions.fakes import Talk, requested, validate

ASKED: dict[str, Any] = {"request_type": "disclosure", "requester": "self", "requested_slot": "subject"}


@pytest.mark.parametrize(
    "text",
    [
        "ちょっと中断したい",
        "一旦社内で確認いたしますので、保留とさせていただけますでしょうか。",
        "保留で",
        "ちょっと待ってください",
        "また後で続けます",
        "wait a moment please",
        "can we put this on hold",
        "I want to continue later",
        "等一下",
        "担当に確認しますので少々お待ち",
        "担当に確認しますので、少々お待ちください",
        "上司に確認します",
        "社内で確認します",
        "夫に聞いてからにします",
        "ちょっと妻に聞いてきます",
        "担当者に確認してから連絡します",
        "let me check with my boss",
        "I'll ask my husband first",
        "我先问一下我老公",
    ],
)
def test_a_pause_ends_no_request_and_changes_none(text: str) -> None:
    talk = Talk(**ASKED)
    said = validate(talk, "request_restriction", text=text, request_type="restriction")
    assert said.keys == ["talk.goodbye_in_form"]
    assert talk.slots["request_type"] == "disclosure"
    assert requested(said) == "subject"


@pytest.mark.parametrize(
    "text",
    [
        "利用を停止してください",
        "利用を一旦止めてほしい",
        "処理の制限をお願いします",
        "メールを止めて",
        "サービスを中断しないでください",
        "待ってもらえる日数は何日ですか",
        "返事を待っています",
        "stop using my data",
        "how long do I have to wait",
        "担当に確認してください",
        "担当者に確認してほしい",
        "担当に確認したい",
        "担当に確認してもらえますか",
        "担当に確認しますので、つないでください",
        "上司に確認しましたが、開示でお願いします",
        "夫に聞いたら消していいとのことです",
        "担当者をお願いします",
        "上司に代わって",
        "本人に確認しますか",
        "let me check my data",
        "ask your boss",
    ],
)
def test_a_wish_or_a_question_is_no_pause(text: str) -> None:
    assert not pauses(text)


@pytest.mark.parametrize(
    "text",
    [
        "上司に確認します",
        "担当に確認しますので少々お待ち",
        "ちょっと待ってください",
        "let me check with my wife",
    ],
)
def test_who_asks_somebody_first_is_given_time_and_no_staff_outside_the_form_too(text: str) -> None:
    talk = Talk(offer="handoff")
    assert talk.run("action_handoff", "handoff", text=text).next == ["action_respond"]
    said = talk.run("action_respond", "handoff", text=text)
    assert (said.keys, said.effects, talk.slots["offer"]) == (["talk.take_your_time"], [], "handoff")


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("担当者に相談します", False),
        ("担当者に確認します", False),
        ("担当に確認しますので少々お待ちください", True),
        ("上司に確認します", True),
    ],
)
def test_who_means_the_desks_own_staff_is_not_put_off(text: str, pause: bool) -> None:
    assert pauses(text) is pause
