"""A process that somebody waits for: what it keeps is left alone by the collector, while it serves and no longer."""

import gc
import sys
from collections.abc import Iterator

import pytest

from api.pace import SWITCH_SECONDS, all_built, give_way_early


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    interval = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval)
    gc.unfreeze()


def test_what_is_built_is_frozen_until_the_process_ends_its_work() -> None:
    gc.unfreeze()
    with pytest.raises(RuntimeError), all_built():
        assert gc.get_freeze_count() > 0
        raise RuntimeError
    assert gc.get_freeze_count() == 0


def test_threads_give_way_early() -> None:
    give_way_early()
    assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
