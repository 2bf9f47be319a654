"""What is done on a page before it is looked at: filling in, pressing, waiting for what comes."""

import time
from collections.abc import Callable

import pyotp
from playwright.sync_api import Page

from tests.e2e.console_desk import PASSWORD
from tests.e2e.house import House

Act = Callable[[Page, House], None]


def log_in(page: Page, house: House, who: str) -> None:
    """A role's name is its account's name."""
    page.goto(house.url("/staff/login"))
    page.locator("#username").fill(who)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/login" not in url)


def press(selector: str, **fields: str) -> Act:
    """Fill in by selector's ids, and press."""

    def act(page: Page, _: House) -> None:
        for name, value in fields.items():
            page.locator(f"[name={name}]").first.fill(value)
        page.locator(selector).first.click()
        page.wait_for_load_state()

    return act


def enter(name: str) -> Act:
    """Receipt and access code of a customer."""

    def act(page: Page, house: House) -> None:
        made = house.customers[name]
        page.locator("[name=receipt]").fill(made.receipt or "")
        page.locator("[name=access_code]").fill(made.access_code or "")
        page.locator("main button[type=submit]").click()
        page.wait_for_load_state()

    return act


def withdraw(page: Page, house: House) -> None:
    enter("new")(page, house)
    page.locator("a[href*=withdraw]").click()
    page.wait_for_load_state()


def gone_paper(page: Page, house: House) -> None:
    page.goto(house.url("/documents/no-such-link"))


def second_step(page: Page, house: House) -> None:
    """Somebody with an authenticator app."""
    desk = house.desk.desk
    house.desk.add("totp", "認証 アプリ")
    member = desk.staff.get("totp")
    assert member is not None
    own = desk.accounts.own
    if not own.state(member).has_totp:
        own.begin_totp(member)
        secret = own.state(member).pending
        assert secret is not None
        own.confirm_totp(member, pyotp.TOTP(secret).now(), None)
    page.locator("#username").fill("totp")
    page.locator("#password").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/login/code**")


def invite(page: Page, _: House) -> None:
    page.locator("#username").fill(f"new-{time.monotonic_ns()}")
    page.locator("#alias").fill("新しい担当")
    page.get_by_label("すべての会社").check()
    page.locator("main form button[type=submit]").last.click()
    page.locator("#link").wait_for()


def invited(page: Page, house: House) -> None:
    invite(page, house)
    page.goto(page.locator("#link").input_value().strip())


def link_code(page: Page, _: House) -> None:
    page.locator("form[action$='/slack/code'] button").click()
    page.wait_for_load_state()


def look_up(page: Page, _: House) -> None:
    page.locator("#question").fill("本人確認")
    page.locator(".hit").first.wait_for()


def claim(page: Page, _: House) -> None:
    if page.get_by_role("button", name="引き受ける").count():
        page.get_by_role("button", name="引き受ける").click()
    page.get_by_label("返信", exact=True).wait_for()


def reveal(page: Page, _: House) -> None:
    page.locator("[name=field]").first.check()
    page.locator("#reason").select_option(index=1)
    page.locator("#do-show").click()
    page.wait_for_load_state()
