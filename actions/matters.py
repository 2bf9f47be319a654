"""Matters that people bring to a privacy desk although no request of the law bears their name.

To be spared advertisements, to leave a service, to be paid for damage, to hear whether one's data has leaked: what the
policy says of it, which of the desk's requests comes nearest, and a person. None of them is taken for another request
than the customer meant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.base import DeskAction, in_form, remembering, slot_events
from actions.beside import answer_after_all, answer_beside, answer_of_leaving
from actions.by_region import ask_region
from actions.case import Case, Heard
from actions.choices import choice, person, word
from actions.emit import Emitter
from actions.form.settling import effective_region, needs_region, offered
from actions.form.switching import one_at_a_time
from actions.outcomes import say_closed
from actions.ports import DeskBook, Stated
from actions.vocabulary import HANDOFF
from actions.waiting import kept, kept_words
from actions.words.after_all import said_last
from actions.words.agents import asks_of_an_agent
from actions.words.besides_the_point import asks_what_they_will_do, wants_them_to_answer_for_it
from actions.words.entered import child_entered, entered_by_another
from actions.words.in_passing import is_about_leaving, is_written_to_still
from actions.words.kept_from import KEPT_FROM, is_to_be_kept_from
from actions.words.phrases import asks_what_then
from actions.words.told_on import asks_by_whom
from actions.words.wishes import added, asked_beside, waiting, where_to_begin, wishes
from actions.words.worries import asks_if_somebody_was_told, fears_misuse, has_lost_a_device, tells_of_fraud
from desk.chat.said import ChoiceOffered
from desk.incidents.leaks import asks_whether_mine
from knowledge.vocabulary import MessageKind, RequestType

Events = list[dict[str, Any]]


@dataclass(frozen=True)
class Matter:
    """What is said to it.

    Attributes:
        fact: the desk fact that speaks to it; None: it is none of the policy's business.
        requests: the requests that come near to it, the best one first.
        best_only: whether only the first of them that the desk has is offered.
        kind: the kind of message where the policy is not quoted.
        person_first: whether a plain yes means a person, whatever requests are offered.
        in_passing: what the policy says is something more to know; nobody is asked where they live for it.
    """

    fact: str | None
    requests: tuple[RequestType, ...]
    best_only: bool
    kind: MessageKind
    in_passing: bool = False
    person_first: bool = False


MATTERS = {
    # GDPR 21(2), (3): who objects to direct marketing is spared it. Elsewhere stop of use (APPI 35) comes nearest.
    "stop_marketing": Matter(
        "marketing.stop", (RequestType.OBJECTION, RequestType.USE_STOP), True, MessageKind.NOT_STATED
    ),
    "leave_service": Matter(
        None,
        (RequestType.DELETION, RequestType.ERASURE, RequestType.USE_STOP),
        False,
        MessageKind.OUT_OF_SCOPE,
    ),
    "claim_damages": Matter("compensation", (), False, MessageKind.NOT_STATED),
    # Nobody but people can say whether it has; an announced incident comes first by itself (desk.incidents).
    "report_leak": Matter(None, (), False, MessageKind.NOTICE),
    # Data of the writer's that somebody near has registered unasked (`actions.words.entered`): theirs to deal with.
    "entered_by_another": Matter(
        None,
        (RequestType.CORRECTION, RequestType.DELETION, RequestType.ERASURE, RequestType.USE_STOP),
        False,
        MessageKind.NOTICE,
    ),
    # A child's own entry: the parents have it dealt with (Order for Enforcement of the APPI 13).
    "child_entered": Matter(
        None, (RequestType.DELETION, RequestType.ERASURE, RequestType.USE_STOP), False, MessageKind.NOTICE
    ),
    # Data of the writer's that somebody else is not to learn (`actions.words.kept_from`).
    KEPT_FROM: Matter(
        None,
        (RequestType.THIRD_PARTY_STOP, RequestType.USE_STOP),
        False,
        MessageKind.NOTICE,
        person_first=True,
    ),
    # What has just been asked about is to stop (`actions.words.stopping`).
    "goes_on": Matter(None, (RequestType.THIRD_PARTY_STOP, RequestType.USE_STOP), False, MessageKind.NOTICE),
    # Whether to go to the police or a lawyer is nobody's to say here; where to complain may stand in the policy.
    "seeks_advice": Matter("complaint.body", (), False, MessageKind.OUT_OF_SCOPE, in_passing=True),
}
"""Intent, or what the words tell by themselves (`by_words`) -> what there is to it. The wording stands under
`matter.<intent>`."""


def say_matter(case: Case, intent: str, book: DeskBook, emitter: Emitter, *, form_open: bool) -> Case:
    """Says it for the customer's region (unknown: for what the desk has in any); gives the case after it."""
    matter, region = MATTERS[intent], effective_region(case, book)
    if matter.best_only and book.closure(case.company) is not None:
        say_closed(case.with_(request_type=None), book, emitter)
        return case if form_open else case.with_(offer=HANDOFF)
    rule = book.stated(case.company, region, matter.fact) if matter.fact else None
    near = () if book.closure(case.company) is not None else _requests(case, matter, book)
    key = f"matter.{intent}{'_stated' if rule else ''}{'_offered' if near else ''}"
    emitter.say(
        key,
        {
            **({"rule": rule.text} if rule else {}),
            **({"offered": [word("request_type", one) for one in near]} if near else {}),
        },
        kind=MessageKind.ANSWER if rule else matter.kind,
        citations=rule.citations if rule else (),
        choices=[person()] if form_open else [*(_button(one) for one in near), person()],
    )
    if form_open:
        return case
    several = None if near else HANDOFF
    request = near[0] if len(near) == 1 else several
    return case.with_(offer=HANDOFF if matter.person_first else request, more=None)


