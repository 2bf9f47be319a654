"""Which channels this installation serves: those that are set up."""

import logging
from collections.abc import Collection, Mapping

from api.channels.doors import line_adapter
from api.channels.registry import Channel, Channels
from api.channels.web.adapter import WebAdapter
from api.companies import Companies
from api.settings import Settings
from api.turns.gateway import Gateway
from desk.bootstrap import Desk

log = logging.getLogger(__name__)


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
    tell_who_waits(found, settings)
    return Channels(desk, found, [WebAdapter(companies, settings.base_url)])


def tell_who_waits(channels: Collection[str], settings: Settings) -> None:
    """The log says once at the start where webhooks have no process of their own: their acknowledgement then waits for
    the bot's turns, and a platform that waits too long sends again (decision 0053)."""
    if channels and settings.intake_port is None:
        log.warning(
            "Webhooks of %s are acknowledged by the app itself, behind the bot's turns: set MADOGUCHI_INTAKE_PORT and "
            "have the proxy send /channels/ there (docs/operations.md, Behind a proxy)",
            ", ".join(sorted(channels)),
        )
