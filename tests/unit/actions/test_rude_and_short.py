"""Rude, short words: who asks however it is put, what is said of an answer, and who answers here."""

from typing import Any

import pytest

from actions.case import Case
from actions.words.about_the_desk import asks_about_staff
from actions.words.on_answers import Remark, remark_on_answer
from actions.words.questions import asks_of_who_has_left
from knowledge.vocabulary import CompanyId
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated


def asked_who_asks() -> Talk:
    return Talk(Answers(), request_type="disclosure", requested_slot="requester")


@pytest.mark.parametrize(
    "text",
    [
        "はいはい本人", "本人に決まってるだろ", "俺に決まってんだろ", "俺だって", "だから本人だって言ってるだろ", "もちろん自分のです",
        "私以外に誰がいる", "本人以外の誰がいるんだよ", "me obviously", "yes, myself, of course", "当然是我本人啊",
    ],
)  # fmt: skip
@pytest.mark.parametrize("intent", ["inform", "insult", "complaint", "nlu_fallback"])
def test_that_it_is_the_person_themself_is_heard_however_it_is_put(text: str, intent: str) -> None:
    talk = asked_who_asks()
    talk.run("validate_request_form", intent, text=text, form=True)
    assert talk.slots["requester"] == "self"


@pytest.mark.parametrize(
    "text",
    [
        "本人ではありません", "本人じゃない", "本人確認って何", "本人の代理です", "本人の娘です", "俺の親父のだ", "私の妻です",
        "自分では分からない", "本人は入院中", "俺が知るか", "not me", "my mother", "我妈妈", "本人以外です", "私は代理人です",
    ],
)  # fmt: skip
def test_who_says_something_else_of_themself_is_not_taken_for_the_person(text: str) -> None:
    talk = asked_who_asks()
    talk.run("validate_request_form", "inform", text=text, form=True)
    assert talk.slots.get("requester") is None


@pytest.mark.parametrize("text", ["妻です", "うちの旦那", "母の分です", "my wife", "it's for my mother"])
@pytest.mark.parametrize("intent", ["inform", "chitchat", "no_authority"])
def test_a_relative_who_is_named_hears_which_agent_they_may_be(text: str, intent: str) -> None:
    talk = asked_who_asks()
    said = talk.run("validate_request_form", intent, text=text, form=True)
    assert said.keys == ["request.relative"]
    assert talk.slots["requested_slot"] == "requester"


def test_a_relative_whose_right_is_told_is_an_agent_at_once() -> None:
    talk = asked_who_asks()
    talk.run("validate_request_form", "inform", text="母です", form=True, requester="statutory_agent")
    assert talk.slots["requester"] == "statutory_agent"


def uttered(key: str) -> dict[str, Any]:
    return {"event": "bot", "data": {"custom": {"utterance": key, "params": {}, "kind": "answer"}}}


ANSWERED = [{"event": "user", "text": "手数料は"}, uttered("answer.quoted")]


def remark(text: str, **slots: Any) -> Remark | None:
    events = [*ANSWERED, {"event": "user", "text": text}]
    return remark_on_answer(Case(CompanyId("acme"), **slots), text, events)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("答えになってない", Remark.UNANSWERED),
        ("全然質問に答えてないじゃん", Remark.UNANSWERED),
        ("さっきと言ってること違うんだけど", Remark.UNANSWERED),
        ("そんなこと聞いてない", Remark.UNANSWERED),
        ("that's not what I asked", Remark.UNANSWERED),
        ("答非所问", Remark.UNANSWERED),
        ("長い", Remark.SHORTER),
        ("もっと短く", Remark.SHORTER),
        ("要するに何なの？", Remark.SHORTER),
        ("わかりやすく説明して", Remark.SHORTER),
        ("tl;dr", Remark.SHORTER),
        ("explain it in plain English please", Remark.SHORTER),
        ("太长了", Remark.SHORTER),
        ("じゃあいい", Remark.ENOUGH),
        ("ならもういいです", Remark.ENOUGH),
    ],
)
def test_what_is_said_of_the_answer_is_no_question(text: str, meant: Remark) -> None:
    assert remark(text) is meant


@pytest.mark.parametrize(
    "text",
    [
        "回答はいつですか", "質問に答えてください", "回答になっていない項目の開示", "保存期間が長い", "もっと短い期間で消して",
        "長いこと使っています", "手続きを簡単に教えて", "じゃあいいですか", "いいです", "もういい", "つまり", "じゃあ開示でいい",
        "answer by e-mail", "how long", "长期保存吗",
    ],
)  # fmt: skip
def test_other_words_are_no_remark_on_an_answer(text: str) -> None:
    assert remark(text) is None


def test_shorter_is_a_remark_on_an_answer_only_and_enough_while_nothing_is_open() -> None:
    case = Case(CompanyId("acme"))
    assert remark_on_answer(case, "わかりやすく説明して", [{"event": "user", "text": "x"}]) is None
    assert remark("じゃあいいです", request_type="deletion") is None
    assert remark("じゃあいいです", stage="opened") is None


