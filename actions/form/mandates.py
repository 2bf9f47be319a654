"""Who fills in the form says by what right, unasked: that the person concerned has asked them (an agent with a mandate,
if none is settled), or that they made the call or the contract themself."""

from dataclasses import replace

from actions.case import Case, Heard
from actions.form.filling import Turn, understood
from actions.form.switching import Note
from actions.vocabulary import AFFIRM, GIVEN_UP, NO_AUTHORITY
from actions.words.for_oneself import asks_for_oneself
from actions.words.own_dealings import was_the_one
from actions.words.theirs import is_a_relatives, leaves_it_to_them
from actions.words.was_asked import was_asked
from knowledge.vocabulary import Requester

_AGENTS = (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)


def of_a_mandate(case: Case, heard: Heard, asked: str | None) -> Turn | None:
    """The turn where it is only said that they were asked to ("yes, she asked me"), that it is a relative's, or that
    the one concerned will ask; None for all other messages.

    Who was taken for the person themself is asked again: somebody may have asked them to see to their own data. At the
    summary a yes stays one; of a minor the parents ask by law, whoever asked them to.
    """
    told = heard.values.get("requester")
    if not heard.pressed and leaves_it_to_them(heard.text):
        return Turn(case.with_(outcome=GIVEN_UP))
    if not heard.pressed and case.requester is None and is_a_relatives(heard.text):
        return understood(case, (Note("request.relative" if asked == "requester" else "request.noted"),))
    if heard.intent == NO_AUTHORITY and case.requester == Requester.SELF and is_a_relatives(heard.text):
        return understood(case.with_(requester=None, confirm=None), (Note("request.relative"),))
    if heard.pressed or told in _AGENTS or case.minor or not was_asked(heard.text):
        return None
    if case.requester is None:
        notes = () if asked == "requester" else (Note("request.noted"),)
        return understood(case.with_(requester=Requester.VOLUNTARY_AGENT), notes)
    if case.requester == Requester.SELF:
        return understood(case.with_(requester=None, confirm=None), (Note("request.relative"),))
    return (
        None if asked == "confirm" and heard.intent == AFFIRM else understood(case, (Note("request.noted"),))
    )


def made_it_themself(case: Case, heard: Heard) -> Heard:
    """The message as an answer to who asks, where nobody has told that yet: who made the call or the contract, or asks
    for themself in so many words."""
    themself = was_the_one(heard.text) or asks_for_oneself(heard.text)
    if case.requester not in (None, Requester.SELF) or heard.pressed or not themself:
        return heard
    return replace(heard, intent="inform", values={"requester": str(Requester.SELF), **heard.values})
