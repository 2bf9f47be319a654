"""Links to papers and the papers behind them, for the customer, over HTTP on a real desk."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from desk.bootstrap import Desk
from desk.requests.drafting import Wanted, form_spec
from knowledge.vocabulary import CompanyId, ReplyMethod, Requester, RequestType
from tests.desks import desk_of
from tests.integration.api.papers_support import (  # noqa: F401
    PERSON,
    Submit,
    client,
    kinds,
    readings,
    staff_headers,
    submit,
)
from tests.integration.desk.conftest import clock, desk, new_desk  # noqa: F401
from tests.integration.desk.support import Clock, form_token
from tests.unit.desk.papers.support import says


def test_a_submitted_form_gives_links_that_open_with_the_access_code(
    client: TestClient, submit: Submit, desk: Desk
) -> None:
    result = submit("ocs", "erasure", "voluntary_agent", region="china")
    links = kinds(result)
    assert list(links) == ["request_sheet", "mandate", "checklist", "cover_letter", "address_label"]
    for kind, url in links.items():
        assert re.fullmatch(r"http://testserver/documents/[\w-]{80,300}", url)
        assert result["receipt"] not in url
        pdf = client.post(url, json={"access_code": result["access_code"]})
        assert (pdf.status_code, pdf.headers["content-type"]) == (200, "application/pdf")
        assert pdf.content.startswith(b"%PDF-")
        assert pdf.headers["cache-control"] == "no-store, private"
        assert pdf.headers["content-disposition"] == (
            f'inline; filename="{result["receipt"]}-{kind.replace("_", "-")}.pdf"'
        )
        if kind != "checklist":
            assert says(pdf.content, PERSON["name"]) == []
        assert ("customer", result["receipt"], f"document:{kind}") in readings(desk)


def test_a_browser_is_asked_for_the_code_and_looking_gives_nothing_away(
    client: TestClient, submit: Submit
) -> None:
    result = submit()
    url = kinds(result)["request_sheet"]
    for _ in range(3):
        page = client.get(url)
        assert page.status_code == 200
        assert page.headers["content-type"].startswith("text/html")
        assert page.headers["cache-control"] == "no-store"
        assert 'name="access_code"' in page.text
        assert not any(
            secret in page.text for secret in (*PERSON.values(), result["access_code"]) if len(secret) > 2
        )
    wrong = client.post(url, data={"access_code": "0000-0000"})
    assert wrong.status_code == 404
    assert 'role="alert"' in wrong.text
    pdf = client.post(url, data={"access_code": result["access_code"].lower().replace("-", " ")})
    assert pdf.headers["content-type"] == "application/pdf"


def test_a_link_lives_fifteen_minutes(client: TestClient, submit: Submit, clock: Clock) -> None:
    result = submit()
    url, right = kinds(result)["checklist"], {"access_code": result["access_code"]}
    clock.forward(minutes=14, seconds=59)
    assert client.post(url, json=right).status_code == 200
    clock.forward(seconds=1)
    late = client.post(url, json=right)
    assert (late.status_code, late.json()["code"]) == (410, "document_link_expired")
    for page in (client.get(url), client.post(url, data=right)):
        assert page.status_code == 410
        assert 'name="receipt"' in page.text, "where new links are had"


@pytest.mark.parametrize(
    ("locale", "said"),
    [("ja", "このリンクは時間が過ぎました"), ("en", "This link has expired"), ("zh", "该链接已过期")],
)
def test_a_link_past_its_time_says_so_in_the_customers_language(
    client: TestClient, submit: Submit, clock: Clock, locale: str, said: str
) -> None:
    result = submit(locale=locale)
    url, right = kinds(result)["checklist"], {"access_code": result["access_code"]}
    clock.forward(minutes=15)
    other = {"Accept-Language": "fr, en;q=0.5" if locale != "en" else "ja"}
    for page in (client.get(url, headers=other), client.post(url, data=right, headers=other)):
        assert (page.status_code, f'lang="{locale}"' in page.text) == (410, True)
        assert said in page.text


def test_a_link_that_nobody_knows_answers_in_the_language_of_the_browser(client: TestClient) -> None:
    for asked, said in (
        ("en-GB,en;q=0.9,ja;q=0.2", "This paper is not available"),
        ("fr, ja;q=0.2, zh-CN;q=0.8", "无法提供该文件"),
        ("fr", "この書類はお出しできません"),
        ("", "この書類はお出しできません"),
        ("en;q=high, zh;q=0, *", "この書類はお出しできません"),
    ):
        assert said in client.get("/documents/x", headers={"Accept-Language": asked}).text, asked


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("?lang=zh", "zh"),
        ("?lang=en", "en"),
        ("", "ja"),
        ("?lang=", "ja"),
        ("?lang=fr", "ja"),
        ("?lang=english", "ja"),
    ],
)
def test_an_address_in_a_language_that_nobody_speaks_here_is_answered_in_japanese(
    client: TestClient, asked: str, shown: str
) -> None:
    for path in ("/documents", "/requests"):
        page = client.get(f"{path}{asked}")
        assert (page.status_code, f'<html lang="{shown}">' in page.text) == (200, True), path


def test_a_changed_link_leads_nowhere(client: TestClient, submit: Submit) -> None:
    result = submit()
    url, right = kinds(result)["checklist"], {"access_code": result["access_code"]}
    head, token = url.rsplit("/", 1)
    for bad in (
        token[:-2],
        token[::-1],
        f"{token[:40]}{'A' if token[40] != 'A' else 'B'}{token[41:]}",
        "x",
        "あ",
        "A" * 5000,
    ):
        answer = client.post(f"{head}/{bad}", json=right)
        assert (answer.status_code, answer.json()["code"]) == (404, "document_not_found"), bad[:10]
        assert client.get(f"{head}/{bad}").status_code == 404


def test_wrong_codes_shut_the_papers_as_they_shut_the_status(
    client: TestClient, submit: Submit, clock: Clock
) -> None:
    result, other = submit(), submit()
    url, right = kinds(result)["checklist"], {"access_code": result["access_code"]}
    assert client.post(url, json={"access_code": other["access_code"]}).status_code == 404
    for _ in range(4):
        assert client.post(url, json={"access_code": "0000-0000"}).status_code == 404
    shut = client.post(url, json=right)
    assert shut.status_code == 429
    assert int(shut.headers["retry-after"]) > 0
    assert client.post(url, data=right).status_code == 429
    both = {"receipt": result["receipt"], **right}
    assert client.post("/api/v1/requests/status", json=both).status_code == 429
    assert client.post("/api/v1/requests/documents", json=both).status_code == 429
    clock.forward(minutes=16)
    assert client.post("/api/v1/requests/documents", json=both).status_code == 200


def test_receipt_and_code_give_new_links(client: TestClient, submit: Submit, clock: Clock) -> None:
    result = submit("ocs", "portability", region="eea_uk", locale="en")
    clock.forward(days=3)
    both = {"receipt": result["receipt"], "access_code": result["access_code"]}
    fresh = client.post("/api/v1/requests/documents", json={**both, "locale": "en"}).json()
    assert [item["kind"] for item in fresh["items"]] == [item["kind"] for item in result["documents"]]
    assert fresh["expires_at"].startswith("2026-11-23T01:15:00")
    pdf = client.post(fresh["items"][1]["url"], json={"access_code": result["access_code"]})
    assert says(pdf.content, "What to prepare") == []
    page = client.post("/documents?lang=en", data=both)
    assert page.status_code == 200
    assert page.text.count("/documents/") == len(fresh["items"])
    wrong = client.post("/documents", data={**both, "access_code": "0000-0000"})
    assert wrong.status_code == 404
    assert client.get("/documents").status_code == 200
    missing = client.post("/api/v1/requests/documents", json={"receipt": result["receipt"]})
    assert missing.status_code == 422


def test_a_body_without_a_usable_code_is_refused(client: TestClient, submit: Submit) -> None:
    url = kinds(submit())["checklist"]
    bodies: list[Any] = [[], {}, {"access_code": 5}]
    for body in bodies:
        assert client.post(url, json=body).status_code == 422
    assert client.post(url, content=b"{", headers={"Content-Type": "application/json"}).status_code == 422
    assert client.post(url, data={"access_code": "x" * 5000}).status_code == 413
    assert client.post(url, data={}).status_code == 404


def test_links_never_go_into_the_conversation(submit: Submit, desk: Desk) -> None:
    result = submit()
    (standing,) = desk.requests.list().items
    assert standing.conversation_id is not None
    messages = desk.conversations.messages(standing.conversation_id)
    assert result["receipt"] in messages[-1].text
    assert "/documents" not in str(messages)


def test_the_page_after_the_form_shows_the_links(client: TestClient, desk: Desk) -> None:
    wanted = Wanted(RequestType.DISCLOSURE, Requester.SELF, None, "all", ReplyMethod.POST)
    spec = form_spec(desk_of("oni"), wanted, policy_version=desk_of("oni").version, locale="ja")
    conversation = desk.conversations.open(CompanyId("oni"), None, "ja", [])[0]
    done = client.post(
        f"/forms/{form_token(desk, conversation.id, spec)}", data={"name": "照会 桃子", "address": "倉敷市"}
    )
    assert done.status_code == 201
    assert len(re.findall(r'href="http://testserver/documents/[\w-]+"', done.text)) == 4
    assert "15分間" in done.text


def test_no_personal_data_is_left_on_disk_or_in_logs(
    client: TestClient,
    submit: Submit,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with caplog.at_level(logging.DEBUG):
        result = submit("prestige", "disclosure", "voluntary_agent")
        for url in kinds(result).values():
            assert client.post(url, json={"access_code": result["access_code"]}).status_code == 200
        headers = staff_headers(client, desk)
        letter = {"reason": "照会 梅吉 の事情", "ground": "1"}
        url = f"/api/v1/staff/requests/{result['receipt']}/letters/decision_refused"
        assert client.post(url, headers=headers, json=letter).status_code == 200
    secrets = [PERSON["name"], PERSON["address"], PERSON["principal_name"], "の事情", result["access_code"]]
    assert [secret for secret in secrets if secret in caplog.text] == []
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        assert b"%PDF" not in content, path.name
        assert [secret for secret in secrets if secret.encode() in content] == [], path.name


def test_the_page_of_new_links_takes_what_was_copied_and_says_which_field_was_mistyped(
    client: TestClient, submit: Submit
) -> None:
    made = submit()
    receipt, code = made["receipt"], made["access_code"]
    for named, typed in ((f"受付番号：{receipt}", f"コード {code}"), (code, receipt)):
        page = client.post("/documents", data={"receipt": named, "access_code": typed})
        assert (page.status_code, "/documents/" in page.text) == (200, True)
    misread = receipt[:-1] + ("0" if receipt[-1] != "0" else "1")
    told = client.post("/documents", data={"receipt": misread, "access_code": code})
    assert (told.status_code, "受付番号に打ち間違いが" in told.text, misread in told.text) == (
        404,
        True,
        True,
    )
    wrong = client.post("/documents", data={"receipt": receipt, "access_code": "ZZZZ-ZZZ2"})
    assert ("組み合わせが違います" in wrong.text, receipt in wrong.text) == (True, True)
    twice = client.post("/documents", data={"receipt": code, "access_code": code})
    assert (twice.status_code, code in twice.text) == (404, False)
