"""The channels of customers that are set up, as far as their webhooks go."""

from typing import TYPE_CHECKING

from api.channels.intake import CustomerIntake
from api.channels.line.accounts import load_accounts
from api.channels.receiving import Door, Receiving
from api.companies import Companies
from api.settings import Settings
from api.turns.taking import Taking
from desk.bootstrap import Desk

if TYPE_CHECKING:
    from api.channels.line.adapter import LineAdapter


def build_receiving(desk: Desk, companies: Companies, taking: Taking, settings: Settings) -> Receiving:
    """A channel of customers adds itself here, as in `api.channels.building`. Raises AccountProblem."""
    found: dict[str, Door] = {}
    if (line := line_adapter(companies, settings)) is not None:
        found["line"] = Door(line, CustomerIntake(companies, taking, line))
    return Receiving(desk, found)


def line_adapter(companies: Companies, settings: Settings) -> "LineAdapter | None":
    """LINE, where a company has an account. Raises AccountProblem: a file with credentials that cannot be used."""
    accounts = load_accounts(settings.channels_folder / "line", companies.ids)
    if not accounts:
        return None
    # LINE's SDK takes 40 MB: an installation without an account does without it.
    from api.channels.line.adapter import LineAdapter

    return LineAdapter(accounts, settings.base_url, settings.line_api_url)
