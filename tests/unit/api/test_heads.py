"""What answers GET answers HEAD alike, and sends no body."""

from collections.abc import AsyncIterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.heads import Heads

SAID: list[str] = []


def page(request: Request) -> Response:
    SAID.append(request.method)
    return PlainTextResponse("窓口", headers={"Cache-Control": "no-store"})


def stream(_: Request) -> Response:
    async def parts() -> AsyncIterator[str]:
        for n in range(3):
            yield f"data: {n}\n\n"

    return StreamingResponse(parts(), media_type="text/event-stream")


@pytest.fixture
def client() -> TestClient:
    app = Starlette(
        routes=[
            Route("/page", page, methods=["GET"]),
            Route("/form", page, methods=["POST"]),
            Route("/events", stream, methods=["GET"]),
        ]
    )
    app.add_middleware(Heads)
    return TestClient(app)


def test_a_page_tells_its_status_and_headers_and_nothing_else(client: TestClient) -> None:
    got, told = client.get("/page"), client.head("/page")
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers == got.headers
    assert int(told.headers["content-length"]) == len("窓口".encode())


def test_where_there_is_nothing_to_read_it_says_so_as_get_does(client: TestClient) -> None:
    assert client.head("/nothing").status_code == client.get("/nothing").status_code == 404
    assert client.head("/form").status_code == client.get("/form").status_code == 405


def test_a_stream_ends_with_its_headers(client: TestClient) -> None:
    told = client.head("/events")
    assert (told.status_code, told.content) == (200, b"")
    assert told.headers["content-type"].startswith("text/event-stream")


def test_what_is_sent_is_never_taken_for_a_look(client: TestClient) -> None:
    SAID.clear()
    client.head("/form")
    client.post("/form")
    assert SAID == ["POST"]
