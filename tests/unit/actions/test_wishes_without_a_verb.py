"""A wish that stands in a noun or a cleft sentence, beside a question, and a wonder that is no announced leak."""

import time
from typing import Any

import pytest

from actions.words.clefts import wished_in_a_noun
from actions.words.other_words import in_other_words
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated

FEE = reply_of("answer", topic="fee_whether", statements=(stated("手数料は500円"),))


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("What I'm after is a copy of whatever you've got on me, basically.", "request_disclosure"),
        ("What I’m after is a copy of my data", "request_disclosure"),
        ("all I want is a copy of everything you hold on me.", "request_disclosure"),
        ("I'd be after a copy of my file, please", "request_disclosure"),
        ("a copy of everything you hold on me, please", "request_disclosure"),
        ("Please, a copy of all the data you have about me.", "request_disclosure"),
        ("What I want is for you to delete my account.", "request_remove"),
        ("All I want is everything you have on me deleted", "request_remove"),
        ("All I need is my address corrected.", "request_correction"),
        ("我要的就是你们手上我的资料的一份副本。", "request_disclosure"),
        ("我想要的只是我的个人信息的副本", "request_disclosure"),
        ("我要的就是把我的资料删掉。", "request_remove"),
        ("私がほしいのは登録されている私の情報の写しです。", "request_disclosure"),
        ("僕が求めているのは個人情報の開示です", "request_disclosure"),
        ("ほしいのは私の登録情報の写しです", "request_disclosure"),
        ("私がお願いしたいのは個人情報の削除です", "request_remove"),
        ("求めているのは登録情報の訂正です", "request_correction"),
        ("All I'm asking is a copy of my data", "request_disclosure"),
        ("I'd love a copy of my data", "request_disclosure"),
        ("I'd like a copy of whatever you've got on me", "request_disclosure"),
        ("What I want is to see everything you have on me", "request_disclosure"),
        ("What I want is to see my data deleted", "request_remove"),
        ("我想要我的资料的副本", "request_disclosure"),
        ("我要的只是你们删除我的资料", "request_remove"),
        ("我想要的是我的资料被删除", "request_remove"),
    ],
)
def test_what_somebody_says_to_be_all_they_want_is_a_wish(text: str, intent: str) -> None:
    assert wished_in_a_noun(text) == intent


@pytest.mark.parametrize(
    "text",
    [
        "What I'm after is a copy of your privacy policy.",
        "I'm not after a copy of my data.",
        "All I want is a copy of everything you hold on my neighbour.",
        "What I want is to know who reads my data.",
        "Do I send a copy of my passport, please?",
        "a copy of my ID, please",
        "a copy of my data was sent to me last week",
        "Is a copy of everything you hold on me free?",
        "I was after a parcel, please.",
        "What I need is the address to write to.",
        "All I want is a refund",
        "What my boss is after is a copy of my file.",
        "我要的是你们的隐私政策的副本。",
        "我要的就是我儿子的资料的副本。",
        "我要的不是我的资料的副本。",
        "我的资料的副本要多少钱？",
        "我要的是一个答复。",
        "请给我一份表格。",
        "私がほしいのは返金です。",
        "私がほしいのは申請書の写しです。",
        "母がほしいのは情報の写しです。",
        "本人確認書類の写しです。",
        "私がほしいのは情報の写しですか？",
        "私がほしいのは情報です。",
        "a copy of my email, please",
        "a copy of my name, please",
        "我要的是删除我的订单",
        "请给我一份我的订单副本",
        "What I want is to see my order history",
        "What I want is to see your policy",
        "What I'd like is to get my money back",
        "I'd like a copy of your brochure",
        "I'd love my friend's data deleted",
        "お願いしたいのは母の情報の削除です",
        "お願いしたいのは情報の削除の取り消しです",
        "欲しいのは登録の案内です",
        "我想要的副本",
        "我想要我老板的资料的副本",
    ],
)
def test_another_thing_another_person_and_a_question_are_none(text: str) -> None:
    assert wished_in_a_noun(text) is None


@pytest.mark.parametrize(
    ("text", "intent", "parts"),
    [
        (
            "What I'm after is a copy of whatever you've got on me, basically. Everything with my name on it. "
            "Is there a charge for that?",
            "ask_price",
            ["request_disclosure", "inform", "ask_price"],
        ),
        ("我要的就是你们手上我的资料的一份副本。收费吗？", "ask_price", ["ask_price"]),
        (
            "私がほしいのは登録されている私の情報の写しです。手数料はかかりますか？",
            "ask_price",
            ["ask_price"],
        ),
    ],
)
def test_the_question_is_answered_and_the_request_begins(text: str, intent: str, parts: list[str]) -> None:
    talk = Talk(Answers(FEE))
    told: dict[str, Any] = {"text": text, "parts": [(one, False, {}) for one in parts], "confidence": 0.5}
    assert talk.run("action_answer", intent, **told).next == ["action_start_request"]
    said = talk.run("action_start_request", intent, **told)
    assert (said.keys, said.next) == (["answer.quoted"], ["request_form"])
    assert talk.slots["request_type"] == "disclosure"


def test_by_itself_it_is_a_wish_whatever_it_is_taken_for() -> None:
    talk = Talk()
    said = talk.run("action_answer", "ask_question", text="All I want is a copy of my data.", confidence=0.5)
    assert said.next == ["action_start_request"]


WONDERS = (
    "Morning. Bit of an odd one, sorry. I sent a couple of parcels with you from Leeds last spring and "
    "I've been wondering what's become of all the details I gave."
)


@pytest.mark.parametrize(
    "text",
    [
        WONDERS,
        "what happened to the data I gave you?",
        "I wonder what became of my details",
        "我之前填的资料后来怎么样了？",
        "登録した住所はその後どうなっていますか",
    ],
)
def test_who_wonders_what_became_of_their_data_asks_for_what_it_is_used_and_how_long(text: str) -> None:
    asked = in_other_words(text)
    assert asked is not None
    assert any(word in asked for word in ("long", "多久", "期間"))


@pytest.mark.parametrize(
    "text",
    [
        "what's become of my parcel?",
        "what happened to my data after the breach?",
        "what happens to my data when I cancel?",
        "what has become of my request?",
        "somebody has stolen the details I gave",
        "what happened to the data of my wife?",
        "我之前寄的包裹后来怎么样了？",
        "我之前的申请怎么样了？",
        "我填的资料泄露了，后来怎么样了？",
        "登録した後はどうなりますか",
        "退会したら登録した住所はどうなっていますか",
        "送った荷物はその後どうなっていますか",
    ],
)
def test_a_parcel_a_request_and_a_leak_are_no_such_wonder(text: str) -> None:
    asked = in_other_words(text)
    assert asked is None or "how long is it kept" not in asked


def test_such_a_wonder_is_no_leak() -> None:
    said = Talk(Answers(FEE)).run("action_matter", "report_leak", text=WONDERS, confidence=0.68)
    assert said.next == ["action_answer"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters",
    ["i want ", "a copy of my data ", "我要的就是", "私がほしいのは", "what has become of the data "],
)
def test_long_texts_cost_little(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    started = time.process_time()
    wished_in_a_noun(text)
    in_other_words(text)
    assert time.process_time() - started < 5
