"""Who works in the console by keyboard keeps their place: news and answers draw parts of a page anew under their hands."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from desk.ids import ConversationId
from desk.texts import RawText
from tests.e2e.console_desk import running
from tests.e2e.held_answers import held_back, let_go
from tests.e2e.house import House, furnish
from tests.e2e.page_acts import log_in
from tests.integration.desk.support import said

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

PATIENCE = 30_000
SETTLES = 300
"""Milliseconds."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running(tmp_path_factory.mktemp("focus")) as desk:
        yield furnish(desk)


@pytest.fixture
def page(chromium: Browser, house: House) -> Iterator[Page]:
    """Somebody of the desk; an error of a script or a breach of the CSP fails the test."""
    context = chromium.new_context(
        locale="ja-JP", timezone_id="Asia/Tokyo", viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if "Content Security Policy" in m.text else None)
    log_in(page, house, "desk")
    yield page
    context.close()
    assert problems == []


def inbox(page: Page, house: House) -> None:
    page.goto(house.url("/staff"))
    expect(page.locator("#waiting-count")).to_be_visible()


def conversation(page: Page, house: House, *, taken: bool = False) -> ConversationId:
    made = house.desk.waiting("oni", "開示のことで相談です")
    page.goto(house.url(f"/staff/conversations/{made}"))
    expect(page.locator("#waiting-count")).to_be_visible()
    if taken:
        page.get_by_role("button", name="引き受ける").press("Enter")
        expect(page.get_by_label("返信", exact=True)).to_be_focused()
    return made


def press(control: Locator) -> None:
    control.focus()
    control.page.keyboard.press("Enter")


def test_the_keyboard_keeps_its_place_in_the_inbox_while_customers_come(page: Page, house: House) -> None:
    mine = house.desk.waiting("oni", "手続きのことで")
    inbox(page, house)
    row = page.locator(f".row[data-id='{mine}'] a")
    row.focus()
    new = house.desk.waiting("opt", "急ぎです")
    expect(page.locator(f".row[data-id='{new}']")).to_be_visible()
    expect(row).to_be_focused()


def test_the_keyboard_stays_at_the_list_that_a_conversation_has_left(page: Page, house: House) -> None:
    mine = house.desk.waiting("oni", "手続きのことで")
    inbox(page, house)
    row = page.locator(f".row[data-id='{mine}'] a")
    row.focus()
    lead = house.desk.desk.staff.get("lead")
    assert lead is not None
    house.desk.desk.handoffs.claim(mine, lead)
    house.desk.desk.handoffs.close(mine, lead)
    expect(row).to_have_count(0)
    expect(page.locator("#h-waiting")).to_be_focused()


def test_a_button_of_the_page_s_head_keeps_the_focus_when_it_is_pressed_and_when_news_come(
    page: Page, house: House
) -> None:
    inbox(page, house)
    press(page.get_by_role("button", name="離席中にする"))
    back = page.get_by_role("button", name="在席に戻す")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="離席中にする")).to_be_focused()
    sound = page.locator("[data-switch=sound]")
    sound.focus()
    count = page.locator("#waiting-count").inner_text()
    house.desk.waiting("opt", "もしもし")
    expect(page.locator("#waiting-count")).not_to_have_text(count)
    expect(sound).to_be_focused()


def test_news_leave_a_quotation_open_and_the_transcript_where_it_is_read(page: Page, house: House) -> None:
    made = conversation(page, house)
    for n in range(8):
        house.desk.desk.conversations.accept(made, f"long-{n}", said("あ" * 300), RawText("あ" * 300))
    page.reload()
    summary = page.locator("#transcript summary").first
    quotation = page.locator("#transcript details").first
    for _ in range(10):
        if quotation.get_attribute("open") is not None:
            break
        press(summary)  # again, where the page was drawn anew while it loaded
        page.wait_for_timeout(SETTLES)
    log = page.locator("#transcript")
    log.evaluate("log => { log.scrollTop = 150 }")
    house.desk.desk.conversations.accept(made, "news", said("まだいます"), RawText("まだいます"))
    expect(log).to_contain_text("まだいます")
    page.wait_for_timeout(SETTLES)
    expect(summary).to_be_focused()
    expect(quotation).to_have_attribute("open", "")
    assert abs(log.evaluate("log => log.scrollTop") - 150) < 40, (
        "nobody is taken to the top of what they read"
    )


def test_a_note_and_the_contacts_leave_the_keyboard_beside_what_they_brought(
    page: Page, house: House
) -> None:
    conversation(page, house)
    page.locator("#note").fill("折り返し希望")
    add = page.locator("#notes").get_by_role("button")
    press(add)
    expect(page.locator("#note-list")).to_contain_text("折り返し希望")
    expect(add).to_be_focused()
    press(page.locator("#contacts").get_by_role("button"))
    expect(page.locator("#contacts")).to_contain_text("連絡先は残されていません")
    expect(page.locator("#contacts h2")).to_be_focused()


