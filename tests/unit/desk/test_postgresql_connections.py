"""What a connection to PostgreSQL is told when it is made holds for as long as it is there."""

from types import SimpleNamespace

import pytest

from desk.storage.database import BUSY_MS, _postgresql_connect


class Connection:
    """A connection that notes what it is told, and whether a rollback could take it back."""

    def __init__(self, autocommit: bool) -> None:
        self.autocommit = autocommit
        self.told: list[tuple[str, bool]] = []
        self.adapters = SimpleNamespace(register_dumper=lambda kind, dumper: None)

    def execute(self, words: str) -> None:
        self.told.append((words, self.autocommit))


@pytest.mark.parametrize("before", [False, True])
def test_how_long_it_waits_for_a_lock_outlives_a_rollback_and_the_next_statement_is_as_before(
    before: bool,
) -> None:
    connection = Connection(before)
    _postgresql_connect(connection, None)
    assert connection.told == [(f"SET lock_timeout = {BUSY_MS}", True)]
    assert connection.autocommit is before
