"""Where the policy's rule hangs on where the customer lives, and nobody knows it: the region is asked, with buttons.

The question is kept in the slot `question` until the region is known, and answered then (`actions.kept`); whoever would
rather not say where they live gets every region's rule, each under its name.
"""

from collections.abc import Sequence

from actions.case import Case, Heard
from actions.choices import choice, labelled
from actions.emit import Emitter
from actions.ports import DeskBook, Question, Reply
from actions.speaking import speak
from actions.vocabulary import EVERY_REGION
from knowledge.vocabulary import Expects, MessageKind


def respond(
    case: Case,
    asked: Question,
    replies: Sequence[Reply],
    book: DeskBook,
    emitter: Emitter,
    *,
    form_open: bool,
) -> Case:
    """Says what was found; or, where it hangs on an unknown region, asks for the region and keeps the question."""
    if not book.regions(case.company):
        return speak(case, replies, emitter, form_open=form_open).with_(question=asked.text)
    if asked.region is None and any(one.by_region for one in replies):
        return ask_region(case, asked.text, book, emitter, form_open=form_open)
    after = speak(case, replies, emitter, form_open=form_open)
    return after.with_(question=asked.text, region_wanted=None)


def ask_region(case: Case, question: str, book: DeskBook, emitter: Emitter, *, form_open: bool) -> Case:
    """Asks where the customer lives; the second time it says why, and how to be answered without telling. An open form
    asks by itself (`actions.form.settling.required`)."""
    again = bool(case.region_wanted) and case.question == question
    kept = case.with_(question=question, region_wanted=int(case.region_wanted or 0) + 1 if again else 1)
    if form_open:
        emitter.say("answer.after_region")
        return kept
    emitter.say(
        "ask.region_for_answer_again" if again else "ask.region_for_answer",
        kind=MessageKind.PROMPT,
        choices=[
            *labelled("region", book.regions(case.company)),
            choice(EVERY_REGION, f"choices.{EVERY_REGION}"),
        ],
        expects=Expects.REGION,
    )
    return kept.with_(offer=None, more=None)


def tells_region(case: Case, heard: Heard, book: DeskBook) -> bool:
    """Whether a message says for which region a kept question is to be answered."""
    return case.question is not None and heard.values.get("region") in book.regions(case.company)