def test_a_button_whose_request_did_not_reach_the_desk_can_be_pressed_again(page: Page, house: House) -> None:
    conversation(page, house)
    page.locator("#note").fill("届かないメモ")
    page.route("**/notes", lambda route: route.abort())
    add = page.locator("#notes").get_by_role("button")
    press(add)
    expect(page.locator("#problem .alert")).to_be_visible()
    expect(add).to_be_focused()


def test_a_step_of_a_request_leaves_the_keyboard_at_the_steps(page: Page, house: House) -> None:
    page.goto(house.url(f"/staff/requests/{house.customers['asked'].receipt}"))
    expect(page.locator("#waiting-count")).to_be_visible()
    press(page.locator("#tick-0"))
    expect(page.locator("#flash")).to_contain_text("保存しました")
    expect(page.locator("#tick-0")).to_be_focused()
    moved = page.locator(".at-once button").first
    name = moved.get_attribute("id")
    press(moved)
    expect(page.locator(f"#{name}")).to_have_count(0)
    expect(page.locator("#s-next")).to_be_focused()
    checked = page.locator("#check-identity-confirmed")
    press(checked)
    expect(checked).to_have_count(0)
    expect(page.locator("#s-checks")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("section[aria-labelledby=s-checks] :is(button, summary):focus")).to_have_count(1)


def test_who_has_moved_on_is_not_called_back(page: Page, house: House) -> None:
    conversation(page, house)
    page.locator("#note").fill("メモ")
    with page.expect_response(re.compile("/notes$")):
        press(page.locator("#notes").get_by_role("button"))
        page.locator(".back a").focus()
    expect(page.locator("#note-list")).to_contain_text("メモ")
    page.wait_for_timeout(SETTLES)
    expect(page.locator(".back a")).to_be_focused()


STOP = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const shown = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const ring = getComputedStyle(one), reach = parseFloat(ring.outlineOffset) + parseFloat(ring.outlineWidth);
  const menu = one.closest('.pages')?.getBoundingClientRect();
  return {
    name: one.innerText, main: !one.closest('header, .skip'), bottom: box.bottom, covered: !one.contains(shown),
    cut: !!menu && getComputedStyle(one.parentElement).overflowY !== 'visible' && box.top - reach < menu.top - 0.5,
  }
}"""
"""Where the keyboard is: what stands there, and whether its frame is cut off by the menu that holds it."""


@pytest.mark.parametrize("size", [(360, 740), (1280, 900)], ids=["phone", "desktop"])
def test_the_keyboard_goes_down_the_page_s_head_and_nothing_hides_where_it_is(
    page: Page, house: House, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.context.clear_cookies()
    log_in(page, house, "admin")
    page.goto(house.url("/staff/incidents"))  # in the middle of a menu that is wider than a phone
    expect(page.locator("#waiting-count")).to_be_visible()
    page.locator(".skip").focus()
    stops = []
    while True:
        page.keyboard.press("Tab")
        page.wait_for_function(
            "() => document.activeElement !== document.body"
        )  # the head is drawn anew meanwhile
        stop = page.evaluate(STOP)
        if stop["main"]:
            break
        stops.append(stop)
    assert len(stops) >= 12
    assert [one["name"] for one in stops if one["covered"] or one["cut"]] == []
    bottoms = [one["bottom"] for one in stops]
    assert all(below > above - 20 for above, below in pairwise(bottoms)), "never back up"


NEWS = """document.body.dispatchEvent(
    new CustomEvent('htmx:beforeSwap', {bubbles: true, detail: {target: document.getElementById('presence')}}))"""
"""Who is there is told."""
TYPED = """(field => field.setRangeText('様', field.selectionStart, field.selectionStart, 'end'))
    (document.getElementById('reply-text'))"""


@pytest.mark.parametrize(
    ("meanwhile", "text", "at"), [(NEWS, "お待たせしました", 3), (TYPED, "お待た様せしました", 4)]
)
def test_where_one_types_stays_where_something_comes_before_an_answer_has_settled(
    page: Page, house: House, meanwhile: str, text: str, at: int
) -> None:
    """An answer settles a moment after it is drawn. What came in that moment put the cursor at the text's end, or back
    before what had just been typed."""
    made = conversation(page, house)
    held = held_back(page, rf"/conversations/{made}/claim$")
    page.get_by_role("button", name="引き受ける").click()
    reply = page.get_by_label("返信", exact=True)
    reply.fill("お待たせしました")  # drawn by the news of the claim
    reply.evaluate("field => field.setSelectionRange(3, 3)")
    ((claim, answer),), late = let_go(page, held), page.locator("#conversation").element_handle()
    page.evaluate(
        f"""() => document.addEventListener('htmx:afterSwap', event => {{
            if (event.detail.target.id === 'conversation' && !window.done) {{ window.done = true; {meanwhile} }} }})"""
    )
    claim.fulfill(response=answer)
    page.wait_for_function("old => !old.isConnected && window.done", arg=late)
    page.wait_for_timeout(SETTLES)
    expect(reply).to_have_value(text)
    expect(reply).to_be_focused()
    assert reply.evaluate("field => field.selectionStart") == at
