"""Where a request may go: the table, its checks and its fee; and what a change of status must bring with it.

Without a database of the desk: what is refused is refused before anything is written.
"""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import Connection, create_engine, insert

from desk.errors import ChangeInvalid, TransitionNotAllowed
from desk.life import Ground, RequestStatus, Terms
from desk.model import RequestChanges
from desk.requests.checks import check_rules, checks_made, read_checks
from desk.requests.moving import (
    MAX_GROUND,
    Moves,
    allowed_now,
    charges,
    held_back,
    listed_grounds,
    reason_of,
)
from desk.statuses import STATUSES, TRANSITIONS, onward_from, status_named
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from desk.vaulting.crypto import Keyring
from knowledge.vocabulary import RequestType

NOW = datetime(2026, 11, 26, tzinfo=UTC)
KEYS = Keyring([b"k" * 32])
MOVES = Moves(Context(cast("Any", None), KEYS, cast("Any", None)))
FREE, PAID = Terms(fee="no"), Terms(fee="yes")
LISTED = Terms(fee="no", grounds=(Ground("1", "本人と 確認できない"), Ground("2", "委任状がない")))


@pytest.fixture
def conn() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    t.request_checks.create(engine)
    t.request_history.create(engine)
    with engine.connect() as connection:
        yield connection


def named(text: str) -> RequestStatus:
    status = status_named(text)
    assert status is not None, text
    return status


def row(
    status: RequestStatus,
    terms: Terms | None = FREE,
    requester: str = "self",
    decision: bytes | None = None,
    kind: str = "request",
    request_type: str = "disclosure",
    region: str | None = None,
) -> Any:
    told = None if terms is None else {**asdict(terms), "fee_weeks": terms.fee_weeks}
    return SimpleNamespace(
        receipt="MDG-AAAA-AAAA",
        company="oni",
        kind=kind,
        request_type=request_type,
        region=region,
        status=status,
        checklist=[],
        requester=requester,
        terms=told,
        decision_enc=decision,
        standing="request",  # not an announcement
    )


def confirm(conn: Connection, *what: str, result: str = "confirmed", receipt: str = "MDG-AAAA-AAAA") -> None:
    for one in what:
        conn.execute(
            insert(t.request_checks).values(receipt=receipt, what=one, result=result, at=NOW, by="hanako")
        )


def refused(conn: Connection, at: Any, status: RequestStatus, **changes: Any) -> ChangeInvalid:
    with pytest.raises(ChangeInvalid) as raised:
        MOVES.move(Tx(conn, NOW), at, status, "hanako", RequestChanges(**changes))
    return raised.value


def test_the_customers_own_request_takes_the_check_of_identity_and_an_agents_both(conn: Connection) -> None:
    own, agents = row("checking_identity"), row("checking_identity", requester="agent")
    assert not checks_made(conn, own) and not checks_made(conn, agents)
    confirm(conn, "identity")
    assert checks_made(conn, own) and not checks_made(conn, agents)
    confirm(conn, "authority")
    assert checks_made(conn, own) and checks_made(conn, agents)


def test_a_check_that_failed_or_is_anothers_is_none(conn: Connection) -> None:
    confirm(conn, "identity", result="failed")
    confirm(conn, "identity", receipt="MDG-BBBB-BBBB")
    assert not checks_made(conn, row("checking_identity"))


OPEN = [status for status in STATUSES if TRANSITIONS[status]]


@pytest.mark.parametrize("status", OPEN)
@pytest.mark.parametrize("result", [None, "pending", "failed"])
def test_nothing_goes_out_from_anywhere_before_it_is_known_who_asks(
    conn: Connection, status: RequestStatus, result: str | None
) -> None:
    if result is not None:
        confirm(conn, "identity", result=result)
    for requester in ("self", "voluntary_agent"):
        at = row(status, PAID, requester)
        assert not {"answered", "partly_answered"} & set(allowed_now(conn, at))
        assert ("refused" in allowed_now(conn, at)) is ("refused" in TRANSITIONS[status]), (
            "to refuse needs none"
        )
        for given in TRANSITIONS[status] & {"answered", "partly_answered"}:
            with pytest.raises(TransitionNotAllowed, match="must be confirmed first"):
                MOVES.move(Tx(conn, NOW), at, given, "hanako")


