"""What was posted to Slack of a conversation that is destroyed is taken back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from api.slack.deleting import Deleting
from desk.channels.adapter import NotSent, Undeliverable
from desk.jobs.later import Job, Permanent
from desk.slack.posts import DELETE


class Slack:
    """A workspace that holds messages by the id of the call that made them."""

    def __init__(self, made: Mapping[str, str] | None = None, refusal: NotSent | None = None) -> None:
        self.made, self.refusal = dict(made or {}), refusal
        self.deleted: list[str] = []

    async def find(self, channel: str, call_id: str, thread_ts: str | None) -> str | None:
        return self.made.get(call_id)

    async def call(self, method: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        assert (method, body["channel"]) == ("chat.delete", "C1")
        if self.refusal is not None:
            raise self.refusal
        self.deleted.append(body["ts"])
        return {}


def job(ts: str | None) -> Job:
    payload = {"channel": "C1", "ts": ts, "call": "call-1", "head": "1.0"}
    return Job("j1", "slack_delete:1", DELETE, payload, datetime(2026, 11, 27, tzinfo=UTC), 0)


def act(slack: Slack, ts: str | None = "2.5") -> None:
    Deleting(slack).act(job(ts))  # type: ignore[arg-type]


def test_a_message_whose_place_is_known_is_deleted() -> None:
    slack = Slack()
    act(slack)
    assert slack.deleted == ["2.5"]


def test_a_message_whose_call_had_no_known_end_is_looked_for_and_deleted() -> None:
    slack = Slack(made={"call-1": "3.5"})
    act(slack, ts=None)
    assert slack.deleted == ["3.5"]


def test_nothing_is_deleted_where_the_call_had_made_no_message() -> None:
    slack = Slack()
    act(slack, ts=None)
    assert slack.deleted == []


def test_a_message_that_is_gone_already_is_fine() -> None:
    act(Slack(refusal=Undeliverable("message_not_found")))


@pytest.mark.parametrize(
    "kind", ["cant_delete_message", "edit_window_closed", "compliance_exports_prevent_deletion"]
)
def test_what_slack_does_not_let_us_delete_does_not_pass_for_done(kind: str) -> None:
    with pytest.raises(Permanent, match=kind):
        act(Slack(refusal=Undeliverable(kind)))


def test_a_refusal_that_passes_is_tried_again() -> None:
    with pytest.raises(NotSent) as told:
        act(Slack(refusal=NotSent("ratelimited", after=3.0)))
    assert not isinstance(told.value, Undeliverable)
