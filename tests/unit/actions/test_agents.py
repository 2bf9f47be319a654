"""Who acts for whom: an agent who is told is not asked for, and who cannot ask for themself has a guardian."""

from typing import Any

import pytest

from actions.words.agents import (
    GUARDIANS_PAPERS,
    cannot_ask_for_themself,
    holds_a_mandate,
    of_the_represented,
    parent_may_ask,
    somebody_acts_for_writer,
)
from tests.unit.actions.fakes import Answers, Talk, reply_of, requested, stated, validate


@pytest.mark.parametrize(
    "text",
    [
        "妻が私の代わりに開示請求します",
        "夫が代わりに手続きします",
        "私の代わりに弁護士が開示請求します",
        "弁護士に頼んで開示請求をします",
        "友人に代わってもらって削除を申請したい",
        "my wife will make a disclosure request for me",
        "my lawyer is going to file the request on my behalf",
        "my husband will do it for me",
        "my wife wants to ask for my records on my behalf",
        "友人に頼んで私の個人情報の開示を請求したい",
        "我妻子代我申请删除",
    ],
)
def test_who_says_that_somebody_makes_the_request_for_them_is_not_asked_who_asks(text: str) -> None:
    talk = Talk()
    talk.run("action_start_request", "request_disclosure", text=text, request_type="disclosure")
    assert talk.slots["requester"] == "voluntary_agent"


@pytest.mark.parametrize(
    "text",
    [
        "夫の代わりに開示請求します",
        "弁護士に代わって請求します",
        "母が私の代わりに請求します",
        "息子が代わりに請求します",
        "妻が私の代わりに電話に出ます",
        "夫が私の代わりに勝手に開示請求するのを止めたい",
        "妻が私の代わりに請求しました",
        "妻が代わりに請求するのは困る",
        "妻の情報を開示したい",
        "弁護士に言います",
        "I do not want my husband to ask for me",
        "my wife has an account",
        "不要让我妻子代我申请",
        "妻が私の代わりに登録した情報を削除したい",
        "夫が代わりに入力した住所を訂正したい",
        "夫が代わりに使うメールを停止したい",
        "友達に頼んで登録してもらったデータを削除したい",
        "弁護士に頼んで作った書類で請求します",
        "私の代わりに妻が契約したときの情報の開示をお願いします",
        "妻が代わりに請求すると言うけど自分でやりたい",
        "My friend asks a lot of questions. Please delete my data for me",
        "my husband does the dishes for me, delete my data",
        "my lawyer will file a lawsuit for me",
        "my wife asks for a copy and I want one made for me",
        "my friend asks for me to delete his account",
        "我老公要代我办理业务但是我想自己申请",
    ],
)
def test_other_words_of_others_do_not_tell_who_asks(text: str) -> None:
    assert not somebody_acts_for_writer(text)


@pytest.mark.parametrize(
    "text",
    [
        "母は認知症です", "実は母が認知症なんです", "父はもう意識がありません", "夫は判断能力がないので",
        "my mother has dementia", "but my father is in a coma", "she's 80 and has dementia", "he is in a coma", "我母亲有失智症",
    ],
)  # fmt: skip
@pytest.mark.parametrize("action", ["action_continue", "action_no_authority", "action_fallback"])
def test_of_who_cannot_ask_any_more_a_guardian_may_and_the_policys_clause_is_read(
    text: str, action: str
) -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("法定代理人は証明書を"),))))
    assert talk.run(action, "inform", text=text).next == ["action_answer"]
    said = talk.run("action_answer", "inform", text=text)
    assert said.keys == ["talk.guardian", "answer.quoted"]
    assert (talk.answers.last.text, talk.answers.last.requester) == (GUARDIANS_PAPERS, "statutory_agent")
    assert talk.slots.get("requester") is None, "nobody has said that they are the guardian"


def test_where_the_policy_is_silent_on_guardians_that_is_said() -> None:
    said = Talk(Answers()).run("action_answer", "inform", text="母は認知症です")
    assert said.keys == ["talk.guardian", "answer.not_stated"]


