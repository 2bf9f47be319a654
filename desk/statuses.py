"""The statuses of a request and where it may go from each: `desk/rules/statuses.yml`, checked when it is read."""

import types
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal, get_args

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from desk.life import RequestStatus

Need = Literal["charges", "checks", "ground", "why"]
WRITTEN = "written"
"""The reason that stands in staff's own words, in the note beside it."""
NOT_NAMED = "not_named"
"""What is recorded where staff name no reason for a step, and the record itself shows none."""
Rule = Literal[
    "form_submitted", "entered_by_staff", "last_paper_ticked", "withdrew_on_page", "withdrew_in_chat",
    "withdrew_by_code", "fee_waived_for_leak", "person_erased",
]  # fmt: skip
"""What changes a status by itself; it stands as the reason. Worded like those that staff give (`reason.*`)."""

TAKEN_BACK: tuple[str, ...] = ("ended_by_mistake", "other_request_meant", "end_was_wrong")
"""Why an end is taken back (`desk.requests.reopening`): no step of the table, since an end leads nowhere."""


class StatusRule(BaseModel):
    """One status; the head of `statuses.yml` says what each member means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    to: Mapping[RequestStatus, tuple[str, ...]]
    pending: bool = False
    faulty: bool = False
    needs: tuple[Need, ...] = ()
    checked: tuple[RequestStatus, ...] = ()
    part: Literal["before", "after"] | None = None
    bare: tuple[str, ...] = ()
    waits: Literal["customer", "desk"] | None = None
    due: Literal["papers", "correction", "fee"] | None = None


def read_statuses(data: Any) -> Mapping[RequestStatus, StatusRule]:
    """Check the table. Raises ValueError naming the status that is wrong, missing, or goes where it must not."""
    try:
        rules = TypeAdapter(dict[RequestStatus, StatusRule]).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"statuses.yml: {where}: {first['msg']}") from error
    missing = set(get_args(RequestStatus)) - set(rules)
    if missing:
        raise ValueError(f"statuses.yml: missing: {', '.join(sorted(missing))}")
    for status, rule in rules.items():
        if status in rule.to:
            raise ValueError(f"statuses.yml: {status} goes to itself")
        for onward, reasons in rule.to.items():
            if not reasons or len(set(reasons)) < len(reasons):
                raise ValueError(
                    f"statuses.yml: {status}.to.{onward}: its reasons, each once, the offered one first"
                )
        stray = set(rule.checked) - set(rule.to)
        if stray:
            raise ValueError(f"statuses.yml: {status}.checked: it does not go to {', '.join(sorted(stray))}")
        given = {reason for other in rules.values() for reason in other.to.get(status, ())}
        if not set(rule.bare) <= given:
            raise ValueError(f"statuses.yml: {status}.bare: reasons of steps to it")
    return types.MappingProxyType(rules)


@lru_cache(maxsize=1)
def _rules() -> Mapping[RequestStatus, StatusRule]:
    return read_statuses(yaml.safe_load(files("desk.rules").joinpath("statuses.yml").read_text("utf-8")))


RULES: Mapping[RequestStatus, StatusRule] = _rules()
STATUSES: tuple[RequestStatus, ...] = get_args(RequestStatus)
TRANSITIONS: Mapping[RequestStatus, frozenset[RequestStatus]] = types.MappingProxyType(
    {status: frozenset(rule.to) for status, rule in RULES.items()}
)
"""Where a request may go from each status."""
REASONS: tuple[str, ...] = tuple(
    dict.fromkeys(one for rule in RULES.values() for reasons in rule.to.values() for one in reasons)
)
"""Every reason that staff may give for some step."""
FINAL = frozenset(status for status, onward in TRANSITIONS.items() if not onward)
"""Statuses of requests that are done with."""
ANSWERS: frozenset[RequestStatus] = frozenset({"answered", "partly_answered", "partly_closed", "refused"})
"""Statuses with which an answer of the desk goes out."""
GIVING: frozenset[RequestStatus] = frozenset({"answered", "partly_answered"})
"""Of these, those with which something that was asked for goes out."""
IN_PART = GIVING - FINAL
"""Of these, those after which the rest is still open."""
WITH_GROUNDS: tuple[RequestStatus, ...] = ("refused", "partly_answered", "partly_closed")
"""Statuses that may name grounds: for the whole, or for the part that is refused."""


def status_named(text: str) -> RequestStatus | None:
    """The status that is called this; None where none is."""
    return next((status for status in STATUSES if status == text), None)


def makes_it_a_request(status: RequestStatus) -> bool:
    """Whether what was an announcement is the request from this status on: the papers have come."""
    return status not in FINAL and not RULES[status].pending


def papers_complete(status: RequestStatus) -> bool:
    """Whether a request in this status has its papers together."""
    return makes_it_a_request(status) and not RULES[status].faulty


def part_given(had: Iterable[RequestStatus]) -> bool:
    """Whether a part of the answer has gone out, by the statuses that a request has or has had."""
    return not IN_PART.isdisjoint(had)


def onward_from(status: RequestStatus, part: bool) -> frozenset[RequestStatus]:
    """Where a request may go; `part`: a part of its answer has gone out, now or earlier."""
    closed = "before" if part else "after"
    return frozenset(one for one in TRANSITIONS[status] if RULES[one].part != closed)


def reasons_for(before: RequestStatus, after: RequestStatus) -> tuple[str, ...]:
    """The reasons that staff may give for this step: the ready ones in their order, and `written`."""
    ready = RULES[before].to[after]
    return ready if WRITTEN in ready else (*ready, WRITTEN)


def offered_reason(before: RequestStatus, after: RequestStatus) -> str | None:
    """What the page offers to name for this step, with one click; None: staff must choose or write."""
    first = reasons_for(before, after)[0]
    return None if first == WRITTEN else first
