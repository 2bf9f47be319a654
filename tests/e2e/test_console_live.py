"""The console's live pages in a browser: the queue fills by itself, one takes it, answers, passes on, closes; nothing is
wider than a phone."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect

from desk.texts import RawText
from knowledge.vocabulary import CompanyId
from tests.e2e.console_desk import PASSWORD, ConsoleDesk, running
from tests.e2e.held_answers import held_back, let_go
from tests.e2e.pictures import shot
from tests.integration.desk.support import said

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

PATIENCE = 30_000
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleDesk]:
    with running(tmp_path_factory.mktemp("console")) as desk:
        desk.add("sato", "佐藤")
        desk.add("suzuki", "鈴木")
        desk.add("aki", "責任者", role="lead")
        yield desk


@contextmanager
def window(browser: Browser, desk: ConsoleDesk, user: str, size: dict[str, int] = DESKTOP) -> Iterator[Page]:
    """Somebody's browser, logged in; errors of scripts and breaches of the Content-Security-Policy fail the test."""
    context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo", viewport=size)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if "Content Security Policy" in m.text else None)
    try:
        page.goto(f"{desk.url}/staff")
        page.get_by_label("ユーザー名").fill(user)
        page.get_by_label("パスワード").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="ログアウト")).to_be_visible(timeout=PATIENCE)
        yield page
        assert problems == []
    finally:
        page.unroute_all(behavior="ignoreErrors")  # what the page still asks for is nobody's any more
        context.close()


def fits(page: Page) -> None:
    width = page.evaluate("document.scrollingElement.scrollWidth")
    assert width <= PHONE["width"], "nothing is wider than a phone"


def test_a_conversation_is_taken_answered_passed_on_and_closed_in_the_browser(
    console: ConsoleDesk, chromium: Browser
) -> None:
    with window(chromium, console, "sato") as sato, window(chromium, console, "suzuki") as suzuki:
        expect(sato.locator("#presence")).to_contain_text("在席", timeout=PATIENCE)
        expect(suzuki.locator("#presence")).to_contain_text("在席", timeout=PATIENCE)
        conversation = console.waiting("oni", "開示のことで相談です")
        row = sato.locator(f".row[data-id='{conversation}']")
        expect(row).to_contain_text("お待ち", timeout=PATIENCE)  # it came by itself
        expect(sato.locator("#waiting-count")).to_have_text("待っている会話 1件", timeout=PATIENCE)
        shot(sato, "queue")
        row.get_by_role("link").click()
        expect(sato.locator(".transcript")).to_contain_text("開示のことで相談です")
        sato.locator(".citation summary").first.click()
        expect(sato.get_by_role("link", name="ポリシーの該当箇所を開く").first).to_have_attribute(
            "href", re.compile(r"/policies/oni\?version=")
        )
        suzuki.goto(f"{console.url}/staff/conversations/{conversation}")
        sato.get_by_role("button", name="引き受ける").click()
        reply = sato.get_by_label("返信", exact=True)
        expect(reply).to_be_focused(timeout=PATIENCE)
        expect(suzuki.locator("#actions")).to_contain_text("佐藤が対応中です", timeout=PATIENCE)

        sato.get_by_label("定型文").select_option(label="はじめのごあいさつ")
        sato.get_by_role("button", name="返信欄に入れる").click()
        expect(reply).to_have_value(re.compile("佐藤です"), timeout=PATIENCE)
        expect(reply).to_be_focused(timeout=PATIENCE)
        sato.keyboard.press("Control+Enter")
        expect(sato.locator(".message.staff")).to_have_count(1, timeout=PATIENCE)
        expect(reply).to_have_value("")

        reply.fill("山田様、090-1234-5678におかけします")
        sato.keyboard.press("Control+Enter")
        expect(sato.get_by_role("alert").filter(has_text="お名前、電話番号")).to_be_visible(timeout=PATIENCE)
        shot(sato, "warning")
        assert len(console.said(conversation)) == 1
        reply.fill("のちほどご連絡します")
        sato.keyboard.press("Control+Enter")
        expect(sato.locator(".message.staff")).to_have_count(2, timeout=PATIENCE)

        # What is being typed stays while the customer writes.
        reply.fill("書きかけの")
        console.desk.conversations.accept(conversation, "more", said("まだいます"), RawText("まだいます"))
        expect(sato.locator(".transcript")).to_contain_text("まだいます", timeout=PATIENCE)
        expect(reply).to_have_value("書きかけの")

        sato.locator("summary", has_text="引き継ぐ").click()
        sato.get_by_label("引き継ぎ先").select_option(label="鈴木")
        sato.get_by_label("引き継ぎのメモ").fill("続きをお願いします")
        shot(sato, "conversation")
        sato.get_by_role("button", name="引き継ぐ", exact=True).click()
        expect(sato.locator("#actions")).to_contain_text("鈴木が対応中です", timeout=PATIENCE)
        expect(suzuki.get_by_label("返信", exact=True)).to_be_visible(timeout=PATIENCE)
        expect(suzuki.locator("#note-list")).to_contain_text("続きをお願いします")
        suzuki.locator("summary", has_text="会話を終える").click()
        suzuki.get_by_role("button", name="終える", exact=True).click()
        expect(suzuki.locator("#actions")).to_contain_text("終了しています", timeout=PATIENCE)
        assert console.desk.conversations.get(conversation).owner.value == "closed"


