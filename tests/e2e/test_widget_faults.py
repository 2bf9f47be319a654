"""The chat against a fake desk, where the network and the desk's answers can be made to fail.

What the desk itself answers is tested elsewhere, against the real one.
"""

import re
import urllib.request

import pytest
from playwright.sync_api import Browser, Page, Route, expect

pytestmark = pytest.mark.e2e
TURN = re.compile(r"/api/v1/conversations/[^/]+/messages$")
LINE = re.compile(r"/api/v1/conversations/[^/]+/events")


@pytest.fixture
def page(fake_page: Page, fake_desk: str) -> Page:
    """The demo page of OCS."""
    fake_page.goto(f"{fake_desk}/demo/ocs")
    return fake_page


def start(page: Page) -> None:
    page.get_by_role("button", name="個人情報について相談する").click()
    expect(page.locator(".message.bot")).to_have_count(1)


def say(page: Page, text: str) -> None:
    page.get_by_label("メッセージ", exact=True).fill(text)
    page.get_by_role("button", name="送信", exact=True).click()


def to_form(page: Page) -> None:
    say(page, "開示を請求したい")
    page.get_by_role("button", name="本人", exact=True).click()
    page.get_by_role("button", name="はい", exact=True).click()
    expect(page.get_by_label("お名前")).to_be_visible()


