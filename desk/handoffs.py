"""Handoffs: the queue, claims, staff replies. Each method is one transaction."""

from collections.abc import Collection
from datetime import datetime

from desk.model import Contact, Conversation, Page, QueueEntry, StaffMember, StoredMessage
from knowledge.vocabulary import Owner


class Handoffs:
    """Every change of owner is recorded as a system message (keys `system.claimed`, `system.released`,
    `system.closed`, `system.claim_expired`; params: alias) and announced to subscribers."""

    def waiting(self, companies: Collection[str] | None = None) -> tuple[QueueEntry, ...]:
        """Conversations that wait, longest first. None: all companies."""
        raise NotImplementedError

    def list(
        self,
        owner: Owner | None,
        companies: Collection[str] | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[QueueEntry]:
        """Conversations with this owner (None: any), newest first."""
        raise NotImplementedError

    def claim(self, conversation_id: str, staff: StaffMember) -> Conversation:
        """Take a waiting conversation. Claiming again what one has is fine.
        Raises AlreadyClaimed (with the alias), NotWaiting, Forbidden, ConversationNotFound."""
        raise NotImplementedError

    def say(
        self, conversation_id: str, staff: StaffMember, text: str, client_id: str | None = None
    ) -> StoredMessage:
        """Say something to the customer. The same client_id again gives the same message.
        Raises NotClaimant, Forbidden, ConversationNotFound, ClientIdReused."""
        raise NotImplementedError

    def release(self, conversation_id: str, staff: StaffMember) -> Conversation:
        """Give it back to the bot. Raises NotClaimant, Forbidden, ConversationNotFound."""
        raise NotImplementedError

    def close(self, conversation_id: str, staff: StaffMember) -> Conversation:
        """End it. Closing a closed one is fine. Raises NotClaimant, Forbidden, ConversationNotFound."""
        raise NotImplementedError

    def heartbeat(self, conversation_id: str, staff: StaffMember) -> datetime:
        """The claimer is still there; gives when the claim ends without another sign. Raises NotClaimant."""
        raise NotImplementedError

    def expire_claims(self, now: datetime | None = None) -> tuple[str, ...]:
        """Give conversations whose claimer went away back to the queue; gives their ids."""
        raise NotImplementedError

    def contacts(self, conversation_id: str, staff: StaffMember) -> tuple[Contact, ...]:
        """Contacts the customer left, decrypted; audited. Raises Forbidden."""
        raise NotImplementedError
