"""What is wanted after all: another request than the one given up, and a wish taken for another company's."""

from dataclasses import replace
from typing import Any

import pytest

from actions.case import Case, Heard
from actions.continuing import wanted_after_all
from actions.words.after_all import means_us, said_last
from knowledge.vocabulary import CompanyId
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated


def uttered(key: str) -> dict[str, Any]:
    return {"event": "bot", "data": {"custom": {"utterance": key, "params": {}, "kind": "notice"}}}


def user(text: str, intent: str = "inform", **aspects: str) -> dict[str, Any]:
    entities = [{"entity": name, "value": value, "certain": True} for name, value in aspects.items()]
    parsed = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": entities}
    return {"event": "user", "text": text, "parse_data": parsed}


GIVEN_UP = [
    {"event": "slot", "name": "request_type", "value": "deletion"},
    user("やめる", "cancel"),
    uttered("request.cancelled"),
]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("やっぱり開示で", "disclosure"),
        ("やっぱ開示にします", "disclosure"),
        ("じゃあ利用停止でお願いします", "use_stop"),
        ("すみません、やっぱり開示の請求をお願いします", "disclosure"),
        ("訂正のほうで", "correction"),
        ("actually disclosure", "disclosure"),
        ("ok, disclosure instead please", "disclosure"),
        ("no, I want a correction then", "correction"),
        ("还是要查询吧", "disclosure"),
        ("还是删除吧", "deletion"),
    ],
)
@pytest.mark.parametrize(
    "action", ["action_continue", "action_answer", "action_fallback", "action_start_request"]
)
def test_a_request_named_right_after_another_was_given_up_is_begun(text: str, kind: str, action: str) -> None:
    talk = Talk(Answers())
    if action != "action_continue":
        assert talk.run(action, "ask_question", text=text, earlier=GIVEN_UP).next == ["action_continue"]
    said = talk.run("action_continue", "inform", text=text, earlier=GIVEN_UP)
    assert said.next == ["request_form"]
    assert talk.slots["request_type"] == kind


@pytest.mark.parametrize(
    "text",
    [
        "go on", "continue", "还是", "还是吧", "算了", "開示って何", "開示の手数料は", "やっぱりいい",
        "住所で", "開示はいいです", "開示じゃなくて", "disclosure fee?", "what is disclosure", "还是不要删除", "不要删除", "不删除了",
        "削除されたくない", "やっぱり開示はやめる", "no deletion", "no disclosure request", "削除した", "删除了", "不删除",
    ],
)  # fmt: skip
def test_other_words_after_a_request_was_given_up_begin_none(text: str) -> None:
    talk = Talk(Answers())
    assert talk.run("action_continue", "inform", text=text, earlier=GIVEN_UP).next != ["request_form"]
    assert talk.slots.get("request_type") is None


def test_a_name_said_when_nothing_was_given_up_is_left_to_what_it_was_taken_for() -> None:
    talk = Talk(Answers())
    earlier = [user("手数料は", "ask_question"), uttered("answer.quoted")]
    assert talk.run("action_answer", "ask_question", text="やっぱり開示で", earlier=earlier).next == []


NOT_OURS = [user("楽天の個人情報を開示して", "request_disclosure"), uttered("talk.perhaps_other_desk")]


