"""What is kept of customers' events, for every platform; `api.channels.customers` works on it later.

Kinds of events, made by the adapter's `parse`: `text` (with its text), `choice` (data: value), `follow`, `unfollow`,
`unsupported` (data: what: image, sticker ...), `ignored`; a channel may have others.
"""

from collections.abc import Mapping

from api.companies import Companies, Company
from api.schemas import MAX_TEXT
from api.turns.taking import Inbound, Taking
from desk.channels.adapter import Adapter, Incoming
from desk.channels.ledger import NewEvent
from desk.storage import codec
from desk.texts import Kept

MAX_CHOICE = 64


class CustomerIntake:
    """A channel's account is a company's id here."""

    def __init__(self, companies: Companies, taking: Taking, adapter: Adapter) -> None:
        self.companies, self.taking, self.adapter = companies, taking, adapter

    def prepare(self, account: str, incoming: Incoming) -> NewEvent:
        """Mask it: from here on nobody sees what was typed."""
        kind, kept = self._kept(account, incoming)
        return NewEvent(
            event_id=incoming.event_id,
            kind=kind,
            occurred_at=incoming.occurred_at,
            thread=incoming.person,
            content={"person": incoming.person, **kept},
            reply_token=incoming.reply_token,
        )

    def _kept(self, account: str, incoming: Incoming) -> tuple[str, Mapping[str, Kept]]:
        if incoming.kind == "text":
            text = incoming.text
            if text is None or text.is_blank():
                return "ignored", {}
            if len(text) > MAX_TEXT:
                return "too_long", {}
            return "text", self._content(account, incoming)
        if incoming.kind == "choice":
            return "choice", self._content(account, incoming)
        if incoming.kind == "unsupported":
            return "unsupported", {"what": incoming.data["what"]}
        return incoming.kind, incoming.data

    def _content(self, account: str, incoming: Incoming) -> Mapping[str, Kept]:
        """Its conversation is not looked at: what came before it may not have been worked on yet."""
        taken = self.taking.taken(self._company(account).id, inbound_of(incoming))
        return {"content": codec.content_to_json(taken)}

    def _company(self, account: str) -> Company:
        """Raises LookupError: the account's company is not served (any more)."""
        company = self.companies.get(account)
        if company is None:
            raise LookupError("the account's company is not served")
        return company


def inbound_of(incoming: Incoming) -> Inbound:
    """A `text` or `choice` as a turn takes it, of whatever channel. Its event is the sender's own id of it."""
    if incoming.kind == "choice":
        return Inbound(incoming.event_id, choice=incoming.data["value"][:MAX_CHOICE])
    return Inbound(incoming.event_id, text=incoming.text)