def test_the_newest_message_stays_in_sight(console: ConsoleDesk, chromium: Browser) -> None:
    conversation = console.waiting("oni", "開示のことで相談です")
    say, below = (
        console.desk.conversations.accept,
        "log => log.scrollHeight - log.scrollTop - log.clientHeight",
    )
    for n in range(12):
        say(conversation, f"long-{n}", said("あ" * 200), RawText("あ" * 200))
    with window(chromium, console, "sato") as sato:
        sato.goto(f"{console.url}/staff/conversations/{conversation}")
        sato.evaluate(  # the answer about who is there comes before the claim's has settled
            "() => document.addEventListener('htmx:afterSwap', () => document.body.dispatchEvent("
            "new CustomEvent('htmx:beforeSwap', {bubbles: true, detail: {target: document.body}})), {once: true})"
        )
        sato.get_by_role("button", name="引き受ける").click()
        expect(sato.get_by_label("返信", exact=True)).to_be_focused(timeout=PATIENCE)
        assert sato.locator("#transcript").evaluate(below) < 80
        say(conversation, "last", said("最後の一言です"), RawText("最後の一言です"))
        expect(sato.locator("#transcript")).to_contain_text("最後の一言です", timeout=PATIENCE)
        sato.wait_for_timeout(300)  # it settles
        assert sato.locator("#transcript").evaluate(below) < 80


def test_a_reply_that_got_lost_keeps_its_text_and_is_not_said_twice(
    console: ConsoleDesk, chromium: Browser
) -> None:
    conversation = console.waiting()
    with window(chromium, console, "sato") as page:
        page.goto(f"{console.url}/staff/conversations/{conversation}")
        page.get_by_role("button", name="引き受ける").click()
        reply = page.get_by_label("返信", exact=True)
        reply.fill("承ります")
        url = re.compile(rf"/conversations/{conversation}/reply$")

        def carried_out_but_lost(route: object) -> None:
            route.fetch()  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]

        page.route(url, carried_out_but_lost, times=1)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#problem")).to_contain_text("入力した内容は残っています", timeout=PATIENCE)
        expect(reply).to_have_value("承ります")
        page.get_by_role("button", name="送信", exact=True).click()
        expect(reply).to_have_value("", timeout=PATIENCE)
        expect(page.locator(".message.staff")).to_have_count(1)
        expect(page.locator("#problem")).to_be_empty()  # or one would send it once more
        assert console.said(conversation) == ["承ります"]


def test_what_is_sent_the_moment_its_field_is_drawn_anew_goes_through_the_page(
    console: ConsoleDesk, chromium: Browser
) -> None:
    """Until htmx had settled a form drawn anew was sent as a whole page: where the answer got lost, the page and what
    was typed in it went with it."""
    conversation = console.waiting()
    with window(chromium, console, "sato") as page:
        page.goto(f"{console.url}/staff/conversations/{conversation}")
        ways: list[str | None] = []
        page.on(
            "request",
            lambda request: (
                ways.append(request.headers.get("hx-request")) if request.url.endswith("/reply") else None
            ),
        )
        page.evaluate("""() => document.addEventListener("htmx:afterSwap", function sends() {
          const reply = document.getElementById("reply-text");
          if (!reply) return;
          document.removeEventListener("htmx:afterSwap", sends);
          queueMicrotask(() => { reply.value = "承ります"; document.getElementById("send").click(); });
        })""")
        page.get_by_role("button", name="引き受ける").click()
        expect(page.locator(".message.staff")).to_have_count(1, timeout=PATIENCE)
        assert (ways, console.said(conversation)) == (["true"], ["承ります"])


