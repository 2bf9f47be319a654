"""The end of a contract: everything of a company is exported, then destroyed with its keys, and a certificate says
so."""

import hashlib
import json
import os
import secrets
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select

from desk.audited import Audited
from desk.calendar.specialdays import SpecialDays
from desk.handover.canned import CannedReplies
from desk.handover.notes import Notes
from desk.ids import ConversationId
from desk.incidents.incidents import Incidents
from desk.requests.finding import grounds_of
from desk.requests.paper_questions import PaperQuestions
from desk.requests.records import Records
from desk.requests.satisfaction import Satisfactions
from desk.storage import customer_tables as ct
from desk.storage import live_tables as live
from desk.storage import tables as t
from desk.storage.board_tables import turn_facts
from desk.storage.customer_tables import incidents
from desk.storage.database import Tx
from desk.storage.store import Context, Store
from desk.upkeep.audit import entry_out
from desk.upkeep.certificates import Certificate, Kept
from desk.upkeep.erasure import Erasures
from desk.upkeep.errors import CompanyUnknown, ExportProblem
from desk.upkeep.ledger import Erased, Ledger
from desk.vaulting.crypto import new_id
from desk.vaulting.signing import canonical, public_key, sign
from desk.vaulting.vault import Vault
from knowledge.vocabulary import CompanyId

EXPORT_FORMAT = "madoguchi-export-1"
_TRIES = 3


