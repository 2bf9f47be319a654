"""A request that has been taken up is named again: no second one, unless another one is meant. And one that is named to
say that it is not wanted is none."""

from typing import Any

import pytest

from actions.case import Heard
from actions.words.names import unwanted_by_name
from actions.words.once_more import asked_after, wants_another
from actions.words.phrases import declined_at
from actions.words.wishes import wanted_by, wishes
from tests.unit.actions.fakes import Answers, Said, Talk, reply_of, stated, validate

TAKEN_UP: dict[str, Any] = {
    "stage": "opened",
    "request_type": "erasure",
    "requester": "self",
    "subject": "other",
    "opened": True,
}
JA_BOTH = "はい、消去です。利用停止のほうは無しで。"


def start(intent: str = "request_erasure", **more: Any) -> tuple[Talk, Said]:
    talk = Talk(**TAKEN_UP)
    return talk, talk.run("action_start_request", intent, **more)


def test_the_same_one_named_again_and_another_declined_begins_nothing() -> None:
    _, said = start(
        text=JA_BOTH,
        request_type="erasure",
        named=["erasure", "use_stop"],
        named_ends=[5, 12],
        parts=[("request_erasure", False, {}), ("request_use_stop", False, {})],
    )
    assert said.keys == ["request.already_opened"]
    assert said.next == []
    assert said.values() == ["ask_status", "start_request", "handoff"]


@pytest.mark.parametrize(
    ("intent", "text", "named", "ends"),
    [
        ("request_use_stop", "是的，消除，停止使用就不用了", ["erasure", "use_stop"], [5, 10]),
        ("request_use_stop", "Yes, erasure please, I don't need the suspension of use", ["erasure"], [12]),
        ("request_erasure", "yes, the erasure, not the suspension", ["erasure"], [16]),
        ("request_erasure", "消去だけで、利用停止は結構です", ["erasure", "use_stop"], [2, 10]),
        ("request_erasure", "そうです、消去で。", ["erasure"], [7]),
        ("request_remove", "はい、消してください", [], []),
        ("request_erasure", "my data erasure please", ["erasure"], [15]),
    ],
)
def test_so_in_every_language(intent: str, text: str, named: list[str], ends: list[int]) -> None:
    _, said = start(intent, text=text, named=named, named_ends=ends)
    assert said.keys == ["request.already_opened"]
    assert said.next == []


def test_what_sounds_like_a_no_is_led_there_as_well() -> None:
    talk = Talk(**TAKEN_UP)
    said = talk.run("action_continue", "deny", text="yes, erasure. not the suspension", named=["erasure"])
    assert said.next == ["action_start_request"]


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("もう一件、消去をお願いします", {}),
        ("別のアカウントの消去もお願いします", {}),
        ("I'd like another erasure please", {}),
        ("再申请一次消除", {}),
        ("母の情報も消去してください", {}),
        ("my wife's erasure please", {}),
        ("住所も消去してください", {"subject": "address"}),
    ],
)
def test_another_one_is_begun(text: str, more: dict[str, str]) -> None:
    talk, said = start(text=text, request_type="erasure", named=["erasure"], **more)
    assert "request.already_opened" not in said.keys
    assert said.next == ["request_form"]
    assert talk.slots["request_type"] == "erasure"


def test_for_somebody_else_it_is_asked_anew_who_asks() -> None:
    talk, _ = start(text="母の情報も消去してください", request_type="erasure", named=["erasure"])
    assert talk.slots["requester"] is None
    talk, _ = start(text="もう一件、消去をお願いします", request_type="erasure", named=["erasure"])
    assert talk.slots["requester"] == "self"


def test_another_one_of_no_kind_is_begun_too() -> None:
    _, said = start("request_unclear", text="もう一件お願いします")
    assert said.next == ["request_form"]
    _, said = start("request_unclear", text="では受け付けてください")
    assert said.keys == ["request.already_opened"]


def test_of_two_wishes_the_one_that_has_been_taken_up_is_not_begun_again() -> None:
    talk, said = start(
        text="消去と、あと訂正もお願いします",
        parts=[("request_erasure", False, {}), ("request_correction", True, {})],
        named=["erasure", "correction"],
    )
    assert said.next == ["request_form"]
    assert talk.slots["request_type"] == "correction"
    assert not talk.slots.get("later")


def test_another_kind_is_another_request() -> None:
    talk, said = start("request_disclosure", text="開示をお願いします", request_type="disclosure")
    assert said.next == ["request_form"]
    assert talk.slots["request_type"] == "disclosure"


