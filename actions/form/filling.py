"""What an answer does to the form: a slot is filled, opened again or put right, the summary confirmed or not. Pure."""

from dataclasses import dataclass
from typing import Any

from actions.case import SECOND_GUESS, Case, Heard
from actions.form.settling import previous
from actions.form.switching import Note, one_at_a_time, switched, wished_for
from actions.ports import DeskBook
from actions.vocabulary import (
    AFFIRM,
    AMBIGUOUS_REMOVE,
    ASKED_SLOTS,
    REMOVALS,
    REQUEST_TYPE_OF_INTENT,
)
from actions.words.homes import tells_home
from actions.words.phrases import puts_right
from actions.words.plainly import goes_ahead
from actions.words.wishes import same, waiting, wanted_by
from knowledge.several import asks

NOTHING_NEW = frozenset({"proceed", "request_unclear"})
"""「続けてください」 settles nothing, and is no misunderstanding either."""

_REMARKS = ("holder", "several", "minor")
CERTAIN = 0.9
"""From this confidence on an aspect outweighs a plain yes."""


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


def taken(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn:
    """What the answer to the question for the slot `asked` changes, or a change or a step back that it asks for."""
    if heard.intent == "go_back":
        return _back(case, asked, book)
    more = _one_more(case, heard, asked)
    if more is not None:
        return understood(waiting(case, [more]), (one_at_a_time(case.request_type, [more]),))
    if heard.intent == "change_answer":
        return _change(case, heard)
    if asked == "confirm":
        return _confirm(case, heard)
    if asked == "change_target":
        return _change_target(case, heard)
    return _fill(case, heard, asked)


def _one_more(case: Case, heard: Heard, asked: str | None) -> str | None:
    """The request that comes besides the one that is summed up or being changed (「あとメアドも変わった」): switched
    to, the first would be lost. Elsewhere in the form `wished_for` takes it up."""
    if not heard.further or case.request_type is None:
        return None
    if asked not in ("confirm", "change_target") and heard.intent != "change_answer":
        return None
    wish = wanted_by(heard.intent) or heard.values.get("request_type")
    wish = wish or (heard.named[-1] if heard.named else None)
    return None if wish is None or same(wish, case.request_type) else str(wish)


def _aspects(case: Case, heard: Heard) -> Case:
    """Remarks that count whenever they are made."""
    said = {name: heard.values[name] for name in _REMARKS if name in heard.values}
    return case.with_(**said) if said else case


def understood(case: Case, notes: tuple[Note, ...] = ()) -> Turn:
    """The turn of a message that was understood: misses are counted anew."""
    return Turn(case.with_(misses=None), notes)


def _missed(case: Case) -> Turn:
    return Turn(case.with_(misses=int(case.misses or 0) + 1), (Note("request.not_understood"),))


def _back(case: Case, asked: str | None, book: DeskBook) -> Turn:
    slot = previous(case, book, asked).slot
    if slot is None:
        return understood(case, (Note("request.at_start"),))
    changes: dict[str, Any] = {slot: None, "confirm": None, "changing": None, "change_target": None}
    return understood(case.with_(**changes), (Note("request.went_back"),))


def _change(case: Case, heard: Heard) -> Turn:
    target = heard.values.get("change_target")
    if target:
        return understood(_reopen(case, target))
    values = given(heard)
    others = [word for word in heard.named if word != case.request_type]
    if others:
        values["request_type"] = others[-1]  # 「削除じゃなくて利用停止で」: what is meant comes last
    elif not values and (wish := _second_wish(heard, case)) is not None:
        values["request_type"] = wish
    if values:
        changed, notes = _take(case, values)
        # Said where something else is asked, so that the next question does not tell that it was heard.
        told = notes or all(getattr(case, slot) in (None, value) for slot, value in values.items())
        return understood(changed, notes if told else (Note("request.changed"),))
    return understood(case.with_(changing=True, change_target=None, confirm=None))


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


def given(heard: Heard) -> dict[str, str]:
    """What a message tells of what the form asks for, slot by slot."""
    return {slot: heard.values[slot] for slot in ASKED_SLOTS if slot in heard.values}


def _confirm(case: Case, heard: Heard) -> Turn:
    values = {slot: value for slot, value in given(heard).items() if getattr(case, slot) != value}
    if heard.intent in ("affirm", "proceed") and not values:
        return understood(case.with_(confirm="yes"))
    if values and (heard.intent != "affirm" or _surely(values, heard)):
        changed, notes = _take(_aspects(case, heard), values)
        return understood(changed, (*notes, *(() if notes else (Note("request.changed"),))))
    if heard.intent == "deny":
        return understood(case.with_(changing=True, change_target=None))
    if heard.intent == "affirm":
        return understood(case.with_(confirm="yes"))
    if heard.intent == AMBIGUOUS_REMOVE or heard.intent in REQUEST_TYPE_OF_INTENT:
        return understood(case.with_(confirm="yes")) if same_wish(case, heard) else _missed(case)
    return understood(case, (Note("request.noted"),)) if _told_before(case, heard) else _missed(case)


def _surely(values: dict[str, str], heard: Heard) -> bool:
    """「はい、でもメールで」: a yes with something else in it, if that is certain enough."""
    return max(heard.certainty.get(slot, 0.0) for slot in values) >= CERTAIN


def same_wish(case: Case, heard: Heard) -> bool:
    """Saying the request again, at the summary, is a yes to it."""
    return heard.values.get("request_type") == case.request_type or (
        heard.intent == AMBIGUOUS_REMOVE and case.request_type in REMOVALS
    )


def _change_target(case: Case, heard: Heard) -> Turn:
    target = heard.values.get("change_target")
    if target:
        return understood(_reopen(case, target))
    values = given(heard)
    if values:
        changed, notes = _take(case, values)
        return understood(changed.with_(changing=None, change_target=None), notes)
    if heard.intent in ("affirm", "proceed", "deny"):  # nothing to change after all
        return understood(case.with_(changing=None, change_target=None))
    return _missed(case)


def _fill(case: Case, heard: Heard, asked: str | None) -> Turn:
    before = case
    case = _aspects(case, heard)
    values = given(heard)
    wish = values.pop("request_type", None)
    if heard.intent == AMBIGUOUS_REMOVE and before.ambiguous and not values and not before.request_type:
        return _removal_again(case)
    case, notes = wished_for(case, heard, asked, wish, answered=asked in values)
    if wish is None and asked not in values:
        corrected = _corrected(case, heard, values)
        if corrected:
            changed, more = _take(case, corrected)
            return understood(changed, (*more, Note("request.changed")))
    for slot, value in values.items():
        # What was settled before is not overturned by a word in passing.
        if slot == asked or getattr(case, slot) is None:
            case = case.with_(**{slot: value})
    if notes or heard.intent in NOTHING_NEW or (heard.intent == AFFIRM and goes_ahead(heard.text)):
        return understood(case, notes)
    if case != before:
        return (
            understood(case) if _settles(asked, case, before) else understood(case, (Note("request.noted"),))
        )
    return understood(case, (Note("request.noted"),)) if _told_before(case, heard) else _missed(before)


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
    known = {**given(heard), **{name: heard.values[name] for name in _REMARKS if name in heard.values}}
    return bool(known) and all(getattr(case, slot) == value for slot, value in known.items())


def _take(case: Case, values: dict[str, str]) -> tuple[Case, tuple[Note, ...]]:
    """Values that the customer wants instead of the settled ones. The form settles what follows from them, and says
    what falls away by it."""
    notes: tuple[Note, ...] = ()
    values = dict(values)
    wish = values.pop("request_type", None)
    if wish is not None and wish != case.request_type:
        case, notes = switched(case, wish)
    case = case.with_(**values, confirm=None, changing=None, change_target=None)
    return case, notes
