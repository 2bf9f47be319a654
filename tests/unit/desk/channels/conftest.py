"""For every test of what channels send and keep."""

from pathlib import Path

import pytest

from tests.unit.desk.channels.channels_world import ChannelsWorld


@pytest.fixture
def world(tmp_path: Path) -> ChannelsWorld:
    """People, events and an outbox, of two companies."""
    return ChannelsWorld(tmp_path)
