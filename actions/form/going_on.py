"""The form never goes round in circles: what is said again to the question for the subject is taken at its word. Pure.

Which information a request is about staff read in the personal-data form, in the customer's own words; the form asks
for a kind so that they know where to look. Who has no other words for it can only say the same again, and is not asked
a third time: it is `other`.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.case import Case, Heard
from actions.form.filling import Turn, understood
from actions.form.switching import Note
from actions.vocabulary import MATTER_INTENTS, NLU_FALLBACK
from actions.words.after_all import uttered
from actions.words.as_answer import (
    describes_by_noun,
    has_form_of_question,
    knows_not,
    says_no_data,
    tells_of_the_person,
)
from actions.words.besides_the_point import calls_a_person, cries_for_help, is_taken_aback
from actions.words.no_data import names_none
from actions.words.other_words import wants_it_safe
from actions.words.own_words import may_name_data
from actions.words.wishes import same, wanted_by, wishes
from actions.words.worries import is_only_afraid
from knowledge.vocabulary import Expects, RequestType, Subject

_ENDS_OR_UPSET = frozenset({"handoff", "cancel", "no_authority", "held_for_client", "complaint", "insult"})
_CIVIL_OR_OF_THE_FORM = frozenset(
    {"thanks", "goodbye", "greet", "bot_challenge", "ask_status", "give_receipt_missing", "more", "go_back"}
)
_NO_SUBJECT = _ENDS_OR_UPSET | _CIVIL_OR_OF_THE_FORM | MATTER_INTENTS | {"change_answer"}
"""What is never the information that a request is about, however often it is said."""
_SAYS_NOTHING = frozenset({"request.not_understood", "request.noted"})
"""Notes of a message that nothing came of."""
_GUESSED_BESIDE = frozenset({"out_of_scope", "chitchat"})
_SURELY_BESIDE = 0.85
"""From this confidence on it is understood, as what it is."""
_BESIDE_THE_SUBJECT = ("region", "requester", "minor", "several", "holder")


def counts_as_missed(heard: Heard) -> bool:
    """Whether a message that the form hands on was not understood, or says that somebody does not know the answer."""
    guess = heard.intent in _GUESSED_BESIDE and heard.confidence < _SURELY_BESIDE
    return heard.intent in ("nonsense", "needs_help", NLU_FALLBACK) or guess


def described(case: Case, heard: Heard) -> Heard:
    """The message as the answer to which information, where it is a noun phrase that ends in some: of the kind that
    was heard in it, else `other`. As it is everywhere else."""
    of_purposes = case.request_type == RequestType.PURPOSE_NOTICE
    if heard.intent in _ENDS_OR_UPSET or not describes_by_noun(heard.text, of_purposes=of_purposes):
        return heard
    told = heard.answering("subject").values.get("subject", str(Subject.OTHER))
    if of_purposes and told == Subject.USAGE:
        told = str(Subject.OTHER)  # 「利用」 of the purposes is no history of use
    values = {name: value for name, value in heard.values.items() if name != "request_type"}
    return replace(
        heard, intent="inform", values={**values, "subject": told}, named=(), further=False, parts=()
    )


def says_again(text: str, events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the customer's last message said the same, and both are said to the question for the subject."""
    said: list[str] = []
    asked: str | None = None
    for event in events:
        one = uttered(event)
        if event["event"] == "user":
            to_the_subject = asked == Expects.SUBJECT
            said.append(_plain(str(event.get("text") or "")) if to_the_subject else "")
        elif one is not None and one.expects is not None:
            asked = one.expects
    return len(said) > 1 and said[-1] == said[-2] == _plain(text) != ""


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def moved_on(before: Case, heard: Heard, asked: str | None, turn: Turn, *, again: bool) -> Turn:
    """The turn, or `other` as the subject where its question would only come again: of what is not understood for the
    second time in a row, and of the same words (`again`). Who does not know the first time is told that any will do."""
    if asked != "subject" or heard.pressed or not _came_to_nothing(before, turn):
        return turn
    unsure = knows_not(heard.text) or heard.intent == "needs_help"
    if _calls_out(heard.text) or not _may_be_the_subject(before, heard, unsure=unsure):
        return turn
    missed = int(turn.case.misses or 0) > int(before.misses or 0)
    missed = missed or unsure or (turn.aside and counts_as_missed(heard))
    if again or (missed and before.misses):
        other = before.with_(subject=str(Subject.OTHER))
        return understood(other, (Note("stuck.subject_other"),))
    if unsure:
        return Turn(before.with_(misses=int(before.misses or 0) + 1), (Note("stuck.subject_unsure"),))
    return turn


def _came_to_nothing(before: Case, turn: Turn) -> bool:
    same_case = turn.case.with_(misses=None) == before.with_(misses=None)
    return same_case and not turn.matters and {one.key for one in turn.notes} <= _SAYS_NOTHING


def _calls_out(text: str) -> bool:
    """Whether a person, help or an explanation is called for (「人間を出して」, 「は？」), or a fear is told."""
    return calls_a_person(text) or cries_for_help(text) or is_taken_aback(text) or is_only_afraid(text)


def _may_be_the_subject(case: Case, heard: Heard, *, unsure: bool) -> bool:
    """Whether it is neither a question, a fact, a no, a thing of another desk's, nor a wish for something else."""
    asks_it = has_form_of_question(heard.text) or wants_it_safe(heard.text)
    if heard.intent in _NO_SUBJECT or asks_it or names_none(heard.text):
        return False
    if (heard.intent == "deny" or says_no_data(heard.text)) and not unsure:
        return False
    told = wishes(heard)
    wanted = [
        *heard.named,
        heard.values.get("request_type"),
        *(wanted_by(one.intent) for one in told.requests),
    ]
    if told.person or any(one is not None and not same(str(one), str(case.request_type)) for one in wanted):
        return False
    tells = tells_of_the_person(heard.text) and not unsure
    beside = any(name in heard.values for name in _BESIDE_THE_SUBJECT) and not may_name_data(heard.text)
    return not (tells or beside)
