"""Members of staff and their sessions."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from desk.model import StaffMember


class Staff:
    """Passwords are argon2id hashes; session tokens are kept as MACs."""

    def add(
        self,
        username: str,
        password: str,
        alias: str,
        companies: Collection[str] | None = None,
        role: Literal["agent", "desk", "admin"] = "desk",
    ) -> StaffMember:
        """Add a member of staff. `companies` None: all. Raises StaffExists."""
        raise NotImplementedError

    def ensure(self, username: str, password: str, alias: str) -> StaffMember:
        """The start-up account: add it, or set its password if it differs."""
        raise NotImplementedError

    def get(self, username: str) -> StaffMember | None:
        """The member of staff with this user name, or None."""
        raise NotImplementedError

    def login(self, username: str, password: str, now: datetime | None = None) -> tuple[StaffMember, str]:
        """Check the password, begin a session; gives its token. Raises LoginFailed, TooManyAttempts."""
        raise NotImplementedError

    def authenticate(self, token: str, now: datetime | None = None) -> StaffMember:
        """Who has this session. Raises SessionInvalid."""
        raise NotImplementedError

    def logout(self, token: str) -> None:
        """End the session; an unknown token is fine."""
        raise NotImplementedError
