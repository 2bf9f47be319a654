"""Which channels this installation serves: those that are set up."""

from collections.abc import Mapping

from api.channels.doors import line_adapter
from api.channels.registry import Channel, Channels
from api.channels.web.adapter import WebAdapter
from api.companies import Companies
from api.gateway import Gateway
from api.settings import Settings
from desk.bootstrap import Desk


def build_channels(
    desk: Desk,
    companies: Companies,
    gateway: Gateway,
    settings: Settings,
    staff: Mapping[str, Channel],
) -> Channels:
    """A channel of customers adds itself here: `found["name"] = Channel(adapter, handler)`, where it has an account;
    and in `api.channels.doors`. The web is fetched and has no account to set up. `staff`: channels of staff, built
    already. Raises AccountProblem: a file with credentials that cannot be used."""
    found: dict[str, Channel] = dict(staff)
    if (line := line_adapter(companies, settings)) is not None:
        from api.channels.line.handler import LineHandler

        found["line"] = Channel(line, LineHandler(desk, companies, gateway, line))
    return Channels(desk, found, [WebAdapter(companies, settings.base_url)])
