"""Whether a message wishes for a request: one is begun, or it is told why none is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import DeskAction, in_form, remembering, slot_events
from actions.beginning import begin, begin_again, begin_first, begin_set_aside, merge, say_opened_already
from actions.beside import answer_beside
from actions.case import FAIRLY_SURE, Case, Heard
from actions.choices import cancelling, person
from actions.emit import Emitter
from actions.fallback import looked_up, say_not_understood
from actions.form.keeping import holds_back
from actions.form.settling import needs_region, offered
from actions.matters import LEAVING, say_matters
from actions.outcomes import (
    forbids_what_is_under_way,
    say_held_for_client,
    say_only_stays,
    say_spared,
    say_what_stays,
    say_withdraw,
)
from actions.vocabulary import (
    AMBIGUOUS_REMOVE,
    COMPLAINT,
    DECEASED,
    HANDOFF,
    HELD_FOR_CLIENT,
    NOT_FOR_OTHERS,
    REMOVE,
    REQUEST_INTENTS,
)
from actions.words.about_data import demands_data, speaks_of_data, wants_to_know_what_is_held
from actions.words.after_all import set_aside
from actions.words.bare_words import how_it_is_done
from actions.words.in_pieces import named_before
from actions.words.names import names
from actions.words.once_more import (
    asked_after,
    for_whom,
    is_offered,
    is_taken_up,
    not_taken_up,
    wants_another,
)
from actions.words.own_use import NOT_USED, has_stopped_using
from actions.words.phrases import of_a_relative, speaks_of_oneself
from actions.words.plainly import wished_plainly
from actions.words.preferring import declines_removal
from actions.words.questions import asks_of_a_procedure, asks_to_explain
from actions.words.removing import removes_without_a_word
from actions.words.wishes import (
    Wishes,
    asked_beside,
    wanted_by,
    wish_of,
    wishes,
)
from desk.chat.english import asks_by_order
from desk.requests.stages import Stage
from knowledge.several import asks
from knowledge.vocabulary import Requester, RequestType

Events = list[dict[str, Any]]

EVERYBODYS: Mapping[str | None, str] = {
    RequestType.PURPOSE_NOTICE: "個人情報の利用目的は何ですか",
    RequestType.THIRD_PARTY_RECORD: "個人情報を第三者に提供することはありますか",
}
"""What a policy states for everybody of what these requests ask for oneself."""

GUESSED = 0.4
"""Below this confidence a message that names no right opens no form."""

_A_WORD = 4
"""Characters."""


class StartRequest(DeskAction):
    """Somebody wants something done with their data."""

    NAME = "action_start_request"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Opens the form, or says that this very request has been taken up already."""
        before, heard, emitter = Case.of(tracker), Heard.of(tracker), Emitter(dispatcher)
        known = remembering(before, heard, self.book)
        no_wish = self._no_wish_of_theirs(before, known, heard, emitter)
        if no_wish is not None:
            return no_wish
        aside = set_aside(tracker.events) if heard.pressed and heard.intent == "request_unclear" else None
        if aside is not None:
            return begin_set_aside(before, aside, self.book, emitter)
        told = wishes(heard)
        if told.several and told.person:
            wanted = next((wanted_by(one.intent) for one in told.requests), None)
            after = known.with_(wanted=known.wanted if wanted in (None, REMOVE) else wanted)
            return [*slot_events(before, after), FollowupAction("action_handoff")]
        answered = (
            None if told.several else await self._question_after_all(before, known, heard, told, emitter)
        )
        if answered is not None:
            return slot_events(before, answered)
        heard = _meant(heard)
        subject = None if heard.pressed else named_before(heard.text, tracker.events)
        if subject is not None:
            heard = replace(heard, values={"subject": str(subject), **heard.values})
        declines = heard.values.get("request_type") in heard.declined
        if declines and not told.requests:
            return self._declined(before, known, heard, emitter)
        if heard.of_grown_up_child:
            emitter.say("request.grown_up_child")
        question = asked_beside(heard, heard.values.get("request_type"))
        if question is not None:
            known = await answer_beside(known, heard, question, self.book, self.answers, emitter)
        if (again := await self._said_again(before, known, heard, question, emitter)) is not None:
            return slot_events(before, again)
        known = for_whom(before, known, heard)
        elsewhere = heard.intent not in REQUEST_INTENTS or heard.asks_purposes or declines
        if told.requests and (told.several or elsewhere):
            return begin_first(before, known, heard, not_taken_up(before, heard, told), self.book, emitter)
        wish = heard.values.get("request_type")
        case = known.fresh_request().with_(stage=Stage.NONE)
        named = [word for word in heard.named if word != wish] if wish is not None else []
        say_what_stays(case, heard, self.book, emitter)
        return begin(before, merge(case, heard), self.book, emitter, named)

    async def _said_again(
        self, before: Case, known: Case, heard: Heard, question: str | None, emitter: Emitter
    ) -> Case | None:
        """Where just this request has been taken up, or its form waits: says so, and answers what is asked beside it.
        None where another one is meant."""
        waits = is_offered(before, heard)
        # 「では受け付けてください」 after the receipt means the request that is open, not a second one.
        vague = heard.intent == "request_unclear" and not heard.pressed and not wants_another(heard.text)
        if not waits and not is_taken_up(before, heard) and not (before.stage == Stage.OPENED and vague):
            return None
        if question is None and (beside := asked_after(heard.text)) is not None:
            known = await answer_beside(
                known, heard, beside, self.book, self.answers, emitter, form_open=False
            )
        if waits:
            emitter.say("request.form_waiting", choices=[cancelling(), person()])
        else:
            say_opened_already(before, emitter)
        return known

    def _declined(self, before: Case, known: Case, heard: Heard, emitter: Emitter) -> Events:
        """A request is named only to say that it is not wanted."""
        if asks(heard.text):
            return [FollowupAction("action_answer")]
        if before.stage == Stage.OPENED:
            emitter.say("request.noted")  # 「利用停止のほうは無しで」, which nobody has asked for
            return slot_events(before, known)
        if any(part.intent == COMPLAINT for part in heard.parts):
            # 「いいえ、利用停止はいりません。苦情を言いたいだけ」
            emitter.say("talk.complaint", choices=[person()])
            return slot_events(before, known.with_(offer=COMPLAINT))
        return slot_events(before, say_not_understood(known, self.book, emitter, form_open=False))

    def _forbidden(self, before: Case, known: Case, heard: Heard, emitter: Emitter) -> Events:
        """Nothing is to be removed of what a removal asks for whose form is out, or which has been taken up."""
        if before.stage == Stage.OPENED:
            return slot_events(before, say_withdraw(known, emitter))
        turn = holds_back(known.with_(stage=Stage.NONE), heard, self.book)
        if turn is None or turn.case.outcome is not None:
            return [FollowupAction("action_cancel")]
        for note in turn.notes:
            emitter.say(note.key, note.params)
        return begin(before, turn.case, self.book, emitter)

    async def _stated_for_everybody(
        self, case: Case, heard: Heard, told: Wishes, emitter: Emitter
    ) -> Case | None:
        """What the policy states of purposes or recipients, where somebody would know theirs without naming the right,
        and this desk has no such request; None for others."""
        wish = heard.values.get("request_type")
        more = told.matters or told.person or any(wanted_by(one.intent) != wish for one in told.requests)
        if wish not in EVERYBODYS or more or heard.named or heard.pressed or needs_region(case, self.book):
            return None
        if wish in offered(case, self.book) or self.book.closure(case.company) is not None:
            return None
        asked = replace(heard, text=EVERYBODYS[wish])
        return await looked_up(case, asked, self.book, self.answers, emitter, form_open=False)

    def _no_wish_of_theirs(self, before: Case, known: Case, heard: Heard, emitter: Emitter) -> Events | None:
        """Where nothing is to be removed, or it is still about somebody for whom the writer may not ask."""
        stays = None if heard.pressed else say_spared(known, heard.text, emitter)
        if stays is not None:
            return slot_events(before, stays)
        if not heard.pressed and forbids_what_is_under_way(before, heard.text):
            return self._forbidden(before, known, heard, emitter)
        if declines_removal(heard.text) and not heard.pressed:
            emitter.say("request.nothing_removed", choices=begin_again(before, self.book))
            return slot_events(before, known.with_(offer=None))
        if say_only_stays(known, heard, self.book, emitter):
            return slot_events(before, known.with_(offer=None))
        if heard.intent in NOT_USED and not heard.pressed and has_stopped_using(heard.text):
            # Their own use has ended; what they would have done with their data is theirs to say.
            return slot_events(before, say_matters(known, (LEAVING,), self.book, emitter, form_open=False))
        return [FollowupAction("action_no_authority")] if still_of_a_relative(before, heard) else None

    async def _question_after_all(
        self, before: Case, known: Case, heard: Heard, told: Wishes, emitter: Emitter
    ) -> Case | None:
        """What is no wish but a guess, or asks and wishes for nothing, is looked up; None where a request is wanted."""
        stated = await self._stated_for_everybody(known, heard, told, emitter)
        if stated is not None:
            return stated
        if _speaks_of_no_removal(heard):
            return say_not_understood(known, self.book, emitter, form_open=False)
        guess = _a_guess(before, heard, told)
        if not (guess or heard.only_asks or _begins_nothing(heard)):
            return None
        answered = await looked_up(known, heard, self.book, self.answers, emitter, form_open=False)
        if answered is None and (asks_to_explain(heard.text) or asks_of_a_procedure(heard.text)):
            # "explain how to delete my account": how such a request is made; where that is silent, the form explains.
            asked = replace(heard, text=how_it_is_done(heard.text, _named_as(wish_of(heard))))
            return await looked_up(known, asked, self.book, self.answers, emitter, form_open=False)
        if answered is None and (guess or (heard.only_asks and not heard.named)):
            return say_not_understood(known, self.book, emitter, form_open=False)
        return answered


