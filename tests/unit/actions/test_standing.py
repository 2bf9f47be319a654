"""What is taken by a guess for a look-up of another request, and speaks of none, goes on where the talk stands."""

import pytest

from actions.words.standing import may_be_standing, may_miss_receipt
from tests.unit.actions.fakes import Answers, Talk, reply_of, validate

ASKED = [
    "請求の状況は",
    "まだ？",
    "いつ届きますか",
    "その後どうなりました",
    "has it been processed yet?",
    "any update?",
]
ASKED += [
    "what's the status",
    "我的申请进展如何？",
    "处理好了吗",
    "到哪一步了",
    "回答はもう出ましたか",
    "審査は長いですか",
]
NOT_ASKED = [
    "これは開示の請求ですよね",
    "私のものです",
    "that's a disclosure request I think?",
    "it belongs to me",
    "这算披露申请吧",
    "是我的",
]
MISSED = [
    "なくした",
    "受付番号が分かりません",
    "番号の紙を捨てた",
    "I lost the receipt",
    "I don't know the code",
    "no number",
]
MISSED += ["我忘了编号", "没有受理编号", "what is the access code?", "コードってどれ"]
NOT_MISSED = [
    "I'm the sender, the number belongs to my sister",
    "I don't have an account with you",
    "I can't remember my phone number",
    "番号は姉のものです",
    "会員番号はありません",
    "口座番号が分かりません",
    "这是我姐姐的号码",
    "我没有会员号",
    "わかりません、どうすれば",
]


def test_what_may_be_a_request_s_standing() -> None:
    assert [one for one in ASKED if not may_be_standing(one)] == []
    assert [one for one in NOT_ASKED if may_be_standing(one)] == []


def test_what_may_be_a_missing_receipt() -> None:
    assert [one for one in MISSED if not may_miss_receipt(one)] == []
    assert [one for one in NOT_MISSED if may_miss_receipt(one)] == []


@pytest.mark.parametrize(
    ("intent", "text"),
    [("give_receipt_missing", NOT_MISSED[4]), ("ask_status", NOT_ASKED[1]), ("ask_status", NOT_ASKED[3])],
)
def test_in_the_form_it_is_no_look_up(intent: str, text: str) -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    assert not validate(talk, intent, text=text, confidence=0.6).rejected
    assert validate(talk, intent, text=text, confidence=0.8).rejected
    talk = Talk(request_type="deletion", requested_slot="requester", opened=True)
    assert validate(talk, intent, text=text, confidence=0.6).rejected


def test_what_may_be_one_is_one() -> None:
    talk = Talk(request_type="deletion", requested_slot="requester")
    assert validate(talk, "ask_status", text="前の請求の状況は", confidence=0.6).rejected
    assert validate(talk, "give_receipt_missing", text="受付番号をなくした", confidence=0.6).rejected


def test_the_request_under_way_that_is_named_is_noted() -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    said = validate(
        talk, "ask_status", text="that's a disclosure request I think?", confidence=0.6, named=["disclosure"]
    )
    assert (said.keys, talk.slots.get("misses")) == (["request.noted"], None)
    said = validate(talk, "ask_status", text="that's a deletion request?", confidence=0.6, named=["deletion"])
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize(
    ("intent", "text", "confidence", "follows"),
    [
        ("give_receipt_missing", "I don't have an account with you", 0.4, True),
        ("give_receipt_missing", "I don't have an account with you", 0.8, False),
        ("give_receipt_missing", "I lost my receipt number", 0.4, False),
        ("ask_status", "例の件です", 0.4, False),
    ],
)
def test_outside_the_form_nobody_is_told_of_a_receipt_that_they_do_not_speak_of(
    intent: str, text: str, confidence: float, follows: bool
) -> None:
    talk = Talk(Answers(reply_of("not_stated", on_topic=0.1)))
    said = talk.run("action_status", intent, text=text, confidence=confidence)
    assert (said.next == ["action_continue"]) is follows
