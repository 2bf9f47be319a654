"""What has to be said about a request once it becomes known, beside the questions."""

from actions.case import Case
from actions.emit import Emitter
from actions.ports import DeskBook
from knowledge.vocabulary import MessageKind


def remark(before: Case, after: Case, book: DeskBook, emitter: Emitter) -> None:
    """What has to be said once when it becomes known: one person a form, guardians of minors. A desk that has closed
    takes requests about no company."""
    if after.several is not None and before.several is None:
        rule = book.one_per_form(after.company)
        if rule is not None:
            emitter.say(
                f"request.one_per_form_{after.several}",
                {"rule": rule.text},
                kind=MessageKind.ANSWER,
                citations=rule.citations,
            )
        elif after.several == "companies" and book.closure(after.company) is None:
            emitter.say("request.several_companies", {"company": book.names()[after.company][0]})
    if after.minor is not None and before.minor is None:
        rule = book.minors(after.company, after.region)
        if rule is not None:
            emitter.say(
                "request.minor", {"rule": rule.text}, kind=MessageKind.ANSWER, citations=rule.citations
            )
        else:
            emitter.say("request.minor_not_stated", kind=MessageKind.NOT_STATED)
