"""Who asks about another person's data: without being their agent, or when that person has died."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import DeskAction, remembering, slot_events
from actions.beginning import begin, merge
from actions.beside import answer_after_all
from actions.case import FAIRLY_SURE, SURE, Case, Heard
from actions.choices import person
from actions.emit import Emitter
from actions.outcomes import say_closed, say_deceased, say_rule
from actions.vocabulary import AMBIGUOUS_REMOVE, DECEASED, HANDOFF, NO_AUTHORITY, NOT_FOR_OTHERS
from actions.words.agents import holds_a_mandate
from actions.words.by_right import told_right
from actions.words.deceased import (
    concerns_the_dead,
    goes_on_about_it,
    of_the_dead,
    of_the_one_who_died,
    own_data_after_a_death,
)
from actions.words.own_child import of_the_childs
from actions.words.own_words import tells_agency
from actions.words.phrases import names_another, of_a_relative, of_own_minor, wants_to_see
from actions.words.wishes import wish_of
from desk.requests.stages import Stage
from knowledge.several import asks
from knowledge.vocabulary import Requester, RequestType

Events = list[dict[str, Any]]


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
        if heard.for_own_minor or (heard.of_oneself_after_all and before.outcome not in NOT_FOR_OTHERS):
            return [FollowupAction("action_start_request")]
        if before.outcome != DECEASED and _says_by_what_right(heard):
            return [FollowupAction("action_start_request")]
        if before.outcome not in NOT_FOR_OTHERS and _may_be_theirs(heard):
            return self._asked_by_what_right(before, known, heard, emitter)
        if own_data_after_a_death(heard.text):
            return self._of_their_own(before, known, heard, emitter)
        if heard.unsure_of_authority_that_asks or heard.of_somebody_and_asks:
            answered = await answer_after_all(known, heard, self.book, self.answers, emitter, form_open=False)
            if answered is not None:
                return slot_events(before, answered)
        told = [str(one.get("text") or "") for one in tracker.events if one["event"] == "user"]
        outcome = _outcome(before, heard, told)
        if outcome == NO_AUTHORITY:
            rule = self.book.who_may_ask(known.company, known.region)
            say_rule(rule, emitter, "outcome.no_authority", "outcome.no_authority_not_stated")
        elif before.outcome == DECEASED and _names_nobody(heard):
            emitter.say("outcome.deceased_whose", choices=[person()])
        elif before.outcome == DECEASED:
            say_no_agent_of_the_dead(emitter)
        else:
            say_deceased(known, self.book, emitter)
        return slot_events(before, _without_authority(before, known, heard).with_(outcome=outcome))

    def _asked_by_what_right(self, before: Case, known: Case, heard: Heard, emitter: Emitter) -> Events:
        """The form asks who makes the request before anybody is told that they may not."""
        wish = _wants(heard)
        removes = wish == AMBIGUOUS_REMOVE
        own = of_own_minor(heard.text) and of_the_childs(heard.text)
        said = {
            name: value for name, value in heard.values.items() if name not in ("requester", "request_type")
        }
        case = known.fresh_request().with_(
            stage=Stage.NONE,
            ambiguous=wish if removes else None,
            request_type=None if removes else wish,
            requester=str(Requester.STATUTORY_AGENT) if own else None,
        )
        if not own:
            emitter.say("request.relative")
        return begin(before, merge(case, replace(heard, values=said)), self.book, emitter)

    def _of_their_own(self, before: Case, known: Case, heard: Heard, emitter: Emitter) -> Events:
        """A death is told, and the writer's own data is to be changed for it."""
        own = {"requester": str(Requester.SELF)}
        wish = wish_of(heard)
        said = {**heard.values, **own, **({"request_type": wish} if wish else {})}
        case = known.fresh_request().with_(stage=Stage.NONE)
        return begin(before, merge(case, replace(heard, values=said)), self.book, emitter)


