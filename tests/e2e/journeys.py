"""What a customer and the desk do about a request in a browser, step by step, each on the real pages."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, Route, expect
from pypdf import PdfReader

PATIENCE = 60_000
"""Milliseconds that a step may take where much runs beside it."""
expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Receipt:
    """What the customer was given."""

    number: str
    code: str


def pdf_text(page: Page, where: str, press: Callable[[], None]) -> str:
    """The text of the PDF that pressing gives, without white space. The browser's own viewer is not waited for."""
    files: list[bytes] = []

    def keep(route: Route) -> None:
        if route.request.method != "POST":
            route.fallback()
            return
        answer = route.fetch()
        assert answer.headers["content-type"].startswith("application/pdf"), answer.text()
        files.append(answer.body())
        route.fulfill(status=200, content_type="text/html", body="<title>PDF</title>")

    page.context.route(where, keep)
    press()
    page.wait_for_load_state()
    for _ in range(300):
        if files:
            break
        page.wait_for_timeout(100)
    page.context.unroute(where)
    assert files, "no PDF came"
    assert files[0].startswith(b"%PDF-")
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(files[0])).pages)
    return re.sub(r"\s", "", text)


# ---------------------------------------------------------------------- the customer


def send_form(page: Page, where: str, **values: str) -> Receipt:
    """The form as a page of its own, and what came of it."""
    page.goto(where)
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("main button[type=submit]").click()
    expect(page.locator("dl.codes code")).to_have_count(2, timeout=PATIENCE)
    number, code = page.locator("dl.codes code").all_inner_texts()
    return Receipt(number, code)


def look(page: Page, url: str, receipt: Receipt, lang: str = "ja") -> None:
    """The status page, entered anew."""
    page.context.clear_cookies()
    page.goto(f"{url}/requests?lang={lang}")
    page.locator("[name=receipt]").fill(receipt.number)
    page.locator("[name=access_code]").fill(receipt.code)
    page.locator("main button[type=submit]").click()
    expect(page.locator("code.receipt")).to_have_text(receipt.number, timeout=PATIENCE)


def print_paper(page: Page, name: str | re.Pattern[str], receipt: Receipt) -> str:
    """Open a paper's link on the page as it is, give the code; gives the PDF's text."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name=name).click()
    paper = opened.value
    paper.wait_for_load_state()
    paper.locator("[name=access_code]").fill(receipt.code)
    text = pdf_text(paper, "**/documents/*", lambda: paper.locator("main button[type=submit]").click())
    paper.close()
    return text


def rate(page: Page, stars: str, comment: str) -> None:
    """How it was."""
    page.locator(f"[name=stars][value='{stars}']").check()
    page.locator("[name=comment]").fill(comment)
    page.get_by_role("button", name="回答を送る").click()
    expect(page.get_by_role("status")).to_contain_text("ありがとうございました", timeout=PATIENCE)


# ---------------------------------------------------------------------- the desk


def open_case(page: Page, url: str, receipt: Receipt) -> None:
    """A request's page, found by its receipt."""
    page.goto(f"{url}/staff/requests/{receipt.number}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(receipt.number, timeout=PATIENCE)


def state(page: Page, word: str) -> None:
    """The request stands so."""
    expect(page.locator("h1 + p")).to_contain_text(word, timeout=PATIENCE)


def tick_papers(page: Page) -> int:
    """Tick each paper as it arrives; gives how many."""
    todo = page.get_by_role("button", name="が届いた")
    count = todo.count()
    for left in range(count, 0, -1):
        todo.first.click()
        expect(todo).to_have_count(left - 1, timeout=PATIENCE)
    return count


def move(page: Page, status: str) -> None:
    """Along to a status that the page offers: one click, or the form of it where more has to be given."""
    folded = page.locator("details", has=page.locator(f"#move-{status}"))
    if folded.count():
        folded.locator("summary").first.click()
    page.locator(f"#move-{status}").click()


def confirm(page: Page, check: str) -> None:
    """Identity, or an agent's authority."""
    button = page.locator(f"#check-{check}-confirmed")
    button.click()
    expect(button).to_have_count(0, timeout=PATIENCE)


def letter(page: Page, kind: str) -> str:
    """Make a letter; gives its text."""
    page.locator("details", has=page.locator(f"#letter-{kind}")).locator("summary").first.click()
    return pdf_text(page, f"**/letters/{kind}", lambda: page.locator(f"#letter-{kind}").click())


def to_the_answer(page: Page, *checks: str) -> None:
    """Papers, checks, work, answer."""
    assert tick_papers(page) > 0
    state(page, "受付済み")
    move(page, "checking_identity")
    state(page, "ご本人の確認中")
    for check in checks:
        confirm(page, check)
    move(page, "in_progress")
    state(page, "対応中")
    move(page, "answered")
    state(page, "回答済み")
