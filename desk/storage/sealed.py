"""Which columns hold sealed values: for the rotation of keys, which seals each of them anew.

A column whose name ends in `_enc` and that is not named here (or in desk.vaulting.vault) fails a test: a rotation would
leave it under a key that is to be destroyed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from string import Formatter
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Table, select

from desk.storage import customer_tables as c
from desk.storage import live_tables as live
from desk.storage import staff_tables
from desk.storage import tables as t
from desk.storage.channel_tables import channel_events, channel_people, outbox


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed column. `key` are the columns that name a row, `place` is what its value is bound to (given the row
    with all its columns), `company` an expression for whose it is; None: the installation's own."""

    table: Table
    column: Column[Any]
    key: tuple[Column[Any], ...]
    place: Callable[[Row[Any]], str]
    company: ColumnElement[Any] | None


def sealed(table: Table, column: str, place: str, *key: str) -> Sealed:
    """A company's sealed column. `place` has the row's columns in braces; they name the row, too, unless `key` says
    which columns do. Whose the value is says the row, its conversation or its request."""
    names = key or tuple(name for _, name, _, _ in Formatter().parse(place) if name)
    return Sealed(
        table,
        table.c[column],
        tuple(table.c[name] for name in names),
        lambda row: place.format_map(row._mapping),
        _company_of(table),
    )


def _company_of(table: Table) -> ColumnElement[Any]:
    if "company" in table.c:
        return table.c.company
    if "conversation_id" in table.c:
        conv = t.conversations
        return select(conv.c.company).where(conv.c.id == table.c.conversation_id).scalar_subquery()
    requests = t.requests
    return select(requests.c.company).where(requests.c.receipt == table.c.receipt).scalar_subquery()


SEALED: tuple[Sealed, ...] = (
    sealed(t.conversations, "state_enc", "conversations.state_enc:{id}"),
    sealed(t.messages, "body_enc", "messages.body_enc:{id}"),
    sealed(t.inbound, "content_enc", "inbound.content_enc:{id}"),
    sealed(t.forms, "result_enc", "forms.result_enc:{id}"),
    sealed(t.request_history, "note_enc", "request_history:{receipt}", "n"),
    sealed(t.requests, "decision_enc", "requests.decision_enc:{receipt}"),
    sealed(t.request_checks, "note_enc", "request_checks:{receipt}:{what}"),
    sealed(t.request_flags, "note_enc", "request_flags:{receipt}:{flag}"),
    sealed(t.request_extensions, "notice_enc", "request_extensions:{n}"),
    sealed(live.conversation_notes, "note_enc", "conversation_notes:{id}", "n"),
    sealed(live.canned_replies, "body_enc", "canned_replies:{id}"),
    sealed(live.special_days, "reason_enc", "special_days:{company}:{day}"),
    sealed(channel_events, "content_enc", "channel_events.content_enc:{id}"),
    sealed(channel_events, "reply_enc", "channel_events.reply_enc:{id}"),
    sealed(channel_people, "person_enc", "channel_people.person_enc:{conversation_id}"),
    sealed(outbox, "payload_enc", "outbox.payload_enc:{id}"),
    sealed(c.paper_questions, "answer_enc", "paper_questions.answer_enc:{id}"),
    sealed(c.ratings, "comment_enc", "ratings.comment_enc:{receipt}"),
    sealed(c.incidents, "body_enc", "incidents.body_enc:{id}"),
    Sealed(
        staff_tables.staff,
        staff_tables.staff.c.totp_enc,
        (staff_tables.staff.c.id,),
        lambda row: staff_tables.totp_place(row.id),
        None,
    ),
)
