"""A small stand-in for the desk's HTTP contract: the pages and scripts can be tried, and made to fail, without Rasa.

It keeps everything in memory, answers by a fixed script, and quotes the real policy texts. It proves nothing
about the desk itself. Words it listens for: 手数料 (a quotation), 長い (a long answer), 二通 (two messages), 攻撃 (hostile text),
開示 (a request up to the form), 受付番号 (receipt and access code), 担当者 / person (handoff).
"""

import asyncio
import json
import re
import uuid
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    "ocs": "株式会社OCS",
    "prestige": "株式会社プレステージ・インターナショナル",
    "ocn": "NTTレゾナント（OCNサービス）",
    "opt": "株式会社オプト",
    "oni": "株式会社岡山ネットワーク（oni）",
}
POLICIES = {c: (ROOT / f"knowledge/policies/{c}/policy.txt").read_text("utf-8") for c in NAMES}
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'

Json = dict[str, Any]
app = FastAPI()
app.mount("/static", StaticFiles(directory=ROOT / "api/static"), name="static")
conversations: dict[str, Json] = {}
forms: dict[str, Json] = {}
requests_: dict[str, Json] = {}
posts: list[Json] = []
listeners: set[asyncio.Queue[tuple[str, str, Json]]] = set()


def words(locale: str) -> Json:
    """The wording file of a language."""
    loaded: Json = yaml.safe_load((ROOT / f"desk/wording/{locale}.yml").read_text("utf-8"))
    return loaded


def now() -> str:
    """This moment, as the contract writes times."""
    return datetime.now(UTC).isoformat()


def problem(status: int, code: str, detail: str, **extra: Any) -> JSONResponse:
    """A problem document."""
    body = {"title": detail, "status": status, "code": code, "detail": detail, **extra}
    return JSONResponse(body, status, media_type="application/problem+json")


@app.middleware("http")
async def headers(request: Request, call_next: Any) -> Response:
    """The strict policy for pages, and what another site's page needs to use the chat."""
    response: Response = Response() if request.method == "OPTIONS" else await call_next(request)
    response.headers["Content-Security-Policy"] = CSP
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Allow-Headers"] = "authorization, content-type, last-event-id"
    return response


# ------------------------------------------------------------------ the customer's side


def cite(request: Request, company: str, needle: str, section: str) -> Json:
    """A citation of the line that holds `needle`."""
    text = POLICIES[company]
    at = text.index(needle)
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    url = f"{request.base_url}policies/{company}?version=fake&start={start}&end={end}#q"
    return {
        "company": company, "document": "プライバシーポリシー", "version": "fake", "section": section,
        "quote": text[start:end], "start": start, "end": end, "url": url,
    }  # fmt: skip


def message(sender: str, text: str, **more: Any) -> Json:
    """A message of the contract."""
    base = {
        "id": f"m{uuid.uuid4().hex[:12]}",
        "from": sender,
        "kind": "answer",
        "text": text,
        "citations": [],
    }
    return {**base, "choices": [], "form": None, "created_at": now(), "alias": None, **more}


def choices(*pairs: tuple[str, str]) -> list[Json]:
    """Buttons."""
    return [{"label": label, "value": value} for label, value in pairs]


def publish(conversation: Json, event: str, body: Json) -> None:
    """Tell every open line."""
    for queue in listeners:
        queue.put_nowait((conversation["id"], event, body))


def put(conversation: Json, *messages: Json) -> list[Json]:
    """Keep messages and send them down the open lines."""
    for item in messages:
        conversation["messages"].append(item)
        publish(conversation, "message", item)
    return list(messages)


def state(conversation: Json, owner: str | None = None, expects: str | None = None) -> None:
    """Change who has the conversation and what is open in it."""
    conversation["owner"] = owner or conversation["owner"]
    conversation["expects"] = expects
    told = {"owner": conversation["owner"], "expects": expects, "locale": conversation["locale"]}
    publish(conversation, "state", told)


LABELS = {
    "name": "お名前", "postal_code": "郵便番号", "address": "ご住所（回答の送り先）", "email": "メールアドレス",
    "details": "お調べする範囲など",
}  # fmt: skip


def offer_form(request: Request, conversation: Json, labels: dict[str, str] = LABELS) -> Json:
    """A form for a disclosure."""
    token = uuid.uuid4().hex
    fields = [
        {"name": name, "label": label, "required": name in ("name", "address")}
        for name, label in labels.items()
    ]
    expires = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    form = {"url": f"{request.base_url}forms/{token}", "expires_at": expires, "fields": fields}
    forms[token] = {"form": form, "conversation": conversation, "done": None}
    return form