def test_in_the_form_a_guardian_is_spoken_of_and_the_form_asks_on() -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("法定代理人は証明書を"),))))
    talk.slots.update(request_type="disclosure", requested_slot="requester")
    said = talk.run("validate_request_form", "inform", text="母は認知症です", form=True)
    assert said.keys == ["talk.guardian", "answer.quoted"]
    assert talk.slots["requested_slot"] == "requester"


@pytest.mark.parametrize(
    "text",
    [
        "母は認知症ではありません",
        "母は入院しています",
        "認知症の薬の情報を消して",
        "母は認知症ですが代わりに開示してほしい",
        "母は元気です",
        "母は認知症でしたが亡くなりました",
        "夫は何も判断できない人です",
        "my mother has a dementia app account",
        "認知症とは何ですか",
    ],
)
def test_other_words_of_a_relative_are_left_to_what_they_were_taken_for(text: str) -> None:
    assert not cannot_ask_for_themself(text)


def test_who_acts_for_the_writer_is_not_forgotten_over_where_they_live() -> None:
    talk = Talk(company="globe")
    text = "I am writing from Paris. My wife will make the request for me"
    said = talk.run("action_continue", "inform", text=text, region="eea_uk")
    assert said.keys == ["talk.region_noted"]
    assert (talk.slots["region"], talk.slots["requester"]) == ("eea_uk", "voluntary_agent")


MANDATE = reply_of("answer", topic="agent_papers_mandate", statements=(stated("委任状を添付してください"),))


def test_one_who_acts_for_the_customer_is_none_of_the_desk_s_people() -> None:
    text = "母に代わってやってもらうには"
    said = Talk(Answers(MANDATE)).run("action_handoff", "handoff", text=text, confidence=0.67)
    assert said.keys == ["answer.quoted", "answer.offer_person_too"]
    said = Talk(Answers(MANDATE)).run(
        "action_handoff", "handoff", text="人に代わってください", confidence=0.67
    )
    assert said.effects == ["handoff"]


@pytest.mark.parametrize(
    "text", ["友人に頼む場合は何が必要", "妻が代わりに請求するには", "弁護士に任せるとき必要な書類は？"]
)
def test_who_asks_about_an_agent_reads_the_papers(text: str) -> None:
    said = Talk(Answers(MANDATE)).run("action_handoff", "handoff", text=text, confidence=0.67)
    assert said.keys == ["answer.quoted", "answer.offer_person_too"]


@pytest.mark.parametrize(
    "text",
    [
        "私の代わりに担当者が電話してほしい",
        "私の代わりに電話してもらえますか",
        "母に代わって人と話したい",
        "弁護士に任せたいので担当者と話したい",
        "弁護士に任せたい",
        "父の代わりにスタッフと話せますか？",
        "can I talk to a human on my behalf?",
    ],
)
def test_who_wants_a_person_gets_one_also_where_an_agent_is_spoken_of(text: str) -> None:
    said = Talk(Answers(MANDATE)).run("action_handoff", "handoff", text=text, confidence=0.67)
    assert said.effects == ["handoff"]


@pytest.mark.parametrize(
    "text",
    [
        "本人のもの",
        "社員本人の情報でございます",
        "依頼者のデータ",
        "母のものです",
        "my client's",
        "his data",
        "本人的",
    ],
)
@pytest.mark.parametrize("asked", ["subject", "reply_method", "confirm"])
def test_an_agent_who_says_only_whose_data_it_is_hears_that_this_is_known(text: str, asked: str) -> None:
    settled: dict[str, Any] = {
        "request_type": "disclosure",
        "requester": "voluntary_agent",
        "requested_slot": asked,
    }
    talk = Talk(**settled)
    said = validate(talk, "inform", text=text, requester="self")
    assert said.keys == ["request.of_the_represented"]
    assert (talk.slots["requester"], talk.slots.get("misses"), said.rejected) == (
        "voluntary_agent",
        None,
        False,
    )
    if asked == "subject":
        assert requested(said) == "subject"


