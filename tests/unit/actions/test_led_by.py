"""Each question to a message's words is tried by itself: what it holds for, and what looks like it and is none."""

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.beside import LEAVING
from actions.case import Case
from actions.led_by import (
    ANSWERS,
    FALLBACK,
    NOT_ALLOWED,
    RESPONDS,
    STARTS,
    Told,
    asks_behind_thanks,
    asks_without_the_tongue,
    in_another_language,
    is_looked_up,
    is_of_the_dead,
    is_wished_plainly,
    nothing_open,
    says_data_is_wrong,
    speaks_beside,
    wants_what_is_held,
)
from tests.unit.actions.fakes import Book


def uttered(key: str) -> list[dict[str, Any]]:
    """A turn in which the desk said this."""
    custom = {"utterance": key, "kind": "answer"}
    return [{"event": "user", "text": "x"}, {"event": "bot", "data": {"custom": custom}}]


def told(
    text: str,
    action: str = FALLBACK,
    *,
    intent: str = "inform",
    events: list[dict[str, Any]] | None = None,
    region: str | None = None,
    **slots: Any,
) -> Told:
    """A message on its way to an action."""
    tracker = Tracker.from_dict(
        {
            "sender_id": "t",
            "slots": {"company": "acme", **slots},
            "latest_message": {
                "text": text,
                "intent": {"name": intent, "confidence": 0.9},
                "entities": [{"entity": "region", "value": region}] if region else [],
            },
            "events": [*(events or []), {"event": "user", "text": text}],
            "active_loop": {},
        }
    )
    return Told(action, tracker, Case.of(tracker), text, Book())


ANSWERED = uttered("answer.quoted")


@pytest.mark.parametrize(
    ("text", "action", "more"),
    [
        ("営業時間は？", FALLBACK, {}),
        ("我要删除。电话号码是多少？", FALLBACK, {}),
        ("我要向监管部门投诉", STARTS, {}),
        ("is it fast?", RESPONDS, {}),
        ("母は認知症です", FALLBACK, {}),
        ("親が子供の分を請求できますか", FALLBACK, {}),
        ("“保有个人数据”是什么意思？", FALLBACK, {}),
        ("データ", FALLBACK, {}),
        ("ポイントはどうなりますか", FALLBACK, {}),
        ("手数料についてご教示ください", STARTS, {}),
        ("誰が見るの", FALLBACK, {}),
        ("how did you get my number", FALLBACK, {}),
        ("消していただくことは可能でしょうか", FALLBACK, {}),
        ("クッキーを止めたい", FALLBACK, {}),
        ("オプトの情報はここでいいですか", FALLBACK, {}),
        ("メールで請求できますか", FALLBACK, {}),
        ("削除と消去の違いは", FALLBACK, {}),
        ("When can I apply?", FALLBACK, {}),
        ("いつから請求できますか", FALLBACK, {}),
        ("もう一度", FALLBACK, {"events": ANSWERED}),
        ("メールでは？", FALLBACK, {"question": "手数料はいくらですか"}),
    ],
)
def test_each_of_these_alone_is_looked_up(text: str, action: str, more: dict[str, Any]) -> None:
    assert is_looked_up(told(text, action, **more))


@pytest.mark.parametrize(
    ("text", "action", "more"),
    [
        ("住所です", FALLBACK, {}),
        ("delete it", FALLBACK, {}),
        ("我想删除", FALLBACK, {}),
        ("窓口の電話番号を教えてください", FALLBACK, {}),
        ("我要删除。电话号码是多少？", RESPONDS, {}),
        ("我要删除。要多少钱？", FALLBACK, {}),
        ("is it fast?", NOT_ALLOWED, {}),
        ("誰が見るの", STARTS, {}),
        ("消していただくことは可能でしょうか", STARTS, {}),
        ("ポイントはどうなりますか", FALLBACK, {"events": uttered(f"{LEAVING}_first")}),
        ("もう一度", FALLBACK, {}),
        ("メールでは？", FALLBACK, {}),
    ],
)
def test_what_another_action_knows_is_not(text: str, action: str, more: dict[str, Any]) -> None:
    assert not is_looked_up(told(text, action, **more))


@pytest.mark.parametrize(
    ("text", "action", "company", "lost"),
    [
        ("じゃあ誰に言えばいいですか", ANSWERS, "gone", True),
        ("what do I do now?", ANSWERS, "gone", True),
        ("那我找谁", ANSWERS, "gone", True),
        ("can I still apply here?", ANSWERS, "gone", True),
        ("誰に請求すればいいですか", FALLBACK, "gone", True),
        ("who can I contact about my data?", FALLBACK, "gone", True),
        ("誰に請求すればいいですか", ANSWERS, "gone", False),
        ("手数料はいくらですか", FALLBACK, "gone", False),
        ("住所です", FALLBACK, "gone", False),
        ("じゃあ誰に言えばいいですか", FALLBACK, "acme", False),
        ("那我找谁", ANSWERS, "acme", False),
    ],
)
def test_who_asks_a_closed_desk_whom_to_turn_to_is_lost(
    text: str, action: str, company: str, *, lost: bool
) -> None:
    assert told(text, action, company=company).lost is lost


