"""The requests pages in a browser: from the board to a letter, many at once, by keyboard, on a phone."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.console_app import PASSWORD, USERNAME
from tests.e2e.pictures import shot

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a console with demo data."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "CONSOLE_FOLDER": str(tmp_path_factory.mktemp("console")),
        "CONSOLE_URL": address,
    }
    command = [sys.executable, "-m", "uvicorn", "tests.e2e.console_app:app", "--port", str(port)]
    process = subprocess.Popen([*command, "--log-level", "warning"], cwd=ROOT, env=environment)
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/healthz")
                break
            except URLError:
                assert process.poll() is None, "the console ended"
                time.sleep(0.2)
        else:
            pytest.fail("the console did not start")
        yield address
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:  # a page's stream of events is still open
            process.kill()
            process.wait(10)


@pytest.fixture
def page(chromium: Browser, console: str) -> Iterator[Page]:
    """Somebody who is logged in; an error of a script or a breach of the CSP fails the test."""
    context = chromium.new_context(locale="ja-JP", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if "Content Security Policy" in m.text else None)
    page.goto(f"{console}/staff/login")
    page.get_by_label("ユーザー名").fill(USERNAME)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="ログイン").click()
    page.wait_for_url(re.compile(r"/staff(/requests.*)?$"))
    yield page
    context.close()
    assert problems == []


def test_a_request_is_worked_on_from_the_board_to_its_letter_in_the_browser(page: Page, console: str) -> None:
    page.goto(f"{console}/staff/requests?status=announced&company=oni")
    shot(page, "board_filtered")
    page.locator(".request a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("MDG-")
    for _ in range(10):
        todo = page.get_by_role("button", name="が届いた")
        left = todo.count()
        if left == 0:
            break
        todo.first.click()
        expect(page.get_by_role("button", name="が届いた")).to_have_count(left - 1)
    expect(page.locator("h1 + p")).to_contain_text("受付済み")
    page.locator("#move-checking_identity").click()  # one click: the reason is offered
    expect(page.locator("h1 + p")).to_contain_text("ご本人の確認中")
    expect(page.get_by_text("には進めません")).to_be_visible()
    for button in ("本人確認を「確認済み」にする", "代理権の確認を「確認済み」にする"):
        if page.get_by_role("button", name=button).count():
            page.get_by_role("button", name=button).click()
            expect(page.get_by_role("button", name=button)).to_have_count(0)
    page.locator("#move-in_progress").click()
    expect(page.locator("h1 + p")).to_contain_text("対応中")
    expect(page.locator("#flash")).to_contain_text("保存しました")
    page.locator("summary", has_text="受付票").click()
    with page.expect_request("**/letters/receipt_notice") as asked:
        page.locator("#letter-receipt_notice").click()
    answer = asked.value.response()
    assert answer is not None
    assert answer.headers["content-type"] == "application/pdf"


def test_a_click_leaves_the_page_where_it_is(page: Page, console: str) -> None:
    page.goto(f"{console}/staff/requests?status=announced&company=oni")
    page.locator(".request a").first.click()
    tick = page.locator("#tick-0")
    for _ in range(2):  # as it arrives, and back
        tick.scroll_into_view_if_needed()
        before = page.evaluate("scrollY"), tick.inner_text()
        tick.click()
        expect(tick).not_to_have_text(before[1])
        page.wait_for_timeout(300)  # it settles
        assert abs(page.evaluate("scrollY") - before[0]) < 100, "the place is kept, but for the message above"


def test_a_refused_change_says_why_and_keeps_what_was_typed(page: Page, console: str) -> None:
    page.goto(f"{console}/staff/requests?status=received")
    page.locator(".request a").first.click()
    page.locator("#note").fill("メモ")
    page.locator("#do-note").click()
    expect(page.locator("#flash")).to_contain_text("保存しました")
    page.locator("summary", has_text="「お断りの回答済み」にする").click()
    page.locator("#n-refused").fill("途中まで書いた理由")
    page.locator("#move-refused").click()
    expect(page.locator("#problem")).to_contain_text("根拠は、お断り")
    expect(page.locator("#flash")).to_be_empty()
    expect(page.locator("#n-refused")).to_have_value("途中まで書いた理由")


def test_personal_data_is_hidden_until_asked_for(page: Page, console: str) -> None:
    page.goto(f"{console}/staff/requests?status=in_progress")
    page.locator(".request a").first.click()
    box = page.get_by_role("checkbox", name="お名前", exact=False).first
    expect(page.locator("section", has=page.locator("#s-personal"))).to_contain_text("（非表示）")
    box.check()
    page.get_by_label("表示する理由").select_option("contact")
    page.get_by_role("button", name="表示する").click()
    expect(page.locator("section strong.pre")).to_have_count(1)
    shot(page, "case_shown")
    page.reload()
    expect(page.locator("section strong.pre")).to_have_count(0)


def test_many_requests_are_changed_at_once_from_the_table_by_keyboard(page: Page, console: str) -> None:
    page.goto(f"{console}/staff/requests?view=table&words=見本&sort=old")
    page.goto(f"{console}/staff/requests?view=table&sort=old")
    shot(page, "table")
    boxes = page.get_by_role("checkbox", name="を選ぶ")
    for number in range(3):
        boxes.nth(number).focus()
        page.keyboard.press("Space")
    page.get_by_label("操作").select_option("move")
    page.get_by_label("新しい状態").select_option("in_progress")
    page.get_by_role("button", name="まとめて実行").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("一括処理の結果")
    expect(page.locator("tbody tr")).to_have_count(3)
    shot(page, "bulk")


@pytest.mark.parametrize(
    "path", ["requests", "requests?view=table", "requests/new?company=ocs", "insights", "report"]
)
def test_pages_fit_a_phone(page: Page, console: str, path: str) -> None:
    page.goto(f"{console}/staff/{path}")
    name = path.replace("?", "_").replace("=", "_").replace("/", "_")
    shot(page, f"{name}_1280")
    page.set_viewport_size({"width": 390, "height": 844})
    shot(page, f"{name}_390")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    expect(page.locator(".pages [aria-current]")).to_be_in_viewport(ratio=1)
    page.locator(".pages").evaluate("menu => { menu.scrollLeft = 0 }")  # as it is without script
    expect(page.locator(".pages [aria-current]")).to_be_in_viewport(ratio=1)
    for image in page.locator("main img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        assert image.evaluate("image => image.naturalWidth") > 0


def test_the_page_of_a_request_fits_a_phone(page: Page, console: str) -> None:
    page.goto(f"{console}/staff/requests?status=awaiting_correction")
    page.locator(".request a").first.click()
    shot(page, "case_1280")
    page.set_viewport_size({"width": 390, "height": 844})
    shot(page, "case_390")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_end_by_mistake_is_taken_back_on_the_page(page: Page, console: str) -> None:
    page.goto(f"{console}/staff/requests?status=received")
    page.locator(".request a").first.click()
    page.locator("summary", has_text="「お取り下げ」にする").click()
    page.locator("#w-withdrawn").select_option("entered_twice")
    page.locator("#move-withdrawn").click()
    expect(page.locator("h1 + p")).to_contain_text("お取り下げ")
    page.locator("summary", has_text="誤って終了にしたとき").click()
    shot(page, "case_ended")
    page.locator("#why-reopened").select_option("end_was_wrong")
    page.locator("#do-reopen").click()
    expect(page.locator("#problem")).to_contain_text("理由を、メモの欄に")
    page.locator("#reopen-note").fill("隣の請求と取り違えました")
    page.locator("#do-reopen").click()
    expect(page.locator("h1 + p")).to_contain_text("受付済み")
    expect(page.locator("#s-history + .scroll tbody tr").first).to_contain_text("隣の請求と取り違えました")


def test_the_types_of_request_follow_where_the_person_lives(page: Page, console: str) -> None:
    page.goto(f"{console}/staff/requests/new?company=ocs")
    types = page.locator("#n-request_type")
    values = page.locator("#n-request_type option:not([disabled])")
    every = values.count()
    page.locator("#n-region").select_option("california")
    shot(page, "entry_narrowed")
    narrowed = values.evaluate_all("found => found.map(one => one.value)")
    assert "access_ccpa" in narrowed and len(narrowed) < every
    types.select_option("access_ccpa")
    page.locator("#n-region").select_option("jp")
    expect(types).to_have_value("")
    assert "access_ccpa" not in values.evaluate_all("found => found.map(one => one.value)")
    page.locator("#n-region").select_option("")
    expect(values).to_have_count(every)
