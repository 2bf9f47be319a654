"""A customer in the real desk's chat window, in a browser: what they write, and what they are asked."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from evaluation.stack import PASSWORD, USERNAME, Stack

PATIENCE = 30_000
"""Milliseconds that a turn of the real system may take where everything else runs beside it."""
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 844}


@contextmanager
def window(browser: Browser, shots: Path, name: str, size: dict[str, int]) -> Iterator[Page]:
    """A browser window of its own; what its scripts get wrong fails the test, what it showed then is kept."""
    context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo", viewport=size)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if "Content Security Policy" in m.text else None)
    try:
        yield page
        assert problems == []
    except BaseException:
        page.screenshot(path=shots / f"{name}.png")
        raise
    finally:
        context.close()


def chat(page: Page, running: Stack, company: str) -> tuple[Locator, str]:
    """Open the widget on a company's page; gives the conversation's log and id."""
    page.goto(f"{running.url}/demo/{company}")
    with page.expect_response(f"{running.url}/api/v1/conversations") as opened:
        page.get_by_role("button", name="個人情報について相談する").click()
    expect(page.locator(".message.bot")).to_have_count(1, timeout=PATIENCE)
    return page.locator(".log"), opened.value.json()["id"]


def say(page: Page, text: str) -> None:
    """Write and send. The window speaks the language of the conversation."""
    page.locator(".composer textarea").fill(text)
    page.keyboard.press("Enter")


def press(page: Page, label: str) -> None:
    """Press a button under the last messages."""
    page.locator(".choices button:enabled", has_text=re.compile(rf"^{label}$")).last.click()


def turn(page: Page, text: str) -> dict[str, Any]:
    """Say something; gives what the desk answers."""
    with page.expect_response(
        lambda one: one.request.method == "POST" and one.url.endswith("/messages")
    ) as sent:
        say(page, text)
    answer: dict[str, Any] = sent.value.json()
    shown = page.locator(".message.bot").last
    expect(shown).to_contain_text(answer["messages"][-1]["text"].split("\n")[0][:12], timeout=PATIENCE)
    return answer


def to_the_form(page: Page, opening: str, told: Mapping[str, str]) -> tuple[str, list[str], str]:
    """From the customer's first words to the form; `told`: what they write where the chat asks for it.

    Gives the form's address, what was asked on the way, and everything that the desk said.
    """
    asked: list[str] = []
    answer = turn(page, opening)
    said = [message["text"] for message in answer["messages"]]
    for _ in range(8):
        form = next((m["form"] for m in answer["messages"] if m.get("form")), None)
        if form is not None:
            return form["url"], asked, "\n".join(said)
        question = str(answer["expects"])
        assert question in told, f"asked for {question} after {asked}: {said[-1]}"
        assert question not in asked, f"asked for {question} again: {said[-1]}"
        asked.append(question)
        answer = turn(page, told[question])
        said += [message["text"] for message in answer["messages"]]
    raise AssertionError(f"no form after {asked}: {said[-1]}")


def log_in(page: Page, running: Stack) -> None:
    """A member of staff in the console."""
    page.goto(f"{running.url}/staff")
    page.get_by_label("ユーザー名").fill(USERNAME)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="ログアウト")).to_be_visible(timeout=PATIENCE)
