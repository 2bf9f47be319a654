"""Which channels this installation serves: those that are set up."""

from collections.abc import Mapping

from api.channels.line.accounts import load_accounts
from api.channels.registry import Channel, Channels
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
    """A channel of customers adds itself here: `found["name"] = Channel(adapter, handler)`, where it has an account.
    `staff`: channels of staff, built already. Raises AccountProblem: a file with credentials that cannot be used."""
    found: dict[str, Channel] = dict(staff)
    accounts = load_accounts(settings.channels_folder / "line", companies.ids)
    if accounts:
        # LINE's SDK takes 40 MB: an installation without an account does without it.
        from api.channels.line.adapter import LineAdapter
        from api.channels.line.handler import LineHandler

        line = LineAdapter(accounts, settings.base_url, settings.line_api_url)
        found["line"] = Channel(line, LineHandler(desk, companies, gateway, line))
    return Channels(desk, found)
