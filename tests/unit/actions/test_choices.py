"""Buttons: every value that the actions offer is one that the gateway can send."""

import json
from enum import Enum

import pytest

from actions.choices import allowed_values, to_payload
from desk.wording import has
from knowledge.vocabulary import Expects, Region, ReplyMethod, Requester, RequestType, Subject


@pytest.mark.parametrize(
    ("expects", "value", "payload"),
    [
        (Expects.CONFIRM, "yes", "/affirm"),
        (Expects.CONFIRM, "no", "/deny"),
        (Expects.CONFIRM, "change_requester", '/change_answer{"change_target":"requester"}'),
        (Expects.REQUEST_TYPE, "deletion", '/inform{"request_type":"deletion"}'),
        (Expects.REGION, "other", '/inform{"region":"other"}'),
        (Expects.SUBJECT, "other", '/inform{"subject":"other"}'),
        ("reply_method", "email", '/inform{"reply_method":"email"}'),
        (Expects.REQUESTER, "self", '/inform{"requester":"self"}'),
        (None, "disclosure", '/inform{"request_type":"disclosure"}'),
        (None, "handoff", "/handoff"),
        (Expects.SUBJECT, "use_stop", '/inform{"request_type":"use_stop"}'),
        (None, "self", '/inform{"requester":"self"}'),
        (None, "ask_papers", '/ask_question{"topic":"ask_papers"}'),
        (Expects.SUBJECT, "cancel", "/cancel"),
        (Expects.RECEIPT, "more", "/more"),
    ],
)
def test_a_choice_becomes_what_rasa_reads_for_what_is_expected(
    expects: Expects | None, value: str, payload: str
) -> None:
    assert to_payload(expects, value) == payload


@pytest.mark.parametrize("expects", [*Expects, None])
def test_every_allowed_value_has_a_payload_that_rasa_reads_and_a_label(expects: Expects | None) -> None:
    for value in allowed_values(expects):
        name, _, entities = to_payload(expects, value)[1:].partition("{")
        assert name.replace("_", "").isalpha()
        assert json.loads("{" + entities) if entities else True
        assert has(f"choices.{value}"), value


@pytest.mark.parametrize(
    ("expects", "value"), [(Expects.CONFIRM, "other"), (None, "other"), (Expects.REGION, "yes"), (None, "")]
)
def test_a_value_that_means_nothing_here_is_refused_naming_the_allowed_ones(
    expects: Expects | None, value: str
) -> None:
    with pytest.raises(ValueError, match=r"must be one of: .*handoff"):
        to_payload(expects, value)


def test_a_customer_cannot_smuggle_an_intent_through_a_choice() -> None:
    with pytest.raises(ValueError, match="must be one of"):
        to_payload(Expects.SUBJECT, '/restart{"a":"b"}')


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("request_type", RequestType),
        ("region", Region),
        ("requester", Requester),
        ("subject", Subject),
        ("reply_method", ReplyMethod),
    ],
)
def test_every_word_of_the_vocabulary_has_a_label(kind: str, words: type[Enum]) -> None:
    missing = [str(word) for word in words for locale in ("ja", "en") if not has(f"{kind}.{word}", locale)]
    assert missing == []
