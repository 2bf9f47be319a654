"""A way of reply or of contact that is told where something else is asked: it is kept ahead, and
is no answer to that. Pure."""

import re
from dataclasses import replace

from actions.case import FAIRLY_SURE, Case, Heard
from actions.form.filling import Turn, understood
from actions.form.replies import about_reply
from actions.form.settling import reply_choices
from actions.form.switching import Note
from actions.ports import DeskBook
from actions.vocabulary import CANCEL, HANDOFF, REQUEST_INTENTS
from actions.words.no_data import introduces, way_alone
from actions.words.unwanted_ways import unwanted_way
from actions.words.way_instead import A_FILE, way_instead
from knowledge.vocabulary import ReplyMethod, RequestType

_ENDS = frozenset({HANDOFF, CANCEL})
"""Who is to be rung up (「電話で」) may well want a person."""
_WISHES_OR_ASKS = REQUEST_INTENTS | {"ask_question", "ask_price"}
"""A way that is chosen in it is not all: 「健診の数値を紙ではなくデータで、次の病院に送ってほしい」."""
_PUTS_RIGHT = (RequestType.CORRECTION, RequestType.ADDITION)
_OF_USE = (
    RequestType.USE_STOP,
    RequestType.RESTRICTION,
    RequestType.OBJECTION,
    RequestType.THIRD_PARTY_STOP,
    RequestType.CONSENT_WITHDRAWAL,
)
"""Of these it may be the data that is not to be used."""
_ALL_BUT = re.compile(r"以外|\bbut\b|除了", re.IGNORECASE)
"""Said to the question which data, 「メール以外で」 may be all data but that."""


def of_a_way(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn | None:
    """The turn where only a way is wished for, or not wanted; None for all other messages."""
    told = _told_ahead(case, heard, asked, book) or _refused(case, heard, asked, book)
    if told is not None or heard.intent in _WISHES_OR_ASKS:
        return told
    return _no_paper(case, heard, asked, book) or _one_instead(case, heard, asked, book)


def _one_instead(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn | None:
    """The turn where one way of reply is chosen against another, and something else is asked: kept ahead where there is
    a choice, else it is said how the answer comes. None for all other messages."""
    way = (
        None if heard.pressed or asked == "reply_method" or heard.intent in _ENDS else way_instead(heard.text)
    )
    if way in (None, A_FILE) or heard.certainty.get(str(asked)):
        return None
    about = about_reply(case, way, book)
    kept = case if about is not None else case.with_(reply_method=way, confirm=None)
    return understood(kept, (about or Note("request.noted"),))


def _no_paper(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn | None:
    """The turn where some file is wanted and no paper: the one way that is left is taken, of several it is asked which.
    None for all other messages."""
    if heard.pressed or heard.intent in _ENDS or way_instead(heard.text) != A_FILE:
        return None
    choices = reply_choices(case, book)
    left = [one for one in choices if one != ReplyMethod.POST]
    if len(left) == len(choices) or case.reply_method not in (None, ReplyMethod.POST):
        return understood(case, (Note("request.noted"),))
    changed = case.with_(reply_method=left[0] if len(left) == 1 else None, confirm=None)
    settled = len(left) == 1 and asked == "reply_method"
    return understood(changed, () if settled else (Note("request.noted"),))


def _told_ahead(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn | None:
    """The turn where the question which data is answered with a way of reply (「メールで」): kept where there is a
    choice, else it is said how the answer comes. None for all other messages."""
    way = None if heard.pressed or asked != "subject" or heard.intent in _ENDS else way_alone(heard.text)
    if way is None:
        return None
    about = about_reply(case, way, book)
    if about is not None:
        return understood(case, (about,))
    kept = case.with_(reply_method=way) if way in tuple(ReplyMethod) else case
    return understood(kept, (Note("request.noted"),))


def _refused(case: Case, heard: Heard, asked: str | None, book: DeskBook) -> Turn | None:
    """The turn where a way of contact is not wanted (「メールは使わないでください」), which by itself sounds like a
    wish that data is not used: the request stays as it is, and the answer comes in the other way where one is left.
    None for all other messages, and where just that data may be what is asked for."""
    of_ads = asked != "reply_method" and heard.intent == "stop_marketing" and heard.confidence >= FAIRLY_SURE
    unheard = heard.pressed or asked == "request_type" or heard.intent == HANDOFF or of_ads
    way = None if unheard else unwanted_way(heard.text)
    of_data = asked == "subject" and (case.request_type in _OF_USE or _ALL_BUT.search(heard.text) is not None)
    if way is None or of_data:
        return None
    choices = reply_choices(case, book)
    left = tuple(one for one in choices if one != way)
    if way in choices and case.reply_method in (None, way):
        changed = case.with_(reply_method=left[0] if len(left) == 1 else None, confirm=None)
        # Of several that are left one is chosen later: which it may not be only the form keeps.
        note = "request.noted" if len(left) == 1 else "request.way_unwanted"
        return understood(changed, () if asked == "reply_method" else (Note(note),))
    here = None if choices else about_reply(case, way, book)
    notes = (Note("request.way_unwanted"), *((_how_it_comes(here),) if here is not None else ()))
    return understood(case, notes)


def _how_it_comes(about: Note) -> Note:
    """How the answer comes where there is no choosing, said to who has not asked for another way; that it comes just so
    is said with a word that there is no other."""
    key = "request.reply_not_here" if about.key == "request.reply_is" else "request.reply_is"
    return replace(about, key=key)


def tells_own_name(case: Case, heard: Heard) -> bool:
    """Whether somebody only tells who they are; of what is put right the name may be just that."""
    return not heard.pressed and case.request_type not in _PUTS_RIGHT and introduces(heard.text)


def without_subject(heard: Heard) -> Heard:
    """The message without the kind of data that was guessed in it."""
    return replace(
        heard,
        values={name: value for name, value in heard.values.items() if name != "subject"},
        hints={name: value for name, value in heard.hints.items() if name != "subject"},
    )
