"""The shapes of a log-in to the staff's API."""

from pydantic import Field

from api.schemas import Shape


class Login(Shape):
    """Body of `POST /api/v1/staff/session`. `totp`: the authenticator app's code, or a recovery code, where the account
    has a second factor."""

    username: str = Field(max_length=200)
    password: str = Field(max_length=1000)
    totp: str | None = Field(None, max_length=40)


class Session(Shape):
    """A staff session's bearer token."""

    token: str
