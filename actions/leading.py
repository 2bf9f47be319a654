"""Who takes a message up: the one place where the order stands in which its words are asked, before an action runs.

A customer's sentence comes here with the action that Rasa's rules have chosen by its intent. Some words tell by
themselves what they mean, whatever the model takes them for: the first of the `STEPS` that holds hands the message to
its action. What holds for none goes to the action that was chosen. While the form is open it hears first
(`actions.form.hearing.hear`), and nothing is led anywhere. The list is told in docs/dialogue.md; a test compares. Pure.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from actions.beside import LEAVING
from actions.case import Case, Heard
from actions.matters import by_words
from actions.outcomes import forbids_what_is_under_way, spares_of_what_is_under_way
from actions.ports import DeskBook
from actions.vocabulary import DECEASED, NO_AUTHORITY, NOT_FOR_OTHERS, REQUEST_INTENTS
from actions.words.about_data import demands_data, names_data_only, wants_to_know_what_is_held
from actions.words.about_the_desk import asks_hours, asks_number, asks_to_come, asks_where_to_send
from actions.words.after_all import given_up, meant_here, said_last
from actions.words.agents import cannot_ask_for_themself, parent_may_ask
from actions.words.another_too import also_for
from actions.words.awaiting import awaits_answer
from actions.words.bare_words import asks_how_long
from actions.words.besides_the_point import (
    asks_what_they_will_do,
    calls_a_person,
    cries_for_help,
    is_taken_aback,
    of_no_data,
    of_ones_own_days,
)
from actions.words.by_right import told_right
from actions.words.closings import closes_briefly
from actions.words.deceased import concerns_the_dead
from actions.words.following import asks_again, follow_up
from actions.words.in_full import stops_a_tool
from actions.words.in_pieces import wants_change_of_named
from actions.words.of_the_right import asks_of_the_right
from actions.words.on_answers import remark_on_answer
from actions.words.once_more import only_named_again
from actions.words.other_things import thing_of
from actions.words.other_words import asks_in_other_words, complains_outside
from actions.words.own_child import begins_as_parent
from actions.words.pausing import pauses
from actions.words.phrases import (
    asks_only_whom_to_turn_to,
    asks_what_then,
    asks_whether_it_takes_requests,
    asks_whom_to_turn_to,
    of_a_relative,
    says_yes,
    speaks_of_oneself,
    tells_wrong_data,
)
from actions.words.plainly import gives_it_up, kind_instead, wished_plainly
from actions.words.politely import asked_politely, without_thanks
from actions.words.possible import asks_if_possible
from actions.words.questions import asks_of_meanings, asks_what_it_means
from actions.words.stopping import takes_up_the_stop, wants_that_stopped
from actions.words.told_on import tells_whom_they_fear, without_the_tongue
from actions.words.wanting_nothing import only_asked, wants_nothing
from actions.words.ways import way_of_asking
from actions.words.what_becomes import asks_what_becomes
from actions.words.whose import doubt
from actions.words.worries import hurries, is_only_afraid
from desk.chat.language import asks_for_a_language, unspoken
from desk.requests.stages import Stage
from knowledge.several import asks

ANSWERS, STARTS, CONTINUES = "action_answer", "action_start_request", "action_continue"
RESPONDS, NOT_ALLOWED, MATTER = "action_respond", "action_no_authority", "action_matter"
FALLBACK, CANCELS, FOR_CLIENT = "action_fallback", "action_cancel", "action_held_for_client"
TO_STAFF, STANDS = "action_handoff", "action_status"

FOLLOWED = frozenset({STARTS, CONTINUES, RESPONDS, FALLBACK, NOT_ALLOWED, CANCELS, FOR_CLIENT, MATTER})
"""What a fragment or other words that tell by themselves are taken for."""
_BUT_STAFF = frozenset({*FOLLOWED, ANSWERS})
_EVERY = frozenset({*_BUT_STAFF, TO_STAFF})
_GUESSES = frozenset({RESPONDS, CONTINUES, FALLBACK})
"""What a question of one's request is taken for ("is it fast?" for one whether a human answers)."""
_MAY_BE_A_MATTER = frozenset({ANSWERS, CONTINUES, RESPONDS, NOT_ALLOWED, FALLBACK})
"""What a matter is taken for that the words tell by themselves; a wish in the same message goes first."""


@dataclass(frozen=True)
class Told:
    """A message on its way to `action`, and what is known where it arrives."""

    action: str
    tracker: Tracker
    case: Case
    text: str
    book: DeskBook

    @property
    def lost(self) -> bool:
        """Whether somebody asks a closed desk what to do now or whom to turn to (「じゃあ誰に言えば」)."""
        alone = asks_what_then(self.text) or asks_only_whom_to_turn_to(self.text)
        alone = alone or asks_whether_it_takes_requests(self.text)
        asks = alone or (self.action != ANSWERS and asks_whom_to_turn_to(self.text))
        return asks and self.book.closure(self.case.company) is not None


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


def nothing_open(case: Case) -> bool:
    """Whether no request is under way, offered or opened."""
    return case.request_type is None and case.stage == Stage.NONE


