"""The human side: greetings, thanks, grief, insults; a person at the desk; how a request stands."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import REQUESTED_SLOT
from rasa_sdk.types import DomainDict

from actions.base import DeskAction, in_form, remembering, slot_events
from actions.beginning import begin_again
from actions.beside import answer_after_all, answer_of_leaving
from actions.by_region import tells_region
from actions.case import FAIRLY_SURE, SURE, Case, Heard
from actions.choices import cancelling, choice, person, topics
from actions.emit import Emitter
from actions.fallback import looked_up, say_not_understood
from actions.form.going_on import counts_as_missed
from actions.form.no_standing import is_no_look_up
from actions.kept import answer_kept, ask_or_answer
from actions.matters import say_matters
from actions.outcomes import say_closed_instead
from actions.things import answer_besides_the_policy, say_thing
from actions.vocabulary import ASKED_SLOTS, COMPLAINT, HANDOFF
from actions.words.about_data import speaks_of_data
from actions.words.about_the_desk import asks_hours
from actions.words.another_too import also_for
from actions.words.as_answer import knows_not
from actions.words.awaiting import awaits_answer
from actions.words.besides_the_point import (
    calls_a_person,
    is_taken_aback,
    of_automated_decisions,
    of_ones_own_days,
    of_the_chat,
)
from actions.words.commands import commands
from actions.words.on_answers import Remark, remark_on_answer
from actions.words.other_things import Thing, thing_of
from actions.words.other_words import asks_in_other_words
from actions.words.pausing import pauses
from actions.words.phrases import (
    asks_only_whom_to_turn_to,
    asks_what_then,
    asks_whether_it_takes_requests,
    asks_whom_to_turn_to,
)
from actions.words.questions import asks_what_it_means
from actions.words.told_on import tells_whom_they_fear
from actions.words.wanting_nothing import only_asked
from actions.words.wishes import where_to_begin, wishes
from actions.words.worries import hurries, is_only_afraid
from desk.chat.language import asks_for_a_language, unspoken
from desk.chat.said import AskReceipt, ChoiceOffered, HandoffReason, HandOver, ShowStatus
from desk.requests.stages import Stage
from desk.wording import has
from knowledge.several import asks
from knowledge.vocabulary import Expects, MessageKind

Events = list[dict[str, Any]]

SPOKEN_TO = {
    "greet": ("talk.greet", MessageKind.NOTICE, False),
    "thanks": ("talk.thanks", MessageKind.NOTICE, False),
    "goodbye": ("talk.goodbye", MessageKind.NOTICE, False),
    "bot_challenge": ("talk.bot_challenge", MessageKind.NOTICE, True),
    "chitchat": ("talk.chitchat", MessageKind.OUT_OF_SCOPE, False),
    "out_of_scope": ("talk.out_of_scope", MessageKind.OUT_OF_SCOPE, True),
    "insult": ("talk.insult", MessageKind.NOTICE, True),
    "nonsense": ("talk.nonsense", MessageKind.NOTICE, True),
    "complaint": ("talk.complaint", MessageKind.NOTICE, True),
    "gives_personal_data": ("talk.personal_data", MessageKind.NOTICE, False),
    "needs_help": ("talk.help", MessageKind.NOTICE, True),
    "this_chat": ("talk.this_chat", MessageKind.NOTICE, False),
}
"""Intent -> wording key, kind of message, and whether a person is offered with it."""

_AT_ONCE = (
    (pauses, "talk.take_your_time", False),
    (is_only_afraid, "talk.worried", True),
    (of_ones_own_days, "talk.chitchat", False),
)
"""What the words tell by themselves -> wording key, and whether a person is offered with it."""

_ALSO_OFFER = frozenset({"complaint", "insult"})
_NOT_ASKED_ON = _ALSO_OFFER | {"thanks", "goodbye"}
"""After these the region is not asked again: the customer goes, or is asked whether they want a person."""


DOUBTED = frozenset({"out_of_scope", "chitchat", "nonsense", "gives_personal_data"})
"""What a short or oddly written question is taken for (「てすうりょうはいくら」), or one with a number in it
(「［マイナンバー］も要りますか」): the policies are asked first."""

ASKED_OF_THE_DESK = frozenset({"needs_help", "this_chat", "bot_challenge"})
"""Questions about the desk itself, like which sound some about the company (「どの会社が答えてくれるんですか」)."""

GIVES_TOPICS = frozenset({"needs_help", "nonsense", "bot_challenge"})
"""After these the desk shows what it can be asked."""

_MAY_HOLD_A_WISH = frozenset(
    {"gives_personal_data", "greet", "thanks", "chitchat", "nonsense", "out_of_scope"}
)
"""What a longer message is taken for that tells who somebody is, and then what they want."""

SURELY_BESIDE = 0.85
"""From this confidence on the intent stands, whatever the policies hold."""


class Respond(DeskAction):
    """What people say beside the matter."""

    NAME = "action_respond"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """One kind line; the form, if one is open, asks on by itself."""
        before, heard = Case.of(tracker), Heard.of(tracker)
        elsewhere = _taken_up_elsewhere(before, heard, tracker, Emitter(dispatcher))
        if elsewhere is not None:
            return elsewhere
        at_once = await self._by_words(before, heard, tracker, Emitter(dispatcher))
        if at_once is not None:
            return slot_events(before, at_once)
        if not in_form(tracker) and _remark(before, heard, tracker) is Remark.UNANSWERED:
            heard = replace(heard, intent="complaint", confidence=1.0)
        told = wishes(heard)
        begun = in_form(tracker) or before.stage in (Stage.OFFERED, Stage.OPENED)
        if told.requests and not begun and _holds_a_wish(heard, Emitter(dispatcher)):
            return [FollowupAction(where_to_begin(told))]
        if heard.upset:
            heard = replace(heard, intent="complaint", confidence=heard.ranked["complaint"])
        if heard.intent == "goodbye" and heard.confidence < SURE and not in_form(tracker):
            # Half a sentence (「先日そちらから」): to take leave of somebody who has just begun is rude.
            known = remembering(before, heard, self.book)
            after = say_not_understood(known, self.book, Emitter(dispatcher), form_open=False)
            return slot_events(before, after)
        answered = await self._a_question_after_all(before, heard, Emitter(dispatcher), tracker)
        if answered is None:
            answered = await self._a_kept_question(before, heard, Emitter(dispatcher), tracker)
        if answered is not None:
            return slot_events(before, answered)
        key, kind, offers = SPOKEN_TO.get(heard.intent, SPOKEN_TO["nonsense"])
        if in_form(tracker) and has(f"{key}_in_form"):
            key = f"{key}_in_form"
        Emitter(dispatcher).say(key, kind=kind, choices=self._buttons(before, heard, offers, tracker))
        offer = before.offer
        if heard.intent in _ALSO_OFFER and not in_form(tracker):
            offer = COMPLAINT if COMPLAINT in (heard.intent, before.offer) else HANDOFF
        after = _counted(remembering(before, heard, self.book).with_(offer=offer), heard, tracker)
        if before.region_wanted and heard.intent not in _NOT_ASKED_ON and not in_form(tracker):
            after = await ask_or_answer(after, self.book, self.answers, Emitter(dispatcher))
        return slot_events(before, after)

    async def _by_words(self, case: Case, heard: Heard, tracker: Tracker, emitter: Emitter) -> Case | None:
        """What the words tell by themselves outside the form; gives the case after it, None for anything else."""
        if in_form(tracker):
            return None
        thing = thing_of(case, heard)
        if thing is None:
            return self._at_once(case, heard, tracker, emitter)
        after = say_thing(remembering(case, heard, self.book), thing, self.book, emitter)
        after = say_matters(after, wishes(heard).matters, self.book, emitter, form_open=False)
        if thing is Thing.POLICY:
            return await answer_besides_the_policy(after, heard, self.book, self.answers, emitter)
        return after

    def _at_once(self, case: Case, heard: Heard, tracker: Tracker, emitter: Emitter) -> Case | None:
        """What the words tell by themselves: that the desk does not speak their language, that somebody does not know
        what to do at a closed desk, wants the answer shorter, or no more of it, or did not follow; gives the case after
        it, None for anything else."""
        remark = _remark(case, heard, tracker)
        if (unspoken(heard.text) or asks_for_a_language(heard.text)) and not heard.pressed:
            emitter.say("talk.languages", choices=topics(requests=self.book.closure(case.company) is None))
            return case
        for told, key, offers in () if heard.pressed else _AT_ONCE:
            if told(heard.text):
                emitter.say(key, choices=[person()] if offers else [])
                return case.with_(offer=HANDOFF) if offers else case
        if (
            case.question is None
            and also_for(heard.text) is not None
            and self.book.closure(case.company) is None
        ):
            emitter.say("talk.for_another", choices=begin_again(case, self.book))
            return case
        if not heard.pressed and not in_form(tracker) and case.stage == Stage.NONE and only_asked(heard.text):
            emitter.say("talk.only_asked")
            return case.with_(offer=None, question=None, region_wanted=None)
        if tells_whom_they_fear(heard.text, tracker.events) and not heard.pressed:
            emitter.say("talk.who_is_feared", choices=[person()])
            return case.with_(offer=HANDOFF)
        if hurries(heard.text) and not heard.pressed:
            status = [choice("ask_status", "choices.ask_status")] if case.stage == Stage.OPENED else []
            emitter.say("talk.hurry", choices=[*status, person()])
            return case.with_(offer=HANDOFF)
        if is_taken_aback(heard.text):
            emitter.say("talk.help_in_form", choices=[person()])
            return case.with_(offer=HANDOFF)
        if self.book.closure(case.company) is not None and (
            heard.intent == "needs_help"
            or asks_what_then(heard.text)
            or asks_whom_to_turn_to(heard.text)
            or asks_only_whom_to_turn_to(heard.text)
            or asks_whether_it_takes_requests(heard.text)
        ):
            return say_closed_instead(case, self.book, emitter)
        if remark is Remark.SHORTER:
            emitter.say("talk.no_shorter", choices=[person()])
            return case
        if remark is Remark.ENOUGH:
            emitter.say("talk.offer_declined", choices=begin_again(case, self.book))
            return case.with_(offer=None, question=None, region_wanted=None)
        return None

    def _buttons(self, before: Case, heard: Heard, offers: bool, tracker: Tracker) -> list[ChoiceOffered]:
        if heard.intent in GIVES_TOPICS and not in_form(tracker):
            return topics(requests=self.book.closure(before.company) is None)
        return [person()] if offers else []

    async def _a_question_after_all(
        self, before: Case, heard: Heard, emitter: Emitter, tracker: Tracker
    ) -> Case | None:
        """The answer, where the policies know better than the intent what was asked; None where they do not."""
        doubted = (
            (heard.intent == "goodbye" and asks(heard.text))
            or (heard.intent in DOUBTED and heard.confidence < SURELY_BESIDE)
            or heard.unsure_complaint_that_asks
            or (
                heard.intent in ASKED_OF_THE_DESK and (heard.unsure_matter_that_asks or heard.unsure_and_asks)
            )
            or (heard.intent == "needs_help" and asks_in_other_words(heard.text))
            or asks_what_it_means(heard.text)
            or asks_hours(heard.text)
            or of_automated_decisions(heard.text)
            or (heard.intent == "this_chat" and speaks_of_data(heard.text) and not of_the_chat(heard.text))
        )
        if not doubted or heard.pressed or not heard.text:
            return None
        known = remembering(before, heard, self.book)
        leaving = await answer_of_leaving(
            known, heard, tracker.events, self.book, self.answers, emitter, form_open=in_form(tracker)
        )
        answered = leaving or await answer_after_all(
            known, heard, self.book, self.answers, emitter,
            form_open=in_form(tracker),
            stated_only=heard.intent == "complaint" and not asks_hours(heard.text),
        )  # fmt: skip
        if answered is None and heard.intent == "goodbye" and before.stage == Stage.OFFERED:
            # 「もうすこしで終わりますか」: nobody leaves who asks, and it is the form that is left.
            emitter.say("request.form_waiting", choices=[cancelling(), person()])
            return before
        return answered

    async def _a_kept_question(
        self, before: Case, heard: Heard, emitter: Emitter, tracker: Tracker
    ) -> Case | None:
        """The answer to what waited for the region, where this names one, or was no answer to it; else None."""
        named = tells_region(before, heard, self.book)
        if in_form(tracker) or not before.region_wanted or not (named or heard.intent == "nonsense"):
            return None
        known = remembering(before, heard, self.book)
        return await answer_kept(known, self.book, self.answers, emitter, form_open=False)


def _taken_up_elsewhere(case: Case, heard: Heard, tracker: Tracker, emitter: Emitter) -> Events | None:
    """How the request stands, a person, or what the form says by itself, where that is meant; None where it is not."""
    if _is_told_plainly(case, heard, tracker):
        return slot_events(case, _counted(case, heard, tracker))
    asks_status = heard.intent in ("chitchat", "nonsense") and heard.likely("ask_status")
    if case.stage == Stage.OPENED and asks_status:
        emitter.effect(ShowStatus())  # 「どうなっていますか」, once there is a request
        return []
    return [FollowupAction("action_handoff")] if calls_a_person(heard.text) and not heard.pressed else None


def _holds_a_wish(heard: Heard, emitter: Emitter) -> bool:
    """Whether a wish in it is taken up: 「［電話番号］の者です。住所を直してください」 is taken for the rest of it. Who
    complains and commands (「対応が最悪。録音消せ」) hears a word on that first."""
    commanded = heard.intent in _ALSO_OFFER and bool(commands(heard.text))
    if commanded:
        emitter.say("talk.sorry_first")
    return commanded or heard.intent in _MAY_HOLD_A_WISH


def _is_told_plainly(case: Case, heard: Heard, tracker: Tracker) -> bool:
    """Whether the form itself says next what can be answered, and offers a person: to who does not know once more."""
    lost = in_form(tracker) and heard.intent == "needs_help" and knows_not(heard.text)
    return lost and int(case.misses or 0) >= 1 and tracker.get_slot(REQUESTED_SLOT) in ASKED_SLOTS


def _counted(case: Case, heard: Heard, tracker: Tracker) -> Case:
    """The case with one miss more, where this was no answer to what an open form asks."""
    missed = in_form(tracker) and counts_as_missed(heard)
    return case.with_(misses=int(case.misses or 0) + 1) if missed else case


def _remark(case: Case, heard: Heard, tracker: Tracker) -> Remark | None:
    return None if heard.pressed else remark_on_answer(case, heard.text, tracker.events)


class Status(DeskAction):
    """How a request stands."""

    NAME = "action_status"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Shows this conversation's request, or asks for the receipt; the gateway reads it, Rasa never does."""
        case, heard, emitter = Case.of(tracker), Heard.of(tracker), Emitter(dispatcher)
        if heard.intent == "give_receipt_missing" and heard.confidence < FAIRLY_SURE and not heard.pressed:
            # 「書類はどこに送れって？郵便番号から」: a number is spoken of, and perhaps not the receipt's.
            answered = await answer_after_all(
                case, heard, self.book, self.answers, emitter, form_open=in_form(tracker), stated_only=True
            )
            if answered is not None:
                return slot_events(case, answered)
            if is_no_look_up(case, heard) and not in_form(tracker):
                return [FollowupAction("action_continue")]
        if in_form(tracker):
            emitter.say("status.in_form")
        elif heard.intent == "give_receipt_missing":
            emitter.say("status.receipt_missing", choices=[person()])
            return slot_events(case, case.with_(offer=HANDOFF))
        elif case.stage == Stage.OPENED or case.opened:
            emitter.effect(ShowStatus())
        else:
            key = "status.no_answer_yet" if awaits_answer(heard.text) else "status.ask_receipt"
            emitter.say(key, kind=MessageKind.PROMPT, choices=[person()], expects=Expects.RECEIPT)
            emitter.effect(AskReceipt())
        return []


