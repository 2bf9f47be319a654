"""The staff account of the first start: chosen beforehand, or made once and kept."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from ops.problems import SetupError

_DEFAULT_NAME = "staff"
_PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True, repr=False)
class StaffAccount:
    """A user name with its password, which is no part of the `repr`."""

    username: str
    password: str
    chosen: bool
    """Whether the operator set the password; then it is not shown."""

    def shown(self) -> str:
        """For the terminal of whoever started the desk."""
        password = "(the password you set)" if self.chosen else self.password
        return f"user {self.username}  password {password}"


def staff_account(var: Path, username: str | None, password: str | None) -> StaffAccount:
    """The account of `MADOGUCHI_STAFF_USERNAME` and `_PASSWORD`; what is not set is made once and kept in `var`.

    The generated password lies in `var/staff-account.json`, mode 0600, so that every start can show it.

    Raises:
        SetupError: the kept account cannot be read.
    """
    if password:
        return StaffAccount(username or _DEFAULT_NAME, password, chosen=True)
    path = var / "staff-account.json"
    if path.exists():
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            return StaffAccount(username or str(kept["username"]), str(kept["password"]), chosen=False)
        except (OSError, ValueError, KeyError, TypeError):
            raise SetupError(
                f"{path} cannot be read: remove it (a new password is made), or set MADOGUCHI_STAFF_PASSWORD"
            ) from None
    account = StaffAccount(username or _DEFAULT_NAME, secrets.token_urlsafe(_PASSWORD_BYTES), chosen=False)
    var.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".new")
    with os.fdopen(
        os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as stream:
        json.dump({"username": account.username, "password": account.password}, stream)
    os.replace(aside, path)
    return account
