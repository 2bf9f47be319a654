"""Some data is to stay while a removal is filled in: the request stays open without that data. Pure."""

from actions.case import Case, Heard
from actions.form.filling import Turn, given, understood
from actions.form.switching import Note
from actions.vocabulary import AMBIGUOUS_REMOVE, REMOVING
from actions.words.spared import spared
from knowledge.vocabulary import Subject


def removal_open(case: Case) -> bool:
    """Whether the request that is filled in removes something, be it in a way not told yet."""
    return case.request_type in REMOVING or (case.request_type is None and case.ambiguous == AMBIGUOUS_REMOVE)


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
