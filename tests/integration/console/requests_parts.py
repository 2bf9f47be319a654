"""What tests of the pages on requests stand on: the papers, a lead who is logged in, records entered by hand."""

import re
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.context import Context
from desk.bootstrap import Desk
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import Browser

LETTER = {"c-name": "山田 太郎", "c-address": "東京都千代田区1-1", "c-email": "taro@example.jp"}


@pytest.fixture(name="context")
def context_with_papers(desk: Desk, companies: dict[CompanyId, Any], settings: Any) -> Context:
    from api.companies import Companies

    made = Companies(companies, desk)

    async def nothing() -> int:
        return 0

    parts = SimpleNamespace(
        settings=settings,
        base_url=settings.base_url,
        desk=desk,
        companies=made,
        papers=desk.papers(made.desks, policies_dir()),
        gateway=SimpleNamespace(wipe_trackers=nothing),
    )
    return cast(Context, parts)


@pytest.fixture(name="lead")
def browser_of_a_lead(browser: Browser) -> Browser:
    browser.log_in("lead", "lead", [CompanyId("oni")])
    return browser


def entry(browser: Browser, **fields: str) -> dict[str, Any]:
    """What the entry form sends."""
    page = browser.get(f"/staff/requests/new?company={fields.get('company', 'oni')}").text
    key = re.search(r'name="client_id" value="([^"]+)"', page)
    assert key is not None
    return {
        "company": "oni", "client_id": key[1], "kind": "request", "request_type": "disclosure",
        "requester": "self", "came_by": "post", "locale": "ja", "reply_method": "post", **LETTER, **fields,
    }  # fmt: skip


def enter(browser: Browser, **fields: str) -> str:
    answer = browser.post("/staff/requests/new", **entry(browser, **fields))
    assert answer.status_code == 200, answer.text
    found = re.search(r"MDG-[0-9A-Z]{4}-[0-9A-Z]{4}", answer.text)
    assert found is not None, answer.text
    return found[0]
