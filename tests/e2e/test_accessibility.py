"""axe-core over every page of the app and over the chat: no violation of WCAG 2.1 A and AA nor of axe's best practice,
on a desktop and on a phone, light and dark."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.console_desk import running
from tests.e2e.every_page import VISITS, Visit, go, page_routes
from tests.e2e.house import House, furnish
from tests.e2e.page_acts import log_in
from tests.e2e.pictures import SHOTS, shot

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
WIDTHS = {"desktop": 1280, "phone": 390}
AXE = Axe().axe_script
BROKEN = r"""() => {
  const broken = []
  const lines = one => { const all = document.createRange(); all.selectNodeContents(one); return all.getClientRects().length }
  for (const cell of document.querySelectorAll('td')) {
    const text = cell.innerText.trim()
    if (text && text.length <= 5 && !/\s/.test(text) && !cell.children.length && lines(cell) > 1) broken.push('a broken word: ' + text)
  }
  for (const tag of document.querySelectorAll('.tag')) {
    const around = tag.closest('li, td, .card, main')
    if (around && tag.getBoundingClientRect().right > around.getBoundingClientRect().right + 1) broken.push('cut off: ' + tag.innerText)
  }
  return broken
}"""
"""What the eye finds and axe does not: a short word in two lines of a narrow column, a mark that leaves its card."""


def violations(page: Page) -> list[str]:
    """What axe finds, a line each."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    options = {"runOnly": RULES, "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def looked_at(page: Page, name: str) -> list[str]:
    """The page as it is, at both widths, light and dark; everything that can be unfolded is."""
    problems = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for size, width in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": 900})
            if scheme == "light":
                shot(page, f"{name}-{size}-{scheme}")
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
            problems += [f"{scheme}, {size}: {one}" for one in (*violations(page), *page.evaluate(BROKEN))]
            wide = page.evaluate("document.scrollingElement.scrollWidth")
            if wide > width:
                problems.append(f"{scheme}, {size}: the page is {wide} wide")
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false })")
    if SHOTS and problems:
        with (SHOTS / "problems.txt").open("a") as out:
            out.writelines(f"{name}: {one}\n" for one in problems)
    return problems


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running(tmp_path_factory.mktemp("pages")) as desk:
        yield furnish(desk)


@pytest.fixture(scope="module")
def windows(chromium: Browser, house: House) -> Iterator[dict[str | None, Page]]:
    """A window for each account, opened when it is first used."""
    pages: dict[str | None, Page] = {}
    yield pages
    for page in pages.values():
        page.context.close()


def window(chromium: Browser, house: House, pages: dict[str | None, Page], who: str | None) -> Page:
    if who is None or who not in pages:
        context = chromium.new_context(locale="ja-JP", timezone_id="Asia/Tokyo")
        context.set_default_timeout(30_000)
        page = context.new_page()
        if who is None:  # nobody has cookies from before
            if None in pages:
                pages[None].context.close()
        else:
            log_in(page, house, who)
        pages[who] = page
    return pages[who]


def test_each_page_is_visited_and_each_visit_has_its_page() -> None:
    visited = {visit.route for visit in VISITS}
    assert page_routes() - visited == set(), "say in tests/e2e/every_page.py in which states people meet them"
    assert visited - page_routes() == set(), "no such pages any more"
    assert len({visit.name for visit in VISITS}) == len(VISITS)


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_a_page_keeps_nobody_out(
    house: House, chromium: Browser, windows: dict[str | None, Page], visit: Visit
) -> None:
    page = window(chromium, house, windows, visit.who)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
    go(page, house, visit)
    assert looked_at(page, visit.name) == []


def test_how_a_request_stands_is_no_broken_word_however_narrow_its_column(
    house: House, chromium: Browser, windows: dict[str | None, Page]
) -> None:
    page = window(chromium, house, windows, "lead")
    page.set_viewport_size({"width": 1280, "height": 900})
    go(page, house, next(one for one in VISITS if one.name == "bulk-move"))
    assert page.locator("td.whole").all_inner_texts() != []
    page.evaluate("document.querySelectorAll('table').forEach(one => { one.style.width = '200px' })")
    assert page.evaluate(BROKEN) == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_chat_keeps_nobody_out(fake_desk: str, chromium: Browser, lang: str) -> None:
    """Closed, open, with an answer and its citation, with a form, with a receipt."""
    context = chromium.new_context(
        locale="ja-JP", reduced_motion="reduce", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto(f"{fake_desk}/demo/ocs?lang={lang}")
    problems = looked_at(page, f"chat-closed-{lang}")
    page.locator(".launcher").click()
    expect(page.locator(".message.bot")).to_have_count(1)
    problems += looked_at(page, f"chat-open-{lang}")

    def say(text: str, then: str) -> None:
        page.locator(".composer textarea, textarea").last.fill(text)
        page.keyboard.press("Enter")
        expect(page.locator(then).last).to_be_visible()

    say("手数料はいくらですか", ".message.bot details")
    problems += looked_at(page, f"chat-answer-{lang}")
    say("開示をお願いします", ".message.bot button:has-text('委任による代理人')")
    problems += looked_at(page, f"chat-asks-{lang}")
    page.get_by_role("button", name="本人", exact=True).click()
    page.get_by_role("button", name="はい", exact=True).click()
    form = page.locator("form.form")
    expect(form).to_be_visible()
    problems += looked_at(page, f"chat-form-{lang}")
    form.locator("button[type=submit]").click()
    expect(form.locator("[aria-invalid=true]").first).to_be_visible()
    problems += looked_at(page, f"chat-form-wrong-{lang}")
    form.locator("[name=name]").fill("見本 太郎")
    form.locator("[name=address]").fill("東京都千代田区見本町1-2-3")
    form.locator("button[type=submit]").click()
    expect(page.locator(".receipt").first).to_be_visible()
    problems += looked_at(page, f"chat-receipt-{lang}")
    context.close()
    assert problems == [], "\n".join(problems)


def wrong_day(page: Page, _: House) -> None:
    """A special day that is over."""
    page.locator("#day").fill("2020-01-01")
    page.locator("#reason").fill("見本")
    page.locator("main form button[type=submit]").last.click()


def wrong_ready_text(page: Page, _: House) -> None:
    """A ready text with a placeholder that there is not."""
    form = page.locator("main form.stack").last
    form.locator("input[name=title]").fill("見本")
    form.locator("textarea").fill("{no_such_thing}さま")
    form.locator("button[type=submit]").click()


REFUSED = [
    *(
        one
        for one in VISITS
        if one.name
        in ("form-wrong", "requests-wrong", "documents-wrong", "document-wrong", "request-new-wrong")
    ),
    Visit("hours-wrong", "/staff/hours", "/staff/hours?company=oni", "lead", wrong_day),
    Visit("canned-wrong", "/staff/canned", "/staff/canned?company=oni", "lead", wrong_ready_text),
]


@pytest.mark.parametrize("visit", REFUSED, ids=lambda visit: visit.name)
def test_why_a_page_refused_is_in_sight_and_has_the_focus(
    house: House, chromium: Browser, windows: dict[str | None, Page], visit: Visit
) -> None:
    page = window(chromium, house, windows, visit.who)
    page.set_viewport_size({"width": 360, "height": 740})
    go(page, house, visit)
    told = page.locator("main .alert")
    expect(told).to_be_focused()
    expect(told).to_be_in_viewport()