@pytest.mark.parametrize("text", ["本人のもの", "本人の情報です"])
def test_the_same_words_where_it_is_asked_who_asks_tell_that_it_is_the_person(text: str) -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    validate(talk, "inform", text=text, requester="self")
    assert talk.slots["requester"] == "self"


@pytest.mark.parametrize(
    "text",
    [
        "本人の住所です",
        "本人の情報を消して",
        "本人の情報はどこですか",
        "本人です",
        "母の購入履歴",
        "本人の情報ではありません",
        "my client's address",
        "his name and address",
    ],
)
def test_who_names_a_kind_or_a_wish_says_more_than_whose_it_is(text: str) -> None:
    assert not of_the_represented(text)


def test_a_mandate_that_is_told_is_not_asked_for() -> None:
    talk = Talk()
    text = "委任を受けて開示を請求したい"
    talk.run("action_start_request", "request_disclosure", text=text, request_type="disclosure")
    assert talk.slots["requester"] == "voluntary_agent"


@pytest.mark.parametrize(
    "text",
    [
        "委任を受けていません",
        "委任を受けてない",
        "委任を受けた場合の書類は",
        "委任を受けた人が請求できますか",
        "委任状をもらったらどうすればいいですか",
        "妻に委任したい",
        "委任状はまだありません",
        "委任状を受け取ってください",
        "委任を受けてくれる弁護士に頼みたい",
        "委任を受けていただける方を探しています",
        "委任状をもらって来てください",
        "他人が勝手に委任状をもらったと言って開示した",
        "御社は委任を受けて個人情報を扱っている会社",
        "do i need to have a power of attorney?",
        "I have no power of attorney",
        "who has a power of attorney",
        "没有委托书",
        "受委托方是谁",
        "有委托书吗",
        "委托书在哪里下载",
    ],
)
def test_a_mandate_that_is_missing_asked_for_or_given_makes_no_agent(text: str) -> None:
    assert not holds_a_mandate(text)


@pytest.mark.parametrize("text", ["I am her agent", "I'm a representative", "agent"])
def test_who_says_later_that_they_are_an_agent_is_asked_of_which_kind(text: str) -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    said = validate(talk, "nlu_fallback", text=text)
    assert (said.keys, talk.slots["requester"], requested(said)) == (["request.relative"], None, "requester")


def test_who_calls_for_staff_in_the_form_by_the_word_agent_takes_nothing_back() -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    said = validate(talk, "handoff", text="agent")
    assert talk.slots["requester"] == "self" and "request.relative" not in said.keys


@pytest.mark.parametrize("text", ["購入履歴と住所", "氏名と電話番号"])
def test_several_kinds_instead_of_one_are_not_cut_down_to_one(text: str) -> None:
    settled: dict[str, Any] = {
        "request_type": "disclosure",
        "requester": "self",
        "subject": "all",
        "requested_slot": "reply_method",
    }
    talk = Talk(**settled)
    validate(talk, "change_answer", text=text, subject="usage")
    assert talk.slots["subject"] == "other"


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("子供の分も親が請求できますか", True),
        ("子供の分を親が請求できないのはなぜですか", False),
        ("子供の買い物を親が返金の請求できますか", False),
        ("子供のことで親が苦情の申し出できますか", False),
    ],
)
def test_a_parents_question_of_something_else_is_none_of_whether_they_may(text: str, may: bool) -> None:
    assert parent_may_ask(text) is may


@pytest.mark.parametrize(
    "text",
    [
        "我是律师，受客户委托，想查询他的信息",
        "有委托书",
        "我持有本人的授权书",
        "I have a power of attorney",
        "I'm acting for my client",
        "i hold a signed letter of authority from her",
    ],
)
def test_who_says_that_they_hold_a_mandate_may_ask_for_another(text: str) -> None:
    assert holds_a_mandate(text)
    assert Talk().run("action_no_authority", "no_authority", text=text).next == ["action_start_request"]


def test_a_mandate_of_somebody_who_has_died_opens_nothing() -> None:
    talk = Talk(outcome="deceased")
    assert talk.run("action_no_authority", "no_authority", text="I have a power of attorney").next == []
