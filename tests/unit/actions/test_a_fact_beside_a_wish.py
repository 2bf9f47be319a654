"""A fact told after a wish loses no wish; a fragment after a question keeps its topic."""

from typing import Any

import pytest

from actions.case import Case
from actions.words.following import follow_up
from actions.words.kin import says_kin, wished_of_a_relative
from knowledge.several import matters
from knowledge.vocabulary import CompanyId
from tests.unit.actions.fakes import Book, Talk, requested, validate

KIN = (
    "私は娘です",
    "私は母の娘です",
    "I'm her daughter",
    "I am my mother's son",
    "我是她女儿",
    "我是我妈妈的女儿",
    "私は本人の息子です",
    "私は孫娘です",
)


@pytest.mark.parametrize("text", KIN)
def test_in_the_form_whose_relative_they_are_is_taken_in_and_the_form_asks_on(text: str) -> None:
    talk = Talk(ambiguous="request_remove", requested_slot="request_type", misses=1)
    said = validate(talk, "inform", text=text)
    assert said.keys == ["request.noted"]
    assert requested(said) == "request_type"
    assert talk.slots.get("misses") is None
    assert talk.slots["ambiguous"] == "request_remove"


@pytest.mark.parametrize("text", KIN)
@pytest.mark.parametrize("slots", [{}, {"subject": "address"}])
def test_where_it_is_asked_who_asks_the_ways_of_a_relative_are_told(text: str, slots: dict[str, Any]) -> None:
    talk = Talk(request_type="deletion", requested_slot="requester", **slots)
    said = validate(talk, "inform", text=text)
    assert said.keys == ["request.relative"]
    assert talk.slots.get("requester") is None


@pytest.mark.parametrize("text", KIN)
def test_who_was_taken_for_the_person_themself_is_asked_anew(text: str) -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    said = validate(talk, "inform", text=text)
    assert said.keys == ["request.relative"]
    assert talk.slots.get("requester") is None


WISHES = {
    "母の情報は消せますか": ("request_remove", None),
    "Is it possible to have my mother's data deleted?": ("request_remove", None),
    "可以删除我妈妈的数据吗": ("request_remove", None),
    "可以看我妈妈的资料吗": (None, "disclosure"),
    "能不能删除我爸爸的资料": ("request_remove", None),
    "母の情報を見せてもらえますか": (None, "disclosure"),
    "can my mother's address be corrected?": (None, "correction"),
}


@pytest.mark.parametrize("asked", WISHES)
@pytest.mark.parametrize("text", ["私は娘です", "I'm her daughter", "我是她女儿"])
def test_a_wish_that_was_asked_as_a_question_is_pursued_once_the_relative_is_told(
    text: str, asked: str
) -> None:
    ambiguous, kind = WISHES[asked]
    talk = Talk(question=asked)
    said = talk.run("action_continue", "inform", text=text)
    assert said.keys == ["request.noted"] and said.next == ["request_form"]
    assert talk.slots.get("ambiguous") == ambiguous
    assert talk.slots.get("request_type") == kind


@pytest.mark.parametrize(
    "text",
    [
        "娘の情報です",
        "私は母親です",
        "I'm her mother",
        "私は娘の代理人です",
        "私は娘がいます",
        "娘ではありません",
        "I'm her lawyer",
        "I'm not her daughter",
        "her daughter has my data",
        "I'm her daughter's teacher",
        "我是她的律师",
        "我不是她女儿",
        "我女儿的信息",
        "我是女儿的监护人",
        "我是他爸爸",
        "我是他的父亲",
        "I'm the only child",
        "I'm the partner",
    ],
)
def test_near_it_no_relative_is_told(text: str) -> None:
    assert not says_kin(text)


@pytest.mark.parametrize(
    "question",
    [
        "母の情報は誰に提供されますか",
        "母の情報はいつ消されますか",
        "私の情報は消せますか",
        "母の情報を消したら料金はいくらですか",
        "who can see my mother's data?",
        "how can I delete my data?",
        "我妈妈的信息会给谁看",
        "母の情報を第三者が見られますか",
        "父の情報は他人に見られますか",
        "can my mother see my data?",
        "can my mother delete my account?",
        "can strangers see my mother's data?",
        "could someone else see my wife's account?",
        "别人可以删除我妈妈的资料吗",
        "你们可以不删除我妈妈的资料吗",
        None,
    ],
)
def test_near_it_no_wish_was_asked(question: str | None) -> None:
    assert wished_of_a_relative(question) is None
    assert Talk(question=question).run("action_continue", "inform", text="私は娘です").next != [
        "request_form"
    ]


KEEPING = "データはどのくらい保管されますか"


@pytest.mark.parametrize(
    ("question", "text", "asked"),
    [
        (KEEPING, "その後は？", "保存期間が過ぎた後"),
        (KEEPING, "そのあとどうなりますか", "保存期間が過ぎた後"),
        ("What’s your retention period?", "and after that?", "after the retention period"),
        ("How long do you keep my data?", "and after that?", "after the retention period"),
        ("How long do you keep my data?", "what happens after that?", "after the retention period"),
        (KEEPING, "この後どうするんですか", "保存期間が過ぎた後"),
        ("How long do you keep my data?", "and then after?", "after the retention period"),
        ("数据保存多久？", "那之后呢", "保存期限过后"),
        ("手数料はいくらですか", "それって子どもの分も？", "手数料はいくらですか"),
    ],
)
def test_a_fragment_keeps_the_topic_of_the_question_before(question: str, text: str, asked: str) -> None:
    found = follow_up(Case(CompanyId("acme"), question=question), text, Book())
    assert found is not None and asked in found.text
    assert matters(found.text) == (), "it is one question"


def test_after_another_question_what_comes_after_is_what_else_there_is() -> None:
    found = follow_up(Case(CompanyId("acme"), question="手数料はいくらですか"), "その後は？", Book())
    assert found is not None and found.kind == "on"
    assert follow_up(Case(CompanyId("acme")), "その後は？", Book()) is None


@pytest.mark.parametrize(
    "text",
    [
        "その後は電話しないでください",
        "その後、引っ越しました",
        "後で",
        "after that I moved to Paris",
        "later",
        "after my death?",
        "之后再说",
        "以后不要联系我",
    ],
)
def test_near_it_no_topic_is_gone_on_with(text: str) -> None:
    found = follow_up(Case(CompanyId("acme"), question=KEEPING), text, Book())
    assert found is None


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["私は娘の", "i'm her ", "我是她", "and after ", "その後"])
def test_a_long_message_costs_little(letters: str) -> None:
    assert not says_kin((letters * 20_000)[:20_000])
    follow_up(Case(CompanyId("acme"), question=KEEPING), (letters * 20_000)[:20_000], Book())
    wished_of_a_relative("母の" + (letters * 20_000)[:20_000])
