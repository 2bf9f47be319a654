"""A parent of a child at school age is no stranger, and who may be asked by what right is asked before refused."""

import time

import pytest

from actions.vocabulary import NO_AUTHORITY
from actions.words.own_child import at_school, begins_as_parent, of_the_childs, tells_of_wrong_data
from actions.words.phrases import of_own_minor
from actions.words.plainly import requester_by_words, wrong_of_ones_child
from knowledge.vocabulary import Requester
from tests.unit.actions.fakes import Talk, validate

SON = (
    "Hi! My son's in grade 6 and he's got an oni mail account. "
    "The birthday you have for him is wrong, says 2003, should be 2013."
)
MUM = "I'm his mum so I suppose I'm the one who has to ask. Could you please fix that?"


@pytest.mark.parametrize(
    "text",
    [
        SON,
        "My daughter is in kindergarten",
        "my youngest son, who is in year 4, has an account",
        "my fifth grader has an account with you",
        "My son goes to elementary school.",
        "my underage daughter",
        "息子は小学生です",
        "うちの子は小学校3年で",
        "我儿子上小学",
        "我女儿今年在读三年级",
        "我上幼儿园的孩子",
    ],
)
def test_a_child_at_school_is_a_minor(text: str) -> None:
    assert at_school(text)
    assert of_own_minor(text)


@pytest.mark.parametrize(
    "text",
    [
        "My son's in grade 12",
        "my son is in college",
        "my sister's son is in grade 6",
        "my son's teacher works in a primary school",
        "My son works in a kindergarten.",
        "my son is in Tokyo",
        "my neighbour's daughter is in kindergarten",
        "I am in grade 6",
        "息子は大学生です",
        "息子の小学校の先生の情報",
        "我儿子在小学当老师",
        "我儿子是小学老师",
        "我同事的儿子上小学",
        "我上小学",
    ],
)
def test_who_is_grown_up_or_another_s_child_is_none(text: str) -> None:
    assert not at_school(text)


@pytest.mark.parametrize(
    "text",
    [
        SON,
        "My daughter is in kindergarten and you have her name wrong",
        "my fifth grader's email address is incorrect",
        "我儿子上小学，你们登记的他的生日错了",
        "小学生の息子の住所が間違っています",
    ],
)
def test_what_is_wrong_of_the_child_is_the_parent_s_to_correct(text: str) -> None:
    assert wrong_of_ones_child(text)
    assert requester_by_words(text, {"requester": "self"}) == Requester.STATUTORY_AGENT
    talk = Talk()
    assert talk.run("action_no_authority", "no_authority", text=text, confidence=0.49).next == [
        "action_start_request"
    ]
    said = talk.run(
        "action_start_request", "no_authority", text=text, confidence=0.49, requester="self", subject="other"
    )
    assert said.next == ["request_form"]
    assert (talk.slots["request_type"], talk.slots["requester"]) == ("correction", "statutory_agent")


@pytest.mark.parametrize(
    "text",
    [
        "My son's in grade 6. My address is wrong.",
        "My son's in grade 6 and his teacher has the wrong address.",
        "My son's in grade 6. Is his name wrong?",
        "What if his birthday is wrong? My son's in grade 6.",
        "My son's in grade 6 and he loves your service.",
        "My son is 25 and his birthday is wrong.",
        "我儿子上小学，我的地址错了",
        "我儿子上小学，他的老师的电话错了",
        "小学生の息子がいます。私の住所が違います",
        "小学生の息子の住所はどこにありますか",
    ],
)
def test_one_s_own_data_another_s_and_a_question_are_none(text: str) -> None:
    assert not wrong_of_ones_child(text)


@pytest.mark.parametrize(
    "text",
    [
        MUM,
        "I’m her dad, so please fix it.",
        "Well, I am their guardian.",
        "我是他妈妈，请改一下",
        "私はこの子の母親なので、お願いします",
    ],
)
def test_who_says_that_they_are_the_parent_goes_on_with_what_was_wanted(text: str) -> None:
    assert begins_as_parent(text)
    talk = Talk(outcome=NO_AUTHORITY, offer="handoff", request_type="correction")
    assert talk.run("action_respond", "needs_help", text=text).next == ["action_continue"]
    said = talk.run("action_continue", "needs_help", text=text)
    assert said.next == ["request_form"]
    assert (talk.slots["request_type"], talk.slots["requester"]) == ("correction", "statutory_agent")


@pytest.mark.parametrize(
    "text",
    [
        "I'm not his mum",
        "I'm his mum's friend.",
        "I'm his teacher.",
        "Is his mum allowed to ask?",
        "I am the mother of my 20-year-old son",
        "his mum told me",
        "我不是他妈妈",
        "我是他同学的妈妈",
        "私は母の代わりです",
    ],
)
def test_who_is_not_or_only_speaks_of_a_parent_is_none(text: str) -> None:
    assert not begins_as_parent(text)


def test_in_the_form_the_parent_is_noted() -> None:
    talk = Talk(
        request_type="correction", requester="statutory_agent", subject="other", requested_slot="reply_method"
    )
    said = validate(talk, "needs_help", text=MUM)
    assert "talk.help" not in said.keys
    assert talk.slots["requester"] == "statutory_agent"


@pytest.mark.parametrize(
    ("text", "ranked"),
    [
        ("I'd like to correct my wife's address", [("no_authority", 0.5), ("request_correction", 0.3)]),
        ("我想看我老公的通话记录", [("no_authority", 0.6), ("request_disclosure", 0.19)]),
        ("妻の住所を直してほしいです", [("no_authority", 0.6), ("request_correction", 0.3)]),
    ],
)
def test_where_the_right_is_unclear_the_form_asks_it(text: str, ranked: list[tuple[str, float]]) -> None:
    talk = Talk()
    said = talk.run("action_no_authority", "no_authority", text=text, confidence=0.6, ranked=ranked)
    assert (said.keys, said.next) == (["request.relative"], ["request_form"])
    assert talk.slots.get("requester") is None


@pytest.mark.parametrize(
    ("text", "confidence"),
    [
        ("隣の人の情報を見たい", 0.6),
        ("妻の情報を見たい", 0.95),
        ("妻に内緒で妻の情報を見たい", 0.6),
        ("my boss's address is wrong", 0.6),
        ("Show me my wife's data, she doesn't know", 0.6),
        ("瞒着我老公，我想看我老公的记录", 0.6),
        ("妻の情報です", 0.6),
    ],
)
def test_a_stranger_and_who_hides_it_are_told_who_may_ask(text: str, confidence: float) -> None:
    said = Talk().run("action_no_authority", "no_authority", text=text, confidence=confidence)
    assert said.keys[0].startswith("outcome.no_authority")


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters", ["my son is in ", "my ", "i'm his mum ", "我儿子上", "息子の", "birthday is "]
)
def test_long_texts_cost_little(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    started = time.process_time()
    at_school(text)
    of_the_childs(text)
    tells_of_wrong_data(text)
    begins_as_parent(text)
    assert time.process_time() - started < 5
