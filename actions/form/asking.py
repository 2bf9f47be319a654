"""What the request form asks, one question for each slot, and how often it has asked it."""

from collections.abc import Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import DeskAction
from actions.case import Case, Heard
from actions.choices import cancelling, choice, labelled, person, word, yes_no
from actions.emit import Emitter
from actions.form.plain_choices import say_plainly
from actions.form.settling import (
    kept_back,
    offered,
    offered_removals,
    reply_choices,
    required,
    steps_of,
    subject_choices,
    used_less,
)
from actions.form.summary import summarise
from actions.vocabulary import AMBIGUOUS_REMOVE, ASKED_SLOTS, REQUEST_FORM
from actions.words.after_all import uttered
from actions.words.wishes import request_word
from desk.chat.said import ChoiceOffered, Param
from knowledge.vocabulary import Expects, MessageKind

_PERSON_AFTER_MISSES = 2


def last_question(tracker: Tracker) -> str | None:
    """The wording key of the form's last question, if nothing has been settled since: it only comes again.

    What was said tells it: a form runs its questions itself, and Rasa writes no action down for them.
    """
    put = _put(tracker)
    return put[0] if put else None


def times_put(tracker: Tracker) -> int:
    """How often in a row the form's last question has been put, with nothing settled."""
    put = _put(tracker)
    return next((count for count, one in enumerate(put) if one != put[0]), len(put))


def _put(tracker: Tracker) -> list[str]:
    """The wording keys of the form's questions since something was settled, the last one first."""
    put: list[str] = []
    for event in reversed(tracker.events):
        if event["event"] == "slot" and event["name"] in (*ASKED_SLOTS, "changing", "ambiguous"):
            break
        said = uttered(event)
        if said is not None and said.expects is not None:
            put.append(said.utterance.removesuffix("_again"))
    return put


def begun(tracker: Tracker, case: Case) -> Param:
    """In front of a request's first question: which request the customer's words were taken for. Nothing after a
    button, which says so itself."""
    started = False
    for event in reversed(tracker.events):
        if event["event"] == "user":
            break
        started = started or event.get("name") in ("action_start_request", "action_continue")
    if not started or case.request_type is None or Heard.of(tracker).pressed:
        return ""
    return {"key": "request.begun", "params": {"request_type": word("request_type", case.request_type)}}


class _Ask(DeskAction):
    SLOT = ""

    def name(self) -> str:
        return f"action_ask_{REQUEST_FORM}_{self.SLOT}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[dict[str, Any]]:
        case = Case.of(tracker)
        emitter = Emitter(dispatcher, said_before=last_question(tracker))
        say_plainly(case, self.SLOT, self.book, emitter)
        if times_put(tracker) >= _PERSON_AFTER_MISSES:
            case = case.with_(misses=max(int(case.misses or 0), _PERSON_AFTER_MISSES))
        self.ask(case, emitter, begun(tracker, case))
        return []

    def ask(self, case: Case, emitter: Emitter, lead: Param) -> None:
        """Says the question; `lead` stands in front of a request's first one."""
        raise NotImplementedError

    @staticmethod
    def buttons(case: Case, answers: Sequence[ChoiceOffered]) -> list[ChoiceOffered]:
        """The answers, and the way back, which is always there; a person is offered once the customer seems stuck, and
        first of all to who goes on to be."""
        misses = int(case.misses or 0)
        if misses > _PERSON_AFTER_MISSES:
            return [person(), *answers, cancelling()]
        return [*answers, *([person()] if misses == _PERSON_AFTER_MISSES else []), cancelling()]