def test_what_is_typed_while_a_slow_answer_of_the_desk_is_awaited_stays(
    console: ConsoleDesk, chromium: Browser
) -> None:
    """The news of the claim draws the reply's field before the claim's own answer arrives; that answer draws the whole
    page again. What was typed in between was thrown away once."""
    conversation = console.waiting()
    with window(chromium, console, "sato") as page:
        page.goto(f"{console.url}/staff/conversations/{conversation}")
        held = held_back(page, rf"/conversations/{conversation}/claim$")
        page.get_by_role("button", name="引き受ける").click()
        reply = page.get_by_label("返信", exact=True)
        reply.fill("お待たせしました")  # drawn by the news
        reply.evaluate("field => field.setSelectionRange(3, 3)")
        ((claim, answer),), late = let_go(page, held), page.locator("#conversation").element_handle()
        claim.fulfill(response=answer)
        page.wait_for_function("old => !old.isConnected", arg=late)
        expect(reply).to_have_value("お待たせしました")
        expect(reply).to_be_focused()
        assert reply.evaluate("field => field.selectionStart") == 3

        # The same when the news is what comes late, asked for before anything was typed.
        held = held_back(page, rf"/conversations/{conversation}/live$")
        reply.fill("")
        console.desk.conversations.accept(conversation, "more", said("まだいます"), RawText("まだいます"))
        ((news, answer),) = let_go(page, held)
        reply.fill("少々お待ちください")
        news.fulfill(response=answer)
        expect(page.locator(".transcript")).to_contain_text("まだいます", timeout=PATIENCE)
        expect(reply).to_have_value("少々お待ちください")

        # What was sent does not come back; what was typed after it stays.
        held = held_back(page, rf"/conversations/{conversation}/reply$")
        reply.press("Control+Enter")
        ((sent, answer),) = let_go(page, held)
        reply.press("End")
        reply.type("次の文です")
        sent.fulfill(response=answer)
        expect(page.locator(".message.staff")).to_have_count(1, timeout=PATIENCE)
        expect(reply).to_have_value("次の文です", timeout=PATIENCE)
        assert console.said(conversation) == ["少々お待ちください"]


def test_news_that_were_asked_for_before_the_page_was_drawn_anew_take_nothing_away(
    console: ConsoleDesk, chromium: Browser
) -> None:
    conversation = console.waiting()
    with window(chromium, console, "sato") as page:
        page.goto(f"{console.url}/staff/conversations/{conversation}")
        held = held_back(
            page,
            rf"/conversations/{conversation}/(claim|live)$",
            lambda told: "引き受ける" not in told.text() and 'id="actions"' in told.text(),
            most=2,
        )
        page.get_by_role("button", name="引き受ける").click()
        (claim, answer), (news, old) = let_go(page, held, 2)
        claim.fulfill(response=answer)
        reply = page.get_by_label("返信", exact=True)
        reply.fill("承ります")
        with suppress(Error):  # the page has given this request up
            news.fulfill(response=old)
        console.desk.conversations.accept(conversation, "more", said("まだいます"), RawText("まだいます"))
        expect(page.locator(".transcript")).to_contain_text("まだいます", timeout=PATIENCE)
        expect(reply).to_have_value("承ります")


def test_a_reply_whose_answer_got_lost_while_its_field_was_drawn_anew_is_not_said_twice(
    console: ConsoleDesk, chromium: Browser
) -> None:
    conversation = console.waiting()
    with window(chromium, console, "sato") as page:
        page.goto(f"{console.url}/staff/conversations/{conversation}")
        held = held_back(page, rf"/conversations/{conversation}/(claim|reply)$", most=2)
        drawn = page.locator("#conversation").element_handle()
        page.get_by_role("button", name="引き受ける").click()
        reply = page.get_by_label("返信", exact=True)
        reply.fill("承ります")  # drawn by the news of the claim
        page.keyboard.press("Control+Enter")
        (claim, answer), (sent, _) = let_go(page, held, 2)
        claim.fulfill(response=answer)
        page.wait_for_function("old => !old.isConnected", arg=drawn)
        sent.abort()
        expect(page.locator("#problem")).to_contain_text("入力した内容は残っています", timeout=PATIENCE)
        expect(reply).to_have_value("承ります")
        page.get_by_role("button", name="送信", exact=True).click()
        expect(reply).to_have_value("", timeout=PATIENCE)
        assert console.said(conversation) == ["承ります"]


LISTENING = """() => { window.tones = []; window.AudioContext = class {
  currentTime = 0; destination = {}; resume() {}
  createOscillator() {
    const tone = { frequency: { value: 0 }, connect: (next) => next, stop() {}, start: () => window.tones.push(tone.frequency.value) }
    return tone
  }
  createGain() { return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (next) => next } }
} }"""
"""In place of the browser's sound: keeps the pitch of each tone that is started."""


