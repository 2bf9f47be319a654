"""Who only asked, and wants no request, is believed; a wish or a question beside it goes first."""

from typing import Any

import pytest

from actions.words.wanting_nothing import only_asked, wants_nothing
from tests.unit.actions.fakes import Talk, validate

NOTHING = [
    "いえ、請求するわけじゃないです。社内で調べてるだけなんで。どうも。",
    "請求はしません。聞いてみただけです。ありがとう。",
    "手続きをするつもりはないです",
    "申請したいわけではありません",
    "Lovely, that's all I needed, not making any request.",
    "No I'm not making a request, thanks",
    "I don’t want to make a request, just curious",
    "不是要申请，就问问，谢谢",
    "我不申请了",
    "不是要提申请，只是了解一下",
    "手続きは結構です",
    "申請はしなくていいです。ありがとう",
    "I'm not requesting anything",
    "no need to make a request, thanks",
    "不需要办手续",
]
ONLY_ASKED = [
    "聞いてみただけです。",
    "ちょっと気になっただけなので、ありがとうございました",
    "Just asking, thanks!",
    "That's all I wanted to know. Cheers",
    "只是问问",
    "ちょっと聞きたかっただけです",
    "確認しただけです",
    "いえ、請求じゃないです。ただの質問です",
    "it was just a question, thanks",
    "只是来咨询一下",
]
NEITHER = [
    "請求しません。でも削除はしてください",
    "請求するわけじゃないけど、料金を教えて",
    "聞いてみただけなのに失礼だ",
    "請求します",
    "請求したいんです",
    "申請していないのに書類が届いた",
    "請求をしない場合はどうなりますか",
    "I'm not making a request for deletion but for a correction",
    "not making any request until you tell me the fee",
    "I don't want to make a request to see it, just delete it",
    "that's all I needed to delete",
    "just checking the status of my request",
    "不是要申请删除，是要更正",
    "不申请的话会怎么样？",
    "就问一下要多少钱",
    "我没有申请过",
    "手続きしない？",
    "手続きしない?",
    "不用申请?",
    "請求はしません。手続きは不要？",
    "請求はしません？ありがとう",
    "no request? thanks",
    "just asking. no request?",
    "請求はしませんよね？",
    "申請しないですよね",
    "申請しなくていいんですね",
    "手続きは不要ですか",
    "not making a request?",
    "I don't need to submit an application?",
    "I'm not making the request",
    "just a question",
    "不用申请？",
    "我不会申请",
    "不会办理手续",
    "我只想查一下",
    "我就想看看",
    "見ておきたいだけです",
    "確認しておきたいだけ",
    "ありがとうございます",
    "no",
    "好的，谢谢",
    "",
    "。。。",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_request_is_wanted(text: str) -> None:
    assert wants_nothing(text) and only_asked(text)


@pytest.mark.parametrize("text", ONLY_ASKED)
def test_who_only_asked_takes_no_request_back(text: str) -> None:
    assert only_asked(text) and not wants_nothing(text)


@pytest.mark.parametrize(
    "text", ["開示請求はしません", "開示請求をしたいわけではありません", "まだ請求はしません"]
)
def test_one_kind_declined_or_a_request_put_off_ends_nothing_under_way(text: str) -> None:
    assert only_asked(text) and not wants_nothing(text)


@pytest.mark.parametrize("text", NEITHER)
def test_what_else_is_said_goes_first(text: str) -> None:
    assert not only_asked(text) and not wants_nothing(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters", ["請求", "あ", "すみません", "no ", "、", "just ", "不", "い", "ちょっと"]
)
def test_a_long_message_is_read_at_once(letters: str) -> None:
    assert not wants_nothing((letters * 20_000)[:20_000] + "x" + letters)


@pytest.mark.parametrize("text", [NOTHING[0], NOTHING[4], NOTHING[7], ONLY_ASKED[0]])
@pytest.mark.parametrize(
    "action", ["action_fallback", "action_answer", "action_cancel", "action_start_request"]
)
def test_where_nothing_is_open_no_request_begins_and_nothing_is_looked_up(action: str, text: str) -> None:
    talk = Talk()
    assert talk.run(action, "nlu_fallback", text=text).next == ["action_respond"]
    assert talk.run("action_respond", "nlu_fallback", text=text).keys == ["talk.only_asked"]
    assert talk.slots.get("request_type") is None and talk.slots.get("stage") in (None, "none")


def test_in_the_form_it_ends_the_request_and_only_asking_does_not() -> None:
    slots: dict[str, Any] = {"request_type": "deletion", "requested_slot": "requester"}
    ended = Talk(**slots)
    validate(ended, "deny", text=NOTHING[0])
    assert ended.slots["outcome"] == "given_up"
    kept = Talk(**slots)
    validate(kept, "deny", text=ONLY_ASKED[0])
    assert kept.slots["request_type"] == "deletion" and kept.slots.get("outcome") != "given_up"


def test_an_opened_request_is_not_taken_back_by_it() -> None:
    talk = Talk(
        stage="opened",
        request_type="deletion",
        opened={"request_type": "deletion", "region": None, "requester": "self"},
    )
    assert "talk.only_asked" not in talk.run("action_fallback", "nlu_fallback", text=NOTHING[4]).keys
    assert talk.slots["stage"] == "opened"
