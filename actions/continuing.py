"""Going on from where the talk stands: a word that only means something there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.authority import say_no_agent_of_the_dead
from actions.base import DeskAction, remembering, slot_events
from actions.beginning import begin, begin_again, begin_set_aside, merge, say_opened_already
from actions.beside import answer_after_all
from actions.by_region import tells_region
from actions.case import Case, Heard
from actions.choices import cancelling, person, word
from actions.emit import Emitter
from actions.form.remarks import remark
from actions.kept import answer_kept, ask_or_answer
from actions.outcomes import say_closed_instead
from actions.requests import still_of_a_relative
from actions.vocabulary import (
    AMBIGUOUS_REMOVE,
    DECEASED,
    HANDOFF,
    NO_AUTHORITY,
    NOT_FOR_OTHERS,
    REMOVE,
    REQUEST_FORM,
    TO_A_PERSON,
)
from actions.words.after_all import given_up, meant_here, named_instead, only_asked, said_last
from actions.words.commands import commands
from actions.words.in_pieces import named_before, wants_change_of_named
from actions.words.kin import says_kin, wished_of_a_relative
from actions.words.phrases import leaves_it_so, removes_instead, tells_wrong_data
from actions.words.plainly import kind_instead
from actions.words.questions import has_question_word
from actions.words.stopping import takes_up_the_stop
from actions.words.told_on import tells_what_another_said
from actions.words.where import places_elsewhere
from actions.words.wishes import asked_beside, where_to_begin, wishes
from desk.chat.said import Utterance
from desk.requests.stages import Stage
from knowledge.several import asks
from knowledge.vocabulary import Requester, RequestType

Events = list[dict[str, Any]]


class Continue(DeskAction):
    """A word that only means something where the talk stands: yes, no, go on, a bare "my address"."""

    NAME = "action_continue"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Takes up what was offered, goes on with what was begun, or asks what is wanted."""
        before, heard, emitter = Case.of(tracker), Heard.of(tracker), Emitter(dispatcher)
        taken_up = await self._set_aside(before, heard, tracker, emitter)
        if taken_up is None:
            taken_up = self._request_wanted(before, heard, tracker, emitter)
        if taken_up is None:
            taken_up = self._after_no_authority(before, heard, emitter)
        if taken_up is not None:
            return taken_up
        if tells_region(before, heard, self.book) or (
            before.region_wanted and before.offer is None and heard.intent in ("affirm", "deny", "proceed")
        ):
            # Whoever does not say where they live gets every region's rule.
            known = before.with_(region=heard.values.get("region") or before.region)
            after = await answer_kept(known, self.book, self.answers, emitter, form_open=False)
            return slot_events(before, after)
        if before.region_wanted and heard.intent == "inform" and places_elsewhere(heard.text):
            # A place, and nobody's home: 「パリの店で買いました」.
            return slot_events(before, await ask_or_answer(before, self.book, self.answers, emitter))
        heard = _as_a_yes_or_no(before, heard, tracker)
        if before.offer in TO_A_PERSON and not heard.pressed and tells_what_another_said(heard.text):
            # "he say ok by phone": another's yes, and perhaps no call for staff.
            emitter.say("talk.is_it_wanted", choices=[person()])
            return []
        if heard.intent == "deny":
            declined = before.offer is not None or self.book.closure(before.company) is not None
            key = "talk.offer_declined" if declined else "talk.what_then"
            emitter.say(key, choices=begin_again(before, self.book))
            return slot_events(before, before.with_(offer=None))
        if heard.intent in ("affirm", "proceed") and before.offer in TO_A_PERSON:
            return [FollowupAction("action_handoff")]  # which reads what was offered, and why
        if _takes_the_offer(before, heard):
            return begin(before, _of_the_offer(before).with_(**_about_oneself(heard)), self.book, emitter)
        if _tells_and_asks(before, heard):
            return [FollowupAction("action_answer")]
        answered = await self._a_question_after_all(before, heard, emitter)
        if answered is not None:
            return slot_events(before, answered)
        return self._by_stage(before, heard, said_last(tracker.events), emitter)

    async def _set_aside(
        self, before: Case, heard: Heard, tracker: Tracker, emitter: Emitter
    ) -> Events | None:
        """Takes up what was set aside as another company's, where it is this one's; None for other messages."""
        own = self.book.names().get(before.company, ())
        aside = None if heard.pressed else meant_here(heard.text, tracker.events, own)
        if aside is None:
            return None
        if not only_asked(aside):
            return begin_set_aside(before, aside, self.book, emitter)
        answered = await answer_after_all(before, aside, self.book, self.answers, emitter, form_open=False)
        if answered is None:
            emitter.say("talk.what_then", choices=begin_again(before, self.book))
            answered = before.with_(offer=None)
        return slot_events(before, answered)

    def _after_no_authority(self, before: Case, heard: Heard, emitter: Emitter) -> Events | None:
        """Who was told that they may not ask says who they are; None for other messages."""
        if before.outcome == NO_AUTHORITY and heard.intent == "deny" and "requester" in heard.values:
            # 「後見人ではありません」
            emitter.say("outcome.authority_which", choices=[person()])
            return slot_events(before, before.with_(offer=HANDOFF))
        if before.outcome not in NOT_FOR_OTHERS or heard.intent != "inform":
            return None
        about_oneself = heard.pressed or {"region", "subject", "reply_method"} & set(heard.values)
        if before.outcome == DECEASED and not about_oneself:
            say_no_agent_of_the_dead(emitter)
            return slot_events(before, before.with_(offer=HANDOFF))
        if before.outcome == DECEASED:
            return None
        after_all = _agent_after_all(before, heard)
        if after_all is not None:
            return begin(before, after_all, self.book, emitter)
        if about_oneself:
            return None
        if _tells_agent(heard):
            emitter.say("talk.noted_what_then", choices=begin_again(before, self.book))
            noted = before.with_(**_about_oneself(heard), offer=None, outcome=None)
            return slot_events(before, noted)
        # 「長男です」 makes nobody the person concerned, nor their agent.
        emitter.say("outcome.authority_which", choices=[person()])
        return slot_events(before, before.with_(offer=HANDOFF))

    def _request_wanted(
        self, before: Case, heard: Heard, tracker: Tracker, emitter: Emitter
    ) -> Events | None:
        """Begins the request that was given up and is wanted after all, or that the message names; None for others."""
        given = {} if heard.pressed else given_up(before, heard.text, tracker.events)
        if given:
            return begin(before, before.fresh_request().with_(**given), self.book, emitter)
        if _changes_anothers(before, heard):
            return [FollowupAction("action_no_authority")]
        kind = None if heard.pressed or before.stage != Stage.OFFERED else kind_instead(heard.text)
        if kind is not None:
            put_right = before.with_(stage=Stage.NONE, subject=str(kind), confirm=None)
            return begin(before, put_right, self.book, emitter)
        of_relative = wished_of_a_relative(before.question) if says_kin(heard.text) else None
        if of_relative is not None and before.stage == Stage.NONE and before.outcome is None:
            removes = of_relative == AMBIGUOUS_REMOVE
            wanted = {"ambiguous": of_relative} if removes else {"request_type": of_relative}
            emitter.say("request.noted")
            return begin(before, before.fresh_request().with_(**wanted), self.book, emitter)
        told = wishes(heard)
        if told.several or (told.requests and commands(heard.text) and asked_beside(heard) is not None):
            return [FollowupAction(where_to_begin(told))]
        in_pieces = wants_change_of_named(before, heard, tracker.events)
        after_all = RequestType.CORRECTION if in_pieces else wanted_after_all(before, heard)
        if (
            after_all is None
            and heard.intent == "change_answer"
            and before.request_type is None
            and removes_instead(heard.text)
        ):
            return begin(before, before.fresh_request().with_(ambiguous=AMBIGUOUS_REMOVE), self.book, emitter)
        if after_all is not None:
            heard = replace(heard, values={**heard.values, "request_type": str(after_all)})
        subject = None if heard.pressed else named_before(heard.text, tracker.events)
        if subject is not None:
            heard = replace(heard, values={"subject": str(subject), **heard.values})
        if "request_type" not in heard.values:
            return None
        case = before.fresh_request().with_(stage=Stage.NONE)
        return begin(before, merge(case, heard), self.book, emitter)

    async def _a_question_after_all(self, before: Case, heard: Heard, emitter: Emitter) -> Case | None:
        """The answer, where nothing was asked that this could tell, and the policies know better (「住所どこ」)."""
        if heard.intent != "inform" or heard.pressed or not heard.text:
            return None
        if before.stage in (Stage.OPENED, Stage.OFFERED) or _tells(heard):
            return None
        known = remembering(before, heard, self.book)
        return await answer_after_all(known, heard, self.book, self.answers, emitter, form_open=False)

    def _by_stage(
        self, before: Case, heard: Heard, said_before: Sequence[Utterance], emitter: Emitter
    ) -> Events:
        if before.stage == Stage.OPENED:
            say_opened_already(before, emitter)
            return []
        if before.stage == Stage.OFFERED:
            if heard.intent in ("change_answer", "go_back"):
                if (kind := named_instead(heard.text)) is not None and kind != before.request_type:
                    changed = before.with_(stage=Stage.NONE, request_type=kind, confirm=None)
                    return begin(before, changed, self.book, emitter)
                case = before.with_(stage=Stage.NONE, changing=True, change_target=None, confirm=None)
                return [*slot_events(before, case), FollowupAction(REQUEST_FORM)]
            emitter.say("request.form_waiting", choices=[cancelling(), person()])
            return []
        region = heard.values.get("region")
        if region in self.book.regions(before.company):
            emitter.say(
                "talk.region_noted",
                {"region": word("region", region)},
                choices=begin_again(before, self.book),
            )
            return slot_events(before, before.with_(region=region, **_about_oneself(heard)))
        if before.request_type is not None and heard.intent in (
            "affirm",
            "proceed",
            "change_answer",
            "go_back",
        ):
            return begin(
                before, before.with_(confirm=None), self.book, emitter
            )  # left in the middle, now resumed
        if self.book.closure(before.company) is not None:
            if any(one.utterance.startswith("outcome.closed_instead") for one in said_before):
                emitter.say("talk.offer_declined", choices=begin_again(before, self.book))
                return slot_events(before, before.with_(offer=None))
            return slot_events(before, say_closed_instead(before, self.book, emitter))
        if heard.values.get("several") == "companies" and self.book.closure(before.company) is None:
            told = before.with_(several="companies")
            remark(before.with_(several=None), told, self.book, emitter)
            emitter.say("talk.what_then", choices=begin_again(before, self.book))
            return slot_events(before, before.with_(offer=None))
        if heard.intent == "inform" and _about_oneself(heard):
            emitter.say("talk.noted_what_then", choices=begin_again(before, self.book))
            return slot_events(before, before.with_(**_about_oneself(heard)))
        emitter.say("talk.what_then", choices=begin_again(before, self.book))
        return slot_events(
            before, before.with_(offer=None)
        )  # a yes to that takes up nothing that was offered before


