"""The look-up in a browser: by keyboard only, and on a slow line."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.e2e.console_desk import ConsoleDesk, running
from tests.e2e.pictures import shot
from tests.e2e.test_console_live import PATIENCE, window

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def console(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleDesk]:
    with running(tmp_path_factory.mktemp("lookup")) as desk:
        desk.add("denwa", "電話", role="look_up")
        yield desk


def test_the_look_up_needs_the_keyboard_only(console: ConsoleDesk, chromium: Browser) -> None:
    with window(chromium, console, "denwa") as page:
        expect(page).to_have_url(f"{console.url}/staff/lookup")
        page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=console.url)
        page.get_by_label("会社", exact=True).select_option("ocs")
        expect(page.get_by_label("地域", exact=True)).to_be_enabled(timeout=PATIENCE)
        page.get_by_label("地域", exact=True).select_option("eea_uk")
        page.locator("h1").click()
        page.keyboard.press("/")
        expect(page.get_by_label("調べたいこと")).to_be_focused()
        page.keyboard.type("利用目的", delay=30)
        expect(page.locator(".hit.passage")).to_have_count(1, timeout=PATIENCE)  # without Enter
        expect(page.get_by_role("heading", name="この地域の定めに置き換えられる")).to_be_visible()
        assert console.answerer.asked[-1] == ("利用目的", "ocs", "eea_uk")
        page.keyboard.press("ArrowDown")
        first = page.locator(".hit").first
        expect(first).to_be_focused()
        expect(first.locator("mark").first).to_be_visible()
        shot(page, "lookup")
        page.keyboard.press("c")
        expect(page.locator("#copied")).to_have_text("コピーしました。")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert re.search(r"\n.+版\)\nhttp://.+/policies/ocs\?version=\w+&start=\d+&end=\d+#q$", copied)
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        with page.context.expect_page() as opened:
            page.keyboard.press("Enter")
        opened.value.wait_for_load_state()
        expect(opened.value.locator("mark#q")).to_be_visible()
        page.keyboard.press("ArrowUp")
        expect(page.get_by_label("調べたいこと")).to_be_focused()
        page.reload()
        expect(page.get_by_label("会社", exact=True)).to_have_value("ocs")
        expect(page.get_by_label("地域", exact=True)).to_have_value("eea_uk")


def test_a_company_chosen_before_the_scripts_are_there_counts(
    console: ConsoleDesk, chromium: Browser
) -> None:
    """On a slow line, and where a browser puts back into a page what was chosen before."""
    with window(chromium, console, "denwa") as page:
        held: list[Route] = []
        page.route("**/htmx.min.js", lambda route: held.append(route))
        page.reload(wait_until="commit")
        page.get_by_label("会社", exact=True).select_option("ocs")
        page.get_by_label("調べたいこと").fill("利用目的")
        page.wait_for_timeout(100)
        expect(page.get_by_label("地域", exact=True)).to_be_disabled()
        held[0].continue_()
        expect(page.get_by_label("地域", exact=True)).to_be_enabled(timeout=PATIENCE)
        expect(page.locator(".hit.passage")).to_have_count(1, timeout=PATIENCE)
        assert console.answerer.asked[-1] == ("利用目的", "ocs", None)
