"""Domain, rules and examples fit together: no intent without a rule, in the form or outside it."""

from pathlib import Path
from typing import Any

import pytest

from actions.form.hearing import ASIDES, ENDING, QUESTIONS
from actions.vocabulary import REQUEST_INTENTS
from knowledge.yaml_reading import read_yaml

BOT = Path(__file__).parents[3] / "bot"
TO_THE_FORM = {*REQUEST_INTENTS, "inform", "affirm", "deny", "proceed", "go_back", "change_answer"}
"""What the form takes up itself while it is open."""


def load(name: str) -> Any:
    return read_yaml((BOT / name).read_text(encoding="utf-8"))


def intents() -> set[str]:
    return {next(iter(item)) for item in load("domain/intents.yml")["intents"]}


def in_rules(name: str) -> list[str]:
    found = []
    for rule in load(f"data/rules/{name}.yml")["rules"]:
        for step in rule["steps"]:
            found += [step["intent"]] if "intent" in step else [item["intent"] for item in step.get("or", [])]
    return found


def test_outside_the_form_every_intent_has_one_rule() -> None:
    assert sorted(in_rules("outside")) == sorted(intents())


def test_inside_the_form_every_intent_that_is_handed_back_has_one_rule() -> None:
    handed_back = ASIDES | ENDING | QUESTIONS
    assert sorted(in_rules("inside")) == sorted(handed_back)
    assert handed_back | TO_THE_FORM == intents()


def test_rules_name_only_actions_of_the_domain() -> None:
    known = {*load("domain/domain.yml")["actions"], "request_form", "action_deactivate_loop"}
    used = {
        step["action"]
        for name in ("inside", "outside")
        for rule in load(f"data/rules/{name}.yml")["rules"]
        for step in rule["steps"]
        if "action" in step
    }
    assert used - known == set()


@pytest.mark.skipif(not any((BOT / "data/nlu").rglob("*.yml")), reason="no examples here")
def test_the_examples_teach_every_intent_but_the_gateway_s_own() -> None:
    taught = {
        block["intent"]
        for path in (BOT / "data/nlu").rglob("*.yml")
        for block in read_yaml(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in block
    }
    assert intents() - taught == {"more", "nlu_fallback"}
    assert taught - intents() == set()


def test_no_slot_can_be_filled_by_a_stray_entity() -> None:
    mappings = [slot["mappings"] for slot in load("domain/domain.yml")["slots"].values()]
    assert all(mapping == [{"type": "custom"}] for mapping in mappings)
