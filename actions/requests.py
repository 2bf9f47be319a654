"""Beginning, finishing and taking back a request; and what stands in its way, said so that it helps."""

import asyncio
from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import DeskAction, remembering, slot_events
from actions.by_region import respond
from actions.case import Case, Heard
from actions.choices import labelled, person, word
from actions.emit import Emitter
from actions.hearing import one_at_a_time
from actions.ports import DeskBook, Stated
from actions.remarks import remark
from actions.settling import effective_region, offered, settle, steps_of, subject_choices
from actions.speaking import asked_by, on_topic
from actions.vocabulary import (
    AMBIGUOUS_REMOVE,
    ASKED_SLOTS,
    CLOSED,
    HANDOFF,
    HELD_FOR_CLIENT,
    NOT_OFFERED,
    REQUEST_FORM,
    STAGE_NONE,
    STAGE_OFFERED,
    STAGE_OPENED,
    STAGE_WITHDRAWN,
)
from knowledge.vocabulary import MessageKind

Events = list[dict[str, Any]]


def begin(before: Case, case: Case, book: DeskBook, emitter: Emitter, others: Sequence[str] = ()) -> Events:
    """Opens the form for what is known of a request, or says what stands in its way.

    `others`: further requests that the same sentence names, which come after this one.
    """
    case = settle(case.with_(offer=None, unanswered=None), book)
    if case.outcome is not None:
        case = explain_outcome(case, book, emitter)
        return slot_events(before, case)
    remark(before.with_(several=None, minor=None), case, book, emitter)
    if others:
        note = one_at_a_time(case.request_type, others)
        emitter.say(note.key, note.params)
    return [*slot_events(before, case), FollowupAction(REQUEST_FORM)]


def explain_outcome(case: Case, book: DeskBook, emitter: Emitter) -> Case:
    """Says why there is no request, and what there is instead; gives the case without the outcome."""
    if case.outcome == CLOSED:
        say_closed(case, book, emitter)
    elif case.outcome == HELD_FOR_CLIENT:
        say_held_for_client(case, book, emitter)
    elif case.outcome == NOT_OFFERED:
        types = offered(case, book)
        emitter.say(
            "outcome.not_offered",
            {
                "request_type": word("request_type", case.request_type),
                "offered": [word("request_type", item) for item in types],
            },
            kind=MessageKind.NOT_STATED,
            choices=[person(), *labelled("request_type", types)],
        )
    return case.fresh_request().with_(offer=HANDOFF, wanted=case.request_type)


def say_closed(case: Case, book: DeskBook, emitter: Emitter) -> None:
    """That the desk has closed and who answers instead; for a kind of request that it had, also its form then."""
    closure = book.closure(case.company)
    if closure is None:
        return
    emitter.say(
        "outcome.closed" if closure.successor else "outcome.closed_no_successor",
        {"since": {"date": closure.since}, "successor": closure.successor},
        kind=MessageKind.ANSWER,
        citations=closure.citations,
        choices=[person()],
        facts=["desk.closed", "desk.successor"],
    )
    if case.request_type is None or case.request_type not in offered(case, book):
        return
    steps = steps_of(case, book)
    if steps.forms:
        emitter.say(
            "outcome.closed_form_with_fee" if steps.fee else "outcome.closed_form",
            {
                "request_type": word("request_type", case.request_type),
                "form": [form.text for form in steps.forms],
                "fee": steps.fee.text if steps.fee else "",
            },
            kind=MessageKind.ANSWER,
            citations=[c for stated in (*steps.forms, *filter(None, [steps.fee])) for c in stated.citations],
        )


def say_held_for_client(case: Case, book: DeskBook, emitter: Emitter) -> None:
    """Data that the company holds as a client's contractor: what the policy says, and a person."""
    rule = book.held_for_client(case.company)
    _say_rule(rule, emitter, "outcome.held_for_client", "outcome.held_for_client_not_stated")


def _say_rule(rule: Stated | None, emitter: Emitter, stated: str, not_stated: str) -> None:
    """A rule in the policy's words, or that the policy has none; a person in either case."""
    if rule is None:
        emitter.say(not_stated, kind=MessageKind.NOT_STATED, choices=[person()])
        return
    emitter.say(
        stated,
        {"rule": rule.text},
        kind=MessageKind.ANSWER,
        citations=rule.citations,
        choices=[person()],
    )


def merge(case: Case, heard: Heard) -> Case:
    """What a request's opening sentence already settles."""
    said = {
        name: heard.values[name]
        for name in (*ASKED_SLOTS, "holder", "several", "minor")
        if name in heard.values
    }
    case = case.with_(**said)
    if heard.intent == AMBIGUOUS_REMOVE and "request_type" not in said:
        case = case.with_(ambiguous=AMBIGUOUS_REMOVE, request_type=None)
    if case.subject is not None and case.subject not in subject_choices(case):
        case = case.with_(subject=None)
    return case


