"""What only means something after the question before: 「じゃあ訂正は？」, 「もう一度」, 「それで？」. Pure.

The dialogue model sees one message at a time, and takes such a fragment for a request, a farewell or for nothing. Where
a question has been asked before it, it is that question again: the same one for another request, region, requester or
way of reply. Only what stands for such a word alone counts; a question that is whole by itself is looked up by itself.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rasa_sdk import Tracker

from actions.after_all import given_up, meant_here, said_last
from actions.agents import cannot_ask_for_themself
from actions.another_too import also_for
from actions.bare_words import asked_of_a_request, asks_how_long, speaks_of_a_request
from actions.beside import LEAVING
from actions.besides_the_point import calls_a_person, is_taken_aback, of_no_data
from actions.case import Case, Heard
from actions.deceased import concerns_the_dead
from actions.matters import by_words, kept_matters
from actions.names import bare, kind_named, names
from actions.on_answers import remark_on_answer
from actions.other_things import thing_of
from actions.other_words import asks_in_other_words
from actions.own_words import may_name_data
from actions.phrases import asks_what_then, asks_whom_to_turn_to, of_a_relative, says_yes, tells_wrong_data
from actions.politely import asked_politely
from actions.ports import DeskBook
from actions.questions import (
    asks_hours,
    demands_data,
    names_data_only,
    stops_a_tool,
    wants_to_know_what_is_held,
)
from actions.vocabulary import DECEASED, NOT_FOR_OTHERS
from actions.whose import doubt
from desk.lexicon import oneself, people
from desk.lexicon.wordlist import any_of
from desk.requests.stages import Stage
from knowledge.places import customer_region
from knowledge.several import sentences
from knowledge.vocabulary import Region, ReplyMethod, Requester, RequestType

ANSWERS, STARTS, CONTINUES, RESPONDS = (
    "action_answer",
    "action_start_request",
    "action_continue",
    "action_respond",
)

NOT_ALLOWED = "action_no_authority"
MATTER = "action_matter"
TO_STAFF = "action_handoff"
"""Who asks a closed desk whom to turn to (「じゃあ誰に言えば」) sounds like wanting a person."""
_GUESSES = frozenset({RESPONDS, CONTINUES, "action_fallback"})
"""What a question of one's request is taken for ("is it fast?" for one whether a human answers)."""
_MAY_BE_A_MATTER = frozenset({ANSWERS, CONTINUES, RESPONDS, NOT_ALLOWED, "action_fallback"})
"""What a matter is taken for that the words tell by themselves; a wish in the same message goes first."""

FOLLOWED: frozenset[str] = frozenset(
    {
        STARTS,
        CONTINUES,
        RESPONDS,
        "action_fallback",
        NOT_ALLOWED,
        "action_cancel",
        "action_held_for_client",
        MATTER,
    }
)
"""The actions that such a fragment is taken for; `action_answer` knows what to do with it."""

