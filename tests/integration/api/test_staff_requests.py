"""The staff's routes for the life of a request, on a real desk with real companies' facts."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.companies import Companies
from api.context import Context
from api.library import _load
from api.settings import Settings
from desk.bootstrap import Desk
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId
from tests.integration.desk.conftest import clock, desk, new_desk  # noqa: F401
from tests.integration.desk.support import Clock
from tests.promised import Promised

LETTER = {"name": "山田 太郎", "address": "東京都千代田区1-1"}
Json = dict[str, Any]


@pytest.fixture(scope="module")
def companies() -> Json:
    return {name: _load(policies_dir() / name) for name in ("ocs", "oni", "prestige")}


class Clerk:
    def __init__(self, client: TestClient, desk: Desk, name: str, **account: Any) -> None:  # noqa: F811
        desk.staff.add(name, "pw", f"担当{name}", **account)
        self.client, self.name = client, name
        self.log_in()

    def log_in(self) -> None:
        """Also anew: sessions end while the clock moves on."""
        login = self.client.post("/api/v1/staff/session", json={"username": self.name, "password": "pw"})
        self.headers = {"Authorization": f"Bearer {login.json()['token']}"}

    def __call__(self, method: str, path: str, body: Json | None = None, status: int = 200) -> Any:
        answer = self.client.request(method, f"/api/v1/staff/{path}", json=body, headers=self.headers)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    def enter(self, status: int = 201, **body: Any) -> Any:
        letter = {"company": "oni", "request_type": "disclosure", "came_by": "post", "customer": LETTER}
        return self("POST", "requests", {**letter, **body}, status)


@pytest.fixture
def client(desk: Desk, companies: dict[CompanyId, Any]) -> Iterator[TestClient]:  # noqa: F811
    settings = Settings(_env_file=None, public_url="http://desk.example")
    context = SimpleNamespace(
        settings=settings, base_url=settings.base_url, desk=desk, companies=Companies(companies, desk)
    )

    @asynccontextmanager
    async def make() -> AsyncIterator[Context]:
        yield cast(Context, context)

    app = create_app(make)
    with TestClient(app) as made:
        made.event_hooks["response"] = [Promised(app.openapi()).check]
        yield made


@pytest.fixture
def clerk(client: TestClient, desk: Desk) -> Clerk:  # noqa: F811
    return Clerk(client, desk, "花子")


def test_a_request_by_letter_goes_from_its_entry_to_the_answer(client: TestClient, clerk: Clerk) -> None:
    record = clerk.enter(reply_method="post", note="書留", client_id="7c9e6679-7425-40de-944b-e07fc1f90ae7")
    receipt = record["receipt"]
    again = clerk.enter(200, reply_method="post", client_id="7c9e6679-7425-40de-944b-e07fc1f90ae7")
    assert (again["receipt"], again["access_code"]) == (receipt, None)
    found = client.post(
        "/api/v1/requests/status", json={"receipt": receipt, "access_code": record["access_code"]}
    )
    assert found.json()["status"] == "announced"
    assert (record["came_by"], record["kind"], record["conversation"]) == ("post", "request", None)
    assert [g["id"] for g in record["grounds"]] == list("1234567")
    assert record["grounds"][0]["citation"]["url"].startswith("http://desk.example/policies/oni?")
    assert "awaiting_fee" not in record["allowed_statuses"]
    for one in record["checklist"]:
        if one["citation"] is not None:
            assert one["citation"]["url"].startswith("http://desk.example/policies/oni?version="), one[
                "label"
            ]
    papers = [one["item"] for one in record["checklist"] if one["kind"] != "fee"]
    for item in papers:
        record = clerk("PUT", f"requests/{receipt}/checklist/{item}", {"arrived": True})
    assert record["status"] == "received"
    assert {one["ticked_by"] for one in record["checklist"] if one["kind"] != "fee"} == {"担当花子"}
    assert record["reasons"]["checking_identity"] == ["check_begun", "written"]
    bad = clerk(
        "PATCH", f"requests/{receipt}", {"status": "checking_identity", "reason": "fee_received"}, 422
    )
    assert (bad["errors"][0]["field"], bad["errors"][0]["allowed"]) == ("reason", ["check_begun", "written"])
    unsaid = clerk("PATCH", f"requests/{receipt}", {"status": "awaiting_papers"}, 422)
    assert unsaid["errors"][0]["field"] == "reason"
    clerk("PATCH", f"requests/{receipt}", {"status": "checking_identity"})
    refused = clerk("PATCH", f"requests/{receipt}", {"status": "in_progress"}, 409)
    assert "identity must be confirmed" in refused["detail"]
    assert "in_progress" not in refused["allowed"]
    record = clerk("PUT", f"requests/{receipt}/checks/identity", {"result": "confirmed"})
    assert "in_progress" in record["allowed_statuses"]
    clerk("PATCH", f"requests/{receipt}", {"status": "in_progress"})
    wrong = clerk("PATCH", f"requests/{receipt}", {"status": "refused"}, 422)
    assert (wrong["errors"][0]["field"], wrong["errors"][0]["allowed"]) == ("grounds", list("1234567"))
    record = clerk("PATCH", f"requests/{receipt}", {"status": "refused", "grounds": ["2"]})
    assert (record["decision"]["grounds"][0]["id"], record["decision"]["reasons_letter"]) == ("2", True)
    assert (record["allowed_statuses"], record["reasons"]) == ([], {})
    assert [(one["status"], one["reason"]) for one in record["history"] if one["what"] == "status"] == [
        ("announced", "entered_by_staff"), ("received", "last_paper_ticked"), ("checking_identity", "not_named"),
        ("in_progress", "checks_made"), ("refused", "ground"),
    ]  # fmt: skip


def test_where_the_policy_has_a_form_to_send_the_request_begins_with_sending_it(clerk: Clerk) -> None:
    record = clerk.enter(company="prestige")
    assert (record["status"], record["form_to_send"]) == ("sending_form", ["「所定の申請書」"])
    record = clerk("PATCH", f"requests/{record['receipt']}", {"status": "awaiting_papers"})
    assert record["form_to_send"] is None
    record = clerk(
        "PUT", f"requests/{record['receipt']}/flags/several_people", {"raised": True, "note": "2名"}
    )
    assert "1名のみ" in record["flags"][0]["rule"]["quote"]
    clerk("PUT", f"requests/{record['receipt']}/flags/smudge", {"raised": True}, 422)


def test_staff_read_a_records_dates_with_their_law_its_duplicates_and_its_notes(
    clerk: Clerk,
    clock: Clock,  # noqa: F811
) -> None:
    first = clerk.enter(company="ocs", region="california", request_type="access_ccpa", came_by="phone")
    dues = {one["what"]: one for one in first["dues"]}
    assert (dues["confirmation"]["date"], dues["answer"]["date"]) == ("2026-12-07", "2027-01-04")
    assert (dues["answer"]["whose"], "7021" in dues["answer"]["source"]) == ("law", True)
    second = clerk.enter(company="ocs", region="jp")
    alike = clerk("GET", f"requests/{second['receipt']}/duplicates")["items"]
    assert [(one["receipt"], one["on"]) for one in alike] == [(first["receipt"], ["name_address"])]
    clock.forward(days=20)
    clerk.log_in()
    late = clerk("GET", "dues?when=late")["items"]
    assert [(one["receipt"], one["what"], one["late"]) for one in late] == [
        (first["receipt"], "confirmation", True)
    ]
    one = f"requests/{first['receipt']}"
    clerk("POST", f"{one}/confirmation", None, 201)
    assert clerk("GET", "dues?when=late")["items"] == []
    clerk("POST", f"{one}/confirmation", None, 409)
    record = clerk("POST", f"{one}/extensions", {"notice": "延長します"}, 201)
    assert record["due"].startswith("2027-02-18T23:59:59")
    clerk("POST", f"{one}/extensions", {"notice": "また"}, 409)
    record = clerk("POST", f"{one}/notes", {"text": "折り返し"}, 201)
    assert record["history"][-1]["what"] == "note"
    clerk("POST", f"{one}/mails", {"template": "receipt"}, 409)
    assert clerk("GET", "reminders")["items"] == []
    clerk("POST", "reminders/99/acknowledge", None, 404)
    clerk("GET", "dues?when=sometime", None, 422)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"company": "nobody"}, "company"),
        ({"region": "jp"}, "region"),
        ({"company": "ocs"}, "region"),
        ({"request_type": None}, "request_type"),
        ({"kind": "complaint"}, "request_type"),
        ({"came_by": "pigeon"}, "came_by"),
        ({"came_on": "2030-01-01"}, "came_on"),
        ({"customer": {"email": "x"}}, "email"),
        ({"customer": {}}, "customer"),
    ],
)
def test_a_wrong_entry_names_its_field_and_echoes_nothing(clerk: Clerk, body: Json, field: str) -> None:
    document = clerk.enter(422, **body)
    assert field in str(document["errors"]), document
    assert "山田" not in str(document)


def test_a_leak_enquiry_by_phone_is_a_record_of_its_own_kind(clerk: Clerk) -> None:
    record = clerk.enter(
        kind="leak_enquiry", request_type=None, came_by="phone", customer={"phone": "03-1234-5678"}
    )
    assert (record["kind"], record["request_type"], record["status"]) == (
        "leak_enquiry", "leak_enquiry", "received",
    )  # fmt: skip
    assert [r["receipt"] for r in clerk("GET", "requests?kind=leak_enquiry")["items"]] == [record["receipt"]]


def test_look_up_accounts_and_other_companies_staff_are_kept_out(
    client: TestClient,
    desk: Desk,  # noqa: F811
    clerk: Clerk,
) -> None:
    receipt = clerk.enter()["receipt"]
    agent = Clerk(client, desk, "案内", role="look_up")
    stranger = Clerk(client, desk, "他社", companies=["ocs"])
    for who in (agent, stranger):
        who.enter(403)
        for method, path, body in (
            ("PUT", "checklist/0", {"arrived": True}),
            ("PUT", "checks/identity", {"result": "confirmed"}),
            ("PUT", "flags/form_incomplete", {"raised": True}),
            ("POST", "notes", {"text": "x"}),
            ("POST", "extensions", {"notice": "x"}),
            ("POST", "confirmation", None),
            ("POST", "mails", {"template": "receipt"}),
            ("GET", "duplicates", None),
        ):
            who(method, f"requests/{receipt}/{path}", body, 403)
    agent("GET", "dues", None, 403)
    agent("GET", "reminders", None, 403)
    assert stranger("GET", "dues")["items"] == []


def test_what_was_typed_wrongly_is_corrected(clerk: Clerk) -> None:
    record = clerk.enter(reply_method="post")
    path = f"requests/{record['receipt']}/corrections"
    record = clerk("PUT", f"requests/{record['receipt']}/checks/identity", {"result": "confirmed"})
    body = {"values": {"name": " 山本　太郎 "}, "reason": "customer_told_us", "version": record["version"]}
    after = clerk("POST", path, body, 201)
    assert after["customer"] == {**LETTER, "name": "山本 太郎"}
    line = next(one for one in after["history"] if one["what"] == "corrected")
    assert (line["what"], line["fields"], line["reason"], line["note"]) == (
        "corrected", ["name"], "customer_told_us", None,
    )  # fmt: skip
    assert [(one["check"], one["result"]) for one in after["checks"]] == [("identity", "pending")]
    stale = clerk("POST", path, body, 409)
    assert (stale["code"], stale["why"]) == ("not_now", "stale")
    body["version"] = after["version"]
    bad = clerk("POST", path, {**body, "values": {"email": "誤り"}}, 422)
    assert [one["field"] for one in bad["errors"]] == ["email"] and "誤り" not in str(bad)
    why = clerk("POST", path, {**body, "reason": "x"}, 422)
    assert why["errors"][0]["field"] == "reason" and "customer_told_us" in why["errors"][0]["allowed"]
    other = clerk("POST", path, {**body, "values": {"relation": "姉"}}, 422)
    assert "relation" not in other["errors"][0]["allowed"]
    clerk("PATCH", f"requests/{record['receipt']}", {"status": "withdrawn", "reason": "entered_twice"})
    assert clerk("POST", path, body, 409)["why"] == "done"


def test_an_end_by_mistake_is_taken_back_over_the_api(clerk: Clerk) -> None:
    receipt = clerk.enter(reply_method="post")["receipt"]
    path, body = f"requests/{receipt}/reopening", {"reason": "ended_by_mistake"}
    none = clerk("POST", path, body, 409)
    assert none["why"] == "no_end_of_staff"
    clerk("PATCH", f"requests/{receipt}", {"status": "withdrawn", "reason": "entered_twice"})
    unknown = clerk("POST", path, {"reason": "x"}, 422)
    assert unknown["errors"][0]["allowed"] == ["ended_by_mistake", "other_request_meant", "end_was_wrong"]
    record = clerk("POST", path, body, 201)
    assert record["status"] == "announced"
    assert record["history"][-1]["reason"] == "ended_by_mistake"


# ---------------------------------------------------------------------- lists


def test_a_list_is_narrowed_by_words_and_says_which_there_are(clerk: Clerk) -> None:
    request = clerk.enter()["receipt"]
    complaint = clerk.enter(kind="complaint", request_type=None)["receipt"]

    def listed(path: str) -> set[str]:
        return {one["receipt"] for one in clerk("GET", path)["items"]}

    assert listed("requests?company=oni&status=announced") == {request}
    assert listed("requests?kind=complaint") == {complaint}
    assert listed("requests?company=ocs") == set()
    assert listed("dues?company=ocs") == set()
    for path, field, allowed in (
        ("requests?status=answred", "status", "announced"),
        ("requests?kind=letter", "kind", "complaint"),
        ("requests?company=acme", "company", "oni"),
        ("dues?company=acme", "company", "oni"),
    ):
        told = clerk("GET", path, status=422)
        assert told["errors"][0]["field"] == field
        assert allowed in told["errors"][0]["allowed"], "an empty list would read as if nothing were there"


def test_a_wish_for_a_word_that_is_not_there_changes_nothing(clerk: Clerk) -> None:
    receipt = clerk.enter()["receipt"]
    for wish, field in (({"status": "done"}, "status"), ({"reply_method": "pigeon"}, "reply_method")):
        assert clerk("PATCH", f"requests/{receipt}", wish, 422)["errors"][0]["field"] == field
    assert clerk("GET", f"requests/{receipt}")["status"] == "announced"


def test_a_company_that_has_left_is_found_by_its_requests(client: TestClient, clerk: Clerk) -> None:
    receipt = clerk.enter()["receipt"]
    context = cast(Any, client.app).state.context
    context.companies = Companies({}, context.desk)
    assert [one["receipt"] for one in clerk("GET", "requests?company=oni")["items"]] == [receipt]
    assert clerk("GET", "requests?company=ocs", status=422)["errors"][0]["allowed"] == ["oni"]
