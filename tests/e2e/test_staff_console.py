"""The staff console against a fake desk: conflicts, customer data only on demand, lost replies, the keyboard."""

import json
import re
import urllib.request
import uuid
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.e2e


def post(url: str, body: dict[str, Any], token: str = "") -> Any:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
    request = urllib.request.Request(url, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def waiting(desk: str) -> tuple[str, str]:
    """A conversation that waits for staff, with its token."""
    opened = post(f"{desk}/api/v1/conversations", {"company": "prestige", "locale": "ja"})
    body = {"text": "担当者をお願いします", "client_id": str(uuid.uuid4())}
    post(f"{desk}/api/v1/conversations/{opened['id']}/messages", body, opened["token"])
    return opened["id"], opened["token"]


def log_in(page: Page, desk: str) -> None:
    page.goto(f"{desk}/staff")
    page.get_by_label("ユーザー名").fill("sato")
    page.get_by_label("パスワード").fill("himitsu")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="ログアウト")).to_be_visible()


def test_a_wrong_password_is_told_and_does_not_let_in(fake_page: Page, fake_desk: str) -> None:
    fake_page.goto(f"{fake_desk}/staff")
    fake_page.get_by_label("ユーザー名").fill("sato")
    fake_page.get_by_label("パスワード").fill("chigau")
    fake_page.keyboard.press("Enter")
    expect(fake_page.get_by_role("alert")).to_have_text("ユーザー名かパスワードが違います。")
    expect(fake_page.get_by_label("パスワード")).to_have_value("")


def test_a_conversation_appears_by_itself_and_who_has_it_is_named(fake_page: Page, fake_desk: str) -> None:
    log_in(fake_page, fake_desk)
    conversation, _ = waiting(fake_desk)
    row = fake_page.locator(f"[data-id='{conversation}']")
    expect(row).to_contain_text("プレステージ")
    row.click()
    taken = {
        "status": 409,
        "code": "already_claimed",
        "detail": "Already claimed by 鈴木.",
        "claimed_by": "鈴木",
    }
    fake_page.route("**/claim", lambda route: route.fulfill(status=409, json=taken), times=1)
    fake_page.get_by_role("button", name="引き受ける").click()
    expect(fake_page.get_by_role("alert")).to_have_text("鈴木がすでに引き受けています。")
    expect(fake_page.get_by_label("返信", exact=True)).to_be_hidden()


def test_a_reply_that_got_lost_keeps_its_text_and_client_id(fake_page: Page, fake_desk: str) -> None:
    conversation, token = waiting(fake_desk)
    log_in(fake_page, fake_desk)
    fake_page.locator(f"[data-id='{conversation}']").click()
    fake_page.get_by_role("button", name="引き受ける").click()
    reply = fake_page.get_by_label("返信", exact=True)
    expect(reply).to_be_focused()
    sent: list[str] = []

    def lose_first(route: Route) -> None:
        sent.append((route.request.post_data_json or {})["client_id"])
        route.abort() if len(sent) == 1 else route.continue_()

    fake_page.route(re.compile(rf"/staff/conversations/{conversation}/messages$"), lose_first)
    reply.fill("佐藤です。")
    fake_page.keyboard.press("Control+Enter")
    expect(fake_page.get_by_role("alert")).to_contain_text("入力した内容は残っています")
    expect(reply).to_have_value("佐藤です。")
    fake_page.keyboard.press("Control+Enter")
    expect(fake_page.locator(".message.staff")).to_have_count(1)
    expect(reply).to_have_value("")
    assert len(sent) == 2
    assert len(set(sent)) == 1
    later = {"text": "ありがとうございます", "client_id": str(uuid.uuid4())}
    post(f"{fake_desk}/api/v1/conversations/{conversation}/messages", later, token)
    expect(fake_page.get_by_text("ありがとうございます")).to_be_visible()


def test_customer_data_is_fetched_only_when_asked_for(fake_page: Page, fake_desk: str) -> None:
    opened = post(f"{fake_desk}/api/v1/conversations", {"company": "ocs"})
    url = f"{fake_desk}/api/v1/conversations/{opened['id']}/messages"
    for choice in ("disclosure", "self", "yes"):
        reply = post(url, {"choice": choice, "client_id": str(uuid.uuid4())}, opened["token"])
    form = reply["messages"][0]["form"]["url"]
    receipt = post(form, {"name": "山田花子", "address": "東京都港区1-1"})["receipt"]
    records: list[str] = []
    fake_page.on("request", lambda r: records.append(r.url) if "/staff/requests/" in r.url else None)
    log_in(fake_page, fake_desk)
    fake_page.get_by_role("link", name="請求", exact=True).click()
    fake_page.locator(f"[data-id='{receipt}']").click()
    expect(fake_page.get_by_text("予告（書類待ち）")).to_be_visible()
    assert records == []
    fake_page.get_by_role("button", name="本人情報を表示").click()
    expect(fake_page.get_by_text("山田花子")).to_be_visible()
    fake_page.get_by_role("button", name="本人情報を隠す").click()
    expect(fake_page.get_by_text("山田花子")).to_have_count(0)
    fake_page.get_by_label("状態", exact=True).select_option("awaiting_papers")
    fake_page.get_by_role("button", name="変更を保存").click()
    expect(fake_page.get_by_text("保存しました。")).to_be_visible()
    expect(fake_page.get_by_text("山田花子")).to_have_count(0)


def test_a_look_up_needs_only_a_slash_the_question_and_enter(fake_page: Page, fake_desk: str) -> None:
    log_in(fake_page, fake_desk)
    fake_page.keyboard.press("/")
    expect(fake_page.get_by_label("調べたいこと")).to_be_focused()
    fake_page.keyboard.type("開示の手数料")
    fake_page.keyboard.press("Enter")
    expect(fake_page.locator(".passage")).to_have_count(3)
    expect(fake_page.locator(".passage").first).to_contain_text("0.910")
    fake_page.get_by_label("調べたいこと").fill("天気")
    fake_page.keyboard.press("Enter")
    expect(fake_page.get_by_text("会社を選ぶと")).to_be_visible()
    fake_page.get_by_label("会社", exact=True).select_option("ocs")
    fake_page.get_by_label("調べたいこと").fill("天気")
    fake_page.keyboard.press("Enter")
    expect(fake_page.get_by_text("ポリシーに書かれていません。")).to_be_visible()
