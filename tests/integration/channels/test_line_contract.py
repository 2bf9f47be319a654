"""Every body that we send against LINE's own OpenAPI document, served by prism (npm @stoplight/prism-cli): messages of
every shape as the adapter sends them, and what went out in the evaluation dialogues (`evaluation/recording.py`).

Where prism or the document is missing the tests are skipped with a word (how to have them: docs/channels.md, Measured):
MADOGUCHI_PRISM names the command (default:
`prism` on the path), MADOGUCHI_SHARED the folder with `specs/line/` (default: `shared` beside the repository).
"""

import asyncio
import itertools
import os
import shutil
import subprocess
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from api.channels.line import adapter as adapter_module
from api.channels.line.accounts import LineAccount
from api.channels.line.adapter import LOADING_SECONDS, LineAdapter
from desk.channels.adapter import Call
from desk.locales import Locale
from desk.wording import render
from evaluation.stack import free_port
from knowledge.vocabulary import CompanyId
from tests.unit.api.line.samples import BASE, RECORDED, SAMPLES, item, objects

ROOT = Path(__file__).resolve().parents[3]
SPEC = (
    Path(os.environ.get("MADOGUCHI_SHARED") or ROOT.parent / "shared") / "specs/line/messaging-api.strict.yml"
)
PRISM = shutil.which(os.environ.get("MADOGUCHI_PRISM") or "prism")


@pytest.fixture(scope="module")
def mock(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    if PRISM is None:
        pytest.skip("prism is missing: npm install @stoplight/prism-cli, or MADOGUCHI_PRISM")
    if not SPEC.exists():
        pytest.skip(f"{SPEC.name} is missing: MADOGUCHI_SHARED names the folder with specs/line/")
    port = free_port()
    log = tmp_path_factory.mktemp("prism") / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [PRISM, "mock", "--errors", "--port", str(port), "--host", "127.0.0.1", str(SPEC)],
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            headers={"Authorization": "Bearer token"},
            timeout=60,
            trust_env=False,
        ) as client:
            deadline = time.monotonic() + 120
            while True:
                try:
                    client.get("/")
                    break
                except httpx.ConnectError:
                    if time.monotonic() > deadline or process.poll() is not None:
                        raise
                    time.sleep(0.3)
            yield client
    finally:
        process.terminate()
        process.wait(20)


def test_the_mock_refuses_what_line_would(mock: httpx.Client) -> None:
    for messages in ([{"type": "text"}], [{"type": "nothing", "text": "x"}], "x", []):
        body = {"replyToken": "t", "messages": messages}
        assert mock.post("/v2/bot/message/reply", json=body).status_code in (400, 422), messages


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prism makes its checks from the document with the first call of each kind, which takes it longer than LINE."""
    monkeypatch.setattr(adapter_module, "TIMEOUT", 60.0)


def adapter_of(mock: httpx.Client) -> LineAdapter:
    """The desk's own, with the mock in LINE's place."""
    account = LineAccount(channel_secret=SecretStr("secret"), channel_access_token=SecretStr("token"))
    return LineAdapter({CompanyId("oni"): account}, BASE, str(mock.base_url).rstrip("/"))


def sent_by(mock: httpx.Client, calls: Callable[[LineAdapter], Awaitable[None]]) -> None:
    """Have the adapter make its calls. Raises NotSent: one was refused."""

    async def work() -> None:
        adapter = adapter_of(mock)
        try:
            await calls(adapter)
        finally:
            await adapter.close()

    asyncio.run(work())


@pytest.mark.parametrize("locale", ["ja", "en", "zh"])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_message_is_accepted_as_the_adapter_sends_it(
    mock: httpx.Client, name: str, locale: Locale
) -> None:
    """By reply and by push, for the first time and as one that may be there already."""
    found, of = objects(SAMPLES[name], locale), item(SAMPLES[name], locale)

    async def calls(adapter: LineAdapter) -> None:
        for start in range(0, len(found), adapter.objects_per_call):
            part = tuple(found[start : start + adapter.objects_per_call])
            for token, again in itertools.product(("t" * 32, None), (False, True)):
                person = None if token else "U" + "0" * 32
                await adapter.send(Call(str(uuid.uuid4()), "oni", (of,), part, person, token, again))

    sent_by(mock, calls)


@pytest.mark.parametrize("where", ["group", "room"])
def test_leaving_a_group_is_accepted(mock: httpx.Client, where: str) -> None:
    seen = list[int]()
    sent_by(mock, lambda adapter: adapter.decline_group("oni", where, "C" + "0" * 32, "t" * 32))
    # The adapter takes a refusal for a group that is gone: asked again, by hand.
    seen.append(mock.post(f"/v2/bot/{where}/{'C' + '0' * 32}/leave").status_code)
    for locale in ("ja", "en", "zh"):
        text = {"type": "text", "text": render("channels.no_groups", locale)}
        body = {"replyToken": "t" * 32, "messages": [text]}
        seen.append(mock.post("/v2/bot/message/reply", json=body).status_code)
    assert set(seen) == {200}


@pytest.mark.parametrize("number", range(len(RECORDED)))
def test_every_body_of_the_evaluation_dialogues_is_accepted(mock: httpx.Client, number: int) -> None:
    name, body = RECORDED[number]
    headers = {"X-Line-Retry-Key": str(uuid.uuid4())} if name.endswith("push") else {}
    answer = mock.post(f"/v2/bot/{name}", json=body, headers=headers)
    assert answer.status_code in (200, 202), answer.text


def test_the_loading_indicator_is_accepted(mock: httpx.Client) -> None:
    body = {"chatId": "U" + "0" * 32, "loadingSeconds": LOADING_SECONDS}
    assert mock.post("/v2/bot/chat/loading/start", json=body).status_code == 202