_FRAGMENT = (
    re.compile(
        r"^(?:(?:それ)?じゃあ?|(?:それ)?では|なら|でも|あと)?[、,\s]*(?P<what>[^、。,.!！?？]{1,14}?)(?:から|で|に)?"
        r"(?:の(?:場合|とき|時|ほう|方)?)?"
        r"(?:は|だと|なら(?:ば)?|だったら|では|って)(?:どう(?:です|なります|でしょう)?か?)?[?？。!！…\s]*$"
    ),
    re.compile(
        r"^(?:and|what about|how about|and what about|but)\s+"
        r"(?:(?:in|for|from|by|with|an?|the|my)\s+)*(?P<what>[\w\s-]{2,24}?)\s*[?.!]*$",
        re.IGNORECASE,
    ),
    re.compile(r"^那么?[，,]?(?P<what>[^，。？?]{1,10}?)(?:的话)?(?:呢|怎么样)?[？?。]*$"),
)
_AGAIN = re.compile(
    r"^(?:すみません|ごめん(?:なさい)?)?[、,\s]*(?:もう(?:一度|一回|[1１][回度]|いちど|いっかい|いっぺん|一遍)|もっかい)"
    r"(?:言って|いって|教えて|説明して|お願い(?:します|できますか)?|読んで)?(?:ください|下さい|もらえますか|くれる|ほしい)?[。?？!！]*$"
    r"|^(?:please )?(?:repeat(?: that| it)?|say (?:that|it) again|once more|one more time|again)(?:,? please)?[.?!]*$"
    r"|^(?:请)?再说一[遍次][。！]?$",
    re.IGNORECASE,
)
_GO_ON = re.compile(
    r"^(?:それで|そんで|で|それから|そして|つまり|so|and|and then|so what|然后呢?|所以呢?)[?？。…!！]*$",
    re.IGNORECASE,
)
_REQUESTERS: tuple[tuple[Requester, re.Pattern[str]], ...] = (
    (Requester.STATUTORY_AGENT, re.compile(r"法定代理人?|親権者|(?:成年)?後見人|legal representative", re.I)),
    (Requester.VOLUNTARY_AGENT, re.compile(r"(?:任意|委任(?:による|された)?)?代理人?|agent|代理人?", re.I)),
    (Requester.SELF, re.compile(r"本人|自分|myself|the person concerned", re.I)),
)
_MANDATED = re.compile(
    rf"(?:{any_of(oneself.I_JA)}の)?{any_of(people.MANDATED_JA)}{people.TITLE_JA}|{any_of(people.MANDATED_EN)}|(?:我的)?{any_of(people.MANDATED_ZH)}",
    re.IGNORECASE,
)
"""An agent, by another word than the policies'."""
_OF_AN_AGENT = re.compile(r"代理|委任|agent|mandate", re.IGNORECASE)
_METHODS: tuple[tuple[ReplyMethod, re.Pattern[str]], ...] = (
    (ReplyMethod.POST, re.compile(r"郵送|書面|手紙|post|mail|邮寄", re.I)),
    (ReplyMethod.EMAIL, re.compile(r"(?:電子)?メール|e-?mail|电子邮件|邮件", re.I)),
    (ReplyMethod.MEDIA, re.compile(r"USB(?:メモリー?)?|CD(?:-R)?|DVD|電子媒体|a? ?data medium", re.I)),
)
_CJK = re.compile(r"[぀-ヿ一-鿿]")


@dataclass(frozen=True)
class FollowUp:
    """The question before, as it is asked now: `text`, and for whom or what where that is another.

    `kind`: `again` the same once more, `on` what else there is, `for` the same for something else, `besides` something
    else of the same request (「手数料は？」, 「何日」).
    """

    kind: Literal["again", "on", "for", "besides"]
    text: str
    region: Region | None = None
    request_type: RequestType | None = None
    requester: Requester | None = None


def asks_again(text: str) -> bool:
    """Whether somebody wants to hear it once more (「もう一度」)."""
    return _AGAIN.match(text.strip()) is not None


def follow_up(case: Case, text: str, book: DeskBook) -> FollowUp | None:
    """The question before, as a fragment asks for it now; None for anything else, and where nothing was asked."""
    question, text = case.question, text.strip()
    besides = _besides(case, text)
    if besides is not None:
        return besides
    if question is None or kept_matters(question):
        return None
    if asks_again(text):
        return FollowUp("again", question)
    if _GO_ON.match(text):
        return FollowUp("on", question)
    if (requester := also_for(text)) is not None:
        return FollowUp("for", question, requester=requester)
    found = next(filter(None, (one.match(text) for one in _FRAGMENT)), None)
    return _same_for(question, found["what"].strip(), case, book) if found else None


def _besides(case: Case, text: str) -> FollowUp | None:
    """What a bare word asks of the request that is spoken of (「何日」, 「あと書類」); None where none is."""
    question = case.question or ""
    spoken_of = speaks_of_a_request(question) or _WANTS_TO_USE.search(question) is not None
    kind = _kind_in(question) if spoken_of else None
    under_way = case.request_type if case.stage in (Stage.OFFERED, Stage.OPENED) else None
    if not (kind or under_way or speaks_of_a_request(question)):
        return None
    whole = asked_of_a_request(text, names(kind) if kind else None)
    if whole is None:
        return None
    return FollowUp("besides", whole, request_type=kind or under_way, requester=_agent_in(question))


