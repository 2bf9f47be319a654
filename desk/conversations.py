"""Conversations: open, accept a message, commit a turn. Each method is one transaction."""

from collections.abc import Sequence

from desk.model import Accepted, Content, Conversation, NewMessage, PendingInbound, StoredMessage, TurnOutcome
from knowledge.vocabulary import Expects, Owner


class Conversations:
    """See docs/architecture.md, "One turn"."""

    def open(
        self,
        company: str,
        region: str | None,
        locale: str,
        messages: Sequence[NewMessage] = (),
        expects: Expects | None = None,
        policy_version: str | None = None,
        channel: str = "web",
    ) -> tuple[Conversation, str]:
        """Open a conversation with its first bot messages; gives it and its bearer token (kept only as a MAC)."""
        raise NotImplementedError

    def get(self, conversation_id: str) -> Conversation:
        """For callers that have authorised themselves. Raises ConversationNotFound."""
        raise NotImplementedError

    def get_with_token(self, conversation_id: str, token: str) -> Conversation:
        """Raises ConversationNotFound also for a wrong token."""
        raise NotImplementedError

    def accept(self, conversation_id: str, client_id: str, content: Content, fingerprint: str) -> Accepted:
        """Keep a customer's message before it is acknowledged.

        `fingerprint` is what was sent before masking; only its keyed MAC is kept, to see a reused client_id.
        Where staff has the conversation, or it waits, the message is kept for them and is answered with nothing.
        Raises ConversationNotFound, ConversationClosed, ClientIdReused.
        """
        raise NotImplementedError

    def commit_turn(
        self, inbound_id: str, outcome: TurnOutcome, expected_owner: Owner = Owner.BOT
    ) -> tuple[StoredMessage, ...]:
        """Commit a turn: messages, forms, effects, slots and state, with the owner check, at once.

        Idempotent: an answered inbound gives its reply again and changes nothing. Raises InboundNotFound,
        StateChanged (nothing stored, the inbound stays accepted) and OwnerChanged (nothing said, the inbound
        counts as answered with no reply).
        """
        raise NotImplementedError

    def pending(self) -> tuple[PendingInbound, ...]:
        """Accepted messages without an answer, oldest first: to be processed at start-up."""
        raise NotImplementedError

    def messages(
        self, conversation_id: str, after: str | None = None, limit: int = 100
    ) -> tuple[StoredMessage, ...]:
        """Messages after the one with id `after` (an unknown id: from the start), oldest first."""
        raise NotImplementedError
