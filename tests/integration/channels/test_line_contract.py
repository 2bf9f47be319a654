"""Every body that we send against LINE's own OpenAPI document, served by prism (npm @stoplight/prism-cli).

Where prism or the document is missing the tests are skipped with a word: MADOGUCHI_PRISM names the command (default:
`prism` on the path), MADOGUCHI_SHARED the folder with `specs/line/` (default: `shared` beside the repository).
"""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.channels.line.rendering import with_last_choices
from evaluation.stack import free_port
from tests.unit.api.line.samples import SAMPLES, objects

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


@pytest.mark.parametrize("name", SAMPLES)
def test_every_body_is_accepted(mock: httpx.Client, name: str) -> None:
    for locale in ("ja", "en"):
        found = objects(SAMPLES[name], locale)
        for start in range(0, len(found), 5):
            messages = with_last_choices(found[start : start + 5])
            reply = mock.post("/v2/bot/message/reply", json={"replyToken": "t", "messages": messages})
            assert reply.status_code == 200, reply.text
            push = mock.post(
                "/v2/bot/message/push",
                json={"to": "U" + "0" * 32, "messages": messages},
                headers={"X-Line-Retry-Key": "123e4567-e89b-12d3-a456-426614174000"},
            )
            assert push.status_code == 200, push.text


def test_the_loading_indicator_is_accepted(mock: httpx.Client) -> None:
    body = {"chatId": "U" + "0" * 32, "loadingSeconds": 20}
    assert mock.post("/v2/bot/chat/loading/start", json=body).status_code == 202