@pytest.mark.parametrize(
    "text",
    [
        "違う、そちらの情報", "いえ、御社の情報です", "いや、御社の", "そうじゃなくて、あんたらの持ってる俺の情報",
        "いえ、アクメの情報です", "違います、御社です", "no, your data", "I mean yours", "no, the data you have about me", "不是，是你们公司的",
        "不，你们的", "我说的是你们的", "not Google, yours",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "action", ["action_continue", "action_answer", "action_fallback", "action_held_for_client"]
)
def test_who_means_this_companys_data_goes_on_with_the_wish_that_was_set_aside(
    text: str, action: str
) -> None:
    talk = Talk(Answers())
    if action != "action_continue":
        assert talk.run(action, "inform", text=text, earlier=NOT_OURS).next == ["action_continue"]
    assert talk.run("action_continue", "deny", text=text, earlier=NOT_OURS).next == ["request_form"]
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize(
    ("question", "intent"),
    [("楽天に登録した情報はいつ消えますか", "ask_question"), ("楽天の手数料はいくら", "ask_price")],
)
def test_a_question_that_was_set_aside_is_answered_and_begins_no_request(question: str, intent: str) -> None:
    asked = user(question, intent)
    asked["parse_data"]["intent_ranking"] = [
        {"name": intent, "confidence": 0.7}, {"name": "request_deletion", "confidence": 0.25},
    ]  # fmt: skip
    earlier = [asked, uttered("talk.perhaps_other_desk")]
    talk = Talk(Answers(reply_of("answer", topic="retention", statements=(stated("一年で消去します"),))))
    said = talk.run("action_continue", "deny", text="いえ、御社の情報です", earlier=earlier)
    assert (said.keys, said.next) == (["answer.quoted"], [])
    assert talk.answers.asked[-1][2] == question
    silent = Talk(Answers(reply_of("not_stated", on_topic=0.0)))
    said = silent.run("action_continue", "deny", text="いえ、御社の情報です", earlier=earlier)
    assert (said.keys, said.next) == (["talk.what_then"], [])
    pressed = Talk(Answers())
    said = pressed.run("action_start_request", "request_unclear", text="/request_unclear", earlier=earlier)
    assert (said.next, pressed.slots.get("request_type")) == (["request_form"], None)


def test_the_button_under_that_notice_goes_on_with_it_too() -> None:
    talk = Talk(Answers())
    said = talk.run("action_start_request", "request_unclear", text="/request_unclear", earlier=NOT_OURS)
    assert said.next == ["request_form"]
    assert talk.slots["request_type"] == "disclosure"


def test_a_removal_that_was_set_aside_is_asked_for_its_kind_as_ever() -> None:
    talk = Talk(Answers())
    earlier = [user("楽天の個人情報を消して", "request_remove"), uttered("talk.perhaps_other_desk")]
    assert talk.run("action_continue", "deny", text="いえ、御社の", earlier=earlier).next == ["request_form"]
    assert (talk.slots["ambiguous"], talk.slots.get("request_type")) == ("request_remove", None)


@pytest.mark.parametrize(
    "text",
    [
        "そちらの窓口の電話番号は", "御社の情報はいつ消えますか", "your data protection officer?", "いえ、楽天の情報です",
        "ここはどこの会社ですか", "いいえ", "your website", "御社の情報システムについて", "你们公司在哪里", "こちらの情報です",
        "御社ですか", "御社だけに渡した情報",
        "不是你们的", "不是贵公司", "不，不是你们的", "not yours", "not really your data", "not only yours",
    ],
)  # fmt: skip
def test_what_says_more_or_something_else_than_yours_is_not_meant(text: str) -> None:
    assert not means_us(text)


@pytest.mark.parametrize("name", ["岡山ネットワーク株式会社", "岡山ネットワーク", "oni", "ONI"])
def test_the_company_is_meant_by_its_name_with_or_without_its_legal_form(name: str) -> None:
    own = ("岡山ネットワーク株式会社", "oni")
    assert means_us(f"いえ、{name}の情報です", own)
    assert not means_us(f"いえ、{name}テレビの情報です", own)
    assert not means_us("いえ、株式会社の情報です", own)


def test_yours_means_nothing_where_no_wish_was_set_aside() -> None:
    talk = Talk(Answers())
    earlier = [user("手数料は", "ask_question"), uttered("answer.quoted")]
    assert talk.run("action_continue", "deny", text="いえ、御社の情報です", earlier=earlier).next == []


def test_what_an_earlier_version_said_in_another_shape_does_not_stop_a_conversation() -> None:
    older = {"event": "bot", "data": {"custom": {"utterance": "request.cancelled", "colour": "red"}}}
    before = [user("削除して", "request_deletion"), older]
    assert said_last([*before, user("もう一度")]) == []
    assert said_last([*before, uttered("talk.what_then"), user("もう一度")])[0].utterance == "talk.what_then"


def test_what_was_told_for_a_request_that_is_wanted_after_all_is_not_asked_again() -> None:
    events = [
        {"event": "slot", "name": "subject", "value": "name"},
        {"event": "slot", "name": "request_type", "value": "disclosure"},
        {"event": "slot", "name": "subject", "value": "usage"},
        {"event": "slot", "name": "subject", "value": "address"},
        user("やっぱやめた", "cancel"),
        {"event": "slot", "name": "request_type", "value": None},
        {"event": "slot", "name": "subject", "value": None},
        uttered("request.cancelled"),
    ]
    talk = Talk(requester="self")
    assert talk.run("action_continue", text="やっぱりやります", earlier=events).next == ["request_form"]
    assert (talk.slots["request_type"], talk.slots["subject"]) == ("disclosure", "address")
    talk = Talk(requester="self")
    talk.run("action_continue", text="やっぱり開示で", earlier=events)
    assert talk.slots.get("subject") is None, "another request has particulars of its own"


def test_where_a_home_is_told_a_kind_that_is_only_guessed_begins_no_correction() -> None:
    """ "I change to an other shipping company" changes no data."""
    case = Case(CompanyId("globe"))
    text = "I am writing from Hamburg, Germany. I change to an other shipping company now."
    heard = Heard("change_answer", 0.63, values={"region": "eea_uk"}, hints={"subject": "name"}, text=text)
    assert wanted_after_all(case, heard) is None
    assert wanted_after_all(case, replace(heard, values={})) == "correction"
    certain = replace(heard, values={"region": "eea_uk", "subject": "address"})
    assert wanted_after_all(case, certain) == "correction"
