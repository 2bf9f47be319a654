"""What a message means while the form is open: an answer, a change, or something else. Pure."""

from dataclasses import dataclass, replace
from typing import Any

from actions.agents import GUARDIANS_PAPERS, cannot_ask_for_themself
from actions.case import FAIRLY_SURE, SECOND_GUESS, SURE, Case, Heard
from actions.deceased import concerns_the_dead
from actions.homes import tells_home
from actions.own_words import names_a_relative, requester_told, subject_told, tells_agency
from actions.phrases import puts_right
from actions.ports import DeskBook
from actions.questions import asking, has_question_word
from actions.replies import possible_reply
from actions.settling import needs_region, previous, settle
from actions.switching import Note, adds_a_subject, switched, unguessed, wished_for
from actions.vocabulary import (
    AMBIGUOUS_REMOVE,
    ASKED_SLOTS,
    CANCEL,
    DECEASED,
    GIVEN_UP,
    NLU_FALLBACK,
    REMOVALS,
    REQUEST_INTENTS,
    REQUEST_TYPE_OF_INTENT,
)
from actions.wishes import asked_beside, same, wishes
from knowledge.several import asks, sentences
from knowledge.vocabulary import Requester

ENDING = frozenset({"handoff", "cancel", "no_authority", "held_for_client"})
"""What ends the form, whatever was asked."""

QUESTIONS = frozenset({"ask_question", "ask_price", "ask_status", "give_receipt_missing", "more"})
"""What is always handled by its own action: a word in a question is no answer to ours."""

ASIDES = frozenset(
    {
        "complaint",
        "out_of_scope",
        "chitchat",
        "thanks",
        "goodbye",
        "greet",
        "insult",
        "nonsense",
        "gives_personal_data",
        "bot_challenge",
        "needs_help",
        "this_chat",
        "stop_marketing",
        "leave_service",
        "claim_damages",
        "report_leak",
        "seeks_advice",
        NLU_FALLBACK,
    }
)
"""What is handled by its own action, unless it holds the answer that the form waits for."""

_NOTHING_NEW = frozenset({"proceed", "request_unclear"})
"""「続けてください」 settles nothing, and is no misunderstanding either."""

_ADDS_NOTHING = frozenset(
    {"inform", "affirm", "deny", "change_answer", "ask_question", "ask_price", *_NOTHING_NEW}
)
"""With a wish for a way of reply that there is not, these say no more; a yes is a yes to that wish."""

_REMARKS = ("holder", "several", "minor")

_CERTAIN = 0.9
"""From this confidence on an aspect outweighs a plain yes."""

_SURELY_ASKS = 0.9
"""From this confidence on a question is one, though it names a way of reply for sure ("is e-mail safe?")."""


@dataclass(frozen=True)
class Turn:
    """What one message does to the form.

    Attributes:
        aside: nothing here, a rule handles it and the form asks again.
        question: what it asks beside its answer; answered before the form asks on.
        wished: the answer had the form of a question (「メールでもらえますか」), which may be about something else.
        matters: matters beside the requests that it brings up as well (「住所です。あとDMも止めて」).
    """

    case: Case
    notes: tuple[Note, ...] = ()
    aside: bool = False
    question: str | None = None
    wished: bool = False
    matters: tuple[str, ...] = ()


