"""Which channels this installation serves: those that are set up."""

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
) -> Channels:
    """A channel adds itself here: `found["name"] = Channel(adapter, handler)`, where it has an account."""
    found: dict[str, Channel] = {}
    return Channels(desk, found)
