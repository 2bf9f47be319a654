"""A request from the form to the end in a browser, and the questions on the way: the customer's window and the desk's.

The journeys that begin with the customer's own words in the chat are in test_chat_journeys.py, with the real Rasa; here
the form is made as the chat makes it, from the company's own facts.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from desk.locales import Locale
from desk.model import NewMessage
from desk.requests.drafting import Wanted, form_spec
from desk.words import known
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType
from tests.e2e import journeys as j
from tests.e2e.console_desk import PASSWORD, ConsoleDesk, running
from tests.integration.desk.support import form_token

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(600)]

PERSON = {"name": "見本 花子", "address": "岡山県岡山市北区大供0-0-0"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConsoleDesk]:
    with running(tmp_path_factory.mktemp("journeys")) as made:
        made.add("sato", "佐藤")
        yield made


@contextmanager
def window(chromium: Browser) -> Iterator[Page]:
    """A window of its own; errors of scripts and breaches of the Content-Security-Policy fail the test."""
    context = chromium.new_context(locale="ja-JP", timezone_id="Asia/Tokyo")
    context.set_default_timeout(j.PATIENCE)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if "Content Security Policy" in m.text else None)
    yield page
    context.close()
    assert problems == []


@pytest.fixture
def customer(chromium: Browser) -> Iterator[Page]:
    with window(chromium) as page:
        yield page


@pytest.fixture
def staff(chromium: Browser, desk: ConsoleDesk) -> Iterator[Page]:
    with window(chromium) as page:
        page.goto(f"{desk.url}/staff/login")
        page.locator("#username").fill("sato")
        page.locator("#password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="ログアウト")).to_be_visible()
        yield page


def form(desk: ConsoleDesk, company: str, wanted: Wanted, locale: Locale = "ja") -> str:
    """The address of the form that the chat would give for this request."""
    one = desk.companies.get(company)
    assert one is not None
    assert one.facts is not None
    region = wanted.region.value if wanted.region else None
    made = form_spec(one.facts, wanted, policy_version=one.policy.version, locale=locale)
    chat = desk.desk.conversations.open(
        CompanyId(company),
        known(Region, region),
        locale,
        [NewMessage("。")],
        policy_version=one.policy.version,
    )[0]
    return f"{desk.url}/forms/{form_token(desk.desk, chat.id, made)}"


def test_a_disclosure_at_oni_goes_from_the_form_to_the_answer_in_the_browser(
    desk: ConsoleDesk, customer: Page, staff: Page
) -> None:
    wanted = Wanted(RequestType.DISCLOSURE, Requester.SELF, None, "usage", ReplyMethod.POST)
    receipt = j.send_form(customer, form(desk, "oni", wanted), **PERSON)
    expect(customer.locator("main")).to_contain_text("086-805-0202")
    sheet = j.print_paper(customer, "開示等請求書（PDF）", receipt)
    assert "見本花子" in sheet
    assert receipt.number in sheet
    customer.get_by_role("link", name="お申し出の状況を見る").click()
    j.look(customer, desk.url, receipt)
    expect(customer.locator(".todo")).to_contain_text("次のものを窓口へお送りください")
    customer.get_by_role("button", name="書類は届きましたか？").click()
    expect(customer.get_by_role("status")).to_contain_text("ご質問を受け付けました")

    staff.goto(f"{desk.url}/staff/requests")
    staff.locator("summary", has_text="というご質問が1件").click()
    staff.get_by_role("link", name=receipt.number).first.click()
    expect(staff.locator("main")).not_to_contain_text("見本 花子")
    staff.locator("#answer").select_option("arrived")
    staff.locator("#answer-text").fill("今朝届きました。")
    staff.locator("#do-question").click()
    expect(staff.locator("#do-question")).to_have_count(0)
    j.to_the_answer(staff, "identity")
    assert "開示" in j.letter(staff, "decision_granted")

    j.look(customer, desk.url, receipt)
    expect(customer.locator("#h-now + .now")).to_contain_text("回答をお送りしました")
    expect(customer.locator(".questions")).to_contain_text("今朝届きました。")
    expect(customer.locator(".history li")).to_have_count(5)
    j.rate(customer, "5", "丁寧でした。")
    j.look(customer, desk.url, receipt)
    expect(customer.locator("[name=stars][value='5']")).to_be_checked()