def _as_a_yes_or_no(before: Case, heard: Heard, tracker: Tracker) -> Heard:
    """The message as the yes or no that it is after what has been offered."""
    if takes_up_the_stop(before, heard.text, tracker.events):
        return replace(heard, intent="affirm")
    leaves = before.offer is not None and not heard.pressed and leaves_it_so(heard.text)
    return replace(heard, intent="deny") if leaves else heard


def _of_the_offer(before: Case) -> Case:
    """The request that has been offered, as if it had been asked for."""
    removal = before.offer == REMOVE
    wanted = {"ambiguous": AMBIGUOUS_REMOVE} if removal else {"request_type": before.offer}
    return before.fresh_request().with_(**wanted, stage=Stage.NONE)


def _takes_the_offer(before: Case, heard: Heard) -> bool:
    """Whether the request that has been offered is wanted. Who says for whom it is (「我自己」) says yes to it."""
    if before.offer is None:
        return False
    if heard.intent in ("affirm", "proceed"):
        return not _means_opened(before, heard)
    says_who = heard.intent == "inform" and "requester" in heard.values and not asks(heard.text)
    return (
        says_who and before.offer not in TO_A_PERSON and before.stage == Stage.NONE and before.outcome is None
    )


def _about_oneself(heard: Heard) -> dict[str, str]:
    """Who somebody says they are (an agent, a child), before they say what they want: it is not asked again then."""
    return {name: heard.values[name] for name in ("requester", "minor") if name in heard.values}


