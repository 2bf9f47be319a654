"""Puts the parts of the accounts together."""

from dataclasses import dataclass
from datetime import timedelta

from desk.accounts.federated import Federated
from desk.accounts.keeper import Accounts
from desk.accounts.login import LogIn
from desk.accounts.own import OwnAccount
from desk.accounts.passwords import Passwords
from desk.accounts.sessions import Sessions, SessionTimes
from desk.settings import DeskSettings
from desk.storage.store import Context


@dataclass(frozen=True, slots=True)
class AllAccounts:
    """The services around accounts."""

    sessions: Sessions
    passwords: Passwords
    log_in: LogIn
    own: OwnAccount
    keeper: Accounts
    federated: Federated


def all_accounts(context: Context, settings: DeskSettings) -> AllAccounts:
    """On this database, with these times and rules."""
    times = SessionTimes(
        api=timedelta(hours=settings.session_hours),
        console=timedelta(minutes=settings.console_idle_minutes),
        most=timedelta(hours=settings.session_end_hours),
        totp_roles=settings.totp_roles,
    )
    sessions, passwords = Sessions(context, times), Passwords(settings.password_min_length)
    log_in = LogIn(context, sessions, passwords)
    return AllAccounts(
        sessions=sessions,
        passwords=passwords,
        log_in=log_in,
        own=OwnAccount(context, sessions, passwords, log_in),
        keeper=Accounts(context, sessions, passwords),
        federated=Federated(context, sessions),
    )
