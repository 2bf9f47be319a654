"""The administrators' pages of accounts: what was typed is not lost to a mistake, and nobody gives more than he or she
has."""

import re
from typing import Any

import pyotp
import pytest
from fastapi import Response

from api.console import account, accounts
from desk.accounts.errors import (
    AccountInvalid,
    AccountUnknown,
    AccountWithoutCompany,
    SessionInvalid,
    TotpWrong,
)
from desk.errors import Forbidden
from tests.unit.api.asking_for import done
from tests.unit.api.console.test_log_in_pages import Pages, to, world  # noqa: F401 - a fixture
from tests.unit.desk.accounts.accounts_world import MINUTE, OTHER, RIGHT


@pytest.fixture
def pages(world: Pages, monkeypatch: pytest.MonkeyPatch) -> Pages:  # noqa: F811
    monkeypatch.setattr(accounts, "company_choices", lambda *_: [("ocs", "OCS"), ("oni", "oni")])
    return world


def add(pages: Pages, role: str = "desk", *ticked: str, by: str = "aoi", **more: Any) -> Response:
    keeper = pages.member(by)
    name, alias = " mei ", " 担当M "
    work = accounts.add(pages.asks(), pages.context_of_app, keeper, name, alias, role, list(ticked), **more)
    return done(work)


def change(pages: Pages, of: str, role: str, *ticked: str, by: str = "aoi", **more: Any) -> Response:
    work = accounts.change(
        pages.asks(), pages.context_of_app, pages.member(by), of, "担当X", role, list(ticked), **more
    )
    return done(work)


def test_a_new_account_is_for_what_was_ticked_and_its_link_is_shown_once(pages: Pages) -> None:
    add(pages, "desk", "ocs")
    shown = pages.shown
    assert (shown["template"], shown["username"]) == ("console/invited.html", "mei")
    token = shown["link"].removeprefix("https://desk.example/staff/invitation/")
    mei = pages.keeper.invited(token)
    assert mei.alias == "担当M" and mei.companies is not None and set(mei.companies) == {"ocs"}


def test_what_was_typed_is_still_there_where_it_could_not_be_taken(pages: Pages) -> None:
    assert add(pages, "desk").status_code == 400
    assert isinstance(pages.refused, AccountWithoutCompany)
    assert add(pages, "root", "ocs").status_code == 400
    assert isinstance(pages.refused, AccountInvalid)
    shown = pages.shown
    assert (shown["username"], shown["role"], shown["ticked"]) == (" mei ", "root", ["ocs"])
    assert shown["everywhere"] is False
    assert [one.member.username for one in shown["accounts"]] == ["aoi", "hanako", "jiro", "ren"]


def test_only_who_works_for_all_companies_may_give_all(pages: Pages) -> None:
    for by, may in (("aoi", True), ("ren", False)):
        done(accounts.show(pages.asks(), pages.context_of_app, pages.member(by)))
        assert pages.shown["may_all"] is may
        done(accounts.show_one(pages.asks(), pages.context_of_app, pages.member(by), "hanako"))
        assert pages.shown["may_all"] is may
    assert add(pages, "desk", by="ren", everywhere=True).status_code == 400
    assert add(pages, "desk", "oni", by="ren").status_code == 400


def test_an_account_shows_the_rights_that_it_has(pages: Pages) -> None:
    for name, ticked, everywhere in (("hanako", ["ocs"], False), ("aoi", [], True)):
        done(accounts.show_one(pages.asks(), pages.context_of_app, pages.member("aoi"), name))
        assert (pages.shown["ticked"], pages.shown["everywhere"]) == (ticked, everywhere)


def test_rights_are_changed_as_ticked_and_a_mistake_changes_nothing(pages: Pages) -> None:
    assert change(pages, "hanako", "lead").status_code == 400
    assert (pages.shown["role"], pages.shown["ticked"], pages.row("hanako").role) == ("lead", [], "desk")
    assert to(change(pages, "hanako", "lead", "oni")) == "/staff/accounts"
    row = pages.row("hanako")
    assert (row.role, row.companies, row.alias) == ("lead", ["oni"], "担当X")
    with pytest.raises(AccountUnknown):
        change(pages, "nobody", "lead", "oni")


def test_an_account_that_is_shut_lets_nobody_in_until_it_is_opened(pages: Pages) -> None:
    aoi, token = pages.member("aoi"), pages.session()
    assert to(done(accounts.disable(pages.asks(), pages.context_of_app, aoi, "hanako"))) == "/staff/accounts"
    assert not pages.is_open(token) and pages.log().status_code == 400
    back = done(accounts.enable(pages.asks(), pages.context_of_app, aoi, "hanako"))
    assert to(back) == "/staff/accounts/hanako" and to(pages.log()) == "/staff"


def test_sessions_and_the_authenticator_app_of_somebody_are_taken_away(pages: Pages) -> None:
    pages.enrol()
    aoi, token = pages.member("aoi"), pages.session()
    done(accounts.end_sessions(pages.asks(), pages.context_of_app, aoi, "hanako"))
    assert not pages.is_open(token)
    done(accounts.reset_totp(pages.asks(), pages.context_of_app, aoi, "hanako"))
    assert pages.row("hanako").totp_since is None
    with pytest.raises((AccountUnknown, Forbidden)):
        done(accounts.reset_totp(pages.asks(), pages.context_of_app, pages.member("ren"), "jiro"))


