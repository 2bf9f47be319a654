"""The staff's side of the fake desk (see fake_api), as far as a customer sees it: somebody takes over and answers."""

import sys
from typing import Any

from fastapi import Request

# While uvicorn imports it, fake_api is not finished yet: everything used here is defined above its last line.
fake = sys.modules["tests.e2e.fake_api"]
app, conversations = fake.app, fake.conversations
message, put, state = fake.message, fake.put, fake.state


@app.post("/api/v1/staff/conversations/{cid}/{verb}")
async def act(cid: str, verb: str, request: Request) -> Any:
    """Claim, reply, give back, close."""
    conversation = conversations[cid]
    if verb == "claim":
        conversation.update(claimed_by="佐藤")
        state(conversation, "staff", conversation["expects"])
    elif verb == "messages":
        body = await request.json()
        return put(conversation, message("staff", body["text"], alias="佐藤"))[0]
    elif verb in ("release", "close"):
        conversation.update(claimed_by=None)
        state(conversation, "bot" if verb == "release" else "closed")
    return {"id": cid, "owner": conversation["owner"]}
