"""Who takes a message up: the one place where the order stands in which its words are asked, before an action runs.

A customer's sentence comes here with the action that Rasa's rules have chosen by its intent. Some words tell by
themselves what they mean, whatever the model takes them for: the first of the `STEPS` that holds hands the message to
its action. What holds for none goes to the action that was chosen. While the form is open it hears first
(`actions.form.hearing.hear`), and nothing is led anywhere. The list is told in docs/dialogue.md; a test compares. Pure.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from actions.case import Case, Heard
from actions.led_by import (
    ANSWERS,
    BUT_STAFF,
    CANCELS,
    CONTINUES,
    EVERY,
    FALLBACK,
    FOLLOWED,
    FOR_CLIENT,
    GUESSES,
    MATTER,
    MAY_BE_A_MATTER,
    NOT_ALLOWED,
    RESPONDS,
    STANDS,
    STARTS,
    TO_STAFF,
    Told,
    asks_behind_thanks,
    asks_without_the_tongue,
    changes_what_was_named,
    in_another_language,
    is_a_matter,
    is_looked_up,
    is_of_a_thing,
    is_of_the_dead,
    is_to_stop,
    is_wished_on_advice,
    is_wished_plainly,
    nothing_open,
    says_data_is_wrong,
    speaks_beside,
    speaks_of_the_answer,
    tells_of_themself,
    wanted_after_all,
    wants_what_is_held,
)
from actions.outcomes import forbids_what_is_under_way, spares_of_what_is_under_way
from actions.ports import DeskBook
from actions.vocabulary import COMPLAINT, NO_AUTHORITY, REQUEST_INTENTS
from actions.words.about_the_desk import (
    asks_hours,
    asks_number,
    asks_only_number,
    asks_to_come,
    asks_where_to_send,
)
from actions.words.awaiting import awaits_answer
from actions.words.by_right import told_right
from actions.words.once_more import only_named_again
from actions.words.opening import opens_a_question
from actions.words.other_words import asks_in_other_words
from actions.words.own_child import begins_as_parent
from actions.words.pausing import pauses
from actions.words.phrases import (
    says_yes,
)
from actions.words.plainly import OF_NO_BUSINESS, gives_it_up, kind_instead
from actions.words.proof import demands_proof
from actions.words.stale import tells_stale_data
from actions.words.stopping import takes_up_the_stop
from actions.words.theirs import asks_in_their_place
from actions.words.told_on import tells_whom_they_fear
from actions.words.wanting_nothing import only_asked, wants_nothing
from actions.words.what_becomes import asks_what_becomes
from actions.words.wishes import wishes
from desk.requests.stages import Stage


@dataclass(frozen=True)
class Step:
    """One question to the words.

    Attributes:
        what: what holds, as docs/dialogue.md tells it.
        to: the action that takes the message up then.
        of: the actions from which it is taken.
        holds: whether it does.
    """

    what: str
    to: str
    of: frozenset[str]
    holds: Callable[[Told], bool]


STEPS = (
    Step(
        "it is surely written in a language that the desk does not speak, or asks which it speaks",
        RESPONDS,
        EVERY,
        in_another_language,
    ),
    Step(
        "somebody stops for a while, or asks somebody of their own first",
        RESPONDS,
        EVERY,
        lambda told: pauses(told.text),
    ),
    Step(
        "a request that was given up, or set aside as another company's, is wanted after all",
        CONTINUES,
        BUT_STAFF,
        wanted_after_all,
    ),
    Step(
        "somebody asks a closed desk what to do, or whom to turn to",
        RESPONDS,
        frozenset({*EVERY, STANDS}),
        lambda told: told.lost,
    ),
    Step(
        "it asks whether the desk is open, whom to ring, where to send or who may ask, and sounds like a request's "
        "standing",
        ANSWERS,
        frozenset({STANDS}),
        lambda told: (
            asks_hours(told.text)
            or asks_number(told.text)
            or asks_where_to_send(told.text)
            or asks_in_other_words(told.text)
        ),
    ),
    Step(
        "it asks whether one has to come in person, or for the desk's number, and sounds like a call for a person",
        ANSWERS,
        frozenset({TO_STAFF}),
        lambda told: asks_to_come(told.text) or asks_only_number(told.text),
    ),
    Step(
        "somebody says that no answer has come",
        STANDS,
        BUT_STAFF,
        lambda told: awaits_answer(told.text),
    ),
    Step("something is said of the answer itself", RESPONDS, BUT_STAFF, speaks_of_the_answer),
    Step(
        "what has just been asked about is to stop, and nothing is open",
        CANCELS,
        GUESSES,
        is_to_stop,
    ),
    Step(
        "it asks what becomes of what was done before an end",
        ANSWERS,
        frozenset({CANCELS, CONTINUES, FALLBACK}),
        lambda told: asks_what_becomes(told.text),
    ),
    Step(
        "it is a matter that the words tell by themselves",
        MATTER,
        frozenset({*MAY_BE_A_MATTER, STANDS}),
        is_a_matter,
    ),
    Step("it is about this chat or the policy's text", RESPONDS, BUT_STAFF, is_of_a_thing),
    Step(
        "nothing whole is said: a call for a person or help, a huh, a fear, haste, a brief close, that work or school "
        "is hard, or for whom else, at first",
        RESPONDS,
        BUT_STAFF,
        speaks_beside,
    ),
    Step(
        "right after a fear it is told who the other is",
        RESPONDS,
        BUT_STAFF,
        lambda told: tells_whom_they_fear(told.text, told.tracker.events),
    ),
    Step(
        "no request is wanted, one only asked, and nothing is open",
        RESPONDS,
        BUT_STAFF,
        lambda told: nothing_open(told.case) and only_asked(told.text),
    ),
    Step("it is about somebody who has died", NOT_ALLOWED, BUT_STAFF, is_of_the_dead),
    Step(
        "advertisements are to stop, and a request for that has just been offered",
        CONTINUES,
        BUT_STAFF,
        lambda told: takes_up_the_stop(told.case, told.text, told.tracker.events),
    ),
    Step(
        "nothing is to come of it, and nothing else is said",
        CANCELS,
        FOLLOWED,
        lambda told: (
            gives_it_up(told.text) or (told.case.stage == Stage.OFFERED and wants_nothing(told.text))
        ),
    ),
    Step(
        "a request is wanted in so many words, and something else was heard",
        STARTS,
        frozenset({*GUESSES, ANSWERS, STANDS}),
        is_wished_plainly,
    ),
    Step(
        "somebody has advised the writer to make a request",
        STARTS,
        frozenset({*GUESSES, ANSWERS, STANDS, MATTER, NOT_ALLOWED}),
        is_wished_on_advice,
    ),
    Step(
        "somebody who may ask for another wants a request, and nothing was heard",
        STARTS,
        frozenset({FALLBACK}),
        lambda told: told_right(told.text) is not None and Heard.of(told.tracker).intent in REQUEST_INTENTS,
    ),
    Step(
        "who has been told that they may not ask says that they are the parent",
        CONTINUES,
        frozenset({*GUESSES, NOT_ALLOWED}),
        lambda told: told.case.outcome == NO_AUTHORITY and begins_as_parent(told.text),
    ),
    Step(
        "who has been told that they may not ask says that they ask in the other's place",
        CONTINUES,
        frozenset({FALLBACK}),
        lambda told: told.case.outcome == NO_AUTHORITY and asks_in_their_place(told.text),
    ),
    Step(
        "of a request whose form is open, another kind of data is meant",
        CONTINUES,
        BUT_STAFF,
        lambda told: told.case.stage == Stage.OFFERED and kind_instead(told.text) is not None,
    ),
    Step(
        "of a removal whose form is out, or which has been taken up, some data or all of it is to stay",
        STARTS,
        EVERY,
        lambda told: (
            spares_of_what_is_under_way(told.case, told.text)
            or forbids_what_is_under_way(told.case, told.text)
        ),
    ),
    Step("it is a bare yes", CONTINUES, BUT_STAFF, lambda told: says_yes(told.text)),
    Step(
        "the request that has been taken up is named again, and another one declined",
        STARTS,
        GUESSES,
        lambda told: only_named_again(told.case, Heard.of(told.tracker)),
    ),
    Step(
        "it is only said that there is something to ask",
        CONTINUES,
        frozenset({RESPONDS, FALLBACK}),
        lambda told: (
            opens_a_question(told.text)
            and Heard.of(told.tracker).intent in OF_NO_BUSINESS
            and told.book.closure(told.case.company) is None
        ),
    ),
    Step(
        "a proof is demanded, and nothing else",
        RESPONDS,
        frozenset({CONTINUES, FALLBACK, STARTS}),
        lambda told: demands_proof(told.text) and Heard.of(told.tracker).intent == COMPLAINT,
    ),
    Step(
        "somebody tells their own dealings with the company, and a wish",
        STARTS,
        frozenset({FOR_CLIENT, RESPONDS, FALLBACK}),
        lambda told: tells_of_themself(told) and bool(wishes(Heard.of(told.tracker)).requests),
    ),
    Step(
        "somebody tells their own dealings with the company, and nothing else",
        CONTINUES,
        frozenset({FOR_CLIENT, RESPONDS, FALLBACK}),
        tells_of_themself,
    ),
    Step("data is wrong, and nothing is open", CONTINUES, MAY_BE_A_MATTER, says_data_is_wrong),
    Step(
        "data is out of date, and sounds like a matter",
        CONTINUES,
        frozenset({MATTER}),
        lambda told: nothing_open(told.case) and tells_stale_data(told.text),
    ),
    Step(
        "data that was named just before is to be changed",
        CONTINUES,
        MAY_BE_A_MATTER,
        changes_what_was_named,
    ),
    Step("somebody wants what is held of them", STARTS, BUT_STAFF, wants_what_is_held),
    Step("a question stands behind thanks", ANSWERS, frozenset({RESPONDS}), asks_behind_thanks),
    Step(
        "a question stands behind the words that one cannot read Japanese",
        ANSWERS,
        frozenset({RESPONDS, FALLBACK, CONTINUES}),
        asks_without_the_tongue,
    ),
    Step(
        "it asks for the hours, how long, how often or whether one may ask, whose desk, a way, a tool, a guardian, "
        "in business style, once more, or goes on",
        ANSWERS,
        FOLLOWED,
        is_looked_up,
    ),
)
"""In this order; the first that holds decides."""


def led_to(action: str, call: Mapping[str, Any], book: DeskBook) -> str | None:
    """The action that takes a message up instead of this one; None: this one does."""
    if action not in (*EVERY, STANDS) or not call.get("tracker") or not call.get("domain"):
        return None
    tracker = Tracker.from_dict(call["tracker"])
    text = str(tracker.latest_message.get("text") or "")
    # A form hears first, and asks on by itself.
    if text.startswith("/") or tracker.active_loop.get("name"):
        return None
    told = Told(action, tracker, Case.of(tracker), text, book)
    found = next((one.to for one in STEPS if action in one.of and one.holds(told)), action)
    return found if found != action else None
