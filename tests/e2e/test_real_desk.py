"""The real desk in a browser: ask, open a request, be answered by a person in another window."""

import re
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from evaluation.stack import Stack
from tests.e2e import journeys as j
from tests.e2e.chatting import DESKTOP, PATIENCE, PHONE, chat, log_in, press, say, window

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_a_question_leads_to_the_clause_in_the_policy(
    running: Stack, chromium: Browser, tmp_path: Path
) -> None:
    with window(chromium, tmp_path, "ask", DESKTOP) as page:
        log, _ = chat(page, running, "ocs")
        say(page, "日本に住んでいます。開示の請求に必要な本人確認書類は何ですか")
        citation = log.locator(".citation").first
        citation.locator("summary").click(timeout=PATIENCE)
        quote = citation.locator("blockquote").inner_text()
        assert quote
        with page.context.expect_page() as opened:
            citation.get_by_role("link", name="ポリシーの該当箇所を開く").click()
        policy = opened.value
        policy.wait_for_load_state()
        mark = policy.locator("mark#q")
        expect(mark).to_be_in_viewport()
        assert squeezed("".join(policy.locator("mark").all_text_contents())) == squeezed(quote)
        expect(policy.get_by_role("heading", level=1)).to_contain_text("OCS")


def test_a_request_by_buttons_and_words_to_the_receipt(
    running: Stack, chromium: Browser, tmp_path: Path
) -> None:
    with window(chromium, tmp_path, "request", DESKTOP) as page:
        log, _ = chat(page, running, "oni")
        say(page, "保有個人データの開示を請求したいです")
        press(page, "ご本人")
        expect(log).to_contain_text("どの情報ですか", timeout=PATIENCE)
        say(page, "利用履歴です")
        expect(log).to_contain_text("どのようにお受け取り", timeout=PATIENCE)
        log.locator(".choices").last.locator("[data-value=post]").click()
        expect(log).to_contain_text("内容をご確認ください", timeout=PATIENCE)
        press(page, "はい")
        form = page.get_by_role("form", name="お手続きの入力フォーム")
        form.get_by_label("お名前").fill("窓口 花子", timeout=PATIENCE)
        form.get_by_role("button", name="この内容で送信する").click()
        expect(form.locator("[aria-invalid=true]")).to_have_count(1)
        form.locator("[name=address]").fill("岡山県岡山市北区表町1-2-3")
        form.get_by_role("button", name="この内容で送信する").click()
        receipt = page.get_by_role("region", name="受け付けました")
        expect(receipt).to_be_visible(timeout=PATIENCE)
        number, code = receipt.locator("code").all_inner_texts()
        expect(log.locator(".message.bot").last).to_contain_text(number, timeout=PATIENCE)
        status = httpx.post(
            f"{running.url}/api/v1/requests/status",
            json={"receipt": number, "access_code": code},
            trust_env=False,
        )
        assert status.status_code == 200
        page.reload()
        expect(page.locator(".log")).to_contain_text(number, timeout=PATIENCE)
        expect(page.locator(".log")).not_to_contain_text(code)
        expect(page.locator(".log")).not_to_contain_text("窓口 花子")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_customer_is_answered_by_staff_in_another_window(
    running: Stack, chromium: Browser, tmp_path: Path, size: dict[str, int]
) -> None:
    words = f"折り返しの件でご相談です（{size['width']}）"
    with (
        window(chromium, tmp_path, "customer", size) as customer,
        window(chromium, tmp_path, "staff", DESKTOP) as staff,
    ):
        log_in(staff, running)
        log, conversation = chat(customer, running, "oni")
        customer.get_by_role("button", name="担当者と話す", exact=True).last.click()
        expect(customer.locator(".panel .state")).to_have_text("担当者をお呼びしています", timeout=PATIENCE)
        say(customer, words)
        expect(log.locator(".message.customer").last).to_contain_text(words)

        # The queue fills by itself.
        staff.locator(f".row[data-id='{conversation}'] a").click(timeout=PATIENCE)
        expect(staff.locator(".transcript")).to_contain_text(words, timeout=PATIENCE)
        staff.get_by_role("button", name="引き受ける").click()
        staff.get_by_label("返信", exact=True).fill("お待たせしました。担当の者です。")
        staff.keyboard.press("Control+Enter")
        answer = log.locator(".message.staff")
        expect(answer).to_have_count(1, timeout=PATIENCE)
        expect(answer).to_contain_text("お待たせしました。担当の者です。")
        expect(customer.locator(".panel .state")).to_contain_text("対応しています")

        say(customer, "手数料はかかりますか")
        expect(staff.locator(".transcript .message.customer").last).to_contain_text(
            "手数料はかかりますか", timeout=PATIENCE
        )
        expect(log.locator(".message").last).to_contain_text("手数料はかかりますか")
        staff.get_by_role("button", name="自動応答に戻す").click()
        expect(customer.locator(".panel .state")).to_contain_text("自動応答", timeout=PATIENCE)
        before = log.locator(".message.bot").count()
        say(customer, "ありがとうございました")
        expect(log.locator(".message.bot")).to_have_count(before + 1, timeout=PATIENCE)
        if size is PHONE:
            width = customer.evaluate("document.scrollingElement.scrollWidth")
            assert width <= size["width"], "nothing is wider than a phone"
            panel = customer.locator(".panel").bounding_box()
            assert panel is not None
            assert panel["width"] == size["width"]


