"""Requests from the customer's own words to the end, with the real Rasa: the chat, the form, and the desk's pages.

What the chat asks is answered in words, not with buttons. The form opens as a page of its own, as it does from LINE: it
says what the chat has settled, and holds nothing of a person.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from evaluation.stack import Stack
from tests.e2e import journeys as j
from tests.e2e.chatting import DESKTOP, chat, log_in, to_the_form, turn, window

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

PERSON = {"name": "見本 花子", "address": "岡山県岡山市北区大供0-0-0"}


@contextmanager
def both(running: Stack, chromium: Browser, shots: Path) -> Iterator[tuple[Page, Page]]:
    """The customer's window and the desk's."""
    with (
        window(chromium, shots, "customer", DESKTOP) as customer,
        window(chromium, shots, "staff", DESKTOP) as staff,
    ):
        log_in(staff, running)
        yield customer, staff


def opened(customer: Page, address: str, lang: str, settled: list[str]) -> None:
    """The form's page: in the conversation's language, with what was said in the chat and nothing of a person."""
    customer.goto(address)
    expect(customer.locator("html")).to_have_attribute("lang", lang)
    assert customer.locator(".settled li").all_inner_texts() == settled
    fields = customer.locator("main input:not([type=hidden]), main textarea")
    assert fields.count() > 0
    assert {field.input_value() for field in fields.all()} == {""}


@pytest.mark.parametrize(
    ("lang", "opening", "told", "settled"),
    [
        (
            "zh",
            "你好，我朋友住在上海，他委托我来申请删除他的个人信息",
            {
                "region": "他住在中国上海",
                "requester": "我受本人委托，是他的代理人",
                "subject": "全部信息都要删除",
                "reply_method": "请用邮寄的方式答复",
                "confirm": "是的，没错",
            },
            ["申请：删除（削除）", "居住地区：中国", "申请人：受委托的代理人", "对象信息：全部信息", "答复方式：邮寄（书面）"],
        ),
        (
            "ja",
            "上海に住んでいる友人に頼まれて、代わりに連絡しています。友人の個人情報を削除してほしいのですが",
            {
                "region": "友人は中国の上海に住んでいます",
                "requester": "委任を受けた代理の者です",
                "subject": "登録されている情報ぜんぶです",
                "reply_method": "郵送でお願いできますか",
                "confirm": "はい、その内容でお願いします",
            },
            ["手続き：削除", "お住まい：中国", "お申し出の方：委任を受けた代理人", "対象の情報：すべての情報", "回答の方法：郵送（書面）"],
        ),
    ],
)  # fmt: skip
def test_an_agent_of_somebody_in_china_gets_from_the_chat_to_an_erasure(
    running: Stack, chromium: Browser, tmp_path: Path,
    lang: str, opening: str, told: dict[str, str], settled: list[str],
) -> None:  # fmt: skip
    with both(running, chromium, tmp_path) as (customer, staff):
        chat(customer, running, "ocs")
        address, asked, _ = to_the_form(customer, opening, told)
        assert "region" not in asked, "it was said at once"
        opened(customer, address, lang, settled)
        receipt = j.send_form(
            customer, address, **PERSON, principal_name="王 見本", relation="委任を受けた友人"
        )
        expect(customer.locator(".checklist")).to_contain_text("委任状")
        mandate = j.print_paper(customer, re.compile("委任状（PDF）|委托书（PDF）"), receipt)
        assert "王見本" in mandate
        assert "見本花子" in mandate

        j.open_case(staff, running.url, receipt)
        expect(staff.locator(".facts").first).to_contain_text("中国")
        assert j.tick_papers(staff) > 0
        j.move(staff, "checking_identity")
        j.state(staff, "ご本人の確認中")
        j.confirm(staff, "identity")
        expect(staff.locator("#move-in_progress")).to_have_count(0)  # the authority is not confirmed yet
        expect(staff.get_by_text("には進めません")).to_be_visible()
        j.confirm(staff, "authority")
        j.move(staff, "in_progress")
        j.state(staff, "対応中")
        j.move(staff, "answered")
        j.state(staff, "回答済み")

        j.look(customer, running.url, receipt, lang)
        expect(customer.locator("html")).to_have_attribute("lang", lang)
        expect(customer.locator("main")).not_to_contain_text("王 見本")


def test_somebody_in_germany_gets_from_the_chat_to_their_data_in_a_form_to_take_along(
    running: Stack, chromium: Browser, tmp_path: Path
) -> None:
    told = {
        "region": "I live in Hamburg, Germany",
        "requester": "it's for myself",
        "subject": "everything you have about me",
        "reply_method": "can you send it by e-mail?",
        "confirm": "yes, that's right",
    }
    opening = "Hello, I'm in Hamburg and I want my data in a form that I can take along to another carrier"
    with both(running, chromium, tmp_path) as (customer, staff):
        chat(customer, running, "ocs")
        address, asked, said = to_the_form(customer, opening, told)
        assert "region" not in asked, "it was said at once"
        assert not re.search("[ぁ-ん]", re.sub("「[^」]*」|（[^）]*）|〒.*", "", said)), said
        opened(
            customer, address, "en",
            ["Request: transfer of data", "Place of residence: Europe (EEA) or the UK", "Made by: the person concerned",
             "Information: all information", "Answer: by e-mail"],
        )  # fmt: skip
        values = {"name": "Ann Sample", "email": "ann.sample@example.com"}
        if customer.locator("[name=address]").count():
            values["address"] = "1 Example Street, Berlin"
        receipt = j.send_form(customer, address, **values)
        j.look(customer, running.url, receipt, "en")
        j.open_case(staff, running.url, receipt)
        dues = staff.locator("section", has=staff.locator("#s-dues"))
        expect(dues).to_contain_text("GDPR")
        expect(dues).to_contain_text("法令")
        staff.locator("summary", has_text="延長").click()
        staff.locator("#notice").fill("The request is complex; we need two further months.")
        staff.locator("#do-extend").click()
        expect(dues).to_contain_text("延長あり")
        j.to_the_answer(staff, "identity")
        j.look(customer, running.url, receipt, "en")
        expect(customer.locator(".now")).to_contain_text("answer", ignore_case=True)


def test_data_that_prestige_turns_out_to_hold_for_a_client_is_refused_with_its_ground(
    running: Stack, chromium: Browser, tmp_path: Path
) -> None:
    """What the customer does not know, and staff find out: the calls were taken for a client."""
    ground = "当社グループが委託契約をしているお取引先の顧客・ユーザーの個人情報の場合"
    told = {
        "requester": "わたし本人です",
        "subject": "電話をかけたときの記録です",
        "reply_method": "紙で郵送してください",
        "confirm": "それでお願いします",
    }
    with both(running, chromium, tmp_path) as (customer, staff):
        chat(customer, running, "prestige")
        address, asked, said = to_the_form(
            customer, "以前そちらに電話しました。そのときの私の記録を見せてもらえませんか", told
        )
        assert "region" not in asked, "this company has one rule for everybody"
        assert "所定の申請書" in said
        opened(
            customer, address, "ja",
            ["手続き：開示", "お申し出の方：ご本人", "対象の情報：ご利用の履歴", "回答の方法：郵送（書面）"],
        )  # fmt: skip
        values = dict(PERSON)
        if customer.locator("[name=phone]").count():
            values["phone"] = "086-111-2222"
        receipt = j.send_form(customer, address, **values)

        j.open_case(staff, running.url, receipt)
        details = staff.locator("details", has=staff.locator("#move-refused"))
        details.locator("summary").first.click()
        staff.locator("#move-refused").click()  # a refusal without its ground
        expect(staff.locator("#problem")).to_be_visible()
        chosen = staff.get_by_role("checkbox", name=ground)
        if not chosen.is_visible():
            staff.locator("details", has=staff.locator("#move-refused")).locator("summary").first.click()
        chosen.check()
        staff.locator("#move-refused").click()
        j.state(staff, "お断りの回答済み")
        overview = staff.locator("section", has=staff.locator("#s-overview"))
        expect(overview).to_contain_text(ground)
        place = overview.locator("blockquote").get_by_role("link")
        expect(place).to_have_attribute("href", re.compile(r"/policies/prestige\?version=.*#q$"))
        staff.goto(f"{running.url}{place.get_attribute('href')}")
        expect(staff.locator("mark#q").first).to_contain_text(
            ground
        )  # its words stand once, and lead to the policy
        staff.go_back()
        text = j.letter(staff, "decision_refused")
        assert ground in text
        assert "見本花子" in text

        j.look(customer, running.url, receipt)
        expect(customer.locator(".now")).to_contain_text("応じられない旨")
        expect(customer.locator("a[href*=withdraw]")).to_have_count(0)


def test_whoever_says_that_the_data_is_a_client_s_gets_the_rule_and_a_person(
    running: Stack, chromium: Browser, tmp_path: Path
) -> None:
    with window(chromium, tmp_path, "client", DESKTOP) as page:
        chat(page, running, "prestige")
        answer = turn(
            page, "加入している保険会社のロードサービスの件で、そちらが録音した私の通話を開示してください"
        )
        assert not any(message.get("form") for message in answer["messages"])
        said = "\n".join(message["text"] for message in answer["messages"])
        assert "お取引先" in said
        assert "handoff" in [choice["value"] for choice in answer["messages"][-1]["choices"]]
