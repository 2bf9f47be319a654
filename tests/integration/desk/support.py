"""What tests of the desk have in common."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from desk.bootstrap import Desk
from desk.ids import ConversationId
from desk.model import (
    ChecklistItem,
    Content,
    FormField,
    FormOffer,
    FormSpec,
    Handoff,
    NewMessage,
    RequestDraft,
    Submitted,
    TurnOutcome,
)
from desk.settings import DeskSettings
from desk.texts import MaskedText, RawText
from knowledge.vocabulary import CompanyId, Expects, Region
from tests.citing import cited
from tests.databases.choosing import rows_of, url_for


def words(key: str, locale: str, params: Mapping[str, Any]) -> str:
    """Stands for the wording: shows the key."""
    return f"<{key}:{locale}:{','.join(map(str, params.values()))}>"


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        self.now += timedelta(**span)


def settings_for(folder: Path) -> DeskSettings:
    return DeskSettings(
        _env_file=None,
        database_url=url_for(folder),
        secret_key_file=folder / "secret.key",
    )


PLANTED = {
    "name": "植村 真琴", "name_kana": "ウエムラ マコト", "birthdate": "1981-07-23", "postal_code": "700-0913",
    "address": "岡山市北区大供9丁目8番7号", "phone": "086-999-7361", "email": "makoto.uemura@planted.example",
    "current_value": "旧姓 桐生", "new_value": "新姓 植村", "details": "会員番号ZQX-4471の件",
    "principal_name": "植村 千鶴", "principal_address": "倉敷市玉島乙島8259番地", "relation": "長女の夫",
}  # fmt: skip
"""One value for every field there is."""


def every_field(**changes: Any) -> FormSpec:
    """A form that asks for all of them."""
    return spec(fields=tuple((name, name == "name") for name in PLANTED), **{"region": None, **changes})


def stored(folder: Path) -> bytes:
    """Every byte of every file below a folder: database (on PostgreSQL: its rows), write-ahead log, key, records,
    logs."""
    files = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()]
    return b"\n".join([*files, rows_of(folder)])


def said(text: str) -> Content:
    return Content(text=MaskedText(text))


def bot(*texts: str, **changes: Any) -> TurnOutcome:
    return TurnOutcome(messages=tuple(NewMessage(text) for text in texts), **changes)


def spec(**changes: Any) -> FormSpec:
    draft: dict[str, Any] = {
        "company": "ocs",
        "request_type": "disclosure",
        "requester": "self",
        "policy_version": "abc123",
        "standing": "announcement",
        "region": "eea_uk",
        "checklist": (ChecklistItem("本人確認書類", cited("x")),),
        "send_to": {"postal_code": "135-8527"},
        "documents": ("cover_letter",),
    }
    names = changes.pop("fields", (("name", True), ("email", True), ("details", False)))
    return FormSpec(
        "request", tuple(FormField(n, n, r) for n, r in names), RequestDraft(**{**draft, **changes})
    )


CONTACT = FormSpec("contact", (FormField("email", "email", True),))
RIGHT = {"name": "山田 太郎", "email": "taro@example.jp", "details": "全部"}


def turn(desk: Desk, conversation_id: ConversationId, client_id: str, text: str, outcome: TurnOutcome) -> Any:
    accepted = desk.conversations.accept(conversation_id, client_id, said(text), RawText(text))
    return desk.conversations.commit_turn(accepted.inbound_id, outcome)


def opened(desk: Desk, company: str = "ocs") -> ConversationId:
    return desk.conversations.open(CompanyId(company), Region.EEA_UK, "ja", [NewMessage("こんにちは")])[0].id


def waiting(desk: Desk, company: str = "ocs") -> ConversationId:
    conversation_id = opened(desk, company)
    hand_over(desk, conversation_id)
    return conversation_id


def hand_over(desk: Desk, conversation_id: ConversationId) -> None:
    turn(desk, conversation_id, "h", "人と話したい", bot("担当者を呼びます", effects=(Handoff("asked"),)))


def form_token(
    desk: Desk, conversation_id: ConversationId, form: FormSpec, client_id: str = "f", **offer: Any
) -> str:
    message = NewMessage("入力してください", form=FormOffer(form, **offer))
    outcome = TurnOutcome((message,), Expects.PERSONAL_DATA)
    reply = turn(desk, conversation_id, client_id, "はい", outcome)
    token: str = reply[0].form.token
    return token


def announce(result: Submitted, locale: str, later: Sequence[str] = ()) -> NewMessage:
    return NewMessage(f"受付番号は{result.receipt}です")
