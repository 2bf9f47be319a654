"""A browser, and a fake desk for it, for the tests that need faults."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from ops.build import find_browser

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def fake_desk() -> Iterator[str]:
    """The address of a fake desk on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "tests.e2e.fake_api:app", "--port", str(port)]
    process = subprocess.Popen([*command, "--log-level", "warning"], cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{address}/api/v1/companies")
                break
            except URLError:
                time.sleep(0.2)
        else:
            pytest.fail("the fake desk did not start")
        yield address
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:  # it waits for open streams
            process.kill()
            process.wait(5)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium."""
    found = find_browser(os.environ)
    if found is None:
        pytest.fail("no Chromium: `make test` installs it where it may, or name one in MADOGUCHI_CHROMIUM")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def fake_page(chromium: Browser) -> Iterator[Page]:
    """An empty page; any error of a script, or a breach of the Content-Security-Policy, fails the test."""
    context = chromium.new_context(locale="ja-JP", viewport={"width": 1280, "height": 860})
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda m: problems.append(m.text) if "Content Security Policy" in m.text else None)
    yield page
    context.close()
    assert problems == []
