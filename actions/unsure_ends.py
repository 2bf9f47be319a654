"""An end that is only a guess, or none at all, ends nothing: what goes on is said, and how it can be ended. Pure.

「消さなくていいから、電話だけやめて」 is to the dialogue model perhaps an end of it all. By that what was told so
far would be lost, and a request that the company has received withdrawn. 「取り消さないで」 and "did you cancel it?"
are ends to it for sure.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from actions.case import FAIRLY_SURE, Heard
from actions.form.filling import Turn
from actions.form.switching import Note
from actions.vocabulary import CANCEL
from actions.words.after_all import said_last
from actions.words.ending import ends_plainly
from actions.words.not_ending import ends_nothing
from actions.words.plainly import gives_it_up
from actions.words.wanting_nothing import wants_nothing

GOES_ON, FORM_WAITS, TAKEN_UP = "request.goes_on", "request.form_waiting", "request.withdraw_it"
"""What is said instead: in the form, while the personal-data form is out, after the receipt."""


def guesses_end(heard: Heard, events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the message is perhaps an end, and nobody has just been told how to make one: who then says something
    of that kind again means it. Also where it is surely none, however often it is said."""
    if heard.intent == CANCEL and not heard.pressed and ends_nothing(heard.text):
        return True
    unsure = heard.intent == CANCEL and heard.confidence < FAIRLY_SURE and not heard.pressed
    if not unsure or ends_plainly(heard.text) or gives_it_up(heard.text) or wants_nothing(heard.text):
        return False
    return not any(one.utterance in (GOES_ON, FORM_WAITS, TAKEN_UP) for one in said_last(events))


def not_ended_yet(heard: Heard, turn: Turn, events: Sequence[Mapping[str, Any]]) -> Turn:
    """The form's turn, or one that goes on where it would have ended the form by a guess."""
    if not turn.aside or not guesses_end(heard, events):
        return turn
    case = turn.case
    return Turn(case.with_(misses=int(case.misses or 0) + 1), (Note(GOES_ON),))
