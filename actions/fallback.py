"""What no intent stands out for: the policies may know it all the same, else that it was not understood."""

import asyncio
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import DeskAction, in_form, remembering, slot_events
from actions.beside import answer_of_leaving
from actions.by_region import respond
from actions.case import Case, Heard
from actions.choices import person, topics
from actions.emit import Emitter
from actions.kept import answer_kept
from actions.outcomes import say_closed, say_held_for_client
from actions.ports import Answers, DeskBook
from actions.speaking import (
    FAIRLY_CERTAIN,
    IN_A_LIST,
    Speaker,
    asked_by,
    on_topic,
)
from actions.vocabulary import HANDOFF, REQUEST_INTENTS
from actions.words.wishes import where_to_begin, wishes
from knowledge.several import asks
from knowledge.vocabulary import MessageKind

Events = list[dict[str, Any]]


async def looked_up(
    case: Case, heard: Heard, book: DeskBook, answers: Answers, emitter: Emitter, *, form_open: bool
) -> Case | None:
    """The case after the answer; None where the policies know no more than the intent what was meant."""
    if not heard.text or heard.pressed:
        return None
    asked = asked_by(case, heard, heard.text, book)
    reply = await asyncio.to_thread(answers.answer, asked)
    states = reply.kind == MessageKind.ANSWER
    if on_topic(reply) or (states and (on_topic(reply, IN_A_LIST) or reply.confidence >= FAIRLY_CERTAIN)):
        return respond(case, asked, [reply], book, emitter, form_open=form_open)
    return None


def say_not_understood(case: Case, book: DeskBook, emitter: Emitter, *, form_open: bool) -> Case:
    """Says so, and what can be asked here: a clause that nothing speaks for would only mislead."""
    closed = book.closure(case.company) is not None
    emitter.say("talk.not_understood", choices=[person()] if form_open else topics(requests=not closed))
    if closed and not case.unanswered:
        say_closed(case.with_(request_type=None), book, emitter)  # perhaps that was the question
    if form_open:
        case = case.with_(misses=int(case.misses or 0) + 1)
    return Speaker(case, emitter, form_open=form_open).count(int(case.unanswered or 0) + 1)


def about_clients_data(case: Case, heard: Heard, book: DeskBook) -> bool:
    """A wish in the form of a question (「…消してもらえますか」) about data that is held for a client."""
    wishes = heard.likely("held_for_client", *REQUEST_INTENTS)
    return (
        heard.values.get("holder") == "client" and wishes and book.held_for_client(case.company) is not None
    )


class Fallback(DeskAction):
    """No intent stands out. The policies may answer it all the same; if not, say so and ask again."""

    NAME = "action_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Tries the look-up first: many odd sentences are questions."""
        before, heard, emitter = Case.of(tracker), Heard.of(tracker), Emitter(dispatcher)
        known, form_open = remembering(before, heard, self.book), in_form(tracker)
        if about_clients_data(before, heard, self.book) and not form_open:
            say_held_for_client(before, self.book, emitter)
            return slot_events(before, before.with_(offer=HANDOFF, unanswered=None))
        if heard.intent == "thanks":  # "ok, will do. ta", in the form too
            emitter.say("talk.thanks_in_form" if form_open else "talk.thanks")
            return slot_events(before, known)
        if heard.for_own_minor and not form_open:
            return [FollowupAction("action_start_request")]
        told = wishes(heard)
        if told.any and not form_open and not asks(heard.text):
            # A part by itself is understood: 「急にすみませんね。住所を直して」.
            return [FollowupAction(where_to_begin(told))]
        answered = await answer_of_leaving(
            known, heard, tracker.events, self.book, self.answers, emitter, form_open=form_open
        ) or await looked_up(known, heard, self.book, self.answers, emitter, form_open=form_open)
        if answered is not None:
            return slot_events(before, answered)
        if told.any and not form_open:
            return [FollowupAction(where_to_begin(told))]
        if before.region_wanted and not form_open:
            after = await answer_kept(known, self.book, self.answers, emitter, form_open=False)
            return slot_events(before, after)
        return slot_events(before, say_not_understood(known, self.book, emitter, form_open=form_open))


ACTIONS = (Fallback,)
