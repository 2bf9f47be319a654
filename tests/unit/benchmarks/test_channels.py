"""What `python -m benchmarks.channels` takes for an answer."""

from benchmarks.channels import APOLOGIES, QUESTIONS, customers, questions, read_by, wrong_of
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


def test_each_answered_once_is_right() -> None:
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