def _tells(heard: Heard) -> bool:
    """Whether it says where somebody lives, who they are, or that there are several companies."""
    return bool(heard.values.get("region") or heard.values.get("several") or _about_oneself(heard))


def _tells_and_asks(case: Case, heard: Heard) -> bool:
    """「我住在中国，我的信息会被传到日本吗」: taken for the first half of it, or for a change of that. Nor does
    「存哪儿，国内还是日本」 tell where somebody lives."""
    nothing_open = case.stage == Stage.NONE and case.request_type is None and not heard.named
    taken_so = heard.intent in ("inform", "change_answer") and not heard.pressed
    asks_it = asks(heard.text) or has_question_word(heard.text)
    return nothing_open and taken_so and _tells(heard) and asks_it


def wanted_after_all(case: Case, heard: Heard) -> str | None:
    """The request that sounds like a change of an answer or a no, where there is no answer to change:
    「住所を変更したい」 (the data has changed), 「住所も違う」 (it is wrong), 「やっぱり訂正したい」 (it is named)."""
    if heard.pressed or case.request_type is not None or case.stage in (Stage.OFFERED, Stage.OPENED):
        return None
    if tells_wrong_data(heard.text):
        return str(RequestType.CORRECTION)
    if heard.intent != "change_answer":
        return None
    if heard.named:
        return heard.named[-1]
    # "I write from Hamburg, Germany. I change to another shipping company": a home is told, and a kind only guessed.
    guessed = "subject" in heard.hints and "region" not in heard.values
    its_data = "subject" in heard.values or guessed or heard.likely("request_correction")
    return str(RequestType.CORRECTION) if its_data else None


def _changes_anothers(case: Case, heard: Heard) -> bool:
    """Whether what sounds like a change of an answer (「では住所を変更したい」) is wanted of somebody for whom the
    writer may not ask: of who has died, until they speak of themself."""
    wished = heard.intent == "change_answer" or "request_type" in heard.values or tells_wrong_data(heard.text)
    return wished and still_of_a_relative(case, heard)


def _tells_agent(heard: Heard) -> bool:
    return heard.values.get("requester") in (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)


def _agent_after_all(case: Case, heard: Heard) -> Case | None:
    """Who asked for somebody else and says now that they are their agent (「成年後見人です」) goes on with it."""
    if not _tells_agent(heard) or not (case.request_type or case.ambiguous):
        return None
    return case.with_(requester=heard.values["requester"], offer=None, outcome=None, stage=Stage.NONE)


def _means_opened(case: Case, heard: Heard) -> bool:
    """「では受け付けてください」 after the receipt: the request that is open, whatever an answer has offered since."""
    return case.stage == Stage.OPENED and (heard.intent == "proceed" or case.offer == case.request_type)


ACTIONS = (Continue,)
