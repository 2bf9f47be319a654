"""Beginning a request: the form for what is known of it, or what stands in its way."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk.events import FollowupAction

from actions.base import slot_events
from actions.case import Case, Heard
from actions.choices import choice, person, starting, word
from actions.emit import Emitter
from actions.form.remarks import remark
from actions.form.replies import say_reply_dropped
from actions.form.settling import settle, subject_choices
from actions.form.switching import one_at_a_time
from actions.matters import say_matters
from actions.outcomes import explain_outcome
from actions.ports import DeskBook
from actions.vocabulary import (
    AMBIGUOUS_REMOVE,
    ASKED_SLOTS,
    REMOVE,
    REQUEST_FORM,
)
from actions.words.after_all import only_asked
from actions.words.in_pieces import data_named
from actions.words.own_words import lists_kinds
from actions.words.wishes import (
    Wishes,
    first_wish,
    named_alone,
    waiting,
    wanted_by,
    wish_of,
)
from desk.chat.said import ChoiceOffered
from desk.requests.stages import Stage
from knowledge.vocabulary import Subject

Events = list[dict[str, Any]]


def begin(before: Case, case: Case, book: DeskBook, emitter: Emitter, others: Sequence[str] = ()) -> Events:
    """Opens the form for what is known of a request, or says what stands in its way.

    `others`: further requests that the same sentence names, which come after this one.
    """
    if case.question is not None and data_named(case.question) is not None:
        case = case.with_(question=None, region_wanted=None)  # 「住所」 was the first piece of this wish
    told = case.with_(offer=None, unanswered=None)
    case = settle(told, book)
    if case.outcome is not None:
        case = explain_outcome(case, book, emitter)
        return slot_events(before, case)
    remark(before.with_(several=None, minor=None), case, book, emitter)
    say_reply_dropped(told, case, book, emitter)
    case = waiting(case, others)
    if others:
        note = one_at_a_time(case.request_type or REMOVE, others)
        emitter.say(note.key, note.params)
    return [*slot_events(before, case), FollowupAction(REQUEST_FORM)]


def merge(case: Case, heard: Heard) -> Case:
    """What a request's opening sentence already settles."""
    said = {
        name: heard.values[name]
        for name in (*ASKED_SLOTS, "holder", "several", "minor")
        if name in heard.values
    }
    if said.get("subject") not in (None, Subject.ALL) and lists_kinds(heard.text):
        said["subject"] = str(
            Subject.OTHER
        )  # 「住所と電話番号と名前が間違ってる」: none of them is passed over
    case = case.with_(**said)
    if heard.intent == AMBIGUOUS_REMOVE and "request_type" not in said:
        case = case.with_(ambiguous=AMBIGUOUS_REMOVE, request_type=None)
    if case.subject is not None and case.subject not in subject_choices(case):
        case = case.with_(subject=None)
    return case


def say_opened_already(case: Case, emitter: Emitter) -> None:
    """This very request has been taken up: no second one, but how it stands, and how another one is made. The
    gateway, which knows it, adds the receipt."""
    emitter.say(
        "request.already_opened",
        {"request_type": word("request_type", case.request_type)},
        choices=[
            choice("ask_status", "choices.ask_status"),
            choice("start_request", "choices.another_request"),
            person(),
        ],
    )


def begin_set_aside(before: Case, aside: Heard, book: DeskBook, emitter: Emitter) -> Events:
    """Goes on with a wish that was taken for one about another company's data, and is meant for this one's."""
    case = before.fresh_request().with_(stage=Stage.NONE)
    wish = None if aside.intent == AMBIGUOUS_REMOVE or only_asked(aside) else wish_of(aside)
    if wish is not None:
        aside = replace(aside, values={**aside.values, "request_type": wish})
    return begin(before, merge(case, aside), book, emitter)


def begin_first(
    before: Case, known: Case, heard: Heard, told: Wishes, book: DeskBook, emitter: Emitter
) -> Events:
    """Of several wishes at once: says what there is to the matters, and opens the first request; the others wait."""
    known = say_matters(known, told.matters, book, emitter, form_open=True)
    case = known.fresh_request().with_(stage=Stage.NONE)
    others = [*(str(wanted_by(part.intent)) for part in told.requests[1:]), *named_alone(heard, told)]
    return begin(before, merge(case, first_wish(heard, told)), book, emitter, others)


def begin_again(case: Case, book: DeskBook) -> list[ChoiceOffered]:
    """The buttons where nothing is open; a desk that has closed begins nothing."""
    return [person()] if book.closure(case.company) is not None else [starting(), person()]