@pytest.mark.parametrize(
    "results", [("confirmed", "confirmed"), ("waived", "confirmed"), ("waived", "waived")]
)
def test_both_checks_of_an_agent_each_confirmed_or_not_needed_let_the_answer_go(
    conn: Connection, results: tuple[str, str]
) -> None:
    at = row("in_progress", requester="voluntary_agent")
    for what, result in zip(("identity", "authority"), results, strict=True):
        assert "answered" not in allowed_now(conn, at)
        confirm(conn, what, result=result)
    assert {"answered", "partly_answered"} <= set(allowed_now(conn, at))


@pytest.mark.parametrize(
    ("kind", "request_type", "region", "identity", "free"),
    [
        ("complaint", "complaint", None, None, True),
        ("leak_enquiry", "leak_enquiry", None, None, True),
        ("opt_out", "opt_out", None, None, True),
        ("opt_out", "opt_out", None, "always", False),
        ("request", "consent_withdrawal", "eea_uk", "sometimes", True),
        ("request", "consent_withdrawal", "eea_uk", "always", False),
        ("request", "consent_withdrawal", "china", "sometimes", False),
        ("request", "disclosure", "eea_uk", "sometimes", False),
        ("request", "deletion", None, None, False),
    ],
)
def test_which_records_need_no_check_is_data(
    conn: Connection, kind: str, request_type: str, region: str | None, identity: str | None, free: bool
) -> None:
    at = row("received", Terms(identity=identity), kind=kind, request_type=request_type, region=region)
    assert ("answered" in allowed_now(conn, at)) is free


def test_wrong_rules_of_checks_are_named() -> None:
    assert check_rules().of("request", RequestType.DISCLOSURE, None) == "always"
    for data, told in (
        ({"kinds": {"request": "always"}}, "missing: complaint"),
        ({"kinds": {"request": "perhaps"}}, "kinds.request"),
        ({"kinds": {}, "request_types": {"wish": {"any": "never"}}}, "request_types.wish"),
        ({"kinds": {}, "request_types": {"deletion": {"mars": "never"}}}, "request_types.deletion"),
    ):
        with pytest.raises(ValueError, match=told):
            read_checks(data)


def test_what_waits_for_the_checks_is_held_back_and_then_allowed(conn: Connection) -> None:
    at = row("checking_identity", PAID)
    assert held_back(conn, at) == {"awaiting_fee", "in_progress"}
    assert not set(allowed_now(conn, at)) & held_back(conn, at)
    assert set(allowed_now(conn, at)) | held_back(conn, at) == onward_from("checking_identity", part=False)
    confirm(conn, "identity")
    assert held_back(conn, at) == frozenset()
    assert allowed_now(conn, at) == tuple(sorted(onward_from("checking_identity", part=False)))


def test_a_desk_that_charges_nothing_asks_for_no_fee(conn: Connection) -> None:
    assert charges(row("received", PAID)) and charges(row("received", Terms(fee="sometimes")))
    assert not charges(row("received", FREE)) and not charges(row("received", Terms()))
    assert charges(row("received", None)), "not known, so not ruled out"
    assert "awaiting_fee" in allowed_now(conn, row("received", PAID))
    confirm(conn, "identity")
    assert set(allowed_now(conn, row("received", FREE))) == onward_from("received", part=False) - {
        "awaiting_fee"
    }


@pytest.mark.parametrize("status", STATUSES)
def test_what_the_table_does_not_allow_is_refused_with_what_it_allows(
    conn: Connection, status: RequestStatus
) -> None:
    at = row(status, PAID)
    for wanted in set(STATUSES) - TRANSITIONS[status]:
        with pytest.raises(TransitionNotAllowed) as raised:
            MOVES.move(Tx(conn, NOW), at, named(wanted), "hanako")
        assert raised.value.allowed == allowed_now(conn, at)
        assert "(" not in str(raised.value), "no other reason is named than the table"


def test_why_a_request_may_not_go_on_yet_is_said(conn: Connection) -> None:
    for at, wanted, why in (
        (row("received", FREE), "awaiting_fee", "does not charge"),
        (row("checking_identity"), "in_progress", r"\(identity must be confirmed"),
        (
            row("checking_identity", requester="agent"),
            "in_progress",
            "identity and the agent's authority must",
        ),
    ):
        with pytest.raises(TransitionNotAllowed, match=why):
            MOVES.move(Tx(conn, NOW), at, named(wanted), "hanako")