def besides_the_form(case: Case, heard: Heard, asked: str | None) -> str | None:
    """The question for which a bare word stands while the form is open (「何日」). Where it asks for the kind of data,
    「書類」 may be one."""
    if heard.pressed or (asked == "subject" and may_name_data(heard.text)):
        return None
    return asked_of_a_request(heard.text, names(case.request_type) if case.request_type else None)


def led_to(action: str, call: Mapping[str, Any], book: DeskBook) -> str | None:
    """The action that takes a message up instead of this one; None: this one does.

    `action_answer` where it is a fragment that goes on from the question before, or asks whose desk this is, for
    another company's, for its hours, or to hear it again; `action_continue` for a bare yes, and where a request is
    taken up again, or was taken for another company's; `action_respond` where somebody asks a closed desk what to do,
    or speaks of the answer itself, the policy's text or what was written here; `action_start_request` where somebody
    wants to know what is held of them; `action_no_authority` where it is about somebody who has died;
    `action_matter` for one that the words tell by themselves."""
    if action not in FOLLOWED | {ANSWERS, TO_STAFF} or not call.get("tracker") or not call.get("domain"):
        return None
    tracker = Tracker.from_dict(call["tracker"])
    text = str(tracker.latest_message.get("text") or "")
    # A form hears first, and asks on by itself.
    if text.startswith("/") or tracker.active_loop.get("name"):
        return None
    case = Case.of(tracker)
    own = book.names().get(case.company, ())
    lost = asks_what_then(text) or (action != ANSWERS and asks_whom_to_turn_to(text))
    lost = lost and book.closure(case.company) is not None
    if action == TO_STAFF and not lost:
        return None
    if given_up(case, text, tracker.events) or meant_here(text, tracker.events, own) is not None:
        return CONTINUES if action != CONTINUES else None
    if lost or remark_on_answer(case, text, tracker.events) is not None:
        return RESPONDS if action != RESPONDS else None
    if action in _MAY_BE_A_MATTER and by_words(text, tracker.events) is not None:
        return MATTER
    if thing_of(case, Heard.of(tracker)) is not None or _speaks_beside(case, text):
        return RESPONDS if action != RESPONDS else None
    if _is_of_the_dead(action, case, text):
        return NOT_ALLOWED if action != NOT_ALLOWED else None
    if says_yes(text) or (action in _MAY_BE_A_MATTER and _says_data_is_wrong(case, text)):
        return CONTINUES if action != CONTINUES else None
    if wants_to_know_what_is_held(text) or demands_data(text):
        return STARTS if action != STARTS else None
    if action != ANSWERS and _is_looked_up(action, case, text, tracker.events, book):
        return ANSWERS
    return None


def _is_of_the_dead(action: str, case: Case, text: str) -> bool:
    """Whether it is about somebody who has died; also where it is only asked what can be done about their data."""
    if action in FOLLOWED and concerns_the_dead(text, of_another=case.outcome in NOT_FOR_OTHERS):
        return True
    goes_on = action == ANSWERS and case.outcome == DECEASED
    return goes_on and of_a_relative(text) and _WHAT_TO_DO.search(text) is not None


_WHAT_TO_DO = re.compile(
    r"どう(?:した|すれ|し)(?:ら|ば|て)|\bwhat (?:can|should|do) i do\b|怎么办|怎麼辦", re.IGNORECASE
)


def _speaks_beside(case: Case, text: str) -> bool:
    """Whether the words tell by themselves that it is neither a question nor a wish that is whole (「は？」, "human",
    「娘の分も」 where nothing has been asked)."""
    another = case.question is None and also_for(text) is not None
    return another or is_taken_aback(text) or calls_a_person(text)


def _says_data_is_wrong(case: Case, text: str) -> bool:
    """「住所も電話も違う」, where no request is being made: what the data should be is a correction's matter."""
    return case.request_type is None and case.stage == Stage.NONE and tells_wrong_data(text)


