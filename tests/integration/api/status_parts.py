"""A request whose page is looked at, and how a customer gets to it."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from desk.bootstrap import Desk
from desk.locales import Locale
from desk.model import ChecklistItem, Submitted
from tests.citing import cited
from tests.integration.api.test_desk_routes import Open, serve  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401
from tests.integration.desk.support import RIGHT, form_token, opened, spec

CITED = cited("本人確認のための書類", section="1.1", start=1)
PAPERS = (
    ChecklistItem("様式1", CITED, "form"),
    ChecklistItem("運転免許証の写し", CITED),
    ChecklistItem("手数料", None, "fee"),
)


@pytest.fixture
def request_(desk: Desk) -> Submitted:  # noqa: F811
    return submit(desk)


def submit(desk: Desk, **changes: Any) -> Submitted:  # noqa: F811
    form = spec(checklist=PAPERS, **changes)
    return desk.forms.submit(form_token(desk, opened(desk), form), RIGHT)


def enter(client: TestClient, result: Submitted, lang: Locale = "ja", code: str | None = None) -> Any:
    given = {"receipt": result.receipt, "access_code": code or result.access_code}
    return client.post(f"/requests?lang={lang}", data=given)


def text(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))
