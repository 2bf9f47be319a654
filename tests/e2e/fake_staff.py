"""The staff's side of the fake desk (see fake_api)."""

import sys
from typing import Any

from fastapi import Request
from fastapi.responses import StreamingResponse

# While uvicorn imports it, fake_api is not finished yet: everything used here is defined above its last line.
fake = sys.modules["tests.e2e.fake_api"]
app, conversations, requests_ = fake.app, fake.conversations, fake.requests_
cite, message, now, problem, put, state, stream = (
    fake.cite, fake.message, fake.now, fake.problem, fake.put, fake.state, fake.stream,
)  # fmt: skip
Json = dict[str, Any]


def entry(conversation: Json) -> Json:
    """A conversation as staff sees it."""
    keys = (
        "id",
        "company",
        "region",
        "locale",
        "owner",
        "slots",
        "claimed_by",
        "waiting_since",
        "contact_left",
    )
    last = conversation["messages"][-1]["created_at"]
    return {**{k: conversation[k] for k in keys}, "last_message_at": last, "handoff_reason": "asked"}


@app.post("/api/v1/staff/session")
async def login(request: Request) -> Any:
    """Any user name with the password `himitsu`."""
    body = await request.json()
    if body["password"] != "himitsu":
        return problem(401, "login_failed", "User name or password is wrong.")
    return {"token": "staff"}


@app.get("/api/v1/staff/me")
async def me() -> Json:
    """Who is logged in."""
    return {"username": "sato", "alias": "佐藤", "role": "desk", "companies": None}


@app.get("/api/v1/staff/conversations")
async def queue(owner: str | None = None) -> Json:
    """The lists."""
    items = [entry(c) for c in conversations.values() if owner in (None, c["owner"])]
    return {"items": items[::-1], "next": None}


@app.get("/api/v1/staff/conversations/{cid}")
async def transcript(cid: str) -> Json:
    """One conversation with its messages."""
    return {**entry(conversations[cid]), "messages": conversations[cid]["messages"]}


@app.post("/api/v1/staff/conversations/{cid}/{verb}")
async def act(cid: str, verb: str, request: Request) -> Any:
    """Claim, reply, give back, close."""
    conversation = conversations[cid]
    if verb == "claim" and conversation["claimed_by"] not in (None, "佐藤"):
        alias = conversation["claimed_by"]
        return problem(409, "already_claimed", f"Already claimed by {alias}.", claimed_by=alias)
    if verb == "claim":
        conversation.update(claimed_by="佐藤")
        state(conversation, "staff", conversation["expects"])
    elif verb == "messages":
        body = await request.json()
        return put(conversation, message("staff", body["text"], alias="佐藤"))[0]
    elif verb in ("release", "close"):
        conversation.update(claimed_by=None)
        state(conversation, "bot" if verb == "release" else "closed")
    return entry(conversation)


@app.get("/api/v1/staff/events")
async def staff_events() -> StreamingResponse:
    """The staff's live line."""
    return StreamingResponse(stream(None, []), media_type="text/event-stream")


@app.get("/api/v1/staff/requests")
async def list_requests() -> Json:
    """Requests without the customer."""
    return {
        "items": [{k: v for k, v in r.items() if k != "values"} for r in requests_.values()][::-1],
        "next": None,
    }


@app.api_route("/api/v1/staff/requests/{receipt}", methods=["GET", "PATCH"])
async def one_request(receipt: str, request: Request) -> Any:
    """One request; from `answered` there is no way on."""
    record = requests_[receipt]
    if request.method == "PATCH":
        body = await request.json()
        if record["status"] == "answered":
            return problem(409, "transition_not_allowed", "not possible", allowed=[])
        record["status"] = body["status"]
        record["history"].append({"status": body["status"], "at": now()})
    return {**{k: v for k, v in record.items() if k != "values"}, "customer": record["values"]}


@app.post("/api/v1/lookup")
async def lookup(request: Request) -> Json:
    """Lines that hold the question's first words."""
    body = await request.json()
    company = body.get("company") or "ocs"
    found = cite(request, company, "開示", "第1章 > 8.開示等のご請求")
    others = [cite(request, company, n, s) for n, s in (("第三者", "5.第三者提供"), ("目的", "3.利用目的"))]
    passages = [
        {**c, "rank": i + 1, "score": round(0.91 - 0.17 * i, 3)} for i, c in enumerate([found, *others])
    ]
    text = "方針には、次のように書かれています。"
    known = "天気" not in body["question"]
    given = {"text": text, "citations": [found]} if known else None
    return {"answerable": known, "confidence": 0.87 if known else 0.12, "answer": given, "passages": passages}
