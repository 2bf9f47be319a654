"""What a message asks beside what it says, or was taken for: 「削除してください。手数料はかかりますか」."""

import asyncio

from actions.by_region import respond
from actions.case import Case, Heard
from actions.emit import Emitter
from actions.ports import Answers, DeskBook
from actions.speaking import asked_by, find, on_topic
from knowledge.vocabulary import MessageKind


async def answer_after_all(
    case: Case,
    heard: Heard,
    book: DeskBook,
    answers: Answers,
    emitter: Emitter,
    *,
    form_open: bool,
    stated_only: bool = False,
) -> Case | None:
    """Answers a message that was taken for something else, where the policies surely know what it asks; gives the case
    after it, None where they do not. `stated_only`: only what the policy states, not that it is silent."""
    asked = asked_by(case, heard, heard.text, book)
    replies = await asyncio.to_thread(find, answers, asked)
    if not any(on_topic(one) and (not stated_only or one.kind == MessageKind.ANSWER) for one in replies):
        return None
    return respond(case, asked, replies, book, emitter, form_open=form_open)


async def answer_beside(
    case: Case,
    heard: Heard,
    question: str,
    book: DeskBook,
    answers: Answers,
    emitter: Emitter,
    *,
    form_open: bool = True,
) -> Case:
    """Answers it before the form asks on, where the policies know what it asks; gives the case after it."""
    for text in dict.fromkeys((question, heard.text)):
        # 「いつまで残るの」: by itself it may say too little, and with the wish before it what is meant.
        asked = asked_by(case, heard, text, book)
        replies = await asyncio.to_thread(find, answers, asked)
        if any(on_topic(one) for one in replies):
            return respond(case, asked, replies, book, emitter, form_open=form_open)
    return case
