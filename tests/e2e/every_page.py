"""Every page that the app serves, in the states that people meet: for axe, for pictures.

A page is a GET route that gives HTML. `test_accessibility.py` takes the routes from the app itself: a new page without
a visit here, or a visit whose route is gone, fails it.
"""

from dataclasses import dataclass

from fastapi.routing import iter_route_contexts
from playwright.sync_api import Page

from desk.roles import ROLES
from tests.described_app import described_app
from tests.e2e.house import House
from tests.e2e.page_acts import (
    Act,
    app_set_up,
    claim,
    enter,
    erase,
    erased,
    gone_paper,
    invite,
    invited,
    link_code,
    look_up,
    many,
    paper,
    paper_refused,
    press,
    recovery_codes,
    refused_letter,
    reveal,
    second_step,
    send_form,
    withdraw,
    write_in,
    write_in_wrong,
)

NO_PAGES = {
    "/docs": "FastAPI's own, for programmers",
    "/redoc": "FastAPI's own, for programmers",
    "/docs/oauth2-redirect": "FastAPI's own, for programmers",
    "/openapi.json": "JSON",
    "/healthz": "JSON",
    "/readyz": "JSON",
    "/metrics": "text for a machine",
    "/staff/events": "server-sent events",
    "/staff/oidc/start": "a redirect to the provider",
    "/staff/oidc/callback": "a redirect from the provider",
    "/staff/insights/plots/{name}.svg": "a picture, shown on /staff/insights",
    "/staff/report/file": "a file",
    "/documents/{token}": "its page is visited as /documents/{token}",
}
"""GET routes that are no page of their own, and why."""
DONE_ELSEWHERE = {"/documents/{token}"}


def page_routes() -> set[str]:
    """The paths of the app's pages, as the app lists them."""
    found = {
        str(route.path)
        for route in iter_route_contexts(described_app().routes)
        if "GET" in (getattr(route, "methods", None) or ())
    }
    return {path for path in found if not path.startswith("/api/")} - (set(NO_PAGES) - DONE_ELSEWHERE)


@dataclass(frozen=True)
class Visit:
    """A page in one state. `route`: as the app names it. `path`: where to go first (`{incident}` and the like are filled
    in). `who`: the account that is logged in; None: nobody. `then`: what is done on the page before it is looked at."""

    name: str
    route: str
    path: str
    who: str | None = None
    then: Act | None = None


def go(page: Page, house: House, visit: Visit) -> None:
    """To the page, in its state."""
    made = {"conversation": house.conversation, "incident": house.incident}
    made |= {f"form_{name}": token for name, token in house.forms.items()}
    made |= {f"customer_{name}": one.receipt for name, one in house.customers.items()}
    made |= {f"receipt_{status}": receipt for status, receipt in house.receipts.items()}
    made["account"] = house.lead.id
    answer = page.goto(house.url(visit.path.format(**made)))
    assert answer is not None
    assert answer.status < 500, "an error page has no violations either"
    if visit.then is not None:
        visit.then(page, house)
    page.wait_for_load_state()


