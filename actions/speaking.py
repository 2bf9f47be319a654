"""How a reply is said: what goes into one message, what waits behind 「続きを読む」, and when a person is offered."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pydantic import TypeAdapter

from actions.case import Case, Heard
from actions.choices import choice, person, word
from actions.emit import Emitter
from actions.ports import Answers, DeskBook, Question, Reply, Stated
from actions.vocabulary import COMPLAINT, HANDOFF, MORE
from actions.words.additions import added_kind
from actions.words.agents import papers_asked_by
from actions.words.in_full import in_full
from actions.words.listed import Rough, listed, roughly
from desk.chat.said import About, ChoiceOffered, Params
from desk.wording import has
from desk.words import known
from knowledge.several import asks, last_part, matters
from knowledge.vocabulary import MessageKind, Region, Requester, RequestType

CHAT_LENGTH = 400
"""Characters of an answer before 「続きを読む」 (docs/contract.md)."""

PERSON_AFTER = 2
"""Questions in a row without an answer after which a person is offered."""

ON_TOPIC = 0.55
"""From this share on, what was taken for something else is a question. Of the sentences that teach the bot what is none
of its business (bot/data/nlu) 6 % reach it, of its questions 74 %."""

FAIRLY_CERTAIN = 0.75
"""From this confidence on the clause answers, whatever else the message looks like. Of the development questions that a
policy answers ten of 120 are on no topic that is likely (a place in them, or a word of the policy's own, such as
「AMPクライアントID」): nine of their answers come to it. 「わからん」 or 「詳しく」 do not."""

IN_A_LIST = 0.4
"""The same for one of two in a list, which is a question by its form; two topics share a bare 「手数料」."""


def split_long(statements: tuple[Stated, ...], limit: int = CHAT_LENGTH) -> tuple[list[Stated], list[Stated]]:
    """What is said at once, and what waits behind 「続きを読む」. Whole statements; the first is always said."""
    length, number = 0, 0
    for number, stated in enumerate(statements):
        length += _length(stated)
        if number and length > limit:
            return list(statements[:number]), list(statements[number:])
    return list(statements), []


_STATEMENTS = TypeAdapter(tuple[Stated, ...])


def as_slot(statements: Sequence[Stated]) -> list[dict[str, Any]] | None:
    """How statements wait in the slot `more`; None for none."""
    kept: list[dict[str, Any]] = _STATEMENTS.dump_python(tuple(statements), mode="json")
    return kept or None


def from_slot(more: list[dict[str, Any]] | None) -> tuple[Stated, ...]:
    """The statements that wait in the slot. Raises ValueError: it holds something else."""
    return _STATEMENTS.validate_python(more or [])


def _length(stated: Stated) -> int:
    """Characters that are read: of what is labelled, the quotation counts."""
    return len(stated.text) if isinstance(stated.text, str) else sum(len(c.quote) for c in stated.citations)


class Speaker:
    """Turns a reply into messages, and keeps count of questions without an answer."""

    def __init__(
        self, before: Case, emitter: Emitter, *, form_open: bool, waiting: Sequence[Stated] = ()
    ) -> None:
        """`waiting`: what an answer in the same turn has left behind 「続きを読む」."""
        self._before, self._emitter, self._form_open = before, emitter, form_open
        self._waiting = waiting

    def say(self, reply: Reply) -> Case:
        """Says the reply; gives the case after it."""
        if reply.kind == MessageKind.ANSWER and reply.statements:
            return self._answered(reply)
        return self._unanswered(reply)

    def _answered(self, reply: Reply) -> Case:
        now, later = split_long(reply.statements)
        more = [*self._waiting, *later]
        choices = [choice(MORE, "choices.more")] if more else []
        offer = self._next_step(reply)
        if offer is not None:
            choices.append(_next_button(offer))
        # At once, not behind the button: without it one region's rule would read as everybody's.
        now += [reply.silent] if reply.silent is not None else []
        quoted(self._emitter, now, choices, _lead(reply), reply.facts, _about(reply))
        return self._before.with_(unanswered=None, more=as_slot(more), offer=offer or self._kept_offer())

    def other_is_not_stated(self, reply: Reply) -> Case:
        """Of two matters one has been answered, and of the other the policy says nothing."""
        near = {"near": {"lines": [one.text for one in reply.near]}} if reply.near else {}
        named = f"answer.about.{reply.topic}"
        about = {"key": named if has(named) else "answer.about.other"}
        self._emitter.say(
            "answer.other_not_stated_near" if near else "answer.other_not_stated",
            {"about": about, **near},
            kind=MessageKind.NOT_STATED,
            citations=[c for one in reply.near for c in one.citations],
            choices=[*([choice(MORE, "choices.more")] if self._waiting else []), person()],
            about=_about(reply),
        )
        return self._before

    def _next_step(self, reply: Reply) -> str | None:
        """The request that the answer is about, as a button; none while one is being filled in."""
        known = reply.next_step in frozenset(RequestType) or reply.next_step in ("start_request", HANDOFF)
        return str(reply.next_step) if known and not self._form_open else None

    def _kept_offer(self) -> str | None:
        return self._before.offer if self._form_open else None

    def _unanswered(self, reply: Reply) -> Case:
        count = int(self._before.unanswered or 0) + 1
        offer = self._next_step(reply)
        near_request = [_next_button(offer)] if offer is not None else []
        if reply.kind == MessageKind.OUT_OF_SCOPE:
            kind = MessageKind.OUT_OF_SCOPE
            self._emitter.say("answer.out_of_scope", kind=kind, choices=[person()], about=_about(reply))
        elif reply.kind == MessageKind.NOT_STATED and reply.near:
            self._emitter.say(
                "answer.not_stated_near",
                {"about": _subject(reply), "near": {"lines": [one.text for one in reply.near]}},
                kind=MessageKind.NOT_STATED,
                citations=[c for one in reply.near for c in one.citations],
                choices=[*near_request, person()],
                about=_about(reply),
            )
        else:
            self._emitter.say(
                "answer.not_stated",
                {"about": _subject(reply)},
                kind=MessageKind.NOT_STATED,
                choices=[*near_request, person()],
                about=_about(reply),
            )
        return self.count(count)

    def count(self, count: int) -> Case:
        """Remembers the count; from the second time on a person is offered in so many words."""
        if count < PERSON_AFTER:
            offer = self._before.offer
            if offer == COMPLAINT and not self._form_open:
                offer = HANDOFF  # a person is still to be had, and no longer for the complaint
            return self._before.with_(unanswered=count, more=None, offer=offer)
        self._emitter.say("answer.offer_person", choices=[person()])
        offer = self._before.offer if self._form_open else HANDOFF
        return self._before.with_(unanswered=count, more=None, offer=offer)


def _next_button(offer: str) -> ChoiceOffered:
    key = f"choices.next_{offer}"
    return choice(offer, key if has(key) else f"choices.{offer}")


def _lead(reply: Reply) -> Params:
    key = f"topic.{reply.topic}" if reply.topic and has(f"topic.{reply.topic}") else "topic.any"
    return {"key": key}


def _subject(reply: Reply) -> Params:
    """What the policy is silent on, by name where that is known surely."""
    key = f"answer.about.{reply.topic}"
    return {"key": key if on_topic(reply) and has(key) else "answer.about.any"}


def _about(reply: Reply) -> About:
    return About(reply.topic, reply.confidence)


def quoted(
    emitter: Emitter,
    statements: list[Stated],
    choices: list[ChoiceOffered],
    lead: Params,
    facts: Sequence[str] = (),
    about: About | None = None,
) -> None:
    """One message with the statements, each with its quotation."""
    emitter.say(
        "answer.quoted",
        {"lead": lead, "statements": {"lines": [s.text for s in statements]}},
        kind=MessageKind.ANSWER,
        citations=[c for s in statements for c in s.citations],
        choices=choices,
        facts=facts,
        about=about,
    )


def find(answers: Answers, asked: Question) -> list[Reply]:
    """The answer; or one for each of several matters that were asked for, what is stated first.

    Where nothing of a list is stated, the answer to all of it goes first if there is one; else each is said to be
    silent, so that none is passed over."""
    silent: list[Reply] = []
    cut, rough = listed(asked.text), roughly(asked.text)
    ways = [partial(_each, parts=cut), partial(_each, parts=matters(asked.text))]
    # What cuts into more parts passes over less.
    ways.insert(0 if len(rough) > len(cut) else 2, partial(_sure_ones, parts=rough))
    for way in ways:
        found = way(answers, asked)
        if any(one.kind == MessageKind.ANSWER for one in found):
            return sorted(found, key=_place)
        silent = silent or found
    whole = _whole_or_end(answers, asked)
    return silent if silent and whole.kind != MessageKind.ANSWER else [whole]


def _each(answers: Answers, asked: Question, parts: Sequence[str]) -> list[Reply]:
    """A reply to each part; none where the parts are not each surely a matter by itself."""
    found = [answers.answer(replace(asked, text=part)) for part in parts]
    apart = len({one.topic for one in found}) == len(found) and all(on_topic(one, IN_A_LIST) for one in found)
    return found if apart else []


def _place(reply: Reply) -> int:
    """What is stated first, then what is not, then what is asked back."""
    return 2 if reply.unclear else int(reply.kind != MessageKind.ANSWER)


def _sure_ones(answers: Answers, asked: Question, parts: Sequence[Rough]) -> list[Reply]:
    """Of three and more parts the replies to those that are surely a matter each, and the others by the customer's
    words; none where fewer than two are sure, or two are the same."""
    sure: list[Reply] = []
    unclear: list[Reply] = []
    for part in parts:
        reply = answers.answer(replace(asked, text=part.question))
        if on_topic(reply):
            sure.append(reply)
        else:
            unclear.append(Reply(MessageKind.NOT_STATED, unclear=part.words))
    if len(sure) < _FEWEST_SURE or len({one.topic for one in sure}) < len(sure):
        return []
    return [*sure, *unclear]


_FEWEST_SURE = 2


def _whole_or_end(answers: Answers, asked: Question) -> Reply:
    """The answer to all of it; to its last sentence, where what stands before hides what is asked
    (「そうですか、ではそうします。電話番号は？」)."""
    whole = answers.answer(asked)
    end = last_part(asked.text)
    if surely(whole) or end is None or not asks(end):
        return whole
    reply = answers.answer(replace(asked, text=end))
    return reply if on_topic(reply) else whole


def on_topic(reply: Reply, least: float = ON_TOPIC) -> bool:
    """Whether it is fairly sure that a question was asked, and about what; then silence is an answer too."""
    return reply.on_topic >= least and reply.kind != MessageKind.OUT_OF_SCOPE


def surely(reply: Reply) -> bool:
    """Whether this is a reply to what was asked: the question's topic is likely, or the clause certain."""
    certain = reply.kind == MessageKind.ANSWER and reply.confidence >= FAIRLY_CERTAIN
    return on_topic(reply, IN_A_LIST) or certain