def _is_looked_up(
    action: str, case: Case, text: str, events: Sequence[Mapping[str, Any]], book: DeskBook
) -> bool:
    """Whether the words tell by themselves that `action_answer` knows what to do with them."""
    return (
        asks_hours(text)
        or (action in _GUESSES and asks_how_long(text) is not None)
        or cannot_ask_for_themself(text)
        or names_data_only(text)
        or (of_no_data(text) and not any(one.utterance.startswith(LEAVING) for one in said_last(events)))
        or asked_politely(text) is not None
        or (action != STARTS and asks_in_other_words(text))
        or stops_a_tool(text) is not None
        or doubt(case, text, book) is not None
        or (asks_again(text) and bool(said_last(events)))
        or follow_up(case, text, book) is not None
    )


def _same_for(question: str, what: str, case: Case, book: DeskBook) -> FollowUp | None:
    kind = kind_named(what)
    if kind is not None:
        return FollowUp("for", _of_type(question, kind, what), request_type=kind)
    who = bare(what)
    for requester, words in _REQUESTERS:
        if words.fullmatch(who):
            return FollowUp("for", _in_case_of(question, what), requester=requester)
    if _MANDATED.fullmatch(who):
        agent = "代理人" if _CJK.search(question) else "an agent"
        text = question if _OF_AN_AGENT.search(question) else _in_case_of(question, agent)
        return FollowUp("for", text, requester=Requester.VOLUNTARY_AGENT)
    if any(words.fullmatch(who) for _, words in _METHODS):
        return FollowUp("for", _in_case_of(question, what))
    region = customer_region(what) if "の" not in what else None
    if region is None or region not in book.regions(case.company):
        return None
    return FollowUp("for", _without_place(question), region=region)


_WANTS_TO_USE = re.compile(
    r"^(?!.*(?:クッキー|cookie|ブラウザ)).*"
    r"(?:でき(?:ます|る|ません|ない)|(?:して|で)(?:もら|いただ|頂|くれ|ほし)|し(?:たい|たく)|お?願い|頼"
    r"|\b(?:can i|may i|i(?:'d like| want| would like))\b|(?:我|能|可以|想|要).{0,3}(?:删除|更正|查阅|披露|停止))",
    re.IGNORECASE | re.DOTALL,
)
"""Somebody would use a right. A company discloses and deletes by itself, too (「第三者に開示しますか」)."""


def _kind_in(question: str) -> RequestType | None:
    """The kind of request that a question names; the longest name, of which another may be a part."""
    named = [(len(name), kind) for kind in RequestType for name in names(kind) if _names(question, name)]
    return max(named, key=lambda one: one[0])[1] if named else None


def _names(question: str, name: str) -> bool:
    """Whether the name stands in it; "in addition" names none."""
    if not name.isascii():
        return name in question
    return re.search(rf"(?<!\bin )\b{re.escape(name)}\b", question, re.IGNORECASE) is not None


def _agent_in(question: str) -> Requester | None:
    """The agent of whom a question speaks."""
    return next(
        (one for one, words in _REQUESTERS if one is not Requester.SELF and words.search(question)), None
    )


def _of_type(question: str, kind: RequestType, what: str) -> str:
    """The question with the other kind of request that it names replaced; else asked for this one."""
    others = sorted(
        (name for one in RequestType if one != kind for name in names(one)), key=len, reverse=True
    )
    named = next((name for name in others if name in question), None)
    return question.replace(named, bare(what), 1) if named else _in_case_of(question, what)


_CASE = re.compile(r"^(?:[^、。]{1,14}の場合、|For [\w\s-]{2,24}: )")


def _in_case_of(question: str, what: str) -> str:
    question = _CASE.sub("", question)  # the case before, which this one replaces
    return f"{what}の場合、{question}" if _CJK.search(question) else f"For {what}: {question}"


def _without_place(question: str) -> str:
    """The question without the sentences that only tell where somebody lives: a place in it would count."""
    kept = [one.strip() for one in sentences(question) if customer_region(one) is None]
    return "".join(kept) or question