def test_what_is_only_declined_is_noted() -> None:
    _, said = start(
        "request_use_stop",
        text="利用停止のほうは無しで",
        request_type="use_stop",
        named=["use_stop"],
        named_ends=[4],
    )
    assert said.keys == ["request.noted"]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("利用停止のほうは無しで。", "利用停止"),
        ("利用停止はなしです", "利用停止"),
        ("利用停止の件はいりません", "利用停止"),
        ("利用停止の手続きは結構です", "利用停止"),
        ("停止使用就不用了", "停止使用"),
        ("停止使用的话不需要了", "停止使用"),
    ],
)
def test_a_request_is_named_to_say_that_it_is_not_wanted(text: str, right: str) -> None:
    assert declined_at(text, len(right), 0)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("利用停止のほうがいいです", "利用停止"),
        ("利用停止の方でお願いします", "利用停止"),
        ("利用停止の件は結構ですか", "利用停止"),
        ("利用停止の件はどうなりましたか", "利用停止"),
        ("利用停止はなしくずしに進みますか", "利用停止"),
        ("停止使用不用的信息", "停止使用"),
        ("停止使用不要钱吗", "停止使用"),
        ("停止使用要不要本人去", "停止使用"),
    ],
)
def test_what_only_sounds_so_declines_nothing(text: str, right: str) -> None:
    assert not declined_at(text, len(right), 0)


def test_a_declined_part_is_no_wish() -> None:
    parts: list[dict[str, object]] = [
        {"entity": "part", "value": one, "joined": False, "says": {}}
        for one in ("request_erasure", "request_use_stop")
    ]
    named = [
        {"entity": "named_type", "value": "erasure", "start": 3, "end": 5},
        {"entity": "named_type", "value": "use_stop", "start": 8, "end": 12},
    ]
    message = {
        "text": JA_BOTH,
        "intent": {"name": "request_erasure", "confidence": 0.88},
        "intent_ranking": [
            {"name": "request_erasure", "confidence": 0.88},
            {"name": "request_use_stop", "confidence": 0.12},
        ],
        "entities": [*named, *parts],
    }
    told = wishes(Heard.of_message(message))
    assert [wanted_by(one.intent) for one in told.requests] == ["erasure"]
    both = wishes(Heard.of_message({**message, "text": "はい、消去です。利用停止のほうもお願い"}))
    assert [wanted_by(one.intent) for one in both.requests] == ["erasure", "use_stop"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I don't need the suspension of use", "use_stop"),
        ("erasure, not the suspension", "use_stop"),
        ("no correction please", "correction"),
        ("I no longer want the deletion.", "deletion"),
        ("just disclosure, without the erasure", "erasure"),
    ],
)
def test_an_english_name_may_be_said_so_too(text: str, kind: str) -> None:
    assert unwanted_by_name(text) == (kind,)


@pytest.mark.parametrize(
    "text",
    [
        "I don't want the deletion to fail",
        "why is there no deletion?",
        "not only the deletion but the disclosure",
        "I don't need the correction form",
        "no, deletion please",
        "deletion, not tomorrow but now",
        "without deletion rights I cannot go on",
        "do not delete it",
    ],
)
def test_what_only_names_one_beside_a_not_does_not(text: str) -> None:
    assert unwanted_by_name(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "はい、消去です",
        "消去でお願いします",
        "もう消去でいいです",
        "消去の件でお願いします",
        "yes, erasure",
        "the erasure, please",
        "erase it now",
        "是的，消除",
        "我要申请删除",
        "再见",
    ],
)
def test_who_says_the_same_again_speaks_of_no_other_one(text: str) -> None:
    assert not wants_another(text)


OPEN: dict[str, Any] = {"request_type": "erasure", "requester": "self", "requested_slot": "subject"}


@pytest.mark.parametrize(
    ("text", "end"), [("利用停止のほうは無しで", 4), ("利用停止は無しです", 4), ("停止使用就不用了", 4)]
)
def test_in_the_form_a_declined_one_is_not_switched_to(text: str, end: int) -> None:
    talk = Talk(**OPEN)
    said = validate(
        talk, "request_use_stop", text=text, request_type="use_stop", named=["use_stop"], named_ends=[end]
    )
    assert said.keys == ["request.noted"]
    assert talk.slots["request_type"] == "erasure"


def test_nor_is_it_where_something_else_is_answered_beside_it() -> None:
    talk = Talk(request_type="erasure", requested_slot="requester")
    text = "本人です。利用停止は無しで"
    validate(
        talk,
        "request_use_stop",
        text=text,
        requester="self",
        request_type="use_stop",
        named=["use_stop"],
        named_ends=[9],
    )
    assert (talk.slots["request_type"], talk.slots["requester"]) == ("erasure", "self")


