"""Forms and pages of the fake desk (see fake_api), from the real templates."""

import re
import sys
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

# While uvicorn imports it, fake_api is not finished yet: everything used here is defined above its last lines.
fake = sys.modules["tests.e2e.fake_api"]
app, conversations, forms, requests_ = fake.app, fake.conversations, fake.forms, fake.requests_
NAMES, POLICIES, ROOT = fake.NAMES, fake.POLICIES, fake.ROOT
cite, companies_list, message, now = fake.cite, fake.companies_list, fake.message, fake.now
problem, put, state, words = fake.problem, fake.put, fake.state, fake.words
Json = dict[str, Any]
jinja = Environment(
    loader=FileSystemLoader(ROOT / "api/templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
)


def page(name: str, locale: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A rendered template."""
    text = words(locale if locale in ("ja", "en") else "ja")
    known = {"status": status, "locale": locale, "t": text["pages"], "base": "", "announced": [], **context}
    html = jinja.get_template(name).render(known)
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
                fields=form["form"]["fields"], values={}, errors={}, settled=["手続き：開示"])  # fmt: skip


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
                    fields=entry["form"]["fields"], values=right, errors=errors, settled=["手続き：開示"])  # fmt: skip
    if not entry["done"]:
        entry["done"] = done(request, entry["conversation"], values)
    return (
        JSONResponse(entry["done"], 201)
        if machine
        else page("form_done.html", "ja", 201, company=company, result=entry["done"])
    )


def done(request: Request, conversation: Json, values: Json) -> Json:
    """Open the request."""
    receipt = f"OCS-20261122-{len(requests_) + 1:04d}"
    clause = cite(request, "ocs", "手数料", "第1章 > 8.開示等のご請求")
    papers = [{"label": "「個人情報開示等請求書」に記入・押印したもの", "citation": clause},
              {"label": "本人確認書類の写し 2点（運転免許証など）", "citation": None}]  # fmt: skip
    target = {
        "postal_code": "〒135-0064",
        "address": "東京都江東区青海2-3-23",
        "name": "株式会社OCS 個人情報窓口",
    }
    result = {"receipt": receipt, "access_code": "K7QW-93XD", "standing": "announcement", "checklist": papers,
              "send_to": target,
              "documents": [{"kind": "cover_letter", "url": f"{request.base_url}documents/1"}]}  # fmt: skip
    history = [{"status": "announced", "at": now()}]
    requests_[receipt] = {
        "receipt": receipt, "company": "ocs", "region": "jp", "request_type": "disclosure",
        "requester": "self", "subject": "all", "reply_method": "post",
        "status": "announced", "due": None, "due_basis": None, "policy_version": "fake",
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
    sections: list[Json] = [
        {"id": "c0", "level": 1, "heading": 2, "title": [], "blocks": [], "start": 0, "end": 0}
    ]
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
            sections.append(
                {
                    "id": f"c{here}",
                    "level": level,
                    "heading": level + 1,
                    "title": segments,
                    "blocks": [],
                    "start": here,
                    "end": at,
                }
            )
        elif "\t" in line:
            rows = [[cut(cell, here, (0, 0), seen) for cell in line.split("\t")]]
            sections[-1]["blocks"].append(
                {"kind": "table", "id": f"c{here}", "start": here, "end": at, "rows": rows}
            )
        else:
            kind = "item" if re.match(r"[(（・①-⑳]", body) else "paragraph"
            sections[-1]["blocks"].append(
                {
                    "kind": kind,
                    "id": f"c{here}",
                    "start": here,
                    "end": at,
                    "depth": int(kind == "item"),
                    "segments": segments,
                }
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
    return page(
        "demo.html", lang, company={"id": company, "name": NAMES[company]}, origin=origin, region=region
    )


@app.get("/error")
async def error(lang: str = "ja") -> HTMLResponse:
    """An error page."""
    return page("error.html", lang, 404, detail="お探しのページはありません。")
