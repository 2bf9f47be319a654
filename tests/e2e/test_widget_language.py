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


_TEXT = "async ([module, ...given]) => (await import(module)).{}(...given)"

IN_WORDS_OF_ITS_OWN = [
    ("The policy says 「開示等の請求は書面でお願いします」 and gives an address.", "en", "en"),
    ("The policy says 「開示等の請求は書面でお願いします」 and gives an address.", "ja", "en"),
    ("Send it to 株式会社オプト by post.", "en", "en"),
    ("Google Analyticsを使用しています。", "en", "ja"),
    ("Google Analytics Opt-out Add-on を利用", "en", "ja"),
    ("詳しくは https://example.com/privacy/how-to-ask-for-your-data をご覧ください。", "en", "ja"),
    ("お客様番号: ABC-1", "en", "ja"),
    ("「開示等の請求」", "en", "ja"),
    ("政策中写道「開示等の請求は書面で」。", "zh", "zh"),
    ("请求书请寄到以下地址。", "zh", "zh"),
    ("お問い合わせ窓口", "zh", "ja"),
    ("個人情報保護方針", "ja", "ja"),
    ("OK", "ja", "en"),
    ("1,000", "zh", "zh"),
]


@pytest.mark.parametrize(("text", "window", "language"), IN_WORDS_OF_ITS_OWN)
def test_a_text_is_read_out_in_the_language_of_its_own_words(
    page: Page, fake_desk: str, text: str, window: str, language: str
) -> None:
    found = page.evaluate(_TEXT.format("languageOf"), [f"{fake_desk}/static/shared/text.js", text, window])
    assert found == language


@pytest.mark.parametrize(
    ("text", "language", "japanese"),
    [
        ("It says 「書面で 2 通」, and https://example.com/a says so.", "en", ["「書面で 2 通」"]),
        ("Write to 株式会社オプト, 03-1234-5678.", "en", ["株式会社オプト"]),
        ("写着「請求は書面で」，也写着「書面」。", "zh", ["「請求は書面で」"]),
        ("Google Analyticsを使用しています。", "ja", []),
        ("No Japanese here.", "en", []),
    ],
)
def test_japanese_in_another_language_is_read_out_as_japanese(
    page: Page, fake_desk: str, text: str, language: str, japanese: list[str]
) -> None:
    pieces = page.evaluate(
        _TEXT.format("inLanguages"), [f"{fake_desk}/static/shared/text.js", text, language]
    )
    assert [piece for piece, own in pieces if own == "ja"] == japanese
    assert "".join(piece for piece, _ in pieces) == text
