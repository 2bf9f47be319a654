"""Answering questions: the clause, or that the policy says nothing; and a person when that happens twice."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import DeskAction, in_form, remembering, slot_events
from actions.beside import LEAVING, answer_of_leaving, brings_no_end
from actions.by_region import respond, tells_region
from actions.case import SURE, Case, Heard
from actions.choices import choice, person, starting, topics
from actions.emit import Emitter
from actions.fallback import about_clients_data, say_not_understood
from actions.form.settling import effective_region, needs_region, offered
from actions.kept import answer_kept, ask_or_answer
from actions.meanings import say_meanings
from actions.outcomes import say_closed, say_closed_beside, say_held_for_client, say_possible
from actions.ports import OpenState, Question, Reply
from actions.speaking import (
    FAIRLY_CERTAIN,
    IN_A_LIST,
    as_slot,
    asked_by,
    find,
    from_slot,
    on_topic,
    quoted,
    split_long,
    surely,
)
from actions.vocabulary import ASK_PRICE, HANDOFF, HELD_FOR_CLIENT, MORE, REMOVALS, REMOVE
from actions.ways import say_way
from actions.who_may import say_agents_may
from actions.whose_said import say_whose
from actions.words.about_data import names_data_only
from actions.words.about_the_desk import asks_where_to_write
from actions.words.after_all import said_last
from actions.words.agents import GUARDIANS_PAPERS, cannot_ask_for_themself, parent_may_ask
from actions.words.closings import closes_briefly
from actions.words.commands import commands
from actions.words.following import FollowUp, asks_again, follow_up, there_too
from actions.words.listed import listed
from actions.words.phrases import asks_whom_to_turn_to
from actions.words.possible import asks_if_possible
from actions.words.prices import is_it_free_then, more_than_a_price, names_fee, of_no_fee, on_fees
from actions.words.questions import asks_of_meanings
from actions.words.told_on import without_the_tongue
from actions.words.wishes import where_to_begin, wishes
from desk.chat.said import About, ChoiceOffered
from desk.requests.stages import Stage
from desk.wording import render
from knowledge.vocabulary import MessageKind, Requester, RequestType

Events = list[dict[str, Any]]

HOURS = "desk_hours"
"""The topic of questions for when somebody is at the desk."""

MINORS = "minors_consent"
"""The topic of questions about children and whether their parents have to agree."""

PARENTS = frozenset({"what_is_told_to_family", "who_may_ask_family"})
"""Topics of questions about one's family: of a minor, about their parents (「お母さんに言わなきゃだめ？」)."""

MEANINGS = "request_type_meaning"
"""The topic of questions for what the requests mean and how they differ."""

NO_TOPIC = 0.3
"""Below this share no topic is likelier than the others together, and the best clause may be any clause."""


