"""Who may use each route of the staff, and whose data it is about. A route without an entry here fails
`test_every_route.py`; so does an entry without a route.

A part adds its own lines: `"METHOD /path": Entry(Permission.X, ...)`.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from desk.roles import Permission

P = Permission
Who = Permission | Literal["anybody", "own"]


@dataclass(frozen=True)
class Entry:
    """`who`: the permission; "own": anyone who is logged in, about himself or herself; "anybody": without a session.

    `about`: "one": it names something of a company (by its path, `query` or `body`): refused to another company's staff.
    "list": it shows what one's own companies have: nothing of another's. "each": it does something to each thing that is
    named, and to nothing of another's company. None: no company's data.
    `query`, `body` (JSON of the API, fields of a page's form): what a right call carries; `{receipt}` and the like are filled
    in. `stream`: an answer without an end is not waited for.
    """

    who: Who
    about: Literal["one", "list", "each"] | None = None
    query: str = ""
    body: dict[str, Any] = field(default_factory=dict)
    stream: bool = False


_CONVERSATION, _REQUEST = "/api/v1/staff/conversations/{conversation_id}", "/api/v1/staff/requests/{receipt}"
_ACCOUNT, _OWN = "/staff/accounts/{staff_id}", "/staff/account"
_TALK, _CASE = "/staff/conversations/{conversation_id}", "/staff/requests/{receipt}"
_INCIDENT, _LOST = "/staff/incidents/{incident}", "/undelivered/{item}"
_STUCK, _ASIDE = "/staff/undelivered/events", {"why": "not_needed"}
_PERSON = {"name": "山田 太郎", "address": "東京都千代田区1-1"}
_CORRECTION = {"values": {"name": "山田 花子"}, "reason": "customer_told_us", "version": 1}
_CORRECTED = {"c-name": "山田 花子", "reason": "customer_told_us", "version": "1"}
_RIGHTS = {"alias": "担当X", "role": "desk", "companies": "oni"}
_NOTICE = {
    "dated": "2026-11-19",
    "title": {"ja": "漏えいについて"},
    "text": {"ja": "お知らせです。"},
    "script": "おわびする",
}
_NOTICE_FORM = {
    "dated": "2026-11-19", "fault": "unknown", "title_ja": "漏えいについて", "text_ja": "お知らせです。", "script": "おわびする",
}  # fmt: skip
_DAY = {"company": "oni", "day": "2026-12-29"}
_REPLY = {"company": "oni", "locale": "ja", "title": "確認", "text": "お調べします。"}

ROUTES: dict[str, Entry] = {
    # -------------------------------------------------------------- API
    "POST /api/v1/staff/session": Entry("anybody"),
    "DELETE /api/v1/staff/session": Entry("own"),
    "GET /api/v1/staff/me": Entry("own"),
    "POST /api/v1/lookup": Entry(P.LOOK_UP, "one", body={"question": "手数料は", "company": "oni"}),
    "GET /api/v1/staff/conversations": Entry(P.READ_CONVERSATIONS, "list", "owner=waiting"),
    f"GET {_CONVERSATION}": Entry(P.READ_CONVERSATIONS, "one"),
    f"POST {_CONVERSATION}/claim": Entry(P.REPLY, "one"),
    f"POST {_CONVERSATION}/messages": Entry(P.REPLY, "one", body={"text": "はい"}),
    f"POST {_CONVERSATION}/release": Entry(P.REPLY, "one"),
    f"POST {_CONVERSATION}/close": Entry(P.REPLY, "one"),
    f"POST {_CONVERSATION}/heartbeat": Entry(P.REPLY, "one"),
    f"GET {_CONVERSATION}/contacts": Entry(P.REPLY, "one"),
    "GET /api/v1/staff/events": Entry(
        P.READ_CONVERSATIONS, "one", "conversation={conversation_id}", stream=True
    ),
    "GET /api/v1/staff/requests": Entry(P.READ_REQUESTS, "list"),
    "POST /api/v1/staff/requests": Entry(
        P.MOVE_REQUESTS,
        "one",
        body={"company": "oni", "request_type": "disclosure", "came_by": "post", "customer": _PERSON},
    ),
    f"GET {_REQUEST}": Entry(P.READ_PERSONAL, "one"),
    f"PATCH {_REQUEST}": Entry(P.MOVE_REQUESTS, "one", body={"note": "x"}),
    f"PUT {_REQUEST}/checklist/{{item}}": Entry(P.MOVE_REQUESTS, "one", body={"arrived": True}),
    f"PUT {_REQUEST}/checks/{{check}}": Entry(P.MOVE_REQUESTS, "one", body={"result": "confirmed"}),
    f"POST {_REQUEST}/address": Entry(P.READ_PERSONAL, "one", body={"on_paper": "x"}),
    f"POST {_REQUEST}/reopening": Entry(P.MOVE_REQUESTS, "one", body={"reason": "ended_by_mistake"}),
    f"POST {_REQUEST}/corrections": Entry(P.READ_PERSONAL, "one", body=_CORRECTION),
    f"PUT {_REQUEST}/flags/{{flag}}": Entry(P.MOVE_REQUESTS, "one", body={"raised": True}),
    f"POST {_REQUEST}/notes": Entry(P.MOVE_REQUESTS, "one", body={"text": "x"}),
    f"POST {_REQUEST}/extensions": Entry(P.MOVE_REQUESTS, "one", body={"notice": "x"}),
    f"POST {_REQUEST}/confirmation": Entry(P.MOVE_REQUESTS, "one"),
    f"POST {_REQUEST}/mails": Entry(P.MOVE_REQUESTS, "one", body={"template": "receipt"}),
    f"GET {_REQUEST}/duplicates": Entry(P.READ_REQUESTS, "one"),
    f"POST {_REQUEST}/erase": Entry(P.ERASURE, "one", body={"withdraw": True}),
    f"GET {_REQUEST}/papers": Entry(P.LETTERS, "one"),
    f"POST {_REQUEST}/letters/{{kind}}": Entry(P.LETTERS, "one"),
    f"POST {_REQUEST}/documents/{{kind}}": Entry(P.LETTERS, "one"),
    "GET /api/v1/staff/dues": Entry(P.READ_REQUESTS, "list"),
    "GET /api/v1/staff/reminders": Entry(P.READ_REQUESTS, "list"),
    "POST /api/v1/staff/reminders/{reminder}/acknowledge": Entry(P.MOVE_REQUESTS, "one"),
    f"GET {_REQUEST}/questions": Entry(P.MOVE_REQUESTS, "one"),
    f"POST {_REQUEST}/questions": Entry(P.MOVE_REQUESTS, "one", body={"answer": "arrived"}),
    f"GET {_REQUEST}/incident": Entry(P.MOVE_REQUESTS, "one"),
    f"PUT {_REQUEST}/incident": Entry(P.MOVE_REQUESTS, "one", body={"incident": "{incident}"}),
    "GET /api/v1/staff/questions": Entry(P.MOVE_REQUESTS, "list"),
    "GET /api/v1/staff/satisfaction": Entry(P.MOVE_REQUESTS, "list"),
    "GET /api/v1/staff/incidents": Entry(P.MOVE_REQUESTS, "list"),
    "POST /api/v1/staff/incidents": Entry(P.INCIDENT, "one", body={"company": "oni", **_NOTICE}),
    "PUT /api/v1/staff/incidents/{incident}": Entry(P.INCIDENT, "one", body=_NOTICE),
    "POST /api/v1/staff/incidents/{incident}/end": Entry(P.INCIDENT, "one"),
    "GET /api/v1/staff/channels": Entry(P.REPLY, "list"),
    "GET /api/v1/staff/undelivered": Entry(P.REPLY, "list"),
    f"GET /api/v1{_STUCK}": Entry(P.REPLY, "list"),
    f"POST /api/v1{_STUCK}/retry": Entry(P.REPLY, "each"),
    f"POST /api/v1{_STUCK}/{{event}}/retry": Entry(P.REPLY, "one"),
    f"POST /api/v1{_STUCK}/{{event}}/set-aside": Entry(P.REPLY, "one", body=_ASIDE),
    f"POST /api/v1/staff{_LOST}/retry": Entry(P.REPLY, "one"),
    f"POST /api/v1/staff{_LOST}/dismiss": Entry(P.REPLY, "one"),
    # -------------------------------------------------------------- pages: logging in, own account
    "GET /staff": Entry("own"),
    "GET /staff/login": Entry("anybody"),
    "POST /staff/login": Entry("anybody"),
    "GET /staff/login/code": Entry("anybody"),
    "POST /staff/login/code": Entry("anybody"),
    "POST /staff/logout": Entry("anybody"),
    "GET /staff/invitation/{token}": Entry("anybody"),
    "POST /staff/invitation/{token}": Entry("anybody"),
    "GET /staff/oidc/start": Entry("anybody"),
    "GET /staff/oidc/callback": Entry("anybody"),
    f"GET {_OWN}": Entry("own"),
    f"POST {_OWN}/sessions/{{session_id}}/end": Entry("own"),
    f"POST {_OWN}/sessions/end": Entry("own"),
    f"GET {_OWN}/password": Entry("own"),
    f"POST {_OWN}/password": Entry("own", body={"old": "x", "password": "y", "again": "z"}),
    f"GET {_OWN}/totp": Entry("own"),
    f"POST {_OWN}/totp/begin": Entry("own"),
    f"POST {_OWN}/totp/confirm": Entry("own", body={"code": "000000"}),
    f"POST {_OWN}/totp/recovery": Entry("own", body={"code": "000000"}),
    f"POST {_OWN}/totp/remove": Entry("own", body={"code": "000000"}),
    # -------------------------------------------------------------- pages: accounts
    "GET /staff/accounts": Entry(P.ACCOUNTS, "list"),
    "POST /staff/accounts": Entry(P.ACCOUNTS, "one", body={"username": "{unused}", **_RIGHTS}),
    f"GET {_ACCOUNT}": Entry(P.ACCOUNTS, "one"),
    f"POST {_ACCOUNT}": Entry(P.ACCOUNTS, "one", body=_RIGHTS),
    f"POST {_ACCOUNT}/invite": Entry(P.ACCOUNTS, "one"),
    f"POST {_ACCOUNT}/disable": Entry(P.ACCOUNTS, "one"),
    f"POST {_ACCOUNT}/enable": Entry(P.ACCOUNTS, "one"),
    f"POST {_ACCOUNT}/totp/reset": Entry(P.ACCOUNTS, "one"),
    f"POST {_ACCOUNT}/sessions/end": Entry(P.ACCOUNTS, "one"),
    # -------------------------------------------------------------- pages: queue, conversations, look-up
    "GET /staff/queue": Entry(P.READ_CONVERSATIONS, "list"),
    "GET /staff/events": Entry(P.READ_CONVERSATIONS, "one", "conversation={conversation_id}", stream=True),
    f"GET {_TALK}": Entry(P.READ_CONVERSATIONS, "one"),
    f"POST {_TALK}/live": Entry(P.READ_CONVERSATIONS, "one"),
    f"POST {_TALK}/claim": Entry(P.REPLY, "one"),
    f"POST {_TALK}/release": Entry(P.REPLY, "one"),
    f"POST {_TALK}/close": Entry(P.REPLY, "one"),
    f"POST {_TALK}/transfer": Entry(P.REPLY, "one"),
    f"POST {_TALK}/reply": Entry(P.REPLY, "one", body={"text": "はい"}),
    f"POST {_TALK}/canned": Entry(P.REPLY, "one", body={"canned": "x"}),
    f"POST {_TALK}/notes": Entry(P.REPLY, "one", body={"note": "折り返す"}),
    f"POST {_TALK}/contacts": Entry(P.REPLY, "one"),
    "POST /staff/presence": Entry(P.REPLY),
    "POST /staff/presence/beat": Entry(P.REPLY, "list"),
    "GET /staff/lookup": Entry(P.LOOK_UP, "list"),
    "POST /staff/lookup": Entry(P.LOOK_UP, "one", body={"question": "手数料は", "company": "oni"}),
    "GET /staff/canned": Entry(P.CANNED_REPLIES, "one", "company=oni"),
    "POST /staff/canned": Entry(P.CANNED_REPLIES, "one", body=_REPLY),
    "POST /staff/canned/remove": Entry(P.CANNED_REPLIES, "one", body={"company": "oni", "id": "{canned}"}),
    "GET /staff/hours": Entry(P.HOURS, "one", "company=oni"),
    "POST /staff/hours": Entry(P.HOURS, "one", body=_DAY),
    "POST /staff/hours/remove": Entry(P.HOURS, "one", body=_DAY),
    # -------------------------------------------------------------- pages: requests
    "GET /staff/requests": Entry(P.READ_REQUESTS, "list"),
    "POST /staff/requests/bulk": Entry(
        P.BULK, "each", body={"receipt": "{receipt}", "act": "assign", "to": "{staff_id}"}
    ),
    "POST /staff/requests/export": Entry(P.EXPORT, "list"),
    "POST /staff/requests/reminded": Entry(P.MOVE_REQUESTS, "one", body={"reminder": "{reminder}"}),
    "GET /staff/requests/new": Entry(P.MOVE_REQUESTS, "one", "company=oni"),
    "POST /staff/requests/new": Entry(P.MOVE_REQUESTS, "one", body={"company": "oni"}),
    f"GET {_CASE}": Entry(P.READ_REQUESTS, "one"),
    f"POST {_CASE}/move": Entry(P.MOVE_REQUESTS, "one", body={"status": "checking"}),
    f"POST {_CASE}/record": Entry(P.MOVE_REQUESTS, "one", body={"due": "2026-12-24"}),
    f"POST {_CASE}/assign": Entry(P.MOVE_REQUESTS, "one", body={"to": "{staff_id}"}),
    f"POST {_CASE}/incident": Entry(P.MOVE_REQUESTS, "one", body={"incident": "{incident}"}),
    f"POST {_CASE}/extend": Entry(P.MOVE_REQUESTS, "one", body={"notice": "x"}),
    f"POST {_CASE}/confirm": Entry(P.MOVE_REQUESTS, "one"),
    f"POST {_CASE}/tick": Entry(P.MOVE_REQUESTS, "one", body={"item": "0", "arrived": "yes"}),
    f"POST {_CASE}/check": Entry(P.MOVE_REQUESTS, "one", body={"check": "identity", "result": "confirmed"}),
    f"POST {_CASE}/reopen": Entry(P.MOVE_REQUESTS, "one", body={"reason": "ended_by_mistake"}),
    f"POST {_CASE}/correct": Entry(P.READ_PERSONAL, "one", body=_CORRECTED),
    f"POST {_CASE}/compare": Entry(P.READ_PERSONAL, "one", body={"on_paper": "x"}),
    f"POST {_CASE}/flag": Entry(P.MOVE_REQUESTS, "one", body={"flag": "form_incomplete", "raised": "yes"}),
    f"POST {_CASE}/note": Entry(P.MOVE_REQUESTS, "one", body={"note": "x"}),
    f"POST {_CASE}/question": Entry(P.MOVE_REQUESTS, "one", body={"answer": "arrived"}),
    f"POST {_CASE}/mail": Entry(P.MOVE_REQUESTS, "one", body={"template": "receipt"}),
    f"POST {_CASE}/reveal": Entry(P.READ_PERSONAL, "one", body={"field": "name", "reason": "answer"}),
    f"GET {_CASE}/letters/{{kind}}": Entry(P.LETTERS, "one"),
    f"POST {_CASE}/letters/{{kind}}": Entry(P.LETTERS, "one"),
    f"POST {_CASE}/documents/{{kind}}": Entry(P.LETTERS, "one"),
    f"POST {_CASE}/erase": Entry(P.ERASURE, "one", body={"withdraw": "yes"}),
    # -------------------------------------------------------------- pages: figures, incidents, channels
    "GET /staff/insights": Entry(P.INSIGHTS, "one", "company=oni"),
    "GET /staff/insights/unanswered": Entry(P.INSIGHTS, "one", "company=oni"),
    "GET /staff/insights/plots/{name}.svg": Entry(P.INSIGHTS, "one", "company=oni"),
    "GET /staff/report": Entry(P.EXPORT, "one", "company=oni"),
    "GET /staff/report/file": Entry(P.EXPORT, "one", "company=oni"),
    "GET /staff/incidents": Entry(P.INCIDENT, "list"),
    "GET /staff/incidents/new": Entry(P.INCIDENT, "list"),
    "POST /staff/incidents/new": Entry(P.INCIDENT, "one", body={"company": "oni", **_NOTICE_FORM}),
    f"GET {_INCIDENT}": Entry(P.INCIDENT, "one"),
    f"POST {_INCIDENT}": Entry(P.INCIDENT, "one", body=_NOTICE_FORM),
    f"POST {_INCIDENT}/end": Entry(P.INCIDENT, "one"),
    "GET /staff/undelivered": Entry(P.READ_CONVERSATIONS, "list"),
    f"POST {_STUCK}/retry": Entry(P.REPLY, "each"),
    f"POST {_STUCK}/{{event}}/retry": Entry(P.REPLY, "one"),
    f"POST {_STUCK}/{{event}}/set-aside": Entry(P.REPLY, "one", body=_ASIDE),
    f"POST /staff{_LOST}/retry": Entry(P.REPLY, "one"),
    f"POST /staff{_LOST}/dismiss": Entry(P.REPLY, "one"),
    # One's own account in Slack.
    "GET /staff/slack": Entry(P.LOOK_UP),
    "POST /staff/slack/code": Entry(P.LOOK_UP),
    "POST /staff/slack/unlink": Entry(P.LOOK_UP),
}
