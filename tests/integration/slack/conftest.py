"""A desk with Slack on it, for every test of this folder."""

import pytest

from desk.bootstrap import Desk
from knowledge.archive import PolicyArchive
from tests.integration.api.gateway_world import archive  # noqa: F401
from tests.integration.desk.conftest import clock, desk, new_desk, staff  # noqa: F401
from tests.integration.desk.support import Clock
from tests.integration.slack.support import Play, run


@pytest.fixture
def play(desk: Desk, archive: PolicyArchive, clock: Clock) -> Play:  # noqa: F811
    """Plays a scenario at this desk."""
    return lambda scenario: run(scenario, desk, archive, clock)
