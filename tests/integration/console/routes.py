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
    "list": it shows what one's own companies have: nothing of another's. None: no company's data.
    `query`, `body` (JSON of the API, fields of a page's form): what a right call carries; `{receipt}` and the like are filled
    in. `stream`: an answer without an end is not waited for.
    """

    who: Who
    about: Literal["one", "list"] | None = None
    query: str = ""
    body: dict[str, Any] = field(default_factory=dict)
    stream: bool = False


_CONVERSATION, _REQUEST = "/api/v1/staff/conversations/{conversation_id}", "/api/v1/staff/requests/{receipt}"
_ACCOUNT, _OWN = "/staff/accounts/{staff_id}", "/staff/account"
_PERSON = {"name": "山田 太郎", "address": "東京都千代田区1-1"}
_RIGHTS = {"alias": "担当X", "role": "desk", "companies": "oni"}

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
    # -------------------------------------------------------------- pages: logging in, own account
    "GET /staff": Entry("anybody"),
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
}
