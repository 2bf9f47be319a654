"""A request moves from one status to another: only along the table, only with what the new status needs, recorded."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from desk.audited import Audited
from desk.calendar.duebook import Duebook
from desk.errors import ChangeInvalid, NotNow, RequestNotFound, TransitionNotAllowed
from desk.jobs import mails
from desk.life import Ground, RequestStatus
from desk.model import ChecklistItem, RequestChanges
from desk.notify import STAFF
from desk.requests.checks import checks_made
from desk.requests.finding import note_grounds, note_words
from desk.requests.hands import Hand, alias_of, columns_of
from desk.requests.receipts import Receipt
from desk.statuses import (
    FINAL,
    NOT_NAMED,
    RULES,
    TRANSITIONS,
    WITH_GROUNDS,
    WRITTEN,
    Rule,
    makes_it_a_request,
    offered_reason,
    onward_from,
    papers_complete,
    part_given,
    reasons_for,
)
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from knowledge.vocabulary import Requester

COMPLETE = "papers_complete"
"""The reason of a step (`desk/rules/statuses.yml`) that says of every paper that it is there."""
MAX_GROUND = 500
"""Characters a ground typed by staff may have."""


def locked_request(tx: Tx, receipt: Receipt) -> Row[Any]:
    """The request's row, kept for this transaction. Raises RequestNotFound."""
    query = select(t.requests).where(t.requests.c.receipt == receipt)
    # What only refers to the request (a reminder that comes due) is not kept out: it would wait in a circle.
    row = tx.conn.execute(query.with_for_update(key_share=True)).one_or_none()
    if row is None:
        raise RequestNotFound
    return row


def charges(row: Row[Any]) -> bool:
    """Whether the desk charges for this request. A request from before this was kept: not known, so not ruled out."""
    terms = codec.terms_from_json(row.terms)
    return terms is None or terms.charges


def part_out(conn: Connection, row: Row[Any]) -> bool:
    """Whether a part of its answer has gone out, also where the rest is in work again: its history knows."""
    had = select(t.request_history.c.status).where(t.request_history.c.receipt == row.receipt).distinct()
    return part_given((row.status, *conn.execute(had).scalars()))


def _onward(conn: Connection, row: Row[Any]) -> set[RequestStatus]:
    """Where the table lets it go, with the fee that it has or has not, and with what has gone out of it."""
    if not TRANSITIONS[row.status]:
        return set()
    onward = set(onward_from(row.status, part_out(conn, row)))
    return onward if charges(row) else {one for one in onward if "charges" not in RULES[one].needs}


def held_back(conn: Connection, row: Row[Any]) -> frozenset[RequestStatus]:
    """Where it may go once its checks are made, and not before."""
    giving = {one for one in TRANSITIONS[row.status] if "checks" in RULES[one].needs}
    waiting = _onward(conn, row) & (set(RULES[row.status].checked) | giving)
    return frozenset() if checks_made(conn, row) else frozenset(waiting)


def allowed_now(conn: Connection, row: Row[Any]) -> tuple[RequestStatus, ...]:
    """Where this request may go as it stands, sorted."""
    return tuple(sorted(_onward(conn, row) - held_back(conn, row)))


def may_withdraw(conn: Connection, row: Row[Any]) -> bool:
    """Whether the customer can take this request back: none that is done with, nor of which a part has gone out."""
    return "withdrawn" in allowed_now(conn, row)


def withdraw_in(context: Context, tx: Tx, receipt: Receipt, rule: Rule) -> None:
    """The customer takes it back, inside another service's transaction; taken back already is fine. `rule`: where."""
    row = locked_request(tx, receipt)
    if row.status == "withdrawn":
        return
    Moves(context).move(tx, row, "withdrawn", "customer", rule=rule)
    tx.audit("customer", Audited.REQUEST_WITHDRAW, row.receipt)


def papers_missing(checklist: Sequence[ChecklistItem], ticked: Collection[int]) -> bool:
    """Whether a form or paper of the checklist is not ticked; a fee does not arrive."""
    return any(one.kind != "fee" and number not in ticked for number, one in enumerate(checklist))


def reason_of(
    before: RequestStatus, after: RequestStatus, changes: RequestChanges, holds: Collection[str] = ()
) -> str:
    """Why staff make this step. Where they name no reason, none is claimed that nobody gave: what counts is the note,
    or the step's offered reason if it is one of those that the record itself shows (`holds`), else nothing was named.
    Raises ChangeInvalid: not one of its reasons, or one has to be given."""
    ready, written = reasons_for(before, after), bool((changes.note or "").strip())
    if changes.reason is None:
        offered = offered_reason(before, after)
        if offered is None and not written:
            raise ChangeInvalid(f"reason: why it goes from {before} to {after}.", "reason", ready)
        if written:
            return WRITTEN
        return offered if offered is not None and offered in holds else NOT_NAMED
    if changes.reason not in ready:
        raise ChangeInvalid(f"reason: one of {', '.join(ready)}.", "reason", ready)
    if changes.reason == WRITTEN and not written:
        raise ChangeInvalid("note: the reason in your own words.", "note")
    return changes.reason