class CompanyEnd:
    """Export and end of one company. The export holds personal data in the clear: it goes to the company."""

    def __init__(self, context: Context, erasures: Erasures, ledger: Ledger) -> None:
        self._db, self._records = context.db, Records(context)
        self._store, self._vault = Store(context), Vault(context)
        self._erasures, self._ledger, self._notes = erasures, ledger, Notes(context)
        self._questions, self._ratings = PaperQuestions(context), Satisfactions(context)
        self._incidents, self._canned = Incidents(context), CannedReplies(context)
        self._days = SpecialDays(context)

    # ------------------------------------------------------------ export

    def export(self, named: str, path: Path, by: str) -> dict[str, int]:
        """Write everything of a company to a zip file (mode 0600; the format is in docs/operations.md); gives how many
        lines each of its files has. A file that is there is not overwritten. Every record read is audited.
        Raises CompanyUnknown, ExportProblem."""
        if path.exists():
            raise ExportProblem(f"{path} is there already; name another file.")
        aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            handle = os.open(aside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w+b") as raw:
                counts = self._write(named, raw, by)
                raw.flush()
                os.fsync(raw.fileno())
            check_export(aside)
            os.link(aside, path)
        except OSError as problem:
            raise ExportProblem(f"{path} could not be written: {problem.strerror}.") from None
        finally:
            aside.unlink(missing_ok=True)
        return counts

    def _write(self, named: str, raw: Any, by: str) -> dict[str, int]:
        parts: dict[str, Callable[[Tx, CompanyId, str], Iterator[dict[str, Any]]]] = {
            "requests.jsonl": self._requests,
            "conversations.jsonl": self._conversations,
            "contacts.jsonl": self._contacts,
            "incidents.jsonl": self._announced,
            "canned_replies.jsonl": self._canned_replies,
            "special_days.jsonl": self._special_days,
            "audit.jsonl": self._audit,
        }
        files: dict[str, dict[str, Any]] = {}
        with self._db.write() as tx, zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            company = self._known(tx.conn, named)
            for name, lines in parts.items():
                digest, number = hashlib.sha256(), 0
                with archive.open(name, "w") as file:
                    for line in lines(tx, company, by):
                        data = json.dumps(line, ensure_ascii=False, default=_plain).encode() + b"\n"
                        digest.update(data)
                        file.write(data)
                        number += 1
                files[name] = {"lines": number, "sha256": digest.hexdigest()}
            manifest = {
                "format": EXPORT_FORMAT,
                "company": company,
                "at": tx.now.astimezone(UTC).isoformat(),
                "files": files,
                "public_key": public_key(self._db.anchors.signer),
            }
            archive.writestr("manifest.json", canonical(sign(self._db.anchors.signer, manifest)))
            counts = {name.removesuffix(".jsonl"): int(file["lines"]) for name, file in files.items()}
            told = " ".join(f"{kind}={number}" for kind, number in counts.items())
            tx.audit(by, Audited.COMPANY_EXPORT, company, told)
        return counts

    def _known(self, conn: Connection, named: str) -> CompanyId:
        """The company of that name of which there is something here; its folder may be gone. Raises CompanyUnknown."""
        for table in (t.conversations, t.data_keys):
            query = select(table.c.company).where(table.c.company == named).limit(1)
            found: CompanyId | None = conn.execute(query).scalar_one_or_none()
            if found is not None:
                return found
        raise CompanyUnknown(named)

    def _requests(self, tx: Tx, company: CompanyId, by: str) -> Iterator[dict[str, Any]]:
        requests = t.requests
        left_out = {"n", "code_mac", "decision_enc", "form_id", "entry_id"}
        for row in tx.conn.execute(
            select(requests).where(requests.c.company == company).order_by(requests.c.n)
        ).all():
            out = {name: value for name, value in row._mapping.items() if name not in left_out}
            out["customer"] = self._vault.read(tx, row.receipt, by, "export")
            out["history"] = [asdict(step) for step in self._records.history(tx.conn, row.receipt)]
            out["grounds"] = list(grounds_of(tx.conn, row.receipt))
            out["questions"] = [asdict(one) for one in self._questions.of_request(tx.conn, row.receipt)]
            rating = self._ratings.of_request(tx.conn, row.receipt)
            out["rating"] = asdict(rating) if rating is not None else None
            life = asdict(self._records.life(tx.conn, row))
            yield {**out, **{name: part for name, part in life.items() if name not in ("terms", "allowed")}}

    def _conversations(self, tx: Tx, company: CompanyId, _: str) -> Iterator[dict[str, Any]]:
        conv = t.conversations
        for row in tx.conn.execute(select(conv).where(conv.c.company == company).order_by(conv.c.n)).all():
            messages = self._store.messages(tx.conn, t.messages.c.conversation_id == row.id)
            yield {
                **{
                    n: getattr(row, n)
                    for n in ("id", "region", "locale", "channel", "owner", "policy_version")
                },
                "created_at": row.created_at,
                "updated_at": row.updated_at,
                "messages": [
                    {
                        "id": message.id,
                        "from": message.sender,
                        "alias": message.staff_alias,
                        "text": message.text,
                        "citations": list(message.citations),
                        "at": message.created_at,
                    }
                    for message in messages
                ],
                "notes": [asdict(note) for note in self._notes.of(tx.conn, row.id)],
                "turns": [dict(turn._mapping) for turn in tx.conn.execute(_turns(row.id))],
            }

    def _contacts(self, tx: Tx, company: CompanyId, by: str) -> Iterator[dict[str, Any]]:
        contacts = t.contacts
        query = select(contacts).where(contacts.c.company == company).order_by(contacts.c.created_at)
        for row in tx.conn.execute(query).all():
            values = self._vault.read(tx, row.id, by, "export")
            yield {
                "id": row.id,
                "conversation_id": row.conversation_id,
                "at": row.created_at,
                "values": values,
            }

    def _announced(self, tx: Tx, company: CompanyId, _: str) -> Iterator[dict[str, Any]]:
        for incident in self._incidents.of_company(tx.conn, company, tx.now):
            yield asdict(incident)

    def _canned_replies(self, tx: Tx, company: CompanyId, _: str) -> Iterator[dict[str, Any]]:
        for reply in self._canned.of_company(tx.conn, company):
            yield asdict(reply)

    def _special_days(self, tx: Tx, company: CompanyId, _: str) -> Iterator[dict[str, Any]]:
        for day in self._days.of_company(tx.conn, company):
            yield asdict(day)

    def _audit(self, tx: Tx, company: CompanyId, _: str) -> Iterator[dict[str, Any]]:
        """The entries about the company and what belongs to it."""
        conn = tx.conn
        subjects = {company}
        for table, column in (
            (t.requests, t.requests.c.receipt),
            (t.conversations, t.conversations.c.id),
            (t.contacts, t.contacts.c.id),
            (incidents, incidents.c.id),
        ):
            subjects |= set(conn.execute(select(column).where(table.c.company == company)).scalars())
        for row in conn.execute(select(t.audit).order_by(t.audit.c.n)):
            if row.subject in subjects:
                yield entry_out(row)

    # ------------------------------------------------------------ the end

    def end(self, named: str, by: str, export_to: Path | None) -> Certificate:
        """Export (None: not wanted), destroy all data and keys of the company, and say so. Afterwards nothing can be
        kept
        for it any more. What changes between export and destruction makes it begin again.
        Raises CompanyUnknown, ExportProblem, DestructionIncomplete."""
        for _ in range(_TRIES):
            with self._db.read() as conn:
                company = self._known(conn, named)
                before = self._fingerprint(conn, company)
            if export_to is not None:
                self.export(company, export_to, by)
            with self._db.write(alone=True) as tx:
                same = export_to is None or self._fingerprint(tx.conn, company) == before
                certificate = self._destroy(tx, company, by) if same else None
            if certificate is not None:
                return replace(certificate, off_the_disk=self._db.scrub())
            if export_to is not None:
                export_to.unlink()
        raise ExportProblem(
            "The company's data changes while it is exported: close its desk first, then try again."
        )

    def _destroy(self, tx: Tx, company: CompanyId, by: str) -> Certificate:
        moment = tx.now.astimezone(UTC).isoformat()
        receipts = tx.conn.execute(
            select(t.requests.c.receipt).where(t.requests.c.company == company).order_by(t.requests.c.n)
        ).scalars()
        erased = Erased(new_id("e"), "company", company, moment)
        named = tuple(receipts)
        counts = self._erasures.destroy_company(tx, company, by)
        line = self._ledger.line_of(erased)
        tx.conn.execute(insert(t.erasures).values(id=erased.id, at=tx.now, line=line))
        self._ledger.append(line)
        chats = counts["conversations"]
        return Certificate(
            id=erased.id,
            kind="company",
            company=company,
            at=moment,
            by=by,
            receipts=named,
            conversations=chats,
            destroyed=counts.by_kind,
            kept=(Kept("audit", "accountability"), Kept("ledger", "replay"), Kept("backups", "replay")),
            verified=True,
            off_the_disk=False,
            trackers=chats,
        )

    @staticmethod
    def _fingerprint(conn: Connection, company: CompanyId) -> tuple[Any, ...]:
        """Changes whenever something of the company does."""
        found: list[Any] = []
        for table in (t.conversations, t.requests):
            query = select(func.count(), func.max(table.c.updated_at)).where(table.c.company == company)
            found += list(conn.execute(query).one())
        for table in (incidents, live.canned_replies, live.special_days):
            last = table.c.updated_at if table is incidents else table.c.at
            found += list(
                conn.execute(select(func.count(), func.max(last)).where(table.c.company == company)).one()
            )
        mine = select(t.conversations.c.id).where(t.conversations.c.company == company)
        receipts = select(t.requests.c.receipt).where(t.requests.c.company == company)
        notes, asked, rated = live.conversation_notes, ct.paper_questions, ct.ratings
        queries: tuple[Any, ...] = (
            select(func.count()).where(t.contacts.c.company == company),
            select(func.count()).where(notes.c.conversation_id.in_(mine)),
            select(func.count(), func.max(asked.c.answered_at)).where(asked.c.receipt.in_(receipts)),
            select(func.count(), func.max(rated.c.changed_at)).where(rated.c.receipt.in_(receipts)),
        )
        for query in queries:
            found += list(conn.execute(query).one())
        return tuple(found)


def _turns(conversation_id: ConversationId) -> Select[Any]:
    """What each message of the customer was about."""
    facts = turn_facts.c
    return (
        select(facts.inbound_id, facts.kind, facts.topic, facts.confidence, facts.handoff, facts.failed)
        .add_columns(facts.received_at, facts.answered_at)
        .where(facts.conversation_id == conversation_id)
        .order_by(facts.received_at, facts.inbound_id)
    )


def check_export(path: Path) -> dict[str, Any]:
    """Read an export again: every file is there, with the lines and the hash that the manifest says.
    Gives the manifest. Raises ExportProblem."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
            for name, file in manifest["files"].items():
                data = archive.read(name)
                if hashlib.sha256(data).hexdigest() != file["sha256"] or data.count(b"\n") != file["lines"]:
                    raise ExportProblem(f"{name} in the export is not as it was written.")
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError) as problem:
        raise ExportProblem(f"The export cannot be read again ({type(problem).__name__}).") from None
    return manifest


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else str(value)
