"""「私の娘の分も」: the same for somebody else as well, and nothing that was told before is lost."""

import pytest

from actions.words.another_too import also_for, for_oneself_too
from tests.unit.actions.fakes import Answers, Talk, reply_of, requested, stated, validate

CHILD = (
    "私の娘の分も",
    "息子のも一緒にできますか",
    "長男のデータもお願いします",
    "娘の分も見られますか",
    "for my daughter too",
    "我女儿的也要",
)
OTHER = ("母の分も", "うちの妻のもお願い", "and my wife's data?", "my friend's as well", "我妈妈的呢？")
NEITHER = (
    "娘の分です",
    "娘です",
    "娘の住所を消して",
    "娘も同じ住所です",
    "母もそう言っています",
    "私の分も",
    "my daughter",
    "我女儿",
    "父の分も亡くなったので不要です",
)


def test_whom_it_is_for_tells_as_what_one_would_ask() -> None:
    assert [also_for(text) for text in CHILD] == ["statutory_agent"] * len(CHILD)
    assert [also_for(text) for text in OTHER] == ["voluntary_agent"] * len(OTHER)
    assert [also_for(text) for text in NEITHER] == [None] * len(NEITHER)


@pytest.mark.parametrize("text", [*CHILD, *OTHER])
def test_in_the_form_it_is_no_answer_to_who_asks(text: str) -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    said = validate(talk, "inform", text=text, requester="statutory_agent")
    assert said.keys == ["request.one_person"]
    assert talk.slots.get("requester") is None
    assert requested(said) == "requester"


def test_where_the_policy_wants_one_form_a_person_that_rule_is_said() -> None:
    talk = Talk(company="agency", request_type="disclosure", requester="self", requested_slot="subject")
    said = validate(talk, "inform", text="私の娘の分も")
    assert said.keys == ["request.one_per_form_people"]
    assert talk.slots["requester"] == "self"


def test_after_a_question_it_is_that_question_again() -> None:
    talk = Talk(Answers(reply_of("answer", statements=(stated("1年"),))), question="どれくらい保管されますか")
    assert talk.run("action_continue", "inform", text="私の娘の分も").next == ["action_answer"]
    said = talk.run("action_answer", "inform", text="私の娘の分も")
    assert said.citations() == ["1年"]


def test_after_anything_else_it_hears_who_may_ask() -> None:
    talk = Talk(offer="use_stop")
    assert talk.run("action_continue", "inform", text="私の娘の分も").next == ["action_respond"]
    assert talk.run("action_respond", "inform", text="私の娘の分も").keys == ["talk.for_another"]
    assert talk.slots["offer"] == "use_stop"


@pytest.mark.parametrize(
    "text",
    ["あと私のも", "私の分も", "ついでに自分のもお願いします", "mine too", "and my data as well", "我的也要"],
)
def test_who_asks_for_a_child_and_for_themself_makes_two_requests(text: str) -> None:
    talk = Talk(request_type="deletion", requester="statutory_agent", requested_slot="subject")
    said = validate(talk, text=text, requester="self")
    assert said.keys == ["request.one_person"]
    assert (talk.slots["requester"], requested(said)) == ("statutory_agent", "subject")


@pytest.mark.parametrize(
    "text",
    [
        "私の住所も",
        "私のもの",
        "私も同じ住所です",
        "私のもですか",
        "わたしのお願い",
        "me",
        "my address too",
        "我的",
    ],
)
def test_a_kind_of_data_or_who_asks_is_nothing_more_for_oneself(text: str) -> None:
    assert not for_oneself_too(text)
