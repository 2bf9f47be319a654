"""English as people type it: questions without their mark, greetings in front."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.chat.english import asks_by_order, written_out
from desk.texts import MaskedText


@pytest.mark.parametrize(
    "text",
    [
        "do you sell my data",
        "so do the forms need a signature",
        "please do you sell my data",
        "has our data been deleted",
        "have someone accessed my data",
        "is my data safe",
        "can my husband do it for me",
        "what does he need",
        "I want to delete it. do I need papers",
        "so how long",
        "who can see my data",
        "are minors allowed",
        "can i call you",
        "what about my children",
        "isn’t there a fee",
    ],
)
def test_a_question_without_its_mark_gets_one(text: str) -> None:
    assert asks_by_order(text)
    assert written_out(MaskedText(text)) == f"{text}?"


@pytest.mark.parametrize(
    "text",
    [
        "can you delete my data",
        "could you please send it by post",
        "will you stop",
        "can I see my data",
        "ok and can i get it by email",
        "may we please delete his account",
        "do it now",
        "do my address, too",
        "have my data deleted",
        "have a nice day",
        "what i want is to delete my data",
        "when i moved i forgot to tell you",
        "where i live is Berlin",
        "what a mess",
        "how annoying",
        "i don't know what is needed",
        "delete my data",
        "yes it is",
        "do you know what, i don't care",
        "Is my data safe. I hope so",
        "please have the data erased",
        "please have a colleague call me",
        "have someone call me",
        "just do the correction",
        "do an erasure please",
        "yes do it",
        "ok, do that",
        "please do it",
        "just do it now",
        "did it already",
        "ok have a nice day",
        "please do the correction",
        "please have it corrected",
        "have someone call me back",
        "have an agent call me",
        "do an erasure of my data",
        "have our account closed",
        "What data? All of it",
    ],
)
def test_what_is_no_question_by_its_order_stays_as_it_is(text: str) -> None:
    assert written_out(MaskedText(text)) == text


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("hi there, what do you know about me?", "what do you know about me?"),
        ("Good morning. I moved. how do I change my address", "I moved. how do I change my address?"),
        ("Dear Sir or Madam,\nplease delete all my data", "please delete all my data"),
    ],
)
def test_a_greeting_in_front_of_something_is_not_what_is_heard(text: str, heard: str) -> None:
    assert written_out(MaskedText(text)) == heard


@pytest.mark.parametrize(
    "text", ["hello", "hi there", "Hello!", "hey you", "Hello, thanks bye", "Hi Tanaka here"]
)
def test_a_greeting_alone_is_one(text: str) -> None:
    assert written_out(MaskedText(text)) == text


@pytest.mark.parametrize(
    "text", ["当社は何を", "do you know ［氏名］", "開示したい", "is 東京 ok", "What's 開示"]
)
def test_another_language_stays_as_it_is(text: str) -> None:
    assert written_out(MaskedText(text)) == text


@given(st.text(max_size=200))
def test_nothing_but_a_greeting_and_a_mark_ever_changes(text: str) -> None:
    heard = written_out(MaskedText(text))
    assert heard.removesuffix("?").strip() in text
    assert written_out(heard) == heard or heard != text


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("hey so what do you guys actually have on me", "so what do you guys actually have on me?"),
        ("hello sir i want to see my data", "i want to see my data"),
        ("hi guys how do i make a request", "how do i make a request?"),
        ("hold on, what ID do you want", "hold on, what ID do you want?"),
    ],
)
def test_a_greeting_goes_without_a_comma_too(written: str, heard: str) -> None:
    assert written_out(MaskedText(written)) == heard


@pytest.mark.parametrize(
    "text",
    [
        "hey how are you doing",
        "hello is anyone there now",
        "hi i have a question",
        "hello there everyone",
        "hi mom this is me",
        "hey so cool",
        "how much you know about me is scary",
        "how often they call is ridiculous",
    ],
)
def test_a_greeting_by_itself_and_a_complaint_stay_as_they_are(text: str) -> None:
    assert written_out(MaskedText(text)).rstrip("?") == text
    assert not written_out(MaskedText(text)).startswith(("is", "how are", "i have"))


@pytest.mark.parametrize("text", ["how much you know about me is scary", "how often they call is ridiculous"])
def test_what_is_said_of_how_much_is_known_is_no_question(text: str) -> None:
    assert written_out(MaskedText(text)) == text


@pytest.mark.parametrize(
    "text", ["how much you know about me", "how much do you know about me", "how many people can see it"]
)
def test_how_much_is_known_stays_a_question_where_nothing_is_said_of_it(text: str) -> None:
    assert asks_by_order(text)


def test_a_message_of_nothing_but_line_breaks_costs_little() -> None:
    started = time.process_time()
    for _ in range(4):
        asks_by_order("\n" * 20_000)
    assert time.process_time() - started < 2
    assert asks_by_order("hi\n\n  do you sell my data")
