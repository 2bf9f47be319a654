"""Saying by what way a request may be made, where the policy names the post and somebody asks for e-mail.

The search finds where a request goes, and an address for e-mail that stands in the text for something else: who read
that would write an e-mail. So the policy's own sentence on how a request is made is quoted, and it is said that the way
that was asked for (`actions.words.ways`) does not stand there.
"""

from actions.case import Case, Heard
from actions.choices import person
from actions.emit import Emitter
from actions.form.settling import effective_region
from actions.ports import DeskBook, Stated
from actions.words.ways import way_of_asking
from knowledge.vocabulary import MessageKind

_LEAVES_OPEN = frozenset({"direct"})
"""「直接ご請求下さい」 leaves open by which way."""


def say_way(case: Case, heard: Heard, book: DeskBook, emitter: Emitter) -> bool:
    """Quotes how the policy wants a request made, and says that the way asked for is not named; gives whether it has.
    Not where the policy names it, leaves it open, or says nothing: that is looked up."""
    way = None if heard.pressed else way_of_asking(heard.text)
    if way is None or book.closure(case.company) is not None:
        return False
    region = effective_region(case, book)
    named = book.ways_of_asking(case.company, region)
    every = {*named, *book.ways_of_asking(case.company, None, first_contact=True)}
    if region is None:
        for one in book.regions(case.company):
            every.update(book.ways_of_asking(case.company, one))
    rule = book.stated(case.company, region, "channels.request")
    if rule is not None and way == "in_person" and way in named:
        _say_in_person(rule, emitter)
        return True
    if (
        rule is None
        or way in every
        or every & _LEAVES_OPEN
        or (way == "not_post" and not every <= {"post", "paper"})
    ):
        return False
    emitter.say(
        "request.way_not_named",
        {"rule": rule.text, "way": {"key": f"request.way.{way}"}},
        kind=MessageKind.NOT_STATED,
        citations=rule.citations,
        choices=[person()],
        facts=["channels.request"],
    )
    return True


def _say_in_person(rule: Stated, emitter: Emitter) -> None:
    """Quotes that it may be brought: the search, which looks for visits, finds nothing on them."""
    emitter.say(
        "request.way_named",
        {"rule": rule.text},
        kind=MessageKind.ANSWER,
        citations=rule.citations,
        choices=[person()],
        facts=["channels.request"],
    )
