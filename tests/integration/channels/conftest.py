"""A desk with its companies, a gateway whose Rasa answers as told, and channels on them."""

from collections.abc import Iterator

import pytest

from desk.bootstrap import Desk
from knowledge.archive import PolicyArchive
from tests.integration.api.gateway_world import archive  # noqa: F401
from tests.integration.channels.support import ChannelWorld
from tests.integration.desk.conftest import clock, desk, new_desk, other, staff  # noqa: F401
from tests.integration.desk.support import Clock


@pytest.fixture
def world(desk: Desk, archive: PolicyArchive, clock: Clock) -> Iterator[ChannelWorld]:  # noqa: F811
    made = ChannelWorld(desk, archive, clock)
    with made.loop:
        yield made