class Answer(DeskAction):
    """A question about the policy."""

    NAME = "action_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Looks it up in a thread: rasa-sdk runs actions on the event loop."""
        before, heard = Case.of(tracker), _without_the_tongue(Heard.of(tracker))
        by_words = await self._by_words(before, heard, tracker, Emitter(dispatcher))
        if by_words is not None:
            return by_words
        if commands(heard.text) and wishes(heard).requests and not in_form(tracker):
            # 「住所を訂正して。新しい住所はどこに書けばいい？」: the question is answered beside the wish.
            return [FollowupAction(where_to_begin(wishes(heard)))]
        if more_than_a_price(heard):
            heard = replace(heard, intent="ask_question")
        whom = before.outcome == HELD_FOR_CLIENT and asks_whom_to_turn_to(heard.text)
        if (about_clients_data(before, heard, self.book) or whom) and not in_form(tracker):
            say_held_for_client(before, self.book, Emitter(dispatcher))
            return slot_events(before, before.with_(offer=HANDOFF, unanswered=None))
        if heard.confidence < SURE and wishes(heard).several and not in_form(tracker):
            return [FollowupAction(where_to_begin(wishes(heard)))]
        known = remembering(before, heard, self.book)
        emitter, form_open = Emitter(dispatcher), in_form(tracker)
        heard = there_too(heard, tracker.events)
        asked, replies = await asyncio.to_thread(self._found, known, heard)
        of_request = any(surely(one) and on_fees(one) for one in replies) and asked.text == heard.text
        of_request = of_request or _goes_on_about_a_fee(before, heard)
        if heard.intent == ASK_PRICE and not form_open and not heard.pressed and not of_request:
            emitter.say("answer.fee_of_requests")
        if tells_region(before, heard, self.book) and not any(
            on_topic(one) or (surely(one) and not before.region_wanted) for one in replies
        ):
            # 「中国の場合は？」: the question before, for another region.
            there = known.with_(region=asked.region)
            after = await answer_kept(there, self.book, self.answers, emitter, form_open=form_open)
            # Who was asked where they live has said so, in whatever form (「東京 住んでいます か」).
            kept = asked.region if before.region_wanted else known.region
            return slot_events(before, after.with_(region=kept))
        asks = any(on_topic(one, IN_A_LIST) for one in replies)
        if before.region_wanted and asked.region is None and not asks and not form_open:
            # 「理由は」, 「どういうこと」: about what the desk asked, and no question to keep instead of the first one.
            return slot_events(before, await ask_or_answer(known, self.book, self.answers, emitter))
        if (not asks and _any_clause(heard, replies)) or of_no_fee(heard, replies):
            return slot_events(before, say_not_understood(known, self.book, emitter, form_open=form_open))
        explained = say_agents_may(known, heard, replies, self.book, emitter) or self._explained(
            known, heard, replies, emitter, form_open=form_open
        )
        if explained is not None:
            return slot_events(before, explained)
        after = respond(known, asked, replies, self.book, emitter, form_open=form_open)
        say_closed_beside(after, replies, self.book, emitter)
        if any(one.topic == HOURS and on_topic(one) for one in replies):
            say_staffed(self.hours.state(before.company), emitter)
        return slot_events(before, after)

    async def _by_words(
        self, before: Case, heard: Heard, tracker: Tracker, emitter: Emitter
    ) -> Events | None:
        """What the words tell by themselves, whatever they are taken for; None where the question is looked up."""
        if heard.pressed:
            return None
        if self._said_at_once(before, heard, tracker, emitter):
            return []
        following = follow_up(before, heard.text, self.book)
        if following is not None:
            return await self._followed(before, heard, following, emitter, in_form(tracker))
        if asks_of_meanings(heard.text) and needs_region(before, self.book):
            # What two rights are is the same everywhere: it needs no region.
            told = say_meanings(before, heard, self.book, emitter, form_open=in_form(tracker))
            if told is not None:
                return slot_events(before, told)
        if cannot_ask_for_themself(heard.text) or parent_may_ask(heard.text):
            return await self._of_guardians(before, heard, emitter, in_form(tracker))
        possible = None if in_form(tracker) else self._if_possible(before, heard, emitter)
        if possible is not None:
            return slot_events(before, possible)
        leaving = await answer_of_leaving(
            before, heard, tracker.events, self.book, self.answers, emitter, form_open=in_form(tracker)
        )
        return slot_events(before, leaving) if leaving is not None else None

    def _if_possible(self, before: Case, heard: Heard, emitter: Emitter) -> Case | None:
        """That it can be had, by the policy's own word, and the request; None for other questions, and where the desk
        has closed or has no such request."""
        wanted = asks_if_possible(heard.text)
        known = remembering(before, heard, self.book)
        if wanted is None or before.stage == Stage.OPENED:
            return None
        if self.book.closure(known.company) is not None:
            say_closed(known, self.book, emitter)
            return known.with_(offer=HANDOFF, unanswered=None)
        kinds = REMOVALS if wanted == REMOVE or wanted in REMOVALS else (RequestType(wanted),)
        here = [one for one in offered(known, self.book) if one in kinds]
        if not here:
            return None
        wanted = wanted if wanted in here else (REMOVE if wanted != here[0] and len(here) > 1 else here[0])
        after = say_possible(known, str(wanted), here[0], self.book, emitter)
        return after.with_(question=heard.text)

    def _said_at_once(self, case: Case, heard: Heard, tracker: Tracker, emitter: Emitter) -> bool:
        """Says what needs no look-up: whose desk this is, or what was said last once more; gives whether it has."""
        if say_whose(case, heard.text, self.book, emitter) or say_way(case, heard, self.book, emitter):
            return True
        if heard.intent == "thanks" and closes_briefly(heard.text):  # "will do", taken for a price
            emitter.say("talk.thanks_in_form" if in_form(tracker) else "talk.thanks")
            return True
        if in_form(tracker) and asks_where_to_write(heard.text):
            emitter.say("request.where_to_write")
            return True
        if names_data_only(heard.text):
            emitter.say("talk.what_then", choices=topics(requests=self.book.closure(case.company) is None))
            return True
        last = said_last(tracker.events) if asks_again(heard.text) else []
        emitter.repeat(last)
        return bool(last)

    def _found(self, case: Case, heard: Heard) -> tuple[Question, list[Reply]]:
        """What is asked, and what is found. A bare price stands for the fee of a request; who names the fee, or
        asks for more beside it, is taken at their word."""
        asked = asked_by(case, heard, _question(heard), self.book)
        named_so = names_fee(heard.text) or bool(listed(heard.text))
        if heard.intent == ASK_PRICE and not heard.pressed and named_so:
            named = replace(asked, text=heard.text)
            replies = find(self.answers, named)
            if any(on_topic(one, IN_A_LIST) and on_fees(one) for one in replies):
                return named, replies
        return asked, find(self.answers, asked)

    async def _followed(
        self, before: Case, heard: Heard, following: FollowUp, emitter: Emitter, form_open: bool
    ) -> Events:
        """The question before once more: the same, for something else, or what else there is to it."""
        if following.kind == "on":
            if before.more:
                return [FollowupAction("action_more")]
            begin = [] if self.book.closure(before.company) else [starting()]
            emitter.say("talk.anything_else", choices=[*begin, person()])
            return []
        known = remembering(before, heard, self.book)
        asked = Question(
            text=following.text,
            company=known.company,
            region=following.region or effective_region(known, self.book),
            request_type=following.request_type or known.request_type,
            requester=following.requester or known.requester,
        )
        replies = await asyncio.to_thread(find, self.answers, asked)
        after = respond(known, asked, replies, self.book, emitter, form_open=form_open)
        say_closed_beside(after, replies, self.book, emitter)
        # Who was asked where they live has said so; else the customer has not moved, and the question stays.
        home = following.region if before.region_wanted and following.region else before.region
        kept = before.question if following.region and not after.region_wanted else after.question
        return slot_events(before, after.with_(region=home, question=kept))

    async def _of_guardians(self, before: Case, heard: Heard, emitter: Emitter, form_open: bool) -> Events:
        """Who asks for somebody who cannot, and what the policy wants of them."""
        known = remembering(before, heard, self.book)
        emitter.say("talk.parent" if parent_may_ask(heard.text) else "talk.guardian", choices=[person()])
        asked = Question(
            text=GUARDIANS_PAPERS,
            company=known.company,
            region=effective_region(known, self.book),
            request_type=known.request_type,
            requester=Requester.STATUTORY_AGENT,
        )
        replies = await asyncio.to_thread(find, self.answers, asked)
        after = respond(known, asked, replies, self.book, emitter, form_open=form_open)
        say_closed_beside(after, replies, self.book, emitter)
        return slot_events(before, after)

    def _explained(
        self, case: Case, heard: Heard, replies: Sequence[Reply], emitter: Emitter, *, form_open: bool
    ) -> Case | None:
        """Where the policy is silent, and the desk has more to say than that; None where it has not."""
        if not form_open and brings_no_end(case, heard, replies):
            emitter.say(f"{LEAVING}_more", kind=MessageKind.OUT_OF_SCOPE, choices=[person()])
            return case.with_(offer=HANDOFF)
        if len(replies) != 1 or replies[0].kind != MessageKind.NOT_STATED or replies[0].by_region:
            return None
        topic = replies[0].topic if on_topic(replies[0], IN_A_LIST) else None
        about = About(topic, replies[0].confidence)
        begin = [] if form_open or self.book.closure(case.company) else [starting()]
        minor = "minor" in heard.values or case.minor is not None
        if topic == MINORS or (minor and topic in PARENTS):
            return self._of_minors(case, emitter, [*begin, person()], about)
        if topic != MEANINGS:
            return None
        return say_meanings(case, heard, self.book, emitter, form_open=form_open, about=about)

    def _of_minors(self, case: Case, emitter: Emitter, choices: list[ChoiceOffered], about: About) -> Case:
        """What the policy says of minors and their guardians, whatever else the question was taken for."""
        rule = self.book.minors(case.company, case.region)
        emitter.say(
            "request.minor" if rule else "answer.minor_not_stated",
            {"rule": rule.text} if rule else {},
            kind=MessageKind.ANSWER if rule else MessageKind.NOT_STATED,
            citations=rule.citations if rule else (),
            choices=choices,
            about=about,
        )
        return case.with_(unanswered=None, more=None)