@pytest.mark.parametrize("note", [None, "", "  \n"])
def test_a_correction_says_what_is_wanted(conn: Connection, note: str | None) -> None:
    assert refused(conn, row("received"), "awaiting_correction", note=note).field == "note"


def test_a_refusal_names_a_ground(conn: Connection) -> None:
    problem = refused(conn, row("received", LISTED), "refused")
    assert (problem.field, problem.allowed) == ("grounds", ("1", "2"))


def test_the_rest_of_a_partial_answer_needs_a_ground_unless_the_part_named_one(conn: Connection) -> None:
    place = "requests.decision_enc:MDG-AAAA-AAAA"
    for decision in (None, KEYS.seal_json({"grounds": []}, place)):
        assert refused(conn, row("partly_answered", decision=decision), "partly_closed").field == "grounds"
    named = row("partly_answered", decision=KEYS.seal_json({"grounds": [{"id": "1"}]}, place))
    # It passes the check of grounds: what is refused then is the date, which an end has not.
    assert refused(conn, named, "partly_closed", deadline=NOW.date()).field == "deadline"
    # Grounds of a part are no grounds of a refusal of the whole.
    whole = row("received", decision=KEYS.seal_json({"grounds": [{"id": "1"}]}, place))
    assert refused(conn, whole, "refused").field == "grounds"


def had(conn: Connection, *statuses: str) -> None:
    for one in statuses:
        conn.execute(
            insert(t.request_history).values(
                receipt="MDG-AAAA-AAAA", what="status", status=one, by="x", at=NOW
            )
        )


@pytest.mark.parametrize("status", [status for status in OPEN if status != "announced"])
def test_once_a_part_has_gone_out_only_the_ends_that_fit_are_open_and_before_it_the_others(
    conn: Connection, status: RequestStatus
) -> None:
    confirm(conn, "identity")
    had(conn, "received", "in_progress")
    if status != "partly_answered":
        assert "partly_closed" not in allowed_now(conn, row(status, PAID))
        with pytest.raises(TransitionNotAllowed, match="a part of the answer has not gone out"):
            MOVES.move(Tx(conn, NOW), row(status, PAID), "partly_closed", "hanako")
    had(conn, "partly_answered", "in_progress")
    allowed = set(allowed_now(conn, row(status, PAID)))
    assert not allowed & {"refused", "withdrawn", "expired"}
    assert "partly_closed" in allowed
    for end in TRANSITIONS[status] & {"refused", "withdrawn", "expired"}:
        with pytest.raises(TransitionNotAllowed, match="a part of the answer has gone out"):
            MOVES.move(Tx(conn, NOW), row(status, PAID), end, "hanako")


def test_a_rest_that_is_taken_back_or_lapses_has_no_ground(conn: Connection) -> None:
    at = row("partly_answered")
    for reason in ("rest_withdrawn", "rest_lapsed"):
        # It passes the check of grounds: what is refused then is the date, which an end has not.
        assert refused(conn, at, "partly_closed", reason=reason, deadline=NOW.date()).field == "deadline"
        assert refused(conn, at, "partly_closed", reason=reason, grounds=("x",)).field == "grounds"
    assert refused(conn, at, "partly_closed", reason="rest_refused").field == "grounds"


def test_grounds_belong_to_refusals_and_dates_to_what_has_one(conn: Connection) -> None:
    confirm(conn, "identity")
    assert refused(conn, row("received"), "answered", grounds=("1",)).field == "grounds"
    for wanted in ("answered", "checking_identity"):
        assert refused(conn, row("received"), wanted, deadline=NOW.date()).field == "deadline"


def test_a_ground_is_one_of_the_list_by_id_or_words() -> None:
    at = row("received", LISTED)
    assert listed_grounds(at) == LISTED.grounds and listed_grounds(row("received", None)) == ()
    assert MOVES._ground(at, " 2 ").id == "2"
    assert MOVES._ground(at, "本人と\n 確認できない").id == "1"
    with pytest.raises(ChangeInvalid) as raised:
        MOVES._ground(at, "気に入らない")
    assert raised.value.allowed == ("1", "2")


