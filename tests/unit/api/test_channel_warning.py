"""Who sets a channel up without a process for its webhooks is told at the start what to do."""

import logging

import pytest

from api.channels.building import tell_who_waits
from api.settings import Settings


@pytest.mark.parametrize(
    ("channels", "port", "told"),
    [
        ({"line", "slack"}, None, True),
        ({"slack"}, None, True),
        ({"line", "slack"}, 8081, False),
        (set[str](), None, False),
    ],
)
def test_a_channel_without_the_process_for_webhooks_is_told_once(
    caplog: pytest.LogCaptureFixture, channels: set[str], port: int | None, told: bool
) -> None:
    settings = Settings(_env_file=None, intake_port=port)
    with caplog.at_level(logging.WARNING):
        tell_who_waits(channels, settings)
    assert len(caplog.records) == told
    if told:
        assert ", ".join(sorted(channels)) in caplog.text
        assert "MADOGUCHI_INTAKE_PORT" in caplog.text
        assert "docs/operations.md" in caplog.text