def _without_the_tongue(heard: Heard) -> Heard:
    """What is asked behind the words that one cannot read Japanese."""
    return heard if heard.pressed else replace(heard, text=without_the_tongue(heard.text))


def _goes_on_about_a_fee(case: Case, heard: Heard) -> bool:
    """「じゃあ無料？」, after the fee of a request was asked for: no other price is meant."""
    return case.question is not None and names_fee(case.question) and is_it_free_then(heard.text)


def _any_clause(heard: Heard, replies: Sequence[Reply]) -> bool:
    """Whether what was found is no more than the nearest clause to something that may be no question, or about nothing
    that a policy speaks of. That it is none of the desk's business is an answer, and so is a clause that is sure."""
    if any(one.kind == MessageKind.OUT_OF_SCOPE for one in replies):
        return False
    certain = max((one.confidence for one in replies if one.kind == MessageKind.ANSWER), default=0.0)
    vague = heard.confidence < SURE or max(one.on_topic for one in replies) < NO_TOPIC
    return vague and certain < FAIRLY_CERTAIN


def _question(heard: Heard) -> str:
    """The customer's words; for a button its label, which is a question.

    Whoever only asks what it costs can only mean the fee of a request: nothing else is this desk's business.
    """
    topic = "ask_fee" if heard.intent == ASK_PRICE else heard.topic
    return render(f"choices.{topic}", "ja") if topic else heard.text


def say_staffed(now: OpenState, emitter: Emitter) -> None:
    """When people are at this chat: whoever asks for hours is helped by that too, whatever the policy says."""
    if now.state == "open" and now.closes_at is not None:
        emitter.say("answer.staffed_until", {"until": {"datetime": now.closes_at.isoformat()}})
    elif now.state != "open" and now.opens_at is not None:
        emitter.say("answer.staffed_from", {"when": {"datetime": now.opens_at.isoformat()}})


class ReadOn(DeskAction):
    """The rest of a long answer."""

    NAME = "action_more"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Says what waits behind 「続きを読む」."""
        before, emitter = Case.of(tracker), Emitter(dispatcher)
        if not before.more:
            emitter.say("answer.no_more")
            return []
        now, later = split_long(from_slot(before.more))
        quoted(emitter, now, [choice(MORE, "choices.more")] if later else [], {"key": "topic.continued"})
        return slot_events(before, before.with_(more=as_slot(later)))


ACTIONS = (Answer, ReadOn)
