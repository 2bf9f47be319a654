"""Who leaves open by what way, or which agent, is told what there is, whichever the topics take the question for."""

import numpy as np
import pytest

from knowledge.grounding import Grounding
from knowledge.left_open import (
    AN_AGENT,
    EITHER_AGENT,
    INSTEAD,
    ONE_WAY,
    asks_for_any_agent,
    asks_for_any_contact,
    of_what_is_stated,
)
from knowledge.ranking import Coverage
from knowledge.topics.taxonomy import load_topics

TOPICS = ("desk_email", "desk_phone", "desk_closed_successor", "fee_amount")
AGENTS = ("agent_papers_mandate", "agent_papers_statutory", "fee_amount")
EMAIL, PHONE, CLOSED, FEE = range(4)


def grounding(*stated: int) -> Grounding:
    known = np.array([number in stated for number in range(len(TOPICS))])
    return Grounding(np.zeros((0, 4), bool), known, ~known, np.zeros(0, bool), np.zeros(4, bool))


def asked(*shares: float) -> Coverage:
    return Coverage(TOPICS, np.array(shares), np.zeros(4))


def shares(question: str, coverage: Coverage, known: Grounding) -> list[float]:
    return [round(float(one), 2) for one in of_what_is_stated(coverage, known, question).asked]


def test_the_topics_are_those_of_the_map() -> None:
    assert {*ONE_WAY, *INSTEAD, *AN_AGENT, *EITHER_AGENT} <= {one.id for one in load_topics().topics}


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
    assert shares("問い合わせ先は", asked(0.9, 0.1, 0, 0), grounding(PHONE)) == [0, 1.0, 0, 0]
    moved = of_what_is_stated(asked(0.9, 0.1, 0, 0), grounding(PHONE), "問い合わせ先は")
    assert moved.total == pytest.approx(0.9)


def test_of_a_closed_desk_who_took_over_is_told() -> None:
    assert shares("問い合わせ先は", asked(0.9, 0.1, 0, 0), grounding(CLOSED)) == [0, 0.1, 0.9, 0]


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
    assert shares(question, asked(0.9, 0.1, 0, 0), known) == [0.9, 0.1, 0, 0]


def test_another_matter_stays_as_it_was() -> None:
    assert shares("問い合わせ先は", asked(0.1, 0, 0, 0.9), grounding(PHONE)) == [0.1, 0, 0, 0.9]


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
    before = Coverage(AGENTS, np.array([0.8, 0.0, 0.2]), np.zeros(3))
    return [
        round(float(one), 2) for one in of_what_is_stated(before, grounded, question, asker_told=told).asked
    ]


def test_where_only_one_agents_papers_are_stated_they_are_told() -> None:
    assert agents("代理人の必要書類は", 1) == [0.0, 0.8, 0.2]


def test_an_agent_who_is_known_is_told_no_other_ones_papers() -> None:
    assert agents("代理人の必要書類は", 1, told=True) == [0.8, 0.0, 0.2]
    assert agents("委任した代理人の必要書類は", 1) == [0.8, 0.0, 0.2]
    assert agents("代理人の必要書類は", 0, 1) == [0.8, 0.0, 0.2], "the one asked for is stated"
