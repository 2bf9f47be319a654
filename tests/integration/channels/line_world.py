"""The LINE channel on a real database, against the small LINE of `evaluation/fake_line.py`."""

from typing import Any

from pydantic import SecretStr

from api.channels.line.accounts import LineAccount
from api.channels.line.adapter import LineAdapter
from api.channels.line.handler import LineHandler
from api.channels.registry import Channel, Channels
from desk.bootstrap import Desk
from desk.channels.ledger import Taken
from desk.model import Conversation
from evaluation.fake_line import FakeLine
from knowledge.archive import PolicyArchive
from knowledge.vocabulary import CompanyId
from tests.integration.channels.support import ChannelWorld
from tests.integration.desk.support import Clock

USER = "U" + "0" * 31 + "1"
BASE = "https://desk.example"


class LineWorld(ChannelWorld):
    """`ChannelWorld`, with LINE in place of the platform made of nothing."""

    def __init__(self, desk: Desk, archive: PolicyArchive, clock: Clock, line: FakeLine) -> None:
        self.line, self.limit = line, 100
        line.clock = lambda: clock.now.timestamp()
        super().__init__(desk, archive, clock)

    def restarted(self) -> Channels:
        account = LineAccount(
            channel_secret=SecretStr(self.line.secret),
            channel_access_token=SecretStr(self.line.token),
            monthly_push_limit=self.limit,
        )
        self.adapter = LineAdapter({CompanyId("oni"): account}, BASE, self.line.url, self.clock)
        handler = LineHandler(self.desk, self.companies, self.gateway, self.adapter)
        return Channels(self.desk, {"line": Channel(self.adapter, handler)})

    def webhook(self, *events: dict[str, Any]) -> Taken:
        body, headers = self.line.webhook(*events)
        taken: Taken = self.run(self.channels.receive("line", "oni", headers, body))
        return taken

    def say(self, text: str, user: str = USER) -> list[str]:  # type: ignore[override]
        """The customer writes; gives the texts that come of it."""
        return self.hear(self.line.text(text, user))

    def press(self, value: str, user: str = USER) -> list[str]:
        return self.hear(self.line.press(f"choice:{value}", user))

    def hear(self, *events: dict[str, Any]) -> list[str]:
        before = len(self.line.sent)
        self.webhook(*events)
        self.settle()
        return [one.body["text"] for one in self.line.sent[before:] if one.body["type"] == "text"]

    def conversation(self, person: str = USER) -> Conversation:
        known = self.desk.channels.people.current("line", "oni", person)
        assert known is not None
        return known.conversation
