"""The door of the customer's page about a request: receipt and access code, and a ticket instead of a session."""

import re

import pytest

from desk.bootstrap import Desk
from desk.model import StaffMember, Submitted
from tests.integration.api.status_parts import enter, request_, submit, text  # noqa: F401
from tests.integration.api.test_desk_routes import Open, serve  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401
from tests.integration.desk.support import RIGHT, Clock


def test_the_code_opens_the_page_and_stands_in_no_address(serve: Open, request_: Submitted) -> None:  # noqa: F811
    client = serve()
    asked = client.get("/requests")
    assert (asked.status_code, "access_code" in asked.text) == (200, True)
    shown = enter(client, request_)
    assert shown.status_code == 200
    assert [str(step.url) for step in shown.history] == ["http://testserver/requests?lang=ja"]
    assert shown.history[0].status_code == 303
    cookie = shown.history[0].headers["set-cookie"]
    for part in ("HttpOnly", "SameSite=strict", "Path=/requests"):
        assert part in cookie
    for secret in (request_.access_code, request_.access_code.replace("-", ""), request_.receipt):
        assert secret not in cookie
    assert request_.access_code not in shown.text
    for value in RIGHT.values():
        assert value not in shown.text, "what the customer entered is not shown again"
    said = text(shown)
    assert "書類の到着をお待ちしています" in said
    assert "運転免許証の写し" in said
    assert "本人確認のための書類" in said
    assert re.search(r"手数料についてのポリシーの定め\s*手数料", said)
    assert "135-8527" in said
    assert "法令（GDPR / UK GDPR Article 12(3)）による期日です" in said
    assert shown.headers["cache-control"] == "no-store"
    assert "script" not in shown.text.lower()


def test_a_secure_cookie_behind_https(desk: Desk, serve: Open, request_: Submitted) -> None:  # noqa: F811
    client = serve()
    client.app.state.context.base_url = "https://desk.example"  # type: ignore[attr-defined]
    given = {"receipt": request_.receipt, "access_code": request_.access_code}
    answer = client.post("/requests", data=given, follow_redirects=False)
    assert "Secure" in answer.headers["set-cookie"]


def test_five_wrong_codes_shut_it_and_the_code_is_never_given_back(
    desk: Desk,  # noqa: F811
    serve: Open,  # noqa: F811
    request_: Submitted,  # noqa: F811
) -> None:
    client = serve()
    for _ in range(5):
        wrong = enter(client, request_, code="ZZZZ-ZZZ2")
        assert wrong.status_code == 404
        assert "ZZZZ" not in wrong.text
        assert request_.receipt in wrong.text
    shut = enter(client, request_)
    assert shut.status_code == 429
    assert "retry-after" in shut.headers
    assert "もう一度お試しください" in text(shut)


def test_a_ticket_ends_with_its_time_with_leaving_and_with_an_erasure(
    desk: Desk,  # noqa: F811
    serve: Open,  # noqa: F811
    request_: Submitted,  # noqa: F811
    clock: Clock,  # noqa: F811
    staff: StaffMember,  # noqa: F811
) -> None:
    client = serve()
    enter(client, request_)
    for _ in range(7):  # its use keeps it alive, for two hours at most
        clock.forward(minutes=14)
        assert client.get("/requests").status_code == 200
    clock.forward(minutes=14)
    clock.forward(minutes=14)
    over = client.get("/requests")
    assert (over.status_code, "時間が過ぎた" in text(over)) == (401, True)
    enter(client, request_)
    clock.forward(minutes=16)
    assert client.get("/requests").status_code == 401
    enter(client, request_)
    client.post("/requests/leave")
    assert "access_code" in client.get("/requests").text
    enter(client, request_)
    desk.erasures.erase([request_.receipt], "operator", withdraw=True)
    assert client.get("/requests").status_code == 401
    client.cookies.set("madoguchi_request", "x" * 50, path="/requests")
    assert client.get("/requests").status_code == 401


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
def test_another_sites_page_can_do_nothing(
    desk: Desk,  # noqa: F811
    serve: Open,  # noqa: F811
    request_: Submitted,  # noqa: F811
    headers: dict[str, str],
) -> None:
    client = serve()
    enter(client, request_)
    posts: list[tuple[str, dict[str, str]]] = [
        ("/requests/question", {}),
        ("/requests/withdraw", {"confirm": "yes"}),
        ("/requests/rating", {"stars": "1"}),
        ("/requests", {"receipt": request_.receipt, "access_code": request_.access_code}),
    ]
    for path, body in posts:
        assert client.post("/requests", data=body, headers=headers).status_code == 403, path
    assert desk.requests.status(request_.receipt, request_.access_code).status == "announced"
    fine = client.post("/requests/question", headers={"Origin": "null", "Sec-Fetch-Site": "same-origin"})
    assert fine.status_code == 200


