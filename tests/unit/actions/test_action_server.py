"""What Rasa is answered when it calls an action, whatever becomes of the action."""

import asyncio
import logging
from datetime import UTC, datetime
from typing import Any

import pytest
from rasa_sdk import Action
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.executor import ActionServer, _StateHours
from actions.ports import OpenState
from desk.calendar.hours import HoursState
from knowledge.vocabulary import CompanyId
from tests.unit.actions.fakes import Book


class Doing(Action):  # type: ignore[misc]
    """Does what it is told to do."""

    def __init__(self, what: Any) -> None:
        self.what = what

    def name(self) -> str:
        return "action_test"

    def run(self, dispatcher: Any, tracker: Any, domain: Any) -> Any:
        if isinstance(self.what, Exception):
            raise self.what
        dispatcher.utter_message(text="はい")
        return self.what


TRACKER = {
    "sender_id": "c1",
    "slots": {},
    "latest_message": {"text": "山田花子"},
    "events": [],
    "active_loop": {},
}
CALL = {"next_action": "action_test", "tracker": TRACKER, "domain": {"intents": []}}


def called(what: Any, **changes: Any) -> tuple[int, dict[str, Any]]:
    return asyncio.run(ActionServer([Doing(what)], Book()).run({**CALL, **changes}))


def test_what_an_action_did_is_given_back() -> None:
    status, body = called([{"event": "slot", "name": "a", "value": 1}])
    assert status == 200 and [one["event"] for one in body["events"]] == ["slot"]
    assert [one["text"] for one in body["responses"]] == ["はい"]
    assert ActionServer([Doing([])], Book()).names == ["action_test"]


def test_a_call_that_names_no_action_does_nothing() -> None:
    assert called([], next_action=None) == (200, {"events": [], "responses": []})


def test_a_message_that_another_action_takes_up_is_led_to_it() -> None:
    heard = {"text": "じゃあ訂正は？", "intent": {"name": "chitchat", "confidence": 0.9}}
    tracker = {
        **TRACKER,
        "slots": {"company": "acme", "question": "開示の手数料はいくらですか"},
        "latest_message": heard,
    }
    status, body = called([], next_action="action_continue", tracker=tracker)
    assert (status, body["responses"]) == (200, [])
    assert [(one["event"], one["name"]) for one in body["events"]] == [("followup", "action_answer")]


def test_a_rejection_an_unknown_action_and_an_error_have_each_their_status() -> None:
    status, body = called(ActionExecutionRejection("action_test", "not now"))
    assert (status, body) == (400, {"error": "not now", "action_name": "action_test"})
    assert called([], next_action="action_x") == (404, {"error": "no such action", "action_name": "action_x"})
    status, body = called([], domain=None)
    assert (status, body) == (449, {"error": "the domain is missing", "action_name": "action_test"})
    status, body = called(ValueError("山田花子"))
    assert (status, body) == (500, {"error": "the action failed", "action_name": "action_test"})


@pytest.mark.parametrize(("level", "shown"), [(logging.INFO, False), (logging.DEBUG, True)])
def test_what_went_wrong_is_logged_without_words_unless_somebody_looks_for_errors(
    caplog: pytest.LogCaptureFixture, level: int, shown: bool
) -> None:
    with caplog.at_level(level, logger="actions.executor"):
        called(ValueError("words"))
    (record,) = [one for one in caplog.records if one.name == "actions.executor"]
    assert record.getMessage() == "Action action_test failed: ValueError"
    assert bool(record.exc_info) is shown


def test_the_desks_hours_reach_the_actions_whole() -> None:
    opens, closes = datetime(2026, 11, 28, tzinfo=UTC), datetime(2026, 11, 29, tzinfo=UTC)
    asked: list[CompanyId] = []

    def state(company: CompanyId) -> HoursState:
        asked.append(company)
        return HoursState("out_of_hours", opens, closes)

    assert _StateHours(state).state(CompanyId("oni")) == OpenState("out_of_hours", opens, closes)
    assert asked == ["oni"]
