"""Who is looking at the staff's pages: cookies, forged posts, where one is led back to, what is due first."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import Response

from api.console.visit import (
    CSRF_FIELD,
    CSRF_HEADER,
    LANGUAGE,
    SESSION,
    VISIT,
    NotLoggedIn,
    back_to,
    check_csrf,
    console_staff,
    csrf_of,
    drop_cookie,
    due_page,
    get_own,
    get_visit,
    is_fragment,
    locale_of,
    safe_back,
    session_token,
    set_cookie,
)
from api.problems import Problem
from desk.accounts.errors import SessionInvalid
from desk.accounts.sessions import Opened
from desk.errors import Forbidden
from desk.roles import Permission, StaffMember
from tests.unit.api.asking_for import context, done, request

HANAKO = StaffMember("s1", "hanako", "担当A", None, "desk")


class Sessions:
    """Opens one token, and notes how it was asked."""

    def __init__(self, **more: Any) -> None:
        state = {"code_due": False, "password_due": False, "has_totp": False, "totp_due": False}
        self.opened = Opened(HANAKO, "w1", via="console", **(state | more))
        self.asked: list[tuple[str, str, bool]] = []

    def open(self, token: str, door: str, *, use: bool) -> Opened:
        self.asked.append((token, door, use))
        if token != "right":
            raise SessionInvalid
        return self.opened


def world(sessions: Sessions | None = None, base_url: str = "https://desk.example") -> SimpleNamespace:
    made = context(base_url=base_url)
    made.desk.accounts = SimpleNamespace(sessions=sessions or Sessions())
    return made


# ---------------------------------------------------------------------- cookies


@pytest.mark.parametrize(
    ("base", "secure"), [("https://desk.example", True), ("http://localhost:8080", False)]
)
def test_a_cookie_is_the_servers_alone_for_the_staffs_pages_alone(base: str, secure: bool) -> None:
    response = Response()
    set_cookie(request(context=world(base_url=base)), response, SESSION, "t", most=60)
    parts = response.headers["set-cookie"].split("; ")
    assert parts[0] == "madoguchi_staff=t"
    assert {"HttpOnly", "Path=/staff", "SameSite=lax", "Max-Age=60"} <= set(parts)
    assert ("Secure" in parts) is secure


def test_a_cookie_without_a_time_ends_with_the_browser_and_is_dropped_where_it_was_set() -> None:
    response = Response()
    set_cookie(request(context=world()), response, SESSION, "t")
    assert "Max-Age" not in response.headers["set-cookie"]
    response = Response()
    drop_cookie(response, SESSION)
    assert "Path=/staff" in response.headers["set-cookie"]
    assert "Max-Age=0" in response.headers["set-cookie"]


def test_an_empty_cookie_is_no_session() -> None:
    assert session_token(request(cookies={SESSION: "t"})) == "t"
    assert session_token(request(cookies={SESSION: ""})) is None
    assert session_token(request()) is None


@pytest.mark.parametrize(
    ("url", "cookie", "shown"),
    [
        ("/staff", "", "ja"), ("/staff?lang=en", "", "en"), ("/staff", "en", "en"),
        ("/staff?lang=ja", "en", "ja"), ("/staff?lang=xx", "en", "en"), ("/staff?lang=xx", "yy", "ja"),
    ],
)  # fmt: skip
def test_the_pages_speak_as_asked_or_as_chosen_before(url: str, cookie: str, shown: str) -> None:
    assert locale_of(request(url=url, cookies={LANGUAGE: cookie})) == shown


@pytest.mark.parametrize(
    ("headers", "piece"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
        ({"HX-Boosted": "true"}, False),
    ],
)
def test_a_piece_is_given_to_who_asks_for_one(headers: Mapping[str, str], piece: bool) -> None:
    assert is_fragment(request(headers=headers)) is piece


# ---------------------------------------------------------------------- forged posts


def token_for(**cookies: str) -> str:
    return csrf_of(request(cookies=cookies, context=world()))


def post(cookies: Mapping[str, str], method: str = "POST", **more: Any) -> None:
    done(check_csrf(request(method, cookies=cookies, context=world(), **more)))


def is_refused(cookies: Mapping[str, str], **more: Any) -> bool:
    try:
        post(cookies, **more)
    except Problem as problem:
        assert (problem.status, problem.code) == (403, "csrf")
        return True
    return False


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_what_changes_nothing_needs_no_token(method: str) -> None:
    post({}, method)
    post({SESSION: "t"}, method)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_what_changes_something_needs_the_token_of_its_own_session(method: str) -> None:
    mine, others = token_for(**{SESSION: "t"}), token_for(**{SESSION: "u"})
    cookies = {SESSION: "t"}
    assert not is_refused(cookies, method=method, headers={CSRF_HEADER: mine})
    for given in ({}, {CSRF_HEADER: ""}, {CSRF_HEADER: others}, {CSRF_HEADER: "é"}, {CSRF_HEADER: mine[:-1]}):
        assert is_refused(cookies, method=method, headers=given)


def test_a_browsers_form_carries_it_in_a_field() -> None:
    mine = token_for(**{SESSION: "t"})
    assert not is_refused({SESSION: "t"}, body={CSRF_FIELD: mine, "a": "b"})
    assert is_refused({SESSION: "t"}, body={CSRF_FIELD: "x" * 64})
    assert is_refused({SESSION: "t"}, body={"a": "b"})
    lines = ("--x", f'Content-Disposition: form-data; name="{CSRF_FIELD}"', "", mine, "--x--", "")
    parts = {"content-type": "multipart/form-data; boundary=x"}
    assert not is_refused({SESSION: "t"}, body="\r\n".join(lines).encode(), headers=parts)


def test_a_file_in_place_of_the_field_is_no_token() -> None:
    mine = token_for(**{SESSION: "t"})
    head = f'Content-Disposition: form-data; name="{CSRF_FIELD}"; filename="a"'
    body = "\r\n".join(("--x", head, "", mine, "--x--", "")).encode()
    assert is_refused({SESSION: "t"}, body=body, headers={"content-type": "multipart/form-data; boundary=x"})


def test_what_a_foreign_page_can_send_without_asking_is_not_read_as_a_form() -> None:
    mine = token_for(**{SESSION: "t"})
    body = f"{CSRF_FIELD}={mine}".encode()
    assert is_refused({SESSION: "t"}, body=body, headers={"content-type": "text/plain"})
    assert is_refused({SESSION: "t"}, body=body)


def test_a_wrong_header_is_not_made_good_by_the_field() -> None:
    mine = token_for(**{SESSION: "t"})
    assert is_refused({SESSION: "t"}, body={CSRF_FIELD: mine}, headers={CSRF_HEADER: "x"})


def test_before_the_log_in_the_token_is_bound_to_a_cookie_of_the_visit() -> None:
    mine = token_for(**{VISIT: "v"})
    assert not is_refused({VISIT: "v"}, headers={CSRF_HEADER: mine})
    assert is_refused({VISIT: "w"}, headers={CSRF_HEADER: mine})
    assert is_refused({VISIT: "v", SESSION: "t"}, headers={CSRF_HEADER: mine}), "the session goes before it"


def test_without_any_cookie_nothing_is_changed() -> None:
    with pytest.raises(NotLoggedIn):
        post({}, headers={CSRF_HEADER: "x"})


def test_a_first_page_gives_all_its_forms_one_token_and_remembers_for_whom() -> None:
    first = request(context=world())
    token = csrf_of(first)
    assert csrf_of(first) == token
    assert token == token_for(**{VISIT: first.state.new_visit})
    assert csrf_of(request(context=world())) != token
    known = request(cookies={VISIT: "v"}, context=world())
    csrf_of(known)
    assert not hasattr(known.state, "new_visit")


# ---------------------------------------------------------------------- where one is led back to


@pytest.mark.parametrize(
    "inside", ["/staff", "/staff/", "/staff/requests?x=1&y=%2F", "/staff?lang=en", "/staff/要求"]
)
def test_one_is_led_back_into_the_staffs_pages(inside: str) -> None:
    assert safe_back(inside) == inside


@pytest.mark.parametrize(
    "outside",
    [
        None, "", "/", "/staffroom", "staff", "//evil.example", "https://evil.example/staff", "/chat",
        "/staff/\\evil", "/staff\\", "/staff/\nx", "/staff/\t", "/staff#x", " /staff", "\\staff",
    ],
)  # fmt: skip
def test_and_nowhere_else(outside: str | None) -> None:
    assert safe_back(outside) == ""


def test_a_page_that_was_wanted_is_where_one_goes_after_the_log_in() -> None:
    assert back_to(request(url="/staff/requests")) == "/staff/requests"
    assert back_to(request(url="/staff/requests?page=2")) == "/staff/requests?page=2"


@pytest.mark.parametrize("name", ["HX-Current-URL", "Referer"])
def test_after_a_post_or_a_piece_it_is_the_page_that_it_belongs_to(name: str) -> None:
    on = {name: "https://desk.example/staff/requests?page=2"}
    assert back_to(request("POST", "/staff/requests/R-1/move", headers=on)) == "/staff/requests?page=2"
    assert (
        back_to(request(url="/staff/signs", headers={**on, "HX-Request": "true"})) == "/staff/requests?page=2"
    )
    assert back_to(request("POST", headers={name: "https://desk.example/staff"})) == "/staff"
    assert back_to(request("POST", headers={name: "https://evil.example/x"})) == ""
    assert back_to(request("POST")) == ""


def test_the_log_in_page_is_told_where_to_go_on() -> None:
    assert NotLoggedIn("/staff/requests?a=b").url == "/staff/login?next=%2Fstaff%2Frequests%3Fa%3Db"
    assert NotLoggedIn("").url == "/staff/login"
    assert NotLoggedIn("", "/staff/account/totp").url == "/staff/account/totp"


# ---------------------------------------------------------------------- who may


def visiting(sessions: Sessions, url: str = "/staff/requests", token: str = "right") -> Any:
    return request(url=url, cookies={SESSION: token} if token else None, context=world(sessions))


def test_a_session_says_who_it_is_once_for_a_request() -> None:
    sessions = Sessions()
    asked = visiting(sessions)
    visit = done(get_visit(asked))
    assert (visit.member, visit.session) == (HANAKO, "w1")
    assert done(get_visit(asked)) is visit
    assert done(get_own(asked)) is HANAKO
    assert sessions.asked == [("right", "console", True)]


@pytest.mark.parametrize("token", ["", "wrong"])
def test_without_a_session_the_log_in_page_is_next(token: str) -> None:
    with pytest.raises(NotLoggedIn) as sent:
        done(get_visit(visiting(Sessions(), token=token)))
    assert sent.value.url == "/staff/login?next=%2Fstaff%2Frequests"


def test_a_log_in_that_waits_for_its_code_opens_no_page() -> None:
    with pytest.raises(NotLoggedIn) as sent:
        done(get_visit(visiting(Sessions(code_due=True))))
    assert sent.value.url == "/staff/login/code?next=%2Fstaff%2Frequests"


@pytest.mark.parametrize(
    ("due", "page"),
    [
        ({"password_due": True}, "/staff/account/password"),
        ({"totp_due": True}, "/staff/account/totp"),
        ({"password_due": True, "totp_due": True}, "/staff/account/password"),
    ],
)
def test_what_is_due_comes_before_any_page_but_ones_own(due: Mapping[str, bool], page: str) -> None:
    sessions = Sessions(**due)
    assert due_page(sessions.opened) == page
    with pytest.raises(NotLoggedIn) as sent:
        done(console_staff(Permission.LOOK_UP)(visiting(sessions)))
    assert sent.value.url == page
    assert done(get_own(visiting(sessions))) is HANAKO


def test_a_page_is_for_who_has_the_right_to_it() -> None:
    assert done(console_staff(Permission.MOVE_REQUESTS)(visiting(Sessions()))) is HANAKO
    with pytest.raises(Forbidden):
        done(console_staff(Permission.ACCOUNTS)(visiting(Sessions())))
    assert due_page(Sessions().opened) is None


@pytest.mark.parametrize(("more", "use"), [({}, True), ({"use": False}, False)])
def test_what_an_open_page_does_by_itself_keeps_no_session_alive(more: Any, use: bool) -> None:
    sessions = Sessions()
    done(console_staff(Permission.LOOK_UP, **more)(visiting(sessions)))
    assert sessions.asked == [("right", "console", use)]