def say_opened_already(case: Case, emitter: Emitter) -> None:
    """This very request has been taken up: no second one, but how it stands."""
    emitter.say(
        "request.already_opened",
        {"request_type": word("request_type", case.request_type)},
        choices=[{"value": "ask_status", "label_key": "choices.ask_status"}, person()],
    )


class StartRequest(DeskAction):
    """Somebody wants something done with their data."""

    NAME = "action_start_request"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Opens the form, or says that this very request has been taken up already."""
        before, heard, emitter = Case.of(tracker), Heard.of(tracker), Emitter(dispatcher)
        known = remembering(before, heard, self.book)
        wish = heard.values.get("request_type")
        # 「では受け付けてください」 after the receipt means the request that is open, not a second one.
        vague = heard.intent == "request_unclear" and not heard.pressed
        if before.stage == STAGE_OPENED and (vague or (wish is not None and wish == before.request_type)):
            say_opened_already(before, emitter)
            return []
        case = known.fresh_request().with_(stage=STAGE_NONE)
        named = [word for word in heard.named if word != wish] if wish is not None else []
        return begin(before, merge(case, heard), self.book, emitter, named)


class SubmitRequest(DeskAction):
    """The form is done: the request is confirmed, or something stands in its way."""

    NAME = "action_submit_request"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Has the gateway offer the personal-data form, or explains the outcome."""
        before, emitter = Case.of(tracker), Emitter(dispatcher)
        if before.outcome is not None or before.confirm != "yes":
            return slot_events(before, explain_outcome(before, self.book, emitter))
        emitter.effect(
            "offer_form",
            request={
                "company": before.company,
                "region": effective_region(before, self.book),
                "request_type": before.request_type,
                "requester": before.requester,
                "subject": before.subject,
                "reply_method": before.reply_method,
            },
        )
        return slot_events(
            before, before.with_(stage=STAGE_OFFERED, confirm=None, misses=None, unanswered=None)
        )


class Cancel(DeskAction):
    """The customer wants no more of it: at once, without asking back."""

    NAME = "action_cancel"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Ends the form, takes back an offered form or an opened request, or says that nothing is open."""
        before, emitter = Case.of(tracker), Emitter(dispatcher)
        after = before.fresh_request().with_(question=None, region_wanted=None)
        if tracker.active_loop.get("name") == REQUEST_FORM or before.stage == STAGE_OFFERED:
            emitter.say("request.cancelled", choices=begin_again())
            return slot_events(before, after.with_(stage=STAGE_NONE))
        if before.stage == STAGE_OPENED:
            emitter.effect("withdraw_request")
            return slot_events(before, after.with_(stage=STAGE_WITHDRAWN))
        if before.offer is not None:
            emitter.say("talk.offer_declined")
        else:
            emitter.say("request.nothing_open", choices=begin_again())
        return slot_events(before, before.with_(offer=None, question=None, region_wanted=None))


def begin_again() -> list[dict[str, str]]:
    """The buttons where nothing is open."""
    return [{"value": "start_request", "label_key": "choices.start_request"}, person()]


class HeldForClient(DeskAction):
    """The data is another company's, for whom this one works."""

    NAME = "action_held_for_client"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Quotes the policy on it; a person instead of a form."""
        before, heard = Case.of(tracker), Heard.of(tracker)
        say_held_for_client(before, self.book, Emitter(dispatcher))
        wish = heard.values.get("request_type") or (heard.named[-1] if heard.named else None)
        after = before.fresh_request().with_(
            offer=HANDOFF, wanted=wish or before.request_type or before.wanted
        )
        # For staff only, so a likely one will do: nothing is opened on it.
        requester = heard.values.get("requester") or heard.hints.get("requester")
        if after.requester is None and requester:
            after = after.with_(requester=requester)
        return slot_events(before, after)


class NoAuthority(DeskAction):
    """Somebody asks about another person's data without being their agent (a bereaved relative, a neighbour)."""

    NAME = "action_no_authority"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Says who may ask, where the policy does; a person instead of a form."""
        before, emitter = Case.of(tracker), Emitter(dispatcher)
        if self.book.closure(before.company) is not None:
            say_closed(before.with_(request_type=None), self.book, emitter)
            return slot_events(before, before.fresh_request().with_(offer=HANDOFF))
        heard = Heard.of(tracker)
        known = remembering(before, heard, self.book)
        if heard.unsure_of_authority_that_asks:
            asked = asked_by(known, heard, heard.text, self.book)
            reply = await asyncio.to_thread(self.answers.answer, asked)
            if on_topic(reply):
                return slot_events(
                    before, respond(known, asked, [reply], self.book, emitter, form_open=False)
                )
        rule = self.book.who_may_ask(known.company, known.region)
        _say_rule(rule, emitter, "outcome.no_authority", "outcome.no_authority_not_stated")
        return slot_events(before, known.fresh_request().with_(offer=HANDOFF))


ACTIONS = (StartRequest, SubmitRequest, Cancel, HeldForClient, NoAuthority)
