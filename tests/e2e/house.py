"""A desk that is filled as if it had been at work, to look at its pages."""

from dataclasses import dataclass, field

from sqlalchemy import update

from desk.calendar.dues import day_of
from desk.channels.ledger import NewEvent
from desk.channels.outbox import NewItem
from desk.citing import kept
from desk.incidents.model import Draft
from desk.jobs.later import Job
from desk.life import RequestStatus
from desk.locales import Locale
from desk.model import ChecklistItem, RequestChanges, StaffMember, Submitted
from desk.requests.drafting import Wanted, contact_spec, form_spec
from desk.roles import ROLES
from desk.statuses import STATUSES
from desk.storage import channel_tables
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType
from tests.e2e.console_desk import ConsoleDesk
from tests.integration.console.live_parts import cite
from tests.integration.desk.support import form_token, opened, spec

RIGHT = {"name": "見本 太郎", "address": "岡山市北区大供0-0-0", "email": "taro@example.jp", "details": "全部"}


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
    from api.demo.invented import fill

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
    forms: dict[str, Locale] = {"open": "ja", "done-ja": "ja", "done-en": "en", "done-zh": "zh"}
    for name, locale in forms.items():
        wanted = Wanted(
            RequestType.CORRECTION, Requester.VOLUNTARY_AGENT, Region.JP, "address", ReplyMethod.POST
        )
        form = form_spec(ocs.facts, wanted, policy_version=ocs.policy.version, locale=locale)
        house.forms[name] = form_token(desk.desk, opened(desk.desk), form)
    house.forms["contact"] = form_token(desk.desk, opened(desk.desk), contact_spec("ja"))
    desk.add("recovery", "復旧 担当")
    _customers(house)
    _dates(house)
    _incident(house)
    _undelivered(house)
    return house


def _customers(house: House) -> None:
    desk, companies = house.desk.desk, house.desk.companies
    quoted = cite(companies, "ocs", "本人確認")
    cited = kept(quoted)
    papers = (
        ChecklistItem("様式1 個人情報開示等請求書", cited, "form"),
        ChecklistItem("運転免許証の写し", cited),
        ChecklistItem("手数料", None, "fee"),
    )
    current = companies.get("ocs")
    assert current is not None
    for name in ("new", "asked", "correction", "answered", "refused", "withdrawn", "certified", "erased"):
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


def _dates(house: House) -> None:
    """Staff is reminded of one date; another one was put off."""
    desk, made = house.desk.desk, house.customers
    record = desk.work.requests.get(made["new"].receipt, house.lead)
    assert record.due is not None
    with desk.database.write() as tx:
        date = {"receipt": record.receipt, "what": "answer", "due": record.due.isoformat()}
        desk.agenda.remind(tx, Job("", "reminder", "", date, tx.now, 0))
    desk.work.casework.extend(made["asked"].receipt, "件数が多いため、2か月延長します。", house.lead)


def walk(house: House, name: str, *statuses: RequestStatus) -> None:
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
    events = [NewEvent(f"e{n}", "text", desk.database.clock(), f"U{n}", {"text": "x"}) for n in range(3)]
    desk.channels.ledger.take_in("line", "oni", CompanyId("oni"), events)
    with desk.database.write() as tx:
        came = channel_tables.channel_events
        given_up = {"state": "failed", "failure": "OperationalError", "attempts": 12}
        tx.conn.execute(update(came).values(**given_up))
        tx.conn.execute(update(came).where(came.c.event_id == "e2").values(content_enc=None))