def _button(kind: str) -> ChoiceOffered:
    return choice(kind, f"choices.next_{kind}")


def _requests(case: Case, matter: Matter, book: DeskBook) -> tuple[str, ...]:
    here = offered(case, book)
    found = tuple(str(one) for one in matter.requests if one in here)
    return found[:1] if matter.best_only and not needs_region(case, book) else found


LEAK, DAMAGES, MARKETING, LEAVING = "report_leak", "claim_damages", "stop_marketing", "leave_service"
BY_ANOTHER, BY_CHILD, GOES_ON = "entered_by_another", "child_entered", "goes_on"


def by_words(text: str, events: Sequence[Mapping[str, Any]]) -> str | None:
    """The matter that a message's words tell by themselves, whatever it is taken for; None for others."""
    if (asks_whether_mine(text) or asks_what_then(text) or asks_what_they_will_do(text)) and any(
        one.utterance.startswith(f"matter.{LEAK}") for one in said_last(events)
    ):
        return LEAK
    if asks_by_whom(text) and any(one.utterance.startswith(f"matter.{LEAK}") for one in said_last(events)):
        return LEAK
    if (
        fears_misuse(text)
        or has_lost_a_device(text)
        or tells_of_fraud(text)
        or asks_if_somebody_was_told(text)
    ):
        return LEAK
    if is_written_to_still(text):
        return MARKETING
    if is_about_leaving(text):
        return LEAVING
    if entered_by_another(text):
        return BY_ANOTHER
    if child_entered(text):
        return BY_CHILD
    if is_to_be_kept_from(text):
        return KEPT_FROM
    return DAMAGES if wants_them_to_answer_for_it(text) else None


def hangs_on_region(case: Case, intent: str, book: DeskBook) -> bool:
    """Whether what is said differs from region to region, and the customer's is unknown."""
    if not needs_region(case, book) or MATTERS[intent].in_passing:
        return False
    return (
        len({_said(case.with_(region=one), MATTERS[intent], book) for one in book.regions(case.company)}) > 1
    )


def _said(case: Case, matter: Matter, book: DeskBook) -> tuple[Any, ...]:
    rule: Stated | None = book.stated(case.company, case.region, matter.fact) if matter.fact else None
    near = _requests(case, matter, book) if matter.best_only else ()
    return (rule.citations if rule else (), near)


def say_matters(
    case: Case,
    intents: Sequence[str],
    book: DeskBook,
    emitter: Emitter,
    *,
    form_open: bool,
    question: str = "",
) -> Case:
    """Says each of them that can be said, and asks where the customer lives for those that hang on it, which are kept
    together (`actions.kept`), with the `question` that was asked beside them; gives the case after it."""
    open_ones = [intent for intent in intents if hangs_on_region(case, intent, book)]
    for intent in intents:
        if intent not in open_ones:
            case = say_matter(case, intent, book, emitter, form_open=form_open)
    if open_ones:
        return ask_region(case, kept(open_ones, question), book, emitter, form_open=form_open)
    return case