@pytest.mark.parametrize("action", ["action_answer", "action_continue", "action_fallback", "action_respond"])
@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("答えになってない", "talk.complaint"),
        ("もっと短く", "talk.no_shorter"),
        ("じゃあいい", "talk.offer_declined"),
    ],
)
def test_a_remark_is_answered_as_one_whatever_it_was_taken_for(action: str, text: str, key: str) -> None:
    talk = Talk(Answers(), offer="disclosure")
    if action != "action_respond":
        assert talk.run(action, "inform", text=text, earlier=ANSWERED).next == ["action_respond"]
    assert talk.run("action_respond", "inform", text=text, earlier=ANSWERED).keys == [key]
    assert talk.answers.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "担当者の名前は", "担当者は誰ですか", "担当の人の電話番号は", "責任者の名前を教えてください", "what is the name of the person in charge?",
        "who is your manager?", "负责人是谁",
    ],
)  # fmt: skip
def test_who_asks_for_the_name_of_staff_is_answered_and_not_put_into_the_queue(text: str) -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("個人情報保護管理者 足立"),))))
    said = talk.run("action_handoff", "handoff", text=text)
    assert said.keys == ["answer.quoted", "answer.offer_person_too"]
    assert talk.slots["offer"] == "handoff"
    unknown = Talk(Answers(reply_of("out_of_scope", on_topic=0.0))).run(
        "action_handoff", "handoff", text=text
    )
    assert unknown.keys == ["answer.not_stated"]


@pytest.mark.parametrize(
    "text",
    [
        "担当者と話したい", "担当者お願い", "責任者を出せ", "担当者は？", "担当者の電話が欲しい、つないで", "人と話したい",
        "i want to speak to the manager", "get me the person in charge", "请转人工",
    ],
)  # fmt: skip
def test_who_wants_a_person_gets_one(text: str) -> None:
    assert not asks_about_staff(text)


@pytest.mark.parametrize(
    "text", ["退会した後も残ってるの？", "解約後のデータはどうなりますか", "what happens after I cancel?"]
)
def test_what_becomes_of_the_data_of_who_has_left_is_a_question(text: str) -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("遅滞なく消去します"),))))
    assert talk.run("action_matter", "leave_service", text=text, confidence=0.95).keys == ["answer.quoted"]


@pytest.mark.parametrize(
    "text", ["退会したい", "解約後のデータを消してください", "退会できますか", "退会したのにメールが来る"]
)
def test_other_words_of_leaving_ask_nothing_of_the_data_of_who_has_left(text: str) -> None:
    assert not asks_of_who_has_left(text)


@pytest.mark.parametrize("text", ["本人の", "本人のものです", "当人の分"])
def test_whose_data_an_agent_names_is_not_who_asks(text: str) -> None:
    settled: dict[str, Any] = {
        "request_type": "deletion",
        "requester": "voluntary_agent",
        "requested_slot": "subject",
    }
    talk = Talk(**settled)
    talk.run("validate_request_form", "inform", text=text, form=True)
    assert talk.slots["requester"] == "voluntary_agent"
    talk.run("validate_request_form", "inform", text=text, form=True, requester="self")
    assert talk.slots["requester"] == "voluntary_agent", "also where the model hears the person themself"


@pytest.mark.parametrize("text", ["はい、本人です", "yes, it's me", "はい、自分です"])
def test_a_yes_to_the_summary_that_says_who_asks_is_a_yes(text: str) -> None:
    settled: dict[str, Any] = {
        "request_type": "deletion",
        "requester": "self",
        "subject": "all",
        "requested_slot": "confirm",
    }
    talk = Talk(**settled)
    talk.run("validate_request_form", "affirm", text=text, form=True)
    assert talk.slots["confirm"] == "yes"


@pytest.mark.parametrize("text", ["agent", "an agent", "I'm the representative", "as an agent."])
@pytest.mark.parametrize("intent", ["handoff", "chitchat", "inform"])
def test_an_agent_who_is_asked_who_asks_calls_for_no_staff(intent: str, text: str) -> None:
    talk = asked_who_asks()
    said = talk.run("validate_request_form", intent, text=text, form=True)
    assert said.keys == ["request.relative"]
    assert talk.slots["requested_slot"] == "requester"


@pytest.mark.parametrize("text", ["a human agent please", "I want to talk to an agent", "オペレーター"])
def test_who_calls_for_staff_when_asked_who_asks_gets_them(text: str) -> None:
    said = asked_who_asks().run("validate_request_form", "handoff", text=text, form=True)
    assert said.rejected


def test_a_cry_without_end_is_read_to_its_end() -> None:
    for text in ("あ" * 4000, "いや" * 200 + "だ", "はい、" * 200 + "x"):
        asked_who_asks().run("validate_request_form", "nonsense", text=text, form=True)
