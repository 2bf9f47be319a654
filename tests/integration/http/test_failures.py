"""What was acknowledged outlives both processes; and customers are never met with silence."""

import os
import signal
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from evaluation.stack import (
    PASSWORD,
    PATIENCE,
    USERNAME,
    Stack,
    free_port,
    rasa_server,
    stack,
    start_app,
    stop,
    wait_for,
)
from tests.integration.http.talk import Clerk, Talk, check_problem

pytestmark = [pytest.mark.integration, pytest.mark.timeout(600)]

PERSON = {"name": "窓口 花子", "address": "岡山県岡山市北区表町1-2-3"}


def test_a_request_goes_on_where_it_was_after_the_app_was_killed(running: Stack, http: httpx.Client) -> None:
    talk = Talk.open(http, "oni")
    talk.say(choice="disclosure")
    talk.say(choice="self")
    assert talk.expects == "subject"
    before = talk.transcript()
    running.restart_app()
    assert talk.transcript() == before
    talk.say(choice="usage")
    assert talk.expects == "reply_method"
    form = talk.to_form()
    running.restart_app()
    result = talk.submit(form, PERSON)
    running.restart_app()
    assert talk.submit(form, PERSON) == result, "the answer that may have got lost"
    body = {"receipt": result["receipt"], "access_code": result["access_code"]}
    assert http.post("/api/v1/requests/status", json=body).status_code == 200


def test_staff_keeps_what_it_claimed_when_the_app_is_killed(running: Stack, http: httpx.Client) -> None:
    clerk = Clerk.log_in(http, USERNAME, PASSWORD)
    talk = Talk.open(http, "oni")
    talk.say(choice="handoff")
    clerk.do(talk, "claim")
    running.restart_app()
    assert clerk.do(talk, "messages", text="つづきです").status_code == 200, "the session is still good, too"
    assert talk.say("はい") == []


@pytest.mark.parametrize("pause", [0.01, 0.05, 0.2])
def test_a_message_in_flight_when_the_app_is_killed_is_answered_once(
    running: Stack, http: httpx.Client, pause: float
) -> None:
    talk = Talk.open(http, "oni")
    talk.say(choice="disclosure")
    mine = str(uuid.uuid4())
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(talk.post, choice="self", client_id=mine)
        time.sleep(pause)
        running.restart_app()
        sent.exception()  # the connection broke, or the answer was faster
    first = talk.say(choice="self", client_id=mine)
    assert talk.say(choice="self", client_id=mine) == first
    said = talk.transcript()
    assert [message["from"] for message in said] == ["bot", "customer", "bot", "customer", "bot"]
    assert said[-1] == first[-1]
    assert talk.expects == "subject"


@pytest.fixture(scope="module")
def doomed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A system of its own, for Rasa is killed in it."""
    with stack(tmp_path_factory.mktemp("doomed")) as system:
        yield system


def test_without_rasa_there_is_an_apology_and_a_person_and_then_all_goes_on(doomed: Stack) -> None:
    with httpx.Client(base_url=doomed.url, timeout=60, trust_env=False) as http:
        asking, leaving = Talk.open(http, "oni"), Talk.open(http, "oni")
        asking.say(choice="use_stop")
        assert asking.expects == "requester"
        os.killpg(doomed.rasa.process.pid, signal.SIGKILL)
        doomed.rasa.process.wait(20)

        document = check_problem(http.get("/readyz"), 503)
        assert document["not_ready"] == ["rasa"]
        assert http.get("/healthz").status_code == 200
        asking.say("本人です")
        assert asking.choices == ["handoff"]
        assert asking.last["owner"] == "bot"
        assert asking.expects == "requester", "the question is still open"
        assert Talk.open(http, "opt").last["messages"], "the greeting needs no Rasa"

        leaving.say(choice="handoff")
        assert leaving.last["owner"] == "waiting"
        assert leaving.last["messages"]
        clerk = Clerk.log_in(http, USERNAME, PASSWORD)
        assert clerk.do(leaving, "claim").status_code == 200
        assert clerk.post("lookup", question="手数料", company="oni").status_code == 200

        port = int(doomed.rasa.url.rsplit(":", 1)[1])
        with rasa_server(doomed.var / "rasa-again.log", doomed.port, port) as again:
            asking.say(choice="self")
            assert asking.expects == "subject", "the request goes on where it was"
            assert http.get("/readyz").status_code == 200
            stop(again.process)


def test_a_model_that_is_loaded_and_fails_every_turn_is_not_ready(tmp_path: Path) -> None:
    """Its actions are where nobody listens, so that each turn ends with nothing said."""
    port, nobody = free_port(), free_port()
    with rasa_server(tmp_path / "rasa.log", nobody) as rasa:
        app = start_app(tmp_path / "app.log", port, rasa.url, tmp_path)
        url = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{url}/healthz", PATIENCE, app)
            with httpx.Client(base_url=url, timeout=60, trust_env=False) as http:
                assert httpx.get(f"{rasa.url}/status", trust_env=False).json()["model_file"]
                assert check_problem(http.get("/readyz"), 503)["not_ready"] == ["rasa"]
        finally:
            stop(app)
