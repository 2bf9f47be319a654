"""What Rasa's actions say is read as it was put together, or not at all (docs/decisions/0085)."""

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa_sdk.executor import CollectingDispatcher

from actions.emit import Emitter
from desk.chat.said import (
    About,
    AskReceipt,
    ChoiceOffered,
    HandoffReason,
    HandOver,
    MalformedSaid,
    OfferForm,
    Said,
    SaidEffect,
    ShowStatus,
    TakeBack,
    Utterance,
    as_json,
    read,
)
from desk.wording import has
from knowledge.citations import Citation
from knowledge.vocabulary import CompanyId, Expects, MessageKind

WORDS = st.text(max_size=12)
PARAMS = st.recursive(
    WORDS | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none(),
    lambda deeper: st.lists(deeper, max_size=3) | st.dictionaries(WORDS, deeper, max_size=3),
    max_leaves=8,
)
CITATIONS = st.builds(
    Citation, WORDS.map(CompanyId), WORDS, WORDS, WORDS, WORDS, st.integers(0, 9), st.integers(0, 9)
)
UTTERANCES = st.builds(
    Utterance,
    utterance=WORDS,
    params=st.dictionaries(WORDS, PARAMS, max_size=3),
    kind=st.sampled_from(MessageKind),
    citations=st.lists(CITATIONS, max_size=3, unique=True).map(tuple),
    choices=st.lists(st.builds(ChoiceOffered, WORDS, WORDS), max_size=3).map(tuple),
    expects=st.none() | st.sampled_from(Expects),
    facts=st.lists(WORDS, max_size=3).map(tuple),
    about=st.none() | st.builds(About, st.none() | WORDS, st.floats(0, 1)),
)
EFFECTS = st.sampled_from(
    [
        *(HandOver(reason) for reason in get_args(HandoffReason)),
        *(kind() for kind in (OfferForm, ShowStatus, TakeBack, AskReceipt)),
    ]
)


def carried(item: Any) -> Any:
    """Over HTTP to Rasa and back."""
    return json.loads(json.dumps(item))


@given(UTTERANCES | EFFECTS)
def test_whatever_the_actions_say_is_read_back_as_it_was_said(said: Said) -> None:
    dispatcher = CollectingDispatcher()
    emitter = Emitter(dispatcher)
    if isinstance(said, Utterance):
        emitter.say(
            said.utterance,
            said.params,
            kind=said.kind,
            citations=said.citations,
            choices=said.choices,
            expects=said.expects,
            facts=said.facts,
            about=said.about,
        )
    else:
        emitter.effect(said)
    (message,) = dispatcher.messages
    assert read(carried(message["custom"])) == said


def test_every_effect_is_among_those_that_are_tried() -> None:
    tried = {HandOver, OfferForm, ShowStatus, TakeBack, AskReceipt}
    assert set(get_args(SaidEffect)) == tried
    assert len({as_json(kind("asked") if kind is HandOver else kind())["effect"] for kind in tried}) == len(
        tried
    )


def test_a_quotation_that_two_statements_rest_on_is_said_once() -> None:
    dispatcher = CollectingDispatcher()
    one = Citation(CompanyId("acme"), "d", "v", "s", "q", 0, 1)
    Emitter(dispatcher).say("answer.quoted", citations=[one, one])
    said = read(dispatcher.messages[0]["custom"])
    assert isinstance(said, Utterance)
    assert said.citations == (one,)


@pytest.mark.parametrize(
    ("item", "wrong"),
    [
        ({}, "utterance: missing"),
        (None, "item"),
        ([], "item"),
        ("talk.greet", "item"),
        ({"utterance": 3}, "utterance"),
        ({"utterance": "a", "mood": "good"}, "mood"),
        ({"utterance": "a", "kind": "song"}, "kind"),
        ({"utterance": "a", "expects": "song"}, "expects"),
        ({"utterance": "a", "params": ["x"]}, "params"),
        ({"utterance": "a", "choices": [{"value": "b"}]}, "choices.0.label_key: missing"),
        ({"utterance": "a", "citations": [{"quote": "q"}]}, "citations.0.company: missing"),
        ({"utterance": "a", "about": {"topic": None}}, "about.confidence: missing"),
        ({"effect": "dance"}, "item"),
        ({"effect": None}, "item"),
        ({"effect": "handoff"}, "reason: missing"),
        ({"effect": "handoff", "reason": "山田さんに用がある"}, "reason"),
        ({"effect": "offer_form", "reason": "asked"}, "reason"),
    ],
)
def test_what_is_none_of_them_is_refused_by_the_name_of_its_member(item: Any, wrong: str) -> None:
    with pytest.raises(MalformedSaid) as raised:
        read(item)
    assert wrong in str(raised.value)
    assert "山田" not in str(raised.value)


@pytest.mark.parametrize("reason", get_args(HandoffReason))
def test_staff_read_each_reason_of_a_handoff_in_their_language(reason: str) -> None:
    for locale in ("ja", "en"):
        for table in ("live.reasons", "slack.reasons", "insights.reason"):
            assert has(f"{table}.{reason}", locale), (table, locale)
