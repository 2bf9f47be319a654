"""A desk with its companies, a gateway whose Rasa answers as told, and channels on them."""

from pathlib import Path

import pytest

from desk.bootstrap import Desk
from knowledge.archive import PolicyArchive
from tests.integration.api.test_gateway import archive  # noqa: F401
from tests.integration.channels.support import ChannelWorld
from tests.integration.desk.conftest import clock, desk, new_desk, other, staff  # noqa: F401
from tests.integration.desk.support import Clock


@pytest.fixture
def world(desk: Desk, archive: PolicyArchive, clock: Clock, tmp_path: Path) -> ChannelWorld:  # noqa: F811
    return ChannelWorld(desk, archive, clock)