@pytest.mark.parametrize(
    ("given", "fits"), [("", False), (" ", False), ("あ", True), ("あ" * MAX_GROUND, True)]
)
def test_without_a_list_a_ground_is_a_text_of_some_length(given: str, fits: bool) -> None:
    if fits:
        assert MOVES._ground(row("received"), f" {given}\n") == Ground("own", given, None, own=True)
        return
    with pytest.raises(ChangeInvalid, match="1 to 500"):
        MOVES._ground(row("received"), given)


def test_a_ground_that_is_too_long_is_refused() -> None:
    with pytest.raises(ChangeInvalid, match="1 to 500"):
        MOVES._ground(row("received"), "あ" * (MAX_GROUND + 1))


def test_a_promised_letter_with_the_reasons_cannot_be_left_out(conn: Connection) -> None:
    at = row("received", Terms(fee="no", reasons="yes"))
    problem = refused(conn, at, "refused", grounds=("本人でない",), reasons_letter=False)
    assert (problem.field, problem.allowed) == ("reasons_letter", ("true",))


@pytest.mark.parametrize("part", [False, True])
@pytest.mark.parametrize("status", STATUSES)
def test_an_erasure_ends_what_is_open_and_tells_nobody(
    conn: Connection, status: RequestStatus, part: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if part:
        had(conn, "partly_answered")
    written: list[tuple[str, bool]] = []
    monkeypatch.setattr(
        MOVES, "_record", lambda tx, at, ended, by, changes, reason, tell=True: written.append((ended, tell))
    )
    MOVES.end(Tx(conn, NOW), row(status), "system")
    if TRANSITIONS[status]:
        assert written == [("partly_closed" if part or status == "partly_answered" else "withdrawn", False)]
    else:
        assert written == []


@pytest.mark.parametrize(
    ("before", "after", "given", "note", "recorded"),
    [
        ("awaiting_papers", "received", None, None, "not_named"),
        ("awaiting_papers", "received", "papers_not_needed", None, "papers_not_needed"),
        ("awaiting_papers", "received", None, "窓口で受け取った", "written"),
        ("awaiting_papers", "received", "papers_complete", "窓口で受け取った", "papers_complete"),
        ("awaiting_papers", "received", "written", "窓口で受け取った", "written"),
        ("in_progress", "awaiting_papers", "paper_missing", None, "paper_missing"),
        ("in_progress", "withdrawn", None, None, "not_named"),
        ("awaiting_fee", "in_progress", None, " ", "not_named"),
    ],
)
def test_every_change_of_status_is_recorded_with_its_reason(
    before: RequestStatus, after: RequestStatus, given: str | None, note: str | None, recorded: str
) -> None:
    assert reason_of(before, after, RequestChanges(reason=given, note=note)) == recorded


@pytest.mark.parametrize(
    ("before", "after", "note", "holds", "recorded"),
    [
        ("awaiting_papers", "received", None, {"papers_complete"}, "papers_complete"),
        ("awaiting_papers", "received", "窓口で受け取った", {"papers_complete"}, "written"),
        ("awaiting_papers", "received", None, {"ground"}, "not_named"),
        ("received", "refused", None, {"ground", "rest_refused"}, "ground"),
        ("checking_identity", "in_progress", None, {"checks_made"}, "checks_made"),
    ],
)
def test_a_reason_that_the_record_shows_need_not_be_named(
    before: RequestStatus, after: RequestStatus, note: str | None, holds: set[str], recorded: str
) -> None:
    assert reason_of(before, after, RequestChanges(note=note), holds) == recorded


@pytest.mark.parametrize(
    ("before", "after", "given", "field"),
    [
        ("in_progress", "awaiting_papers", None, "reason"),
        ("awaiting_papers", "received", "fee_received", "reason"),
        ("awaiting_papers", "received", "last_paper_ticked", "reason"),
        ("awaiting_papers", "received", "written", "note"),
    ],
)
def test_a_reason_that_is_missing_or_not_of_this_step_is_refused(
    before: RequestStatus, after: RequestStatus, given: str | None, field: str
) -> None:
    with pytest.raises(ChangeInvalid) as raised:
        reason_of(before, after, RequestChanges(reason=given, note=" "))
    assert raised.value.field == field
