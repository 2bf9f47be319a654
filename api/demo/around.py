"""Invented data besides requests and questions: what every other page shows that would else stand empty.

A customer who filled in a form and can look at their request, one who is content, one whose data is erased; a
conversation that staff has; an announced leak and what was asked about it; canned replies; special days; a message that
did not reach its reader, and some that could not be worked on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from api.companies import Company
from desk.bootstrap import Desk
from desk.calendar.dues import day_of
from desk.channels.ledger import NewEvent
from desk.channels.outbox import NewItem, thread_of
from desk.chat.masking import Masker
from desk.ids import ConversationId
from desk.incidents.model import Draft
from desk.life import RequestStatus
from desk.locales import Locale
from desk.model import (
    Content,
    FormOffer,
    FormSpec,
    Handoff,
    NewMessage,
    RequestChanges,
    RequestDraft,
    StaffMember,
    StoredMessage,
    Submitted,
    TurnOutcome,
)
from desk.requests.casework import Entry
from desk.requests.drafting import Wanted, form_spec
from desk.requests.receipts import Receipt
from desk.requests.received import announce
from desk.statuses import offered_reason
from desk.texts import RawText
from desk.vaulting.crypto import new_token
from knowledge.vocabulary import CompanyId, Expects, MessageKind, Region, ReplyMethod, Requester, RequestType

_TO_THE_ANSWER: Final[tuple[RequestStatus, ...]] = (
    "received",
    "checking_identity",
    "in_progress",
    "answered",
)
_CUSTOMER: Final = {
    "name": "見本 三郎",
    "email": "saburo.mihon@example.jp",
    "address": "東京都千代田区霞が関0-0-0",
    "details": "見本の請求です。",
}
_REPLIES: Final[tuple[tuple[Locale, str, str], ...]] = (
    ("ja", "お待たせしました", "お待たせしました。{company}の窓口の{alias}です。ご質問を拝見します。"),
    ("ja", "ポリシーの場所", "プライバシーポリシーの全文は、こちらでお読みいただけます。{policy_url}"),
    (
        "en",
        "Thank you for waiting",
        "Thank you for waiting. This is {alias} at the desk of {company}.",
    ),
)
_LEAK: Final = {
    "ja": ("【見本】個人情報の漏えいについて", "これは見本のお知らせです。実際の漏えいではありません。"),
    "en": ("[Sample] About a leak of personal data", "This is a sample notice. There was no leak."),
    "zh": ("【样例】关于个人信息泄露", "这是一则样例通知，并未发生实际泄露。"),
}
_GIVEN_UP_AFTER: Final = 50
"""More attempts than the ledger makes before it gives an event up."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What leads to the status page of a customer's request, which nobody could see without it, and how many requests
    and conversations were made."""

    receipt: Receipt
    access_code: str
    requests: int
    conversations: int


class Around:
    """Makes them. `forward` moves the services' clock on by some minutes, never beyond now."""

    def __init__(
        self, desk: Desk, companies: Sequence[Company], staff: StaffMember, forward: Callable[..., None]
    ) -> None:
        self._desk, self._companies, self._staff, self._forward = desk, companies, staff, forward
        self._chats = 0

    def begin(self) -> None:
        """What a desk sets up before its first customer comes."""
        for company in self._companies:
            for locale, title, text in _REPLIES:
                self._desk.live.canned.add(company.id, locale, title, text, self._staff)

    def end(self) -> Shown:
        """What is of the last days. The clock must stand some hours before now."""
        self._closed_days()
        requests = self._leak(self._companies[-1])
        company, spec = self._procedure()
        self._erased(company, spec)
        self._content(company, spec)
        shown = self._customer(company, spec, "見本の請求です。")
        self._desk.work.casework.tick(shown.receipt, 0, True, self._staff)
        self._enter(shown, lambda ticket: self._desk.status_page.ask(ticket))
        self._not_reached(company)
        return Shown(shown.receipt, shown.access_code, requests + 3, self._chats)

    # ------------------------------------------------------------ customers with a form

    def _procedure(self) -> tuple[Company, FormSpec]:
        """A company whose disclosure needs papers, so that there is something to ask about, and its form."""
        for company in self._companies:
            if company.facts is None:
                continue
            region = Region(company.regions[0]) if company.regions else None
            wanted = Wanted(RequestType.DISCLOSURE, Requester.SELF, region, None, ReplyMethod.POST)
            spec = form_spec(company.facts, wanted, policy_version=company.policy.version, locale="ja")
            draft = spec.request
            if draft is None or not draft.send_to:  # a desk that has closed takes no papers
                continue
            if sum(item.kind != "fee" for item in draft.checklist) > 1:
                return company, spec
        raise LookupError("no company asks for papers")

    def _customer(self, company: Company, spec: FormSpec, details: str) -> Submitted:
        """Somebody asks in the chat for a form and sends it."""
        chat = self._open(company)
        offer = NewMessage("下のフォームにご入力ください。", MessageKind.PROMPT, form=FormOffer(spec))
        said = self._say(chat, "開示を請求します", TurnOutcome((offer,), Expects.PERSONAL_DATA))
        form = next(one.form for one in said if one.form is not None)
        self._forward(minutes=4)
        return self._desk.forms.submit(form.token, {**_CUSTOMER, "details": details}, announce)

    def _enter(self, of: Submitted, then: Callable[[str], object]) -> None:
        """On the status page, as the customer who has the code."""
        self._forward(minutes=6)
        then(self._desk.status_page.enter(of.receipt, of.access_code))

    def _content(self, company: Company, spec: FormSpec) -> None:
        """Answered and rated."""
        made, work = self._customer(company, spec, "見本の請求です（回答済み）。"), self._desk.work
        for item, listed in enumerate(made.checklist):
            if listed.kind != "fee":
                work.casework.tick(made.receipt, item, True, self._staff)
        for status in _TO_THE_ANSWER:
            self._forward(minutes=5)
            if status == "in_progress":
                work.casework.check(made.receipt, "identity", "confirmed", self._staff)
            before = work.requests.get(made.receipt, self._staff).status
            if before != status:
                changes = RequestChanges(status=status, reason=offered_reason(before, status))
                work.requests.patch(made.receipt, changes, self._staff)
        comment = Masker().mask("早く回答をいただき、助かりました。").text
        self._enter(made, lambda ticket: self._desk.status_page.rate(ticket, 4, comment))

    def _erased(self, company: Company, spec: FormSpec) -> None:
        """Withdrawn, and everything about the person erased."""
        made = self._customer(company, spec, "見本の請求です（消去済み）。")
        self._enter(made, self._desk.status_page.withdraw)
        self._desk.erasures.erase_as(made.receipt, self._staff)

    # ------------------------------------------------------------ conversations

    def _open(self, company: Company) -> ConversationId:
        self._chats += 1
        region = company.regions[0] if company.regions else None
        greeting = NewMessage("個人情報の窓口です。", MessageKind.NOTICE)
        chat, _ = self._desk.conversations.open(
            company.id, region, "ja", [greeting], policy_version=company.policy.version
        )
        return chat.id

    def _say(self, chat: ConversationId, text: str, outcome: TurnOutcome) -> tuple[StoredMessage, ...]:
        content = Content(text=Masker().mask(text).text)
        accepted = self._desk.conversations.accept(chat, "around", content, RawText(text))
        self._forward(seconds=1.2)
        return self._desk.conversations.commit_turn(accepted.inbound_id, outcome)

    def held(self) -> None:
        """A conversation that the account `demo` has, and one that a colleague has. A claim is for minutes: these are
        the last to be made."""
        known = self._desk.staff.get("demo-desk")
        colleague = known or self._desk.staff.add("demo-desk", new_token(), "見本 同僚", role="desk")
        for company, staff in zip(self._companies, (self._staff, colleague), strict=False):
            chat = self._open(company)
            message = NewMessage("担当者におつなぎします。", MessageKind.NOTICE)
            wish = "請求の進み具合について、担当の方と話したいです"
            self._say(chat, wish, TurnOutcome((message,), effects=(Handoff("asked"),)))
            self._desk.handoffs.claim(chat, staff)
            self._desk.handoffs.say(chat, staff, "担当者です。ただいま確認しております。")
            self._desk.live.notes.add(chat, staff, "見本のメモ：郵送の控えを探しています。")

    @property
    def conversations(self) -> int:
        """How many were opened so far."""
        return self._chats

    # ------------------------------------------------------------ the desk itself

    def _leak(self, company: Company) -> int:
        """An announced leak, and who asked about it. Gives how many records were opened."""
        clock = self._desk.database.clock
        draft = Draft(
            company.id,
            day_of(clock()),
            {locale: title for locale, (title, _) in _LEAK.items()},
            {locale: text for locale, (_, text) in _LEAK.items()},
            "見本です。まずおわびを申し上げ、ご不安な点をうかがいます。",
            "company",
        )
        self._desk.incidents.announce(draft, self._staff)
        self._forward(minutes=20)
        enquiry = RequestDraft(
            company.id, "leak_enquiry", Requester.SELF, company.policy.version, "request", kind="leak_enquiry"
        )
        values: Mapping[str, str] = {"name": _CUSTOMER["name"], "email": _CUSTOMER["email"]}
        self._desk.work.casework.enter(Entry(enquiry, values, "phone"), self._staff)
        return 1

    def _closed_days(self) -> None:
        """Next month, so that they are still to come for whoever looks some weeks later."""
        day = day_of(self._desk.database.clock()) + timedelta(days=30)
        for company in self._companies:
            self._desk.live.special_days.put(company.id, day, (), "見本：設備点検のため", self._staff)

    def _not_reached(self, company: Company) -> None:
        """A reply that a platform refused, and messages that came in and could not be worked on."""
        chat, channels = self._open(company), self._desk.channels
        thread = thread_of("line", channels.ledger.thread_mac("line", company.id, "U-demo"))
        item = NewItem("demo", "line", company.id, company.id, thread, "message", chat, payload={})
        with self._desk.database.write() as tx:
            channels.outbox.refused(tx, [channels.outbox.put(tx, item)], "http_400")
        self._give_up(company.id)

    def _give_up(self, company: CompanyId) -> None:
        ledger = self._desk.channels.ledger
        came = self._desk.database.clock()
        new = [NewEvent(f"demo-{n}", "text", came, f"U-demo-{n}", {"text": "見本です"}) for n in (1, 2)]
        ledger.take_in("line", company, company, new)
        for event_id in ledger.ready(("line",), len(new)):
            for _ in range(_GIVEN_UP_AFTER):
                event = ledger.claim(event_id)
                if event is None:
                    break
                ledger.failed(event, "OperationalError")
                self._forward(seconds=1)
