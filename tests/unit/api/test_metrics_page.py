"""The operator's metrics: for who has the token alone, and what they count."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from pydantic import SecretStr

from api.metrics import PARTS, a_lookup, a_turn, page
from api.metrics_route import metrics
from api.problems import Problem
from desk.channels.service import Backlog
from desk.reports.standing import Standing
from tests.unit.api.asking_for import done, request
from tests.unit.desk.small_store import START

TOKEN = "a token of twenty letters"
BACKLOG = Backlog(
    **{name: n for n, name in enumerate(Backlog.__dataclass_fields__, 11) if name != "oldest_send"},
    oldest_send=START - timedelta(seconds=5),
)
STANDING = Standing(START, 1, START - timedelta(minutes=2), 2, 3, BACKLOG)


def values(text: bytes) -> dict[tuple[str, ...], float]:
    """Each series with its labels' values behind its name."""
    found: dict[tuple[str, ...], float] = {}
    for family in text_string_to_metric_families(text.decode()):
        for one in family.samples:
            found[(one.name, *one.labels.values())] = one.value
    return found


def read(authorization: str, *, token: str | None = TOKEN, missing: tuple[str, ...] = ()) -> Any:
    async def not_ready() -> list[str]:
        return list(missing)

    context: Any = SimpleNamespace(
        settings=SimpleNamespace(metrics_token=SecretStr(token) if token is not None else None),
        not_ready=not_ready,
        desk=SimpleNamespace(standings=SimpleNamespace(now=lambda: STANDING)),
    )
    return done(metrics(request(headers={"authorization": authorization} if authorization else {}), context))


@pytest.mark.parametrize("authorization", [f"Bearer {TOKEN}", f"bearer {TOKEN}"])
def test_who_has_the_token_reads_them_fresh(authorization: str) -> None:
    response = read(authorization)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert values(response.body)["madoguchi_handoffs_waiting",] == 1


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer é", f"{TOKEN} {TOKEN}"],
)
def test_for_anybody_else_there_is_no_such_page(authorization: str) -> None:
    with pytest.raises(Problem) as refused:
        read(authorization)
    assert (refused.value.status, refused.value.code) == (404, "not_found")


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Bearer None"])
def test_without_a_token_in_the_settings_there_is_none_for_anybody(authorization: str) -> None:
    with pytest.raises(Problem):
        read(authorization, token=None)


def test_what_does_not_answer_is_told_and_nothing_is_made_up_without_the_database() -> None:
    found = values(read(f"Bearer {TOKEN}", missing=("database",)).body)
    assert [found["madoguchi_ready", part] for part in PARTS] == [1, 0, 1]
    assert ("madoguchi_handoffs_waiting",) not in found
    found = values(read(f"Bearer {TOKEN}", missing=("rasa",)).body)
    assert [found["madoguchi_ready", part] for part in PARTS] == [1, 1, 0]
    assert ("madoguchi_handoffs_waiting",) in found


def test_the_desk_stands_as_it_is() -> None:
    found = values(page((), STANDING))
    assert {name[0]: value for name, value in found.items() if len(name) == 1 and "process" not in name[0]} == {
        "madoguchi_handoffs_waiting": 1, "madoguchi_handoffs_oldest_seconds": 120,
        "madoguchi_messages_unanswered": 2, "madoguchi_outbox_oldest_seconds": 5, "madoguchi_requests_late": 3,
    }  # fmt: skip
    assert found["madoguchi_events", "accepted"] == BACKLOG.events
    assert found["madoguchi_events", "failed"] == BACKLOG.failed_events
    assert found["madoguchi_outbox", "waiting"] == BACKLOG.waiting
    assert found["madoguchi_outbox", "held"] == BACKLOG.held
    assert found["madoguchi_outbox", "failed"] == BACKLOG.undeliverable


def test_what_waits_waits_for_no_less_than_nothing() -> None:
    assert STANDING.waited(None) == 0
    assert STANDING.waited(START) == 0
    assert STANDING.waited(START - timedelta(seconds=90)) == 90
    assert STANDING.waited(START + timedelta(seconds=90)) == 0, "a clock of another machine"


def test_a_turn_is_counted_by_what_became_of_it() -> None:
    def counts() -> dict[tuple[str, ...], float]:
        return values(page((), None))

    name, seconds = "madoguchi_turns_total", "madoguchi_turn_seconds_count"
    before = counts()
    assert before[name, "web", "apologised"] >= 0, "it stands at nought from the start"
    with a_turn("web") as turn:
        turn.became = "replied"
    with pytest.raises(ValueError, match="x"), a_turn("web"):
        raise ValueError("x")
    after = counts()
    assert after[name, "web", "replied"] == before[name, "web", "replied"] + 1
    assert after[name, "web", "failed"] == before[name, "web", "failed"] + 1
    assert after[seconds, "web"] == before[seconds, "web"] + 2
    total = "madoguchi_turn_seconds_sum"
    assert 0 <= after[total, "web"] - before[total, "web"] < 60


def test_a_look_up_is_timed_by_who_asked() -> None:
    name = "madoguchi_lookup_seconds_count"
    before = values(page((), None))
    with a_lookup("slack"):
        pass
    after = values(page((), None))
    assert after[name, "slack"] == before[name, "slack"] + 1
    assert after[name, "api"] == before[name, "api"]
