"""Who types or follows an address that is no page's gets a page in their language, or is led to where the form stands."""

import json

import pytest

from desk.bootstrap import Desk
from tests.described_app import all_routes
from tests.integration.api.test_desk_routes import Open, serve  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
_PROGRAMS = ("/api/", "/rasa/", "/channels/")
SENT_TO = sorted(
    path
    for path in (one.removeprefix("POST ") for one in all_routes() if one.startswith("POST "))
    if not path.startswith(_PROGRAMS) and f"GET {path}" not in all_routes()
)
"""Every address that a page's form is sent to, and that is no page itself."""


def test_no_address_of_a_form_gives_a_person_a_document_for_programs(serve: Open) -> None:  # noqa: F811
    assert {"/requests/rating", "/requests/leave", "/staff/requests/{receipt}/move"} <= set(SENT_TO)
    client = serve()
    for path in SENT_TO:
        answer = client.get(path.replace("{", "").replace("}", ""), headers=BROWSER, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"].count("/") > 0) == (303, True), path
        shown = client.get(answer.headers["location"], headers=BROWSER)
        assert shown.headers["content-type"].startswith("text/html"), path
        assert shown.status_code != 405, path


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("/requests/rating", "/requests"),
        ("/requests/leave?lang=en", "/requests?lang=en"),
        ("/requests/question?lang=zh&x=1", "/requests?lang=zh"),
        ("/requests/rating?lang=%0d%0aX", "/requests"),
        ("/staff/logout", "/staff"),
        ("/staff/account/sessions/end", "/staff/account"),
        ("/staff/requests/OCS-1/move", "/staff/requests/OCS-1"),
        ("/staff/undelivered/events/e%3F1/retry", "/staff/undelivered"),
        ("/staff/conversations/a%3Fb/reply", "/staff/conversations/a%3Fb"),
    ],
)
def test_who_types_a_forms_address_is_led_to_the_page_it_stands_on(
    serve: Open,  # noqa: F811
    typed: str,
    there: str,
) -> None:
    answer = serve().get(typed, headers=BROWSER, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, there)


@pytest.mark.parametrize(
    ("path", "languages", "said"),
    [
        ("/nothing-here", "fr", "お探しのページは見つかりませんでした"),
        ("/nothing-here", "en-GB,en;q=0.8", "There is no such page"),
        ("/requests/nothing?lang=zh", "ja", "没有找到该页面"),
        ("/forms", "zh-CN", "没有找到该页面"),
        ("/documents/a/b", "ja", "お探しのページは見つかりませんでした"),
        ("/policies/oni/x?lang=en", "ja", "There is no such page"),
        ("/demo/oni/?lang=en", "ja", None),
    ],
)
def test_an_address_of_no_page_says_so_in_the_persons_language(
    serve: Open,  # noqa: F811
    path: str,
    languages: str,
    said: str | None,
) -> None:
    answer = serve().get(path, headers=BROWSER | {"Accept-Language": languages})
    assert answer.headers["content-type"].startswith("text/html")
    if said is not None:
        assert (answer.status_code, said in answer.text) == (404, True)


def test_what_a_page_cannot_take_is_told_on_a_page(serve: Open) -> None:  # noqa: F811
    client = serve()
    long = client.post("/requests/rating?lang=en", data={"comment": "x" * 20_000}, headers=BROWSER)
    assert (long.status_code, "too large" in long.text) == (413, True)
    wrong = client.get("/policies/oni?start=x", headers=BROWSER)
    assert (wrong.status_code, "誤りがあります" in wrong.text) == (422, True)
    put = client.put("/requests", headers=BROWSER)
    assert (put.status_code, put.headers["content-type"]) == (405, "text/html; charset=utf-8")


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("GET", "/api/v1/nothing", BROWSER),
        ("GET", "/api/v1/requests/status", BROWSER),
        ("GET", "/rasa/actions", BROWSER),
        ("GET", "/channels/line/x", BROWSER),
        ("GET", "/nothing-here", {}),
        ("GET", "/requests/rating", {"Accept": "application/json"}),
        ("POST", "/forms/none", {"Content-Type": "application/json"}),
    ],
)
def test_a_program_gets_its_document_as_before(
    serve: Open,  # noqa: F811
    method: str,
    path: str,
    headers: dict[str, str],
) -> None:
    answer = serve().request(method, path, headers=headers, content=b"{}" if method == "POST" else None)
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.content)["status"] == answer.status_code >= 400


def test_what_the_desk_says_of_a_problem_holds_nothing_of_the_address(serve: Open, desk: Desk) -> None:  # noqa: F811
    assert "090-1234" not in serve().get("/090-1234-5678", headers=BROWSER).text
