"""What is taken for something else than it is: points for data, a call for a person for a question about the bot."""

import pytest

from actions.case import Case
from actions.words.besides_the_point import (
    calls_a_person,
    is_taken_aback,
    of_automated_decisions,
    of_no_data,
    of_the_chat,
    wants_them_to_answer_for_it,
)
from actions.words.entered import child_entered
from actions.words.homes import names_no_town
from actions.words.on_answers import Remark, remark_on_answer
from knowledge.vocabulary import CompanyId
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated, validate

EFFECT = "effect_of_stop_or_deletion"


@pytest.mark.parametrize(
    "text",
    [
        "ポイントはどうなる？",
        "残高はどうなりますか",
        "クーポンは使えなくなる？",
        "what happens to my points?",
        "积分怎么办？",
    ],
)
def test_what_becomes_of_points_is_not_answered_from_what_a_deletion_brings(text: str) -> None:
    talk = Talk(Answers(reply_of("answer", topic=EFFECT, statements=(stated("削除すると使えません"),))))
    said = talk.run("action_answer", "ask_question", text=text)
    assert said.keys == ["matter.leave_service_more"]


def test_points_are_answered_where_the_policy_speaks_of_them_or_a_deletion_is_spoken_of() -> None:
    found = reply_of("answer", topic="points", statements=(stated("ポイントの情報を取得します"),))
    assert Talk(Answers(found)).run("action_answer", "ask_question", text="ポイントはどうなる？").keys == [
        "answer.quoted"
    ]
    assert Talk().run("action_fallback", "nlu_fallback", text="ポイントはどうなる？").next == [
        "action_answer"
    ]
    assert not of_no_data("ポイントを個人情報として扱っていますか")
    brought = reply_of("answer", topic=EFFECT, statements=(stated("削除すると使えません"),))
    talk = Talk(Answers(brought), question="データを削除したらどうなりますか")
    assert talk.run("action_answer", "ask_question", text="ポイントはどうなる？").keys == ["answer.quoted"]
    for text in ("ポイントの履歴はどうなりますか", "データはどうなる？", "ポイントカードの情報を消して"):
        assert not of_no_data(text), text


@pytest.mark.parametrize(
    "text", ["human", "Human please", "a real person, please", "人間に代わって", "人工", "operator"]
)
def test_who_calls_for_a_person_in_a_word_gets_one(text: str) -> None:
    said = Talk().run("action_respond", "bot_challenge", text=text)
    assert said.next == ["action_handoff"]


@pytest.mark.parametrize(
    "text",
    [
        "human?",
        "are you human",
        "人間ですか？",
        "本人",
        "person concerned",
        "担当者の名前は",
        "人",
        "代理人",
        "the person concerned",
    ],
)
def test_who_asks_what_answers_here_or_says_who_they_are_calls_for_nobody(text: str) -> None:
    assert not calls_a_person(text)


@pytest.mark.parametrize("text", ["は？", "はぁ？", "え？", "huh?", "what?!", "啊？"])
def test_who_did_not_follow_hears_an_apology_and_may_have_a_person(text: str) -> None:
    said = Talk().run("action_answer", "out_of_scope", text=text)
    assert said.next == ["action_respond"]
    assert Talk().run("action_respond", "out_of_scope", text=text).keys == ["talk.help_in_form"]
    for other in ("はい", "は？使えな", "手数料は？", "what data?", "什么时候？"):
        assert not is_taken_aback(other), other


def test_the_company_is_to_answer_for_it() -> None:
    said = Talk().run("action_answer", "ask_question", text="責任とってくれるんですか")
    assert said.next == ["action_matter"]
    for text in (
        "責任者は誰ですか",
        "管理の責任を取る者は誰ですか",
        "責任の所在を教えて",
        "who takes responsibility?",
    ):
        assert not wants_them_to_answer_for_it(text), text


def test_automated_decisions_are_no_question_about_the_bot() -> None:
    talk = Talk(Answers(reply_of("answer", topic="profiling", statements=(stated("行いません"),))))
    said = talk.run(
        "action_respond", "bot_challenge", text="what about automated decision making and profiling?"
    )
    assert said.keys == ["answer.quoted"]
    assert not of_automated_decisions("are you an automated desk?")
    assert not of_automated_decisions("自動応答ですか")


