"""What is done on a page before it is looked at: filling in, pressing, waiting for what comes."""

import time
from collections.abc import Callable

import pyotp
from playwright.sync_api import Page

from tests.e2e.console_desk import PASSWORD
from tests.e2e.house import RIGHT, House

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


def send_form(page: Page, _: House) -> None:
    """Everything that the form asks for; what came of it is shown."""
    for field in page.locator("main form :is(input, textarea)[name]:not([type=hidden])").all():
        name = field.get_attribute("name") or ""
        field.fill({**RIGHT, "phone": "090-0000-0000"}.get(name, "見本"))
    page.locator("main button[type=submit]").click()
    page.locator("main form").wait_for(state="detached")


def paper(page: Page, house: House) -> None:
    """The page behind a link to a paper that is still good."""
    enter("new")(page, house)
    where = page.locator("main li a[href*='/documents/']").first.get_attribute("href")
    assert where is not None
    page.goto(where)
    page.locator("#f-code").wait_for()


def paper_refused(page: Page, house: House) -> None:
    """The same after a wrong code."""
    paper(page, house)
    press("main button[type=submit]", access_code="ZZZZ-ZZZ2")(page, house)
    page.locator("main .alert").wait_for()


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


def recovery_codes(page: Page, house: House) -> None:
    """The authenticator app is set up, and its recovery codes are shown."""
    own, member = house.desk.desk.accounts.own, house.desk.desk.staff.get("recovery")
    assert member is not None
    if not own.state(member).has_totp:
        page.locator("form[action$='totp/begin'] button").click()
        page.locator("form[action$='totp/confirm']").wait_for()
        pending = own.state(member).pending
        assert pending is not None
        page.locator("form[action$='totp/confirm'] input[name=code]").fill(pyotp.TOTP(pending).now())
        page.locator("form[action$='totp/confirm'] button").click()
        page.locator("ul.codes").wait_for()


def app_set_up(page: Page, house: House) -> None:
    """What can be done with an authenticator app that is set up."""
    recovery_codes(page, house)
    page.goto(house.url("/staff/account/totp"))
    page.locator("form[action$='totp/remove']").wait_for()


def many(act: str) -> Act:
    """Some of the table's requests at once, and what became of each."""

    def done(page: Page, _: House) -> None:
        for box in page.locator("input[name=receipt]").all()[:6]:
            box.check()
        page.locator("#b-act").select_option(act)
        if act == "move":
            page.locator("#b-status").select_option("answered")
        page.locator("form[action$='/requests/bulk'] button[type=submit]").click()
        page.wait_for_url("**/staff/requests/bulk")

    return done


def write_in(page: Page, _: House) -> None:
    """A request that came by letter is entered: its receipt and code are shown, this once."""
    page.locator("#n-request_type").select_option("disclosure")
    page.locator("#c-name").fill(RIGHT["name"])
    page.locator("#c-address").fill(RIGHT["address"])
    page.locator("main form button[type=submit]").click()
    page.locator("#s-done").wait_for()


def write_in_wrong(page: Page, _: House) -> None:
    """The same without anybody's name."""
    page.locator("main form button[type=submit]").click()
    page.locator("main .alert").wait_for()


def erase(page: Page, _: House) -> None:
    """The person behind it is erased; the certificate is shown."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("details", has=page.locator("#do-erase")).locator("summary").click()
    page.locator("[name=withdraw]").check()
    page.locator("#do-erase").click()
    page.locator("#certificate").wait_for()


def erased(page: Page, house: House) -> None:
    """The page as it is met later."""
    where = page.url
    erase(page, house)
    page.goto(where)
    page.locator("#do-erase").wait_for(state="detached")


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


def refused_letter(page: Page, _: House) -> None:
    """A letter whose last day is over: sent past the browser's own check, the desk refuses it."""
    page.locator("#l-by-correction_notice").evaluate(
        """(day) => { day.closest("form").noValidate = true; day.value = "2020-12-10"; day.form.submit(); }"""
    )
    page.locator("#l-error-correction_notice").wait_for()
