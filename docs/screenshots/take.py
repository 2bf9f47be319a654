"""Takes the README's pictures, and those of each page, from a running desk (never from the tests' fake).

`make screenshots` starts a desk of its own with demo data and takes them all (`docs/screenshots/__main__.py`). Pages in
all their states, without Rasa: `MADOGUCHI_TEST_SHOTS=FOLDER pytest tests/e2e/test_accessibility.py`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from docs.screenshots.frozen import MOMENT

PUBLIC = (
    "/",
    "/demo/ocs",
    "/policies/oni",
    "/requests?lang=ja",
    "/requests?lang=en",
    "/requests?lang=zh",
    "/documents",
)
STAFF = (
    "", "/lookup", "/requests", "/requests?view=table", "/requests/new?company=ocs", "/insights",
    "/insights/unanswered", "/report", "/incidents", "/incidents/new", "/canned", "/hours", "/undelivered",
    "/slack", "/account", "/account/totp", "/accounts",
)  # fmt: skip
QUESTION = "個人情報の開示を請求するには、どのような書類が必要ですか？"
DESKTOP, PHONE = (1280, 900), (390, 844)
_ADMINS = "/accounts"
_PATIENCE = 60_000
"""Milliseconds that an answer may take where the machine has other work."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The desk to photograph: its address, a request with its code, the account `demo` and an administrator's (user
    name and password)."""

    address: str
    receipt: str
    access_code: str = field(repr=False)
    demo: tuple[str, str] = field(repr=False)
    admin: tuple[str, str] = field(repr=False)


@contextmanager
def _window(browser: Browser, size: tuple[int, int]) -> Iterator[Page]:
    """A window of its own, in Japanese and light."""
    context = browser.new_context(
        locale="ja-JP",
        timezone_id="Asia/Tokyo",
        color_scheme="light",
        viewport={"width": size[0], "height": size[1]},
    )
    context.set_default_timeout(_PATIENCE)
    context.clock.set_fixed_time(MOMENT)
    try:
        yield context.new_page()
    finally:
        context.close()


def _log_in(page: Page, desk: Shown, account: tuple[str, str]) -> None:
    page.goto(f"{desk.address}/staff/login")
    page.locator("#username").fill(account[0])
    page.locator("#password").fill(account[1])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/login" not in url)


def _whole(page: Page) -> None:
    """Wait until what a page of the staff's fetches for its head is there, too."""
    page.wait_for_load_state("load")
    if page.locator("#presence").count():
        expect(page.locator("#presence *").first).to_be_attached(timeout=_PATIENCE)


def _ask(page: Page, desk: Shown) -> None:
    """Open the chat of OCS, ask, and unfold the first quotation."""
    page.goto(f"{desk.address}/demo/ocs?region=jp")
    page.get_by_role("button", name="個人情報について相談する").click()
    said = page.locator(".message.bot")
    expect(said).to_have_count(1, timeout=_PATIENCE)
    page.get_by_label("メッセージ", exact=True).fill(QUESTION)
    page.get_by_role("button", name="送信", exact=True).click()
    expect(said.nth(1)).to_be_visible(timeout=_PATIENCE)
    page.locator(".message.bot summary").first.click()
    page.locator(".message.bot .citation").first.evaluate("one => one.scrollIntoView({block: 'end'})")
    page.wait_for_timeout(600)  # it slides


def take(browser: Browser, desk: Shown, pictures: Path, pages: Path) -> None:
    """README's pictures into `pictures`, each page, on a desktop and on a phone, into `pages`."""
    for folder in (pictures, pages):
        folder.mkdir(parents=True, exist_ok=True)
    _customers(browser, desk, pictures)
    with _window(browser, DESKTOP) as page:
        _log_in(page, desk, desk.demo)
        _staff(page, desk, pictures)
        _each(page, desk, pages, (*PUBLIC, *(f"/staff{path}" for path in STAFF if path != _ADMINS)))
        _one_request(page, desk, pages)
    with _window(browser, DESKTOP) as page:
        _log_in(page, desk, desk.admin)
        _each(page, desk, pages, (f"/staff{_ADMINS}",))


def _customers(browser: Browser, desk: Shown, pictures: Path) -> None:
    with _window(browser, DESKTOP) as page:
        page.goto(desk.address)
        page.screenshot(path=pictures / "home.png")
        _ask(page, desk)
        page.screenshot(path=pictures / "chat.png")
        page.goto(page.locator(".citation a").first.get_attribute("href") or "")
        page.screenshot(path=pictures / "policy.png")
    with _window(browser, PHONE) as phone:
        _ask(phone, desk)
        phone.screenshot(path=pictures / "chat-phone.png")
        phone.goto(f"{desk.address}/requests")
        phone.locator("[name=receipt]").fill(desk.receipt)
        phone.locator("[name=access_code]").fill(desk.access_code)
        phone.locator("main button[type=submit]").click()
        expect(phone.locator("code.receipt")).to_be_visible()
        phone.screenshot(path=pictures / "status-phone.png")


def _staff(page: Page, desk: Shown, pictures: Path) -> None:
    """The conversation that `demo` has, a look-up, the requests."""
    page.goto(f"{desk.address}/staff")
    page.locator("section[aria-labelledby=h-mine] .row a").first.click()
    expect(page.locator(".transcript")).to_be_visible()
    _whole(page)
    page.wait_for_timeout(600)  # the transcript scrolls to its end
    page.screenshot(path=pictures / "staff.png")
    page.goto(f"{desk.address}/staff/lookup")
    page.get_by_label("調べたいこと").fill("開示請求に必要な書類")
    expect(page.locator(".hit").first).to_be_visible(timeout=_PATIENCE)
    _whole(page)
    page.screenshot(path=pictures / "lookup.png")
    page.goto(f"{desk.address}/staff/requests")
    _whole(page)
    page.screenshot(path=pictures / "board.png")


def _each(page: Page, desk: Shown, folder: Path, paths: tuple[str, ...]) -> None:
    """Pages as they open. The browser is logged in as staff."""
    for path in paths:
        name = re.sub(r"\W+", "-", path).strip("-") or "home"
        for size, (width, height) in (("desktop", DESKTOP), ("phone", PHONE)):
            page.set_viewport_size({"width": width, "height": height})
            page.goto(desk.address + path)
            _whole(page)
            page.wait_for_timeout(400)  # a chat that was open slides in again
            page.screenshot(path=folder / f"{name}-{size}.png", full_page=True)


def _one_request(page: Page, desk: Shown, folder: Path) -> None:
    """A request's page with all of it unfolded."""
    for size, (width, height) in (("desktop", DESKTOP), ("phone", PHONE)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{desk.address}/staff/requests/{desk.receipt}")
        _whole(page)
        page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
        page.screenshot(path=folder / f"staff-requests-one-{size}.png", full_page=True)
