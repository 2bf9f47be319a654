"""A question that waited for the customer's region is answered: for this region, or for all of them by name."""

import asyncio

from actions.by_region import respond
from actions.case import Case
from actions.emit import Emitter
from actions.matters import KEPT, say_matter
from actions.ports import Answers, DeskBook, Question
from actions.settling import effective_region
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
    if question.startswith(KEPT):
        return say_matter(case, question.removeprefix(KEPT), book, emitter, form_open=form_open)
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
