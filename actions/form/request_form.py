"""The request form: what it hears, and which slots it needs. Its questions: actions.form.asking."""

import asyncio

from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecutionRejected, EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import REQUESTED_SLOT, FormValidationAction
from rasa_sdk.types import DomainDict

from actions.base import Collaborators, heard_already, slot_events
from actions.beside import answer_beside
from actions.case import Case, Heard
from actions.emit import Emitter
from actions.form.asking import QUESTIONS
from actions.form.both import both_wanted
from actions.form.filling import Turn, understood
from actions.form.going_on import moved_on, says_again
from actions.form.hearing import answered_besides, hear
from actions.form.of_the_form import said_of_the_form
from actions.form.remarks import remark
from actions.form.replies import say_note, say_reply_dropped
from actions.form.settling import (
    required,
    settle,
)
from actions.form.switching import Note
from actions.kept import answer_kept
from actions.matters import say_matters
from actions.ports import DeskBook
from actions.speaking import asked_by, on_topic
from actions.things import say_thing
from actions.unsure_ends import not_ended_yet
from actions.vocabulary import DECEASED, GIVEN_UP, REQUEST_FORM
from actions.whose_said import say_whose
from actions.words.about_the_desk import asks_where_to_write
from actions.words.after_all import said_last
from actions.words.agents import of_the_represented
from actions.words.as_answer import has_form_of_question
from actions.words.following import asks_again, besides_the_form
from actions.words.other_things import thing_of
from actions.words.worries import hurries
from knowledge.several import sentences
from knowledge.vocabulary import MessageKind

_ANSWERS = frozenset({MessageKind.ANSWER, MessageKind.NOT_STATED})
"""What is said once more beside the form's question."""

ABOUT_REPLIES = frozenset(
    {"reply_method", "reply_medium_usb", "desk_email", "request_online", "send_by_registered_mail"}
)
"""Topics of questions that are rather a wish for a way of reply (「メールでもらえますか」)."""


class ValidateRequestForm(FormValidationAction):  # type: ignore[misc]  # rasa-sdk carries no types
    """Takes up a message while the form is open.

    It decides on the message as a whole (actions.form.hearing), not slot by slot: one sentence may settle three slots,
    switch the kind of request, or be no answer at all. Then it hands the form back to the rules
    (bot/data/rules/inside.yml) by rejecting it.
    """

    def __init__(self, with_: Collaborators) -> None:
        self._book: DeskBook = with_.book
        self._answers = with_.answers

    def name(self) -> str:
        """Rasa calls it by this name."""
        return f"validate_{REQUEST_FORM}"

    async def required_slots(
        self,
        domain_slots: list[str],
        dispatcher: CollectingDispatcher,
        tracker: Tracker,
        domain: DomainDict,
    ) -> list[str]:
        """What is needed follows from company, region and kind of request."""
        return required(Case.of(tracker), self._book)

    async def get_extraction_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Nothing is extracted slot by slot."""
        return []

    async def get_validation_events(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """The message's consequences, as slots; or the rejection of the form."""
        before, heard, emitter = Case.of(tracker), Heard.of(tracker), Emitter(dispatcher)
        turn = self._turn(before, heard, tracker, emitter)
        if turn.aside or (turn.wished and await self._about_something_else(before, tracker)):
            # A real question ends a row of misses; whether anything else was understood its own action knows.
            answered = before.with_(misses=None) if has_form_of_question(heard.text) else before
            return [*slot_events(before, answered), ActionExecutionRejected(REQUEST_FORM)]
        ended = turn.case.outcome in (GIVEN_UP, DECEASED)
        after = turn.case if ended else settle(turn.case, self._book)
        if asks_again(heard.text):
            emitter.repeat(one for one in said_last(tracker.events) if one.kind in _ANSWERS)
        for note in turn.notes:
            say_note(note, emitter)
        if after.outcome is None:
            say_reply_dropped(turn.case, after, self._book, emitter)
            remark(before, after, self._book, emitter)
            after = say_matters(after, turn.matters, self._book, emitter, form_open=True)
            if after.region_wanted and after.region is not None:
                after = await answer_kept(after, self._book, self._answers, emitter, form_open=True)
            if turn.question is not None:
                after = await answer_beside(after, heard, turn.question, self._book, self._answers, emitter)
                if not emitter.said and turn.case == before:
                    emitter.say("request.not_understood")
                    after = after.with_(misses=int(after.misses or 0) + 1)
                elif has_form_of_question(heard.text):
                    after = after.with_(misses=None)
        # Without any slot event Rasa takes the message for rejected: no rule answers it, and all is silent.
        return list(slot_events(before, after)) or [SlotSet("misses", after.misses)]

    def _turn(self, before: Case, heard: Heard, tracker: Tracker, emitter: Emitter) -> Turn:
        """What the message does to the form; says at once what needs no more than the words."""
        # 「もう一度」: the question once more, not the one before it.
        asked = tracker.get_slot(REQUESTED_SLOT)
        if heard_already(tracker, REQUEST_FORM) or asks_again(heard.text):
            return Turn(before)
        if not heard.pressed and say_whose(before, heard.text, self._book, emitter, form_open=True):
            return Turn(answered_besides(before, heard, asked))
        if (thing := thing_of(before, heard, form_open=True)) is not None:
            say_thing(before, thing, self._book, emitter, form_open=True)
            return Turn(before)
        if asked == "requester" and not heard.pressed and _still_of_a_relative(heard.text, tracker):
            return Turn(before, (Note("request.of_the_represented"),))
        if not heard.pressed and hurries(heard.text):
            return understood(before, (Note("talk.hurry_in_form"),))
        if not heard.pressed and asks_where_to_write(heard.text) and len(sentences(heard.text)) == 1:
            # 「新しい住所はどこに書くの」 is no answer to which data.
            return understood(before, (Note("request.where_to_write"),))
        of_it = said_of_the_form(before, heard, asked, self._book)
        of_it = of_it or both_wanted(before, heard.text, said_last(tracker.events), self._book)
        if of_it is not None:
            return of_it
        bare = besides_the_form(before, heard, asked)
        turn = hear(before, heard, asked, self._book) if bare is None else Turn(before, question=bare)
        turn = not_ended_yet(heard, turn, tracker.events)
        return moved_on(before, heard, asked, turn, again=says_again(heard.text, tracker.events))

    async def _about_something_else(self, case: Case, tracker: Tracker) -> bool:
        """Whether a question that names a way of reply is not about it (「メールなら手数料は安いですか」)."""
        heard = Heard.of(tracker)
        asked = asked_by(case, heard, heard.text, self._book)
        reply = await asyncio.to_thread(self._answers.answer, asked)
        return on_topic(reply) and reply.topic is not None and reply.topic not in ABOUT_REPLIES

    async def next_requested_slot(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> EventType | None:
        """The first slot that is missing; none where the request cannot go on (which ends the form)."""
        case = Case.of(tracker)
        if case.outcome is not None:
            return SlotSet(REQUESTED_SLOT, None)
        missing = [slot for slot in required(case, self._book) if getattr(case, slot) is None]
        return SlotSet(REQUESTED_SLOT, missing[0] if missing else None)


def _still_of_a_relative(text: str, tracker: Tracker) -> bool:
    """Whether who has just named a relative says whose data it is (「本人のもの」): the relative's, and nobody has said
    yet that they ask for themself."""
    just_named = {"request.relative", "request.of_the_represented"}
    return of_the_represented(text) and any(one.utterance in just_named for one in said_last(tracker.events))


ACTIONS = (ValidateRequestForm, *QUESTIONS)
