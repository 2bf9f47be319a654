"""A small stand-in for the desk's HTTP contract: the pages and scripts can be tried, and made to fail, without Rasa.

It keeps everything in memory, answers by a fixed script, and quotes the real policy texts. It proves nothing about
the desk itself. Words it listens for: 手数料 (a quotation), 長い (a long answer), 攻撃 (hostile text), 開示 (a request up to
the form), 受付番号 (receipt and access code), 担当者 / person (handoff).
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
from fastapi.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from fastapi.staticfiles import StaticFiles
from jinja2 import Environment, FileSystemLoader, select_autoescape

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    "ocs": "株式会社OCS",
    "prestige": "株式会社プレステージ・インターナショナル",
    "ocn": "NTTレゾナント（OCNサービス）",
    "opt": "株式会社オプト",
    "oni": "株式会社岡山ネットワーク（oni）",
}
POLICIES = {c: (ROOT / f"knowledge/policies/{c}/policy.txt").read_text("utf-8") for c in NAMES}
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
HOSTILE = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>'

Json = dict[str, Any]
app = FastAPI()
app.mount("/static", StaticFiles(directory=ROOT / "api/static"), name="static")
jinja = Environment(loader=FileSystemLoader(ROOT / "api/templates"), autoescape=select_autoescape(["html"]))
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
    base = {"id": f"m{uuid.uuid4().hex[:12]}", "from": sender, "kind": "answer", "text": text, "citations": []}
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
    publish(conversation, "state", {"owner": conversation["owner"], "expects": expects})


def offer_form(request: Request, conversation: Json) -> Json:
    """A form for a disclosure."""
    token = uuid.uuid4().hex
    fields = [
        {"name": "name", "label": "お名前", "required": True},
        {"name": "postal_code", "label": "郵便番号", "required": False},
        {"name": "address", "label": "ご住所（回答の送り先）", "required": True},
        {"name": "email", "label": "メールアドレス", "required": False},
        {"name": "details", "label": "お調べする範囲など", "required": False},
    ]
    expires = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    form = {"url": f"{request.base_url}forms/{token}", "expires_at": expires, "fields": fields}
    forms[token] = {"form": form, "conversation": conversation, "done": None}
    return form


def answer(request: Request, conversation: Json, text: str) -> list[Json]:
    """The bot's script."""
    company = conversation["company"]
    if re.search("担当者|person|工作人员", text):
        conversation["waiting_since"] = now()
        state(conversation, "waiting")
        return [message("system", "担当者をお呼びしています。このままお待ちください。", kind="notice")]
    if "手数料" in text:
        found = cite(request, "ocs", "手数料", "第1章 > 8.開示等のご請求")
        steps = choices(("開示の手続きをはじめる", "disclosure"))
        return [message("bot", "方針には、次のように書かれています。", citations=[found], choices=steps)]
    if "長い" in text:
        return [message("bot", "お客様の個人情報は、次の目的で利用します。" * 30)]
    if "攻撃" in text:
        found = {**cite(request, "ocs", "手数料", HOSTILE), "quote": HOSTILE, "url": "javascript:window.hacked=1"}
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
        who = choices(("本人", "self"), ("法定代理人", "statutory_agent"), ("委任による代理人", "voluntary_agent"))
        return [message("bot", "開示のお手続きですね。ご請求されるのはどなたですか。", kind="prompt", choices=who)]
    if text in ("self", "statutory_agent", "voluntary_agent"):
        conversation["slots"]["requester"] = text
        state(conversation, expects="confirm")
        summary = "次の内容で手続きを進めます。よろしいですか。\n・手続き：開示\n・請求者：本人\n・回答方法：郵送"
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
    return [{"id": c, "name": n, "regions": regions.get(c, []), "desk": desk.get(c, out)} for c, n in NAMES.items()]


@app.get("/api/v1/companies")
async def companies() -> Json:
    """The list of companies."""
    return {"items": companies_list(), "next": None}


@app.post("/api/v1/conversations", status_code=201)
async def open_conversation(request: Request) -> Json:
    """Open and greet."""
    body = await request.json()
    name = NAMES[body["company"]]
    text = f"{name}の個人情報の窓口です。方針についてのご質問や、開示などのお手続きを承ります。"
    greeting = message("bot", text, kind="prompt", choices=choices(("手数料はかかりますか", "手数料"), ("開示を請求したい", "disclosure")))
    created: Json = {
        "id": f"c{uuid.uuid4().hex[:12]}", "token": uuid.uuid4().hex, "company": body["company"],
        "region": body.get("region"), "locale": body.get("locale"), "owner": "bot", "expects": None, "messages": [],
        "slots": {}, "claimed_alias": None, "mine": False, "waiting_since": None, "contact_left": False, "sent": {},
    }  # fmt: skip
    conversations[created["id"]] = created
    put(created, greeting)
    return {k: created[k] for k in ("id", "token", "owner", "expects", "messages")}


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
    put(conversation, message("customer", masked))
    new = [] if conversation["owner"] in ("waiting", "staff") else put(conversation, *answer(request, conversation, text))
    reply = {"owner": conversation["owner"], "expects": conversation["expects"], "messages": new}
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
    first.append(("state", {"owner": conversation["owner"], "expects": conversation["expects"]}))
    return StreamingResponse(stream({cid}, first), media_type="text/event-stream")


