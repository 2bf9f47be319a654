"""Both the request under way and what has just been answered beside it are wanted: the other one comes after it."""

import pytest

from actions.form.both import wants_both
from tests.unit.actions.fakes import Talk, validate

BOTH = [
    "両方お願いします",
    "はい、どちらもしてください",
    "二つとも",
    "both please",
    "Yes, I'd like both",
    "do both of them",
]
BOTH += ["两个都要", "都办吧", "那两项都申请"]
NOT_BOTH = [
    "両方の住所",
    "どちらでもいいです",
    "両方ですか",
    "両方いりません",
    "both addresses",
    "both of us",
    "either",
]
NOT_BOTH += ["都不要", "两个都是我的", "都要多少钱", "not both"]


def spoken(key: str) -> dict[str, object]:
    data = {"custom": {"kind": "notice", "utterance": key, "params": {}, "choices": [], "citations": []}}
    return {"event": "bot", "text": None, "data": data}


def test_who_wants_both() -> None:
    assert [one for one in BOTH if not wants_both(one)] == []
    assert [one for one in NOT_BOTH if wants_both(one)] == []


@pytest.mark.parametrize("text", [BOTH[0], "both please", "两个都要"])
def test_what_was_answered_beside_it_comes_after_it(text: str) -> None:
    talk = Talk(request_type="correction", requester="self", requested_slot="subject")
    earlier = [spoken("matter.stop_marketing_offered")]
    said = validate(talk, "inform", text=text, earlier=earlier)
    assert (said.keys, talk.slots["later"], talk.slots.get("subject")) == (
        ["request.one_at_a_time"],
        ["use_stop"],
        None,
    )


def test_neither_the_request_itself_nor_anything_else_waits_without_a_matter() -> None:
    talk = Talk(request_type="use_stop", requester="self", requested_slot="subject")
    validate(talk, "inform", text="両方お願いします", earlier=[spoken("matter.stop_marketing_offered")])
    assert talk.slots.get("later") is None
    talk = Talk(request_type="correction", requester="self", requested_slot="subject")
    validate(talk, "inform", text="両方お願いします", earlier=[spoken("request.noted")])
    assert talk.slots.get("later") is None
    talk = Talk(request_type="correction", requester="self", requested_slot="subject")
    validate(talk, "inform", text="両方お願いします", earlier=[spoken("matter.report_leak")])
    assert talk.slots.get("later") is None
