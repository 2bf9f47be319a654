"""`madoguchi channels`: what is open in the channels, for the operator."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from desk.bootstrap import Desk


def install(app: typer.Typer, open_desk: Callable[[], AbstractContextManager["Desk"]]) -> None:
    """Add the commands to the command line."""
    channels = typer.Typer(help="LINE and other channels.", no_args_is_help=True)
    app.add_typer(channels, name="channels")

    @channels.command()
    def status() -> None:
        """How much is open, what could not be delivered (ids and reasons), what was pushed this month."""
        with open_desk() as desk:
            open_ = desk.channels.backlog()
            print(f"events to work on: {open_.events}    given up: {open_.failed_events}")
            print(f"messages to send:  {open_.sends}    undeliverable: {open_.undeliverable}")
            for used in desk.channels.usages():
                print(f"{used.channel}:{used.account}  pushed in {used.month}: {used.pushes}")
            for one in desk.channels.undelivered():
                since = f"{one.since:%Y-%m-%d %H:%M}Z"
                print("  ".join((one.id, one.channel, one.company or "-", one.state, one.why or "-", since)))

    @channels.command()
    def check() -> None:
        """Read the credentials of every account, and say which companies have one. Exit code 1 where one is wrong."""
        from api.channels.line.accounts import AccountProblem, load_accounts
        from api.settings import get_settings
        from knowledge.paths import policy_paths

        settings = get_settings()
        companies = policy_paths(settings.policies_dir).keys()
        try:
            accounts = load_accounts(settings.channels_folder / "line", companies)
        except AccountProblem as error:
            print(error)
            raise typer.Exit(1) from None
        for company, account in accounts.items():
            limit = (
                "no limit"
                if account.monthly_push_limit is None
                else f"{account.monthly_push_limit} pushes a month"
            )
            print(f"line  {company}  {limit}  webhook: {settings.base_url}/channels/line/{company}")
        if not accounts:
            print(f"No account is set up below {settings.channels_folder}.")