def _wanted_after_all(told: Told) -> bool:
    own = told.book.names().get(told.case.company, ())
    events = told.tracker.events
    return bool(given_up(told.case, told.text, events)) or meant_here(told.text, events, own) is not None


def _speaks_of_the_answer(told: Told) -> bool:
    return remark_on_answer(told.case, told.text, told.tracker.events) is not None


def _is_to_stop(told: Told) -> bool:
    """「それ止められますか」, where nothing is open that it could end."""
    open_now = told.case.stage in (Stage.OFFERED, Stage.OPENED)
    return not open_now and wants_that_stopped(told.text, told.case.question)


def _is_a_matter(told: Told) -> bool:
    return by_words(told.text, told.tracker.events) is not None


def _is_of_a_thing(told: Told) -> bool:
    return thing_of(told.case, Heard.of(told.tracker)) is not None


def _asks_behind_thanks(told: Told) -> bool:
    """「ありがとうございます。ちなみに、誰が見られますか」: what comes behind the thanks is a question."""
    heard = Heard.of(told.tracker)
    rest = without_thanks(told.text)
    return heard.intent == "thanks" and rest != told.text.strip() and asks(rest)


def _asks_without_the_tongue(told: Told) -> bool:
    """Whether what comes behind "I can not read japanese" is a question: that they cannot is why they ask."""
    return without_the_tongue(told.text) != told.text.strip()


def _speaks_beside(told: Told) -> bool:
    """Whether it is neither a question nor a wish that is whole (「は？」, "human", 「娘の分も」 where nothing has been
    asked)."""
    another = told.case.question is None and also_for(told.text) is not None
    beside = is_taken_aback(told.text) or calls_a_person(told.text) or is_only_afraid(told.text)
    # Of a leak just spoken of it is asked what happens now: that is the matter's, which would send it back here.
    calls = cries_for_help(told.text) or (asks_what_they_will_do(told.text) and not _is_a_matter(told))
    closes = closes_briefly(told.text) and Heard.of(told.tracker).intent == "thanks"
    return another or beside or calls or closes or hurries(told.text) or of_ones_own_days(told.text)


_WHAT_TO_DO = re.compile(
    r"どう(?:した|すれ|し)(?:ら|ば|て)|\bwhat (?:can|should|do) i do\b|怎么办|怎麼辦", re.IGNORECASE
)


def _is_of_the_dead(told: Told) -> bool:
    """Also where it is only asked what can be done about the data of one who has been spoken of, or whether it can."""
    dead = told.case.outcome == DECEASED
    if dead and asks_if_possible(told.text) is not None and not speaks_of_oneself(told.text):
        return True
    if told.action != ANSWERS:
        return concerns_the_dead(told.text, of_another=told.case.outcome in NOT_FOR_OTHERS)
    goes_on = dead and of_a_relative(told.text)
    return goes_on and _WHAT_TO_DO.search(told.text) is not None


def _says_data_is_wrong(told: Told) -> bool:
    """「住所も電話も違う」, where no request is being made: what the data should be is a correction's matter. Of
    somebody for whom the writer may not ask, it is none."""
    if told.action == NOT_ALLOWED and told.case.outcome in NOT_FOR_OTHERS:
        return False
    return nothing_open(told.case) and tells_wrong_data(told.text)


def _changes_what_was_named(told: Told) -> bool:
    return wants_change_of_named(told.case, Heard.of(told.tracker), told.tracker.events)


def _wants_what_is_held(told: Told) -> bool:
    return wants_to_know_what_is_held(told.text) or demands_data(told.text)


def _is_wished_plainly(told: Told) -> bool:
    return wished_plainly(told.text) is not None and Heard.of(told.tracker).intent in REQUEST_INTENTS


def _has_heard_of_leaving(told: Told) -> bool:
    return any(one.utterance.startswith(LEAVING) for one in said_last(told.tracker.events))


def _is_looked_up(told: Told) -> bool:
    """Whether the words tell by themselves that `action_answer` knows what to do with them."""
    case, text, book = told.case, told.text, told.book
    return (
        asks_hours(text)
        or complains_outside(text) is not None
        or (told.action in _GUESSES and asks_how_long(text) is not None)
        or cannot_ask_for_themself(text)
        or parent_may_ask(text)
        or asks_what_it_means(text)
        or names_data_only(text)
        or (of_no_data(text) and not _has_heard_of_leaving(told))
        or asked_politely(text) is not None
        or (told.action != STARTS and (asks_in_other_words(text) or asks_if_possible(text) is not None))
        or stops_a_tool(text) is not None
        or doubt(case, text, book) is not None
        or way_of_asking(text) is not None
        or asks_of_meanings(text)
        or asks_of_the_right(text)
        or (asks_again(text) and bool(said_last(told.tracker.events)))
        or follow_up(case, text, book) is not None
    )


def _in_another_language(told: Told) -> bool:
    """Whether no language of the desk's is written. A place in any language answers where that was asked."""
    answers = told.case.region_wanted and Heard.of(told.tracker).values.get("region")
    return not answers and (unspoken(told.text) or asks_for_a_language(told.text))


