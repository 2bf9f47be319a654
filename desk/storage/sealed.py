"""Which columns hold sealed values: for the rotation of keys, which seals each of them anew.

A column whose name ends in `_enc` and that is not named here (or in desk.vault) fails a test: a rotation would leave
it under a key that is to be destroyed.
"""

from collections.abc import Callable
from dataclasses import dataclass
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


def _of_conversation(table: Table) -> ColumnElement[Any]:
    conv = t.conversations
    return select(conv.c.company).where(conv.c.id == table.c.conversation_id).scalar_subquery()


def _of_request(table: Table) -> ColumnElement[Any]:
    requests = t.requests
    return select(requests.c.company).where(requests.c.receipt == table.c.receipt).scalar_subquery()


SEALED: tuple[Sealed, ...] = (
    Sealed(
        t.conversations,
        t.conversations.c.state_enc,
        (t.conversations.c.id,),
        lambda row: f"conversations.state_enc:{row.id}",
        t.conversations.c.company,
    ),
    Sealed(
        t.messages,
        t.messages.c.body_enc,
        (t.messages.c.id,),
        lambda row: f"messages.body_enc:{row.id}",
        _of_conversation(t.messages),
    ),
    Sealed(
        t.inbound,
        t.inbound.c.content_enc,
        (t.inbound.c.id,),
        lambda row: f"inbound.content_enc:{row.id}",
        _of_conversation(t.inbound),
    ),
    Sealed(
        t.forms,
        t.forms.c.result_enc,
        (t.forms.c.id,),
        lambda row: f"forms.result_enc:{row.id}",
        _of_conversation(t.forms),
    ),
    Sealed(
        t.request_history,
        t.request_history.c.note_enc,
        (t.request_history.c.n,),
        lambda row: f"request_history:{row.receipt}",
        _of_request(t.request_history),
    ),
    Sealed(
        t.requests,
        t.requests.c.decision_enc,
        (t.requests.c.receipt,),
        lambda row: f"requests.decision_enc:{row.receipt}",
        t.requests.c.company,
    ),
    Sealed(
        t.request_flags,
        t.request_flags.c.note_enc,
        (t.request_flags.c.receipt, t.request_flags.c.flag),
        lambda row: f"request_flags:{row.receipt}:{row.flag}",
        _of_request(t.request_flags),
    ),
    Sealed(
        t.request_extensions,
        t.request_extensions.c.notice_enc,
        (t.request_extensions.c.n,),
        lambda row: f"request_extensions:{row.n}",
        _of_request(t.request_extensions),
    ),
    Sealed(
        live.conversation_notes,
        live.conversation_notes.c.note_enc,
        (live.conversation_notes.c.n,),
        lambda row: f"conversation_notes:{row.id}",
        _of_conversation(live.conversation_notes),
    ),
    Sealed(
        live.canned_replies,
        live.canned_replies.c.body_enc,
        (live.canned_replies.c.id,),
        lambda row: f"canned_replies:{row.id}",
        live.canned_replies.c.company,
    ),
    Sealed(
        live.special_days,
        live.special_days.c.reason_enc,
        (live.special_days.c.company, live.special_days.c.day),
        lambda row: f"special_days:{row.company}:{row.day}",
        live.special_days.c.company,
    ),
    Sealed(
        channel_events,
        channel_events.c.content_enc,
        (channel_events.c.id,),
        lambda row: f"channel_events.content_enc:{row.id}",
        channel_events.c.company,
    ),
    Sealed(
        channel_events,
        channel_events.c.reply_enc,
        (channel_events.c.id,),
        lambda row: f"channel_events.reply_enc:{row.id}",
        channel_events.c.company,
    ),
    Sealed(
        channel_people,
        channel_people.c.person_enc,
        (channel_people.c.conversation_id,),
        lambda row: f"channel_people.person_enc:{row.conversation_id}",
        channel_people.c.company,
    ),
    Sealed(
        outbox,
        outbox.c.payload_enc,
        (outbox.c.id,),
        lambda row: f"outbox.payload_enc:{row.id}",
        outbox.c.company,
    ),
    Sealed(
        c.paper_questions,
        c.paper_questions.c.answer_enc,
        (c.paper_questions.c.id,),
        lambda row: f"paper_questions.answer_enc:{row.id}",
        _of_request(c.paper_questions),
    ),
    Sealed(
        c.ratings,
        c.ratings.c.comment_enc,
        (c.ratings.c.receipt,),
        lambda row: f"ratings.comment_enc:{row.receipt}",
        _of_request(c.ratings),
    ),
    Sealed(
        c.incidents,
        c.incidents.c.body_enc,
        (c.incidents.c.id,),
        lambda row: f"incidents.body_enc:{row.id}",
        c.incidents.c.company,
    ),
    Sealed(
        staff_tables.staff,
        staff_tables.staff.c.totp_enc,
        (staff_tables.staff.c.id,),
        lambda row: staff_tables.totp_place(row.id),
        None,
    ),
)
