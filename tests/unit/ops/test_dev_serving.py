"""What `make dev` answers while the code cannot start: at once, the reason to a developer on this machine only."""

import asyncio
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ops.children import Command
from ops.dev_serving import BROKEN, SOUND, App, Message, Receive, Send, Serving
from ops.supervisor import Plan, Supervisor

HERE, ELSEWHERE = ("127.0.0.1", 50000), ("192.0.2.7", 50000)


async def sound_app(scope: Message, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"the desk"})
        return
    while (await receive())["type"] != "lifespan.shutdown":
        await send({"type": "lifespan.startup.complete"})
    await send({"type": "lifespan.shutdown.complete"})


async def app_without_wording(scope: Message, receive: Receive, send: Send) -> None:
    """As Starlette does when what it builds at the start raises."""
    await receive()
    await send(
        {"type": "lifespan.startup.failed", "message": "Traceback\nWordingError: ja.yml: no key 'greeting'"}
    )
    raise RuntimeError("WordingError")


async def app_that_falls_over(scope: Message, receive: Receive, send: Send) -> None:
    raise ValueError("no such policy")


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> "Served":
    return Served(monkeypatch)


class Served:
    """Puts an app where the desk's stands, or none."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, app: App | None) -> Serving:
        module = ModuleType("the_desk")
        if app is not None:
            module.app = app  # type: ignore[attr-defined]
        self._monkeypatch.setitem(sys.modules, "the_desk", module)
        return Serving("the_desk")


async def told(serving: Serving, scope: Message, hears: list[str]) -> list[Message]:
    """What the server gets from a call, or a life in which it says `hears`."""
    answers: list[Message] = []
    left = iter(hears)

    async def receive() -> Message:
        return {"type": next(left)}

    async def send(message: Message) -> None:
        answers.append(message)

    await serving(scope, receive, send)
    return answers


def live(serving: Serving) -> list[str]:
    hears = ["lifespan.startup", "lifespan.shutdown"]
    return [one["type"] for one in asyncio.run(told(serving, {"type": "lifespan"}, hears))]


def ask(
    serving: Serving,
    client: tuple[str, int] | None = HERE,
    headers: list[tuple[bytes, bytes]] | None = None,
    method: str = "GET",
) -> tuple[int, str, dict[bytes, bytes]]:
    headers = headers or [(b"host", b"localhost:8080")]
    scope = {"type": "http", "method": method, "path": "/", "client": client, "headers": headers}
    start, body = asyncio.run(told(serving, scope, []))
    return start["status"], body["body"].decode(), dict(start["headers"])


def test_what_can_start_is_served_as_it_is(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    serving = served(sound_app)
    assert live(serving) == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert ask(serving)[:2] == (200, "the desk")
    assert capsys.readouterr().err == f"{SOUND}\n"


@pytest.mark.parametrize(
    ("app", "reason"),
    [
        (None, "has no attribute 'app'"),
        (app_without_wording, "WordingError: ja.yml: no key 'greeting'"),
        (app_that_falls_over, "ValueError: no such policy"),
    ],
)
def test_what_cannot_start_lives_on_and_says_why(
    served: Served, capsys: pytest.CaptureFixture[str], app: App | None, reason: str
) -> None:
    serving = served(app)
    assert live(serving) == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    status, text, headers = ask(serving)
    assert status == 503
    assert reason in text
    assert headers[b"refresh"] == headers[b"retry-after"] == b"2"
    said = capsys.readouterr().err
    assert reason in said
    assert all(line.startswith(BROKEN) for line in said.splitlines())
    assert said.count(reason) == 1, "it is said once"


def test_a_form_that_was_sent_is_not_sent_again_by_the_browser(served: Served) -> None:
    assert b"refresh" not in ask(served(None), method="POST")[2]


@pytest.mark.parametrize("client", [ELSEWHERE, None, ("/run/desk.sock", 0), ("::ffff:192.0.2.7", 1)])
def test_who_asks_from_another_machine_is_not_told_why(
    served: Served, client: tuple[str, int] | None
) -> None:
    status, text, _ = ask(served(None), client)
    assert status == 503
    assert text == "The desk cannot start. It tries again at the next change of its files.\n"


@pytest.mark.parametrize(
    "name", [b"Forwarded", b"x-forwarded-for", b"X-Forwarded-Prefix", b"X-Real-IP", b"via"]
)
def test_who_asks_through_a_proxy_on_this_machine_is_not_told_why(served: Served, name: bytes) -> None:
    headers = [(b"host", b"127.0.0.1:8080"), (name, b"something")]
    assert "attribute" not in ask(served(None), headers=headers)[1]


@pytest.mark.parametrize(
    ("host", "told"),
    [
        (b"127.0.0.1", True),
        (b"[::1]:8080", True),
        (b"LOCALHOST:1", True),
        (b"desk.example", False),
        (b"localhost.evil.example", False),
        (b"127.0.0.1.evil.example:80", False),
        (b"", False),
    ],
)
def test_who_asks_under_a_name_that_came_to_lead_here_is_not_told_why(
    served: Served, host: bytes, told: bool
) -> None:
    assert ("attribute" in ask(served(None), headers=[(b"host", host)])[1]) is told


def test_the_terminal_says_why_and_when_it_starts_again(tmp_path: Path) -> None:
    said: list[str] = []
    plan = Plan([Command("app", ["true"])], {"app": "http://127.0.0.1:1/"}, tmp_path)
    child = Supervisor(plan, said.append).children["app"]
    for line in (SOUND, "INFO: as ever", f"{BROKEN}cannot start", f"{BROKEN}SyntaxError: x", SOUND, SOUND):
        child.hear(line)
    assert said == ["app: cannot start", "app: SyntaxError: x", "app starts again"]
