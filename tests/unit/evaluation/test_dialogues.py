"""A dialogue of the evaluation counts as held where it came to its end and all that was expected is so."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from evaluation.dialogues import MAX_STEPS, Outcome, fill_form, load, run

RECEIPT = "MDG-1A2B-3C4D"
FORM = {
    "url": "/forms/x",
    "fields": [{"name": name} for name in ("name", "email", "relation", "principal_name")],
}


class Talk:
    """A conversation that goes as its script says: for each turn what the desk expects next, or who owns it."""

    def __init__(self, script: list[str | None], said: str = "受付しました。", form: Any = FORM) -> None:
        self.id, self.owner = "c1", "bot"
        self.expects: str | None = None
        self.script, self.form = list(script), form
        self.messages: list[dict[str, Any]] = [{"text": said}]
        self.transcript: list[tuple[str, str]] = []
        self.cited = ["https://desk.example/policies/oni"]
        self.heard: list[str] = []
        self.posted: list[dict[str, Any]] = []
        self.http = self

    def say(self, text: str) -> None:
        self.heard.append(text)
        self.transcript.append(("customer", text))
        step = self.script.pop(0) if self.script else None
        if step == "broken":
            raise httpx.ConnectError("no answer")
        self.owner = step if step in ("waiting", "staff") else "bot"
        self.expects = None if step in ("waiting", "staff") else step

    def open_form(self) -> Any:
        return self.form

    def post(self, url: str, json: dict[str, Any]) -> httpx.Response:
        self.posted.append(json)
        return httpx.Response(200, json={"receipt": RECEIPT}, request=httpx.Request("POST", "http://x" + url))

    def refresh(self) -> None:
        pass


class House:
    """A desk that gives this conversation, these records by receipt and these slots."""

    def __init__(self, talk: Talk, record: dict[str, Any] | None = None, slots: dict[str, Any] | None = None):
        self.talk, self.record, self.known = talk, record, slots or {}

    def open(self, company: str, locale: str) -> Any:
        assert (company, locale) == ("oni", "ja")
        return self.talk

    def request(self, receipt: str) -> dict[str, Any]:
        assert receipt == RECEIPT and self.record is not None
        return self.record

    def slots(self, conversation_id: str) -> dict[str, Any]:
        assert conversation_id == "c1"
        return self.known


RECORD = {"status": "received", "request_type": "disclosure", "requester": "self", "region": "jp"}
FACTS = {"name": "山田", "email": "a@example.com", "address": "東京", "relation": "母（山田花子、80歳）"}
EXPECTED: dict[str, Any] = {
    "request_type": None,
    "requester": None,
    "request_opened": False,
    "handoff": False,
    "must_mention": [],
    "must_not_mention": [],
}


def dialogue(*turns: str, goal: str = "ask", region: str | None = None, **expected: Any) -> dict[str, Any]:
    return {
        "id": "d1",
        "company": "oni",
        "goal": goal,
        "region": region,
        "turns": list(turns),
        "customer_facts": FACTS,
        "expected": EXPECTED | expected,
    }


def held(talk: Talk, script: dict[str, Any], **house: Any) -> Outcome:
    return run(House(talk, **house), script)  # type: ignore[arg-type]


# ------------------------------------------------------------- who says what


def test_the_turns_are_said_in_their_order_and_the_dialogue_ends_after_the_last() -> None:
    talk = Talk([None, None])
    found = held(talk, dialogue("こんにちは", "手数料は?"))
    assert talk.heard == ["こんにちは", "手数料は?"]
    assert (found.finished, found.as_expected, found.problems) == (True, True, [])
    assert (found.id, found.company, found.goal) == ("d1", "oni", "ask")
    assert found.transcript == talk.transcript and found.cited == talk.cited


def test_a_fact_that_is_asked_for_goes_before_the_next_turn() -> None:
    talk = Talk(["region", "requester", None, None])
    held(talk, dialogue("開示したい", "ありがとう"))
    assert talk.heard == ["開示したい", "東京", FACTS["relation"], "ありがとう"]


@pytest.mark.parametrize(
    "goal", ["change_mind", "cancel", "correct_slot", "interrupt_with_question", "bad_input"]
)
def test_who_changes_their_mind_says_the_second_turn_although_a_fact_is_asked_for(goal: str) -> None:
    talk = Talk(["region", None])
    held(talk, dialogue("開示したい", "やっぱり削除", goal=goal))
    assert talk.heard == ["開示したい", "やっぱり削除"]


@pytest.mark.parametrize(("first", "said"), [("開示したい", "分かりません。"), ("Show me", "I don't know.")])
def test_a_fact_that_the_customer_has_not_is_not_known_in_their_language(first: str, said: str) -> None:
    talk = Talk(["subject", "nothing we know", None])
    held(talk, dialogue(first))
    assert talk.heard == [first, said, said]
    more = Talk(["subject", None, None])
    held(more, dialogue(first, "OK" if first != "Show me" else "はい"))
    assert more.heard[1] == said


@pytest.mark.parametrize(
    ("goal", "turns", "said"),
    [
        ("ask", ("開示したい",), "はい。"),
        ("ask", ("Show me",), "Yes."),
        ("cancel", ("開示したい", "あの", "やめます"), "いいえ。"),
        ("cancel", ("Show me", "er", "Forget it"), "No."),
        ("cancel", ("開示したい", "あの"), "はい。"),
        ("ask", ("開示したい", "あの", "やめます"), "はい。"),
    ],
)
def test_to_confirm_is_answered_with_yes_and_after_the_last_turn_of_who_cancels_with_no(
    goal: str, turns: tuple[str, ...], said: str
) -> None:
    talk = Talk([*[None] * (len(turns) - 1), "confirm", None])
    held(talk, dialogue(*turns, goal=goal))
    assert talk.heard == [*turns, said]


def test_to_staff_no_facts_are_told_but_the_other_turns() -> None:
    class Asking(Talk):
        def say(self, text: str) -> None:
            super().say(text)
            self.expects = "region"

    talk = Asking(["waiting", "staff"])
    found = held(talk, dialogue("人と話したい", "まだですか"), slots={})
    assert talk.heard == ["人と話したい", "まだですか"] and found.finished


def test_a_desk_that_asks_for_ever_has_come_to_no_end() -> None:
    talk = Talk(["region"] * 100)
    found = held(talk, dialogue("開示したい"))
    assert (found.finished, found.problems) == (False, ["did not come to an end"])
    assert len(talk.heard) == 1 + MAX_STEPS and not found.as_expected


def test_a_desk_that_does_not_answer_is_a_problem_and_no_end() -> None:
    found = held(Talk([None, "broken"]), dialogue("一", "二", "三"))
    assert (found.finished, found.problems) == (False, ["ConnectError: no answer"])


# ---------------------------------------------------------------- the form


def test_the_form_is_filled_with_what_it_asks_for_and_the_customer_has() -> None:
    talk = Talk([])
    talk.expects = "personal_data"
    assert fill_form(talk, dialogue("x")) == RECEIPT  # type: ignore[arg-type]
    assert talk.posted == [
        {
            "name": "山田",
            "email": "a@example.com",
            "relation": FACTS["relation"],
            "principal_name": "山田花子",
        }
    ]
    assert talk.expects is None


def test_a_form_that_should_be_there_and_is_not_fails_the_dialogue() -> None:
    found = held(Talk(["personal_data"], form=None), dialogue("開示したい"))
    assert not found.finished and "no form was given" in found.problems[0]


# --------------------------------------------------------- what is expected

OPENED: dict[str, Any] = {"request_opened": True, "request_type": "disclosure", "requester": "self"}


def with_request(
    record: dict[str, Any], forms: int = 1, region: str | None = "jp", **expected: Any
) -> list[str]:
    talk = Talk(["personal_data"] * forms)
    turns = ["開示したい"] * forms
    return held(talk, dialogue(*turns, region=region, **(OPENED | expected)), record=record).problems


def test_a_request_that_was_opened_as_wished_is_as_expected() -> None:
    assert with_request(RECORD) == []
    assert with_request(RECORD, region=None) == []


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"request_type": "deletion"}, "request_type: deletion, expected disclosure"),
        ({"requester": "agent"}, "requester: agent, expected self"),
        ({"region": "china"}, "region: china, expected jp"),
        ({"status": "withdrawn"}, "request opened: False, expected True"),
    ],
)
def test_another_request_than_was_wished_is_a_problem(changed: dict[str, str], problem: str) -> None:
    assert problem in with_request(RECORD | changed)


def test_a_request_that_nobody_wanted_is_a_problem_and_one_that_was_taken_back_is_none() -> None:
    def unwanted(record: dict[str, Any]) -> list[str]:
        return with_request(record, request_opened=False, request_type=None)

    assert unwanted(RECORD) == ["request opened: True, expected False"]
    assert unwanted(RECORD | {"status": "withdrawn"}) == []


def test_two_requests_for_one_wish_are_a_problem() -> None:
    assert with_request(RECORD, forms=2) == ["2 requests opened"]


def test_without_a_request_what_staff_see_of_the_wish_is_compared() -> None:
    wanted = dialogue("開示したい", request_type="disclosure", requester="self")
    known = {"request_type": "disclosure", "requester": "self"}
    assert held(Talk([None]), wanted, slots=known).problems == []
    assert held(Talk([None]), wanted).problems == [
        "request_type: None, expected disclosure",
        "requester: None, expected self",
    ]


@pytest.mark.parametrize("owner", ["waiting", "staff"])
def test_a_handoff_counts_also_where_it_was_the_last_that_happened(owner: str) -> None:
    assert held(Talk([owner]), dialogue("人と", handoff=True)).problems == []
    assert held(Talk([owner]), dialogue("人と")).problems == ["handed over: True, expected False"]
    assert held(Talk([owner, None]), dialogue("人と", "はい", handoff=True)).problems == []
    assert held(Talk([None]), dialogue("人と", handoff=True)).problems == [
        "handed over: False, expected True"
    ]


def test_a_handoff_just_before_the_line_broke_is_seen() -> None:
    class Breaking(Talk):
        def say(self, text: str) -> None:
            self.owner = "waiting"
            raise httpx.ConnectError("x")

    assert held(Breaking([]), dialogue("人と", handoff=True)).problems == ["ConnectError: x"]


@pytest.mark.parametrize(
    ("mention", "avoid", "problems"),
    [
        (["受付しました"], ["有料"], []),
        (["受 付しました。"], [], []),
        (["手数料"], [], ["not said: 手数料"]),
        ([], ["受付 しました"], ["said: 受付 しました"]),
    ],
)
def test_what_must_be_said_and_must_not_be_said_is_looked_for_in_what_the_desk_said(
    mention: list[str], avoid: list[str], problems: list[str]
) -> None:
    script = dialogue("開示したい", must_mention=mention, must_not_mention=avoid)
    assert held(Talk([None]), script).problems == problems


def test_what_only_the_customer_said_was_not_said_by_the_desk() -> None:
    script: Callable[..., dict[str, Any]] = dialogue
    found = held(Talk([None]), script("手数料は?", must_mention=["手数料"], must_not_mention=["手数料"]))
    assert found.problems == ["not said: 手数料"]


def test_only_what_ran_to_its_end_without_a_problem_is_as_expected() -> None:
    def outcome(finished: bool, problems: list[str]) -> bool:
        return Outcome("d", "oni", "ask", finished, problems).as_expected

    assert [outcome(True, []), outcome(True, ["x"]), outcome(False, []), outcome(False, ["x"])] == [
        True, False, False, False,
    ]  # fmt: skip


def test_blank_lines_between_dialogues_are_none(tmp_path: Any) -> None:
    (tmp_path / "d.jsonl").write_text('{"id": "a"}\n\n{"id": "b"}\n', encoding="utf-8")
    assert [one["id"] for one in load(tmp_path / "d.jsonl")] == ["a", "b"]
