"""Who has to know of what happens in a conversation, in the same commit: the outboxes of the channels.

A watcher writes rows and nothing else: what it does stands or falls with the transaction.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from desk.ids import ConversationId
from knowledge.vocabulary import CompanyId

if TYPE_CHECKING:
    from desk.storage.database import Tx


@dataclass(frozen=True, slots=True)
class Said:
    """A message that has just been stored. `channel` and `owner` are the conversation's; `sender` is customer, bot,
    staff or system; `key` is its wording, if any."""

    conversation_id: ConversationId
    message_id: str
    company: CompanyId
    channel: str
    owner: str
    sender: str
    key: str | None


@dataclass(frozen=True, slots=True)
class OwnerChange:
    """A conversation has another owner (`knowledge.vocabulary.Owner`)."""

    conversation_id: ConversationId
    company: CompanyId
    channel: str
    owner: str


class Watcher(Protocol):
    """Called inside the write transaction of what it watches."""

    def said(self, tx: "Tx", said: Said) -> None:
        """A message was stored."""

    def owner_changed(self, tx: "Tx", change: OwnerChange) -> None:
        """The conversation's owner was set (perhaps to what it was)."""
