"""What the desk has said last in a conversation."""

import itertools

from desk.chat.conversations import Conversations
from desk.ids import ConversationId
from desk.model import StoredMessage

LAST_TURN = 8
"""Messages among which those of the desk's last turn are looked for."""


def last_turn(conversations: Conversations, conversation_id: ConversationId) -> tuple[StoredMessage, ...]:
    """The desk's messages before the customer's newest, newest first; those of a conversation's beginning are one turn
    too."""
    shown, _ = conversations.newest(conversation_id, LAST_TURN)
    answered = itertools.dropwhile(lambda one: one.sender == "customer", reversed(shown))
    return tuple(itertools.takewhile(lambda one: one.sender != "customer", answered))
