"""The website's chat as a channel: what was said comes by a POST, messages lie where the page fetches them.

The contract's routes (`api.customers.conversations`) are its address. Whoever calls them is known by the
conversation's token, so there is no signature; they answer with the reply, so nothing is kept before it is worked on
but the message itself.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from api.companies import Companies
from api.rendering import message_out
from api.schemas import MessageOut, PostMessage
from desk.channels.adapter import Incoming, Item
from desk.ids import ConversationId
from desk.model import Conversation, StoredMessage
from desk.notify import conversation_topic
from desk.texts import RawText
from knowledge.vocabulary import CompanyId

WEB = "web"


class WebAdapter:
    """See `desk.channels.adapter.Fetched`. An account is a company's id, a person a conversation: the web knows nobody
    by another name."""

    name = WEB

    def __init__(self, companies: Companies, base_url: str) -> None:
        self._companies, self._base_url = companies, base_url

    def knows(self, account: str) -> bool:
        """Every company is on the web."""
        return self._companies.get(account) is not None

    def accounts(self) -> Collection[str]:
        """All companies."""
        return self._companies.ids

    def company_of(self, account: str) -> CompanyId | None:
        """The account itself."""
        company = self._companies.get(account)
        return None if company is None else company.id

    def read(self, conversation: Conversation, said: PostMessage, at: datetime) -> Incoming:
        """What was posted to a conversation, as an event. Its `client_id` is the sender's id of it: the same again does
        nothing twice."""
        client_id = str(said.client_id)
        if said.choice is not None:
            return Incoming(client_id, "choice", at, conversation.id, {"value": said.choice})
        return Incoming(client_id, "text", at, conversation.id, text=RawText(said.text or ""))

    def shown(self, message: StoredMessage) -> MessageOut:
        """A message in the shape of the contract."""
        return message_out(self._base_url, message)

    def render(self, item: Item) -> Sequence[Mapping[str, Any]]:
        """One object a message: the contract's, as JSON."""
        if item.message is None:
            return []
        return [self.shown(item.message).model_dump(mode="json", by_alias=True)]

    def placed(self, conversation_id: ConversationId) -> str:
        """The conversation's own topic: each stored message is published under it."""
        return conversation_topic(conversation_id)
