"""Some data, or all of it, is to stay while a removal is filled in: the request stays open without that data; without
any, it does not go on, until it is told what is wished instead. Pure."""

from actions.case import FAIRLY_SURE, SURE, Case, Heard
from actions.form.filling import Turn, given, understood
from actions.form.settling import kept_back, needs_region, offered, used_less
from actions.form.switching import Note, switched
from actions.ports import DeskBook
from actions.vocabulary import AMBIGUOUS_REMOVE, GIVEN_UP, KEPT_BACK, REMOVE, REMOVING
from actions.words.other_words import wants_it_safe
from actions.words.preferring import declines_removal
from actions.words.spared import spared
from actions.words.till_then import removed_then
from actions.words.wishes import asked_beside
from actions.words.withheld import (
    is_needed,
    is_not_to_be_used,
    is_only_not_to_be_used,
    wants_no_more,
    withholds,
)
from knowledge.vocabulary import RequestType, Subject


def removal_open(case: Case) -> bool:
    """Whether the request that is filled in removes something, be it in a way not told yet."""
    return case.request_type in REMOVING or (case.request_type is None and case.ambiguous == AMBIGUOUS_REMOVE)


def stays(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn | None:
    """The turn where some data or all of it is to stay, if only for some time, or to be looked after ("keep my data
    safe"), which is asked of the policy and forbids nothing; None for all other messages."""
    if removal_open(case) and not heard.pressed and removed_then(heard.text):
        return understood(case, (Note("request.removed_then"),))
    told = keeps_out(case, heard, asked) or holds_back(case, heard, book)
    looked_after = told is None and not heard.pressed and wants_it_safe(heard.text)
    return Turn(case, question=heard.text) if looked_after else told


def keeps_out(case: Case, heard: Heard, asked: str | None) -> Turn | None:
    """The turn where one kind of data is named as not to be removed; None for all other messages. A request holds one
    kind only: all but one is `other`, whose particulars go into the personal-data form."""
    told = None if heard.pressed or not removal_open(case) else spared(heard.text)
    if told is None or (asked != "subject" and not told.told):
        return None
    meant = given(heard)
    answers = {slot: value for slot, value in meant.items() if slot not in ("request_type", "subject")}
    case = case.with_(**{slot: value for slot, value in answers.items() if getattr(case, slot) is None})
    case = case.with_(confirm=None, changing=None, change_target=None)
    params = {"kept": told.called}
    if not told.rest and case.subject not in (None, *told.kinds, Subject.ALL, Subject.OTHER):
        return understood(case, (Note("request.spared_anyway", params),))
    only_that = not told.rest and case.subject in told.kinds - {Subject.OTHER}
    if only_that:
        return understood(case.with_(subject=None), (Note("request.spared_anyway", params),))
    subject = meant.get("subject", str(Subject.OTHER))
    return understood(case.with_(subject=subject), (Note("request.spared", params),))


def holds_back(case: Case, heard: Heard, book: DeskBook) -> Turn | None:
    """The turn where nothing is to be removed for now (「消さないで、使うのだけ止めて」): another request is gone on
    with where one is wished, else it is asked. None for all other messages; a bare 「消さないで」 ends it."""
    kept = kept_back(case)
    if kept is not None and _goes_on(heard):
        return understood(_again(case, kept))
    if heard.pressed or not (kept or removal_open(case)):
        return None
    if not _forbids(heard.text) or (not kept and declines_removal(heard.text)):
        return None
    answers = {slot: value for slot, value in given(heard).items() if slot in ("region", "requester")}
    known = case.with_(**{slot: value for slot, value in answers.items() if getattr(case, slot) is None})
    question = asked_beside(heard)
    instead = _wished_instead(known, heard, book)
    if instead is not None:
        changed, notes = switched(known, instead)
        return Turn(changed.with_(misses=None), notes, question=question)
    if wants_no_more(heard.text):
        return Turn(case.with_(outcome=GIVEN_UP))
    if kept is not None:
        return Turn(known.with_(misses=int(case.misses or 0) + 1), question=question)
    asked = known.with_(
        request_type=None,
        ambiguous=f"{KEPT_BACK}{case.request_type or REMOVE}",
        confirm=None,
        changing=None,
        change_target=None,
        misses=None,
    )
    # Where somebody lives is asked first: which other request there is depends on it.
    notes = (Note("request.nothing_removed_yet"),) if needs_region(asked, book) else ()
    return Turn(asked, notes, question=question)


def _forbids(text: str) -> bool:
    """Whether nothing is to be removed, for all that the text says."""
    return withholds(text) or is_only_not_to_be_used(text)


def _goes_on(heard: Heard) -> bool:
    """Whether the removal is wanted after all, said to the question what is wished instead."""
    again = heard.intent == AMBIGUOUS_REMOVE and "request_type" not in heard.values
    return (again or heard.intent == "proceed") and not _forbids(heard.text)


def _again(case: Case, kept: str) -> Case:
    if kept == REMOVE:
        return case.with_(ambiguous=AMBIGUOUS_REMOVE)
    return case.with_(request_type=kept, ambiguous=None)


def _wished_instead(case: Case, heard: Heard, book: DeskBook) -> str | None:
    """The request that the same message wishes for; None for none, or where it is not known yet which one there is."""
    wish = heard.values.get("request_type")
    named = [one for one in heard.named if one not in REMOVING]
    less = wish in (RequestType.RESTRICTION, RequestType.USE_STOP) and heard.confidence >= SURE
    if less and (is_needed(heard.text) or wants_it_safe(heard.text)):
        return None
    if is_not_to_be_used(heard.text) or (less and not named):
        return None if needs_region(case, book) else used_less(case, book)
    if named:
        return named[-1]
    surely = wish is not None and wish not in REMOVING and heard.confidence >= FAIRLY_SURE
    return wish if surely and wish in offered(case, book) else None
