"""Who calls the API: tokens in the header, conversations that are nobody else's, and refusals that tell nothing."""

from dataclasses import fields
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi import Request
from fastapi.security import HTTPAuthorizationCredentials

from api.context import Context, get_case_worker, get_conversation, get_staff, get_staff_token
from api.describing import CONVERSATION as CONVERSATION_TOKEN
from api.describing import STAFF
from api.problems import Problem
from desk.accounts.errors import PasswordDue, SessionInvalid
from desk.errors import ConversationNotFound, Forbidden
from desk.ids import ConversationId
from desk.roles import Role, StaffMember
from tests.unit.api.asking_for import done

CONVERSATION = cast("Any", "the conversation")
HANAKO = StaffMember("s", "hanako", "a", None, "desk")


def context() -> Any:
    def with_token(conversation_id: str, token: str) -> Any:
        if (conversation_id, token) != ("c_1", "right"):
            raise ConversationNotFound
        return CONVERSATION

    def authenticate(token: str) -> Any:
        if token == "due":
            raise PasswordDue
        if token != "right":
            raise SessionInvalid
        return HANAKO

    conversations, staff = (
        SimpleNamespace(get_with_token=with_token),
        SimpleNamespace(authenticate=authenticate),
    )
    return SimpleNamespace(desk=SimpleNamespace(conversations=conversations, staff=staff))


def sent(header: str | None) -> HTTPAuthorizationCredentials | None:
    """What the routes are handed of a request with this header."""
    headers = [] if header is None else [(b"authorization", header.encode())]
    return done(STAFF(Request({"type": "http", "headers": headers})))


def test_a_conversations_token_and_a_sessions_are_read_alike() -> None:
    request = Request({"type": "http", "headers": [(b"authorization", b"Bearer right")]})
    assert done(CONVERSATION_TOKEN(request)) == sent("Bearer right")


@pytest.mark.parametrize("header", ["Bearer right", "bearer right", "BEARER  right "])
def test_the_token_stands_in_the_header(header: str) -> None:
    assert get_staff_token(sent(header)) == "right"
    assert done(get_conversation(ConversationId("c_1"), context(), sent(header))) is CONVERSATION


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Bearer   ", "right", "Basic right", "Token right"]
)
def test_without_one_it_is_said_how_to_send_it(header: str | None) -> None:
    for ask in (
        lambda: get_staff_token(sent(header)),
        lambda: done(get_conversation(ConversationId("c_1"), context(), sent(header))),
    ):
        with pytest.raises(Problem) as refused:
            ask()
        assert (refused.value.status, refused.value.code) == (401, "token_missing")
        assert refused.value.headers == {"WWW-Authenticate": "Bearer"}


@pytest.mark.parametrize(("which", "token"), [("c_1", "wrong"), ("c_2", "right"), ("c_2", "wrong")])
def test_another_conversation_and_one_that_is_not_there_are_told_alike(which: str, token: str) -> None:
    with pytest.raises(Problem) as refused:
        done(get_conversation(ConversationId(which), context(), sent(f"Bearer {token}")))
    assert refused.value.status == 404
    assert token not in refused.value.detail


def test_a_session_that_is_over_is_told_with_how_to_log_in() -> None:
    assert done(get_staff(context(), "right")) is HANAKO
    with pytest.raises(Problem) as refused:
        done(get_staff(context(), "wrong"))
    assert (refused.value.status, refused.value.headers) == (401, {"WWW-Authenticate": "Bearer"})
    with pytest.raises(PasswordDue):
        done(get_staff(context(), "due"))


@pytest.mark.parametrize(
    ("role", "works"), [("look_up", False), ("desk", True), ("lead", True), ("admin", True)]
)
def test_cases_are_for_who_works_on_them(role: Role, works: bool) -> None:
    member = StaffMember("s", "hanako", "a", None, role)
    if works:
        assert get_case_worker(member) is member
    else:
        with pytest.raises(Forbidden):
            get_case_worker(member)


def test_customers_are_led_to_the_address_that_the_operator_has_set() -> None:
    parts: dict[str, Any] = dict.fromkeys(one.name for one in fields(Context))
    parts["settings"] = SimpleNamespace(base_url="https://desk.example")
    assert Context(**parts).base_url == "https://desk.example"