class SayMatter(DeskAction):
    """One of the matters, outside the form or as an aside in it."""

    NAME = "action_matter"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Says it, or asks where the customer lives first. Other wishes in the same message are not passed over."""
        before, heard = Case.of(tracker), Heard.of(tracker)
        meant = None if heard.pressed else by_words(heard.text, tracker.events)
        if meant == LEAK and asks_by_whom(heard.text):
            Emitter(dispatcher).say("matter.report_leak_who", choices=[person()])
            return slot_events(before, before.with_(offer=HANDOFF))
        # What one is to do is in the whole of it; whether one's own data is among it, in a word.
        in_a_word = meant == LEAK and asks_whether_mine(heard.text)
        emitter = Emitter(dispatcher, said_before=f"matter.{LEAK}" if in_a_word else None)
        known, form_open = remembering(before, heard, self.book), in_form(tracker)
        told = wishes(heard)
        if meant is None and not heard.pressed and not form_open and _of_no_advertising(heard):
            return await self._no_matter(before, known, heard, emitter)
        asks = heard.unsure_matter_that_asks or heard.left_already_and_asks
        if meant is None and heard.intent in MATTERS and asks and not told.several:
            stated_only = not (heard.left_already_and_asks or asks_of_an_agent(heard.text))
            answered = await answer_of_leaving(
                known, heard, tracker.events, self.book, self.answers, emitter, form_open=form_open
            ) or await answer_after_all(
                known, heard, self.book, self.answers, emitter, form_open=form_open, stated_only=stated_only
            )
            if answered is not None:
                return slot_events(before, answered)
        if told.several and (told.requests or told.person) and not form_open:
            return [FollowupAction(where_to_begin(told))]
        whole = (heard.intent,) if heard.intent in MATTERS else ()
        matters = (told.matters or whole) if told.several else (whole or told.matters)
        if meant is not None:
            said_with_it = (meant, LEAK, LEAVING) if meant == MARKETING else (meant, LEAK)
            matters = (meant, *(one for one in matters if one not in said_with_it))
        # 「携帯をなくしました。どうしたらいい？」: what one is to do is in the matter.
        whole_of_it = has_lost_a_device(heard.text) or self.book.closure(before.company) is not None
        question = None if whole_of_it else asked_beside(heard)
        after = say_matters(known, matters, self.book, emitter, form_open=form_open, question=question or "")
        if question is not None and kept_words(after.question or "") != question:
            after = await answer_beside(
                after, heard, question, self.book, self.answers, emitter, form_open=form_open
            )
        more = added(known, heard) if form_open else []
        if more:
            after = waiting(after, more)
            note = one_at_a_time(known.request_type, more)
            emitter.say(note.key, note.params)
        return slot_events(before, after)

    async def _no_matter(self, before: Case, known: Case, heard: Heard, emitter: Emitter) -> Events:
        answered = await answer_after_all(
            known, heard, self.book, self.answers, emitter, form_open=False, stated_only=True
        )
        if answered is None:
            emitter.say("talk.out_of_scope", kind=MessageKind.OUT_OF_SCOPE, choices=[person()])
        return slot_events(before, answered or known)


_ADVERTISES = re.compile(
    r"メール|メルマガ|DM|広告|宣伝|案内|勧誘|営業|セールス|電話|チラシ|ハガキ|はがき|葉書|カタログ|郵便|郵送|通知|お知らせ|配信|購読|手紙|封書|冊子"
    r"|迷惑|しつこ|うざ|うぜ|止め|やめ|停止|拒否|断[りるっ]|いらな|要らな|不要|解除|オプトアウト|送(?:って|ら|り)|来る|来て|来な|ライン|ＬＩＮＥ"
    r"|\b(?:e-?mails?|mails?|mailing|ads?|adverts?|advertis\w*|marketing|newsletters?|spam|calls?|calling|texts?|sms|line"
    r"|promotion\w*|flyers?|catalog\w*|brochures?|stop|unsubscrib\w*|opt|offers?|notifications?|contact\w*|messages?"
    r"|letters?|bother\w*)\b"
    r"|邮件|郵件|广告|廣告|推销|推銷|短信|电话|電話|骚扰|退订|推送|营销|宣传|信息|消息|通知|别再|不要",
    re.IGNORECASE,
)

_PARCEL = re.compile(
    r"商品|荷物|小包|宅配|配達|発送|届か[なず]|届きません|注文|購入|買った"
    r"|\b(?:items?|goods|broken|parcels?|packages?|orders?|ordered|deliver\w*|shipments?|bought)\b"
    r"|包裹|快递|快遞|订单|訂單|商品|货物|貨物",
    re.IGNORECASE,
)


def _of_no_advertising(heard: Heard) -> bool:
    """「アマゾンで買った商品が届かない」: taken for a wish to be spared advertisements. It speaks of a parcel, and no
    word of an advertisement."""
    parcel = _PARCEL.search(heard.text) is not None and _ADVERTISES.search(heard.text) is None
    return heard.intent == "stop_marketing" and parcel


ACTIONS = (SayMatter,)