def test_a_disclosure_from_the_chat_to_the_satisfaction(
    running: Stack, chromium: Browser, tmp_path: Path
) -> None:
    with (
        window(chromium, tmp_path, "customer-whole", DESKTOP) as customer,
        window(chromium, tmp_path, "staff-whole", DESKTOP) as staff,
    ):
        log, _ = chat(customer, running, "oni")
        say(customer, "本人です。保有個人データのうち利用履歴の開示を、郵送で請求します")
        expect(log.locator(".message.bot").nth(1)).to_be_visible(timeout=PATIENCE)
        for question, value in (
            ("どなた", "self"), ("どの情報", "usage"), ("どのようにお受け取り", "post"), ("内容をご確認", "yes"),
        ):  # fmt: skip
            if question in log.locator(".message.bot").last.inner_text():
                before = log.locator(".message.bot").count()
                log.locator(".choices").last.locator(f"[data-value={value}]").click()
                expect(log.locator(".message.bot").nth(before)).to_be_visible(timeout=PATIENCE)
        form = customer.get_by_role("form", name="お手続きの入力フォーム")
        form.get_by_label("お名前").fill("窓口 花子", timeout=PATIENCE)
        form.locator("[name=address]").fill("岡山県岡山市北区表町1-2-3")
        form.get_by_role("button", name="この内容で送信する").click()
        shown = customer.get_by_role("region", name="受け付けました")
        expect(shown).to_be_visible(timeout=PATIENCE)
        receipt = j.Receipt(*shown.locator("code").all_inner_texts())
        assert "窓口花子" in j.print_paper(customer, "請求書", receipt)
        with customer.context.expect_page() as opened:
            shown.get_by_role("link", name="お申し出の状況を見る").click()
        opened.value.wait_for_load_state()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text("お申し出の状況")
        opened.value.close()

        log_in(staff, running)
        j.open_case(staff, running.url, receipt)
        j.to_the_answer(staff, "identity")
        j.look(customer, running.url, receipt)
        expect(customer.locator(".now")).to_contain_text("回答をお送りしました")
        j.rate(customer, "4", "")


def test_a_closed_desk_opens_nothing_and_says_so(running: Stack, chromium: Browser, tmp_path: Path) -> None:
    with window(chromium, tmp_path, "closed", DESKTOP) as page:
        log, _ = chat(page, running, "ocn")
        say(page, "本人です。契約者情報の開示を請求したいです")
        expect(log).to_contain_text("2023年6月30日", timeout=PATIENCE)
        expect(log).to_contain_text("ドコモ")
        expect(log.locator(".citation").first).to_be_attached()
        expect(page.get_by_role("form", name="お手続きの入力フォーム")).to_have_count(0)
        expect(log.locator("[data-value=handoff]").last).to_be_visible()
