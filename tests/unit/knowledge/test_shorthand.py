"""English in a hurry is looked up as what it stands for."""

import pytest

from knowledge.shorthand import written_out


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("what docs do u need", "what documents do you need"),
        ("pls delete my info", "please delete my information"),
        ("whats ur addr", "whats your address"),
    ],
)
def test_short_forms_are_written_out(typed: str, meant: str) -> None:
    assert written_out(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "docs",
        "Google Docs",
        "docs.google.com is blocked",
        "mail u@example.com now",
        "documents and hours",
        "R&D contact",
        "Uの書類 docs",
        "手数料 info",
        "A-U zone",
        "",
    ],
)
def test_names_addresses_and_other_languages_stay(typed: str) -> None:
    assert written_out(typed) == typed


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["u ", "docs ", "a", "/", "."])
def test_a_long_question_is_read_at_once(letters: str) -> None:
    written_out(letters * 20_000)
