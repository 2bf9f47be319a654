"""Demo data brings each page alive: none of those that the script of the screenshots photographs stands empty."""

import html
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest
from sqlalchemy import select

from api.demo.invented import Filled, fill
from desk.storage import customer_tables as ct
from desk.storage import tables as t
from desk.wording import render
from docs.screenshots.take import PUBLIC, STAFF
from tests.e2e.console_desk import PASSWORD, ConsoleDesk, running
from tests.integration.console.browsing import Browser

pytestmark = [pytest.mark.integration, pytest.mark.timeout(300)]

EMPTY = (
    "board.empty", "board.case.papers_none", "incidents.none", "insights.no_data", "live.canned.none",
    "live.conversation.empty", "live.conversation.notes_none", "live.hours.none", "live.queue.none_mine",
    "live.queue.none_others", "live.queue.none_waiting", "status_page.papers_none", "undelivered.events.none",
    "undelivered.none",
)  # fmt: skip
"""What pages say where there is nothing to show."""
OF_ADMINS = "/accounts"


@dataclass
class Shown:
    """A desk with demo data, seen by three people: a visitor, the account `demo`, and an administrator."""

    desk: ConsoleDesk
    made: Filled
    visitor: Browser
    demo: Browser
    admin: Browser


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    with running(tmp_path_factory.mktemp("demo")) as desk:
        made = fill(desk.desk, {one: desk.companies.get(one) for one in desk.companies.ids})  # type: ignore[misc]
        desk.add("admin", "担当 admin", "admin")
        assert made.password is not None
        browsers = [
            Browser(httpx.Client(base_url=desk.url, trust_env=False, timeout=60), desk.desk)  # type: ignore[arg-type]
            for _ in range(3)
        ]
        for browser, name, password in zip(
            browsers[1:], ("demo", "admin"), (made.password, PASSWORD), strict=True
        ):
            browser.post("/staff/login", page="/staff/login", username=name, password=password)
        yield Shown(desk, made, *browsers)
        for browser in browsers:
            browser.client.close()


def stands_empty(browser: Browser, path: str) -> list[str]:
    """Which of the sentences for nothing a page says."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    page = html.unescape(answer.text)
    return [f"{path}: {key}" for key in EMPTY if render(key, "ja") in page]


@pytest.mark.parametrize("path", PUBLIC)
def test_no_public_page_stands_empty(shown: Shown, path: str) -> None:
    assert stands_empty(shown.visitor, path) == []


@pytest.mark.parametrize("path", STAFF)
def test_no_page_of_the_staff_stands_empty(shown: Shown, path: str) -> None:
    assert stands_empty(shown.admin if path == OF_ADMINS else shown.demo, f"/staff{path}") == []


@pytest.mark.parametrize("page", ["canned", "hours", "insights", "report", "requests", "requests/new"])
def test_no_company_stands_empty(shown: Shown, page: str) -> None:
    for company in shown.desk.companies.ids:
        assert stands_empty(shown.demo, f"/staff/{page}?company={company}") == []


def test_each_conversation_at_hand_the_leak_and_the_request_of_the_receipt_have_something_to_show(
    shown: Shown,
) -> None:
    with shown.desk.desk.database.read() as conn:
        held = conn.execute(select(t.conversations.c.id).where(t.conversations.c.owner == "staff")).scalars()
        leak = conn.execute(select(ct.incidents.c.id)).scalar_one()
        chats = list(held)
    assert len(chats) == 2
    pages = [
        *(f"conversations/{one}" for one in chats),
        f"incidents/{leak}",
        f"requests/{shown.made.receipt}",
    ]
    for page in pages:
        assert stands_empty(shown.demo, f"/staff/{page}") == []


def test_the_printed_receipt_and_code_open_the_customers_page(shown: Shown) -> None:
    code = {"receipt": shown.made.receipt, "access_code": shown.made.access_code}
    answer = shown.visitor.client.post("/requests", data=code, follow_redirects=True)
    assert answer.status_code == 200
    assert shown.made.receipt in answer.text
    assert render("status_page.papers_none", "ja") not in answer.text


def test_figures_count_a_rating_a_paper_question_and_an_enquiry_about_the_leak(shown: Shown) -> None:
    page = shown.demo.get("/staff/insights").text
    for figure in ("4.00", "評価の数: 1"):
        assert figure in page
    with shown.desk.desk.database.read() as conn:
        asked = conn.execute(select(ct.paper_questions.c.receipt)).scalars().all()
        kinds = set(conn.execute(select(t.requests.c.kind)).scalars())
        erased = conn.execute(select(t.requests.c.receipt).where(t.requests.c.erased_at.is_not(None))).all()
    assert asked == [shown.made.receipt]
    assert "leak_enquiry" in kinds
    assert len(erased) == 1
