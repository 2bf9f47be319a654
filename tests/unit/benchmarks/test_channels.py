"""What `python -m benchmarks.channels` takes for an answer."""

import re
from collections import Counter

import pytest

from benchmarks.channels import (
    APOLOGIES,
    QUESTIONS,
    Measured,
    customers,
    failures,
    part,
    questions,
    read_by,
    wrong_of,
)
from desk.wording import render
from evaluation.fake_line import Sent

USERS = customers(questions(2 * len(QUESTIONS), 2))
ANSWER = (("text", "greeting"), ("text", "answer"), ("flex", "clause"))
EXPECTED = (ANSWER,) * len(QUESTIONS)


def rush() -> list[Sent]:
    """What reached the phones where all went well."""
    return [
        Sent(user, "reply", {"type": kind, "altText" if kind == "flex" else "text": words})
        for user in USERS
        for kind, words in ANSWER
    ]


def test_a_rush_in_which_each_message_was_answered_once_is_right() -> None:
    assert wrong_of(rush(), USERS, EXPECTED) == []
    assert set(read_by(rush()).values()) == {ANSWER}


def test_an_apology_is_no_answer() -> None:
    sent = rush()
    sent[1].body["text"] = APOLOGIES[0]
    assert wrong_of(sent, USERS, EXPECTED) == ["customer 0 read an apology"]


def test_the_apologies_are_what_the_desk_says() -> None:
    said = [render(key, "ja") for key in ("system.bot_down", "system.handoff_without_bot")]
    assert list(APOLOGIES) == said


def test_a_clause_that_comes_twice_is_seen_although_it_is_no_text() -> None:
    sent = rush()
    sent.append(sent[2])
    assert wrong_of(sent, USERS, EXPECTED) == ["customer 0 read 4 objects instead of 3"]


def test_what_is_missing_or_another_answer_is_seen() -> None:
    sent = rush()
    sent[4].body["text"] = "something else"
    del sent[0]
    assert wrong_of(sent, USERS, EXPECTED) == [
        "customer 0 read 2 objects instead of 3",
        "customer 1 read something else than the one before the rush",
    ]
    assert len(wrong_of([], USERS, EXPECTED)) == len(USERS)


def test_answers_in_another_order_are_seen() -> None:
    sent = rush()
    sent[1], sent[2] = sent[2], sent[1]
    assert wrong_of(sent, USERS, EXPECTED) == ["customer 0 read the answers in another order"]


def test_each_customer_asks_different_things_one_after_the_other() -> None:
    asked = questions(7, 2)
    assert len(asked) == 14
    assert len(set(asked)) == 14
    assert [user for user, _ in asked[:7]] == [user for user, _ in asked[7:]] == customers(asked)
    assert [text for _, text in asked[7:9]] == [QUESTIONS[1], QUESTIONS[2]]
    assert not set(customers(asked)) & set(
        customers(questions(7, 2, group=1))
    )  # none of them has asked before


def test_all_in_time_and_answered_once_is_no_failure() -> None:
    assert failures(Measured(acknowledgements=[10.0] * 995 + [900.0] * 5), 200.0) == []


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        (Measured(acknowledgements=[10.0] * 985 + [900.0] * 15), "p99 of the acknowledgements is 900 ms"),
        (Measured(acknowledgements=[200.0] * 1000), "is 200 ms, not below 200 ms"),
        (Measured(acknowledgements=[1.0], refused=Counter({"http_500": 2})), r"2 events .* \(http_500\)"),
        (
            Measured(acknowledgements=[1.0], wrong=["customer 0 read an apology"]),
            "1 customers were not answered",
        ),
    ],
)
def test_late_or_missing_acknowledgements_and_wrong_answers_are_failures(
    measured: Measured, said: str
) -> None:
    (found,) = failures(measured, 200.0)
    assert re.search(said, found)


def test_a_percentile_of_few_times_is_one_of_them() -> None:
    assert [part([3.0, 1.0, 2.0], below) for below in (0.0, 0.5, 0.99)] == [1.0, 2.0, 3.0]
