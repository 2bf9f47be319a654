"""What is asked of a message's words before an action runs: whether they tell by themselves who takes it up.

Each question has a message that was told (`Told`), and is one of the `STEPS` of actions.leading. Pure.
"""

import re
from dataclasses import dataclass

from rasa_sdk import Tracker

from actions.beside import LEAVING
from actions.case import Case, Heard
from actions.matters import by_words
from actions.ports import DeskBook
from actions.vocabulary import DECEASED, NOT_FOR_OTHERS, REQUEST_INTENTS
from actions.words.about_data import demands_data, names_data_only, wants_to_know_what_is_held
from actions.words.about_the_desk import asks_hours, asks_number
from actions.words.after_all import given_up, meant_here, said_last
from actions.words.agents import cannot_ask_for_themself, parent_may_ask
from actions.words.another_too import also_for
from actions.words.bare_words import asks_how_long
from actions.words.besides_the_point import (
    asks_what_they_will_do,
    calls_a_person,
    cries_for_help,
    is_taken_aback,
    of_no_data,
    of_ones_own_days,
)
from actions.words.closings import closes_briefly
from actions.words.deceased import concerns_the_dead
from actions.words.following import asks_again, follow_up
from actions.words.heirs import speaks_of_heirs
from actions.words.in_full import stops_a_tool
from actions.words.in_pieces import wants_change_of_named
from actions.words.of_the_right import asks_of_the_right
from actions.words.on_advice import wished_on_advice
from actions.words.on_answers import remark_on_answer
from actions.words.once_more import asked_after
from actions.words.other_things import thing_of
from actions.words.other_words import asks_in_other_words, complains_outside
from actions.words.own_dealings import tells_own_dealings, was_the_one, whence_of_no_customer
from actions.words.phrases import (
    asks_only_whom_to_turn_to,
    asks_what_then,
    asks_whether_it_takes_requests,
    asks_whom_to_turn_to,
    of_a_relative,
    speaks_of_oneself,
    tells_wrong_data,
)
from actions.words.plainly import wished_plainly
from actions.words.politely import asked_politely, without_thanks
from actions.words.possible import asks_if_possible
from actions.words.questions import asks_of_meanings, asks_what_it_means
from actions.words.stopping import wants_that_stopped
from actions.words.told_on import without_the_tongue
from actions.words.ways import way_of_asking
from actions.words.whose import doubt
from actions.words.why_needed import asks_why_needed
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
BUT_STAFF = frozenset({*FOLLOWED, ANSWERS})
EVERY = frozenset({*BUT_STAFF, TO_STAFF})
GUESSES = frozenset({RESPONDS, CONTINUES, FALLBACK})
"""What a question of one's request is taken for ("is it fast?" for one whether a human answers)."""
MAY_BE_A_MATTER = frozenset({ANSWERS, CONTINUES, RESPONDS, NOT_ALLOWED, FALLBACK})
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


def nothing_open(case: Case) -> bool:
    """Whether no request is under way, offered or opened."""
    return case.request_type is None and case.stage == Stage.NONE


def wanted_after_all(told: Told) -> bool:
    """Whether what was given up, or set aside as another company's, is wanted after all."""
    own = told.book.names().get(told.case.company, ())
    events = told.tracker.events
    return bool(given_up(told.case, told.text, events)) or meant_here(told.text, events, own) is not None


def speaks_of_the_answer(told: Told) -> bool:
    """Whether something is said of the answer itself (actions.words.on_answers)."""
    return remark_on_answer(told.case, told.text, told.tracker.events) is not None


def is_to_stop(told: Told) -> bool:
    """「それ止められますか」, where nothing is open that it could end."""
    open_now = told.case.stage in (Stage.OFFERED, Stage.OPENED)
    return not open_now and wants_that_stopped(told.text, told.case.question)


def is_a_matter(told: Told) -> bool:
    """Whether it is a matter that the words tell by themselves (actions.matters)."""
    return by_words(told.text, told.tracker.events) is not None


def is_of_a_thing(told: Told) -> bool:
    """Whether it is about this chat or the policy's text."""
    return thing_of(told.case, Heard.of(told.tracker)) is not None


def asks_behind_thanks(told: Told) -> bool:
    """「ありがとうございます。ちなみに、誰が見られますか」: what comes behind the thanks is a question."""
    heard = Heard.of(told.tracker)
    rest = without_thanks(told.text)
    return heard.intent == "thanks" and rest != told.text.strip() and asks(rest)


def asks_without_the_tongue(told: Told) -> bool:
    """Whether what comes behind "I can not read japanese" is a question: that they cannot is why they ask."""
    return without_the_tongue(told.text) != told.text.strip()