def test_when_data_goes_is_no_question_about_this_chat() -> None:
    talk = Talk(Answers(reply_of("answer", topic="retention", statements=(stated("1年"),))))
    assert talk.run("action_respond", "this_chat", text="で、いつ消えるんだよ").keys == ["answer.quoted"]
    assert talk.run("action_respond", "this_chat", text="この会話はいつ消えますか").keys == ["talk.this_chat"]
    assert of_the_chat("ここに書いたことは残りますか")


def test_anger_in_front_of_it_does_not_make_a_remark_a_question() -> None:
    for text in ("ふざけんな、答えになってない", "おい、答えになってないぞ"[:-1]):
        assert remark_on_answer(Case(CompanyId("acme")), text, []) is Remark.UNANSWERED, text


def test_a_common_word_is_no_town() -> None:
    assert names_no_town("I want to opt out of the sale of my information")
    assert not names_no_town("I live in Salé")
    assert not names_no_town("I live in California and object to the sale of my data")
    talk = Talk(company="globe")
    talk.run("action_respond", "thanks", text="no sale of my data", region="california")
    assert talk.slots.get("region") is None


@pytest.mark.parametrize("told", [{}, {"requester": "self"}])
def test_who_says_who_they_are_while_something_else_is_asked_is_heard(told: dict[str, str]) -> None:
    talk = Talk(request_type="deletion", requested_slot="subject")
    said = validate(talk, "greet", text="俺っす", **told)
    assert not said.rejected
    assert talk.slots["requester"] == "self"


@pytest.mark.parametrize("text", ["do I have to?", "must I?", "but do i really have to do it?"])
def test_whether_one_has_to_is_no_question_for_the_fee(text: str) -> None:
    fee = reply_of(
        "answer", topic="fee_whether", on_topic=0.9, statements=(stated("手数料をいただく場合がございます"),)
    )
    assert Talk(Answers(fee)).run("action_answer", "ask_price", text=text).keys == ["talk.not_understood"]
    paid = Talk(Answers(fee)).run("action_answer", "ask_price", text="do I have to pay?")
    assert "answer.quoted" in paid.keys


def test_a_child_s_own_entry_is_no_leak_and_their_parent_may_ask() -> None:
    said = Talk().run(
        "action_matter", "report_leak", text="娘が勝手にそちらのサイトに登録したみたいで困ってます"
    )
    assert said.keys == ["matter.child_entered_offered"]
    assert said.values() == ["deletion", "erasure", "use_stop", "handoff"]
    for text in ("my son has registered on your site", "我儿子自己偷偷注册了"):
        assert child_entered(text), text
    for text in (
        "妹が私の住所を勝手に登録した",
        "娘が勝手に私の住所を登録した",
        "娘の情報が勝手に登録されている",
        "娘の情報を登録した",
        "担当者が娘の情報を勝手に登録した",
        "my daughter has registered my address without asking",
        "娘が登録した住所を変更したい",
    ):
        assert not child_entered(text), text


def test_of_somebody_who_has_died_a_bare_wish_begins_no_request() -> None:
    talk = Talk(outcome="deceased")
    said = talk.run("action_start_request", "request_remove", text="消してもらうことはできますか")
    assert said.next == ["action_no_authority"]
    asked = talk.run("action_answer", "ask_question", text="父のアカウントはどうしたらいいでしょうか")
    assert asked.next == ["action_no_authority"]
    own = talk.run(
        "action_start_request",
        "request_disclosure",
        text="私のデータを開示してほしい",
        request_type="disclosure",
    )
    assert own.next == ["request_form"]


def test_who_is_in_charge_is_asked_and_names_no_data() -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    validate(talk, "out_of_scope", text="你们的个人信息保护负责人是谁")
    assert talk.slots.get("subject") is None


def test_whether_a_lawyer_may_do_it_is_a_question_on_agents_and_no_advice() -> None:
    said = Talk().run("action_matter", "seeks_advice", text="can my lawyer do it instead?", confidence=0.9)
    assert said.next == ["action_answer"]
