"""Invented data to look at, so that no page stands empty: conversations, requests in every status, a customer who
waits, and what `api.demo.around` makes beside them. For an empty desk only.

Everything goes through the services, with a clock that runs from sixty days ago to now, so that dates, histories and
figures are what they would be. The people do not exist; the companies' procedures are the real ones.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from api.companies import Company
from api.demo.around import Around, Shown
from desk.asked import Asked
from desk.bootstrap import Desk
from desk.chat.masking import Masker
from desk.errors import NotNow
from desk.ids import ConversationId
from desk.life import RequestStatus
from desk.model import (
    Content,
    Handoff,
    NewMessage,
    RequestChanges,
    RequestDraft,
    RequestRecord,
    TurnOutcome,
)
from desk.requests.casework import Entry
from desk.requests.drafting import Wanted, request_draft
from desk.requests.moving import COMPLETE
from desk.requests.receipts import Receipt
from desk.statuses import GIVING, IN_PART, RULES, STATUSES, TRANSITIONS, offered_reason, onward_from
from desk.storage import tables as t
from desk.texts import RawText
from desk.vaulting.crypto import new_token
from knowledge.vocabulary import CompanyId, MessageKind, ReplyMethod, Requester, RequestType

DAYS = 60
_PEOPLE = (
    ("見本 太郎", "taro.mihon@example.jp", "岡山市北区大供0丁目0番0号"),
    ("試験 花子", "hanako.shiken@example.jp", "東京都千代田区霞が関0-0-0"),
    ("例示 一郎", "ichiro.reiji@example.jp", "大阪市北区中之島0-0-0"),
    ("Ann Sample", "ann.sample@example.com", "1 Example Street, Berlin"),
)
_TYPES = (RequestType.DISCLOSURE, RequestType.DELETION, RequestType.CORRECTION, RequestType.USE_STOP)
_QUESTIONS: tuple[tuple[str, Asked, str], ...] = (
    ("開示請求はどうすればできますか", Asked("answer", "request_how_to_start", 0.93), "ご案内します。"),
    ("個人情報は何に使われますか", Asked("answer", "purposes", 0.9), "利用目的は次のとおりです。"),
    ("手数料はいくらですか", Asked("not_stated", "fee_whether", 0.22), "ポリシーには記載がありません。"),
    ("退会したあと、いつまで情報が残りますか", Asked("not_stated", "retention_period", 0.18), "記載がありません。"),
    ("海外に情報を渡していますか", Asked("not_stated", "overseas_transfer", 0.25), "記載がありません。"),
    ("本人確認には何が必要ですか", Asked("answer", "identity_papers_which", 0.88), "本人確認書類は次のとおりです。"),
    ("明日の天気は？", Asked("out_of_scope", None, 0.02), "個人情報の窓口のため、お答えできません。"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """What was made. `receipt` and `access_code` lead to the status page of one of the requests; `password` is that of
    the account `demo`, None where it was there before."""

    requests: int
    conversations: int
    waiting: int
    receipt: Receipt
    access_code: str = field(repr=False)
    password: str | None = field(repr=False)


class _Clock:
    def __init__(self, now: datetime) -> None:
        self.end, self.now = now, now - timedelta(days=DAYS)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        """Later, and never beyond now."""
        self.now = min(self.now + timedelta(**span), self.end)


def fill(desk: Desk, companies: Mapping[CompanyId, Company]) -> Filled:
    """Fill an empty desk. Raises NotNow where there is a request, a conversation or a contact already: invented
    records must not stand among real ones."""
    with desk.database.read() as conn:
        for table in (t.requests, t.conversations, t.erasures):
            if conn.execute(select(func.count()).select_from(table)).scalar_one():
                raise NotNow(
                    "not_empty",
                    f"The database has records ({table.name}): demo data goes into an empty one only.",
                )
    clock = desk.database.clock
    demo = _Clock(clock())
    # The services read the clock of their database.
    desk.database.clock = demo
    try:
        return _Maker(desk, companies, demo).fill()
    finally:
        desk.database.clock = clock


class _Maker:
    def __init__(self, desk: Desk, companies: Mapping[CompanyId, Company], clock: _Clock) -> None:
        self._desk, self._clock = desk, clock
        self._companies = [one for one in companies.values() if one.facts is not None]
        self._password: str | None = None
        known = desk.staff.get("demo")
        if known is None:
            self._password = new_token()
            known = desk.staff.add("demo", self._password, "見本 担当", role="lead")
        self._staff = known
        self._around = Around(desk, self._companies, known, clock.forward)

    def fill(self) -> Filled:
        """Every status in turn, company after company; each day some conversations."""
        self._around.begin()
        plan = [(status, company) for status in STATUSES for company in self._companies]
        made, chats = 0, 0
        step = timedelta(days=DAYS) / (len(plan) + 1)
        for number, (status, company) in enumerate(plan):
            begun = self._clock.now
            chats += self._chat(company, number)
            record = self._enter(company, number)
            if record is not None:
                self._walk(record, status)
                made += 1
            if number % 9 == 4:
                self._complaint(company, number)
                made += 1
            self._clock.now = max(self._clock.now, min(begun + step, self._clock.end))
        shown = self._lately()
        return Filled(
            made + shown.requests,
            chats + 1 + self._around.conversations,
            1,
            shown.receipt,
            shown.access_code,
            self._password,
        )

    def _lately(self) -> Shown:
        """What the last hours brought; a customer waits, and another one is being helped, just now."""
        shown = self._around.end()
        self._clock.now = max(self._clock.now, self._clock.end - timedelta(minutes=6))
        self._waiting(self._companies[0])
        self._around.held()
        self._clock.now = self._clock.end
        return shown

    # ------------------------------------------------------------ requests

    def _enter(self, company: Company, number: int) -> RequestRecord | None:
        name, email, address = _PEOPLE[number % len(_PEOPLE)]
        region = company.regions[number % len(company.regions)] if company.regions else None
        agent = number % 6 == 5
        wanted = Wanted(
            _TYPES[number % len(_TYPES)],
            Requester.VOLUNTARY_AGENT if agent else Requester.SELF,
            region,
            None,
            ReplyMethod.POST,
        )
        facts = company.facts
        if facts is None:
            return None
        draft = request_draft(facts, wanted, policy_version=company.policy.version, locale="ja")
        values = {"name": name, "email": email, "address": address, "details": "見本の請求です。"}
        if agent:
            values |= {"principal_name": "見本 次郎", "relation": "家族"}
        entered = self._open(draft, values, number)
        if number % 3 == 0:
            self._desk.work.assigning.assign(entered.receipt, self._staff.id, self._staff)
        return entered

    def _open(self, draft: RequestDraft, values: Mapping[str, str], number: int) -> RequestRecord:
        note = "見本のデータです。#見本" if number % 4 == 0 else None
        entry = Entry(draft, values, "post" if number % 2 else "phone", note=note)
        return self._desk.work.casework.enter(entry, self._staff).record

    def _complaint(self, company: Company, number: int) -> None:
        name, email, _ = _PEOPLE[number % len(_PEOPLE)]
        kind: Any = "complaint" if number % 2 == 0 else "opt_out"
        draft = RequestDraft(company.id, kind, Requester.SELF, company.policy.version, "request", kind=kind)
        self._open(draft, {"name": name, "email": email}, number)

    def _walk(self, record: RequestRecord, target: RequestStatus) -> None:
        """Along the table to the status wanted, as staff would. Where this company's rules do not lead there, the
        request stays where it begins."""
        for status in _way(record, target):
            self._clock.forward(hours=5)
            self._step(record.receipt, status)

    def _step(self, receipt: Receipt, status: RequestStatus) -> None:
        work, by = self._desk.work, self._staff
        record = work.requests.get(receipt, by)
        if record.status == "checking_identity" or status in GIVING:
            for check in ("identity", *(() if record.requester == Requester.SELF else ("authority",))):
                work.casework.check(receipt, check, "confirmed", by)
        if status == "received":
            items = [n for n, item in enumerate(record.checklist) if item.kind != "fee"]
            for item in items:
                record = work.casework.tick(receipt, item, True, by)
            if record.status == status:
                return  # the last paper did it
        needs, terms = RULES[status].needs, record.life.terms if record.life is not None else None
        listed = terms.grounds if terms is not None else ()
        decides = "ground" in needs or status == "partly_answered"
        ground = listed[0].id if listed else "見本の理由"
        offered = offered_reason(record.status, status)
        changes = RequestChanges(
            status=status,
            reason=None if offered == COMPLETE else offered,
            note="住所の記載が本人確認書類と違うため" if "why" in needs else None,
            grounds=(ground,) if decides else (),
        )
        work.requests.patch(receipt, changes, by)
        if status == "awaiting_correction":
            work.casework.flag(receipt, "address_mismatch", True, by, "番地が違います。")

    # ------------------------------------------------------------ conversations

    def _chat(self, company: Company, number: int) -> int:
        region = company.regions[0] if company.regions else None
        greeting = NewMessage("個人情報の窓口です。", MessageKind.NOTICE)
        chat, _ = self._desk.conversations.open(
            company.id, region, "ja", [greeting], policy_version=company.policy.version
        )
        for turn in range(1 + number % 3):
            text, asked, answer = _QUESTIONS[(number + turn) % len(_QUESTIONS)]
            message = NewMessage(answer, MessageKind(asked.kind))
            self._say(chat.id, f"{turn}", text, TurnOutcome((message,), asked=asked))
        if number % 4 == 3:
            self._hand_over(chat.id)
            self._clock.forward(minutes=7 + number % 20)
            self._desk.handoffs.claim(chat.id, self._staff)
            self._desk.handoffs.say(chat.id, self._staff, "担当者です。ご質問を確認いたします。")
            self._desk.handoffs.close(chat.id, self._staff)
        return 1

    def _say(self, chat: ConversationId, client_id: str, text: str, outcome: TurnOutcome) -> None:
        content = Content(text=Masker().mask(text).text)
        accepted = self._desk.conversations.accept(chat, client_id, content, RawText(text))
        self._clock.forward(seconds=1.2)
        self._desk.conversations.commit_turn(accepted.inbound_id, outcome)

    def _hand_over(self, chat: ConversationId) -> None:
        message = NewMessage("担当者におつなぎします。", MessageKind.NOTICE)
        self._say(chat, "h", "担当の方と話したいです", TurnOutcome((message,), effects=(Handoff("asked"),)))

    def _waiting(self, company: Company) -> None:
        region = company.regions[0] if company.regions else None
        chat, _ = self._desk.conversations.open(
            company.id, region, "ja", [], policy_version=company.policy.version
        )
        self._hand_over(chat.id)


def _way(record: RequestRecord, target: RequestStatus) -> list[RequestStatus]:
    """The shortest way from the record's status to the target; none where the desk's terms close it."""
    terms = record.life.terms if record.life is not None else None
    charges = terms is None or terms.charges
    before: dict[RequestStatus, RequestStatus] = {record.status: record.status}
    waiting: deque[RequestStatus] = deque([record.status])
    while waiting:
        status = waiting.popleft()
        for onward in sorted(TRANSITIONS[status]):
            closed = "charges" in RULES[onward].needs and not charges
            closed |= onward not in onward_from(status, status in IN_PART)
            if onward not in before and not closed:
                before[onward] = status
                waiting.append(onward)
    if target not in before:
        return []
    way: list[RequestStatus] = []
    while target != record.status:
        way.append(target)
        target = before[target]
    return way[::-1]
