"""What staff type outlives the end of their session, in their own tab and for themselves only."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from tests.e2e.console_desk import PASSWORD, ConsoleDesk, running
from tests.e2e.held_answers import held_back, let_go
from tests.e2e.pictures import shot
from tests.e2e.test_console_live import PATIENCE, PHONE, window
from tests.integration.desk.requests_support import draft, entered

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

TYPED = "委任状に日付がありません\n新しいものをお送りください"


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleDesk]:
    with running(tmp_path_factory.mktemp("console")) as desk:
        desk.add("sato", "佐藤")
        desk.add("suzuki", "鈴木")
        yield desk


def request_of(console: ConsoleDesk) -> str:
    staff = console.desk.staff.get("sato")
    assert staff is not None
    return entered(console.desk, staff, draft("oni")).receipt


def end_sessions(console: ConsoleDesk, user: str) -> None:
    staff = console.desk.staff.get(user)
    assert staff is not None
    console.desk.accounts.sessions.end_others(staff, None)


def log_in(page: Page, user: str) -> None:
    page.get_by_label("ユーザー名").fill(user)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="ログアウト")).to_be_visible(timeout=PATIENCE)


def stored(page: Page) -> dict[str, str]:
    found: dict[str, str] = page.evaluate("({...sessionStorage})")
    return {name: value for name, value in found.items() if name.startswith("madoguchi.draft:")}


def until(page: Page, holds: Callable[[dict[str, str]], bool]) -> None:
    """Sealing and opening take a moment. (Playwright's own waiting evaluates strings, which our pages forbid.)"""
    for _ in range(PATIENCE // 50):
        if holds(stored(page)):
            return
        page.wait_for_timeout(50)
    raise AssertionError(sorted(stored(page)))


def typed_letter(page: Page, console: ConsoleDesk, receipt: str) -> None:
    page.goto(f"{console.url}/staff/requests/{receipt}")
    page.locator("summary", has_text="補正のお願い").click()
    page.locator("#l-items").fill(TYPED)
    until(page, lambda kept: any(name.endswith("#l-items") for name in kept))


def test_a_letter_that_met_the_end_of_the_session_is_filled_in_after_the_log_in(
    console: ConsoleDesk, chromium: Browser
) -> None:
    receipt = request_of(console)
    with window(chromium, console, "sato") as page:
        typed_letter(page, console, receipt)
        assert "委任状" not in "".join(stored(page).values()), "only sealed"
        end_sessions(console, "sato")
        page.locator("#letter-correction_notice").click()
        told = page.get_by_text("入力途中の内容は暗号化してこのタブに残してあります")
        expect(told).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_text("保存されていません")).to_be_hidden()
        shot(page, "login_kept")
        log_in(page, "sato")
        expect(page).to_have_url(re.compile(f"/staff/requests/{receipt}$"))
        expect(page.locator("#l-items")).to_have_value(TYPED, timeout=PATIENCE)
        expect(page.locator("#flash")).to_contain_text("まだ送信されていません")
        expect(page.locator("#l-items")).to_be_visible()
        shot(page, "case_given_back")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        shot(page, "case_given_back_390")


def test_what_the_page_sends_by_itself_loses_nothing_either(console: ConsoleDesk, chromium: Browser) -> None:
    """A note goes by htmx, and a page that stands open is led to the log-in by its own looking."""
    receipt = request_of(console)
    with window(chromium, console, "sato") as page:
        page.goto(f"{console.url}/staff/requests/{receipt}")
        page.locator("#note").fill("お電話で確認済み")
        until(page, bool)
        end_sessions(console, "sato")
        page.locator("#do-note").click()
        page.wait_for_url(re.compile("/staff/login"))
        log_in(page, "sato")
        expect(page.locator("#note")).to_have_value("お電話で確認済み", timeout=PATIENCE)
        page.locator("#do-note").click()
        expect(page.locator("#flash")).to_contain_text("保存しました", timeout=PATIENCE)
        expect(page.locator("#note")).to_have_value("")
        assert stored(page) == {}, "what was sent is forgotten"
        page.reload()
        expect(page.locator("#note")).to_have_value("")


def test_a_reply_is_back_in_its_field(console: ConsoleDesk, chromium: Browser) -> None:
    conversation = console.waiting("oni")
    with window(chromium, console, "sato") as page:
        page.goto(f"{console.url}/staff/conversations/{conversation}")
        page.get_by_role("button", name="引き受ける").click()
        reply = page.get_by_label("返信", exact=True)
        reply.fill("お調べしてご連絡します")
        until(page, bool)
        end_sessions(console, "sato")
        page.keyboard.press("Control+Enter")
        page.wait_for_url(re.compile("/staff/login"))
        log_in(page, "sato")
        expect(reply).to_have_value("お調べしてご連絡します", timeout=PATIENCE)
        page.locator("#send").click()
        expect(page.locator(".message.staff")).to_have_count(1, timeout=PATIENCE)
        expect(reply).to_have_value("")
        assert stored(page) == {}


def test_the_reply_cannot_be_sent_again_while_it_is_on_its_way(
    console: ConsoleDesk, chromium: Browser
) -> None:
    conversation = console.waiting("oni")
    with window(chromium, console, "sato") as page:
        said: list[str] = []
        page.on("console", lambda one: said.append(one.text))
        page.goto(f"{console.url}/staff/conversations/{conversation}")
        page.get_by_role("button", name="引き受ける").click()
        page.locator("#canned").select_option(index=1)
        page.get_by_role("button", name="返信欄に入れる").click()
        expect(page.locator("#reply-text")).not_to_have_value("", timeout=PATIENCE)
        held = held_back(page, rf"/conversations/{conversation}/reply$")
        page.locator("#send").click()
        (route, answer), *_ = let_go(page, held)
        expect(page.locator("#send")).to_be_disabled()
        route.fulfill(response=answer)
        expect(page.locator("#send")).to_be_enabled(timeout=PATIENCE)
        expect(page.locator(".message.staff")).to_have_count(1)
        assert [text for text in said if "hx-" in text] == []


def test_what_was_entered_by_hand_is_back_and_is_forgotten_once_it_was_taken(
    console: ConsoleDesk, chromium: Browser
) -> None:
    with window(chromium, console, "sato") as page:
        page.goto(f"{console.url}/staff/requests/new?company=oni")
        page.locator("#c-name").fill("山田 太郎")
        page.locator("#c-address").fill("東京都千代田区1-1")
        page.locator("#n-request_type").select_option("deletion")
        until(page, lambda kept: len(kept) > 3)
        assert "山田" not in page.evaluate("JSON.stringify({...sessionStorage})")
        end_sessions(console, "sato")
        page.get_by_role("main").get_by_role("button").click()
        page.wait_for_url(re.compile("/staff/login"))
        log_in(page, "sato")
        expect(page.locator("#c-name")).to_have_value("山田 太郎", timeout=PATIENCE)
        expect(page.locator("#n-request_type")).to_have_value("deletion")
        page.locator("#c-birthdate").fill("きのう")
        page.get_by_role("main").get_by_role("button").click()  # refused: it stays
        expect(page.get_by_role("alert").filter(has_text="誤り")).to_be_visible(timeout=PATIENCE)
        assert any(name.endswith("#c-name") for name in stored(page))
        page.locator("#c-birthdate").fill("")
        page.locator("#n-reply_method").select_option("post")
        page.get_by_role("main").get_by_role("button").click()
        expect(page.locator("#s-done")).to_be_visible(timeout=PATIENCE)
        until(page, lambda kept: not kept)


def test_a_record_entered_with_two_presses_shows_the_access_code_all_the_same(
    console: ConsoleDesk, chromium: Browser
) -> None:
    """It is shown once: the answer to a second press would have none, and would take the place of the first."""
    with window(chromium, console, "sato") as page:
        page.goto(f"{console.url}/staff/requests/new?company=oni")
        page.locator("#c-name").fill("山田 太郎")
        page.locator("#n-request_type").select_option("deletion")
        page.locator("#n-reply_method").select_option("post")
        held = held_back(page, r"/staff/requests/new$")
        press = page.get_by_role("main").get_by_role("button")
        press.evaluate("one => { one.click(); setTimeout(() => one.click(), 400); }")
        ((route, answer),) = let_go(page, held)
        page.wait_for_timeout(1000)
        with suppress(
            Error
        ):  # where the second press has sent the form again, this answer is nobody's any more
            route.fulfill(response=answer)
        expect(page.locator("#s-done")).to_be_visible(timeout=PATIENCE)
        expect(page.locator("main dl")).to_contain_text("アクセスコード")


@pytest.mark.parametrize("stopped_by", ["Escape", "the browser's button"])
def test_an_entry_that_was_stopped_can_be_sent_anew(
    console: ConsoleDesk, chromium: Browser, stopped_by: str
) -> None:
    with window(chromium, console, "sato") as page:
        page.goto(f"{console.url}/staff/requests/new?company=oni")
        page.locator("#c-name").fill("山田 太郎")
        page.locator("#n-request_type").select_option("deletion")
        page.locator("#n-reply_method").select_option("post")
        sent: list[Route] = []

        def stopped(route: Route) -> None:  # the page stays, as it does where what it waits for is stopped
            sent.append(route)
            route.fulfill(status=204)

        page.route(re.compile(r"/staff/requests/new$"), stopped)
        press = page.get_by_role("main").get_by_role("button")
        press.click()
        until_many(page, sent, 1)
        if stopped_by == "Escape":
            page.keyboard.press("Escape")
        else:
            page.wait_for_timeout(10_500)
        press.click()
        until_many(page, sent, 2)


def until_many(page: Page, things: Sequence[object], many: int) -> None:
    for _ in range(PATIENCE // 50):
        if len(things) >= many:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{len(things)} of {many}")


def test_nobody_else_gets_it_and_a_log_out_takes_it_away(console: ConsoleDesk, chromium: Browser) -> None:
    receipt = request_of(console)
    with window(chromium, console, "sato") as page:
        typed_letter(page, console, receipt)
        end_sessions(console, "sato")
        page.goto(f"{console.url}/staff/requests/{receipt}")
        log_in(page, "suzuki")
        until(page, lambda kept: not kept)
        assert page.locator("#l-items").input_value() == ""
    with window(chromium, console, "sato") as page:
        typed_letter(page, console, receipt)
        other = page.context.new_page()
        typed_letter(other, console, receipt)
        page.get_by_role("button", name="ログアウト").click()
        expect(page.get_by_text("ログアウトしました")).to_be_visible(timeout=PATIENCE)
        assert stored(page) == {}
        until(other, lambda kept: not kept)


def test_what_is_compared_and_shown_is_not_kept(console: ConsoleDesk, chromium: Browser) -> None:
    receipt = request_of(console)
    with window(chromium, console, "sato") as page:
        page.goto(f"{console.url}/staff/requests/{receipt}")
        page.locator("summary", has_text="住所").first.click()
        page.locator("#on-paper").fill("大阪市北区1-1")
        page.locator("#note").fill("メモ")
        until(page, bool)
        assert [name.rpartition("#")[2] for name in stored(page)] == ["note"]
