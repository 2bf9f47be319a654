"""One request on one page: everything of its life, without the customer's data, which is shown field by field, for a
reason, recorded each time (desk.vaulting.vault)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from desk.errors import ChangeInvalid, Forbidden, NotNow
from desk.life import Check, RequestStatus
from desk.model import RequestRecord, StaffMember
from desk.requests.assigning import Assignment, assignment_of
from desk.requests.correcting import correctable, to_make_again
from desk.requests.moving import COMPLETE, held_back, papers_missing
from desk.requests.paper_questions import PaperQuestion, PaperQuestions
from desk.requests.receipts import Receipt
from desk.requests.records import Records
from desk.requests.reopening import end_of, may_take_back
from desk.requests.requests import allowed_request
from desk.roles import Permission
from desk.statuses import FINAL, RULES, STATUSES, WITH_GROUNDS, offered_reason, reasons_for
from desk.storage.store import Context
from desk.vaulting.vault import Vault

Reason = Literal["identity", "contact", "answer", "letter", "correction", "authority", "complaint"]
"""Why somebody looks at a field. Words of a list, not free text: they stand in the audit log, which holds no values."""
REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True)
class Step:
    """A status to which the request may go now, and what has to be given with it."""

    status: RequestStatus
    note: bool
    grounds: bool
    deadline: bool
    fee: bool
    reasons: tuple[str, ...]
    """Why it may go there, the offered one first where there is one."""
    offered: str | None
    """What one click records; None: staff must name a reason. Papers that are not all ticked are not called complete:
    ticking the last one moves the request, and what came apart is said in words."""

    @property
    def at_once(self) -> bool:
        """Whether one click is enough: nothing has to be given or decided, and it is no end."""
        return self.offered is not None and not (
            self.note or self.grounds or self.fee or self.status in FINAL
        )


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`fields` are the names of what the vault holds of this request, unopened."""

    record: RequestRecord
    assignment: Assignment | None
    fields: tuple[str, ...]
    steps: tuple[Step, ...]
    blocked: tuple[str, ...]
    """What would be open once the checks are made, and is not before."""
    correctable: tuple[str, ...] = ()
    """The fields that can be put right; none once the request is done with or erased."""
    again: tuple[Check, ...] = ()
    """The checks that a correction has opened again."""
    back_to: RequestStatus | None = None
    """Where it goes if its end is taken back; None where there is none that staff recorded."""
    may_take_back: bool = False
    """Whether this person may: who recorded it, and leads."""
    questions: tuple[PaperQuestion, ...] = ()
    """What the customer asked about the papers, oldest first."""


class CaseFiles:
    """Each method is one transaction."""

    def __init__(self, context: Context) -> None:
        self._db = context.db
        self._questions = PaperQuestions(context)
        self._records, self._vault = Records(context, customer=False), Vault(context)

    def get(self, receipt: Receipt, by: StaffMember) -> CaseFile:
        """The page's contents; nothing of the vault is opened. Raises RequestNotFound, Forbidden."""
        with self._db.write() as tx:
            row = allowed_request(tx, receipt, by)
            record = self._records.full(tx, row.receipt, by.username, "case")
            life = record.life
            allowed = life.allowed if life is not None else ()
            closed = row.status in FINAL or row.erased_at is not None
            end = end_of(tx.conn, row)
            return CaseFile(
                record,
                assignment_of(tx.conn, row.receipt),
                self._vault.names(tx.conn, row.receipt),
                tuple(_step(record, row.status, status) for status in STATUSES if status in allowed),
                blocked=tuple(status for status in STATUSES if status in held_back(tx.conn, row)),
                correctable=() if closed else correctable(tx.conn, self._vault, row),
                again=to_make_again(record),
                back_to=end.before if end is not None else None,
                may_take_back=end is not None and may_take_back(end, by),
                questions=self._questions.of_request(tx.conn, row.receipt),
            )

    def reveal(
        self, receipt: Receipt, fields: Collection[str], reason: str, by: StaffMember
    ) -> Mapping[str, str]:
        """Values of these fields, for this reason; the reading is recorded with both. A field that the request does
        not have is left out. Raises ChangeInvalid, RequestNotFound, Forbidden, NotNow (erased)."""
        if reason not in REASONS:
            raise ChangeInvalid(f"reason: one of {', '.join(REASONS)}.", "reason", REASONS)
        if not fields:
            raise ChangeInvalid("fields: which fields.", "fields")
        with self._db.write() as tx:
            row = allowed_request(tx, receipt, by)
            if not by.may(Permission.READ_PERSONAL, row.company):
                raise Forbidden
            if row.erased_at is not None:
                raise NotNow("erased", "The personal data of this request has been erased.")
            return self._vault.read(tx, row.receipt, by.username, "case", fields, about=reason)


def _step(record: RequestRecord, before: RequestStatus, status: RequestStatus) -> Step:
    rule, offered, reasons = RULES[status], offered_reason(before, status), reasons_for(before, status)
    ticked = {tick.item for tick in record.life.ticks} if record.life is not None else set()
    if papers_missing(record.checklist, ticked):
        reasons = tuple(one for one in reasons if one != COMPLETE)
        offered = None if offered == COMPLETE else offered
    return Step(
        status,
        note="why" in rule.needs,
        grounds=status in WITH_GROUNDS,
        deadline=rule.due is not None,
        fee=status == "awaiting_fee",
        reasons=reasons,
        offered=offered,
    )