def speaks_beside(told: Told) -> bool:
    """Whether it is neither a question nor a wish that is whole (「は？」, "human", 「娘の分も」 where nothing has been
    asked)."""
    another = told.case.question is None and also_for(told.text) is not None
    beside = is_taken_aback(told.text) or calls_a_person(told.text) or is_only_afraid(told.text)
    # Of a leak just spoken of it is asked what happens now: that is the matter's, which would send it back here.
    calls = cries_for_help(told.text) or (asks_what_they_will_do(told.text) and not is_a_matter(told))
    closes = closes_briefly(told.text) and Heard.of(told.tracker).intent == "thanks"
    return another or beside or calls or closes or hurries(told.text) or of_ones_own_days(told.text)


_WHAT_TO_DO = re.compile(
    r"どう(?:した|すれ|し)(?:ら|ば|て)|\bwhat (?:can|should|do) i do\b|怎么办|怎麼辦", re.IGNORECASE
)


def is_of_the_dead(told: Told) -> bool:
    """Also where it is only asked what can be done about the data of one who has been spoken of, or whether it can."""
    dead = told.case.outcome == DECEASED
    if dead and asks_if_possible(told.text) is not None and not speaks_of_oneself(told.text):
        return True
    if dead and speaks_of_heirs(told.text):
        return True
    of_them = dead and of_a_relative(told.text)
    if told.action == RESPONDS and of_them and Heard.of(told.tracker).intent == "this_chat":
        return True  # 「父の口座番号がそちらに残ってるのが心配で」: of no chat
    if told.action != ANSWERS:
        return concerns_the_dead(told.text, of_another=told.case.outcome in NOT_FOR_OTHERS)
    return of_them and _WHAT_TO_DO.search(told.text) is not None


def says_data_is_wrong(told: Told) -> bool:
    """「住所も電話も違う」, where no request is being made: what the data should be is a correction's matter. Of
    somebody for whom the writer may not ask, it is none."""
    if told.action == NOT_ALLOWED and told.case.outcome in NOT_FOR_OTHERS:
        return False
    return nothing_open(told.case) and tells_wrong_data(told.text)


def changes_what_was_named(told: Told) -> bool:
    """Whether data that was named just before is to be changed."""
    return wants_change_of_named(told.case, Heard.of(told.tracker), told.tracker.events)


def wants_what_is_held(told: Told) -> bool:
    """Whether somebody wants what is held of them."""
    return wants_to_know_what_is_held(told.text) or demands_data(told.text)


def is_wished_plainly(told: Told) -> bool:
    """Whether a request is wanted in so many words, and one was heard."""
    return wished_plainly(told.text) is not None and Heard.of(told.tracker).intent in REQUEST_INTENTS


def is_wished_on_advice(told: Told) -> bool:
    """Whether a request is wanted because somebody has advised it (「弁護士に開示請求しなさいと言われた」)."""
    return wished_on_advice(told.text) is not None and Heard.of(told.tracker).intent in REQUEST_INTENTS


def tells_of_themself(told: Told) -> bool:
    """「御社で働いていました」, taken for a client's data or for none of the desk's business."""
    own = tells_own_dealings(told.text) or was_the_one(told.text)
    return own and Heard.of(told.tracker).intent == "inform"


def has_heard_of_leaving(told: Told) -> bool:
    """Whether the desk has just spoken of leaving a service."""
    return any(one.utterance.startswith(LEAVING) for one in said_last(told.tracker.events))


def is_looked_up(told: Told) -> bool:
    """Whether the words tell by themselves that `action_answer` knows what to do with them."""
    case, text, book = told.case, told.text, told.book
    return (
        asks_hours(text)
        or (told.action == FALLBACK and asked_after(text) is not None and asks_number(text))
        or complains_outside(text) is not None
        or (told.action in GUESSES and asks_how_long(text) is not None)
        or cannot_ask_for_themself(text)
        or parent_may_ask(text)
        or asks_what_it_means(text)
        or names_data_only(text)
        or (of_no_data(text) and not has_heard_of_leaving(told))
        or asked_politely(text) is not None
        or (told.action != STARTS and (asks_in_other_words(text) or asks_if_possible(text) is not None))
        or stops_a_tool(text) is not None
        or (
            asks_why_needed(text) is not None and not case.region_wanted
        )  # where they live is asked for a reason
        or doubt(case, text, book) is not None
        or way_of_asking(text) is not None
        or asks_of_meanings(text)
        or asks_of_the_right(text)
        or (told.action == FOR_CLIENT and whence_of_no_customer(text))
        or (asks_again(text) and bool(said_last(told.tracker.events)))
        or follow_up(case, text, book) is not None
    )


def in_another_language(told: Told) -> bool:
    """Whether no language of the desk's is written. A place in any language answers where that was asked."""
    answers = told.case.region_wanted and Heard.of(told.tracker).values.get("region")
    return not answers and (unspoken(told.text) or asks_for_a_language(told.text))
