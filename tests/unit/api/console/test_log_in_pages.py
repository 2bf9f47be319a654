"""The pages by which staff come in: with a password, a code, an invitation, or by the company's OpenID provider; and
what an administrator may tick."""

import base64
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import Response

from api.console import account, accounts, login, oidc
from api.console.openid import Begun
from api.console.visit import SESSION, VISIT
from api.problems import Problem
from desk.accounts.errors import (
    AccountInvalid,
    AccountWithoutCompany,
    ElsewhereRefused,
    InvitationInvalid,
    LoginFailed,
    PasswordsDiffer,
    TotpWrong,
)
from desk.roles import StaffMember
from desk.vaulting.errors import KeyProblem
from tests.unit.api.asking_for import done, request
from tests.unit.desk.accounts.accounts_world import (
    MINUTE,
    OTHER,
    PASSWORDS,
    RIGHT,
    SECOND,
    WRONG,
    AccountsWorld,
)

HOME, PAGE = "/staff", "/staff/requests?status=open"
NEXT = "?next=%2Fstaff%2Frequests%3Fstatus%3Dopen"


class Provider:
    """Of OpenID: says who has come back."""

    making = True

    async def begin(self) -> Begun:
        return Begun("https://id.example/authorize", "state", "nonce", "verifier")

    async def finish(self, begun: Begun, query: Any, _: object) -> Any:
        assert (begun.state, begun.nonce, begun.verifier) == ("state", "nonce", "verifier")
        return query["who"]


