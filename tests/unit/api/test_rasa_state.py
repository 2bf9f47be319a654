"""The compact state goes into events from which a fresh tracker can go on."""

from api.turns.dialogue import DialogueState
from api.turns.rasa_client import rebuild_events


def test_state_survives_storage() -> None:
    state = DialogueState({"company": "ocs", "requested_slot": "region"}, "request_form")
    assert DialogueState.from_json(state.as_json()) == state
    assert DialogueState.from_json(None) == DialogueState()


def test_an_active_form_is_rebuilt_behind_a_user_event() -> None:
    events = rebuild_events(DialogueState({"company": "ocs", "requested_slot": "region"}, "request_form"))
    kinds = [event["event"] for event in events]
    assert kinds.index("user") < kinds.index("active_loop")
    (user,) = (event for event in events if event["event"] == "user")
    assert user["parse_data"]["intent"] == {"name": "request_unclear", "confidence": 1.0}, "surely meant"
    assert events[-1] == {"event": "action", "name": "action_listen"}
    assert {"event": "slot", "name": "requested_slot", "value": "region"} in events


def test_without_a_form_only_the_slots_are_set() -> None:
    events = rebuild_events(DialogueState({"company": "oni"}))
    assert not [event for event in events if event["event"] in ("user", "active_loop")]
    assert {"event": "slot", "name": "company", "value": "oni"} in events


def test_changed_clears_and_without_loop_forgets_what_was_asked() -> None:
    state = DialogueState({"stage": "none", "requested_slot": "confirm"}, "request_form")
    after = state.changed(stage="opened").without_loop()
    assert after == DialogueState({"stage": "opened"})
    assert state.changed(stage=None).slots == {"requested_slot": "confirm"}
