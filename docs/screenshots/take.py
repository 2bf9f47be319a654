"""Takes the README's screenshots from a running desk (never from the tests' fake).

    madoguchi demo-data                                            # into an empty database
    python docs/screenshots/take.py http://127.0.0.1:8080
    python docs/screenshots/take.py http://127.0.0.1:8080 FOLDER   # and each page, desktop and phone, into FOLDER

The staff pictures need MADOGUCHI_STAFF_USERNAME and MADOGUCHI_STAFF_PASSWORD of that desk, the status page's
RECEIPT and ACCESS_CODE of a request there. It opens conversations
of its own; run it on a desk whose data does not matter. Pages in all their states, without Rasa:
`MADOGUCHI_TEST_SHOTS=FOLDER pytest tests/e2e/test_accessibility.py`.
"""

import os
import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

HERE = Path(__file__).resolve().parent
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


def open_page(browser: Browser, width: int, height: int) -> Page:
    """A page in Japanese."""
    size = {"width": width, "height": height}
    page = browser.new_context(locale="ja-JP", color_scheme="light", viewport=size).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(20_000)
    return page


def ask(page: Page, address: str) -> None:
    """Open the chat of OCS, ask, and unfold the first quotation."""
    page.goto(f"{address}/demo/ocs?region=jp")
    page.get_by_role("button", name="個人情報について相談する").click()
    before = page.locator(".message.bot")
    expect(before).to_have_count(1)
    page.get_by_label("メッセージ", exact=True).fill(QUESTION)
    page.get_by_role("button", name="送信", exact=True).click()
    expect(page.locator(".message.bot").nth(1)).to_be_visible()
    if page.locator(".message.bot summary").count():
        page.locator(".message.bot summary").first.click()
        page.locator(".message.bot .citation").first.evaluate("one => one.scrollIntoView({block: 'end'})")
    page.wait_for_timeout(600)


def take(browser: Browser, address: str, folder: Path | None) -> None:
    """The README's pictures, and those of each page where a folder is given."""
    page = open_page(browser, 1280, 900)
    page.goto(address)
    page.screenshot(path=HERE / "home.png")
    ask(page, address)
    page.screenshot(path=HERE / "chat.png")
    links = page.locator(".citation a")
    if links.count():
        page.goto(links.first.get_attribute("href") or address)
        page.screenshot(path=HERE / "policy.png")
    phone = open_page(browser, 390, 844)
    ask(phone, address)
    phone.screenshot(path=HERE / "chat-phone.png")
    phone.get_by_role("button", name="担当者と話す", exact=True).last.click()
    phone.wait_for_timeout(1500)
    if "RECEIPT" in os.environ:
        phone.goto(f"{address}/requests")
        phone.locator("[name=receipt]").fill(os.environ["RECEIPT"])
        phone.locator("[name=access_code]").fill(os.environ["ACCESS_CODE"])
        phone.locator("main button[type=submit]").click()
        expect(phone.locator("code.receipt")).to_be_visible()
        phone.screenshot(path=HERE / "status-phone.png")
    name, password = (os.environ.get(f"MADOGUCHI_STAFF_{key}") for key in ("USERNAME", "PASSWORD"))
    if not name or not password:
        return
    page.goto(f"{address}/staff")
    page.get_by_label("ユーザー名").fill(name)
    page.get_by_label("パスワード").fill(password)
    page.keyboard.press("Enter")
    page.locator(".row a").first.click()
    page.wait_for_timeout(1000)
    page.screenshot(path=HERE / "staff.png")
    page.goto(f"{address}/staff/lookup")
    page.get_by_label("調べたいこと").fill("開示請求に必要な書類")
    expect(page.locator(".hit").first).to_be_visible()
    page.screenshot(path=HERE / "lookup.png")
    page.goto(f"{address}/staff/requests")
    page.screenshot(path=HERE / "board.png")
    if folder is not None:
        every(page, address, folder)


def every(page: Page, address: str, folder: Path) -> None:
    """Each page as it opens, desktop and phone. The browser is logged in as staff."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in (*PUBLIC, *(f"/staff{path}" for path in STAFF)):
        name = re.sub(r"\W+", "-", path).strip("-") or "home"
        for size, width in (("desktop", 1280), ("phone", 390)):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address + path)
            page.wait_for_load_state("load")
            page.wait_for_timeout(400)  # a chat that was open slides in again
            page.screenshot(path=folder / f"{name}-{size}.png", full_page=True)


if __name__ == "__main__":
    with sync_playwright() as playwright:
        chromium = os.environ.get("MADOGUCHI_CHROMIUM", "/usr/bin/chromium")
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        running = playwright.chromium.launch(executable_path=chromium, args=arguments)
        take(running, sys.argv[1].rstrip("/"), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
        running.close()
