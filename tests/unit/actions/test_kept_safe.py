"""That data is to be looked after is no wish that it stays, and no request: how it is protected is told."""

from typing import Any

import pytest

from actions.case import Case, Heard
from actions.speaking import asked_by
from actions.words.meant import KEPT_SAFE
from actions.words.other_words import wants_it_safe
from actions.words.withheld import withholds
from knowledge.vocabulary import CompanyId
from tests.unit.actions.fakes import Answers, Book, Talk, reply_of, stated, validate

SAFE = [
    "Keep my data safe",
    "please keep my information secure.",
    "keep it safe",
    "and please keep my details safe and secure",
    "protect my data",
    "please handle my data carefully",
    "make sure you keep my address safe",
    "データを安全に保管してください",
    "安全に保管してください",
    "個人情報は大切に扱ってください",
    "私の情報を厳重に管理してもらえますか",
    "情報をしっかり守ってください",
    "请妥善保管我的资料",
    "请好好保护我的信息",
    "保护好我的个人信息",
    "我的资料请妥善保存",
    "ちゃんと守ってよ",
    "データの管理はしっかりお願いします",
    "大事な情報なのでしっかり管理してほしい",
    "あんぜんにかんりしてください",
    "情報の取り扱いには気をつけてください",
    "くれぐれも個人情報を漏らさないでください",
    "データが漏れないようにお願いします",
    "個人情報は流出させないで",
    "とにかくデータを守ってほしい",
    "データはしっかり管理してください",
    "please look after my details",
    "take good care of my personal data",
    "make sure my data is safe",
    "I want my data to be protected",
    "don't leak my data",
    "别泄露我的信息",
    "请注意保护我的隐私",
]
STAYS = [
    "keep my data",
    "keep it",
    "no, keep it safe for now",
    "don't delete it, keep it safe",
    "please keep my data for now",
    "データは残してください",
    "データは保管してください",
    "消さないで大切に保管してください",
    "保留我的资料",
    "先不要删除，妥善保管",
]
OTHERS = [
    "is my data safe?",
    "did you keep my data safe",
    "you did not keep my data safe",
    "keep my data safe or delete it",
    "keep me updated",
    "take care of it please",
    "please take care of everything",
    "can you look after it?",
    "please secure it",
    "don't leak my data to my husband",
    "my data is not safe",
    "you leaked my data",
    "please keep it",
    "夫に情報を漏らさないで",
    "データの管理はしていますか",
    "データの管理をやめてください",
    "不要な情報なのでしっかり消して",
    "情報が漏れました",
    "ちゃんと消してください",
    "約束を守ってください",
    "別泄露给我老公",
    "你们泄露了我的信息",
    "别泄露给别的公司",
    "delete my data safely",
    "データは安全ですか",
    "安全に削除してください",
    "安全に保管されていますか",
    "大切な写真を返してください",
    "我的资料安全吗",
    "请安全地删除我的资料",
]


@pytest.mark.parametrize("text", SAFE)
def test_that_data_is_to_be_looked_after_forbids_nothing(text: str) -> None:
    assert wants_it_safe(text) and not withholds(text)


@pytest.mark.parametrize("text", STAYS)
def test_that_data_is_to_stay_is_still_heard(text: str) -> None:
    assert withholds(text) and not wants_it_safe(text)


@pytest.mark.parametrize(
    "text", ["データはちゃんと保存しておいてください", "データはきちんと保管してください"]
)
def test_what_is_to_be_kept_thoroughly_is_not_removed_and_else_looked_up(text: str) -> None:
    assert wants_it_safe(text) and withholds(text)
    answers = Answers(reply_of("answer", topic="security_measures", statements=(stated("暗号化します"),)))
    removal = Talk(request_type="deletion", requester="self", requested_slot="subject")
    validate(removal, "request_restriction", text=text, confidence=0.63, request_type="restriction")
    assert removal.slots["request_type"] is None and str(removal.slots["ambiguous"]).startswith("kept")
    disclosure = Talk(answers, request_type="disclosure", requester="self", requested_slot="subject")
    said = validate(disclosure, "request_restriction", text=text, request_type="restriction")
    assert said.citations() == ["暗号化します"] and disclosure.slots["request_type"] == "disclosure"


@pytest.mark.parametrize("text", OTHERS)
def test_a_question_a_complaint_and_a_removal_are_no_such_wish(text: str) -> None:
    assert not wants_it_safe(text)


@pytest.mark.parametrize(
    "text", ["Keep my data safe", "データを安全に保管してください", "请妥善保管我的资料"]
)
@pytest.mark.parametrize("intent", ["nlu_fallback", "request_remove", "request_portability", "inform"])
@pytest.mark.parametrize("asked", ["requester", "subject", "confirm"])
def test_while_a_removal_is_filled_in_it_is_told_how_and_goes_on(text: str, intent: str, asked: str) -> None:
    known: dict[str, Any] = {"requester": "self", "subject": "address"}
    known = {name: value for name, value in known.items() if asked == "confirm" or name != asked}
    answers = Answers(reply_of("answer", topic="security_measures", statements=(stated("暗号化します"),)))
    talk = Talk(answers, request_type="deletion", requested_slot=asked, **known)
    said = validate(talk, intent, text=text, subject="all", certain=False)
    assert said.citations() == ["暗号化します"]
    assert talk.slots["request_type"] == "deletion" and talk.slots.get("outcome") is None
    assert talk.slots.get("subject") == known.get("subject") and not talk.slots.get("confirm")


def test_a_wish_for_safe_keeping_is_no_answer_to_which_data() -> None:
    slots: dict[str, Any] = {"request_type": "deletion", "requester": "self", "requested_slot": "subject"}
    talk = Talk(Answers(reply_of("not_stated", on_topic=0.1)), **slots)
    for _ in range(3):
        assert validate(talk, "nlu_fallback", text="Keep my data safe").keys == ["request.not_understood"]
    assert talk.slots.get("subject") is None


@pytest.mark.parametrize(
    "text", ["Keep my data safe", "データを安全に管理してください", "请妥善保管我的资料"]
)
def test_outside_the_form_it_begins_no_request(text: str) -> None:
    answers = Answers(reply_of("answer", topic="security_measures", statements=(stated("暗号化します"),)))
    talk = Talk(answers)
    said = talk.run("action_start_request", "request_portability", text=text, request_type="portability")
    assert said.citations() == ["暗号化します"] and not said.next
    assert talk.slots.get("request_type") is None


def test_a_wish_for_safe_keeping_is_put_to_the_search_as_a_question() -> None:
    case, book = Case(CompanyId("acme")), Book()
    for text in ("Keep my data safe", "データを安全に保管してください", "请妥善保管我的资料"):
        heard = Heard("nlu_fallback", text=text)
        assert asked_by(case, heard, text, book).text in KEPT_SAFE.whole.values()


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["keep my data ", "please ", "データを", "请", "我的资料", "、", " "])
def test_a_long_message_is_read_in_no_time(letters: str) -> None:
    wants_it_safe((letters * 20_000)[:20_000])
