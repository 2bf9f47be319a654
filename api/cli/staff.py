"""`madoguchi staff`: accounts, for the operator: what administrators do in the pages, and more."""

import json
import secrets
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from desk.roles import Role
from knowledge.paths import named, policy_paths
from knowledge.vocabulary import CompanyId

if TYPE_CHECKING:
    from desk.accounts.keeper import Account, Invitation
    from desk.bootstrap import Desk

OpenDesk = Callable[[], AbstractContextManager["Desk"]]

Username = Annotated[str, typer.Argument(help="User name.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Companies = Annotated[
    list[str] | None,
    typer.Option(
        "--company", "-c", help="A company this person works for; repeat for several. Default: all."
    ),
]
Rights = Annotated[
    Role, typer.Option(help="look_up: look-up only; desk: conversations and requests too; lead; admin.")
]
PasswordFromStdin = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking.")
]
OneTime = Annotated[
    bool,
    typer.Option("--one-time", help="Its owner has to replace it at the next log-in, in the staff's pages."),
]

staff_app = typer.Typer(help="Members of staff.", no_args_is_help=True)


def install(app: typer.Typer, open_desk: OpenDesk) -> None:
    """Add the commands."""
    app.add_typer(staff_app, name="staff")
    _reading(open_desk)
    _passwords(open_desk)
    _changes(open_desk)


def _reading(open_desk: OpenDesk) -> None:
    @staff_app.command("list")
    def staff_list(as_json: Json = False) -> None:
        """Who may log in, with role, companies and state."""
        with open_desk() as desk:
            rows = [_row(account) for account in desk.accounts.keeper.list(None)]
        if as_json:
            print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
            return
        for row in rows:
            companies = row["companies"]
            where = ", ".join(companies) if isinstance(companies, list) else "all companies"
            marks = [str(mark) for mark in ("disabled", "totp", "invited", "oidc") if row[mark]]
            print(
                f"{row['username']:<20} {row['role']:<8} {row['alias']}  ({where})  {' '.join(marks)}".rstrip()
            )


def _row(account: "Account") -> dict[str, object]:
    member = account.member
    return {
        "username": member.username,
        "alias": member.alias,
        "role": member.role,
        "companies": sorted(member.companies) if member.companies is not None else None,
        "disabled": account.disabled_at is not None,
        "totp": account.has_totp,
        "invited": account.invited_until is not None,
        "oidc": account.elsewhere,
    }


def _passwords(open_desk: OpenDesk) -> None:
    @staff_app.command("add")
    def staff_add(
        username: Annotated[str, typer.Argument(help="Name to log in with.")],
        alias: Annotated[str, typer.Option(help="Name that customers see.")],
        role: Rights = "desk",
        companies: Companies = None,
        password_stdin: PasswordFromStdin = False,
        one_time: OneTime = False,
        invite: Annotated[
            bool, typer.Option("--invite", help="No password: print a link with which one is set.")
        ] = False,
    ) -> None:
        """Add a member of staff. The password is asked for, read from standard input, or made."""
        where = _known(companies)
        with open_desk() as desk:
            keeper = desk.accounts.keeper
            if desk.staff.get(username) is not None:
                raise _fail(f"There is a member of staff {username!r} already.")
            password = None if invite else _new_password(password_stdin)
            if password is not None:
                desk.accounts.passwords.check(password.text, username, alias)
            invitation = keeper.add(None, username, alias, role, where)
            if password is None:
                _show(invitation)
            else:
                staff_id = keeper.named(None, username).member.id
                keeper.set_password(None, staff_id, password.text, one_time=one_time)
                password.show()
            print(f"Added {username} ({alias}, {role})")

    @staff_app.command("passwd")
    def staff_passwd(
        username: Username, password_stdin: PasswordFromStdin = False, one_time: OneTime = False
    ) -> None:
        """Set a new password; all sessions of this person end."""
        with open_desk() as desk:
            staff_id = _id(desk, username)
            password = _new_password(password_stdin)
            desk.accounts.keeper.set_password(None, staff_id, password.text, one_time=one_time)
            password.show()
            print(f"Password of {username} set")

    @staff_app.command("invite")
    def staff_invite(username: Username) -> None:
        """Print a link with which this person sets a password, once, within 72 hours."""
        with open_desk() as desk:
            _show(desk.accounts.keeper.invite(None, _id(desk, username)))