class Pages(AccountsWorld):
    """The pages over a few accounts. Instead of a page there is its template, with what it is to show."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(folder)
        self.shown: dict[str, Any] = {}
        self.refused: Exception | None = None
        held = SimpleNamespace(
            log_in=self.log_in, sessions=self.sessions, keeper=self.keeper, own=self.own, passwords=PASSWORDS,
            federated=SimpleNamespace(enter=self._from_elsewhere),
        )  # fmt: skip
        desk = SimpleNamespace(accounts=held, context=self.context, database=self.db)
        companies = {
            "ocs": SimpleNamespace(id="ocs", name="OCS"),
            "oni": SimpleNamespace(id="oni", name="oni"),
        }
        self.context_of_app: Any = SimpleNamespace(
            base_url="https://desk.example", desk=desk, companies=SimpleNamespace(get=companies.get, ids=()),
            settings=SimpleNamespace(oidc_button="Example"),
        )  # fmt: skip
        for page in (login, account, accounts):
            monkeypatch.setattr(page, "render", self._render)
            monkeypatch.setattr(page, "refusal", self._refusal)
        monkeypatch.setattr("api.console.oidc.log", SimpleNamespace(warning=lambda *_: None))

    def _render(self, _: Any, template: str, __: Any, **values: Any) -> Response:
        self.shown = values | {"template": template}
        return Response("page")

    def _refusal(self, _: Any, template: str, __: Any, error: Exception, **values: Any) -> Response:
        self.shown, self.refused = values | {"template": template}, error
        return Response("page", status_code=400)

    def _from_elsewhere(self, person: str, making: bool, _: str) -> Any:
        assert making
        if person == "nobody":
            raise ElsewhereRefused("no_account")
        return SimpleNamespace(token=self.session(person), code_due=False)

    def asks(self, cookies: dict[str, str] | None = None, url: str = "/staff/login") -> Any:
        asked = request("GET", url, cookies=cookies, context=self.context_of_app)
        asked.scope["app"].state.oidc = Provider()
        return asked

    def with_session(self, token: str) -> Any:
        return self.asks({SESSION: token})

    def log(self, name: str = "hanako", password: str = RIGHT, back: str = "", **cookies: str) -> Response:
        return done(login.log_in(self.asks(cookies), self.context_of_app, name, password, back))

    def code_of(self, token: str, code: str, back: str = "") -> Response:
        return done(login.second_step(self.with_session(token), self.context_of_app, code, back))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    made = Pages(tmp_path, monkeypatch)
    yield made
    made.engine.dispose()


def cookies(response: Response) -> dict[str, str]:
    """Those that it sets; empty: taken away."""
    found = {}
    for line in response.headers.getlist("set-cookie"):
        name, _, rest = line.partition("=")
        found[name] = rest.partition(";")[0].strip('"')
    return found


def to(response: Response) -> str:
    assert response.status_code == 303
    return response.headers["location"]


# ---------------------------------------------------------------------- password


def test_who_logs_in_goes_where_he_or_she_wanted_to_go_and_nowhere_outside(world: Pages) -> None:
    assert to(world.log(" hanako ", back=PAGE)) == PAGE
    for outside in ("", "//evil.example"):
        assert to(world.log(back=outside)) == HOME
    assert world.is_open(cookies(world.log())[SESSION])
    assert cookies(world.log())[VISIT] == "", "the visit before the log-in ends"


def test_the_session_that_a_browser_had_ends_with_a_new_log_in(world: Pages) -> None:
    old = cookies(world.log())[SESSION]
    new = cookies(world.log(**{SESSION: old}))[SESSION]
    assert world.is_open(new) and not world.is_open(old)


def test_a_wrong_password_shows_the_page_again_with_the_name_and_without_a_session(world: Pages) -> None:
    response = world.log(password=WRONG, back=PAGE)
    assert isinstance(world.refused, LoginFailed) and cookies(response) == {}
    assert (world.shown["username"], world.shown["back"], world.shown["ended"]) == ("hanako", PAGE, False)
    assert world.shown["provider"] == "Example"


@pytest.mark.parametrize(
    ("held", "back", "ended"),
    [
        ({SESSION: "t"}, PAGE, True),
        ({SESSION: "t"}, "", False),
        ({}, PAGE, False),
        ({SESSION: "t"}, "//x", False),
    ],
)
def test_a_session_is_said_to_have_ended_where_there_was_one_and_a_page_led_here(
    world: Pages, held: dict[str, str], back: str, ended: bool
) -> None:
    done(login.show_login(world.asks(held), world.context_of_app, back))
    assert world.shown["ended"] is ended


# ---------------------------------------------------------------------- the code


def test_an_account_with_an_authenticator_app_is_asked_for_its_code_before_anything_else(
    world: Pages,
) -> None:
    app, _ = world.enrol()
    first = world.log(back=PAGE)
    assert to(first) == f"/staff/login/code{NEXT}"
    token = cookies(first)[SESSION]
    done(login.show_code(world.with_session(token), world.context_of_app, PAGE))
    assert (world.shown["template"], world.shown["back"]) == ("console/login_code.html", PAGE)
    entered = world.code_of(token, world.code(app), PAGE)
    assert to(entered) == PAGE and world.is_open(cookies(entered)[SESSION])
    assert not world.is_open(token)


def test_a_wrong_code_is_asked_for_again_and_opens_nothing(world: Pages) -> None:
    app, _ = world.enrol()
    token = cookies(world.log())[SESSION]
    wrong = f"{(int(world.code(app)) + 1) % 1_000_000:06}"
    assert cookies(world.code_of(token, wrong, PAGE)) == {}
    assert isinstance(world.refused, TotpWrong) and world.shown["back"] == PAGE


def test_a_code_that_comes_too_late_begins_the_log_in_anew(world: Pages) -> None:
    app, _ = world.enrol()
    token = cookies(world.log())[SESSION]
    world.clock.forward(6 * MINUTE)
    late = world.code_of(token, world.code(app), PAGE)
    assert to(late) == f"/staff/login{NEXT}" and cookies(late)["madoguchi_flash"] == "code_late"
    page = done(login.show_code(world.with_session(token), world.context_of_app, PAGE))
    assert to(page) == f"/staff/login{NEXT}"


def test_who_is_in_already_is_not_asked_for_a_code(world: Pages) -> None:
    token = cookies(world.log())[SESSION]
    ask = world.with_session(token)
    assert to(done(login.show_code(ask, world.context_of_app, PAGE))) == PAGE
    assert to(done(login.show_code(ask, world.context_of_app, "//x"))) == HOME
    assert to(done(login.show_code(world.asks(), world.context_of_app, ""))) == "/staff/login"


def test_logging_out_ends_the_session_on_the_desk_and_in_the_browser(world: Pages) -> None:
    token = cookies(world.log())[SESSION]
    out = done(login.log_out(world.with_session(token), world.context_of_app))
    assert to(out) == "/staff/login" and not world.is_open(token)
    assert cookies(out)[SESSION] == "" and cookies(out)["madoguchi_flash"] == "logged_out"
    assert to(done(login.log_out(world.asks(), world.context_of_app))) == "/staff/login"


# ---------------------------------------------------------------------- an invitation


def accept(world: Pages, token: str, first: str, again: str) -> Response:
    return done(login.accept_invitation(world.asks(), world.context_of_app, token, first, again))


def test_an_invitation_is_spent_by_a_password_that_was_typed_twice_alike(world: Pages) -> None:
    token = world.keeper.invite(world.member("aoi"), "hanako").token
    for _ in range(2):
        done(login.show_invitation(world.asks(), world.context_of_app, token))
    assert (world.shown["username"], world.shown["least"]) == ("hanako", 15), "looking spends nothing"
    assert accept(world, token, OTHER, f"{OTHER}x").status_code == 400
    assert isinstance(world.refused, PasswordsDiffer) and world.shown["username"] == "hanako"
    assert accept(world, token, "short", "short").status_code == 400
    assert to(accept(world, token, OTHER, OTHER)) == "/staff/login"
    assert to(world.log(password=OTHER)) == HOME
    with pytest.raises(InvitationInvalid):
        accept(world, token, OTHER, OTHER)


# ---------------------------------------------------------------------- OpenID


def begun(world: Pages, back: str = "") -> Response:
    return done(oidc.start(world.asks(), world.context_of_app, back))


def come_back(world: Pages, cookie: str, who: str = "hanako", **more: str) -> Response:
    held = {oidc.COOKIE: cookie, **more}
    asked = world.asks(
        {name: value for name, value in held.items() if value}, f"/staff/oidc/callback?who={who}"
    )
    return done(oidc.callback(asked, world.context_of_app))


def test_who_comes_back_from_the_provider_within_ten_minutes_is_in(world: Pages) -> None:
    first = begun(world, PAGE)
    assert to(first) == "https://id.example/authorize"
    (line,) = first.headers.getlist("set-cookie")
    assert "Max-Age=600" in line
    cookie = cookies(first)[oidc.COOKIE]
    assert b"verifier" not in base64.urlsafe_b64decode(cookie), "only the desk reads it"
    world.clock.forward(timedelta(seconds=600))
    entered = come_back(world, cookie)
    assert to(entered) == PAGE and world.is_open(cookies(entered)[SESSION])
    assert cookies(entered)[oidc.COOKIE] == "", "it serves once"
    world.clock.forward(SECOND)
    with pytest.raises(ElsewhereRefused) as late:
        come_back(world, cookie)
    assert late.value.why == "too_late"


def test_nobody_is_led_outside_by_the_provider(world: Pages) -> None:
    assert to(come_back(world, cookies(begun(world, "//evil.example"))[oidc.COOKIE])) == HOME


@pytest.mark.parametrize("cookie", ["", "x", "bm90IHNlYWxlZA==", "////"])
def test_what_this_browser_has_not_begun_is_not_ended_here(world: Pages, cookie: str) -> None:
    with pytest.raises(ElsewhereRefused) as refused:
        come_back(world, cookie)
    assert refused.value.why == "not_begun_here"


def test_what_the_desk_has_sealed_for_something_else_is_no_beginning(world: Pages) -> None:
    kept = {"state": "state", "nonce": "nonce", "verifier": "verifier", "back": "", "until": 1e12}
    sealed = world.keys.seal_json(kept, "cookie:other")
    with pytest.raises((ElsewhereRefused, KeyProblem)) as refused:
        come_back(world, base64.urlsafe_b64encode(sealed).decode())
    assert isinstance(refused.value, ElsewhereRefused)


def test_without_an_account_here_nobody_comes_in(world: Pages) -> None:
    with pytest.raises(ElsewhereRefused):
        come_back(world, cookies(begun(world))[oidc.COOKIE], "nobody")


def test_where_no_provider_is_set_there_is_no_such_page(world: Pages) -> None:
    world.context_of_app.settings.oidc_button = None
    with pytest.raises(Problem) as missing:
        begun(world)
    assert missing.value.status == 404


# ---------------------------------------------------------------------- accounts


def test_an_account_is_for_ticked_companies_or_for_all_and_has_a_role_that_there_is(world: Pages) -> None:
    def rights(role: str, *ticked: str, everywhere: bool = False) -> object:
        return accounts._rights(world.context_of_app, role, list(ticked), everywhere)

    assert rights("desk", "ocs", "oni") == ("desk", ["ocs", "oni"])
    assert rights("admin", everywhere=True) == rights("admin", "ocs", everywhere=True) == ("admin", None)
    for wrong in ((), ("ocs", "nobody"), ("nobody",)):
        with pytest.raises(AccountWithoutCompany):
            rights("desk", *wrong)
    for role in ("", "root", "Desk"):
        with pytest.raises(AccountInvalid):
            rights(role, "ocs")


def test_a_new_password_is_typed_twice_alike_and_ends_the_other_sessions(
    world: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, other = world.session(), world.session()
    visit = world.sessions.open(here, "console")

    async def get_visit(_: object) -> Any:
        return SimpleNamespace(session=visit.session, opened=visit)

    monkeypatch.setattr(account, "get_visit", get_visit)

    def change(old: str, first: str, again: str) -> Response:
        member: StaffMember = world.member()
        return done(account.change_password(world.asks(), world.context_of_app, member, old, first, again))

    assert change(RIGHT, OTHER, f"{OTHER}x").status_code == 400
    assert isinstance(world.refused, PasswordsDiffer) and world.shown["due"] is False
    assert change(WRONG, OTHER, OTHER).status_code == 400
    assert world.is_open(other) and to(world.log()) == HOME
    assert to(change(RIGHT, OTHER, OTHER)) == "/staff/account"
    assert world.is_open(here) and not world.is_open(other)


@pytest.mark.parametrize(
    ("pages", "seen", "sent"),
    [
        (login, ["/invitation/{token}", "/login", "/login/code"], ["/invitation/{token}", "/login", "/login/code", "/logout"]),
        (oidc, ["/oidc/callback", "/oidc/start"], []),
        (
            account,
            ["/account", "/account/password", "/account/totp"],
            ["/account/password", "/account/sessions/end", "/account/sessions/{session_id}/end", "/account/totp/begin",
             "/account/totp/confirm", "/account/totp/recovery", "/account/totp/remove"],
        ),
        (
            accounts,
            ["/accounts", "/accounts/{staff_id}"],
            ["/accounts", "/accounts/{staff_id}", "/accounts/{staff_id}/disable", "/accounts/{staff_id}/enable",
             "/accounts/{staff_id}/invite", "/accounts/{staff_id}/sessions/end", "/accounts/{staff_id}/totp/reset"],
        ),
    ],
)  # fmt: skip
def test_looking_changes_nothing_what_changes_something_is_sent(
    pages: Any, seen: list[str], sent: list[str]
) -> None:
    of: dict[str, list[str]] = {"GET": [], "POST": []}
    for route in pages.router.routes:
        for method in route.methods:
            of[method].append(route.path)
    assert (sorted(of["GET"]), sorted(of["POST"])) == (seen, sent)
