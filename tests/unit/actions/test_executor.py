"""The action server: Rasa's protocol, the domain's list of actions, nothing of the customer's in errors."""

import ast
import asyncio
import logging
from pathlib import Path
from typing import get_args

import pytest

from actions.choices import CHANGE_TARGETS
from actions.executor import build_server
from actions.ports import Question
from actions.talk import SPOKEN_TO
from actions.vocabulary import REMOVALS
from desk.wording import flat, has, parameters
from knowledge.facts.keys import SHAPES, Charged, Check, FormSource
from knowledge.vocabulary import RequestType
from knowledge.yaml_reading import read_yaml
from tests.unit.actions.fakes import Answers, Book, Hours, Talk

ROOT = Path(__file__).parents[3]


def test_the_domain_lists_exactly_the_actions_there_are() -> None:
    domain = read_yaml((ROOT / "bot/domain/domain.yml").read_text(encoding="utf-8"))
    server = build_server(book=Book(), answers=Answers(), hours=Hours())
    assert sorted(domain["actions"]) == server.names


def test_an_unknown_action_is_404_and_a_missing_domain_449() -> None:
    server = build_server(book=Book(), answers=Answers(), hours=Hours())
    assert asyncio.run(server.run({"next_action": "action_none", "tracker": {}}))[0] == 404
    assert asyncio.run(server.run({"next_action": "action_cancel", "tracker": {}}))[0] == 449


def test_an_error_of_ours_names_the_action_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Answers):
        def answer(self, asked: Question) -> None:  # type: ignore[override]
            raise RuntimeError(asked.text)

    talk = Talk(Broken())
    with caplog.at_level(logging.INFO), pytest.raises(AssertionError, match="the action failed") as caught:
        talk.run("action_answer", "ask_question", text="山田花子の秘密")
    assert "山田花子" not in caplog.text + str(caught.value)
    assert "action_answer" in caplog.text


def _literal_keys() -> set[str]:
    """Every string in actions/ that looks like a wording key."""
    prefixes = {key.split(".")[0] for key in flat("ja")}
    found = set()
    for path in sorted((ROOT / "actions").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        parts = {
            id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
        }
        for node in ast.walk(tree):
            if id(node) in parts:
                continue  # a piece of a key that is put together; see the next test
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                head, dot, tail = node.value.partition(".")
                if dot and head in prefixes and tail.replace("_", "").replace(".", "").isalnum():
                    found.add(node.value)
    return found - set(SHAPES)  # keys of desk facts look alike


PUT_TOGETHER = [
    *(f"facts.fee_{value}" for value in get_args(Charged)),
    *(f"facts.fee_{value}_amount" for value in get_args(Charged) if value != "no"),
    *(
        f"facts.form_{value}{phone}"
        for value in get_args(FormSource)
        for phone in ("", "_phone")
        if value != "download" or not phone
    ),
    *(f"facts.{kind}_{value}" for kind in ("identity", "authority") for value in get_args(Check)),
    *(f"request.one_per_form_{value}" for value in ("people", "companies")),
    *(
        f"summary.{name}{end}"
        for name in ("form", "papers", "fee", "send_to", "reply_time")
        for end in ("", "_not_stated")
    ),
    *(
        f"summary.{name}"
        for name in (
            "request_type",
            "region",
            "requester",
            "subject",
            "reply_method",
            "get_form",
            "papers_open",
            "papers_unlisted",
            "identity",
            "authority",
        )
    ),
    *(f"meaning.{word}" for word in REMOVALS),
    *(f"choices.change_{slot}" for slot in CHANGE_TARGETS),
    *(f"choices.next_{word}" for word in RequestType),
]


@pytest.mark.parametrize("key", PUT_TOGETHER)
def test_every_key_that_is_put_together_exists_in_both_languages(key: str) -> None:
    assert has(key, "ja")
    assert has(key, "en")


@pytest.mark.slow
def test_every_key_that_actions_name_exists_in_both_languages() -> None:
    keys = _literal_keys() | {key for key, _, _ in SPOKEN_TO.values()}
    assert len(keys) > 50
    assert {key for key in keys for locale in ("ja", "en") if key not in flat(locale)} == set()


@pytest.mark.parametrize("key", sorted(key for key, _, _ in SPOKEN_TO.values()))
def test_what_is_said_without_parameters_wants_none(key: str) -> None:
    assert parameters(key) == frozenset()
