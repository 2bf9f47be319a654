"""Erasure of one person on request, and its repetition after an old backup was restored."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select

from desk.audited import Audited
from desk.channels.erasing import drop_company, same_person
from desk.errors import ConversationNotFound, Forbidden, RequestNotFound
from desk.ids import ConversationId
from desk.incidents.incidents import drop_incidents
from desk.model import StaffMember
from desk.notify import STAFF
from desk.requests.moving import Moves, locked_request, part_out, withdraw_in
from desk.requests.receipts import Receipt, parse_receipt
from desk.roles import Permission
from desk.statuses import FINAL
from desk.storage import live_tables as live
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.once import insert_once
from desk.storage.store import Context
from desk.upkeep.certificates import Certificate, Kept
from desk.upkeep.errors import DestructionIncomplete, RequestStillOpen, SeveralCompanies
from desk.upkeep.keeping import RECORD_MONTHS, Keepings
from desk.upkeep.ledger import Erased, Ledger
from desk.upkeep.personal import Counts, PersonalData, Scope
from desk.upkeep.retention import finished
from desk.vaulting.crypto import new_id
from desk.vaulting.datakeys import DataKeys
from desk.vaulting.vault import Vault
from desk.words import known
from knowledge.vocabulary import CompanyId, Region


@dataclass(frozen=True, slots=True)
class Found:
    """What belongs to the person: the requests and conversations named with all that is certainly theirs
    (`_of_one_person`), and `linked`: other records of the company with the same e-mail address or telephone number.
    They may be another person's (a family shares a telephone): whoever erases decides. `hashes`: by which those that
    are taken too were found, for the ledger."""

    company: CompanyId
    receipts: tuple[Receipt, ...]
    conversations: tuple[ConversationId, ...]
    linked: tuple[str, ...]
    open: tuple[Receipt, ...]
    hashes: tuple[bytes, ...] = ()


class Erasures:
    """Each method is one transaction; the ledger's line is on the disk before it is committed."""

    def __init__(self, context: Context, ledger: Ledger, kept: Keepings) -> None:
        self._context, self._moves, self._keepings = context, Moves(context), kept
        self._db, self._keys, self._ledger = context.db, context.keys, ledger
        self._personal, self._vault = PersonalData(context), Vault(context)

    # ------------------------------------------------------------ what belongs to a person

    def find(
        self,
        receipts: Collection[Receipt],
        conversations: Collection[ConversationId] = (),
        linked: bool = False,
    ) -> Found:
        """What an erasure would take; nothing is changed or opened.
        Raises RequestNotFound, ConversationNotFound, SeveralCompanies."""
        with self._db.read() as conn:
            return self._find(conn, receipts, conversations, linked)

    def _find(
        self,
        conn: Connection,
        receipts: Collection[Receipt],
        conversations: Collection[ConversationId],
        linked: bool,
    ) -> Found:
        requests, conv = t.requests, t.conversations
        known = conn.execute(select(requests.c.receipt).where(requests.c.receipt.in_(sorted(receipts))))
        if set(known.scalars()) != set(receipts):
            raise RequestNotFound
        there = conn.execute(select(conv.c.id).where(conv.c.id.in_(sorted(conversations))))
        if set(there.scalars()) != set(conversations):
            raise ConversationNotFound
        scope = _of_one_person(conn, receipts, conversations)
        company = _company_of(conn, scope)
        others, hashes = self._linked(conn, company, scope)
        if linked:
            scope = self._with(conn, scope, others)
            others, _ = self._linked(conn, company, scope)
        still_open = conn.execute(
            select(requests.c.receipt).where(
                requests.c.receipt.in_(sorted(scope.receipts)), requests.c.status.not_in(sorted(FINAL))
            )
        )
        return Found(
            company,
            tuple(sorted(scope.receipts)),
            tuple(sorted(scope.conversations)),
            others,
            tuple(sorted(still_open.scalars())),
            hashes if linked else (),
        )

    def _linked(
        self, conn: Connection, company: CompanyId, scope: Scope
    ) -> tuple[tuple[str, ...], tuple[bytes, ...]]:
        """Records beside the scope with an e-mail address or telephone number of it, and the hashes of these."""
        own = scope.receipts | self._contacts(conn, scope.conversations)
        hashes = self._vault.matches(conn, own)
        return tuple(name for name in self._vault.matching(conn, company, hashes) if name not in own), hashes

    @staticmethod
    def _with(
        conn: Connection, scope: Scope, records: Collection[str], until: datetime | None = None
    ) -> Scope:
        """The scope with these records of the vault, and with what belongs to them."""
        of_contacts = select(t.contacts.c.conversation_id).where(t.contacts.c.id.in_(records))
        chats = scope.conversations | set(conn.execute(of_contacts).scalars())
        return _of_one_person(conn, scope.receipts | _receipts(records), chats, until)

    @staticmethod
    def _contacts(conn: Connection, chats: Collection[ConversationId]) -> set[str]:
        query = select(t.contacts.c.id).where(t.contacts.c.conversation_id.in_(sorted(chats)))
        return set(conn.execute(query).scalars())

    # ------------------------------------------------------------ erasing

    def erase_as(
        self, receipt: Receipt, by: StaffMember, *, linked: bool = False, withdraw: bool = False
    ) -> Certificate:
        """For staff: leads and admins, for their own companies. Raises Forbidden and what `erase` raises."""
        if not by.may(Permission.ERASURE):
            raise Forbidden
        if not by.works_for(self.find([receipt]).company):
            raise Forbidden
        return self.erase([receipt], by.username, linked=linked, withdraw=withdraw)

    def erase(
        self,
        receipts: Collection[Receipt],
        by: str,
        *,
        conversations: Collection[ConversationId] = (),
        linked: bool = False,
        withdraw: bool = False,
    ) -> Certificate:
        """Erase a person: the data of these requests (vault, notes, decision, results, access code, mails) and their
        conversations (chat, forms, contacts, what was accepted and not answered, Rasa's copy), with every other request
        from these conversations and every other conversation of the same account. `linked`: also other
        records of the company with the same e-mail address or telephone number. `withdraw`: requests that are still
        open are withdrawn first; without it they are named and nothing happens.

        Raises RequestNotFound, ConversationNotFound, SeveralCompanies, RequestStillOpen, DestructionIncomplete.
        """
        with self._db.write(alone=True) as tx:
            found = self._find(tx.conn, receipts, conversations, linked)
            if found.open and not withdraw:
                raise RequestStillOpen(found.open)
            for receipt in found.open:
                self._end(tx, receipt)
            erased = Erased(
                new_id("e"),
                "person",
                found.company,
                tx.now.astimezone(UTC).isoformat(),
                found.receipts,
                found.conversations,
                tuple(one.hex() for one in found.hashes),
            )
            counts = self._carry_out(tx, erased, by)
            kept = self._kept(tx.conn, found)
            line = self._ledger.line_of(erased)
            tx.conn.execute(insert(t.erasures).values(id=erased.id, at=tx.now, line=line))
            # The last act: a crash from here on is made good at the next start.
            self._ledger.append(line)
        return Certificate(
            id=erased.id,
            kind="person",
            company=found.company,
            at=erased.at,
            by=by,
            receipts=found.receipts,
            conversations=len(found.conversations),
            destroyed=counts.by_kind,
            kept=kept,
            verified=True,
            off_the_disk=self._db.scrub(),
            trackers=len(found.conversations),
        )

    def _end(self, tx: Tx, receipt: Receipt) -> None:
        row = locked_request(tx, receipt)
        if part_out(tx.conn, row):  # what has gone out cannot be taken back
            self._moves.end(tx, row, "customer")
            tx.audit("customer", Audited.REQUEST_CHANGE, receipt, "status")
        else:
            withdraw_in(self._context, tx, receipt, "person_erased")

    def _carry_out(self, tx: Tx, erased: Erased, by: str) -> Counts:
        """Destroy what is there of it, and look that nothing is left. Raises DestructionIncomplete."""
        scope = self._scope(tx.conn, erased)
        for receipt in sorted(scope.receipts):
            locked_request(tx, receipt)
        counts = self._personal.destroy(tx, scope)
        left = self._personal.remains(tx.conn, scope)
        if left:
            raise DestructionIncomplete(left)
        tx.audit(
            by, Audited.ERASE, erased.id, " ".join(f"{k}={n}" for k, n in sorted(counts.by_kind.items()))
        )
        for receipt in sorted(scope.receipts):
            tx.audit(by, Audited.REQUEST_ERASE, receipt, erased.id)
        tx.topics.add(STAFF)
        return counts

    def _scope(self, conn: Connection, erased: Erased) -> Scope:
        """What of it is in this database; in a restored one, records under its hashes may have other ids. What came
        after the erasure is another matter: somebody who comes back is not erased again."""
        until = datetime.fromisoformat(erased.at)
        hashes = [bytes.fromhex(one) for one in erased.hashes]
        found = self._vault.matching(conn, erased.company, hashes, until) if hashes else ()
        named = Scope(frozenset(erased.receipts), frozenset(erased.conversations))
        scope = self._with(conn, named, found, until)
        requests, conv = t.requests, t.conversations
        kept = conn.execute(
            select(requests.c.receipt).where(requests.c.receipt.in_(sorted(scope.receipts)))
        ).scalars()
        there = conn.execute(select(conv.c.id).where(conv.c.id.in_(sorted(scope.conversations)))).scalars()
        return Scope(frozenset(kept), frozenset(there))

    def _kept(self, conn: Connection, found: Found) -> tuple[Kept, ...]:
        """What stays, and by whose rule. A day is told where a law sets one: the company's own times may change."""
        kept = [Kept("audit", "accountability"), Kept("ledger", "replay"), Kept("backups", "replay")]
        for row in finished(conn, t.requests.c.receipt.in_(found.receipts)):
            region = known(Region, row.region)
            months, law = RECORD_MONTHS.get(region, (0, ""))
            why = law or ("gdpr_5_2" if region is Region.EEA_UK else "operator")
            until = None
            if months:
                keeping = self._keepings(found.company)
                until = keeping.record_kept_through(region, row.finished).isoformat()
            entry = Kept("record", why, until)
            if entry not in kept:
                kept.append(entry)
        return tuple(kept)

    # ------------------------------------------------------------ after a restore

    def replay(self) -> tuple[Erased, ...]:
        """Carry out what the ledger knows and this database does not (an older state of it was restored, or the last
        erasure was cut short); gives those. What the database knows and the file does not goes to the file.
        Raises LedgerDamaged, DestructionIncomplete."""
        written = self._ledger.lines()
        with self._db.read() as conn:
            known = {row.id: row.line for row in conn.execute(select(t.erasures))}
        for erased_id in sorted(known.keys() - written.keys()):
            self._ledger.append(known[erased_id])
        missing = [entry for name, entry in written.items() if name not in known]
        missing.sort(key=lambda entry: entry[0].at)
        done = []
        for erased, line in missing:
            with self._db.write(alone=True) as tx:
                if not insert_once(tx.conn, t.erasures, id=erased.id, at=tx.now, line=line):
                    continue  # another process has just done it
                if erased.kind == "company":
                    self.destroy_company(tx, erased.company, "desk")
                else:
                    self._withdraw_open(tx, erased)
                    self._carry_out(tx, erased, "desk")
                tx.audit("desk", Audited.ERASE_REPLAY, erased.id)
            done.append(erased)
        if done:
            self._db.scrub()
        return tuple(done)

    def _withdraw_open(self, tx: Tx, erased: Erased) -> None:
        """In the old state the requests may still be open."""
        for receipt in sorted(self._scope(tx.conn, erased).receipts):
            self._moves.end(tx, locked_request(tx, receipt), "desk")

    # ------------------------------------------------------------ a whole company

    def destroy_company(self, tx: Tx, company: CompanyId, by: str) -> Counts:
        """Everything of a company, and its keys. Raises DestructionIncomplete."""
        receipts = tx.conn.execute(
            select(t.requests.c.receipt).where(t.requests.c.company == company)
        ).scalars()
        chats = tx.conn.execute(
            select(t.conversations.c.id).where(t.conversations.c.company == company)
        ).scalars()
        scope = Scope(frozenset(receipts), frozenset(chats))
        counts = self._personal.destroy(tx, scope)
        left = self._personal.remains(tx.conn, scope)
        values = self._vault.count_of(tx.conn, company)
        if left or values:
            raise DestructionIncomplete({**left, **({"fields": values} if values else {})})
        counts.add("records", self._personal.drop_records(tx, scope.receipts))
        counts.add("incidents", drop_incidents(tx, company))
        self._personal.drop_conversations(tx, scope.conversations)
        for table in (live.canned_replies, live.special_days):
            tx.conn.execute(delete(table).where(table.c.company == company))
        counts.add("channels", drop_company(tx, company))
        if not isinstance(self._keys.data_keys, DataKeys):
            raise TypeError("the data keys are not loaded")
        counts.add("keys", self._keys.data_keys.destroy(tx, company))
        tx.audit(
            by, Audited.COMPANY_END, company, " ".join(f"{k}={n}" for k, n in sorted(counts.by_kind.items()))
        )
        tx.topics.add(STAFF)
        return counts