# ------------------------------------------------------------------ forms and pages


def page(name: str, locale: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A rendered template."""
    text = words(locale if locale in ("ja", "en") else "ja")
    html = jinja.get_template(name).render(status=status, locale=locale, t=text["pages"], s=text["staff"], base="", **context)
    return HTMLResponse(html, status)


def check(values: Json) -> Json:
    """Bad fields with what is wrong."""
    errors = {}
    if not values.get("name"):
        errors["name"] = "お名前を入力してください。"
    if values.get("postal_code") and not re.fullmatch(r"\d{3}-?\d{4}", values["postal_code"]):
        errors["postal_code"] = "郵便番号は7桁の数字で入力してください。"
    if not values.get("address"):
        errors["address"] = "ご住所を入力してください。"
    return errors


@app.get("/forms/{token}")
async def show_form(token: str) -> HTMLResponse:
    """The form as a page of its own."""
    form = forms[token]
    company = {"id": "ocs", "name": NAMES["ocs"]}
    return page("form.html", "ja", company=company, action=form["form"]["url"], until="2026年11月22日 18:00",
                fields=form["form"]["fields"], values={}, errors={})  # fmt: skip


@app.post("/forms/{token}")
async def submit(token: str, request: Request) -> Any:
    """JSON from the chat, a form post from a browser."""
    entry = forms[token]
    machine = request.headers.get("content-type", "").startswith("application/json")
    values = await request.json() if machine else dict(await request.form())
    company = {"id": "ocs", "name": NAMES["ocs"]}
    errors = check(values)
    if errors and machine:
        listed = [{"field": k, "message": v} for k, v in errors.items()]
        return problem(422, "form_invalid", "入力内容を確認してください。", errors=listed, values=values)
    if errors:
        right = {k: v for k, v in values.items() if k not in errors}
        return page("form.html", "ja", 422, company=company, action=entry["form"]["url"], until="2026年11月22日 18:00",
                    fields=entry["form"]["fields"], values=right, errors=errors)  # fmt: skip
    if not entry["done"]:
        entry["done"] = done(request, entry["conversation"], values)
    return JSONResponse(entry["done"], 201) if machine else page("form_done.html", "ja", 201, company=company, result=entry["done"])


def done(request: Request, conversation: Json, values: Json) -> Json:
    """Open the request."""
    receipt = f"OCS-20261122-{len(requests_) + 1:04d}"
    clause = cite(request, "ocs", "手数料", "第1章 > 8.開示等のご請求")
    papers = [{"label": "「個人情報開示等請求書」に記入・押印したもの", "citation": clause},
              {"label": "本人確認書類の写し 2点（運転免許証など）", "citation": None}]  # fmt: skip
    target = {"postal_code": "〒135-0064", "address": "東京都江東区青海2-3-23", "name": "株式会社OCS 個人情報窓口"}
    result = {"receipt": receipt, "access_code": "K7QW-93XD", "standing": "announcement", "checklist": papers, "send_to": target,
              "documents": [{"kind": "cover_letter", "url": f"{request.base_url}documents/1"}]}  # fmt: skip
    history = [{"status": "announced", "at": now()}]
    requests_[receipt] = {
        "receipt": receipt, "company": "ocs", "region": "jp", "request_type": "disclosure", "requester": "self", "subject": "all",
        "reply_method": "post", "status": "announced", "due": None, "due_basis": None, "policy_version": "fake",
        "standing": "announcement", "created_at": now(), "history": history, "values": values,
    }  # fmt: skip
    put(conversation, message("bot", f"受け付けました。受付番号は {receipt} です。", kind="notice"))
    state(conversation)
    return result


def cut(text: str, at: int, mark: tuple[int, int], seen: list[bool]) -> list[Json]:
    """Segments of a text that stands at `at`."""
    low, high = max(mark[0] - at, 0), min(mark[1] - at, len(text))
    if high <= low:
        return [{"text": text, "marked": False, "first": False}]
    first, seen[0] = not seen[0], True
    parts = [(text[:low], False), (text[low:high], True), (text[high:], False)]
    return [{"text": p, "marked": m, "first": m and first} for p, m in parts if p]


@app.get("/policies/{company}")
async def policy(company: str, start: int = 0, end: int = 0, lang: str = "ja") -> HTMLResponse:
    """A policy by rough rules (the real reader is the desk's)."""
    sections: list[Json] = [{"id": "c0", "level": 1, "title": [], "blocks": [], "start": 0, "end": 0}]
    at, seen = 0, [False]
    for line in POLICIES[company].split("\n"):
        body, here = line.strip(), at
        at += len(line) + 1
        if not body:
            continue
        segments = cut(line, here, (start, end), seen)
        heading = re.match(r"(第\d+章)|(\d+[.．])\s*\D", body) if len(body) < 40 else None
        if heading:
            level = 1 if heading[1] else 2
            sections.append({"id": f"c{here}", "level": level, "title": segments, "blocks": [], "start": here, "end": at})
        elif "\t" in line:
            rows = [[cut(cell, here, (0, 0), seen) for cell in line.split("\t")]]
            sections[-1]["blocks"].append({"kind": "table", "id": f"c{here}", "start": here, "end": at, "rows": rows})
        else:
            kind = "item" if re.match(r"[(（・①-⑳]", body) else "paragraph"
            sections[-1]["blocks"].append(
                {"kind": kind, "id": f"c{here}", "start": here, "end": at, "depth": int(kind == "item"), "segments": segments}
            )
    return page("policy.html", lang, company={"id": company, "name": NAMES[company]}, document="プライバシーポリシー",
                version="3f2a91c07be4", current=True, source=None, quoted=bool(end), sections=sections)  # fmt: skip


@app.get("/")
async def home(lang: str = "ja") -> HTMLResponse:
    """The demo site."""
    return page("home.html", lang, companies=companies_list())


@app.get("/demo/{company}")
async def demo(request: Request, company: str, lang: str = "ja", region: str | None = None) -> HTMLResponse:
    """A page with the chat."""
    origin = str(request.base_url).rstrip("/")
    return page("demo.html", lang, company={"id": company, "name": NAMES[company]}, origin=origin, region=region)


@app.get("/staff")
async def staff(lang: str = "ja") -> HTMLResponse:
    """The console."""
    return page("staff.html", lang)


@app.get("/error")
async def error(lang: str = "ja") -> HTMLResponse:
    """An error page."""
    return page("error.html", lang, 404, detail="お探しのページはありません。")


# ------------------------------------------------------------------ the staff's side


def entry(conversation: Json) -> Json:
    """A conversation as staff sees it."""
    keys = ("id", "company", "region", "locale", "owner", "slots", "claimed_alias", "mine", "waiting_since", "contact_left")
    last = conversation["messages"][-1]["created_at"]
    return {**{k: conversation[k] for k in keys}, "last_message_at": last, "handoff_reason": "asked"}


@app.post("/api/v1/staff/session")
async def login(request: Request) -> Any:
    """Any user name with the password `himitsu`."""
    body = await request.json()
    if body["password"] != "himitsu":
        return problem(401, "login_failed", "User name or password is wrong.")
    return {"token": "staff"}


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
    if verb == "claim" and conversation["claimed_alias"] and not conversation["mine"]:
        alias = conversation["claimed_alias"]
        return problem(409, "already_claimed", f"Already claimed by {alias}.", alias=alias)
    if verb == "claim":
        conversation.update(claimed_alias="佐藤", mine=True)
        state(conversation, "staff", conversation["expects"])
    elif verb == "messages":
        body = await request.json()
        return put(conversation, message("staff", body["text"], alias="佐藤"))[0]
    else:
        conversation.update(claimed_alias=None, mine=False)
        state(conversation, "bot" if verb == "release" else "closed")
    return entry(conversation)


@app.get("/api/v1/staff/events")
async def staff_events() -> StreamingResponse:
    """The staff's live line."""
    return StreamingResponse(stream(None, []), media_type="text/event-stream")


@app.get("/api/v1/staff/requests")
async def list_requests() -> Json:
    """Requests without the customer."""
    return {"items": [{k: v for k, v in r.items() if k != "values"} for r in requests_.values()][::-1], "next": None}


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
    passages = [{**c, "rank": i + 1, "score": round(0.91 - 0.17 * i, 3)} for i, c in enumerate([found, *others])]
    text = "方針には、次のように書かれています。"
    known = "天気" not in body["question"]
    given = {"text": text, "citations": [found]} if known else None
    return {"answerable": known, "confidence": 0.87 if known else 0.12, "answer": given, "passages": passages}
