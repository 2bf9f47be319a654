"""A question that waited for the customer's region is answered: for this region, or for all of them by name."""

import asyncio

from actions.by_region import ask_region, respond
from actions.case import Case
from actions.emit import Emitter
from actions.form.settling import effective_region
from actions.matters import kept_matters, kept_words, say_matter
from actions.ports import Answers, DeskBook, Question
from actions.speaking import find, speak


async def answer_kept(
    case: Case, book: DeskBook, answers: Answers, emitter: Emitter, *, form_open: bool
) -> Case:
    """Answers the kept question as `case` stands; gives the case after it. A matter is said by itself.

    Raises:
        ValueError: no question is kept.
    """
    question, case = case.question, case.with_(region_wanted=None)
    if question is None:
        raise ValueError("no question is kept")
    matters = kept_matters(question)
    for intent in matters:
        case = say_matter(case, intent, book, emitter, form_open=form_open)
    if matters:
        question = kept_words(question)
        if not question:
            return case
    asked = Question(
        text=question,
        company=case.company,
        region=effective_region(case, book),
        request_type=case.request_type,
        requester=case.requester,
    )
    replies = await asyncio.to_thread(find, answers, asked)
    if asked.region is None:
        return speak(case, replies, emitter, form_open=form_open)
    return respond(case, asked, replies, book, emitter, form_open=form_open)


async def ask_or_answer(case: Case, book: DeskBook, answers: Answers, emitter: Emitter) -> Case:
    """After words that tell no region, outside the form: asks for it once more; who has been asked twice gets every
    region's rule. Gives the case after it."""
    if int(case.region_wanted or 0) > 1:
        return await answer_kept(case, book, answers, emitter, form_open=False)
    return ask_region(case, str(case.question), book, emitter, form_open=False)
