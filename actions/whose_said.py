"""Saying whose desk this is, to who asks or means another company's data."""

from actions.case import Case
from actions.choices import person, starting
from actions.emit import Emitter
from actions.ports import DeskBook
from actions.words.whose import doubt


def say_whose(case: Case, text: str, book: DeskBook, emitter: Emitter, *, form_open: bool = False) -> bool:
    """Says whose desk this is, where that is asked or another company's data is; gives whether it has. An open form
    goes on for this company's data."""
    found = doubt(case, text, book)
    if found is None:
        return False
    own = {"company": book.names()[case.company][0]}
    if found.perhaps and form_open:
        emitter.say("talk.perhaps_other_desk_in_form", {**own, "other": found.perhaps})
    elif found.perhaps and (closure := book.closure(case.company)) is not None:
        emitter.say(
            "talk.perhaps_other_desk_closed" if closure.successor else "talk.perhaps_other_desk_no_successor",
            {**own, "other": found.perhaps, "successor": closure.successor},
            citations=closure.citations,
            choices=[person()],
        )
    elif found.perhaps:
        emitter.say(
            "talk.perhaps_other_desk", {**own, "other": found.perhaps}, choices=[starting(), person()]
        )
    elif found.successor:
        emitter.say("talk.other_desk_closed", {**own, "other": found.other, "successor": found.successor})
    elif found.other:
        emitter.say("talk.other_desk", {**own, "other": found.other})
    else:
        emitter.say("talk.whose_desk", own)
    return True
