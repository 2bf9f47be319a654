"""For every test of the staff's accounts."""

from pathlib import Path

import pytest

from tests.unit.desk.accounts.accounts_world import AccountsWorld


@pytest.fixture
def world(tmp_path: Path) -> AccountsWorld:
    """Accounts on a small database."""
    return AccountsWorld(tmp_path)