def _of_one_person(
    conn: Connection,
    receipts: Collection[Receipt],
    conversations: Collection[ConversationId],
    until: datetime | None = None,
) -> Scope:
    """These, and all that is the same person's for certain: a request's conversation, every request that was opened in
    it, and every conversation of the same account of a channel. Left out are requests that were erased before, and
    what began after `until`."""
    requests, conv = t.requests, t.conversations
    in_time = [] if until is None else [requests.c.created_at <= until]
    scope, wider = Scope(), Scope(frozenset(receipts), frozenset(conversations))
    while wider != scope:
        scope = wider
        theirs = select(requests.c.conversation_id).where(
            requests.c.receipt.in_(sorted(scope.receipts)), requests.c.conversation_id.is_not(None)
        )
        chats = scope.conversations | set(conn.execute(theirs).scalars())
        more = select(conv.c.id).where(conv.c.id.in_(sorted(same_person(conn, chats) - chats)))
        if until is not None:
            more = more.where(conv.c.created_at <= until)
        chats |= set(conn.execute(more).scalars())
        opened = select(requests.c.receipt).where(
            requests.c.conversation_id.in_(sorted(chats)), requests.c.erased_at.is_(None), *in_time
        )
        wider = Scope(scope.receipts | set(conn.execute(opened).scalars()), frozenset(chats))
    return scope


def _company_of(conn: Connection, scope: Scope) -> CompanyId:
    """Whose all of it is. Raises SeveralCompanies."""
    requests, conv = t.requests, t.conversations
    companies: set[CompanyId] = {
        *conn.execute(
            select(requests.c.company).where(requests.c.receipt.in_(sorted(scope.receipts)))
        ).scalars(),
        *conn.execute(select(conv.c.company).where(conv.c.id.in_(sorted(scope.conversations)))).scalars(),
    }
    if len(companies) != 1:
        raise SeveralCompanies
    return companies.pop()


def _receipts(records: Iterable[str]) -> set[Receipt]:
    """Those of the vault's records that are requests; the others are contacts."""
    return {receipt for name in records if (receipt := parse_receipt(name)) is not None}
