"""Links to papers, the papers behind them, and the letters of staff, over HTTP on a real desk."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

import logging
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.app import create_app
from api.companies import Companies
from api.context import Context
from api.library import load_companies
from api.settings import Settings
from desk.bootstrap import Desk
from desk.requests.casework import Entry
from desk.requests.intake import Wanted, form_spec, request_draft
from desk.storage import tables as t
from knowledge.archive import PolicyArchive
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId, Region, Requester, RequestType
from tests.integration.desk.conftest import clock, desk, new_desk  # noqa: F401
from tests.integration.desk.support import Clock, form_token
from tests.unit.desk.papers.support import desk_of, says

PERSON = {
    "name": "照会 桃子",
    "address": "岡山県倉敷市試験町9-8-7",
    "details": "登録内容のすべて",
    "principal_name": "照会 梅吉",
    "relation": "子",
}
Submit = Callable[..., dict[str, Any]]


@pytest.fixture
def client(desk: Desk, tmp_path: Path) -> Iterator[TestClient]:
    settings = Settings(_env_file=None, public_url="http://testserver")
    companies = Companies(load_companies(policies_dir(), PolicyArchive(tmp_path / "kept")), desk)
    context = SimpleNamespace(
        settings=settings,
        base_url=settings.base_url,
        desk=desk,
        companies=companies,
        papers=desk.papers(companies.desks, policies_dir()),
        rasa=SimpleNamespace(forget=lambda _: None),
    )

    @asynccontextmanager
    async def make() -> AsyncIterator[Context]:
        yield cast(Context, context)

    with TestClient(create_app(make)) as made:
        yield made


@pytest.fixture
def submit(client: TestClient, desk: Desk) -> Submit:
    """Opens a request by its form; gives the 201."""

    def send(
        company: str = "oni", kind: str = "disclosure", who: str = "self", locale: str = "ja", **more: Any
    ) -> dict[str, Any]:
        region = more.pop("region", None)
        wanted = Wanted(RequestType(kind), Requester(who), Region(region) if region else None, "all", "post")
        spec = form_spec(desk_of(company), wanted, policy_version=desk_of(company).version, locale=locale)
        conversation = desk.conversations.open(CompanyId(company), region, locale, [])[0]
        names = {field.name for field in spec.fields}
        url = f"/forms/{form_token(desk, conversation.id, spec)}"
        answer = client.post(url, json={k: v for k, v in PERSON.items() if k in names})
        assert answer.status_code == 201, answer.text
        body: dict[str, Any] = answer.json()
        assert client.post(url, json={k: v for k, v in PERSON.items() if k in names}).json() == body, "again"
        return body

    return send


def kinds(result: dict[str, Any]) -> dict[str, str]:
    return {item["kind"]: item["url"] for item in result["documents"]}


def staff_headers(
    client: TestClient, desk: Desk, role: Any = "desk", companies: Any = None
) -> dict[str, str]:
    desk.staff.add(f"s-{role}-{companies}", "correct horse", "担当A", companies, role)
    login = {"username": f"s-{role}-{companies}", "password": "correct horse"}
    return {"Authorization": f"Bearer {client.post('/api/v1/staff/session', json=login).json()['token']}"}


def audit(desk: Desk) -> list[tuple[str, str, str, str]]:
    with desk.database.read() as conn:
        rows = conn.execute(select(t.audit).order_by(t.audit.c.n)).all()
    return [(row.actor, row.action, row.subject, row.detail) for row in rows]


def readings(desk: Desk) -> set[tuple[str, str, str]]:
    """Who read the vault, of which request, and what for."""
    return {
        (actor, subject, detail.split()[0].removeprefix("why="))
        for actor, action, subject, detail in audit(desk)
        if action == "vault.read"
    }


# ---------------------------------------------------------------------- the customer


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


def test_bad_bodies_are_told(client: TestClient, submit: Submit) -> None:
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
    messages = desk.conversations.messages(standing.conversation_id or "")
    assert result["receipt"] in messages[-1].text
    assert "/documents" not in str(messages)


def test_the_page_after_the_form_shows_the_links(client: TestClient, desk: Desk) -> None:
    wanted = Wanted(RequestType.DISCLOSURE, Requester.SELF, None, "all", "post")
    spec = form_spec(desk_of("oni"), wanted, policy_version=desk_of("oni").version, locale="ja")
    conversation = desk.conversations.open(CompanyId("oni"), None, "ja", [])[0]
    done = client.post(
        f"/forms/{form_token(desk, conversation.id, spec)}", data={"name": "照会 桃子", "address": "倉敷市"}
    )
    assert done.status_code == 201
    assert len(re.findall(r'href="http://testserver/documents/[\w-]+"', done.text)) == 4
    assert "15分間" in done.text


# ---------------------------------------------------------------------- staff


def test_staff_gets_letters_and_papers_and_each_is_audited(
    client: TestClient, submit: Submit, desk: Desk
) -> None:
    receipt = submit("prestige", "disclosure")["receipt"]
    headers = staff_headers(client, desk)
    base = f"/api/v1/staff/requests/{receipt}"
    offered = client.get(f"{base}/papers", headers=headers).json()
    assert [paper["kind"] for paper in offered["documents"]] == [
        "request_sheet",
        "checklist",
        "cover_letter",
        "address_label",
    ]
    letters = {letter["kind"]: letter for letter in offered["letters"]}
    assert list(letters) == [
        "receipt_notice", "correction_notice", "fee_notice", "decision_granted", "decision_partly", "decision_refused",
    ]  # fmt: skip
    ground = letters["decision_refused"]["grounds"][-1]
    assert "お取引先" in ground["text"]
    refused = client.post(f"{base}/letters/decision_refused", headers=headers, json={"ground": ground["id"]})
    assert (refused.status_code, refused.headers["content-type"]) == (200, "application/pdf")
    assert says(refused.content, "照会 桃子 様", ground["text"]) == []
    assert client.post(f"{base}/letters/receipt_notice", headers=headers).status_code == 200
    assert client.post(f"{base}/documents/checklist", headers=headers).status_code == 200
    actor = "s-desk-None"
    assert (actor, receipt, "document:offers") not in readings(desk), "a list of what there is reads nothing"
    for about in ("decision_refused", "receipt_notice", "checklist"):
        assert (actor, receipt, f"document:{about}") in readings(desk)


def test_the_letter_of_a_refusal_names_the_grounds_that_were_recorded(
    client: TestClient, submit: Submit, desk: Desk
) -> None:
    receipt = submit("prestige", "disclosure")["receipt"]
    headers = staff_headers(client, desk)
    base = f"/api/v1/staff/requests/{receipt}"
    offered = client.get(f"{base}/papers", headers=headers).json()["letters"]
    listed = next(letter["grounds"] for letter in offered if letter["kind"] == "decision_refused")
    change = {"status": "refused", "grounds": [listed[-1]["id"]]}
    assert client.patch(base, headers=headers, json=change).status_code == 200
    after = {
        letter["kind"]: letter for letter in client.get(f"{base}/papers", headers=headers).json()["letters"]
    }
    assert [ground["id"] for ground in after["decision_refused"]["grounds"]] == [listed[-1]["id"]]
    assert not {"decision_granted", "decision_partly"} & after.keys()
    letter = client.post(f"{base}/letters/decision_refused", headers=headers)
    assert letter.status_code == 200
    assert says(letter.content, listed[-1]["text"]) == []
    other = client.post(f"{base}/letters/decision_refused", headers=headers, json={"ground": listed[0]["id"]})
    assert (other.status_code, other.json()["errors"][0]["allowed"]) == (422, [listed[-1]["id"]])
    granted = client.post(f"{base}/letters/decision_granted", headers=headers)
    assert (granted.status_code, granted.json()["code"]) == (409, "letter_not_applicable")


def test_what_staff_enters_has_papers_too_and_a_complaint_has_none(client: TestClient, desk: Desk) -> None:
    staff = desk.staff.add("post", "correct horse", "担当A")
    wanted = Wanted(RequestType.DISCLOSURE, Requester.VOLUNTARY_AGENT, None, "all", "post")
    draft = request_draft(desk_of("oni"), wanted, policy_version=desk_of("oni").version, locale="ja")
    assert draft.documents[:2] == ("request_sheet", "mandate")
    entered = desk.casework.enter(Entry(draft, PERSON, "post"), staff)
    headers = staff_headers(client, desk)
    base = f"/api/v1/staff/requests/{entered.record.receipt}"
    offered = client.get(f"{base}/papers", headers=headers).json()["documents"]
    assert [one["kind"] for one in offered] == list(draft.documents)
    sheet = client.post(f"{base}/documents/request_sheet", headers=headers)
    assert says(sheet.content, PERSON["name"]) == []
    complaint = replace(
        draft, request_type="complaint", kind="complaint", standing="request", checklist=(), documents=()
    )
    entered = desk.casework.enter(Entry(complaint, PERSON, "phone"), staff)
    base = f"/api/v1/staff/requests/{entered.record.receipt}"
    assert client.get(f"{base}/papers", headers=headers).json() == {"documents": [], "letters": []}
    letter = client.post(f"{base}/letters/receipt_notice", headers=headers)
    assert (letter.status_code, letter.json()["code"]) == (409, "letter_not_applicable")


def test_after_an_erasure_there_is_nobody_to_write_to(client: TestClient, submit: Submit, desk: Desk) -> None:
    result = submit()
    headers = staff_headers(client, desk)
    desk.erasures.erase([result["receipt"]], "operator", withdraw=True)
    for url in kinds(result).values():
        assert client.post(url, json={"access_code": result["access_code"]}).status_code == 404
    base = f"/api/v1/staff/requests/{result['receipt']}"
    assert client.get(f"{base}/papers", headers=headers).json() == {"documents": [], "letters": []}
    assert client.post(f"{base}/documents/checklist", headers=headers).status_code == 409


def test_what_a_letter_needs_is_named(client: TestClient, submit: Submit, desk: Desk) -> None:
    headers = staff_headers(client, desk)
    oni = f"/api/v1/staff/requests/{submit()['receipt']}"
    missing = client.post(f"{oni}/letters/decision_refused", headers=headers, json={})
    assert missing.status_code == 422
    assert missing.json()["errors"][0]["field"] == "ground"
    assert missing.json()["errors"][0]["allowed"] == [str(n) for n in range(1, 8)]
    fee = client.post(f"{oni}/letters/fee_notice", headers=headers)
    assert (fee.status_code, fee.json()["code"]) == (409, "letter_not_applicable")
    unknown = client.post(f"{oni}/letters/nothing", headers=headers)
    assert (unknown.status_code, len(unknown.json()["allowed"])) == (404, 6)
    paper = client.post(f"{oni}/documents/mandate", headers=headers)
    assert (paper.status_code, paper.json()["code"]) == (404, "paper_not_offered")
    extra = client.post(f"{oni}/letters/decision_granted", headers=headers, json={"data": "開示する内容"})
    assert extra.status_code == 422, "the disclosed data has no place here"
    assert "開示する内容" not in extra.text


def test_only_staff_of_this_company_who_work_on_cases(client: TestClient, submit: Submit, desk: Desk) -> None:
    base = f"/api/v1/staff/requests/{submit()['receipt']}"
    wrong = {
        401: {},
        403: staff_headers(client, desk, companies=frozenset({"opt"})),
    }
    for status, headers in wrong.items():
        assert client.post(f"{base}/letters/receipt_notice", headers=headers).status_code == status
        assert client.post(f"{base}/documents/checklist", headers=headers).status_code == status
        assert client.get(f"{base}/papers", headers=headers).status_code == status
    agent = staff_headers(client, desk, role="look_up")
    assert client.post(f"{base}/letters/receipt_notice", headers=agent).status_code == 403
    unknown = client.post(
        "/api/v1/staff/requests/MDG-0000-0000/letters/receipt_notice", headers=staff_headers(client, desk)
    )
    assert unknown.status_code == 404


# ---------------------------------------------------------------------- what is left behind


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
