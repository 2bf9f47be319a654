"""Whether somebody else may make the request for one (「娘に頼んでもいいですか」), where its papers are not stated.

A policy may let agents ask and not say which papers they need; silence on the papers read as silence on the agents.
"""

from collections.abc import Sequence

from actions.case import Case, Heard
from actions.choices import person
from actions.emit import Emitter
from actions.form.settling import effective_region
from actions.ports import DeskBook, Reply
from actions.words.meant import AGENTS_PAPERS
from knowledge.vocabulary import MessageKind


def say_agents_may(
    case: Case, heard: Heard, replies: Sequence[Reply], book: DeskBook, emitter: Emitter
) -> Case | None:
    """Quotes where the policy speaks of requests by an agent, and says that it lists no papers for them; gives the
    case after it. None where something else is asked, the papers are stated, or no agent is spoken of."""
    stated = any(one.kind == MessageKind.ANSWER for one in replies)
    if heard.pressed or stated or AGENTS_PAPERS.by(heard.text) is None:
        return None
    rule = book.agents_may(case.company, effective_region(case, book))
    if rule is None:
        return None
    emitter.say("answer.agents_may", {"rule": rule.text}, kind=MessageKind.ANSWER, citations=rule.citations)
    near = [stated for one in replies for stated in one.near]
    emitter.say(
        "answer.other_not_stated_near" if near else "answer.other_not_stated",
        {
            "about": {"key": "answer.about.agents_papers"},
            **({"near": {"lines": [one.text for one in near]}} if near else {}),
        },
        kind=MessageKind.NOT_STATED,
        citations=[cited for one in near for cited in one.citations],
        choices=[person()],
    )
    return case.with_(unanswered=None, more=None, question=heard.text)
