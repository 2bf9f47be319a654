"""What `python -m benchmarks.channels` takes for an answer."""

from benchmarks.channels import APOLOGIES, QUESTIONS, read_by, wrong_of
from evaluation.fake_line import Sent

EVENTS = 2 * len(QUESTIONS)
ANSWER = (("text", "greeting"), ("text", "answer"), ("flex", "clause"))
EXPECTED = (ANSWER,) * len(QUESTIONS)


def rush() -> list[Sent]:
    """What reached the phones where all went well."""
    users = [f"U{EVENTS:08x}{number:024x}" for number in range(EVENTS)]
    return [
        Sent(user, "reply", {"type": kind, "altText" if kind == "flex" else "text": words})
        for user in users
        for kind, words in ANSWER
    ]


def test_each_answered_once_is_right() -> None:
    assert wrong_of(rush(), EXPECTED, EVENTS) == []
    assert set(read_by(rush()).values()) == {ANSWER}


def test_an_apology_is_no_answer() -> None:
    sent = rush()
    sent[1].body["text"] = APOLOGIES[0]
    assert wrong_of(sent, EXPECTED, EVENTS) == ["customer 0 read an apology"]


def test_a_clause_that_comes_twice_is_seen_although_it_is_no_text() -> None:
    sent = rush()
    sent.append(sent[2])
    assert wrong_of(sent, EXPECTED, EVENTS) == ["customer 0 read 4 objects instead of 3"]


def test_what_is_missing_or_another_answer_is_seen() -> None:
    sent = rush()
    sent[4].body["text"] = "something else"
    del sent[0]
    assert wrong_of(sent, EXPECTED, EVENTS) == [
        "customer 0 read 2 objects instead of 3",
        "customer 1 read something else than the one before the rush",
    ]
    assert len(wrong_of([], EXPECTED, EVENTS)) == EVENTS