_NO_RIGHT = re.compile(
    r"委任状?(?:は|が|も)?(?:ない|無い|ありません|もらえ|持って(?:い)?ない)|内緒|勝手に|代わりに(?:は)?(?:なれ|できな)|頼まれて(?:は)?(?:い)?(?:ない|ません)"
    r"|代理人(?:では|じゃ)|知られず|ではありませんが"
    r"|\b(?:without|behind|secretly|doesn't know|does not know|no (?:mandate|permission|authority|power of attorney)"
    r"|not (?:his|her|their|an?) (?:agent|guardian|representative)|spy|cheating)\b"
    r"|没有?(?:委托|授权|经过)|偷偷|瞒着|不知道",
    re.IGNORECASE,
)
"""Who says so has no right to ask, or does not want to be seen asking."""


def _wants(heard: Heard) -> str | None:
    """The request that is wanted of another's data; None where none can be told."""
    wish = wish_of(heard)
    if wish is not None:
        return wish
    if heard.likely(AMBIGUOUS_REMOVE):
        return AMBIGUOUS_REMOVE
    return str(RequestType.DISCLOSURE) if wants_to_see(heard.text) else None


def _may_be_theirs(heard: Heard) -> bool:
    """Whether the writer may well ask for the one whom they name: a parent for their child, or a relative who
    wants a request and says nothing of their right, where that they may not is a guess."""
    if heard.pressed or asks(heard.text) or concerns_the_dead(heard.text, of_another=True):
        return False
    if of_own_minor(heard.text) and of_the_childs(heard.text):
        return True
    guess = heard.confidence < FAIRLY_SURE and of_a_relative(heard.text)
    return guess and _wants(heard) is not None and _NO_RIGHT.search(heard.text) is None


_MAKES_A_REQUEST = re.compile(
    r"\b(?:do|make|file|submit|start|send) (?:an? |the |this )?(?:request|application)s?\b|\bapply\b"
    r"|申请|請求したい|申請したい",
    re.IGNORECASE,
)


def _says_by_what_right(heard: Heard) -> bool:
    right = holds_a_mandate(heard.text) or told_right(heard.text) is not None
    return (right and not heard.pressed) or _acts_for_another(heard)


def _acts_for_another(heard: Heard) -> bool:
    """Whether an agent wants to make a request ("my mother she is old, I want do request for she"), and that they may
    not is only a weak guess: the form asks by what right."""
    told = not heard.pressed and heard.confidence < SURE and not asks(heard.text)
    return told and tells_agency(heard) and _MAKES_A_REQUEST.search(heard.text) is not None


def say_no_agent_of_the_dead(emitter: Emitter) -> None:
    """That who acts for somebody who has died is no agent, and that a person listens."""
    emitter.say("outcome.deceased_agent", choices=[person()])


def _names_nobody(heard: Heard) -> bool:
    """「では住所を変更したい」: of the one who has died, for all that is known, and perhaps of the writer."""
    return "requester" not in heard.values and not (
        names_another(heard.text) or of_a_relative(heard.text) or of_the_dead(heard.text)
    )


def _outcome(case: Case, heard: Heard, told: Sequence[str]) -> str:
    """Whether the other person has died. Who has said so goes on about them, unless another relative is named.
    `told`: the customer's messages."""
    if concerns_the_dead(heard.text, of_another=True):
        return DECEASED
    another = of_a_relative(heard.text) and not of_the_one_who_died(heard.text, told)
    goes_on = not another or goes_on_about_it(heard.text)
    return DECEASED if case.outcome == DECEASED and goes_on else NO_AUTHORITY


def _without_authority(before: Case, known: Case, heard: Heard) -> Case:
    """What is wanted is remembered: who turns out to be an agent after all goes on with it (actions.continuing)."""
    wish = wish_of(heard)
    removing = wish is None and heard.likely(AMBIGUOUS_REMOVE)
    if wish is None and not removing and wants_to_see(heard.text):
        wish = str(RequestType.DISCLOSURE)
    return known.fresh_request().with_(
        offer=HANDOFF,
        outcome=NO_AUTHORITY,
        requester=None,
        request_type=wish or (None if removing else before.request_type),
        ambiguous=AMBIGUOUS_REMOVE if removing else before.ambiguous if wish is None else None,
    )


ACTIONS = (NoAuthority,)
