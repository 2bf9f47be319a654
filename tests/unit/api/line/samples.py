"""Messages of the desk of every shape that there is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from api.channels.line.rendering import render_item
from desk.channels.adapter import Item
from desk.ids import ConversationId
from desk.locales import Locale
from desk.model import Choice, FormField, FormRef, StoredMessage
from evaluation.recording import read
from knowledge.vocabulary import CompanyId, MessageKind

RECORDED = read(Path(__file__).with_name("recorded.jsonl"))
"""One body of each shape that went to LINE in the evaluation dialogues: its call, and what was sent."""
NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
BASE = "https://desk.example"


def citation(number: int = 1, quote: str = "個人情報の開示を求めることができます。") -> Mapping[str, Any]:
    return {
        "company": "oni", "document": "個人情報保護方針", "version": "abc", "section": f"第{number}条 開示",
        "quote": quote, "start": 10, "end": 10 + len(quote),
    }  # fmt: skip


def message(text: str = "こんにちは。", **given: Any) -> StoredMessage:
    values: dict[str, Any] = {
        "id": "m_1", "seq": 1, "conversation_id": "c_1", "sender": "bot", "kind": MessageKind.ANSWER, "text": text,
        "key": None, "params": {}, "citations": (), "choices": (), "form": None, "staff_alias": None,
        "created_at": NOW,
    }  # fmt: skip
    return StoredMessage(**{**values, **given})


def choices(count: int, label: str = "選択肢") -> tuple[Choice, ...]:
    return tuple(Choice(f"{label}{n}", f"value_{n}") for n in range(count))


def form(minutes: int = 30, **given: Any) -> FormRef:
    values: dict[str, Any] = {
        "token": "t" * 43, "expires_at": NOW + timedelta(minutes=minutes), "fields": (FormField("name", "氏名", True),),
    }  # fmt: skip
    return FormRef(**{**values, **given})


def item(of: StoredMessage | None, locale: Locale = "ja") -> Item:
    return Item(
        "o_1", "line", "oni", CompanyId("oni"), "t", "message", ConversationId("c_1"), of, locale=locale
    )


def objects(of: StoredMessage | None, locale: Locale = "ja") -> Sequence[Mapping[str, Any]]:
    return render_item(BASE, item(of, locale), NOW)


SAMPLES = {
    "text": message(),
    "long text": message("これはとても長い文です。😀" * 800),
    "quick replies": message(choices=choices(13)),
    "too many choices": message(choices=choices(17)),
    "long labels": message(
        choices=(Choice("誰に渡されたか知る（第三者提供記録の開示）", "third_party_record"),)
    ),
    "labels beyond any button": message(choices=choices(3, "とても長い名前の選択肢" * 10)),
    "a clause": message(citations=(citation(),)),
    "clauses and choices": message(citations=tuple(citation(n) for n in range(4)), choices=choices(3)),
    "many clauses": message(citations=tuple(citation(n, "長い条文。" * 200) for n in range(30))),
    "a clause without a heading": message(citations=({**citation(), "section": "", "document": ""},)),
    "form": message(form=form()),
    "receipt": message("受付番号は A です。", key="request.received_announcement", citations=(citation(),)),
    "everything": message("長い。" * 3000, citations=(citation(),), choices=choices(20), form=form()),
    "staff": message(sender="staff", staff_alias="担当の山田", text="担当です。"),
    "staff whose alias LINE refuses": message(sender="staff", staff_alias="LINE担当"),
    "staff with a long alias": message(sender="staff", staff_alias="とても長い担当者名" * 5),
}