def test_the_door_opens_for_what_was_copied_with_its_label_and_for_the_fields_changed_about(
    serve: Open,  # noqa: F811
    request_: Submitted,  # noqa: F811
) -> None:
    receipt, code = request_.receipt, request_.access_code
    for given in (
        (f"受付番号：{receipt}", f"アクセスコード：{code}"),
        (f"\u200b{receipt}\u200b", f"\u200b{code}"),
        (code, receipt),
    ):
        shown = serve().post("/requests", data={"receipt": given[0], "access_code": given[1]})
        assert (shown.status_code, receipt in shown.text) == (200, True), given


def test_a_receipt_that_cannot_be_one_is_told_apart_from_a_wrong_code(
    serve: Open,  # noqa: F811
    request_: Submitted,  # noqa: F811
) -> None:
    receipt = request_.receipt
    misread = receipt[:-1] + ("0" if receipt[-1] != "0" else "1")
    client = serve()
    for _ in range(7):  # the check symbol tells: nothing is asked of the database, and nothing shuts
        told = client.post("/requests", data={"receipt": misread, "access_code": request_.access_code})
        assert (told.status_code, "受付番号に打ち間違いが" in told.text) == (404, True)
        assert misread in told.text, "to be put right, not typed anew"
    wrong = client.post("/requests", data={"receipt": receipt, "access_code": "ZZZZ-ZZZ2"})
    assert (wrong.status_code, "組み合わせが違います" in wrong.text) == (404, True)
    assert receipt in wrong.text
    assert (
        client.post("/requests", data={"receipt": receipt, "access_code": request_.access_code}).status_code
        == 200
    )


def test_an_access_code_typed_as_the_receipt_is_not_given_back(
    serve: Open,  # noqa: F811
    request_: Submitted,  # noqa: F811
) -> None:
    given = {"receipt": request_.access_code, "access_code": request_.access_code}
    told = serve().post("/requests", data=given)
    assert told.status_code == 404
    assert request_.access_code not in told.text


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/requests/question", {}),
        ("/requests/withdraw", {"confirm": "yes"}),
        ("/requests/rating", {"stars": "4", "comment": "丁寧でした"}),
    ],
)
def test_what_is_sent_after_the_browser_forgot_the_ticket_is_told_to_be_too_late(
    serve: Open,  # noqa: F811
    request_: Submitted,  # noqa: F811
    path: str,
    fields: dict[str, str],
) -> None:
    """The cookie ends with its time by itself, while the page is still open."""
    client = serve()
    enter(client, request_)
    client.cookies.clear()
    late = client.post(path, data=fields)
    assert (late.status_code, "時間が過ぎたため" in text(late)) == (401, True)
    assert "時間が過ぎたため" not in text(client.get("/requests")), "who comes anew has missed nothing"


def test_no_two_things_to_open_on_the_page_have_one_name(serve: Open, request_: Submitted) -> None:  # noqa: F811
    shown = enter(serve(), request_)
    names = [re.sub(r"<[^>]*>", "", one) for one in re.findall(r"<summary>(.*?)</summary>", shown.text)]
    assert len(names) > 1
    assert sorted(names) == sorted(set(names))