class GoToStaff(DeskAction):
    """A person is wanted."""

    NAME = "action_handoff"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Hands the conversation over, and says when somebody will read it. What only may ask for a person, and asks
        what the policy answers (「苦情を聞いてくれる団体はありますか」), is answered, and a person offered."""
        before, heard, emitter = Case.of(tracker), Heard.of(tracker), Emitter(dispatcher)
        if heard.unsure_handoff_that_asks and not in_form(tracker):
            known = remembering(before, heard, self.book)
            answered = await answer_after_all(
                known, heard, self.book, self.answers, emitter, form_open=False, stated_only=True
            )
            if answered is not None:
                emitter.say("answer.offer_person_too", choices=[person()])
                return slot_events(before, answered.with_(offer=HANDOFF))
        if heard.asks_about_staff and not in_form(tracker):
            return slot_events(before, await self._of_staff(before, heard, emitter))
        now = self.hours.state(before.company)
        if now.state == "open" and now.closes_at is not None:
            emitter.say("system.handoff_open_until", {"until": {"datetime": now.closes_at.isoformat()}})
        elif now.state == "open":
            emitter.say("system.handoff_open")
        elif now.opens_at is not None:
            emitter.say("system.handoff_out_of_hours", {"when": {"datetime": now.opens_at.isoformat()}})
        else:
            emitter.say("system.handoff_later")
        emitter.effect(HandOver(_reason(before, heard)))
        return slot_events(
            before, before.with_(offer=None, unanswered=None, misses=None, question=None, region_wanted=None)
        )

    async def _of_staff(self, before: Case, heard: Heard, emitter: Emitter) -> Case:
        """Who or what number it is, where the policy says so; a person is offered either way. Gives the case after."""
        known = remembering(before, heard, self.book)
        answered = await looked_up(known, heard, self.book, self.answers, emitter, form_open=False)
        if answered is None:
            about = {"key": "answer.about.any"}
            emitter.say(
                "answer.not_stated", {"about": about}, kind=MessageKind.NOT_STATED, choices=[person()]
            )
        else:
            emitter.say("answer.offer_person_too", choices=[person()])
        return (answered or known).with_(offer=HANDOFF)


def _reason(case: Case, heard: Heard) -> HandoffReason:
    """A short word for the staff's list; no text of the customer's."""
    told = {heard.intent, *(part.intent for part in heard.parts)}
    if COMPLAINT in told or case.offer == COMPLAINT:
        return "complaint"
    if case.unanswered:
        return "no_answer"
    return "asked" if HANDOFF in told else "accepted_offer"


ACTIONS = (Respond, Status, GoToStaff)