def test_one_that_waits_is_dropped() -> None:
    talk = Talk(**OPEN, later=["use_stop"])
    said = validate(
        talk,
        "request_use_stop",
        text="利用停止のほうは無しで",
        request_type="use_stop",
        named=["use_stop"],
        named_ends=[4],
    )
    assert said.keys == ["request.dropped"]
    assert not talk.slots.get("later")


@pytest.mark.parametrize(
    ("text", "named", "ends"),
    [
        ("利用停止のほうがいいです", ["use_stop"], [4]),
        ("消去じゃなくて利用停止で", ["erasure", "use_stop"], [2, 11]),
        ("やっぱり利用停止で", ["use_stop"], [8]),
        ("利用停止にします", ["use_stop"], [4]),
        ("利用停止でお願いします", ["use_stop"], [4]),
        ("消去はいいので、利用停止を", ["erasure", "use_stop"], [2, 12]),
    ],
)
def test_one_that_is_wanted_still_is(text: str, named: list[str], ends: list[int]) -> None:
    talk = Talk(**OPEN)
    validate(talk, "request_use_stop", text=text, request_type="use_stop", named=named, named_ends=ends)
    assert talk.slots["request_type"] == "use_stop"


def test_of_other_data_it_may_be_among_what_was_meant_unless_it_comes_besides() -> None:
    """An angry customer says it twice: 「うちの番号、もう外に出すのやめろ」."""
    for text in (
        "電話番号を消せって言ってるだろ",
        "please erase my phone number already",
        "把电话号码删掉啊",
    ):
        _, said = start(text=text, request_type="erasure", subject="contact")
        assert said.keys == ["request.already_opened"]
    for text in ("電話番号も消してください", "erase my phone number as well", "电话号码也删掉"):
        _, said = start(text=text, request_type="erasure", subject="contact")
        assert said.next == ["request_form"]


def test_a_question_beside_the_request_that_was_received_is_answered() -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("privacy@example.jp"),))), **TAKEN_UP)
    said = talk.run(
        "action_start_request",
        "request_erasure",
        text="嗯，消去。联系邮箱是哪个？我怕这里弄不成。",
        confidence=0.95,
        request_type="erasure",
        named=["erasure"],
        parts=[
            ("request_erasure", False, {"named_type": "erasure"}),
            ("inform", False, {"subject": "contact"}),
        ],
    )
    assert said.keys[0].startswith("answer.") and said.keys[-1] == "request.already_opened"
    assert "联系邮箱是哪个？" in talk.answers.asked[0][2]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Yes, erasure. Where do I send it?", "Where do I send it?"),
        ("はい、消去です。手数料はいくらですか", "手数料はいくらですか"),
        ("はい、消去です。", None),
        ("手数料はいくらですか", None),
        ("Yes. Erasure. Please.", None),
    ],
)
def test_a_question_stands_in_a_sentence_of_its_own(text: str, question: str | None) -> None:
    found = asked_after(text)
    assert (found and found.strip()) == question


OFFERED = {**TAKEN_UP, "stage": "form_offered", "opened": None, "subject": "all", "region": None}


@pytest.mark.parametrize(
    "text",
    ["はい、消去です。", "嗯，消去。联系邮箱是哪个？我怕这里弄不成。", "Yes, erasure. Where do I send it?"],
)
def test_whose_form_waits_is_not_begun_anew_by_being_named_again(text: str) -> None:
    talk = Talk(**OFFERED)
    said = talk.run(
        "action_start_request", "request_erasure", text=text, request_type="erasure", named=["erasure"]
    )
    assert said.keys[-1] == "request.form_waiting" and said.next == []
    assert (talk.slots["stage"], talk.slots["subject"]) == ("form_offered", "all")


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("住所だけ消去してください", {"subject": "address"}),
        ("母の情報の消去です", {}),
        ("もう一件、消去をお願いします", {}),
        ("my father's erasure", {}),
        ("消去は郵送でお願いします", {"reply_method": "post"}),
        ("委任を受けた代理人として消去を請求します", {"requester": "voluntary_agent"}),
    ],
)
def test_what_tells_it_otherwise_is_taken_up_while_the_form_waits(text: str, more: dict[str, Any]) -> None:
    talk = Talk(**{**OFFERED, "reply_method": "email"})
    said = talk.run(
        "action_start_request",
        "request_erasure",
        text=text,
        request_type="erasure",
        named=["erasure"],
        **more,
    )
    assert said.next == ["request_form"]