def _changes(open_desk: OpenDesk) -> None:
    @staff_app.command("change")
    def staff_change(
        username: Username,
        alias: Annotated[str | None, typer.Option(help="Another name that customers see.")] = None,
        role: Annotated[Role | None, typer.Option(help="Another role.")] = None,
        companies: Annotated[
            list[str] | None,
            typer.Option("--company", "-c", help="These companies instead; repeat for several."),
        ] = None,
        everywhere: Annotated[bool, typer.Option("--all-companies", help="All companies instead.")] = False,
    ) -> None:
        """Change role, companies or alias. They hold from the next request on."""
        if everywhere and companies:
            raise _fail("Either --company or --all-companies.", 2)
        with open_desk() as desk:
            keeper, now = desk.accounts.keeper, desk.accounts.keeper.get(None, _id(desk, username)).member
            wanted = None if everywhere else (_known(companies) if companies else now.companies)
            keeper.change(None, now.id, alias=alias or now.alias, role=role or now.role, companies=wanted)
            print(f"{username} changed")

    @staff_app.command("disable")
    def staff_disable(username: Username) -> None:
        """Shut the account; its sessions end. The last administrator cannot be shut."""
        with open_desk() as desk:
            desk.accounts.keeper.disable(None, _id(desk, username))
            print(f"{username} is shut")

    @staff_app.command("enable")
    def staff_enable(username: Username) -> None:
        """Open a shut account again."""
        with open_desk() as desk:
            desk.accounts.keeper.enable(None, _id(desk, username))
            print(f"{username} is open")

    @staff_app.command("reset-totp")
    def staff_reset_totp(username: Username) -> None:
        """Take the authenticator app off, for whoever has lost it and the recovery codes."""
        with open_desk() as desk:
            desk.accounts.keeper.reset_totp(None, _id(desk, username))
            print(f"{username} logs in without a code")

    @staff_app.command("end-sessions")
    def staff_end_sessions(username: Username) -> None:
        """End all sessions of this person."""
        with open_desk() as desk:
            print(f"Sessions ended: {desk.accounts.keeper.end_sessions(None, _id(desk, username))}")


@dataclass(frozen=True, slots=True)
class _Password:
    text: str = field(repr=False)
    made: bool
    """By us: whoever called has to be told it, once it holds."""

    def show(self) -> None:
        if self.made:
            print(f"Password: {self.text}")


def _new_password(from_stdin: bool) -> _Password:
    if from_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = typer.prompt(
            "Password (empty: one is made)", default="", hide_input=True, show_default=False
        )
        if password and typer.prompt("Once more", hide_input=True) != password:
            raise _fail("The two passwords differ.")
    if not password:
        return _Password(secrets.token_urlsafe(12), made=True)
    return _Password(str(password), made=False)


def _id(desk: "Desk", username: str) -> str:
    member = desk.staff.get(username)
    if member is None:
        raise _fail(f"There is no member of staff {username!r}; `madoguchi staff list` shows who there is.")
    return member.id


def _known(texts: list[str] | None) -> list[CompanyId] | None:
    """The companies that were named, if this installation has them."""
    if not texts:
        return None
    from api.settings import get_settings

    known = policy_paths(get_settings().policies_dir)
    found = []
    for text in texts:
        company = named(text, known)
        if company is None:
            raise _fail(f"There is no company {text!r}; there are: {', '.join(known)}", 2)
        found.append(company)
    return found


def _show(invitation: "Invitation") -> None:
    from api.settings import get_settings

    print(f"{get_settings().base_url}/staff/invitation/{invitation.token}")
    print(f"It works once, until {invitation.expires_at:%Y-%m-%d %H:%M} UTC.")


def _fail(text: str, code: int = 1) -> typer.Exit:
    print(text, file=sys.stderr)
    return typer.Exit(code)
