"""Window and card are in one language: the window follows the conversation, and a card is whole in its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.pictures import shot
from tests.e2e.test_widget_faults import say, start

pytestmark = pytest.mark.e2e


@pytest.fixture
def page(fake_page: Page, fake_desk: str) -> Iterator[Page]:
    fake_page.goto(f"{fake_desk}/demo/ocs")
    start(fake_page)
    yield fake_page


def test_who_writes_english_has_an_english_window_and_an_english_card(page: Page) -> None:
    language = page.locator("madoguchi-chat .head select")
    expect(language).to_have_value("ja")
    say(page, "In English please")
    card = page.locator("form.form")
    expect(card.get_by_role("button")).to_have_text("Send")
    expect(card.get_by_label("Name")).to_be_visible()
    expect(language).to_have_value("en")
    expect(page.locator(".message.bot .sender").last).not_to_contain_text("自動応答")
    shot(page, "widget_english")
    page.set_viewport_size({"width": 390, "height": 844})
    shot(page, "widget_english_390")
    page.reload()
    expect(page.locator("form.form").get_by_role("button")).to_have_text("Send")
    expect(language).to_have_value("en")


def test_a_language_chosen_by_hand_stays_and_a_card_is_whole_in_its_own(page: Page) -> None:
    say(page, "In English please")
    expect(page.locator("form.form")).to_be_visible()
    language = page.locator("madoguchi-chat .head select")
    language.select_option("ja")
    expect(page.get_by_label("メッセージ", exact=True)).to_be_visible()
    expect(page.locator("form.form").get_by_role("button")).to_have_text("Send")
    page.reload()
    expect(page.get_by_label("メッセージ", exact=True)).to_be_visible()
    expect(language).to_have_value("ja")
    expect(page.locator("form.form").get_by_role("button")).to_have_text("Send")
    page.get_by_label("メッセージ", exact=True).fill("English, once more")
    page.get_by_role("button", name="送信", exact=True).click()
    expect(page.locator("form.form").last.get_by_role("button")).to_have_text("Send")
    expect(language).to_have_value("ja")


_WORDS_COME_LATE = """() => {
  const real = window.fetch;
  window.waiting = [];
  window.fetch = async (address, options) => {
    if (String(address).endsWith("/ui/en.json")) await new Promise((go) => waiting.push(go));
    return real(address, options);
  };
}"""


def test_words_that_come_late_do_not_undo_a_language_chosen_meanwhile(page: Page) -> None:
    page.evaluate(_WORDS_COME_LATE)
    say(page, "In English please")
    page.wait_for_function("waiting.length === 2")  # the window's, and the card's own
    page.locator("madoguchi-chat .head select").select_option("ja")
    page.evaluate("waiting.forEach((go) => go())")
    expect(page.locator("form.form").get_by_role("button")).to_have_text("Send")
    expect(page.get_by_label("メッセージ", exact=True)).to_be_visible()
    page.reload()
    expect(page.get_by_label("メッセージ", exact=True)).to_be_visible()
