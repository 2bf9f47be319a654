"""Settings of the desk, from the environment (`MADOGUCHI_...`) or `.env`."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from desk.roles import ROLES


class DeskSettings(BaseSettings):
    """What the desk needs to run. The app's own settings may derive from this class."""

    model_config = SettingsConfigDict(env_prefix="MADOGUCHI_", env_file=".env", extra="ignore")

    database_url: str = "sqlite:///var/db/madoguchi.sqlite3"
    secret_key: SecretStr | None = None
    """Base64 keys of 32 bytes, newest first, comma-separated; takes the place of `secret_key_file`."""
    secret_key_file: Path = Path("var/secret.key")
    """Made with mode 0600 if it is not there."""
    records_folder: Path | None = None
    """What must not lie in the database: signed heads of the audit log, the ledger of erasures. Default: `records`
    beside the key file. Each database has a folder of its own in it."""
    chat_retention_days: int = Field(default=90, ge=1)
    """Days after a conversation's last change; a company's settings.yml goes before it."""
    request_retention_days: int = Field(default=365, ge=1)
    """Days after a request's end; the company's policy, then its settings.yml go before it."""
    claim_minutes: int = Field(default=10, ge=1)
    """A claim without a sign of its holder lasts this long."""
    session_hours: int = Field(default=12, ge=1)
    """A session of the staff's API lasts this long after its last use."""
    console_idle_minutes: int = Field(default=60, ge=1)
    """A session of the staff's pages lasts this long after its last use."""
    session_end_hours: int = Field(default=24, ge=1)
    """However much it is used, a session ends this long after the log-in."""
    password_min_length: int = Field(default=15, ge=8, le=64)
    """Characters that a password has at least."""
    require_totp: str = ""
    """Roles that need an authenticator app, separated by commas: e.g. `lead,admin`."""
    public_url: str | None = None
    """The address that customers use, without a trailing slash: mails name the status page under it,
    without one the desk's chat."""
    mail_enabled: bool = False
    """Whether customers get e-mail about their requests."""
    mail_from: str = "noreply@localhost"
    """Sender of these mails."""
    smtp_host: str = "localhost"
    smtp_port: int = Field(default=25, ge=1, le=65535)
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    smtp_ca_file: Path | None = None
    """PEM file with the authorities that the mail server's certificate must come from; default: the system's."""
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    later_database_url: str | None = None
    """Where the runner keeps its place; default: beside the database. It can be lost without losing anything."""
    replica: str = "local"
    """Name of this process among several on one database; it must stay the same over restarts."""

    @field_validator("require_totp")
    @classmethod
    def _known_roles(cls, value: str) -> str:
        unknown = sorted(_words(value) - set(ROLES))
        if unknown:
            raise ValueError(f"no such role: {', '.join(unknown)} (allowed: {', '.join(ROLES)})")
        return value

    @property
    def totp_roles(self) -> frozenset[str]:
        """The roles of `require_totp`."""
        return frozenset(_words(self.require_totp))

    @property
    def records_dir(self) -> Path:
        """The folder of the records kept outside the database."""
        return self.records_folder or self.secret_key_file.parent / "records"


def _words(text: str) -> set[str]:
    return {word.strip() for word in text.split(",") if word.strip()}
