"""Answering questions: the clause, or that the policy says nothing; and a person when that happens twice."""

import asyncio
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import DeskAction, in_form, remembering, slot_events
from actions.by_region import respond, tells_region
from actions.case import Case, Heard
from actions.choices import choice, person
from actions.emit import Emitter, as_dicts
from actions.kept import answer_kept, ask_or_answer
from actions.ports import DeskBook, Stated
from actions.requests import say_held_for_client
from actions.speaking import IN_A_LIST, Speaker, asked_by, find, on_topic, quoted, split_long
from actions.vocabulary import HANDOFF, MORE, REQUEST_INTENTS
from desk.wording import render
from knowledge.vocabulary import MessageKind

Events = list[dict[str, Any]]


class Answer(DeskAction):
    """A question about the policy."""

    NAME = "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Looks it up in a thread: rasa-sdk runs actions on the event loop."""
        before, heard = Case.of(tracker), Heard.of(tracker)
        if _about_clients_data(before, heard, self.book) and not in_form(tracker):
            say_held_for_client(before, self.book, Emitter(dispatcher))
            return slot_events(before, before.with_(offer=HANDOFF, unanswered=None))
        known = remembering(before, heard, self.book)
        asked = asked_by(known, heard, _question(heard), self.book)
        emitter, form_open = Emitter(dispatcher), in_form(tracker)
        replies = await asyncio.to_thread(find, self.answers, asked)
        if tells_region(before, heard, self.book) and not any(on_topic(one) for one in replies):
            # 「中国の場合は？」: the question before, for another region.
            there = known.with_(region=asked.region)
            after = await answer_kept(there, self.book, self.answers, emitter, form_open=form_open)
            return slot_events(before, after.with_(region=known.region))
        asks = any(on_topic(one, IN_A_LIST) for one in replies)
        if before.region_wanted and asked.region is None and not asks and not form_open:
            # 「理由は」, 「どういうこと」: about what the desk asked, and no question to keep instead of the first one.
            return slot_events(before, await ask_or_answer(known, self.book, self.answers, emitter))
        after = respond(known, asked, replies, self.book, emitter, form_open=form_open)
        return slot_events(before, after)


def _question(heard: Heard) -> str:
    """The customer's words; for a button under the greeting its label, which is a question."""
    return render(f"choices.{heard.topic}", "ja") if heard.topic else heard.text


def _about_clients_data(case: Case, heard: Heard, book: DeskBook) -> bool:
    """A wish in the form of a question (「…消してもらえますか」) about data that is held for a client."""
    wishes = heard.likely("held_for_client", *REQUEST_INTENTS)
    return (
        heard.values.get("holder") == "client" and wishes and book.held_for_client(case.company) is not None
    )


class ReadOn(DeskAction):
    """The rest of a long answer."""

    NAME = "action_more"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Says what waits behind 「続きを読む」."""
        before, emitter = Case.of(tracker), Emitter(dispatcher)
        if not before.more:
            emitter.say("answer.no_more")
            return []
        rest = tuple(Stated(item["text"], tuple(item["citations"])) for item in before.more)
        now, later = split_long(rest)
        quoted(emitter, now, [choice(MORE, "choices.more")] if later else [], {"key": "topic.continued"})
        more = [{"text": s.text, "citations": as_dicts(s.citations)} for s in later] or None
        return slot_events(before, before.with_(more=more))


class Fallback(DeskAction):
    """No intent stands out. The policies may answer it all the same; if not, say so and ask again."""

    NAME = "action_fallback"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Tries the look-up first: many odd sentences are questions."""
        before, heard, emitter = Case.of(tracker), Heard.of(tracker), Emitter(dispatcher)
        known, form_open = remembering(before, heard, self.book), in_form(tracker)
        if heard.text and not heard.pressed:
            asked = asked_by(before, heard, heard.text, self.book)
            reply = await asyncio.to_thread(self.answers.answer, asked)
            if on_topic(reply) or (
                reply.kind == MessageKind.ANSWER and reply.statements and not before.region_wanted
            ):
                after = respond(known, asked, [reply], self.book, emitter, form_open=form_open)
                return slot_events(before, after)
        if before.region_wanted and not form_open:
            after = await answer_kept(known, self.book, self.answers, emitter, form_open=False)
            return slot_events(before, after)
        emitter.say("talk.not_understood", choices=[person()])
        count = int(before.unanswered or 0) + 1
        return slot_events(before, Speaker(known, emitter, form_open=form_open).count(count))


ACTIONS = (Answer, ReadOn, Fallback)