@pytest.mark.parametrize(
    "text",
    [
        "は？",
        "人間を出して",
        "怖いです",
        "助けて",
        "早くして",
        "hurry up",
        "学校がつらい",
        "娘の分も",
        "ok, will do. ta",
        "好嘞，谢了",
        "what are you going to do about it?",
        "你们打算怎么处理？",
    ],
)
def test_nothing_whole_is_said(text: str) -> None:
    assert speaks_beside(told(text))


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("ありがとうございます", {"intent": "thanks"}),
        ("住所です", {}),
        ("情報が漏れたかもしれない", {}),
        ("娘の分も", {"question": "手数料はいくらですか"}),
        ("住所です", {"question": "手数料はいくらですか"}),
        ("what are you going to do about it?", {"events": uttered("matter.report_leak")}),
    ],
)
def test_a_whole_answer_thanks_and_what_becomes_of_a_leak_are_none_of_it(
    text: str, more: dict[str, Any]
) -> None:
    assert not speaks_beside(told(text, **more))


@pytest.mark.parametrize(
    ("text", "action", "outcome", "dead"),
    [
        ("亡くなった父の情報を消したい", FALLBACK, None, True),
        ("my late father's data", FALLBACK, None, True),
        ("亡くなった父の情報を消したい", ANSWERS, None, False),
        ("消していただくことは可能でしょうか", ANSWERS, "deceased", True),
        ("私の情報を消してもらえますか", ANSWERS, "deceased", False),
        ("消していただくことは可能でしょうか", ANSWERS, None, False),
        ("父の情報はどうしたらいいですか", ANSWERS, "deceased", True),
        ("what can I do about my father's data?", ANSWERS, "deceased", True),
        ("父の情報はどうしたらいいですか", ANSWERS, None, False),
        ("父の情報はどこにありますか", ANSWERS, "deceased", False),
        ("手数料はどうしたらいいですか", ANSWERS, "deceased", False),
    ],
)
def test_of_the_dead_is_what_speaks_of_them(
    text: str, action: str, outcome: str | None, *, dead: bool
) -> None:
    assert is_of_the_dead(told(text, action, outcome=outcome)) is dead


@pytest.mark.parametrize(
    ("action", "slots", "wrong"),
    [
        (FALLBACK, {}, True),
        (NOT_ALLOWED, {}, True),
        (FALLBACK, {"outcome": "no_authority"}, True),
        (NOT_ALLOWED, {"outcome": "no_authority"}, False),
        (FALLBACK, {"request_type": "deletion"}, False),
        (FALLBACK, {"stage": "opened"}, False),
    ],
)
def test_data_that_is_wrong_is_ones_own_and_told_where_nothing_is_open(
    action: str, slots: dict[str, Any], *, wrong: bool
) -> None:
    assert says_data_is_wrong(told("住所も電話も違う", action, **slots)) is wrong
    assert not says_data_is_wrong(told("住所です", action, **slots))
    assert nothing_open(told("x", **slots).case) is not bool({"request_type", "stage"} & set(slots))


@pytest.mark.parametrize(
    ("text", "intent", "asks"),
    [
        ("ありがとうございます。ちなみに、誰が見られますか", "thanks", True),
        ("Thanks. Who can see it?", "thanks", True),
        ("谢谢。谁能看到？", "thanks", True),
        ("ありがとうございます。助かりました", "thanks", False),
        ("ありがとうございます", "thanks", False),
        ("誰が見られますか", "thanks", False),
        ("ありがとうございます。ちなみに、誰が見られますか", "ask_question", False),
    ],
)
def test_a_question_behind_thanks_is_asked(text: str, intent: str, *, asks: bool) -> None:
    assert asks_behind_thanks(told(text, intent=intent)) is asks


def test_the_smaller_ones_hold_for_either_word() -> None:
    assert wants_what_is_held(told("データ全部よこせ"))
    assert wants_what_is_held(told("何持ってるか教えろ"))
    assert not wants_what_is_held(told("住所です"))
    assert asks_without_the_tongue(told("I can not read japanese. How much is it?"))
    assert not asks_without_the_tongue(told("How much is it?"))
    assert is_wished_plainly(told("i want a copy of my data", intent="chitchat"))
    assert not is_wished_plainly(told("住所です", intent="request_disclosure"))


@pytest.mark.parametrize(
    ("text", "more", "other"),
    [
        ("Ich möchte meine Daten löschen lassen.", {}, True),
        ("do you speak English?", {}, True),
        ("delete my data", {}, False),
        ("Ich wohne in Berlin", {"region": "eea_uk", "region_wanted": 1}, False),
        ("Ich möchte meine Daten löschen lassen.", {"region_wanted": 1}, True),
        ("Ich wohne zur Zeit in Berlin und nicht in Bonn", {"region": "eea_uk"}, True),
    ],
)
def test_a_place_answers_in_any_language_where_it_was_asked(
    text: str, more: dict[str, Any], *, other: bool
) -> None:
    assert in_another_language(told(text, **more)) is other