def in_english(request: Request, conversation: Json, _: str) -> list[Json]:
    """It goes on in the customer's language, as the desk does."""
    conversation["locale"] = "en"
    state(conversation, conversation["owner"], expects="personal_data")
    form = offer_form(request, conversation, {"name": "Name", "email": "E-mail", "details": "Details"})
    return [message("bot", "Please fill in this form.", kind="prompt", form=form)]


def answer(request: Request, conversation: Json, text: str) -> list[Json]:
    """The bot's script."""
    company = conversation["company"]
    if re.search("handoff|担当者|person|工作人员", text):
        conversation["waiting_since"] = now()
        state(conversation, "waiting")
        return [message("system", "担当者をお呼びしています。このままお待ちください。", kind="notice")]
    if "手数料" in text:
        found = cite(request, "ocs", "手数料", "第1章 > 8.開示等のご請求")
        steps = choices(("開示の手続きをはじめる", "disclosure"))
        return [message("bot", "方針には、次のように書かれています。", citations=[found], choices=steps)]
    if "二通" in text:
        return [message("bot", "お客様の個人情報は、次の目的で利用します。" * n) for n in (12, 4)]
    if "長い" in text:
        return [message("bot", "お客様の個人情報は、次の目的で利用します。" * 30)]
    if "攻撃" in text:
        found = {
            **cite(request, "ocs", "手数料", HOSTILE),
            "quote": HOSTILE,
            "url": "javascript:window.hacked=1",
        }
        return [message("bot", HOSTILE, citations=[found], choices=choices((HOSTILE, HOSTILE)))]
    if "受付番号" in text:
        state(conversation, expects="receipt")
        return [message("bot", "受付番号をお知らせください。", kind="prompt")]
    if conversation["expects"] == "receipt":
        state(conversation, expects="access_code")
        return [message("bot", "アクセスコードをお知らせください。", kind="prompt")]
    if conversation["expects"] == "access_code":
        state(conversation)
        return [message("bot", "ご請求は「書類待ち」です。", kind="notice")]
    if text in ("disclosure",) or "開示" in text:
        conversation["slots"]["request_type"] = "disclosure"
        state(conversation, expects="requester")
        who = choices(
            ("本人", "self"), ("法定代理人", "statutory_agent"), ("委任による代理人", "voluntary_agent")
        )
        return [
            message("bot", "開示のお手続きですね。ご請求されるのはどなたですか。", kind="prompt", choices=who)
        ]
    if text in ("self", "statutory_agent", "voluntary_agent"):
        conversation["slots"]["requester"] = text
        state(conversation, expects="confirm")
        summary = (
            "次の内容で手続きを進めます。よろしいですか。\n・手続き：開示\n・請求者：本人\n・回答方法：郵送"
        )
        return [message("bot", summary, kind="prompt", choices=choices(("はい", "yes"), ("いいえ", "no")))]
    if text == "yes":
        state(conversation, expects="personal_data")
        offered = offer_form(request, conversation)
        return [message("bot", "必要な項目をご入力ください。", kind="prompt", form=offered)]
    nothing = f"{NAMES[company]}の方針には、これについての記載が見つかりませんでした。"
    return [message("bot", nothing, kind="not_stated", choices=choices(("担当者と話す", "担当者と話したい")))]


def opened(request: Request, conversation_id: str) -> Json | None:
    """The conversation that the bearer token opens."""
    found = conversations.get(conversation_id)
    key = request.headers.get("authorization", "").removeprefix("Bearer ")
    return found if found and key in (found["token"], "staff") else None


@app.get("/api/v1/ui/{locale}.json")
async def ui(locale: str) -> Json:
    """Fixed wording of the chat."""
    return {"widget": words(locale)["widget"]}


def companies_list() -> list[Json]:
    """The five companies."""
    regions = {"ocs": ["jp", "eea_uk", "china", "california", "other"]}
    desk = {"ocn": {"state": "closed", "note": "この窓口は2023年6月30日に受付を終了しました。"}}
    desk["opt"] = {"state": "out_of_hours", "note": "次の受付は11月24日 10時からです。"}
    out = {"state": "open", "note": None}
    return [
        {"id": c, "name": n, "regions": regions.get(c, []), "desk": desk.get(c, out)}
        for c, n in NAMES.items()
    ]


@app.get("/api/v1/companies")
async def companies(locale: str = "ja") -> Json:
    """The list of companies; the note of who is closed for the day in the language asked for."""
    listed = companies_list()
    for one in listed:
        if one["id"] == "opt" and locale == "en":
            one["desk"] = {"state": "out_of_hours", "note": "We open next on 24 November, 10:00."}
    return {"items": listed, "next": None}


