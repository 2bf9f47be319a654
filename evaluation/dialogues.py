"""Holds the evaluation dialogues with the running system, as tests/eval/README.md prescribes."""

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from evaluation.client import Conversation, Desk

AT_ONCE = {"change_mind", "cancel", "correct_slot", "interrupt_with_question", "bad_input"}
"""Goals whose second turn is said at once, even if the bot asks for a fact."""

FACT_OF = {
    "region": "address",
    "requester": "relation",
    "subject": "what_data",
    "reply_method": "reply_method",
}
MAX_STEPS = 40
UNKNOWN = {"ja": "分かりません。", "en": "I don't know."}


@dataclass
class Outcome:
    """How one dialogue went."""

    id: str
    company: str
    goal: str
    finished: bool
    problems: list[str]
    transcript: list[tuple[str, str]] = field(default_factory=list)
    """Who said what, up to the end."""
    cited: list[str] = field(default_factory=list)
    """Addresses of the clauses that were shown, in order."""

    @property
    def as_expected(self) -> bool:
        """Ran to its end, and everything expected holds."""
        return self.finished and not self.problems


def squeeze(text: str) -> str:
    """The form in which facts are compared: NFKC, no white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def load(path: Path) -> list[dict[str, Any]]:
    """The dialogues of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def run(desk: Desk, dialogue: dict[str, Any]) -> Outcome:
    """Hold one dialogue and compare its end with what is expected."""
    conversation = desk.open(dialogue["company"], locale="ja")
    receipts: list[str] = []
    handed_over = False
    cancelled = False
    turns = list(dialogue["turns"])
    finished = False
    problems: list[str] = []
    try:
        conversation.say(turns.pop(0))
        if dialogue["goal"] in AT_ONCE:
            conversation.say(turns.pop(0))
        for _ in range(MAX_STEPS):
            handed_over = handed_over or conversation.owner in ("waiting", "staff")
            if conversation.expects and not handed_over:
                _answer(conversation, dialogue, cancelled, receipts)
            elif turns:
                if dialogue["goal"] == "cancel" and len(turns) == 1:
                    cancelled = True
                conversation.say(turns.pop(0))
            else:
                finished = True
                break
        if not finished:
            problems.append("did not come to an end")
    except httpx.HTTPError as exc:
        problems.append(f"{type(exc).__name__}: {exc}"[:200])
    handed_over = handed_over or conversation.owner in ("waiting", "staff")
    problems += _compare(desk, dialogue, conversation, receipts, handed_over)
    return Outcome(
        dialogue["id"],
        dialogue["company"],
        dialogue["goal"],
        finished,
        problems,
        list(conversation.transcript),
        conversation.cited,
    )


def _answer(
    conversation: Conversation, dialogue: dict[str, Any], cancelled: bool, receipts: list[str]
) -> None:
    """Give the fact the desk asks for."""
    facts = dialogue["customer_facts"]
    english = dialogue["turns"][0].isascii()
    if conversation.expects == "confirm":
        yes, no = ("Yes.", "No.") if english else ("はい。", "いいえ。")
        conversation.say(no if cancelled else yes)
    elif conversation.expects == "personal_data":
        receipt = fill_form(conversation, dialogue)
        if receipt:
            receipts.append(receipt)
    else:
        fact = facts.get(FACT_OF.get(conversation.expects or "", ""))
        conversation.say(fact or UNKNOWN["en" if english else "ja"])


def fill_form(conversation: Conversation, dialogue: dict[str, Any]) -> str | None:
    """Fill the personal-data form from the customer's facts; returns the receipt."""
    form = conversation.open_form()
    if form is None:
        raise httpx.HTTPError("personal data expected, but no form was given")
    facts = dialogue["customer_facts"]
    principal = re.search(r"[(（]([^)）、]+)", facts.get("relation", ""))
    values = {
        "name": facts.get("name"),
        "email": facts.get("email"),
        "address": facts.get("address"),
        "phone": facts.get("phone"),
        "details": facts.get("what_data"),
        "new_value": facts.get("what_data"),
        "relation": facts.get("relation"),
        "principal_name": principal.group(1) if principal else facts.get("relation"),
        "principal_address": facts.get("address"),
    }
    names = {item["name"] for item in form["fields"]}
    body = {name: value for name, value in values.items() if name in names and value}
    response = conversation.http.post(form["url"], json=body)
    response.raise_for_status()
    conversation.refresh()
    conversation.expects = None
    receipt: str = response.json()["receipt"]
    return receipt


def _compare(
    desk: Desk,
    dialogue: dict[str, Any],
    conversation: Conversation,
    receipts: list[str],
    handed_over: bool,
) -> list[str]:
    expected = dialogue["expected"]
    problems = []
    records = [desk.request(receipt) for receipt in receipts]
    standing = [record for record in records if record["status"] != "withdrawn"]
    if bool(standing) != expected["request_opened"]:
        problems.append(f"request opened: {bool(standing)}, expected {expected['request_opened']}")
    if len(standing) > 1:
        problems.append(f"{len(standing)} requests opened")
    if handed_over != expected["handoff"]:
        problems.append(f"handed over: {handed_over}, expected {expected['handoff']}")
    known = standing[0] if standing else desk.slots(conversation.id)
    if expected["request_type"]:
        for key in ("request_type", "requester"):
            if known.get(key) != expected[key]:
                problems.append(f"{key}: {known.get(key)}, expected {expected[key]}")
    if standing and dialogue["region"] and standing[0]["region"] != dialogue["region"]:
        problems.append(f"region: {standing[0]['region']}, expected {dialogue['region']}")
    said = squeeze("\n".join(message["text"] for message in conversation.messages))
    problems += [f"not said: {m}" for m in expected["must_mention"] if squeeze(m) not in said]
    problems += [f"said: {m}" for m in expected["must_not_mention"] if squeeze(m) in said]
    return problems