def asked_by(case: Case, heard: Heard, text: str, book: DeskBook) -> Question:
    """The question as this customer asks it."""
    requester = known(Requester, heard.values.get("requester")) or case.requester
    return Question(
        text=papers_asked_by(in_full(text), requester),
        company=case.company,
        region=_region_of(case, heard, book),
        request_type=case.request_type,
        requester=requester,
    )


def _region_of(case: Case, heard: Heard, book: DeskBook) -> Region | None:
    """The region the question is about: named in it, else the customer's; none where it makes no difference."""
    region = known(Region, heard.values.get("region")) or case.region
    return region if region in book.regions(case.company) else None


def speak(case: Case, replies: Sequence[Reply], emitter: Emitter, *, form_open: bool) -> Case:
    """Says what was found, one message a matter; gives the case after it."""
    first, *others = replies
    after = Speaker(case, emitter, form_open=form_open).say(first)
    for other in others:
        wanted = added_kind(other.unclear) if other.unclear else None
        if wanted is not None and not form_open:
            wish = {"wish": word("request_type", wanted)}
            emitter.say("answer.part_wish", wish, choices=[_next_button(wanted), person()])
            after = after.with_(offer=str(wanted))
            continue
        if other.unclear:
            emitter.say("answer.part_unclear", {"part": other.unclear}, choices=[person()])
            continue
        speaker = Speaker(after, emitter, form_open=form_open, waiting=from_slot(after.more))
        stated = other.kind == MessageKind.ANSWER
        after = speaker.say(other) if stated else speaker.other_is_not_stated(other)
    return after