class Moves:
    """Changes of status, inside a transaction that a service has begun."""

    def __init__(self, context: Context) -> None:
        self._context, self._keys = context, context.keys

    def move(
        self,
        tx: Tx,
        row: Row[Any],
        status: RequestStatus,
        by: Hand,
        changes: RequestChanges | None = None,
        rule: Rule | None = None,
    ) -> None:
        """Check and record a change of status with all that follows from it. `rule`: what changes it by itself; without
        it staff do, and say why.

        Raises TransitionNotAllowed, NotNow (papers called complete while one is not ticked), and ChangeInvalid where
        something is missing or does not fit.
        """
        changes = changes or RequestChanges()
        self._check(tx.conn, row, status, changes)
        if rule is None and changes.reason == COMPLETE and self._papers_missing(tx.conn, row):
            raise NotNow("papers_missing", "A paper is not ticked: tick it, or name another reason.")
        reason = rule or reason_of(row.status, status, changes, self._holds(tx.conn, row, changes))
        self._record(tx, row, status, by, changes, reason)

    def end(self, tx: Tx, row: Row[Any], by: Hand) -> None:
        """For an erasure (also one that is carried out again after a restore): whatever it was waiting for, it ends
        now. What was answered in part is not called withdrawn: the part has gone out."""
        if row.status not in FINAL:
            ended: RequestStatus = "partly_closed" if part_out(tx.conn, row) else "withdrawn"
            self._record(tx, row, ended, by, RequestChanges(), "person_erased", tell=False)

    def _record(
        self,
        tx: Tx,
        row: Row[Any],
        status: RequestStatus,
        by: Hand,
        changes: RequestChanges,
        reason: str,
        tell: bool = True,
    ) -> None:
        values: dict[str, Any] = {"status": status, "updated_at": tx.now}
        if row.standing == "announcement" and makes_it_a_request(status):
            values["standing"] = "request"  # the papers have come: now it is the request
        if status in WITH_GROUNDS and not (status == "partly_closed" and not changes.grounds):
            values["decision_enc"] = self._decision(tx, row, status, alias_of(by), changes)
        tx.conn.execute(update(t.requests).where(t.requests.c.receipt == row.receipt).values(**values))
        self.note(tx, row, status, by, changes.note, reason)
        Duebook(self._context).moved(tx, row.receipt, row.status, changes.deadline, changes.reached)
        if tell:
            if papers_complete(status) and (row.papers_at is None or RULES[row.status].pending):
                mails.papers_came(self._context, tx, row.receipt)
            # Where the rest was taken back or has lapsed, no answer goes out.
            template = mails.OF_STATUS.get(status) if reason not in RULES[status].bare else None
            if template is not None:
                mails.queue(self._context, tx, row.receipt, template)
        tx.topics.add(STAFF)

    def undo_decision(self, tx: Tx, row: Row[Any]) -> None:
        """The end that the request has is taken back: what was decided with it is void, what was decided on an earlier
        part stands."""
        decided = self._decided(row)
        if not decided or decided["status"] != row.status:
            return
        before = decided.get("before")
        note_grounds(tx, row.receipt, codec.grounds_from_json(before["grounds"] if before else []))
        sealed = None
        if before:
            key = self._keys.of(tx.conn, row.company)
            sealed = key.seal_json(before, f"requests.decision_enc:{row.receipt}")
        tx.conn.execute(
            update(t.requests).where(t.requests.c.receipt == row.receipt).values(decision_enc=sealed)
        )

    def note(
        self,
        tx: Tx,
        row: Row[Any],
        status: RequestStatus,
        by: Hand,
        note: str | None,
        reason: str | None = None,
    ) -> None:
        """A line of the history: a change of status with its reason, or a note by itself."""
        place = f"request_history:{row.receipt}"
        sealed = self._keys.of(tx.conn, row.company).seal(note.encode(), place) if note else None
        if note:
            note_words(tx, self._keys, row.receipt, note)
        tx.conn.execute(
            insert(t.request_history).values(
                receipt=row.receipt,
                status=status,
                at=tx.now,
                note_enc=sealed,
                what="note" if reason is None else "status",
                reason=reason,
                **columns_of(by),
            )
        )

    def _check(self, conn: Connection, row: Row[Any], status: RequestStatus, changes: RequestChanges) -> None:
        allowed = allowed_now(conn, row)
        if status not in allowed:
            raise TransitionNotAllowed(row.status, status, allowed, self._why_not(conn, row, status))
        needs = RULES[status].needs
        if "why" in needs and not (changes.note or "").strip():
            raise ChangeInvalid(f"note: {status} needs a note that says what is wanted.", "note")
        named = status == "partly_closed" and bool(self._decided(row).get("grounds"))
        bare = changes.reason in RULES[status].bare
        if changes.grounds and bare:
            raise ChangeInvalid(f"grounds: with {changes.reason} nothing is refused.", "grounds")
        if "ground" in needs and not changes.grounds and not named and not bare:
            raise ChangeInvalid(
                f"grounds: {status} needs a ground.", "grounds", [g.id for g in listed_grounds(row)]
            )
        if changes.grounds and status not in WITH_GROUNDS:
            raise ChangeInvalid(f"grounds: {status} takes none.", "grounds")
        if changes.deadline is not None and (status in FINAL or RULES[status].due is None):
            raise ChangeInvalid(f"deadline: a request that is {status} has none.", "deadline")

    def _papers_missing(self, conn: Connection, row: Row[Any]) -> bool:
        ticked = select(t.request_ticks.c.item).where(t.request_ticks.c.receipt == row.receipt)
        return papers_missing(codec.checklist_from_json(row.checklist), conn.execute(ticked).scalars().all())

    def _holds(self, conn: Connection, row: Row[Any], changes: RequestChanges) -> frozenset[str]:
        """The reasons that the record shows by itself, whoever names them. That the checks are made, a step that is
        held back for them has seen."""
        arriving = any(one.kind != "fee" for one in codec.checklist_from_json(row.checklist))
        complete = arriving and not self._papers_missing(conn, row)
        named = ("ground", "rest_refused") if changes.grounds else ()
        return frozenset({"checks_made", *named, *((COMPLETE,) if complete else ())})

    def _decided(self, row: Row[Any]) -> dict[str, Any]:
        """The decision so far: on the part that has gone out. Empty where there is none."""
        if row.decision_enc is None:
            return {}
        found: dict[str, Any] = self._keys.open_json(row.decision_enc, f"requests.decision_enc:{row.receipt}")
        return found

    def _why_not(self, conn: Connection, row: Row[Any], status: RequestStatus) -> str | None:
        if status not in TRANSITIONS[row.status]:
            return None
        if status not in onward_from(row.status, part_out(conn, row)):
            has = "has" if RULES[status].part == "before" else "has not"
            return f"a part of the answer {has} gone out"
        if "charges" in RULES[status].needs and not charges(row):
            return "the desk does not charge for this request"
        who = "identity" if row.requester == Requester.SELF else "identity and the agent's authority"
        return f"{who} must be confirmed first"

    def _decision(
        self, tx: Tx, row: Row[Any], status: RequestStatus, by: str, changes: RequestChanges
    ) -> bytes:
        """The decision, sealed. What was decided on an earlier part stays in it: the letter about it has gone out."""
        terms = codec.terms_from_json(row.terms)
        promised = terms is not None and terms.reasons == "yes"
        if promised and changes.reasons_letter is False:
            raise ChangeInvalid(
                "reasons_letter: the policy promises a notice with the reasons.", "reasons_letter", ["true"]
            )
        before = self._decided(row)
        named = [asdict(self._ground(row, given)) for given in changes.grounds]
        earlier = before.get("grounds", [])
        grounds = [*earlier, *(ground for ground in named if ground not in earlier)]
        note_grounds(tx, row.receipt, codec.grounds_from_json(grounds))
        letter = changes.reasons_letter if changes.reasons_letter is not None else bool(named)
        decision = {
            "status": status,
            "grounds": grounds,
            # APPI 36: to explain the reasons is to be endeavoured
            "reasons_letter": letter or before.get("reasons_letter", False),
            "by": by,
            "at": tx.now.isoformat(),
            "before": before or None,  # for the case that this end is taken back
        }
        key = self._keys.of(tx.conn, row.company)
        return key.seal_json(decision, f"requests.decision_enc:{row.receipt}")

    def _ground(self, row: Row[Any], given: str) -> Ground:
        """A ground of the desk's own list by its id or its words; one of staff's own where the policy lists none."""
        listed = listed_grounds(row)
        text = " ".join(given.split())
        for ground in listed:
            if text in (ground.id, " ".join(ground.text.split())):
                return ground
        if listed:
            ids = [ground.id for ground in listed]
            raise ChangeInvalid(
                "grounds: one of the desk's own list, by its id or its words.", "grounds", ids
            )
        if not text or len(text) > MAX_GROUND:
            raise ChangeInvalid(f"grounds: a text of 1 to {MAX_GROUND} characters.", "grounds")
        return Ground("own", text, None, own=True)


def listed_grounds(row: Row[Any]) -> tuple[Ground, ...]:
    """The desk's own list of grounds, as it was when the request was opened."""
    terms = codec.terms_from_json(row.terms)
    return terms.grounds if terms is not None else ()