@app.post("/api/v1/conversations", status_code=201)
async def open_conversation(request: Request) -> Json:
    """Open and greet."""
    body = await request.json()
    name = NAMES[body["company"]]
    text = f"{name}の個人情報の窓口です。方針についてのご質問や、開示などのお手続きを承ります。"
    greeting = message(
        "bot",
        text,
        kind="prompt",
        choices=choices(("手数料はかかりますか", "手数料"), ("開示を請求したい", "disclosure")),
    )
    created: Json = {
        "id": f"c{uuid.uuid4().hex[:12]}", "token": uuid.uuid4().hex, "company": body["company"],
        "region": body.get("region"), "locale": body.get("locale"), "owner": "bot", "expects": None, "messages": [],
        "slots": {}, "claimed_by": None, "waiting_since": None, "contact_left": False, "sent": {},
    }  # fmt: skip
    conversations[created["id"]] = created
    put(created, greeting)
    return {k: created[k] for k in ("id", "token", "owner", "expects", "locale", "messages")}


@app.post("/api/v1/conversations/{cid}/messages")
async def send(cid: str, request: Request) -> Any:
    """One turn."""
    body = await request.json()
    posts.append(body)
    conversation = opened(request, cid)
    if not conversation:
        return problem(404, "conversation_not_found", "There is no such conversation for this token.")
    if conversation["owner"] == "closed":
        return problem(409, "conversation_closed", "This conversation is closed.")
    if body["client_id"] in conversation["sent"]:
        return conversation["sent"][body["client_id"]]
    text = body.get("text") or body.get("choice")
    masked = re.sub(r"[\w.]+@[\w.]+", "［メールアドレス］", text)
    labels = {c["value"]: c["label"] for m in conversation["messages"] for c in m["choices"]}
    put(conversation, message("customer", labels.get(masked, masked) if body.get("choice") else masked))
    if body.get("choice") == "back_to_bot" and conversation["owner"] == "waiting":
        state(conversation, "bot")
        return put_reply(conversation, body, [message("system", "自動応答に戻りました。", kind="notice")])
    new = (
        []
        if conversation["owner"] in ("waiting", "staff")
        else put(conversation, *(in_english if "English" in text else answer)(request, conversation, text))
    )
    reply = {
        "owner": conversation["owner"],
        "expects": conversation["expects"],
        "locale": conversation["locale"],
        "messages": new,
    }
    conversation["sent"][body["client_id"]] = reply
    return reply


def put_reply(conversation: Json, body: Json, messages: list[Json]) -> Json:
    """Keep what was answered to a message, and give it."""
    new = put(conversation, *messages)
    reply = {
        "owner": conversation["owner"],
        "expects": conversation["expects"],
        "locale": conversation["locale"],
        "messages": new,
    }
    conversation["sent"][body["client_id"]] = reply
    return reply


def after(messages: list[Json], last: str | None) -> list[Json]:
    """Those behind `last`."""
    ids = [m["id"] for m in messages]
    return messages[ids.index(last) + 1 :] if last in ids else messages


@app.get("/api/v1/conversations/{cid}/messages")
async def history(cid: str, request: Request) -> Any:
    """A page of four messages, so that paging is seen to work."""
    conversation = opened(request, cid)
    if not conversation:
        return problem(404, "conversation_not_found", "There is no such conversation for this token.")
    rest = after(conversation["messages"], request.query_params.get("after"))
    page = rest[:4]
    more = {"owner": conversation["owner"], "expects": conversation["expects"]}
    return {"items": page, "next": page[-1]["id"] if len(rest) > 4 else None, **more}


async def stream(conversation_ids: set[str] | None, first: list[tuple[str, Json]]) -> AsyncIterator[str]:
    """Events of some conversations (None: of all)."""
    queue: asyncio.Queue[tuple[str, str, Json]] = asyncio.Queue()
    listeners.add(queue)
    try:
        yield ": open\n\n"
        for event, body in first:
            yield f"event: {event}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n"
        while True:
            cid, event, body = await queue.get()
            if conversation_ids is None or cid in conversation_ids:
                yield f"id: {body.get('id', '')}\nevent: {event}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n"
    finally:
        listeners.discard(queue)


@app.get("/api/v1/conversations/{cid}/events")
async def events(cid: str, request: Request) -> Any:
    """The customer's live line."""
    conversation = opened(request, cid)
    if not conversation:
        return problem(404, "conversation_not_found", "There is no such conversation for this token.")
    last = request.headers.get("last-event-id") or request.query_params.get("after")
    first = [("message", m) for m in after(conversation["messages"], last)] if last else []
    first.append(("state", {name: conversation[name] for name in ("owner", "expects", "locale")}))
    return StreamingResponse(stream({cid}, first), media_type="text/event-stream")


import tests.e2e.fake_pages  # noqa: E402  (these two add their routes)
import tests.e2e.fake_staff  # noqa: E402, F401
