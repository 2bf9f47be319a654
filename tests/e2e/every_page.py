"""Every page that the app serves, in the states that people meet: for axe, for pictures.

A page is a GET route that gives HTML. `test_accessibility.py` takes the routes from the app itself: a new page without
a visit here, or a visit whose route is gone, fails it.
"""

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

import pyotp
from fastapi.routing import iter_route_contexts
from playwright.sync_api import Page
from sqlalchemy import update

from api.app import create_app
from desk.calendar.dues import day_of
from desk.channels.outbox import NewItem
from desk.incidents.model import Draft
from desk.model import ChecklistItem, RequestChanges, StaffMember, Submitted
from desk.requests.intake import Wanted, form_spec
from desk.roles import ROLES
from desk.statuses import STATUSES
from desk.storage import channel_tables
from knowledge.vocabulary import CompanyId, Region, Requester, RequestType
from tests.e2e.console_desk import PASSWORD, ConsoleDesk
from tests.integration.console.live_parts import cite
from tests.integration.desk.support import form_token, opened, spec

NO_PAGES = {
    "/docs": "FastAPI's own, for programmers",
    "/redoc": "FastAPI's own, for programmers",
    "/docs/oauth2-redirect": "FastAPI's own, for programmers",
    "/openapi.json": "JSON",
    "/healthz": "JSON",
    "/readyz": "JSON",
    "/staff/events": "server-sent events",
    "/staff/oidc/start": "a redirect to the provider",
    "/staff/oidc/callback": "a redirect from the provider",
    "/staff/insights/plots/{name}.svg": "a picture, shown on /staff/insights",
    "/staff/report/file": "a file",
    "/documents/{token}": "its page is visited as /documents/{token}",
}
"""GET routes that are no page of their own, and why."""
DONE_ELSEWHERE = {"/documents/{token}"}
RIGHT = {"name": "見本 太郎", "address": "岡山市北区大供0-0-0", "email": "taro@example.jp", "details": "全部"}


def page_routes() -> set[str]:
    """The paths of the app's pages, as the app lists them."""

    def unused() -> AbstractAsyncContextManager[Any]:
        raise AssertionError("the app is only looked at")

    found = {
        str(route.path)
        for route in iter_route_contexts(create_app(unused).routes)
        if "GET" in (getattr(route, "methods", None) or ())
    }
    return {path for path in found if not path.startswith("/api/")} - (set(NO_PAGES) - DONE_ELSEWHERE)


@dataclass
class House:
    """A filled desk, and what was made in it to look at."""

    desk: ConsoleDesk
    conversation: str
    receipts: dict[str, str]
    """A receipt per status, of the demo data."""
    lead: StaffMember
    incident: str = ""
    forms: dict[str, str] = field(default_factory=dict)
    customers: dict[str, Submitted] = field(default_factory=dict)

    def url(self, path: str) -> str:
        return self.desk.url + path


def furnish(desk: ConsoleDesk) -> House:
    """Demo data, one account per role, an incident, customers whose requests stand at different places."""
    from api.demo import fill

    fill(desk.desk, {one: desk.companies.get(one) for one in desk.companies.ids})  # type: ignore[misc]
    for role in ROLES:
        desk.add(role, f"担当 {role}", role)
    lead = desk.desk.staff.get("lead")
    assert lead is not None
    receipts: dict[str, str] = {}
    for status in STATUSES:
        items = desk.desk.work.requests.list(status=status, kind="request", limit=1).items
        receipts.update((status, one.receipt) for one in items)
    house = House(desk, desk.waiting("oni", "開示のことで相談です"), receipts, lead)
    ocs = desk.companies.get("ocs")
    assert ocs is not None
    assert ocs.facts is not None
    wanted = Wanted(RequestType.CORRECTION, Requester.VOLUNTARY_AGENT, Region.JP, "address", "post")
    form = form_spec(ocs.facts, wanted, policy_version=ocs.policy.version, locale="ja")
    house.forms["open"] = form_token(desk.desk, opened(desk.desk), form)
    _customers(house)
    _incident(house)
    _undelivered(house)
    return house


