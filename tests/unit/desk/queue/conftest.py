"""For every test of who has which conversation."""

import pytest

from tests.unit.desk.queue.queue_world import HANAKO, JIRO, World


@pytest.fixture
def world() -> World:
    """A queue with two members of staff who are there."""
    made = World()
    made.add(HANAKO)
    made.add(JIRO)
    return made
