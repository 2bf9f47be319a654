"""The check of what Slack takes, at Slack's own numbers (Block Kit reference): as much passes, one more does not."""

from collections.abc import Callable
from typing import Any

import pytest

from desk.slack import limits
from desk.slack.limits import problems


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def marked(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "a", "text": plain("押す"), **more}


def actions(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "actions", "elements": list(elements)}]


def rich(leaf: dict[str, Any], kind: str = "rich_text_section") -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": [{"type": kind, "elements": [leaf]}]}]


def divider(number: int) -> dict[str, Any]:
    return {"type": "divider", "block_id": f"b{number}"}


SIZES: list[tuple[int, Callable[[int], list[dict[str, Any]]]]] = [
    (150, lambda n: [{"type": "header", "text": plain("x" * n)}]),
    (3000, lambda n: [{"type": "section", "text": marked("x" * n)}]),
    (2000, lambda n: [{"type": "section", "fields": [marked("x" * n)]}]),
    (10, lambda n: [{"type": "section", "fields": [marked("x")] * n}]),
    (10, lambda n: [{"type": "context", "elements": [marked("x")] * n}]),
    (3000, lambda n: [{"type": "context", "elements": [marked("x" * n)]}]),
    (25, lambda n: actions(*[button()] * n)),
    (75, lambda n: actions(button(text=plain("x" * n)))),
    (2000, lambda n: actions(button(value="x" * n))),
    (255, lambda n: actions(button(action_id="x" * n))),
    (3000, lambda n: actions(button(url="x" * n))),
    (255, lambda n: [{"type": "divider", "block_id": "x" * n}]),
    (50, lambda n: [divider(number) for number in range(n)]),
    (3000, lambda n: rich({"type": "text", "text": "x" * n})),
    (3000, lambda n: rich({"type": "link", "text": "x", "url": "x" * n})),
]


@pytest.mark.parametrize(("most", "made"), SIZES)
def test_as_much_as_slack_takes_passes_and_one_more_or_none_does_not(
    most: int, made: Callable[[int], list[dict[str, Any]]]
) -> None:
    assert problems(made(1)) == problems(made(most)) == []
    assert problems(made(most + 1))


@pytest.mark.parametrize(
    "made", [made for _, made in SIZES if made(0) != [{"type": "section", "fields": []}]]
)
def test_what_is_empty_does_not_pass(made: Callable[[int], list[dict[str, Any]]]) -> None:
    assert problems(made(0))


def test_a_message_may_be_as_long_as_slack_was_seen_to_take_and_no_longer() -> None:
    def message(characters: int) -> list[dict[str, Any]]:
        whole, rest = divmod(characters, 3000)
        parts = ["x" * 3000] * whole + (["x" * rest] if rest else [])
        return [{"type": "section", "text": plain(part)} for part in parts]

    assert problems(message(12_000)) == []
    assert problems(message(12_001)) == ["more than 12000 characters together"]
    assert limits.characters(message(7)) == 7


@pytest.mark.parametrize(
    "wrong",
    [
        [{"type": "header", "text": marked("x")}],
        actions(button(text=marked("x"))),
        actions({**button(), "type": "overflow"}),
        actions(button(style="green")),
        [{"type": "image"}],
        [{"type": "section"}],
        rich({"type": "user", "text": "x"}),
        rich({"type": "text", "text": "x"}, "rich_text_list"),
        [{"type": "rich_text", "elements": []}],
        [{"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": []}]}],
        [divider(1), divider(1)],
    ],
)
def test_what_is_of_another_kind_or_there_twice_does_not_pass(wrong: list[dict[str, Any]]) -> None:
    assert problems(wrong)


@pytest.mark.parametrize(
    "right",
    [
        [{"type": "section", "text": plain("x"), "fields": [plain("x")]}],
        actions(button(style="danger"), button(style="primary")),
        rich({"type": "text", "text": "x"}, "rich_text_preformatted"),
        [divider(1), divider(2), {"type": "divider"}, {"type": "divider"}],
    ],
)
def test_what_is_used_here_passes(right: list[dict[str, Any]]) -> None:
    assert problems(right) == []


def test_a_modals_title_is_cut_where_slack_would_refuse_it() -> None:
    assert limits.TITLE == 24, "Slack's reference of views: at most 24 characters"


def test_a_problem_is_told_by_its_place_and_limit_and_never_by_the_text() -> None:
    (told,) = problems([divider(1), {"type": "header", "text": plain("秘密" * 100)}])
    assert told == "block 1 (header): text must have 1 to 150 characters"
