"""The end of a request in chat: what is confirmed goes on to the form for personal data, or it is given up."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import DeskAction, in_form, slot_events
from actions.beginning import begin_again
from actions.case import Case, Heard
from actions.choices import cancelling, choice, person
from actions.emit import Emitter
from actions.matters import GOES_ON, say_matters
from actions.outcomes import explain_outcome, say_withdraw
from actions.ports import DeskBook
from actions.unsure_ends import FORM_WAITS, guesses_end
from actions.vocabulary import CANCEL, GIVEN_UP
from actions.words.not_ending import asks_of_an_end
from actions.words.stopping import wants_that_stopped
from actions.words.wishes import (
    next_buttons,
    waiting,
)
from desk.chat.said import OfferForm, TakeBack
from desk.requests.stages import Stage

Events = list[dict[str, Any]]


class SubmitRequest(DeskAction):
    """The form is done: the request is confirmed, or something stands in its way."""

    NAME = "action_submit_request"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Has the gateway offer the personal-data form, or explains the outcome."""
        before, emitter = Case.of(tracker), Emitter(dispatcher)
        if before.outcome == GIVEN_UP:
            return slot_events(before, _given_up(before, self.book, emitter))
        if before.outcome is not None or before.confirm != "yes":
            return slot_events(before, explain_outcome(before, self.book, emitter))
        emitter.effect(OfferForm())
        offered_now = waiting(before, ()).with_(
            stage=Stage.OFFERED, confirm=None, misses=None, unanswered=None
        )
        return slot_events(before, offered_now)


class Cancel(DeskAction):
    """The customer wants no more of it: at once, without asking back, unless that is only a guess."""

    NAME = "action_cancel"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Ends the form, takes back an offered form or an opened request, or says that nothing is open."""
        before, emitter = Case.of(tracker), Emitter(dispatcher)
        after = before.fresh_request().with_(question=None, region_wanted=None)
        nothing_open = not in_form(tracker) and before.stage not in (Stage.OFFERED, Stage.OPENED)
        if nothing_open and wants_that_stopped(Heard.of(tracker).text, before.question):
            stopped = say_matters(before, (GOES_ON,), self.book, emitter, form_open=False)
            return slot_events(before, stopped)
        guess = guesses_end(Heard.of(tracker), tracker.events)
        if guess and before.stage == Stage.OFFERED:
            emitter.say(FORM_WAITS, choices=[cancelling(), person()])
            return slot_events(before, before)
        heard = Heard.of(tracker)
        only_asked = heard.intent == CANCEL and not heard.pressed and asks_of_an_end(heard.text)
        if (guess or only_asked) and before.stage == Stage.OPENED:
            return slot_events(before, say_withdraw(before, emitter))
        if in_form(tracker) or before.stage == Stage.OFFERED:
            return slot_events(before, _given_up(before, self.book, emitter))
        if before.stage == Stage.OPENED:
            emitter.effect(TakeBack())
            return slot_events(before, after.with_(stage=Stage.WITHDRAWN, opened=None))
        if before.offer is not None:
            emitter.say("talk.offer_declined")
        elif before.opened:
            # Another one was begun since and given up: which is meant is not guessed.
            emitter.say(
                "request.opened_stays", choices=[choice("ask_status", "choices.ask_status"), person()]
            )
        else:
            emitter.say("request.nothing_open", choices=begin_again(before, self.book))
        return slot_events(before, before.with_(offer=None, question=None, region_wanted=None))


def _given_up(case: Case, book: DeskBook, emitter: Emitter) -> Case:
    """Says that nothing comes of what was begun; gives the case without it."""
    emitter.say("request.cancelled", choices=[*next_buttons(waiting(case, ())), *begin_again(case, book)])
    return case.fresh_request().with_(question=None, region_wanted=None, stage=Stage.NONE)


ACTIONS = (SubmitRequest, Cancel)