PUBLIC = [
    *(Visit(f"home-{lang}", "/", f"/?lang={lang}") for lang in ("ja", "en")),
    *(
        Visit(f"demo-{company}-{lang}", "/demo/{company_id}", f"/demo/{company}?lang={lang}")
        for company, lang in (("oni", "ja"), ("ocs", "ja"), ("ocs", "en"))
    ),
    Visit("not-found", "/demo/{company_id}", "/demo/none"),
    *(
        Visit(f"policy-{company}", "/policies/{company_id}", f"/policies/{company}")
        for company in ("ocs", "prestige", "ocn", "opt", "oni")
    ),
    Visit("policy-quoted", "/policies/{company_id}", "/policies/oni?start=0&end=40#q"),
    Visit("policy-en", "/policies/{company_id}", "/policies/ocs?lang=en"),
    Visit("form", "/forms/{token}", "/forms/{form_open}"),
    Visit(
        "form-wrong",
        "/forms/{token}",
        "/forms/{form_open}",
        then=press("main button[type=submit]", name="見本"),
    ),
    *(
        Visit(f"form-done-{lang}", "/forms/{token}", f"/forms/{{form_done-{lang}}}", then=send_form)
        for lang in ("ja", "en", "zh")
    ),
    Visit("form-contact-done", "/forms/{token}", "/forms/{form_contact}", then=send_form),
    Visit("form-unknown", "/forms/{token}", "/forms/none"),
    *(Visit(f"documents-{lang}", "/documents", f"/documents?lang={lang}") for lang in ("ja", "en")),
    Visit(
        "documents-wrong",
        "/documents",
        "/documents",
        then=press("main button", receipt="x", access_code="y"),
    ),
    Visit("documents-links", "/documents", "/documents", then=enter("new")),
    *(
        Visit(f"document-{lang}", "/documents/{token}", f"/documents?lang={lang}", then=paper)
        for lang in ("ja", "en", "zh")
    ),
    Visit("document-wrong", "/documents/{token}", "/documents", then=paper_refused),
    Visit("document-gone", "/documents/{token}", "/documents", then=gone_paper),
    *(Visit(f"requests-{lang}", "/requests", f"/requests?lang={lang}") for lang in ("ja", "en", "zh")),
    Visit(
        "requests-wrong",
        "/requests",
        "/requests",
        then=press("main form button", receipt="MDG-20260101-ABCDE", access_code="ZZZZ-ZZZ2"),
    ),
    *(
        Visit(f"status-{name}-{lang}", "/requests", f"/requests?lang={lang}", then=enter(name))
        for name in ("new", "answered")
        for lang in ("ja", "en", "zh")
    ),
    *(
        Visit(f"status-{name}", "/requests", "/requests", then=enter(name))
        for name in ("asked", "correction", "refused", "withdrawn")
    ),
    *(
        Visit(f"withdraw-{lang}", "/requests/withdraw", f"/requests?lang={lang}", then=withdraw)
        for lang in ("ja", "en", "zh")
    ),
]
_ADMIN = "admin"
STAFF = [
    Visit("login", "/staff/login", "/staff/login"),
    Visit(
        "login-wrong",
        "/staff/login",
        "/staff/login",
        then=press("main button", username="x", password="y"),
    ),
    Visit("login-code", "/staff/login/code", "/staff/login", then=second_step),
    *(Visit(f"home-of-{role}", "/staff", "/staff", role) for role in ROLES),
    Visit("queue-part", "/staff/queue", "/staff/queue", "desk"),
    Visit(
        "conversation",
        "/staff/conversations/{conversation_id}",
        "/staff/conversations/{conversation}",
        "lead",
    ),
    Visit(
        "conversation-mine",
        "/staff/conversations/{conversation_id}",
        "/staff/conversations/{conversation}",
        "desk",
        claim,
    ),
    Visit("lookup", "/staff/lookup", "/staff/lookup", "look_up"),
    Visit("lookup-found", "/staff/lookup", "/staff/lookup", "look_up", look_up),
    Visit("canned", "/staff/canned", "/staff/canned", "lead"),
    Visit("hours", "/staff/hours", "/staff/hours", "lead"),
    Visit("board-en", "/staff/requests", "/staff/requests?lang=en", "lead"),
    Visit("board", "/staff/requests", "/staff/requests?lang=ja", "lead"),
    Visit("table", "/staff/requests", "/staff/requests?view=table", "lead"),
    Visit("board-nothing", "/staff/requests", "/staff/requests?words=zzzzzz", "lead"),
    *(
        Visit(f"bulk-{act}", "/staff/requests", "/staff/requests?view=table", "lead", many(act))
        for act in ("papers", "move")
    ),
    Visit("request-new", "/staff/requests/new", "/staff/requests/new", "desk"),
    Visit("request-new-ocs", "/staff/requests/new", "/staff/requests/new?company=ocs", "desk"),
    *(
        Visit(name, "/staff/requests/new", "/staff/requests/new?company=oni", "desk", act)
        for name, act in (("request-entered", write_in), ("request-new-wrong", write_in_wrong))
    ),
    *(
        Visit(
            f"case-{act.__name__}",
            "/staff/requests/{receipt}",
            f"/staff/requests/{{customer_{name}}}",
            "lead",
            act,
        )
        for name, act in (("certified", erase), ("erased", erased))
    ),
    *(
        Visit(f"case-{status}", "/staff/requests/{receipt}", f"/staff/requests/{{receipt_{status}}}", "lead")
        for status in ("announced", "awaiting_correction", "checking_identity", "refused", "answered")
    ),
    Visit(
        "case-shown",
        "/staff/requests/{receipt}",
        "/staff/requests/{receipt_in_progress}",
        "lead",
        reveal,
    ),
    Visit(
        "case-letter-refused",
        "/staff/requests/{receipt}/letters/{kind}",
        "/staff/requests/{receipt_awaiting_correction}",
        "lead",
        refused_letter,
    ),
    Visit("case-none", "/staff/requests/{receipt}", "/staff/requests/MDG-00000000-XXXXX", "lead"),
    Visit("insights", "/staff/insights", "/staff/insights", "lead"),
    Visit("insights-unanswered", "/staff/insights/unanswered", "/staff/insights/unanswered", "lead"),
    Visit("report", "/staff/report", "/staff/report", "lead"),
    Visit("undelivered", "/staff/undelivered", "/staff/undelivered", "lead"),
    Visit("slack", "/staff/slack", "/staff/slack", "desk"),
    Visit("slack-code", "/staff/slack", "/staff/slack", "desk", link_code),
    Visit("incidents", "/staff/incidents", "/staff/incidents", "lead"),
    Visit("incident-new", "/staff/incidents/new", "/staff/incidents/new", "lead"),
    Visit("incident", "/staff/incidents/{incident}", "/staff/incidents/{incident}", "lead"),
    Visit("account", "/staff/account", "/staff/account", "desk"),
    Visit("password", "/staff/account/password", "/staff/account/password", "desk"),
    Visit("totp", "/staff/account/totp", "/staff/account/totp", "desk"),
    Visit(
        "totp-begun",
        "/staff/account/totp",
        "/staff/account/totp",
        "desk",
        press("form[action$='totp/begin'] button"),
    ),
    *(
        Visit(name, "/staff/account/totp", "/staff/account/totp", "recovery", act)
        for name, act in (("recovery-codes", recovery_codes), ("totp-on", app_set_up))
    ),
    Visit("accounts", "/staff/accounts", "/staff/accounts", _ADMIN),
    Visit("account-edit", "/staff/accounts/{staff_id}", "/staff/accounts/{account}", _ADMIN),
    Visit("account-invited", "/staff/accounts", "/staff/accounts", _ADMIN, invite),
    Visit("invitation", "/staff/invitation/{token}", "/staff/accounts", _ADMIN, invited),
    Visit("forbidden", "/staff/accounts", "/staff/accounts", "desk"),
]
VISITS = [*PUBLIC, *STAFF]
