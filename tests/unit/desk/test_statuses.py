"""The table of statuses: sound as data, and walked at random."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.life import RequestStatus
from desk.statuses import (
    ANSWERS,
    FINAL,
    RULES,
    STATUSES,
    TRANSITIONS,
    WRITTEN,
    makes_it_a_request,
    offered_reason,
    papers_complete,
    read_statuses,
    reasons_for,
)

FIRST: tuple[RequestStatus, ...] = ("announced", "sending_form", "received")


def table(**changes: object) -> dict[str, object]:
    rules: dict[str, object] = {
        status: {"to": {str(to): ["written"] for to in rule.to}} for status, rule in RULES.items()
    }
    return {**rules, **changes}


def test_every_status_is_reached_and_leads_to_an_end() -> None:
    assert set(TRANSITIONS) == set(STATUSES)
    reached: set[RequestStatus] = set(FIRST)
    for _ in STATUSES:
        reached |= {to for status in reached for to in TRANSITIONS[status]}
    assert reached == set(STATUSES)
    assert {"answered", "partly_closed", "refused", "withdrawn", "expired"} == FINAL
    assert set(STATUSES) >= ANSWERS


@pytest.mark.parametrize("status", [s for s in STATUSES if s not in FINAL and s != "partly_answered"])
def test_whoever_asked_may_take_it_back_until_it_is_answered(status: RequestStatus) -> None:
    assert "withdrawn" in TRANSITIONS[status]


def test_a_status_asks_for_the_ground_fee_or_checks_that_it_rests_on() -> None:
    assert RULES["refused"].needs == ("ground",)
    assert RULES["awaiting_fee"].needs == ("charges",)
    assert {status for status, rule in RULES.items() if "checks" in rule.needs} == {
        "answered",
        "partly_answered",
    }
    assert RULES["awaiting_correction"].due == "correction"
    assert set(RULES["checking_identity"].checked) == {"awaiting_fee", "in_progress"}


@given(st.lists(st.integers(0, 20), max_size=40), st.sampled_from(FIRST))
def test_on_every_walk_ends_are_ends_and_a_request_stays_one(
    choices: list[int], status: RequestStatus
) -> None:
    stands = makes_it_a_request(status)
    for choice in choices:
        onward = sorted(TRANSITIONS[status])
        if not onward:
            assert status in FINAL
            break
        status = onward[choice % len(onward)]
        stands = stands or makes_it_a_request(status)
        if papers_complete(status):
            assert stands
    assert status in STATUSES


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"announced": {"to": {}}}, "missing: answered"),
        (table(announced={"to": {"gone": ["written"]}}), "announced.to.gone"),
        (table(announced={"to": {"announced": ["written"]}}), "goes to itself"),
        (table(announced={"to": {"received": ["written"]}, "checked": ["expired"]}), "announced.checked"),
        (table(announced={"to": {}, "needs": ["luck"]}), "announced.needs.0"),
        (table(expired={"to": {}, "bare": ["fee_due"]}), r"expired\.bare: reasons of steps to it"),
        (table(lost={"to": {}}), "lost"),
        (table(announced={"to": {"received": []}}), r"announced\.to\.received: its reasons"),
        (
            table(announced={"to": {"received": ["fee_due", "fee_due"]}}),
            r"announced\.to\.received: its reasons",
        ),
    ],
)
def test_a_wrong_table_is_named(data: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_statuses(data)


BEFORE_IT = {"announced", "sending_form", "awaiting_papers"}
ENDS = {"answered", "partly_closed", "refused", "withdrawn", "expired"}


@pytest.mark.parametrize("status", STATUSES)
def test_an_announcement_becomes_the_request_when_the_papers_come_and_not_at_an_end(
    status: RequestStatus,
) -> None:
    assert makes_it_a_request(status) is (status not in BEFORE_IT | ENDS)


@pytest.mark.parametrize("status", STATUSES)
def test_papers_that_are_to_be_corrected_are_not_together(status: RequestStatus) -> None:
    assert papers_complete(status) is (status not in BEFORE_IT | ENDS | {"awaiting_correction"})


def test_who_is_left_out_of_a_table_is_named_and_nothing_is_guessed() -> None:
    rules = read_statuses(table())
    assert not any(rule.pending or rule.faulty or rule.needs or rule.checked for rule in rules.values())
    assert all(rule.waits is None and rule.due is None for rule in rules.values())
    with pytest.raises(ValueError, match=r"statuses\.yml: announced\.needs\.0"):
        read_statuses(table(announced={"to": {}, "needs": ["luck"], "waits": "nobody"}))


STEPS = [(before, after) for before, onward in TRANSITIONS.items() for after in sorted(onward)]


@pytest.mark.parametrize(("before", "after"), STEPS)
def test_every_step_has_a_reason_that_is_offered_or_must_be_given(
    before: RequestStatus, after: RequestStatus
) -> None:
    ready, offered = reasons_for(before, after), offered_reason(before, after)
    assert WRITTEN in ready, "a text of one's own may always be written"
    assert offered is None or offered == ready[0]


def test_steps_back_and_corrections_are_never_explained_by_a_ready_word_that_nobody_chose() -> None:
    steps: tuple[tuple[RequestStatus, RequestStatus], ...] = (
        ("received", "awaiting_papers"),
        ("in_progress", "awaiting_papers"),
        ("in_progress", "checking_identity"),
        ("received", "awaiting_correction"),
    )
    for before, after in steps:
        assert offered_reason(before, after) is None
