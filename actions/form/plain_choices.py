"""What the form says to who cannot answer it: the choices in plain words, then a person."""

from actions.case import Case
from actions.choices import person, word
from actions.emit import Emitter
from actions.form.settling import offered, offered_removals, reply_choices
from actions.ports import DeskBook
from actions.vocabulary import AMBIGUOUS_REMOVE, ASKED_SLOTS
from desk.chat.said import Params

PLAINLY_AFTER, _PERSON_AFTER = 2, 3
"""Answers in a row that could not be used."""


def say_plainly(case: Case, slot: str, book: DeskBook, emitter: Emitter) -> None:
    """Before the question for the slot comes again: after the second miss in a row what can be answered, after the
    third that a person can take over what has been told. Nobody is handed over without having said so."""
    misses = int(case.misses or 0)
    if slot not in ASKED_SLOTS or misses < PLAINLY_AFTER:
        return
    if misses >= _PERSON_AFTER:
        emitter.say("stuck.person", choices=[person()])
        return
    emitter.say(f"stuck.{slot}", _choices(case, slot, book), choices=[person()])


def _choices(case: Case, slot: str, book: DeskBook) -> Params:
    """The parameters of a question's choices in plain words."""
    if slot == "request_type":
        removals = offered_removals(case, book) if case.ambiguous == AMBIGUOUS_REMOVE else ()
        kinds = removals or offered(case, book)
        return {"meanings": {"lines": [{"key": f"meaning.{one}"} for one in kinds]}}
    if slot == "region":
        return {"regions": [word("region", one) for one in book.regions(case.company)]}
    if slot == "reply_method":
        return {"ways": [word("reply_method", one) for one in reply_choices(case, book)]}
    return {}