# ---------------------------------------------------------------------- one's own


@pytest.fixture
def own(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> Pages:
    token = pages.session()

    async def get_visit(_: object) -> Any:
        opened = pages.sessions.open(token, "console")
        return type("Visit", (), {"session": opened.session, "opened": opened})

    monkeypatch.setattr(account, "get_visit", get_visit)
    return pages


def mine(own: Pages, work: Any, *given: Any) -> Response:
    return done(work(own.asks(), own.context_of_app, own.member(), *given))


def test_ones_companies_are_named_and_one_that_is_gone_by_its_id(own: Pages) -> None:
    own.change("hanako", companies=["oni", "gone", "ocs"])
    mine(own, account.show)
    assert own.shown["companies"] == ["gone", "OCS", "oni"]
    own.change("hanako", companies=None)
    mine(own, account.show)
    assert own.shown["companies"] is None, "all of them"


def test_a_secret_is_shown_in_fours_until_a_code_has_confirmed_it(own: Pages) -> None:
    mine(own, account.show_totp)
    assert (own.shown["qr"], own.shown["secret"]) == (None, None)
    mine(own, account.begin_totp)
    mine(own, account.show_totp)
    groups = own.shown["secret"].split(" ")
    assert {len(one) for one in groups} == {4} and "<svg" in own.shown["qr"]
    assert mine(own, account.confirm_totp, "000000").status_code == 400
    assert own.shown["template"] == "console/totp.html" and own.row().totp_since is None


def secret_of(own: Pages) -> str:
    """Begins with an authenticator app; gives its secret, as the page shows it."""
    mine(own, account.begin_totp)
    mine(own, account.show_totp)
    return str(own.shown["secret"]).replace(" ", "")


def test_a_camera_finds_the_secrets_picture_in_the_dark_scheme_and_on_a_phone(own: Pages) -> None:
    """Black on white with the four cells of margin that a code needs, as wide as the page lets it be."""
    secret_of(own)
    drawn = str(own.shown["qr"])
    head = drawn[: drawn.index(">")]
    assert 'class="qr"' in head and "viewBox" in head
    assert "width=" not in head and "height=" not in head
    assert 'fill="#fff"' in drawn and 'stroke="#000"' in drawn
    assert re.search(r'd="M4 4\.5', drawn), "the first cell stands behind the margin"


def test_the_first_code_turns_the_app_on_and_recovery_codes_are_shown_this_once(own: Pages) -> None:
    app = pyotp.TOTP(secret_of(own))
    assert own.shown["due"] is False
    mine(own, account.confirm_totp, own.code(app))
    assert (own.shown["template"], own.shown["flash"]) == ("console/recovery_codes.html", "totp_on")
    first = own.shown["codes"]
    assert first and own.row().totp_since is not None
    mine(own, account.show_totp)
    assert "codes" not in own.shown and (own.shown["qr"], own.shown["secret"]) == (None, None)


def test_recovery_codes_and_the_end_of_the_app_want_a_code_of_it(own: Pages) -> None:
    app, first = own.enrol()
    for work in (account.new_recovery_codes, account.remove_totp):
        assert mine(own, work, "000000").status_code == 400
        assert isinstance(own.refused, TotpWrong) and own.shown["template"] == "console/totp.html"
    mine(own, account.new_recovery_codes, own.code(app))
    assert own.shown["template"] == "console/recovery_codes.html" and set(own.shown["codes"]).isdisjoint(
        first
    )
    own.clock.forward(MINUTE)
    assert to(mine(own, account.remove_totp, own.code(app))) == "/staff/account"
    assert own.row().totp_since is None


def test_who_has_been_shut_out_meanwhile_is_led_to_the_log_in_and_told_of_no_wrong_code(own: Pages) -> None:
    app = pyotp.TOTP(secret_of(own))
    code = own.code(app)
    own.change("hanako", disabled_at=own.clock.now)
    for work, *given in (
        (account.change_password, RIGHT, OTHER, OTHER),
        (account.confirm_totp, code),
        (account.new_recovery_codes, code),
        (account.remove_totp, code),
    ):
        with pytest.raises(SessionInvalid):
            mine(own, work, *given)
    assert own.refused is None


def test_ones_own_sessions_are_ended_one_by_one_or_all_but_this(own: Pages) -> None:
    mine(own, account.show)
    here = own.shown["current"]
    others = [own.session() for _ in range(3)]
    ids = [one.id for one in own.shown["sessions"] if one.id != here]
    assert ids == [], "the page was drawn before they were there"
    mine(own, account.show)
    listed = [one.id for one in own.shown["sessions"] if one.id != here]
    assert to(mine(own, account.end_session, listed[0])) == "/staff/account"
    assert sum(own.is_open(one) for one in others) == 2
    assert to(mine(own, account.end_sessions)) == "/staff/account"
    assert not any(own.is_open(one) for one in others)
    mine(own, account.show)
    assert [one.id for one in own.shown["sessions"]] == [here]


def test_a_password_that_is_due_is_asked_for_with_its_rule(own: Pages) -> None:
    mine(own, account.show_password)
    assert (own.shown["least"], own.shown["due"]) == (own.context_of_app.desk.accounts.passwords.least, False)
    own.change("hanako", password_due=True)
    mine(own, account.show_password)
    assert own.shown["due"] is True
