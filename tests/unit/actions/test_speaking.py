"""How a reply is said: what fits into one message, what waits behind a button, when a person is offered, and which of
several answers goes first."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.case import Case
from actions.emit import Emitter
from actions.ports import Question, Reply, Stated
from actions.speaking import (
    CHAT_LENGTH,
    FAIRLY_CERTAIN,
    IN_A_LIST,
    ON_TOPIC,
    Speaker,
    as_slot,
    find,
    from_slot,
    on_topic,
    speak,
    split_long,
    surely,
)
from actions.vocabulary import COMPLAINT
from knowledge.vocabulary import CompanyId
from tests.unit.actions.fakes import cite, reply_of, stated

ACME = CompanyId("acme")
FEE = reply_of("answer", topic="fee_whether", statements=(stated("無料です"),))
SILENT = reply_of("not_stated", topic="fee_refund")


class Said:
    """What is said by `speak`, and the case after it."""

    def __init__(self, *replies: Reply, form_open: bool = False, **slots: Any) -> None:
        dispatcher = CollectingDispatcher()
        self.after = speak(Case(ACME, **slots), replies, Emitter(dispatcher), form_open=form_open)
        self.messages = [message["custom"] for message in dispatcher.messages]

    @property
    def keys(self) -> list[str]:
        return [message["utterance"] for message in self.messages]

    def buttons(self, number: int = 0) -> list[str]:
        return [one["value"] for one in self.messages[number].get("choices", ())]

    def labels(self, number: int = 0) -> list[str]:
        return [one["label_key"] for one in self.messages[number].get("choices", ())]


def of(length: int, number: int = 0) -> Stated:
    return stated(chr(ord("あ") + number) * length)


# ---------------------------------------------------------------------- what is said at once


@pytest.mark.parametrize(
    ("lengths", "at_once"),
    [
        ([CHAT_LENGTH - 1, 1, 1], 2),
        ([CHAT_LENGTH - 1, 2], 1),
        ([CHAT_LENGTH + 1, 1], 1),
        ([CHAT_LENGTH + 1], 1),
        ([1, 1, CHAT_LENGTH], 2),
        ([], 0),
    ],
)
def test_as_many_statements_are_said_at_once_as_have_room_and_the_first_in_any_case(
    lengths: list[int], at_once: int
) -> None:
    statements = tuple(of(length, number) for number, length in enumerate(lengths))
    now, later = split_long(statements)
    assert (tuple(now), tuple(later)) == (statements[:at_once], statements[at_once:])


def test_what_is_labelled_counts_by_what_is_quoted() -> None:
    labelled = Stated({"key": "x"}, (cite("あ" * 399), cite("い")))
    assert split_long((of(1), labelled)) == ([of(1)], [labelled])
    assert split_long((labelled, of(1))) == ([labelled], [of(1)])
    assert split_long((of(1), Stated({"key": "x"}, (cite("あ" * 399),))))[1] == []


def test_what_waits_is_the_same_when_it_is_asked_for() -> None:
    waiting = (stated("一"), Stated({"key": "x"}))
    assert from_slot(as_slot(waiting)) == waiting
    assert as_slot(()) is None and from_slot(None) == ()
    with pytest.raises(ValueError, match="validation"):
        from_slot([{"words": "other"}])


# ---------------------------------------------------------------------- buttons


def test_a_long_answer_has_a_button_for_its_rest_and_a_short_one_has_none() -> None:
    assert Said(FEE).buttons() == []
    long = Said(replace(FEE, statements=(of(300), of(300, 1))))
    assert long.buttons() == ["more"]
    assert from_slot(long.after.more) == (of(300, 1),)


@pytest.mark.parametrize(
    ("next_step", "label"),
    [
        ("disclosure", "choices.next_disclosure"),
        ("start_request", "choices.next_start_request"),
        ("handoff", "choices.next_handoff"),
    ],
)
def test_the_request_that_an_answer_is_about_is_offered_in_words_that_say_what_happens(
    next_step: str, label: str
) -> None:
    said = Said(replace(FEE, next_step=next_step))
    assert (said.buttons(), said.labels(), said.after.offer) == ([next_step], [label], next_step)
    inside = Said(replace(FEE, next_step=next_step), form_open=True, offer="deletion")
    assert (inside.buttons(), inside.after.offer) == ([], "deletion"), "one is being filled in"


def test_what_is_no_request_is_not_offered_and_an_offer_does_not_outlive_another_answer() -> None:
    assert Said(replace(FEE, next_step="weather"), offer="deletion").after.offer is None


# ---------------------------------------------------------------------- silence


def test_a_silence_is_named_where_the_topic_is_surely_known() -> None:
    def about(reply: Reply) -> Mapping[str, Any]:
        found: Mapping[str, Any] = Said(reply).messages[0]["params"]["about"]
        return found

    assert about(SILENT) == {"key": "answer.about.fee_refund"}
    assert about(replace(SILENT, topic="never_heard_of")) == {"key": "answer.about.any"}
    assert about(replace(SILENT, on_topic=ON_TOPIC)) == {"key": "answer.about.fee_refund"}
    assert about(replace(SILENT, on_topic=ON_TOPIC - 0.01)) == {"key": "answer.about.any"}


def test_of_two_matters_the_one_on_which_the_policy_is_silent_is_named() -> None:
    said = Said(FEE, SILENT)
    assert said.keys == ["answer.quoted", "answer.other_not_stated"]
    assert said.messages[1]["params"]["about"] == {"key": "answer.about.fee_refund"}
    unnamed = Said(FEE, replace(SILENT, topic="never_heard_of")).messages[1]
    assert unnamed["params"]["about"] == {"key": "answer.about.other"}


def test_beside_a_silence_the_rest_of_the_answer_before_it_is_to_be_had_still() -> None:
    long = replace(FEE, statements=(of(300), of(300, 1)))
    assert Said(long, SILENT).buttons(1) == ["more", "handoff"]
    assert Said(FEE, SILENT).buttons(1) == ["handoff"]


def test_what_stands_near_it_is_quoted_beside_the_second_silence() -> None:
    said = Said(FEE, replace(SILENT, near=(stated("近い文"),)))
    assert said.keys[1] == "answer.other_not_stated_near"
    assert said.messages[1]["params"]["near"] == {"lines": ["近い文"]}


@pytest.mark.parametrize(
    ("before", "keys", "offer"),
    [
        (None, ["answer.not_stated"], None),
        (0, ["answer.not_stated"], None),
        (1, ["answer.not_stated", "answer.offer_person"], "handoff"),
        (7, ["answer.not_stated", "answer.offer_person"], "handoff"),
    ],
)
def test_the_second_question_in_a_row_without_an_answer_brings_a_person(
    before: int | None, keys: list[str], offer: str | None
) -> None:
    said = Said(SILENT, unanswered=before)
    assert (said.keys, said.after.offer, said.after.unanswered) == (keys, offer, (before or 0) + 1)


def test_in_the_form_a_person_is_offered_beside_what_was_offered_before() -> None:
    said = Said(SILENT, form_open=True, unanswered=1, offer="deletion")
    assert said.keys[-1] == "answer.offer_person" and said.after.offer == "deletion"


def test_after_another_question_the_person_is_no_longer_for_the_complaint() -> None:
    assert Said(SILENT, offer=COMPLAINT).after.offer == "handoff"
    assert Said(SILENT, offer=COMPLAINT, form_open=True).after.offer == COMPLAINT
    assert Said(SILENT, offer="deletion").after.offer == "deletion"


def test_what_was_not_understood_in_a_list_is_given_back_in_the_customers_words() -> None:
    said = Said(FEE, Reply(SILENT.kind, unclear="ポイントの残り"))
    assert (said.keys[1], said.buttons(1)) == ("answer.part_unclear", ["handoff"])
    assert said.messages[1]["params"] == {"part": "ポイントの残り"}


def test_a_second_answer_keeps_the_rest_of_the_first_behind_its_button() -> None:
    said = Said(replace(FEE, statements=(of(300), of(300, 1))), replace(FEE, statements=(of(9, 2),)))
    assert said.buttons(1) == ["more"]
    assert from_slot(said.after.more) == (of(300, 1),)


# ---------------------------------------------------------------------- which answer


class Desk:
    """Answers each text as it is told, and else that nothing is stated; keeps what it was asked."""

    def __init__(self, **replies: Reply) -> None:
        self.replies, self.asked = replies, list[str]()

    def answer(self, asked: Question) -> Reply:
        self.asked.append(asked.text)
        for word, reply in self.replies.items():
            if word in asked.text:
                return reply
        return Reply(SILENT.kind, on_topic=0.0)


def found(text: str, **replies: Reply) -> list[Reply]:
    return find(Desk(**replies), Question(text, ACME))


PURPOSE = reply_of("answer", topic="purposes", statements=(stated("利用目的"),))


def test_of_two_matters_what_is_stated_goes_first() -> None:
    assert found("返金は？手数料は？", 返金=SILENT, 手数料=FEE) == [FEE, SILENT]
    assert found("手数料は？返金は？", 返金=SILENT, 手数料=FEE) == [FEE, SILENT]


def test_parts_of_which_one_is_no_matter_or_two_are_the_same_are_answered_as_one_question() -> None:
    text, least = "返金は？手数料は？", replace(SILENT, on_topic=IN_A_LIST)
    assert found(text, 手数料=FEE, 返金=least) == [FEE, least]
    assert found(text, 手数料=FEE, 返金=replace(least, on_topic=IN_A_LIST - 0.01)) == [FEE]
    assert found(text, 手数料=FEE, 返金=replace(FEE, confidence=0.9)) == [FEE]


def test_where_nothing_of_a_list_is_stated_each_silence_is_told() -> None:
    other = replace(SILENT, topic="desk_hours")
    assert found("返金は？受付時間は？", 返金=SILENT, 受付=other) == [SILENT, other]


def test_of_three_parts_two_have_to_be_sure_and_the_third_is_given_back() -> None:
    text = "手数料、利用目的、ポイントを教えて"
    replies = found(text, 手数料=FEE, 利用目的=PURPOSE)
    assert [one.topic for one in replies[:2]] == ["fee_whether", "purposes"]
    assert replies[2].unclear and "ポイント" in replies[2].unclear
    assert all(not one.unclear for one in found(text, 手数料=FEE)), "one alone is no list"


def test_three_questions_in_a_row_are_each_answered_where_none_is_passed_over() -> None:
    hardly = replace(PURPOSE, on_topic=IN_A_LIST)
    hours = replace(FEE, topic="reply_time")
    asked = {"手数料": FEE, "期間": hours, "回答まで": hours, "目的": hardly}
    assert found("手数料は？期間は？目的は？", **asked) == [FEE, hours, hardly]


def test_the_last_sentence_is_asked_where_what_stands_before_hides_the_question() -> None:
    hidden = Reply(SILENT.kind, on_topic=0.0)
    text = "そうですか、ではそうします。電話番号は？"
    assert found(text, そうですか=hidden, 電話番号=FEE) == [FEE]
    assert found(text, そうですか=hidden, 電話番号=hidden) == [hidden]
    assert found(text, そうですか=PURPOSE, 電話番号=FEE) == [PURPOSE], "what was understood is not cut short"


@pytest.mark.parametrize(
    ("reply", "sure"),
    [
        (replace(FEE, on_topic=IN_A_LIST), True),
        (replace(FEE, on_topic=0.0, confidence=FAIRLY_CERTAIN), True),
        (replace(FEE, on_topic=IN_A_LIST - 0.01, confidence=FAIRLY_CERTAIN - 0.01), False),
        (replace(SILENT, on_topic=0.0, confidence=1.0), False),
        (reply_of("out_of_scope", on_topic=0.9), False),
    ],
)
def test_a_reply_is_to_what_was_asked_where_its_topic_is_likely_or_its_clause_certain(
    reply: Reply, sure: bool
) -> None:
    assert surely(reply) is sure


def test_what_is_none_of_the_desks_business_is_no_matter_of_a_list() -> None:
    assert on_topic(replace(FEE, on_topic=ON_TOPIC)) and not on_topic(replace(FEE, on_topic=ON_TOPIC - 0.01))
    assert not on_topic(reply_of("out_of_scope", on_topic=0.99))


def test_an_answer_without_a_statement_is_none() -> None:
    dispatcher = CollectingDispatcher()
    Speaker(Case(ACME), Emitter(dispatcher), form_open=False).say(reply_of("answer"))
    assert dispatcher.messages[0]["custom"]["utterance"] == "answer.not_stated"
