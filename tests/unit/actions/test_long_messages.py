"""No message, however long and odd, holds the desk up: every customer waits for the one event loop of the actions."""

from collections.abc import Callable

import pytest

from actions.form.both import wants_both
from actions.words.after_all import means_us
from actions.words.agents import cannot_ask_for_themself, somebody_acts_for_writer
from actions.words.bare_words import asked_of_a_request, speaks_of_a_request
from actions.words.closings import is_obliged, says_all_is_told
from actions.words.following import asks_again
from actions.words.for_oneself import asks_for_oneself
from actions.words.homes import names_in_passing
from actions.words.listed import asked_at_the_end, listed, roughly
from actions.words.new_value import tells_new_value
from actions.words.opening import opens_a_question
from actions.words.own_dealings import tells_own_dealings, was_the_one, whence_of_no_customer
from actions.words.phrases import asks_what_then, says_parent, takes_up_again
from actions.words.proof import demands_proof
from actions.words.stale import corrects_an_age, tells_stale_data
from actions.words.theirs import asks_in_their_place, is_a_relatives, leaves_it_to_them
from actions.words.till_then import removed_then
from actions.words.way_instead import way_instead
from actions.words.why_needed import asks_why_needed
from api.schemas import MAX_TEXT

READERS: list[Callable[[str], object]] = [
    asked_at_the_end,
    asked_of_a_request,
    asks_again,
    asks_what_then,
    cannot_ask_for_themself,
    listed,
    means_us,
    roughly,
    says_parent,
    somebody_acts_for_writer,
    speaks_of_a_request,
    takes_up_again,
    wants_both,
    is_obliged,
    says_all_is_told,
    asks_for_oneself,
    names_in_passing,
    tells_new_value,
    opens_a_question,
    tells_own_dealings,
    was_the_one,
    whence_of_no_customer,
    demands_proof,
    corrects_an_age,
    tells_stale_data,
    asks_in_their_place,
    is_a_relatives,
    leaves_it_to_them,
    removed_then,
    way_instead,
    asks_why_needed,
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.timeout(30)  # the slow pattern that was found took some 20 seconds a message
def test_a_message_of_one_thing_over_and_over_is_read_at_once(read: Callable[[str], object]) -> None:
    for begin in ("", "では", "妻が私の", "no, ", "不"):
        for unit in (
            "、",
            "　",
            " ",
            "?",
            "a ",
            "no, ",
            "いや",
            "不，",
            "then ",
            "the ",
            "妻が代わりに",
            "申請",
            "1",
        ):
            read(f"{begin}{unit * (MAX_TEXT // len(unit))}☆")