class AskRequestType(_Ask):
    """Which kind of request, among those that the desk offers; after 「消して」 among what it can mean."""

    SLOT = "request_type"

    def ask(self, case: Case, emitter: Emitter, lead: Param) -> None:
        """Says the question."""
        kept = kept_back(case)
        if kept is not None:
            self._ask_instead(case, kept, emitter)
            return
        removals = offered_removals(case, self.book) if case.ambiguous == AMBIGUOUS_REMOVE else ()
        words = removals or offered(case, self.book)
        meanings = {"lines": [{"key": f"meaning.{item}"} for item in removals]}
        emitter.say(
            "ask.remove" if removals else "ask.request_type",
            {"meanings": meanings} if removals else {},
            kind=MessageKind.PROMPT,
            choices=self.buttons(case, labelled("request_type", words)),
            expects=Expects.REQUEST_TYPE,
        )

    def _ask_instead(self, case: Case, kept: str, emitter: Emitter) -> None:
        """What is wished, where the removal that was begun is not to go on."""
        less = used_less(case, self.book)
        emitter.say(
            "ask.instead_of_removal",
            {"first": request_word(kept)},
            kind=MessageKind.PROMPT,
            choices=self.buttons(
                case,
                [
                    choice(kept, f"choices.go_on_{kept}"),
                    *([choice(less, f"choices.keep_{less}")] if less else []),
                ],
            ),
            expects=Expects.REQUEST_TYPE,
        )


class AskRegion(_Ask):
    """Where the person lives whose data it is."""

    SLOT = "region"

    def ask(self, case: Case, emitter: Emitter, lead: Param) -> None:
        """Says the question."""
        words = self.book.regions(case.company)
        emitter.say(
            "ask.region",
            {"begun": lead},
            kind=MessageKind.PROMPT,
            choices=self.buttons(case, labelled("region", words)),
            expects=Expects.REGION,
        )


class AskRequester(_Ask):
    """Who asks."""

    SLOT = "requester"

    def ask(self, case: Case, emitter: Emitter, lead: Param) -> None:
        """Says the question."""
        words = ("self", "statutory_agent", "voluntary_agent")
        emitter.say(
            "ask.requester",
            {"begun": lead},
            kind=MessageKind.PROMPT,
            choices=self.buttons(case, labelled("requester", words)),
            expects=Expects.REQUESTER,
        )


class AskSubject(_Ask):
    """Which kind of data."""

    SLOT = "subject"

    def ask(self, case: Case, emitter: Emitter, lead: Param) -> None:
        """Says the question."""
        emitter.say(
            "ask.subject",
            {"begun": lead, "request_type": word("request_type", case.request_type)},
            kind=MessageKind.PROMPT,
            choices=self.buttons(case, labelled("subject", subject_choices(case))),
            expects=Expects.SUBJECT,
        )


class AskReplyMethod(_Ask):
    """How the answer should come, where there is a choice; with the sentence of the policy that gives it."""

    SLOT = "reply_method"

    def ask(self, case: Case, emitter: Emitter, lead: Param) -> None:
        """Says the question."""
        reply = steps_of(case, self.book).reply
        emitter.say(
            "ask.reply_method",
            {"begun": lead},
            kind=MessageKind.PROMPT,
            citations=reply.citations if reply else (),
            choices=self.buttons(case, labelled("reply_method", reply_choices(case, self.book))),
            expects=Expects.REPLY_METHOD,
        )


class AskChangeTarget(_Ask):
    """What to change, after a no to the summary."""

    SLOT = "change_target"

    def ask(self, case: Case, emitter: Emitter, lead: Param) -> None:
        """Says the question."""
        slots = [slot for slot in required(case, self.book) if slot not in ("change_target", "confirm")]
        choices = [choice(f"change_{slot}", f"choices.change_{slot}") for slot in slots]
        emitter.say(
            "ask.change_target",
            kind=MessageKind.PROMPT,
            choices=[*choices, person(), cancelling()],
            expects=Expects.CONFIRM,
        )


class AskConfirm(_Ask):
    """The summary, and whether it is right."""

    SLOT = "confirm"

    def ask(self, case: Case, emitter: Emitter, lead: Param) -> None:
        """Says the question."""
        params, citations = summarise(case, self.book)
        emitter.say(
            "request.summary",
            params,
            kind=MessageKind.PROMPT,
            citations=citations,
            choices=[*yes_no(), cancelling()],
            expects=Expects.CONFIRM,
            facts=[f"papers.{case.requester}", "send_to", "fee.charged"],
        )


QUESTIONS = (
    AskRequestType,
    AskRegion,
    AskRequester,
    AskSubject,
    AskReplyMethod,
    AskChangeTarget,
    AskConfirm,
)