def _customers(house: House) -> None:
    desk, companies = house.desk.desk, house.desk.companies
    quoted = cite(companies, "ocs", "本人確認")
    cited = {name: getattr(quoted, name) for name in type(quoted).__slots__}
    papers = (
        ChecklistItem("様式1 個人情報開示等請求書", cited, "form"),
        ChecklistItem("運転免許証の写し", cited),
        ChecklistItem("手数料", None, "fee"),
    )
    current = companies.get("ocs")
    assert current is not None
    for name in ("new", "asked", "correction", "answered", "refused", "withdrawn"):
        form = spec(checklist=papers, policy_version=current.policy.version)
        token = form_token(desk, opened(desk), form, client_id=name)
        house.customers[name] = desk.forms.submit(token, RIGHT)
    made = house.customers
    desk.status_page.ask(desk.status_page.enter(made["asked"].receipt, made["asked"].access_code))
    desk.status_page.withdraw(
        desk.status_page.enter(made["withdrawn"].receipt, made["withdrawn"].access_code)
    )
    walk(house, "correction", "received", "awaiting_correction")
    walk(house, "answered", "received", "checking_identity", "in_progress", "answered")
    walk(house, "refused", "received", "checking_identity", "in_progress", "refused")


def walk(house: House, name: str, *statuses: str) -> None:
    """Move a customer's request along."""
    receipt, work, by = house.customers[name].receipt, house.desk.desk.work, house.lead
    for status in statuses:
        if status == "in_progress":
            work.casework.check(receipt, "identity", "confirmed", by)
        why = "住所の記載が本人確認書類と違うため" if status == "awaiting_correction" else None
        grounds = ("見本の理由",) if status == "refused" else ()
        work.requests.patch(receipt, RequestChanges(status=status, note=why, grounds=grounds), by)


def _incident(house: House) -> None:
    title = {"ja": "個人情報の漏えいについて", "en": "About a leak", "zh": "关于信息泄露"}
    text = {
        "ja": "一部のお客様の情報が漏えいしました。",
        "en": "Data of some customers leaked.",
        "zh": "部分客户的信息已泄露。",
    }
    draft = Draft(
        CompanyId("ocs"),
        day_of(house.desk.desk.database.clock()),
        title,
        text,
        "まずおわびを述べ、ご不安な点をうかがう。",
        "company",
    )
    house.incident = house.desk.desk.incidents.announce(draft, house.lead).id


def _undelivered(house: House) -> None:
    desk = house.desk.desk
    with desk.database.write() as tx:
        new = NewItem("k:oni", "line", "oni", CompanyId("oni"), "t:oni", "message", payload={"text": "x"})
        item = desk.channels.outbox.put(tx, new)
        table = channel_tables.outbox
        failed = update(table).where(table.c.id == item)
        tx.conn.execute(failed.values(state="failed", failure="http_400", attempts=3))


# ---------------------------------------------------------------------- visits

Act = Callable[[Page, House], None]


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
    made = {"conversation": house.conversation, "incident": house.incident, "form": house.forms["open"]}
    made |= {f"receipt_{status}": receipt for status, receipt in house.receipts.items()}
    made["account"] = house.lead.id
    answer = page.goto(house.url(visit.path.format(**made)))
    assert answer is not None
    assert answer.status < 500, "an error page has no violations either"
    if visit.then is not None:
        visit.then(page, house)
    page.wait_for_load_state()


def log_in(page: Page, house: House, who: str) -> None:
    """A role's name is its account's name."""
    page.goto(house.url("/staff/login"))
    page.locator("#username").fill(who)
    page.locator("#password").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/login" not in url)


def press(selector: str, **fields: str) -> Act:
    """Fill in by selector's ids, and press."""

    def act(page: Page, _: House) -> None:
        for name, value in fields.items():
            page.locator(f"[name={name}]").first.fill(value)
        page.locator(selector).first.click()
        page.wait_for_load_state()

    return act


def enter(name: str) -> Act:
    """Receipt and access code of a customer."""

    def act(page: Page, house: House) -> None:
        made = house.customers[name]
        page.locator("[name=receipt]").fill(made.receipt or "")
        page.locator("[name=access_code]").fill(made.access_code or "")
        page.locator("main button[type=submit]").click()
        page.wait_for_load_state()

    return act


def _withdraw(page: Page, house: House) -> None:
    enter("new")(page, house)
    page.locator("a[href*=withdraw]").click()
    page.wait_for_load_state()


def _gone_paper(page: Page, house: House) -> None:
    page.goto(house.url("/documents/no-such-link"))


def _second_step(page: Page, house: House) -> None:
    """Somebody with an authenticator app."""
    desk = house.desk.desk
    house.desk.add("totp", "認証 アプリ")
    member = desk.staff.get("totp")
    assert member is not None
    own = desk.accounts.own
    if not own.state(member).has_totp:
        own.begin_totp(member)
        secret = own.state(member).pending
        assert secret is not None
        own.confirm_totp(member, pyotp.TOTP(secret).now(), None)
    page.locator("#username").fill("totp")
    page.locator("#password").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/login/code**")


