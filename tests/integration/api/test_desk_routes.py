"""The routes of forms, staff and actions on a real desk, without a dialogue behind them."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.companies import Companies
from api.context import Context
from api.settings import Settings
from desk.bootstrap import Desk
from desk.locales import Locale
from desk.model import ChecklistItem, RequestChanges, StaffMember
from desk.requests.drafting import contact_spec
from knowledge.vocabulary import CompanyId, Region
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401
from tests.integration.desk.support import RIGHT, Clock, form_token, opened, spec

PAPERS = (ChecklistItem("本人確認書類"),)

Open = Callable[..., TestClient]


async def acted(call: Mapping[str, Any]) -> tuple[int, Any]:
    return 200, {"ran": call["next_action"]}


@pytest.fixture
def serve(desk: Desk) -> Iterator[Open]:  # noqa: F811
    """Gives a client of the app; `caller` is the address it comes from."""
    clients: list[TestClient] = []

    def start(caller: str = "127.0.0.1", gateway: Any = None, **settings: Any) -> TestClient:
        made = Settings(_env_file=None, public_url="http://desk.example", **settings)
        context = SimpleNamespace(
            settings=made,
            base_url=made.base_url,
            desk=desk,
            companies=Companies({}, desk),
            run_action=acted,
            gateway=gateway,
        )

        @asynccontextmanager
        async def make() -> AsyncIterator[Context]:
            yield cast(Context, context)

        client = TestClient(create_app(make), client=(caller, 50000))
        clients.append(client)
        return client.__enter__()

    yield start
    for client in clients:
        client.__exit__(None, None, None)


# ---------------------------------------------------------------------- actions


def test_the_actions_are_where_the_secret_word_is_wherever_the_caller_is(serve: Open) -> None:
    client = serve("192.0.2.7", action_token="secret-word")
    call = {"next_action": "action_answer"}
    right = client.post("/rasa/actions/secret-word", json=call)
    assert (right.status_code, right.json()) == (200, {"ran": "action_answer"})
    for path in ("", "/", "/secret-wor", "/secret-word2", "/%E3%81%82"):
        assert client.post(f"/rasa/actions{path}", json=call).status_code == 404, path
    local = serve("127.0.0.1", action_token="secret-word")
    assert local.post("/rasa/actions", json=call).status_code == 404


def test_without_a_secret_word_the_actions_are_for_this_machine(serve: Open) -> None:
    call = {"next_action": "action_answer"}
    local = serve("127.0.0.1")
    assert local.post("/rasa/actions", json=call).status_code == 200
    assert local.post("/rasa/actions/None", json=call).status_code == 404
    assert local.post("/rasa/actions", json=call, headers={"X-Forwarded-For": "x"}).status_code == 404
    assert serve("192.0.2.7").post("/rasa/actions", json=call).status_code == 404


# ---------------------------------------------------------------------- forms


def test_a_contact_that_reaches_nobody_is_refused(serve: Open, desk: Desk) -> None:  # noqa: F811
    client = serve()
    url = f"/forms/{form_token(desk, opened(desk), contact_spec('ja'))}"
    refused = client.post(url, json={"name": "窓口 花子"})
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert error["field"] == "phone"
    assert "メールアドレス" in error["message"]
    left = client.post(url, json={"name": "窓口 花子", "email": "hanako@example.jp"})
    assert left.status_code == 201
    assert left.json() == {
        "receipt": "", "access_code": "", "standing": "announcement", "checklist": [], "send_to": {},
        "documents": [],
    }  # fmt: skip


@pytest.mark.parametrize("reply", [None, "other"])
def test_a_request_needs_a_place_for_its_answer(serve: Open, desk: Desk, reply: str | None) -> None:  # noqa: F811
    client = serve()
    fields = (("name", True), ("address", False), ("email", False))
    url = (
        f"/forms/{form_token(desk, opened(desk), spec(reply_method=reply, fields=fields, checklist=PAPERS))}"
    )
    refused = client.post(url, json={"name": "窓口 花子"})
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert error["field"] == "address"
    assert "住所" in error["message"]
    assert "メールアドレス" in error["message"]
    assert client.post(url, json={"name": "窓口 花子", "address": "岡山市"}).status_code == 201


def test_a_browser_gets_its_receipt_again_past_the_forms_time(
    serve: Open,
    desk: Desk,  # noqa: F811
    clock: Clock,  # noqa: F811
) -> None:
    client = serve()
    url = f"/forms/{form_token(desk, opened(desk), spec(checklist=PAPERS))}"
    first = client.post(url, data=RIGHT)
    assert first.status_code == 201
    clock.forward(hours=2)
    again = client.post(url, data=RIGHT)
    assert (again.status_code, again.text) == (201, first.text)


def test_a_form_that_is_over_says_so_in_the_language_of_its_conversation_and_an_unknown_one_in_the_browsers(
    serve: Open,
    desk: Desk,  # noqa: F811
    clock: Clock,  # noqa: F811
) -> None:
    client = serve()
    french = {"Accept-Language": "fr-FR, ja;q=0.5"}
    said: tuple[tuple[Locale, str, str], ...] = (
        ("en", "has been sent already", "has expired or was cancelled"),
        ("zh", "此表格已经提交", "此表格已过期或已取消"),
        ("ja", "このフォームは送信済みです", "入力期限を過ぎた"),
    )
    for locale, spent, expired in said:
        conversation = desk.conversations.open(CompanyId("ocs"), Region.EEA_UK, locale)[0]
        url = f"/forms/{form_token(desk, conversation.id, spec(checklist=PAPERS))}"
        assert client.post(url, data=RIGHT).status_code == 201
        assert spent in client.post(url, data={**RIGHT, "name": "別の名"}, headers=french).text
        clock.forward(hours=2)
        late = client.get(url, headers=french)
        assert (late.status_code, f'lang="{locale}"' in late.text) == (410, True)
        assert expired in late.text
    unknown = client.get("/forms/none", headers={"Accept-Language": "zh-TW,en;q=0.3"})
    assert (unknown.status_code, "没有找到此表格" in unknown.text) == (404, True)


# ---------------------------------------------------------------------- staff


def test_staff_sees_the_same_moment_as_the_customer_and_the_notes(
    serve: Open,
    desk: Desk,  # noqa: F811
    staff: StaffMember,  # noqa: F811
) -> None:
    client = serve()
    token = client.post("/api/v1/staff/session", json={"username": "hanako", "password": "correct horse"})
    mine = {"Authorization": f"Bearer {token.json()['token']}"}
    result = desk.forms.submit(
        form_token(desk, opened(desk), spec(standing="request", checklist=PAPERS)), RIGHT
    )
    desk.requests.patch(result.receipt, RequestChanges(note="書類が届きました"), staff)
    record = client.get(f"/api/v1/staff/requests/{result.receipt}", headers=mine).json()
    customers = client.post(
        "/api/v1/requests/status", json={"receipt": result.receipt, "access_code": result.access_code}
    ).json()
    assert record["due"] == "2026-12-20T23:59:59+09:00"
    assert datetime.fromisoformat(record["due"]) == datetime.fromisoformat(customers["due"])
    (listed,) = client.get("/api/v1/staff/requests", headers=mine).json()["items"]
    assert listed["due"] == record["due"]
    assert [entry["note"] for entry in record["history"]] == [None, "書類が届きました"]
    assert "書類が届きました" not in str(customers)


def test_who_is_shut_out_is_told_for_how_long(serve: Open, desk: Desk) -> None:  # noqa: F811
    client = serve()
    desk.database.clock = lambda: datetime.now().astimezone()
    result = desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT)
    guess = {"receipt": result.receipt, "access_code": "AAAA-AAA2"}
    for _ in range(5):
        assert client.post("/api/v1/requests/status", json=guess).status_code == 404
    shut = client.post("/api/v1/requests/status", json=guess)
    assert shut.status_code == 429
    assert timedelta(minutes=14).seconds < int(shut.headers["retry-after"]) <= timedelta(minutes=15).seconds


# ---------------------------------------------------------------------- erasure


def test_an_erasure_is_for_admins_and_gives_a_certificate(
    serve: Open,
    desk: Desk,  # noqa: F811
    staff: StaffMember,  # noqa: F811
) -> None:
    wiped: list[str] = []

    class Gateway:
        async def wipe_trackers(self) -> int:
            for conversation_id in desk.wipes.pending():
                wiped.append(conversation_id)
                desk.wipes.done(conversation_id)
            return len(wiped)

    client = serve(gateway=Gateway())
    desk.staff.add("chief", "correct horse", "責任者", None, "admin")
    conversation_id = opened(desk)
    result = desk.forms.submit(
        form_token(desk, conversation_id, spec(standing="request", checklist=PAPERS)), RIGHT
    )

    def post(username: str, **body: Any) -> Any:
        login = client.post("/api/v1/staff/session", json={"username": username, "password": "correct horse"})
        mine = {"Authorization": f"Bearer {login.json()['token']}"}
        return client.post(f"/api/v1/staff/requests/{result.receipt}/erase", json=body, headers=mine)

    assert post("hanako", withdraw=True).status_code == 403
    still_open = post("chief")
    assert (still_open.status_code, still_open.json()["code"]) == (409, "request_still_open")
    assert result.receipt in still_open.json()["detail"]
    assert post("chief", withdrawn=True).status_code == 422
    done = post("chief", withdraw=True)
    assert done.status_code == 200
    assert done.json()["certificate"]["receipts"] == [result.receipt]
    assert set(done.json()["text"]) == {"ja", "en"}
    assert "GDPR" in done.json()["text"]["ja"], "by whose rule the record stays"
    assert RIGHT["name"] not in done.text
    assert wiped == [conversation_id]
    desk.companies.end("ocs", "operator", None)
    assert post("chief").status_code == 404