def test_the_time_is_whole_beside_the_longest_name(page: Page, fake_desk: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{fake_desk}/demo/prestige")
    start(page)
    box = page.locator(".message.bot .sender time").first.bounding_box()
    assert box is not None and box["height"] < 24, "one line of 12.5 px, not two"


def test_when_the_desk_opens_is_told_in_the_language_of_the_window(page: Page, fake_desk: str) -> None:
    page.goto(f"{fake_desk}/demo/opt")
    start(page)
    expect(page.locator(".banner")).to_have_text("次の受付は11月24日 10時からです。")
    page.locator(".head select").select_option("en")
    expect(page.locator(".banner")).to_have_text("We open next on 24 November, 10:00.")


_SHOWN_FROM_ITS_BEGINNING = """(count) => {
  const root = document.querySelector("madoguchi-chat").shadowRoot;
  const all = [...root.querySelectorAll(".message")];
  const asked = all.findLastIndex((one) => one.classList.contains("customer"));
  const window_ = root.querySelector(".log").getBoundingClientRect();
  const first = all[asked + 1]?.getBoundingClientRect();
  const shown = first && Math.min(first.bottom, window_.bottom) - first.top;
  return all.length === count && first.top >= window_.top && shown >= Math.min(first.height, 120);
}"""


@pytest.mark.parametrize("size", [(1280, 860), (390, 844)], ids=["desktop", "phone"])
@pytest.mark.parametrize("question", ["手数料はかかりますか", "長い答えをください", "二通ください"])
def test_each_reply_is_shown_from_its_beginning(page: Page, size: tuple[int, int], question: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    start(page)
    there = page.locator(".message").count()
    for _ in range(3):
        say(page, question)
        there += 3 if "二通" in question else 2
        page.wait_for_function(_SHOWN_FROM_ITS_BEGINNING, arg=there, timeout=10_000)


def test_a_message_that_got_lost_is_sent_again_under_the_same_client_id(page: Page) -> None:
    start(page)
    sent: list[str] = []

    def lose_twice(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append((route.request.post_data_json or {})["client_id"])
        route.abort() if len(sent) <= 2 else route.continue_()

    page.route(TURN, lose_twice)
    say(page, "手数料はかかりますか？")
    expect(page.get_by_text("送信できませんでした。")).to_be_visible()
    page.get_by_role("button", name="もう一度試す").click()
    expect(page.get_by_text("方針には、次のように書かれています。")).to_be_visible()
    expect(page.locator(".failure")).to_have_count(0)
    expect(page.locator(".message.customer")).to_have_count(1)
    assert len(sent) == 3
    assert len(set(sent)) == 1


def test_an_answer_lost_on_the_way_back_is_neither_lost_nor_doubled(page: Page) -> None:
    start(page)
    page.route(LINE, lambda route: route.abort())
    attempts: list[int] = []

    def swallow_first_answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        attempts.append(1)
        if len(attempts) == 1:
            route.fetch()  # the desk has it
            route.abort()  # the customer does not learn of it
        else:
            route.continue_()

    page.route(TURN, swallow_first_answer)
    say(page, "手数料はかかりますか？")
    expect(page.get_by_text("方針には、次のように書かれています。")).to_have_count(1)
    page.wait_for_timeout(
        2500
    )  # time for the second attempt, and for its answer to be shown twice, if it were
    assert len(attempts) == 2
    expect(page.get_by_text("方針には、次のように書かれています。")).to_have_count(1)
    expect(page.locator(".message.customer")).to_have_count(1)
    expect(page.locator(".failure")).to_have_count(0)


def test_field_errors_keep_what_was_entered_and_the_receipt_follows(page: Page) -> None:
    start(page)
    to_form(page)
    page.get_by_label("お名前").fill("山田花子")
    page.get_by_label("ご住所").fill("東京都港区1-1")
    page.get_by_label("郵便番号").fill("12")
    page.get_by_role("button", name="この内容で送信する").click()
    expect(page.get_by_text("郵便番号は7桁の数字で入力してください。")).to_be_visible()
    expect(page.get_by_label("郵便番号")).to_be_focused()
    expect(page.get_by_label("郵便番号")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("お名前")).to_have_value("山田花子")
    expect(page.get_by_label("ご住所")).to_have_value("東京都港区1-1")
    page.get_by_label("郵便番号").fill("1350064")
    page.get_by_role("button", name="この内容で送信する").click()
    receipt = page.get_by_role("region", name="受け付けました")
    expect(receipt.get_by_text("K7QW-93XD")).to_be_visible()
    expect(receipt.get_by_text("東京都江東区青海2-3-23")).to_be_visible()
    expect(page.get_by_label("お名前")).to_have_count(0)


def test_a_form_that_could_not_be_sent_keeps_everything(page: Page) -> None:
    start(page)
    to_form(page)
    page.get_by_label("お名前").fill("山田花子")
    page.get_by_label("ご住所").fill("東京都港区1-1")
    page.route("**/forms/*", lambda route: route.abort(), times=1)
    page.get_by_role("button", name="この内容で送信する").click()
    expect(page.get_by_text("入力した内容は残っています")).to_be_visible()
    expect(page.get_by_label("お名前")).to_have_value("山田花子")
    page.get_by_role("button", name="この内容で送信する").click()
    expect(page.get_by_text("K7QW-93XD")).to_be_visible()


def test_a_reload_keeps_the_conversation_and_nothing_that_was_said_is_in_the_storage(page: Page) -> None:
    start(page)
    say(page, "手数料はかかりますか？")
    expect(page.get_by_text("方針には、次のように書かれています。")).to_be_visible()
    say(page, "私のアドレスは hanako@example.com です")
    expect(page.get_by_text("ポリシーに記載がありません")).to_be_visible()
    expect(page.get_by_text("［メールアドレス］")).to_have_count(1)
    before = page.locator(".message").all_inner_texts()
    kept = page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")
    assert "手数料" not in kept
    assert "hanako" not in kept
    page.reload()
    expect(page.locator(".message")).to_have_count(len(before))
    assert page.locator(".message").all_inner_texts() == before
    expect(page.get_by_role("button", name="開示の手続きをはじめる")).to_be_disabled()


def test_markup_in_a_message_or_an_answer_is_shown_as_text_and_never_run(page: Page) -> None:
    start(page)
    say(page, "攻撃 <img src=x onerror='window.hacked=1'>")
    expect(page.locator(".message.bot")).to_have_count(2)
    page.locator("summary").click()
    page.get_by_role("button", name="<img").click()
    expect(page.locator(".message.customer")).to_have_count(2)
    assert page.evaluate("window.hacked") is None
    assert page.locator("madoguchi-chat img, madoguchi-chat script").count() == 0
    assert page.locator("madoguchi-chat a[href^='javascript']").count() == 0


def test_the_whole_way_to_the_receipt_by_keyboard_alone(page: Page) -> None:
    keys = page.keyboard
    launcher = page.get_by_role("button", name="個人情報について相談する")

    def tab_to(name: str, role: str = "button", back: bool = False) -> None:
        target = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        expect(target).to_be_visible()
        for _ in range(30):
            if target.evaluate("e => e.getRootNode().activeElement === e"):
                return
            keys.press("Shift+Tab" if back else "Tab")
        pytest.fail(f"{name} cannot be reached")

    tab_to("個人情報について相談する")
    keys.press("Enter")
    expect(page.get_by_label("メッセージ", exact=True)).to_be_focused()
    keys.type("開示を請求したい")
    keys.press("Enter")
    tab_to("本人", back=True)
    keys.press("Enter")
    tab_to("はい", back=True)
    keys.press("Space")
    expect(page.get_by_label("お名前")).to_be_visible()
    tab_to("この内容で送信する", back=True)
    keys.press("Enter")
    expect(page.get_by_label("お名前")).to_be_focused()
    keys.type("山田花子")
    keys.press("Tab")
    keys.press("Tab")
    keys.type("東京都港区1-1")
    keys.press("Enter")
    expect(page.get_by_role("region", name="受け付けました")).to_be_focused()
    keys.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(launcher).to_be_focused()


def test_the_keyboard_of_a_phone_stays_in_the_window_that_covers_the_page(
    chromium: Browser, fake_desk: str
) -> None:
    """Where one touches, the title has the focus as the window opens, and no control stands before it but the last."""
    context = chromium.new_context(locale="ja-JP", viewport={"width": 360, "height": 740}, has_touch=True)
    page = context.new_page()
    page.goto(f"{fake_desk}/demo/ocs")
    start(page)
    expect(page.locator("#title")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="担当者と話す")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="担当者と話す")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="個人情報について相談する")).to_be_focused()
    context.close()