def hear(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn:
    """One message while the form asks for the slot `asked`."""
    heard = _read(case, heard, asked)
    if not heard.pressed and cannot_ask_for_themself(heard.text):
        return Turn(case, (Note("talk.guardian"),), question=GUARDIANS_PAPERS)
    for_another = case.requester in (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
    of_another = for_another or asked == "requester" or heard.intent == "no_authority"
    if concerns_the_dead(heard.text, of_another=of_another):
        return Turn(case.with_(outcome=DECEASED))
    if asked == "requester" and names_a_relative(heard):
        return _done(case, (Note("request.relative"),))
    if heard.intent in ENDING and not _rather_asks(heard):
        return Turn(case, aside=True)
    if _gives_up(case, heard):
        return Turn(case.with_(outcome=GIVEN_UP))
    if _only_asks(heard, asked):
        return Turn(case, question=heard.text)
    question = asked_beside(heard, case.request_type)
    if heard.intent not in QUESTIONS or asked == "reply_method":
        heard = heard.answering(asked)
    holds_answer = asked in heard.values and asked != "request_type"
    wished = holds_answer and asked == "reply_method" and heard.intent == "ask_question" and question is None
    # "can you send it by e-mail?": surely a way of reply, and not surely a question.
    told = wished and heard.certainty.get("reply_method", 0.0) >= _CERTAIN and heard.confidence < _SURELY_ASKS
    wished = wished and not told
    if heard.intent in QUESTIONS and not (
        wished or told or (holds_answer and (heard.confidence < SURE or question is not None))
    ):
        return Turn(case, aside=True)
    if heard.intent in ASIDES and not holds_answer:
        return Turn(case, aside=True)
    if heard.intent in ENDING:
        return Turn(case, question=heard.text)
    return replace(_answered(case, heard, asked, book, question), wished=wished)


def answered_besides(case: Case, heard: Heard, asked: str | None) -> Case:
    """The case after a message about another company's data: nothing it wishes for is taken up, but where they
    live or who they are, if that is asked, may stand in a sentence of its own (「本人です。ANAの情報も消して」)."""
    if asked not in ("region", "requester") or asked not in heard.values or len(sentences(heard.text)) < _TWO:
        return case
    return case.with_(**{asked: heard.values[asked]})


_TWO = 2


def _read(case: Case, heard: Heard, asked: str | None) -> Heard:
    """The message as it is meant where the form stands, whatever it was taken for by itself."""
    if _of_the_person_represented(case, heard, asked) or (asked == "requester" and tells_agency(heard)):
        heard = replace(heard, intent="inform")
    if heard.for_own_minor and heard.intent == "no_authority":
        heard = replace(heard, intent="inform")
    if asked == "subject":
        heard = subject_told(heard)
    heard = requester_told(heard)
    return adds_a_subject(case, unguessed(case, heard))


def _answered(case: Case, heard: Heard, asked: str | None, book: DeskBook, question: str | None) -> Turn:
    """What is no aside."""
    if _rather_asks_than_changes(heard):
        return Turn(case, question=heard.text)
    heard, about = possible_reply(case, heard, book)
    if about is not None and not _given(heard) and heard.intent in _ADDS_NOTHING:
        return _done(case, (about,))
    turn = _taken(case, heard, asked, book)
    notes = tuple(one for one in turn.notes if one.key != "request.not_understood")
    if about is not None:
        turn = replace(turn, notes=(about, *notes))
    elif heard.of_grown_up_child and turn.case.requester is None:
        turn = replace(turn, notes=(Note("request.grown_up_child"), *notes))
    if turn.aside:
        return turn
    return replace(turn, question=question, matters=wishes(heard).matters)


def _of_the_person_represented(case: Case, heard: Heard, asked: str | None) -> bool:
    """An agent's answer names whom they act for (「娘の住所です」): nobody who asks without authority."""
    agent = case.requester in (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
    return heard.intent == "no_authority" and agent and asked in heard.answering(asked).values


def _gives_up(case: Case, heard: Heard) -> bool:
    """「じゃあいいや、消去の話はなしで」: named once more, to say that it is not wanted."""
    wish = heard.values.get("request_type")
    another = heard.named or (wish is not None and not same(wish, str(case.request_type)))
    if case.request_type is None or asks(heard.text):
        return False
    declined = any(same(one, case.request_type) for one in heard.declined)
    return (declined and not another and heard.intent != "change_answer") or _taken_back(case, heard)


def _taken_back(case: Case, heard: Heard) -> bool:
    """「消去しようと思ったけど、やめておきます」: the wish, and at the end that nothing is to come of it."""
    last = heard.parts[-1] if heard.parts else None
    ends_so = last is not None and last.intent == CANCEL and (last.joined or heard.likely(CANCEL))
    return ends_so and _same_wish(case, heard)


def _only_asks(heard: Heard, asked: str | None) -> bool:
    """「何に使ってるの」: taken for a request, and neither a wish nor an answer to what was asked."""
    if asked == "request_type" and not has_question_word(heard.text) and not asks(heard.text):
        return False  # 「利用目的」, where the kind is asked for, is one of them
    answers = asked != "request_type" and asked in heard.answering(asked).values
    return heard.intent in REQUEST_INTENTS and heard.only_asks and not heard.named and not answers


def _rather_asks(heard: Heard) -> bool:
    """「電話番号を教えて」: perhaps somebody else's, and perhaps the desk's. A guess does not end the form."""
    return heard.unsure_of_authority_that_asks or (heard.intent == "handoff" and heard.asks_about_staff)


def _rather_asks_than_changes(heard: Heard) -> bool:
    """「さっきの書類って何でしたっけ」: taken for a change, though it names nothing to change, and asks."""
    names_it = "change_target" in heard.values or _given(heard) or heard.named or heard.pressed
    if heard.intent != "change_answer" or names_it:
        return False
    return heard.confidence < SURE or (heard.confidence < FAIRLY_SURE and asking(heard.text))


def _taken(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn:
    if heard.intent == "go_back":
        return _back(case, asked, book)
    if heard.intent == "change_answer":
        return _change(case, heard, book)
    if asked == "confirm":
        return _confirm(case, heard, book)
    if asked == "change_target":
        return _change_target(case, heard, book)
    return _fill(case, heard, asked, book)


def _aspects(case: Case, heard: Heard) -> Case:
    """Remarks that count whenever they are made."""
    said = {name: heard.values[name] for name in _REMARKS if name in heard.values}
    return case.with_(**said) if said else case


def _done(case: Case, notes: tuple[Note, ...] = ()) -> Turn:
    return Turn(case.with_(misses=None), notes)


def _missed(case: Case) -> Turn:
    return Turn(case.with_(misses=int(case.misses or 0) + 1), (Note("request.not_understood"),))


def _back(case: Case, asked: str | None, book: DeskBook) -> Turn:
    slot = previous(case, book, asked).slot
    if slot is None:
        return _done(case, (Note("request.at_start"),))
    changes: dict[str, Any] = {slot: None, "confirm": None, "changing": None, "change_target": None}
    return _done(case.with_(**changes), (Note("request.went_back"),))


def _change(case: Case, heard: Heard, book: DeskBook) -> Turn:
    target = heard.values.get("change_target")
    if target:
        return _done(_reopen(case, target))
    values = _given(heard)
    others = [word for word in heard.named if word != case.request_type]
    if others:
        values["request_type"] = others[-1]  # 「削除じゃなくて利用停止で」: what is meant comes last
    elif not values and (wish := _second_wish(heard, case)) is not None:
        values["request_type"] = wish
    if values:
        return _done(*_take(case, values, book))
    return _done(case.with_(changing=True, change_target=None, confirm=None))


def _second_wish(heard: Heard, case: Case) -> str | None:
    """The likeliest other request of a change of mind that names no right (「気が変わったので消してもらいたい」)."""
    likely = {
        str(REQUEST_TYPE_OF_INTENT[intent]): share
        for intent, share in heard.ranked.items()
        if intent in REQUEST_TYPE_OF_INTENT and share >= SECOND_GUESS
    }
    best = max(likely, key=lambda one: likely[one], default=None)
    return best if best != case.request_type else None


def _reopen(case: Case, slot: str) -> Case:
    return case.with_(
        **{slot: None, "changing": None, "change_target": None, "confirm": None, "ambiguous": None}
    )


def _given(heard: Heard) -> dict[str, str]:
    return {slot: heard.values[slot] for slot in ASKED_SLOTS if slot in heard.values}


def _confirm(case: Case, heard: Heard, book: DeskBook) -> Turn:
    values = {slot: value for slot, value in _given(heard).items() if getattr(case, slot) != value}
    if heard.intent in ("affirm", "proceed") and not values:
        return _done(case.with_(confirm="yes"))
    if values and (heard.intent != "affirm" or _surely(values, heard)):
        changed, notes = _take(_aspects(case, heard), values, book)
        return _done(changed, (*notes, *(() if notes else (Note("request.changed"),))))
    if heard.intent == "deny":
        return _done(case.with_(changing=True, change_target=None))
    if heard.intent == "affirm":
        return _done(case.with_(confirm="yes"))
    if heard.intent == AMBIGUOUS_REMOVE or heard.intent in REQUEST_TYPE_OF_INTENT:
        return _done(case.with_(confirm="yes")) if _same_wish(case, heard) else _missed(case)
    return _done(case, (Note("request.noted"),)) if _told_before(case, heard) else _missed(case)


def _surely(values: dict[str, str], heard: Heard) -> bool:
    """「はい、でもメールで」: a yes with something else in it, if that is certain enough."""
    return max(heard.certainty.get(slot, 0.0) for slot in values) >= _CERTAIN


def _same_wish(case: Case, heard: Heard) -> bool:
    """Saying the request again, at the summary, is a yes to it."""
    return heard.values.get("request_type") == case.request_type or (
        heard.intent == AMBIGUOUS_REMOVE and case.request_type in REMOVALS
    )


def _change_target(case: Case, heard: Heard, book: DeskBook) -> Turn:
    target = heard.values.get("change_target")
    if target:
        return _done(_reopen(case, target))
    values = _given(heard)
    if values:
        changed, notes = _take(case, values, book)
        return _done(changed.with_(changing=None, change_target=None), notes)
    if heard.intent in ("affirm", "proceed", "deny"):  # nothing to change after all
        return _done(case.with_(changing=None, change_target=None))
    return _missed(case)


def _fill(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn:
    before = case
    case = _aspects(case, heard)
    values = _given(heard)
    wish = values.pop("request_type", None)
    if heard.intent == AMBIGUOUS_REMOVE and before.ambiguous and not values and not before.request_type:
        return _removal_again(case)
    case, notes = wished_for(case, heard, asked, wish, answered=asked in values)
    if wish is None and asked not in values:
        corrected = _corrected(case, heard, values)
        if corrected:
            changed, more = _take(case, corrected, book)
            return _done(changed, (*more, Note("request.changed")))
    for slot, value in values.items():
        # What was settled before is not overturned by a word in passing.
        if slot == asked or getattr(case, slot) is None:
            case = case.with_(**{slot: value})
    if notes or heard.intent in _NOTHING_NEW:
        return _done(case, notes)
    if case != before:
        return _done(case) if _settles(asked, case, before) else _done(case, (Note("request.noted"),))
    return _done(case, (Note("request.noted"),)) if _told_before(case, heard) else _missed(before)


def _removal_again(case: Case) -> Turn:
    """「だから消せって」: the wish has been heard, and what is asked is which way of it. Whoever says it again may be
    better off with a person."""
    return Turn(case.with_(misses=int(case.misses or 0) + 1), (Note("request.removal_heard"),))


def _corrected(case: Case, heard: Heard, values: dict[str, str]) -> dict[str, str]:
    """What the whole of a message puts right (「いや、代理人です」), although something else was asked.

    A hint counts only in a message that may be a change or a no. So does a region, unless it is said to be where they
    live: people name places in passing.
    """
    sounds_like_it = heard.likely("change_answer", "deny")
    home = puts_right(heard.text) or tells_home(heard.text)
    place_put_right = sounds_like_it or (home and not asks(heard.text))
    said = {**heard.hints, **values} if sounds_like_it else dict(values)
    return {
        slot: value
        for slot, value in said.items()
        if slot in ASKED_SLOTS
        and getattr(case, slot) not in (None, value)
        and (slot != "region" or place_put_right)
        and slot != "request_type"
    }


def _settles(asked: str | None, case: Case, before: Case) -> bool:
    """Whether the customer sees by the next question that they were heard: what was asked is settled."""
    return asked is None or getattr(case, asked, None) != getattr(before, asked, None)


def _told_before(case: Case, heard: Heard) -> bool:
    """Whether a message says what is settled already: no answer, but no misunderstanding either."""
    known = {**_given(heard), **{name: heard.values[name] for name in _REMARKS if name in heard.values}}
    return bool(known) and all(getattr(case, slot) == value for slot, value in known.items())


def _take(case: Case, values: dict[str, str], book: DeskBook) -> tuple[Case, tuple[Note, ...]]:
    """Values that the customer wants instead of the settled ones."""
    notes: tuple[Note, ...] = ()
    values = dict(values)
    wish = values.pop("request_type", None)
    if wish is not None and wish != case.request_type:
        case, notes = switched(case, wish)
    case = case.with_(**values, confirm=None, changing=None, change_target=None)
    return (case if needs_region(case, book) else settle(case, book)), notes
