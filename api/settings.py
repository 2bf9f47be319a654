"""Settings of one installation: the environment (prefix `MADOGUCHI_`) or a `.env` file."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from desk.locales import FullLocale
from desk.roles import ROLES
from desk.settings import DeskSettings

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every field is an environment variable: `port` is `MADOGUCHI_PORT`, and so on."""

    model_config = SettingsConfigDict(env_prefix="MADOGUCHI_", env_file=".env", extra="ignore")

    host: str = Field("127.0.0.1", description="Address the app listens on.")
    port: int = Field(8080, ge=1, le=65535, description="Port the app listens on.")
    intake_port: int | None = Field(
        None,
        ge=1,
        le=65535,
        description="Port of a process of its own that takes webhooks in; default: the app does.",
    )
    public_url: str | None = Field(
        None, description="Address customers use, without a trailing slash; default: http://host:port."
    )
    var_dir: Path = Field(ROOT / "var", description="Everything written at run time or built.")
    policies_dir: Path = Field(ROOT / "knowledge" / "policies", description="One folder a company.")
    database_url: str | None = Field(
        None, description="SQLAlchemy URL; default: SQLite in `var_dir`/db/madoguchi.sqlite3."
    )
    rasa_url: str = Field("http://127.0.0.1:5005", description="Where Rasa answers (loopback only).")
    action_token: SecretStr | None = Field(
        None, description="Last part of the actions' address; default: loopback callers only, without it."
    )
    metrics_token: SecretStr | None = Field(
        None,
        min_length=20,
        description="Bearer token of whoever reads /metrics; default: there is no such page.",
    )
    rasa_timeout: float = Field(20.0, gt=0, description="Seconds to wait for one turn of Rasa.")
    form_ttl_minutes: int = Field(60, gt=0, description="How long a personal-data form can be sent.")
    channels_dir: Path | None = Field(
        None, description="Credentials of LINE accounts and other channels; default: `var_dir`/channels."
    )
    line_api_url: str = Field("https://api.line.me", description="Where LINE's Messaging API answers.")
    slack_team: str | None = Field(None, description="Slack workspace of the staff, T...")
    slack_bot_token: SecretStr | None = Field(None, description="Its bot token, xoxb-...")
    slack_signing_secret: SecretStr | None = Field(None, description="What Slack signs its requests with.")
    slack_channels: dict[str, str] = Field(
        default_factory=dict, description="Channel of each company's handoffs, as JSON."
    )
    slack_words: Literal["masked", "none"] = Field(
        "masked", description="What of people's own words is posted to Slack: masked, or none at all."
    )
    slack_locale: FullLocale = Field("ja", description="Language of what staff reads in Slack.")
    slack_digest_at: str = Field("09:00", description="When the daily digest comes, Japanese time.")
    slack_api_url: str = Field("https://slack.com/api/", description="Slack's Web API.")
    staff_username: str | None = Field(None, description="Account made at the first start.")
    staff_password: str | None = Field(
        None, description="Its password; default: generated, printed at the start."
    )

    oidc_discovery_url: str | None = Field(
        None, description="OpenID provider's discovery document; with it, staff can log in there."
    )
    oidc_client_id: str | None = Field(None, description="This desk's id at the provider.")
    oidc_client_secret: SecretStr | None = Field(None, description="Its secret there.")
    oidc_name: str = Field("OpenID", description="Name of the provider on the button.")
    oidc_scopes: str = Field("openid profile email", description="What is asked for.")
    oidc_account_claim: str = Field("email", description="Claim that is the user name here.")
    oidc_role_claim: str = Field("groups", description="Claim that roles are read from, at each log-in.")
    oidc_roles: str = Field("", description="Role of each of its values; with it, accounts are made.")
    oidc_company_claim: str | None = Field(None, description="Claim with the company ids of a new account.")

    @field_validator("oidc_roles")
    @classmethod
    def _roles_exist(cls, value: str) -> str:
        unknown = sorted(set(_pairs(value).values()) - set(ROLES))
        if unknown:
            raise ValueError(f"no such role: {', '.join(unknown)} (allowed: {', '.join(ROLES)})")
        return value

    @property
    def oidc_button(self) -> str | None:
        """The provider's name, if staff can log in there."""
        return self.oidc_name if self.oidc_discovery_url and self.oidc_client_id else None

    @property
    def oidc_role_map(self) -> dict[str, str]:
        """The role of each value of the role claim."""
        return _pairs(self.oidc_roles)

    @property
    def base_url(self) -> str:
        """The address customers use, without a trailing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def channels_folder(self) -> Path:
        """Where the channels' credentials lie; each file is readable by its owner only."""
        return self.channels_dir or self.var_dir / "channels"

    @property
    def sqlalchemy_url(self) -> str:
        """The database's URL; the default SQLite file's folder is made by `desk.bootstrap`."""
        return self.database_url or f"sqlite:///{self.var_dir / 'db' / 'madoguchi.sqlite3'}"


def _pairs(text: str) -> dict[str, str]:
    """`a=x,b=y`. Raises ValueError for anything else."""
    found = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = pair.rpartition("=")
        if not equals or not name.strip():
            raise ValueError("write it as group=role,group=role")
        found[name.strip()] = value.strip()
    return found


def desk_settings(settings: Settings) -> DeskSettings:
    """The desk's own settings, with the database and the key file of this installation."""
    own = DeskSettings()
    # Not `base_url`: to who reads a mail elsewhere, 127.0.0.1 is a machine of their own.
    public_url = (settings.public_url or "").rstrip("/") or None
    where: dict[str, Any] = {"database_url": settings.sqlalchemy_url, "public_url": public_url}
    if "secret_key_file" not in own.model_fields_set:
        where["secret_key_file"] = settings.var_dir / "secret.key"
    if own.records_folder is None:
        where["records_folder"] = settings.var_dir / "records"
    return own.model_copy(update=where)


@lru_cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
