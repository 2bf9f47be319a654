"""Who asks whether something can be done with their data hears that it can, and is offered the request."""

from typing import Any

import pytest

from actions.words.possible import asks_if_possible
from tests.unit.actions.fakes import Answers, Talk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("消していただくことは可能でしょうか", "remove"),
        ("消してもらったりってできたりします？", "remove"),
        ("個人情報を消してもらえるものなんでしょうか？", "remove"),
        ("すみません、個人情報を削除していただけますでしょうか", "deletion"),
        ("見せてもらえたりしますか", "disclosure"),
        ("個人情報を開示していただきたいのですが、可能でしょうか", "disclosure"),
        ("情報を削除してくださいますか", "deletion"),
        ("住所の変更をお願いできますでしょうか", "correction"),
        ("消してもらうのってできますか", "remove"),
        ("アカウントを消してもらえませんか？", "remove"),
        ("私の情報を見せてもらえたりしますか", "disclosure"),
        ("登録内容を訂正していただくことはできますでしょうか", "correction"),
        ("利用停止をお願いすることは可能なのでしょうか", "use_stop"),
        ("Is it possible for you to correct my address?", "correction"),
        ("Would it be possible to have my data deleted?", "remove"),
        ("Would you be able to show me my data?", "disclosure"),
        ("能不能麻烦你们把我的资料删掉呢？", "remove"),
        ("请问可以查看我的个人信息吗", "disclosure"),
    ],
)
def test_a_polite_question_for_ones_data_is_told_by_its_form(text: str, kind: str) -> None:
    assert asks_if_possible(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "消してもらえますか、いくらですか",
        "手数料を見せてもらえますか",
        "プランを変更してもらえますか",
        "請求書を見せてもらえますか",
        "母の情報を消してもらえますか",
        "消してもらえなかったのはなぜですか",
        "個人情報を消してもらったら使えなくなりますか",
        "個人情報を消してもらえない場合がありますか",
        "メールで開示してもらえますか",
        "勝手に見せてもらえますか",
        "担当者に電話してもらうことは可能ですか",
        "削除したらどうなりますか",
        "消してほしい",
        "訂正していただけますか。手数料はかかりますか",
        "Would it be possible to send it by e-mail?",
        "Can I have my order changed?",
        "Can you delete my data if I cancel?",
        "Is it possible to correct it?",
        "可以告诉我怎么删除吗",
        "可以邮寄吗",
        "情報を消してもらうのに手数料はかかりますか",
        "開示してもらうのは無料ですか",
        "開示してもらうにはお金がかかりますか",
        "情報を消してもらうのに本人確認は必要ですか",
        "削除していただくのに日数はかかりますか",
        "情報を消してもらうのは電話でもできますか",
        "情報を消してもらうと買い物できなくなりますか",
        "削除してもらった証明書はもらえますか",
        "削除してもらったあとも残りますか",
        "個人情報を訂正してもらう方法はありますか",
        "住所を変更してもらえましたか",
        "情報を消してもらったんですか",
        "変更してくれましたか",
        "削除をお願いしたんですができてますか",
        "削除のお願いはできていますか",
        "削除をお願いしたのにできないんですか",
        "開示の請求を依頼するのは代理人でもできますか",
    ],
)
def test_what_asks_for_something_else_or_more_is_none(text: str) -> None:
    assert asks_if_possible(text) is None


ASKED = "消していただくことは可能でしょうか"


@pytest.mark.parametrize("action", ["action_fallback", "action_respond", "action_continue"])
def test_whatever_it_is_taken_for_it_is_answered(action: str) -> None:
    assert Talk().run(action, "chitchat", text=ASKED).next == ["action_answer"]


def test_a_polite_question_is_answered_and_the_request_offered_and_a_yes_begins_it() -> None:
    talk = Talk(Answers())
    said = talk.run("action_answer", "ask_question", text=ASKED)
    assert said.keys == ["request.possible_here"] and talk.answers.asked == []
    assert [one["value"] for one in said.messages[0]["choices"]] == ["remove", "handoff"]
    assert talk.run("action_continue", "affirm", text="はい").next == ["request_form"]
    assert talk.slots["ambiguous"] == "request_remove" and talk.slots.get("request_type") is None


def test_a_request_by_its_name_is_offered_by_its_name() -> None:
    talk = Talk()
    said = talk.run("action_answer", "ask_question", text="訂正していただくことは可能でしょうか")
    assert [one["value"] for one in said.messages[0]["choices"]] == ["correction", "handoff"]
    assert talk.run("action_continue", "affirm", text="お願いします").next == ["request_form"]
    assert talk.slots["request_type"] == "correction"


@pytest.mark.parametrize(
    ("slots", "form"), [({"company": "gone"}, False), ({"stage": "opened", "request_type": "deletion"}, False), ({}, True)]
)  # fmt: skip
def test_a_closed_desk_says_so_and_nothing_is_offered_in_a_form_and_once_a_request_is_open(
    slots: dict[str, Any], form: bool
) -> None:
    said = Talk(**slots).run("action_answer", "ask_question", text=ASKED, form=form)
    assert not {"request.possible", "request.possible_here"} & set(said.keys)
    assert ("outcome.closed" in said.keys) == ("company" in slots)


@pytest.mark.parametrize("outcome", ["deceased", "no_authority"])
def test_of_somebody_for_whom_the_writer_may_not_ask_nothing_is_offered(outcome: str) -> None:
    text = ASKED if outcome == "deceased" else "父の情報を消していただくことは可能でしょうか"
    said = Talk(outcome=outcome).run("action_answer", "ask_question", text=text)
    assert not {"request.possible", "request.possible_here"} & set(said.keys)


def test_who_speaks_of_themself_after_a_death_is_offered_their_own() -> None:
    text = "私の情報を消していただくことは可能でしょうか"
    said = Talk(outcome="deceased").run("action_answer", "ask_question", text=text)
    assert said.keys == ["request.possible_here"]


def test_the_policys_own_word_on_such_a_request_is_quoted() -> None:
    talk = Talk(company="globe", region="eea_uk")
    said = talk.run("action_answer", "ask_question", text="Would it be possible to have my data deleted?")
    assert said.keys[0].startswith("request.possible")


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["消して", "すみません、", "可能", "my ", "請", "can you ", "の", " "])
def test_a_long_message_is_read_at_once(letters: str) -> None:
    asks_if_possible(letters * 20_000)
