"""Ids that the desk makes itself: random, opaque, and not to be taken for one another (docs/decisions/0050)."""

from typing import NewType

ConversationId = NewType("ConversationId", str)
"""The id of a conversation. It is made where one is opened (`Conversations.open`); what comes from outside (a path, an
event of a channel, a payload of ours) is one because it is looked up with it."""
