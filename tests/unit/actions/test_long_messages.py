"""No message, however long and odd, holds the desk up: every customer waits for the one event loop of the actions."""

from collections.abc import Callable

import pytest

from actions.words.after_all import means_us
from actions.words.agents import cannot_ask_for_themself, somebody_acts_for_writer
from actions.words.bare_words import asked_of_a_request, speaks_of_a_request
from actions.words.following import asks_again
from actions.words.listed import asked_at_the_end, listed, roughly
from actions.words.phrases import asks_what_then, says_parent, takes_up_again
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
