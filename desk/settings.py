"""Settings of the desk, from the environment (`MADOGUCHI_...`) or `.env`."""

from pathlib import Path

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
    chat_retention_days: int = Field(default=90, ge=1)
    claim_minutes: int = Field(default=10, ge=1)
    """A claim without a sign of its holder lasts this long."""
    session_hours: int = Field(default=12, ge=1)
    """A staff session lasts this long after its last use."""
