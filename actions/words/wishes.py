"""Several wishes in one message: 「消してほしいし、DMも止めて」, "show me my data and delete it". Pure.

A message has one intent, so that one of two wishes would be taken up and the other passed over in silence. The dialogue
model says what each part means by itself (bot/components/parts.py); here is what that makes of the message.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from actions.case import SURE, Case, Heard, Part
from actions.choices import choice
from actions.vocabulary import (
    AMBIGUOUS_REMOVE,
    HANDOFF,
    MATTER_INTENTS,
    NLU_FALLBACK,
    REMOVALS,
    REMOVE,
    REQUEST_INTENTS,
    REQUEST_TYPE_OF_INTENT,
)
from actions.words.commands import asked_before_a_command, besides_commands, commanded, commands, told_apart
from actions.words.listed import asked_at_the_end
from actions.words.names import kind_named, names
from actions.words.questions import only_asks
from desk.chat.said import ChoiceOffered, Params
from knowledge.several import beside
from knowledge.vocabulary import RequestType

_OF_THE_REQUEST = ("subject", "reply_method")
"""What belongs to one request: said with one of two, it says nothing of the other."""

_DROWNS = frozenset({"ask_question", "ask_price", "out_of_scope", "chitchat", "nonsense", NLU_FALLBACK})
"""What a message is taken for whose question is louder than the command in another of its sentences."""

PURPOSE_NOTICE = f"request_{RequestType.PURPOSE_NOTICE}"

DISCLOSURES = frozenset({"disclosure", "access_ccpa"})


@dataclass(frozen=True)
class Wishes:
    """What a message with several wishes asks for.

    Attributes:
        requests: the parts that want a request, in order; each another one.
        matters: the intents of matters beside the requests.
        person: it also asks for a person, who can take up all the rest.
    """

    requests: tuple[Part, ...] = ()
    matters: tuple[str, ...] = ()
    person: bool = False

    @property
    def several(self) -> bool:
        """Whether there is more than one."""
        return len(self.requests) + len(self.matters) + self.person > 1

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return bool(self.requests or self.matters or self.person)


def wishes(heard: Heard) -> Wishes:
    """The different wishes among a message's parts.

    A sentence by itself often tells no more than how it came about (「返事は電話でよい」 is no wish for a person): it
    counts where a word adds the wishes to each other, or the message as a whole is likely to mean it as well.
    """
    meant = [part for part, after in zip_longest(heard.parts, heard.parts[1:]) if _meant(heard, part, after)]
    # 「利用停止のほうは無しで」 names one to say that it is not wanted.
    meant = [part for part in meant if wanted_by(part.intent) not in heard.declined]
    if heard.asks_purposes:  # a question, whatever right it sounds like
        meant = [part for part in meant if part.intent != PURPOSE_NOTICE]
    requests: list[Part] = []
    for part in meant:
        wanted = wanted_by(part.intent)
        if wanted is not None and not any(same(wanted, str(wanted_by(one.intent))) for one in requests):
            requests.append(part)
    if not requests:
        requests = _commanded(heard)
    matters = [part.intent for part in meant if part.intent in MATTER_INTENTS]
    person = any(part.intent == HANDOFF for part in meant)
    return Wishes(tuple(requests), tuple(dict.fromkeys(matters)), person)


def _commanded(heard: Heard) -> list[Part]:
    """The request that a sentence of its own tells the desk to begin, whatever the whole is taken for; what stands
    before it often only tells how it came about."""
    wanted = [part for part in heard.parts if wanted_by(part.intent) is not None]
    wanted = [part for part in wanted if wanted_by(part.intent) not in heard.declined]
    if wanted:
        return wanted[-1:] if commands(heard.text) else []
    drowned = heard.intent in _DROWNS and len(told_apart(heard.text)) > 1
    drowned = drowned or heard.intent == "gives_personal_data"
    guessed = heard.confidence < SURE and (heard.intent in REQUEST_INTENTS or heard.intent == NLU_FALLBACK)
    return [Part(intent) for intent in commanded(heard.text)[-1:]] if drowned or guessed else []


def _meant(heard: Heard, part: Part, after: Part | None) -> bool:
    return part.joined or (after is not None and after.joined) or heard.likely(part.intent)


def ends_in_a_wish(heard: Heard) -> bool:
    """Whether what was said last is one of the wishes: it is taken up as such, and no question beside them."""
    last = heard.parts[-1] if heard.parts else None
    if last is None or not _meant(heard, last, None):
        return False
    return last.intent in MATTER_INTENTS or wanted_by(last.intent) is not None


def asked_beside(heard: Heard, kind: RequestType | str | None = None) -> str | None:
    """The question that a message asks beside its wishes or its answer; None where there is none. `kind`: the request
    that a bare word in it (「手数料も教えて」) is about."""
    if heard.pressed:
        return None
    at_the_end = asked_at_the_end(heard.text, names(RequestType(kind)) if kind else None)
    if at_the_end is not None:
        return at_the_end
    rest = besides_commands(heard.text) if commands(heard.text) else None
    if not ends_in_a_wish(heard):
        return beside(heard.text) or rest
    # 「住所を訂正して。新しい住所はどこに書けばいい？」: its end sounds like the same wish, and asks.
    return rest if rest is not None and only_asks(rest) else asked_before_a_command(heard.text)


def where_to_begin(told: Wishes) -> str:
    """The action that takes wishes up."""
    if told.person:
        return "action_handoff"
    return "action_start_request" if told.requests else "action_matter"


def wanted_by(intent: str) -> str | None:
    """The request that an intent wants: a type, or that something is removed in some way; None for other intents."""
    if intent == AMBIGUOUS_REMOVE:
        return REMOVE
    kind = REQUEST_TYPE_OF_INTENT.get(intent)
    return str(kind) if kind is not None else None


def wish_of(heard: Heard) -> str | None:
    """The request that a message wants, names, or likely means."""
    named = heard.named[-1] if heard.named else None
    return heard.values.get("request_type") or named or _likely_wish(heard)


def _likely_wish(heard: Heard) -> str | None:
    likely = [intent for intent in REQUEST_TYPE_OF_INTENT if heard.likely(intent)]
    if not likely:
        return None
    return str(REQUEST_TYPE_OF_INTENT[max(likely, key=heard.ranked.__getitem__)])


def same(one: str, other: str) -> bool:
    """Whether two wanted requests are the same one for all that is known."""
    removing = {REMOVE, *(str(kind) for kind in REMOVALS)}
    if REMOVE in (one, other):
        return {one, other} <= removing
    return one == other or {one, other} == DISCLOSURES


_APART = re.compile(
    r"[、，,。．.！!]|あと|それと|それから|そして|\band\b|\balso\b|还有|另外|以及", re.IGNORECASE
)
_AROUND = re.compile(r"^[\s]*(?:the\s+)?|(?:も|を|の)?(?:お願い(?:します)?)?[\s]*$")


def named_alone(heard: Heard, told: Wishes) -> list[str]:
    """The requests that a part of the message names and does nothing else (「…を止めて、あと住所の変更、あと開示」):
    too short for the dialogue model to hear. Those that `told` knows are left out."""
    here = [str(wanted_by(one.intent)) for one in told.requests]
    found: list[str] = []
    for part in _APART.split(heard.text):
        kind = kind_named(_AROUND.sub("", part))
        if kind is not None and kind in heard.named and not any(same(kind, one) for one in (*here, *found)):
            found.append(str(kind))
    return found


def first_wish(heard: Heard, told: Wishes) -> Heard:
    """The message as if only the first of its requests had been wished for."""
    first, *others = told.requests
    values = {name: value for name, value in heard.values.items() if name != "request_type"}
    if others:
        values = {name: value for name, value in values.items() if name not in _OF_THE_REQUEST}
        values.update({name: first.says[name] for name in _OF_THE_REQUEST if name in first.says})
    wanted = wanted_by(first.intent)
    if wanted not in (None, REMOVE):
        values["request_type"] = str(wanted)
    return replace(heard, intent=first.intent, values=values, named=())


def added(case: Case, heard: Heard) -> list[str]:
    """Requests that a message in the form adds to the one that is open (「全部です、あと住所も直したい」)."""
    if case.request_type is None:
        return []
    found = [wanted_by(part.intent) for part in heard.parts if part.joined]
    wanted = [one for one in dict.fromkeys(found) if one is not None and one not in heard.declined]
    return [one for one in wanted if not same(one, case.request_type)]


def waiting(case: Case, more: Sequence[str]) -> Case:
    """The case with requests that come after the one that is open."""
    open_now = case.request_type or (REMOVE if case.ambiguous else None)
    every = [str(one) for one in (*(case.later or ()), *more)]
    left = [one for one in dict.fromkeys(every) if open_now is None or not same(one, open_now)]
    return case.with_(later=left or None)


def request_word(wanted: str | None) -> Params:
    """The name of a request, as a parameter."""
    return {"key": "wish.remove" if wanted == REMOVE else f"request_type.{wanted}"}


def next_buttons(case: Case) -> list[ChoiceOffered]:
    """The buttons of the requests that wait."""
    return [choice(one, f"choices.next_{one}") for one in case.later or ()]