def test_who_comes_between_a_page_and_its_line_is_there_once_the_line_is(
    console: ConsoleDesk, chromium: Browser
) -> None:
    """Else nobody knows of them until the page looks by itself, half a minute later."""
    with window(chromium, console, "suzuki") as page:
        # Else the line held may be that of the page before, which nobody listens to any more.
        page.goto("about:blank")
        held: list[Route] = []
        page.route("**/staff/events*", lambda route: held.append(route))
        with page.expect_response("**/staff/presence/beat"):
            page.goto(f"{console.url}/staff")
        while not held:
            page.wait_for_timeout(20)
        conversation = console.waiting()
        held[0].continue_()
        came = page.locator(f"#waiting-ids [data-id='{conversation}']")
        expect(came).to_have_count(1, timeout=15_000)
        console.desk.handoffs.close(conversation, console.desk.staff.get("suzuki"))  # type: ignore[arg-type]


def test_a_waiting_customer_is_heard_where_sound_is_switched_on_and_only_there(
    console: ConsoleDesk, chromium: Browser
) -> None:
    def comes(page: Page) -> list[int]:
        page.evaluate("window.tones.length = 0")
        conversation = console.waiting()
        expect(page.locator(f"#waiting-ids [data-id='{conversation}']")).to_have_count(1, timeout=PATIENCE)
        rung: list[int] = page.evaluate("window.tones")
        console.desk.handoffs.close(conversation, console.desk.staff.get("suzuki"))  # type: ignore[arg-type]
        expect(page.locator(f"#waiting-ids [data-id='{conversation}']")).to_have_count(0, timeout=PATIENCE)
        return rung

    with window(chromium, console, "suzuki") as page:
        page.evaluate(LISTENING)
        assert comes(page) == [], "nobody asked for it"
        page.get_by_role("button", name="音で知らせる").click()
        assert page.evaluate("window.tones") == [880, 660], "so that one hears what it will be"
        assert comes(page) == [880, 660]
        page.get_by_role("button", name="音を止める").click()
        assert comes(page) == []


def test_a_waiting_customer_is_noticed_on_the_desktop_as_switched(
    console: ConsoleDesk, chromium: Browser
) -> None:
    with window(chromium, console, "suzuki") as page:
        page.context.grant_permissions(["notifications"])
        page.evaluate(
            """() => { window.shown = []; window.Notification = class extends EventTarget {
                 static permission = "granted"; static async requestPermission() { return "granted"; }
                 constructor(title, options) { super(); window.shown.push([title, options.body]); } }; }"""
        )
        switch = page.get_by_role("button", name="デスクトップに通知する")
        switch.click()
        expect(page.get_by_role("button", name="通知を止める")).to_have_attribute("aria-pressed", "true")
        assert page.evaluate("window.shown") == []
        second = page.context.new_page()  # one of a browser's pages listens and tells the others
        second.goto(f"{console.url}/staff")
        expect(second.locator("#presence .state")).to_be_visible(timeout=PATIENCE)
        conversation = console.waiting()
        expect(second.locator(f".row[data-id='{conversation}']")).to_be_visible(timeout=PATIENCE)
        second.close()
        expect(page.locator(f"#waiting-ids [data-id='{conversation}']")).to_have_count(1, timeout=PATIENCE)
        shown = page.evaluate("window.shown")
        assert [(title, bool(company)) for title, company in shown] == [("お客様がお待ちです", True)]
        page.get_by_role("button", name="離席中にする").click()
        expect(page.locator("#presence .state")).to_have_text("離席中", timeout=PATIENCE)
        page.get_by_role("button", name="在席に戻す").click()
        expect(page.locator("#presence .state")).to_have_text("在席", timeout=PATIENCE)
        console.desk.handoffs.close(conversation, console.desk.staff.get("suzuki"))  # type: ignore[arg-type]


def test_every_live_page_fits_a_phone(console: ConsoleDesk, chromium: Browser) -> None:
    conversation = console.waiting("ocs", "長い発言です。" * 40)
    with window(chromium, console, "aki", PHONE) as page:
        aki = console.desk.staff.get("aki")
        assert aki is not None
        console.desk.live.canned.add(CompanyId("ocs"), "ja", "題", "{company}の{alias}です。", aki)
        for name, path in (
            ("queue", ""), ("conversation", f"/conversations/{conversation}"), ("canned", "/canned?company=ocs"),
            ("hours", "/hours?company=ocs"), ("lookup", "/lookup"),
        ):  # fmt: skip
            page.goto(f"{console.url}/staff{path}")
            expect(page.locator("#presence .state")).to_be_visible(timeout=PATIENCE)
            if name == "conversation":
                page.get_by_role("button", name="引き受ける").click()
                expect(page.get_by_label("返信", exact=True)).to_be_visible(timeout=PATIENCE)
            if name == "lookup":
                page.get_by_label("調べたいこと").fill("第三者")
                expect(page.locator(".hit").first).to_be_visible(timeout=PATIENCE)
            shot(page, f"{name}-phone")
            fits(page)
