"""Saying what the desk can do about a thing that is none of the company's data (`actions.words.other_things`)."""

from actions.case import Case, Heard
from actions.choices import person, topics
from actions.emit import Emitter
from actions.fallback import looked_up
from actions.ports import Answers, DeskBook
from actions.vocabulary import HANDOFF
from actions.words.other_things import Thing, without_the_policy

_KEYS = {
    Thing.ANSWER: "talk.own_answer",
    Thing.CHAT: "talk.chat_message",
    Thing.POLICY: "talk.policy_text",
}


def say_thing(case: Case, thing: Thing, book: DeskBook, emitter: Emitter, *, form_open: bool = False) -> Case:
    """Says what can be done about it; gives the case after it. An open form asks on by itself."""
    if thing is Thing.POLICY:
        choices = [] if form_open else topics(requests=book.closure(case.company) is None)
    else:
        choices = [person()]
    emitter.say(_KEYS[thing], choices=choices)
    return case if form_open or thing is Thing.POLICY else case.with_(offer=HANDOFF)


async def answer_besides_the_policy(
    case: Case, heard: Heard, book: DeskBook, answers: Answers, emitter: Emitter
) -> Case:
    """What is asked beside the wish for the policy's text, where the policies know it; gives the case after it."""
    rest = without_the_policy(heard.text)
    if not rest:
        return case
    asked = Heard("ask_question", heard.confidence, text=rest)
    return await looked_up(case, asked, book, answers, emitter, form_open=False) or case