def test_a_member_of_staff_answers_live_even_where_the_stream_is_cut(page: Page, fake_desk: str) -> None:
    start(page)
    page.route(LINE, lambda route: route.abort())
    page.reload()  # the line opened before is closed; from here on only polling works
    page.get_by_role("button", name="担当者と話す", exact=True).click()
    expect(page.get_by_text("担当者をお呼びしています", exact=True)).to_be_visible()
    kept = page.evaluate("JSON.parse(localStorage['madoguchi:ocs']).id")
    for verb, body in (("claim", b"{}"), ("messages", '{"text": "佐藤です。ご用件を伺います。"}'.encode())):
        url = f"{fake_desk}/api/v1/staff/conversations/{kept}/{verb}"
        urllib.request.urlopen(urllib.request.Request(url, body, method="POST"))
    expect(page.get_by_text("佐藤です。ご用件を伺います。")).to_be_visible(timeout=15000)
    expect(page.get_by_text("担当者の佐藤が対応しています")).to_be_visible()


def test_more_than_2000_characters_are_not_sent_and_not_cut(page: Page) -> None:
    start(page)
    say(page, "あ" * 2003)
    expect(page.get_by_text("2000文字までです。3文字減らしてください。")).to_be_visible()
    expect(page.get_by_label("メッセージ", exact=True)).to_have_value("あ" * 2003)
    expect(page.locator(".message.customer")).to_have_count(0)


def test_who_waits_for_a_person_goes_back_to_the_bot_with_the_button_below(page: Page) -> None:
    start(page)
    back = page.get_by_role("button", name="自動応答に戻る", exact=True)
    expect(back).to_be_hidden()
    page.get_by_role("button", name="担当者と話す", exact=True).click()
    expect(page.get_by_text("担当者をお呼びしています", exact=True)).to_be_visible()
    back.press("Enter")
    expect(page.get_by_text("自動応答に戻りました。")).to_be_visible()
    expect(back).to_be_hidden()
    expect(page.get_by_label("メッセージ", exact=True)).to_be_focused()
    expect(page.get_by_role("button", name="担当者と話す", exact=True)).to_be_visible()
    say(page, "手数料はかかりますか")
    expect(page.locator(".citation")).to_have_count(1)


def test_there_is_no_way_back_from_a_person_who_is_there(page: Page, fake_desk: str) -> None:
    start(page)
    page.get_by_role("button", name="担当者と話す", exact=True).click()
    back = page.get_by_role("button", name="自動応答に戻る", exact=True)
    expect(back).to_be_visible()
    kept = page.evaluate("JSON.parse(localStorage['madoguchi:ocs']).id")
    url = f"{fake_desk}/api/v1/staff/conversations/{kept}/claim"
    urllib.request.urlopen(urllib.request.Request(url, b"{}", method="POST"))
    expect(back).to_be_hidden()
