"""What the requests mean and how they differ, in the desk's own words where the policy has none."""

from actions.case import Case, Heard
from actions.choices import person, starting
from actions.emit import Emitter
from actions.form.settling import offered
from actions.ports import DeskBook
from desk.chat.said import About
from knowledge.vocabulary import MessageKind, RequestType


def say_meanings(
    case: Case, heard: Heard, book: DeskBook, emitter: Emitter, *, form_open: bool, about: About | None = None
) -> Case | None:
    """Says it of the requests that are named, else of all that this desk has; gives the case after it, None where
    there are none. `about`: of the look-up that found the policy silent; without one that is not said."""
    here = offered(case, book)
    named = tuple(RequestType(one) for one in heard.named)  # a desk that has closed offers none
    kinds = tuple(one for one in here if one in named) or here or named
    if not kinds:
        return None
    begin = [] if form_open or book.closure(case.company) else [starting()]
    emitter.say(
        "answer.meanings" if about else "answer.meanings_here",
        {"meanings": {"lines": [{"key": f"meaning.{kind}"} for kind in kinds]}},
        kind=MessageKind.NOT_STATED if about else MessageKind.NOTICE,
        choices=[*begin, person()],
        about=about,
    )
    return case.with_(unanswered=None, more=None)
