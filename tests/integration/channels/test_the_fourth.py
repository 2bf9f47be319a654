"""The channel that docs/channels.md shows is whole: it keeps the contract, and a conversation goes over it."""

import hashlib
import hmac
import json
import re
from typing import Any

from api.channels.customers import CustomerHandler
from api.channels.registry import Channel, Channels
from evaluation.stack import ROOT
from tests.integration.channels.every_adapter import Case, check
from tests.integration.channels.support import ChannelWorld

SECRET = b"coo"


def pigeon() -> Any:
    """The class of the page."""
    text = (ROOT / "docs" / "channels.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    namespace: dict[str, Any] = {}
    exec(compile(block, "docs/channels.md", "exec"), namespace)
    return namespace["Pigeon"]


def test_the_channel_of_the_documentation_keeps_the_contract() -> None:
    check(Case(pigeon()({"oni": SECRET}, {}), "pushed", signed=True))


def test_a_conversation_goes_over_the_channel_of_the_documentation(world: ChannelWorld) -> None:
    lofts: dict[str, dict[str, str]] = {"tower": {}}
    adapter = pigeon()({"oni": SECRET}, lofts)
    handler = CustomerHandler(world.desk, world.companies, world.gateway, adapter)
    world.channels = Channels(world.desk, {"pigeon": Channel(adapter, handler)})
    event = {
        "id": "1",
        "at": world.clock.now.isoformat(),
        "loft": "tower",
        "words": "手数料は？ 090-1234-5678",
    }
    body = json.dumps([event]).encode()
    ring = {"x-ring": hmac.new(SECRET, body, hashlib.sha256).hexdigest()}
    for _ in range(2):
        world.run(world.channels.receive("pigeon", "oni", ring, body))
        world.settle()
    assert [text for text, _ in world.rasa.heard] == ["手数料は？"]
    pages = list(lofts["tower"].values())
    assert len(pages) == 3, pages  # greeting, why the number was hidden, answer
    assert len(set(pages)) == 3
