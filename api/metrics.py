"""What a monitoring system is told, in Prometheus' format (docs/reference/metrics.md describes each name).

Two kinds. What happens is counted and timed here, in each process by itself, from its start on. How the desk stands is
read from the database when somebody asks, so any process of several says the same. Labels are words out of short lists:
never a company's, a conversation's or a person's.
"""

import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Literal, get_args

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from desk.reports.standing import Standing

__all__ = ["CONTENT_TYPE_LATEST", "PARTS", "StandingOfTheDesk", "a_lookup", "a_turn", "page"]

PARTS = ("index", "database", "rasa")
"""What `/readyz` names where it does not answer."""

Became = Literal["replied", "apologised", "overtaken", "again", "failed"]
Asker = Literal["api", "console", "slack"]

# No second series for each that says since when it is counted: it is the process's start.
disable_created_metrics()  # type: ignore[no-untyped-call]
COUNTED = CollectorRegistry()
_TURNS = Counter(
    "madoguchi_turns_total",
    "Turns of customers, by channel and what became of them.",
    ["channel", "outcome"],
    registry=COUNTED,
)
_TURN_SECONDS = Histogram(
    "madoguchi_turn_seconds",
    "Seconds from the beginning of a turn to its commit.",
    ["channel"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 60),
    registry=COUNTED,
)
_LOOKUP_SECONDS = Histogram(
    "madoguchi_lookup_seconds",
    "Seconds of a look-up that staff asked for, by where they asked.",
    ["asker"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5),
    registry=COUNTED,
)


# What can happen stands at nought from the start: a rate over a series that begins with its first event misses it.
for _outcome in get_args(Became):
    _TURNS.labels("web", _outcome)
_TURN_SECONDS.labels("web")
for _asker in get_args(Asker):
    _LOOKUP_SECONDS.labels(_asker)


@dataclass
class Turn:
    """A turn that runs; whoever carries it out says what became of it. One that ends in an error without a word on it
    has failed."""

    became: Became = "failed"


@contextmanager
def a_turn(channel: str) -> Iterator[Turn]:
    """Count and time a turn."""
    turn, began = Turn(), time.perf_counter()
    try:
        yield turn
    finally:
        _TURNS.labels(channel, turn.became).inc()
        _TURN_SECONDS.labels(channel).observe(time.perf_counter() - began)


def a_lookup(asker: Asker) -> AbstractContextManager[object]:
    """Time a look-up of staff."""
    return _LOOKUP_SECONDS.labels(asker).time()


class StandingOfTheDesk(Collector):
    """How the desk stands, as gauges. Without the database only what answers is told: nought would be a lie."""

    def __init__(self, missing: Collection[str], standing: Standing | None) -> None:
        """`missing`: those of `PARTS` that do not answer."""
        self._missing, self._standing = missing, standing

    def collect(self) -> Iterable[Metric]:
        """The families."""
        ready = GaugeMetricFamily("madoguchi_ready", "Whether a part answers.", labels=["part"])
        for part in PARTS:
            ready.add_metric([part], float(part not in self._missing))
        yield ready
        if self._standing is not None:
            yield from _gauges(self._standing)


def _gauges(now: Standing) -> Iterator[Metric]:
    open_ = now.channels
    for name, help_, value in (
        ("handoffs_waiting", "Conversations that wait for staff.", now.handoffs),
        ("handoffs_oldest_seconds", "How long the first of them waits.", now.waited(now.oldest_handoff)),
        ("messages_unanswered", "Messages that were accepted and have no reply yet.", now.unanswered),
        (
            "outbox_oldest_seconds",
            "How long the oldest of what may go out waits.",
            now.waited(open_.oldest_send),
        ),
        ("requests_late", "Requests with a date that is past.", now.late),
    ):
        yield GaugeMetricFamily(f"madoguchi_{name}", help_, value)
    for name, help_, states in (
        ("events", "What came in by a channel and is not done with.",
         {"accepted": open_.events, "failed": open_.failed_events}),
        ("outbox", "What has not gone out.",
         {"waiting": open_.waiting, "held": open_.held, "failed": open_.undeliverable}),
    ):  # fmt: skip
        family = GaugeMetricFamily(f"madoguchi_{name}", help_, labels=["state"])
        for state, count in states.items():
            family.add_metric([state], count)
        yield family


def page(missing: Collection[str], standing: Standing | None) -> bytes:
    """All of them as a monitoring system reads them."""
    standings = CollectorRegistry()
    standings.register(StandingOfTheDesk(missing, standing))
    return generate_latest(COUNTED) + generate_latest(standings)
