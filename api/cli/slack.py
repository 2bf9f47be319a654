"""`madoguchi staff slack-...`: which Slack user is which member of staff."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.model import StaffMember

OpenDesk = Callable[[], "AbstractContextManager[Desk]"]
Username = Annotated[str, typer.Argument(help="Whose account.")]
BY = "cli"
"""Who did it, in the audit log."""


def _member(desk: "Desk", username: str) -> "StaffMember":
    member = desk.staff.get(username)
    if member is None:
        print(
            f"There is no member of staff {username!r}; `madoguchi staff list` shows who there is.",
            file=sys.stderr,
        )
        raise typer.Exit(1)
    return member


def install(staff_app: typer.Typer, open_desk: OpenDesk) -> None:
    """Add the commands."""

    @staff_app.command("slack-link")
    def slack_link(username: Username) -> None:
        """Print a one-time code that links a Slack user to this account: `/privacy link CODE`, within ten minutes."""
        from desk.slack.links import CODE_FOR, SlackLinks

        with open_desk() as desk:
            code = SlackLinks(desk.context, desk.staff).new_code(_member(desk, username), BY)
        print(f"/privacy link {code}")
        print(f"Send this in Slack within {int(CODE_FOR.total_seconds() // 60)} minutes.", file=sys.stderr)

    @staff_app.command("slack-unlink")
    def slack_unlink(username: Username) -> None:
        """Take the link of this account to Slack away, and a code that was not used."""
        from desk.slack.links import SlackLinks

        with open_desk() as desk:
            there = SlackLinks(desk.context, desk.staff).unlink_account(_member(desk, username), BY)
        print(f"Link of {username} taken away" if there else f"{username} was not linked")
