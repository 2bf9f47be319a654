"""Which channels this installation serves: those that are set up."""

from collections.abc import Mapping

from api.channels.registry import Channel, Channels
from api.companies import Companies
from api.gateway import Gateway
from api.settings import Settings
from desk.bootstrap import Desk


def build_channels(
    desk: Desk,
    companies: Companies,  # noqa: ARG001
    gateway: Gateway,  # noqa: ARG001
    settings: Settings,  # noqa: ARG001
    staff: Mapping[str, Channel],
) -> Channels:
    """A channel of customers adds itself here: `found["name"] = Channel(adapter, handler)`, where it has an account.
    `staff`: channels of staff, built already."""
    found: dict[str, Channel] = dict(staff)
    return Channels(desk, found)