def _named_as(wish: str | None) -> tuple[str, str, str] | None:
    """What the request that is wanted is called, in each language; None for none."""
    return names(RequestType(wish)) if wish is not None else None


def _begins_nothing(heard: Heard) -> bool:
    """「旦那の代わりに手続きしたいんですが必要なものは？」: of no kind that can be told, unsure, and it asks."""
    vague = heard.intent == "request_unclear" and not heard.named
    return vague and heard.confidence < FAIRLY_SURE and not heard.pressed and asks(heard.text)


def _speaks_of_no_removal(heard: Heard) -> bool:
    """Whether it is surely a removal to the dialogue model, and has no word by which anything may go ("leave it")."""
    wordless = removes_without_a_word(heard.intent, heard.text) and not speaks_of_data(heard.text)
    return wordless and not (heard.pressed or heard.named or asks(heard.text))


def still_of_a_relative(case: Case, heard: Heard) -> bool:
    """「じゃあ父の情報を消してもらうことは？」, from somebody who has just read who may ask for another."""
    agents = (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
    if case.outcome not in NOT_FOR_OTHERS or heard.pressed or heard.values.get("requester") in agents:
        return False
    # Of who has died there is nobody else who could be meant, until the writer speaks of themself.
    still = case.outcome == DECEASED and not speaks_of_oneself(heard.text) and "requester" not in heard.values
    return still or of_a_relative(heard.text)


def _a_guess(case: Case, heard: Heard, told: Wishes) -> bool:
    """「委任状は書いてもらえませんしね」: a request is the likeliest of what it may mean, and it names none. Who has
    just been told that they may not ask is rather talking of that."""
    if heard.named or heard.pressed or heard.intent not in REQUEST_INTENTS:
        return False
    if case.outcome in NOT_FOR_OTHERS:
        of_oneself = "self" in (heard.values.get("requester"), heard.hints.get("requester"))
        return heard.confidence < FAIRLY_SURE and not of_oneself
    return heard.confidence < GUESSED and not told.requests


def _meant(heard: Heard) -> Heard:
    """The right that is wanted, where the message was taken for one that it declines (「開示はいいから削除して」),
    or for no request at all (a parent's for their child, one's own that sounds like another's)."""
    of_oneself = heard.for_own_minor or heard.of_oneself_after_all
    if of_oneself and "request_type" not in heard.values and heard.intent != AMBIGUOUS_REMOVE:
        wish = wish_of(heard)
        if wish is None:
            return replace(heard, intent=AMBIGUOUS_REMOVE)
        return replace(heard, intent=f"request_{wish}", values={**heard.values, "request_type": wish})
    plain = None if heard.pressed or "request_type" in heard.values else wished_plainly(heard.text)
    if plain is not None and heard.intent == "no_authority":
        wish = plain.removeprefix("request_")
        kind = {} if plain == AMBIGUOUS_REMOVE else {"request_type": wish}
        return replace(heard, intent=plain, values={**heard.values, **kind})
    to_see = wants_to_know_what_is_held(heard.text) or demands_data(heard.text)
    if "request_type" not in heard.values and not heard.pressed and to_see:
        wish = str(RequestType.DISCLOSURE)
        return replace(heard, intent=f"request_{wish}", values={**heard.values, "request_type": wish})
    if not heard.named or heard.values.get("request_type") not in heard.declined:
        return heard
    return replace(heard, values={**heard.values, "request_type": heard.named[-1]})


class HeldForClient(DeskAction):
    """The data is another company's, for whom this one works."""

    NAME = "action_held_for_client"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Quotes the policy on it; a person instead of a form."""
        before, heard = Case.of(tracker), Heard.of(tracker)
        guessed = heard.confidence < FAIRLY_SURE and not heard.pressed and not in_form(tracker)
        if guessed and asks_by_order(heard.text):
            # "are you a company of the NTT group" is of no client's data.
            return [FollowupAction("action_answer")]
        if guessed and "holder" not in heard.values and len(heard.text.strip()) <= _A_WORD:
            # 「契約者」 by itself tells nothing of whose data.
            Emitter(dispatcher).say("talk.what_then", choices=begin_again(before, self.book))
            return []
        say_held_for_client(before, self.book, Emitter(dispatcher))
        wish = heard.values.get("request_type") or (heard.named[-1] if heard.named else None)
        after = before.fresh_request().with_(
            offer=HANDOFF, outcome=HELD_FOR_CLIENT, wanted=wish or before.request_type or before.wanted
        )
        # For staff only, so a likely one will do: nothing is opened on it.
        requester = heard.values.get("requester") or heard.hints.get("requester")
        if after.requester is None and requester:
            after = after.with_(requester=requester)
        return slot_events(before, after)


ACTIONS = (StartRequest, HeldForClient)