STEPS = (
    Step(
        "it is surely written in a language that the desk does not speak, or asks which it speaks",
        RESPONDS,
        _EVERY,
        _in_another_language,
    ),
    Step(
        "somebody stops for a while, or asks somebody of their own first",
        RESPONDS,
        _EVERY,
        lambda told: pauses(told.text),
    ),
    Step(
        "a request that was given up, or set aside as another company's, is wanted after all",
        CONTINUES,
        _BUT_STAFF,
        _wanted_after_all,
    ),
    Step(
        "somebody asks a closed desk what to do, or whom to turn to",
        RESPONDS,
        frozenset({*_EVERY, STANDS}),
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
        "it asks whether one has to come in person, and sounds like a call for a person",
        ANSWERS,
        frozenset({TO_STAFF}),
        lambda told: asks_to_come(told.text),
    ),
    Step(
        "somebody says that no answer has come",
        STANDS,
        _BUT_STAFF,
        lambda told: awaits_answer(told.text),
    ),
    Step("something is said of the answer itself", RESPONDS, _BUT_STAFF, _speaks_of_the_answer),
    Step(
        "what has just been asked about is to stop, and nothing is open",
        CANCELS,
        _GUESSES,
        _is_to_stop,
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
        frozenset({*_MAY_BE_A_MATTER, STANDS}),
        _is_a_matter,
    ),
    Step("it is about this chat or the policy's text", RESPONDS, _BUT_STAFF, _is_of_a_thing),
    Step(
        "nothing whole is said: a call for a person or help, a huh, a fear, haste, a brief close, that work or school "
        "is hard, or for whom else, at first",
        RESPONDS,
        _BUT_STAFF,
        _speaks_beside,
    ),
    Step(
        "right after a fear it is told who the other is",
        RESPONDS,
        _BUT_STAFF,
        lambda told: tells_whom_they_fear(told.text, told.tracker.events),
    ),
    Step(
        "no request is wanted, one only asked, and nothing is open",
        RESPONDS,
        _BUT_STAFF,
        lambda told: nothing_open(told.case) and only_asked(told.text),
    ),
    Step("it is about somebody who has died", NOT_ALLOWED, _BUT_STAFF, _is_of_the_dead),
    Step(
        "advertisements are to stop, and a request for that has just been offered",
        CONTINUES,
        _BUT_STAFF,
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
        frozenset({*_GUESSES, ANSWERS, STANDS}),
        _is_wished_plainly,
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
        frozenset({*_GUESSES, NOT_ALLOWED}),
        lambda told: told.case.outcome == NO_AUTHORITY and begins_as_parent(told.text),
    ),
    Step(
        "of a request whose form is open, another kind of data is meant",
        CONTINUES,
        _BUT_STAFF,
        lambda told: told.case.stage == Stage.OFFERED and kind_instead(told.text) is not None,
    ),
    Step(
        "of a removal whose form is out, or which has been taken up, some data or all of it is to stay",
        STARTS,
        _EVERY,
        lambda told: (
            spares_of_what_is_under_way(told.case, told.text)
            or forbids_what_is_under_way(told.case, told.text)
        ),
    ),
    Step("it is a bare yes", CONTINUES, _BUT_STAFF, lambda told: says_yes(told.text)),
    Step(
        "the request that has been taken up is named again, and another one declined",
        STARTS,
        _GUESSES,
        lambda told: only_named_again(told.case, Heard.of(told.tracker)),
    ),
    Step("data is wrong, and nothing is open", CONTINUES, _MAY_BE_A_MATTER, _says_data_is_wrong),
    Step(
        "data that was named just before is to be changed",
        CONTINUES,
        _MAY_BE_A_MATTER,
        _changes_what_was_named,
    ),
    Step("somebody wants what is held of them", STARTS, _BUT_STAFF, _wants_what_is_held),
    Step("a question stands behind thanks", ANSWERS, frozenset({RESPONDS}), _asks_behind_thanks),
    Step(
        "a question stands behind the words that one cannot read Japanese",
        ANSWERS,
        frozenset({RESPONDS, FALLBACK, CONTINUES}),
        _asks_without_the_tongue,
    ),
    Step(
        "it asks for the hours, how long, how often or whether one may ask, whose desk, a way, a tool, a guardian, "
        "in business style, once more, or goes on",
        ANSWERS,
        FOLLOWED,
        _is_looked_up,
    ),
)
"""In this order; the first that holds decides."""


def led_to(action: str, call: Mapping[str, Any], book: DeskBook) -> str | None:
    """The action that takes a message up instead of this one; None: this one does."""
    if action not in (*_EVERY, STANDS) or not call.get("tracker") or not call.get("domain"):
        return None
    tracker = Tracker.from_dict(call["tracker"])
    text = str(tracker.latest_message.get("text") or "")
    # A form hears first, and asks on by itself.
    if text.startswith("/") or tracker.active_loop.get("name"):
        return None
    told = Told(action, tracker, Case.of(tracker), text, book)
    found = next((one.to for one in STEPS if action in one.of and one.holds(told)), action)
    return found if found != action else None
