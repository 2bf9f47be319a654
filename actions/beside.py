"""What a message asks beside what it says, or was taken for: 「削除してください。手数料はかかりますか」."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from actions.by_region import respond
from actions.case import Case, Heard
from actions.choices import person
from actions.emit import Emitter
from actions.meanings import say_meanings
from actions.ports import Answers, DeskBook, Reply
from actions.speaking import asked_by, find, on_topic
from actions.vocabulary import AMBIGUOUS_REMOVE, HANDOFF, REMOVALS
from actions.ways import say_way
from actions.words.about_data import speaks_of_data
from actions.words.about_the_desk import asks_where_to_write
from actions.words.after_all import said_last
from actions.words.bare_words import asked_of_a_request, tongue
from actions.words.besides_the_point import names_no_data, of_no_data
from actions.words.commands import besides_commands, commanded
from actions.words.listed import asked_at_the_end
from actions.words.questions import asking, asks_of_meanings
from knowledge.vocabulary import MessageKind


async def answer_after_all(
    case: Case,
    heard: Heard,
    book: DeskBook,
    answers: Answers,
    emitter: Emitter,
    *,
    form_open: bool,
    stated_only: bool = False,
) -> Case | None:
    """Answers a message that was taken for something else, where the policies surely know what it asks; gives the case
    after it, None where they do not. `stated_only`: only what the policy states, not that it is silent."""
    asked = asked_by(case, heard, heard.text, book)
    replies = await asyncio.to_thread(find, answers, asked)
    if not any(on_topic(one) and (not stated_only or one.kind == MessageKind.ANSWER) for one in replies):
        return None
    return respond(case, asked, replies, book, emitter, form_open=form_open)


async def answer_beside(
    case: Case,
    heard: Heard,
    question: str,
    book: DeskBook,
    answers: Answers,
    emitter: Emitter,
    *,
    form_open: bool = True,
) -> Case:
    """Answers it before the form asks on, where the policies know what it asks; gives the case after it. What is none
    of the desk's business is said to be none, so that nobody waits for an answer."""
    if asks_where_to_write(question) and book.closure(case.company) is None:
        emitter.say("request.where_to_write")
        return case
    if say_way(case, heard, book, emitter):
        return case
    if asks_of_meanings(question):
        return say_meanings(case, heard, book, emitter, form_open=form_open) or case
    if await _surely_outside(case, heard, question, book, answers):
        emitter.say("talk.beside_out_of_scope", kind=MessageKind.OUT_OF_SCOPE, choices=[person()])
        return case
    for text in dict.fromkeys((question, heard.text)):
        # 「いつまで残るの」: by itself it may say too little, and with the wish before it what is meant.
        asked = asked_by(case, heard, text, book)
        replies = await asyncio.to_thread(find, answers, asked)
        if all(one.topic == _EFFECT for one in replies) and _brings_no_end(heard, question):
            emitter.say("talk.beside_out_of_scope", kind=MessageKind.OUT_OF_SCOPE, choices=[person()])
            return case
        if any(on_topic(one) for one in replies):
            return respond(case, asked, replies, book, emitter, form_open=form_open)
    return case


def _brings_no_end(heard: Heard, question: str) -> bool:
    """Whether nothing is to be stopped or removed, so that 「ポイントはどうなる？」 asks for no consequence of that."""
    wanted = {heard.intent, *(part.intent for part in heard.parts), *commanded(heard.text)}
    return not wanted & _ENDS and not speaks_of_data(question)


_ENDS = frozenset(
    {AMBIGUOUS_REMOVE, *(f"request_{kind}" for kind in REMOVALS), "leave_service", "request_unclear"}
)


def brings_no_end(case: Case, heard: Heard, replies: Sequence[Reply]) -> bool:
    """Whether what becomes of points or the like is asked by itself (「ポイントはどうなる？」), nothing that was found
    speaks of any, and nobody speaks of removing data."""
    spoken_of = case.request_type in REMOVALS or (case.question is not None and speaks_of_data(case.question))
    if spoken_of or heard.pressed or not of_no_data(heard.text):
        return False
    stated = [one for reply in replies for one in (*reply.statements, *reply.near)]
    return not any(names_no_data(cited.quote) for one in stated for cited in one.citations)


LEAVING = "matter.leave_service"
_LEAVES = {"ja": "退会したい。", "en": "I want to cancel my membership. ", "zh": "我想退会。"}
_EFFECT = "effect_of_stop_or_deletion"
"""The topic of what follows from a stop or a deletion of data; leaving a service is neither."""
_OF_REQUESTS = frozenset({_EFFECT, "fee_refund"})
"""Topics that such a question is taken for, and that speak of requests (「返金は？」)."""


async def answer_of_leaving(
    case: Case,
    heard: Heard,
    events: Sequence[Mapping[str, Any]],
    book: DeskBook,
    answers: Answers,
    emitter: Emitter,
    *,
    form_open: bool,
) -> Case | None:
    """What is asked right after the desk has said that leaving a service is not its business
    (「ポイントはどうなる？」), where it is about that; gives the case after it, None where it is about data.

    By itself such a question sounds like one for what a deletion brings with it. It is read with the leaving."""
    if heard.pressed or not any(one.utterance.startswith(LEAVING) for one in said_last(events)):
        return None
    if not asking(heard.text) or asked_of_a_request(heard.text) or speaks_of_data(heard.text):
        return None
    told = f"{_LEAVES[tongue(heard.text)]}{heard.text}"
    reply = await asyncio.to_thread(answers.answer, asked_by(case, heard, told, book))
    if reply.kind != MessageKind.OUT_OF_SCOPE and reply.topic not in _OF_REQUESTS:
        return None
    emitter.say(f"{LEAVING}_more", kind=MessageKind.OUT_OF_SCOPE, choices=[person()])
    return case if form_open else case.with_(offer=HANDOFF)


OUTSIDE = 0.8
"""From this confidence on a question beside a wish is none of the desk's business ("my parcel has not arrived. when
will it come?" is at .82 and more)."""

SURELY_OUTSIDE = 0.98
"""The same where its last words may ask it of the request (「我搬家了。要多久？」 is at .96, a parcel that does not
come at .99)."""


async def _surely_outside(case: Case, heard: Heard, question: str, book: DeskBook, answers: Answers) -> bool:
    """Whether what is asked is none of the desk's business, read with what the message tells of it (「荷物が届かない。
    いつ来るの？」): by itself it may look like a question about the request."""
    told = besides_commands(heard.text) or question
    asked = asked_by(case, heard, told, book)
    reply = await asyncio.to_thread(answers.answer, asked)
    of_the_request = asked_of_a_request(question) is not None or asked_at_the_end(told) is not None
    least = SURELY_OUTSIDE if of_the_request else OUTSIDE
    return reply.kind == MessageKind.OUT_OF_SCOPE and reply.confidence >= least
