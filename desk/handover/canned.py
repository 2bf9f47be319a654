"""Canned replies: what a company's staff says again and again, per language, with a few checked placeholders."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from desk.audited import Audited
from desk.errors import ChangeInvalid, Forbidden
from desk.handover.errors import CannedUnknown
from desk.locales import LOCALES, Locale
from desk.roles import Permission, StaffMember
from desk.storage.live_tables import canned_replies
from desk.storage.store import Context
from desk.vaulting.crypto import new_id
from knowledge.vocabulary import CompanyId

PLACEHOLDERS = ("company", "alias", "today", "policy_url")
"""What a canned reply may name: the company, the writer's alias, today's date, the address of the policy."""
LONGEST_TITLE, LONGEST_TEXT = 60, 2000
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class CannedReply:
    """One of them. `text` still has its placeholders."""

    id: str
    company: CompanyId
    locale: Locale
    title: str
    text: str
    by: str
    at: datetime


def check(chosen: str, title: str, text: str) -> tuple[Locale, str, str]:
    """The language, and title and text without blanks around them. Raises ChangeInvalid naming the field and what is
    allowed."""
    title, text = title.strip(), text.strip()
    language = next((one for one in LOCALES if one == chosen), None)
    if language is None:
        raise ChangeInvalid(f"locale: one of {', '.join(LOCALES)}.", "locale", LOCALES)
    if not title or len(title) > LONGEST_TITLE or "\n" in title:
        raise ChangeInvalid(f"title: one line of 1 to {LONGEST_TITLE} characters.", "title")
    if not text or len(text) > LONGEST_TEXT:
        raise ChangeInvalid(f"text: 1 to {LONGEST_TEXT} characters.", "text")
    allowed = tuple(f"{{{name}}}" for name in PLACEHOLDERS)
    if set(_FIELD.findall(text)) - set(PLACEHOLDERS) or re.search(r"[{}]", _FIELD.sub("", text)):
        raise ChangeInvalid(f"text: only these stand in braces: {', '.join(allowed)}.", "text", allowed)
    return language, title, text


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled. A value with braces in it stays as it is. Raises KeyError where a value
    is missing: a mistake of ours, for texts are checked when they are kept."""
    return _FIELD.sub(lambda match: values[match[1]], text)


class CannedReplies:
    """Reading is for who takes conversations of the company, changing for who writes these replies. Each method is one
    transaction and raises Forbidden for others."""

    def __init__(self, context: Context) -> None:
        self._db, self._keys = context.db, context.keys

    def list(
        self, company: CompanyId, staff: StaffMember, locale: Locale | None = None
    ) -> tuple[CannedReply, ...]:
        """Those of a company (in one language), by title."""
        self._allowed(company, staff, Permission.REPLY)
        with self._db.read() as conn:
            found = self.of_company(conn, company)
        return tuple(one for one in found if locale in (None, one.locale))

    def of_company(self, conn: Connection, company: CompanyId) -> tuple[CannedReply, ...]:
        """The same in a transaction of the caller's, who is asked for no right."""
        found = []
        for row in conn.execute(select(canned_replies).where(canned_replies.c.company == company)).all():
            body = self._keys.open_json(row.body_enc, _place(row.id))
            found.append(
                CannedReply(row.id, row.company, row.locale, body["title"], body["text"], row.by, row.at)
            )
        return tuple(sorted(found, key=lambda one: (one.locale, one.title, one.id)))

    def add(self, company: CompanyId, chosen: str, title: str, text: str, staff: StaffMember) -> CannedReply:
        """Keep a new one. Raises ChangeInvalid."""
        self._allowed(company, staff)
        language, title, text = check(chosen, title, text)
        with self._db.write() as tx:
            reply = CannedReply(new_id("q"), company, language, title, text, staff.alias, tx.now)
            sealed = self._keys.of(tx.conn, company).seal_json(
                {"title": title, "text": text}, _place(reply.id)
            )
            tx.conn.execute(
                insert(canned_replies).values(
                    id=reply.id, company=company, locale=language, body_enc=sealed, by=reply.by, at=reply.at
                )
            )
            tx.audit(staff.username, Audited.CANNED_ADD, company, reply.id)
        return reply

    def change(
        self, company: CompanyId, reply_id: str, chosen: str, title: str, text: str, staff: StaffMember
    ) -> None:
        """Give it another language, title and text. Raises ChangeInvalid, CannedUnknown."""
        self._allowed(company, staff)
        language, title, text = check(chosen, title, text)
        table = canned_replies
        with self._db.write() as tx:
            sealed = self._keys.of(tx.conn, company).seal_json(
                {"title": title, "text": text}, _place(reply_id)
            )
            done = tx.conn.execute(
                update(table)
                .where(table.c.id == reply_id, table.c.company == company)
                .values(locale=language, body_enc=sealed, by=staff.alias, at=tx.now)
            ).rowcount
            if not done:
                raise CannedUnknown
            tx.audit(staff.username, Audited.CANNED_CHANGE, company, reply_id)

    def remove(self, company: CompanyId, reply_id: str, staff: StaffMember) -> None:
        """Take it away; one that is not there is fine."""
        self._allowed(company, staff)
        table = canned_replies
        with self._db.write() as tx:
            gone = tx.conn.execute(
                delete(table).where(table.c.id == reply_id, table.c.company == company)
            ).rowcount
            if gone:
                tx.audit(staff.username, Audited.CANNED_REMOVE, company, reply_id)

    @staticmethod
    def _allowed(
        company: CompanyId, staff: StaffMember, permission: Permission = Permission.CANNED_REPLIES
    ) -> None:
        if not staff.may(permission, company):
            raise Forbidden


def _place(reply_id: str) -> str:
    return f"canned_replies:{reply_id}"
