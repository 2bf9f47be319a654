"""Settings of the desk, from the environment (`MADOGUCHI_...`) or `.env`."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


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
    public_url: str | None = None
    """The address that customers use, without a trailing slash: mails name the status page under it."""
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

    @property
    def records_dir(self) -> Path:
        """The folder of the records kept outside the database."""
        return self.records_folder or self.secret_key_file.parent / "records"
