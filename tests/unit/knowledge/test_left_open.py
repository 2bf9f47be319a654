"""Who leaves open by what way, or which agent, is told what there is, whichever the topics take the question for."""

from collections.abc import Sequence

import numpy as np
import pytest

from knowledge.grounding import Grounding
from knowledge.left_open import (
    AN_AGENT,
    EITHER_AGENT,
    HOW,
    INSTEAD,
    ONE_WAY,
    PAPERS,
    WHAT_BECOMES,
    asks_for_any_agent,
    asks_for_any_contact,
    asks_how_it_is_done,
    asks_what_is_needed,
    of_what_is_stated,
)
from knowledge.topics.classifier import TopicScore
from knowledge.topics.taxonomy import load_topics

TOPICS = ("desk_email", "desk_phone", "desk_closed_successor", "fee_amount")
AGENTS = ("agent_papers_mandate", "agent_papers_statutory", "fee_amount")
EMAIL, PHONE, CLOSED, FEE = range(4)


def grounding(*stated: int) -> Grounding:
    known = np.array([number in stated for number in range(len(TOPICS))])
    return Grounding(np.zeros((0, 4), bool), known, ~known, np.zeros(0, bool), np.zeros(4, bool))


def scores(names: Sequence[str], shares: Sequence[float]) -> tuple[TopicScore, ...]:
    told = [TopicScore(name, share) for name, share in zip(names, shares, strict=True)]
    return tuple(sorted(told, key=lambda one: -one.probability))


def shares(question: str, before: Sequence[float], known: Grounding) -> list[float]:
    after = of_what_is_stated(scores(TOPICS, before), TOPICS, known, question)
    assert [one.probability for one in after] == sorted((one.probability for one in after), reverse=True)
    found = {one.topic: round(one.probability, 2) for one in after}
    return [found.get(name, 0.0) for name in TOPICS]


def test_the_topics_are_those_of_the_map() -> None:
    assert {*ONE_WAY, *INSTEAD, *AN_AGENT, *EITHER_AGENT, *WHAT_BECOMES, *HOW, *PAPERS} <= {
        one.id for one in load_topics().topics
    }


@pytest.mark.parametrize(
    "question",
    [
        "問い合わせ先を教えてください",
        "お問い合わせ窓口はどこですか",
        "連絡先は？",
        "どこに問い合わせればいいですか",
        "個人情報のことはどこに相談すればいいですか",
        "お問合せ先はどこ？",
        "How can I contact you?",
        "how do i get in touch with your privacy people",
        "怎么联系你们",
        "聯繫方式是什麼？",
    ],
)
def test_a_question_for_any_contact_is_one(question: str) -> None:
    assert asks_for_any_contact(question)


@pytest.mark.parametrize(
    "question",
    [
        "メールでの問い合わせ先はありますか",
        "問い合わせのメールアドレスを教えてください",
        "電話で連絡できますか",
        "苦情はどこに言えばいいですか",
        "問い合わせ窓口の受付時間は",
        "請求書はどこに送ればいいですか",
        "Is there a phone number to contact you?",
        "What is your contact address?",
        "联系电话是多少",
        "手数料はいくらですか",
    ],
)
def test_one_that_names_a_way_or_another_matter_is_none(question: str) -> None:
    assert not asks_for_any_contact(question)


def test_of_a_desk_without_a_mail_address_the_telephone_is_told() -> None:
    assert shares("問い合わせ先は", (0.9, 0.1, 0, 0), grounding(PHONE)) == [0, 1.0, 0, 0]


def test_of_a_closed_desk_who_took_over_is_told() -> None:
    assert shares("問い合わせ先は", (0.9, 0.1, 0, 0), grounding(CLOSED)) == [0, 0.1, 0.9, 0]


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("メールの問い合わせ先は", grounding(PHONE)),
        ("問い合わせ先は", grounding(EMAIL, PHONE)),
        ("問い合わせ先は", grounding(FEE)),
    ],
    ids=["a way is named", "the way is stated", "no way is stated"],
)
def test_else_it_stays_as_it_was(question: str, known: Grounding) -> None:
    assert shares(question, (0.9, 0.1, 0, 0), known) == [0.9, 0.1, 0, 0]


def test_another_matter_stays_as_it_was() -> None:
    assert shares("問い合わせ先は", (0.1, 0, 0, 0.9), grounding(PHONE)) == [0.1, 0, 0, 0.9]


@pytest.mark.parametrize(
    "question",
    ["代理人でも請求できますか", "代理人の必要書類は", "Can an agent make the request?", "可以代理申请吗"],
)
def test_a_question_for_any_agent_is_one(question: str) -> None:
    assert asks_for_any_agent(question)


@pytest.mark.parametrize(
    "question",
    [
        "委任した代理人の書類は",
        "法定代理人の必要書類",
        "家族が代理で請求できますか",
        "弁護士が代理で請求します",
        "Can my lawyer act as my agent?",
        "律师可以代理吗",
        "手数料はいくらですか",
    ],
)
def test_one_that_names_an_agent_is_none(question: str) -> None:
    assert not asks_for_any_agent(question)


def agents(question: str, *stated: int, told: bool = False) -> list[float]:
    known = np.array([number in stated for number in range(len(AGENTS))])
    grounded = Grounding(np.zeros((0, 3), bool), known, ~known, np.zeros(0, bool), np.zeros(3, bool))
    before = scores(AGENTS, (0.8, 0.0, 0.2))
    after = of_what_is_stated(before, AGENTS, grounded, question, asker_told=told)
    found = {one.topic: round(one.probability, 2) for one in after}
    return [found.get(name, 0.0) for name in AGENTS]


def test_where_only_one_agents_papers_are_stated_they_are_told() -> None:
    assert agents("代理人の必要書類は", 1) == [0.0, 0.8, 0.2]


def test_an_agent_who_is_known_is_told_no_other_ones_papers() -> None:
    assert agents("代理人の必要書類は", 1, told=True) == [0.8, 0.0, 0.2]
    assert agents("委任した代理人の必要書類は", 1) == [0.8, 0.0, 0.2]
    assert agents("代理人の必要書類は", 0, 1) == [0.8, 0.0, 0.2], "the one asked for is stated"


@pytest.mark.parametrize(
    "question",
    [
        "怎么删除我的信息",
        "如何申请把个人资料删掉",
        "how do i get my data deleted?",
        "How can I have my account removed?",
        "個人情報を削除してもらうには",
        "削除の手続きは",
        "情報が間違ってるんだけど、どう直すの?",
        "個人情報 利用停止 方法",
        "怎么让你们停止使用我的信息？",
        "How can I correct my address?",
    ],
)
def test_how_a_request_is_made_is_asked(question: str) -> None:
    assert asks_how_it_is_done(question)


@pytest.mark.parametrize(
    "question",
    [
        "解约后信息会怎么处理",
        "信息什么时候删除",
        "解約したら情報は削除されますか",
        "When do you delete my data?",
        "How long do you keep my data?",
        "利用停止するとどうなりますか",
        "情報が間違っていました",
        "記入を間違えたときは",
    ],
)
def test_when_it_is_done_or_what_comes_of_it_is_another_question(question: str) -> None:
    assert not asks_how_it_is_done(question)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("開示請求って何がいるの?", True),
        ("手続きには何が必要ですか", True),
        ("開示請求って何?", False),
        ("何が書いてありますか", False),
    ],
)
def test_what_is_needed_for_a_request_is_asked(question: str, asks: bool) -> None:
    assert asks_what_is_needed(question) == asks