def _invite(page: Page, _: House) -> None:
    page.locator("#username").fill(f"new-{time.monotonic_ns()}")
    page.locator("#alias").fill("新しい担当")
    page.get_by_label("すべての会社").check()
    page.locator("main form button[type=submit]").last.click()
    page.locator("#link").wait_for()


def _invited(page: Page, house: House) -> None:
    _invite(page, house)
    page.goto(page.locator("#link").input_value().strip())


def _link_code(page: Page, _: House) -> None:
    page.locator("form[action$='/slack/code'] button").click()
    page.wait_for_load_state()


def _look_up(page: Page, _: House) -> None:
    page.locator("#question").fill("本人確認")
    page.locator(".hit").first.wait_for()


def _claim(page: Page, _: House) -> None:
    if page.get_by_role("button", name="引き受ける").count():
        page.get_by_role("button", name="引き受ける").click()
    page.get_by_label("返信", exact=True).wait_for()


def _reveal(page: Page, _: House) -> None:
    page.locator("[name=field]").first.check()
    page.locator("#reason").select_option(index=1)
    page.locator("#do-show").click()
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
    Visit("form", "/forms/{token}", "/forms/{form}"),
    Visit(
        "form-wrong",
        "/forms/{token}",
        "/forms/{form}",
        then=press("main button[type=submit]", name="見本"),
    ),
    Visit("form-unknown", "/forms/{token}", "/forms/none"),
    *(Visit(f"documents-{lang}", "/documents", f"/documents?lang={lang}") for lang in ("ja", "en")),
    Visit(
        "documents-wrong",
        "/documents",
        "/documents",
        then=press("main button", receipt="x", access_code="y"),
    ),
    Visit("documents-links", "/documents", "/documents", then=enter("new")),
    Visit("document-gone", "/documents/{token}", "/documents", then=_gone_paper),
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
        Visit(f"withdraw-{lang}", "/requests/withdraw", f"/requests?lang={lang}", then=_withdraw)
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
    Visit("login-code", "/staff/login/code", "/staff/login", then=_second_step),
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
        _claim,
    ),
    Visit("lookup", "/staff/lookup", "/staff/lookup", "look_up"),
    Visit("lookup-found", "/staff/lookup", "/staff/lookup", "look_up", _look_up),
    Visit("canned", "/staff/canned", "/staff/canned", "lead"),
    Visit("hours", "/staff/hours", "/staff/hours", "lead"),
    Visit("board", "/staff/requests", "/staff/requests", "lead"),
    Visit("table", "/staff/requests", "/staff/requests?view=table", "lead"),
    Visit("board-nothing", "/staff/requests", "/staff/requests?words=zzzzzz", "lead"),
    Visit("request-new", "/staff/requests/new", "/staff/requests/new", "desk"),
    Visit("request-new-ocs", "/staff/requests/new", "/staff/requests/new?company=ocs", "desk"),
    *(
        Visit(f"case-{status}", "/staff/requests/{receipt}", f"/staff/requests/{{receipt_{status}}}", "lead")
        for status in ("announced", "awaiting_correction", "checking_identity", "refused", "answered")
    ),
    Visit(
        "case-shown",
        "/staff/requests/{receipt}",
        "/staff/requests/{receipt_in_progress}",
        "lead",
        _reveal,
    ),
    Visit("case-none", "/staff/requests/{receipt}", "/staff/requests/MDG-00000000-XXXXX", "lead"),
    Visit("insights", "/staff/insights", "/staff/insights", "lead"),
    Visit("insights-unanswered", "/staff/insights/unanswered", "/staff/insights/unanswered", "lead"),
    Visit("report", "/staff/report", "/staff/report", "lead"),
    Visit("undelivered", "/staff/undelivered", "/staff/undelivered", "lead"),
    Visit("slack", "/staff/slack", "/staff/slack", "desk"),
    Visit("slack-code", "/staff/slack", "/staff/slack", "desk", _link_code),
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
    Visit("accounts", "/staff/accounts", "/staff/accounts", _ADMIN),
    Visit("account-edit", "/staff/accounts/{staff_id}", "/staff/accounts/{account}", _ADMIN),
    Visit("account-invited", "/staff/accounts", "/staff/accounts", _ADMIN, _invite),
    Visit("invitation", "/staff/invitation/{token}", "/staff/accounts", _ADMIN, _invited),
    Visit("forbidden", "/staff/accounts", "/staff/accounts", "desk"),
]
VISITS = [*PUBLIC, *STAFF]
