"""The texts that the widget cannot start without."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api import problems
from api.customers import ui
from desk.locales import LOCALES


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    problems.install(app)
    app.include_router(ui.router)
    return TestClient(app)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_widget_gets_its_texts_in_every_language(client: TestClient, locale: str) -> None:
    found = client.get(f"/api/v1/ui/{locale}.json")
    assert found.status_code == 200
    assert found.json()["widget"]["send"]
    assert "public" in found.headers["cache-control"]


def test_another_language_is_refused_with_those_that_there_are(client: TestClient) -> None:
    refused = client.get("/api/v1/ui/fr.json")
    assert refused.status_code == 404
    assert "ja" in str(refused.json())
