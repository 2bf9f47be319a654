"""An erasure over HTTP on the running system: nothing of the person is left in any store, Rasa's memory among them."""

import json

import httpx
import pytest

from evaluation.stack import Stack
from tests.integration.http.talk import Clerk, Talk, stored_bytes

pytestmark = pytest.mark.integration

WORD = "くろつぐみの巣箱"
VALUES = {"name": "八重樫 環", "address": "岡山県倉敷市玉島88番地", "email": "tamaki@yaegashi.example"}


def tracker(running: Stack, conversation_id: str) -> str:
    """What Rasa remembers of a conversation."""
    with httpx.Client(base_url=running.rasa.url, trust_env=False, timeout=30) as rasa:
        found = rasa.get(f"/conversations/{conversation_id}/tracker", params={"include_events": "ALL"})
        return json.dumps(found.json(), ensure_ascii=False)


def test_an_erasure_reaches_every_store(
    running: Stack, http: httpx.Client, clerk: Clerk, colleague: Clerk
) -> None:
    talk = Talk.open(http, "oni")
    receipt = talk.submit(talk.to_form(), VALUES)["receipt"]
    talk.say(f"{WORD}について知りたい")
    assert WORD in tracker(running, talk.id), "the search finds what is there"
    path = f"staff/requests/{receipt}/erase"
    assert colleague.post(path, withdraw=True).status_code == 403
    refused = clerk.post(path)
    assert (refused.status_code, refused.json()["code"]) == (409, "request_still_open")
    done = clerk.post(path, withdraw=True)
    assert done.status_code == 200, done.text
    assert done.json()["certificate"]["receipts"] == [receipt]
    assert receipt in done.json()["text"]["ja"]
    assert WORD not in tracker(running, talk.id)
    kept = stored_bytes(running.var)
    for secret in (WORD, *VALUES.values()):
        assert secret.encode() not in kept
        assert secret not in done.text
    assert clerk.get(f"staff/requests/{receipt}").json()["customer"] == {}
    later = http.get(
        f"/api/v1/conversations/{talk.id}/messages", headers={"Authorization": f"Bearer {talk.token}"}
    )
    assert later.status_code == 404, "the customer's token opens nothing any more"
