"""Settings of one installation: the environment (prefix `MADOGUCHI_`) or a `.env` file."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from desk.settings import DeskSettings

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every field is an environment variable: `port` is `MADOGUCHI_PORT`, and so on."""

    model_config = SettingsConfigDict(env_prefix="MADOGUCHI_", env_file=".env", extra="ignore")

    host: str = Field("127.0.0.1", description="Address the app listens on.")
    port: int = Field(8080, ge=1, le=65535, description="Port the app listens on.")
    public_url: str | None = Field(
        None, description="Address customers use, without a trailing slash; default: http://host:port."
    )
    var_dir: Path = Field(ROOT / "var", description="Everything written at run time or built.")
    policies_dir: Path = Field(ROOT / "knowledge" / "policies", description="One folder a company.")
    database_url: str | None = Field(
        None, description="SQLAlchemy URL; default: SQLite in `var_dir`/db/madoguchi.sqlite3."
    )
    redis_url: str | None = Field(
        None, description="Redis, for more than one replica. Not used while one machine is enough."
    )
    rasa_url: str = Field("http://127.0.0.1:5005", description="Where Rasa answers (loopback only).")
    action_token: SecretStr | None = Field(
        None, description="Last part of the actions' address; default: loopback callers only, without it."
    )
    rasa_timeout: float = Field(20.0, gt=0, description="Seconds to wait for one turn of Rasa.")
    embedding_model: str | None = Field(
        None, description="Another sentence-transformers model by name or path; default: the built e5-small."
    )
    form_ttl_minutes: int = Field(60, gt=0, description="How long a personal-data form can be sent.")
    staff_username: str | None = Field(None, description="Account made at the first start.")
    staff_password: str | None = Field(
        None, description="Its password; default: generated, printed at the start."
    )

    @property
    def base_url(self) -> str:
        """The address customers use, without a trailing slash."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def sqlalchemy_url(self) -> str:
        """The database's URL; the default SQLite file's folder is made by `desk.bootstrap`."""
        return self.database_url or f"sqlite:///{self.var_dir / 'db' / 'madoguchi.sqlite3'}"


def desk_settings(settings: Settings) -> DeskSettings:
    """The desk's own settings, with the database and the key file of this installation."""
    own = DeskSettings()
    where: dict[str, Any] = {"database_url": settings.sqlalchemy_url, "public_url": settings.base_url}
    if "secret_key_file" not in own.model_fields_set:
        where["secret_key_file"] = settings.var_dir / "secret.key"
    if own.records_folder is None:
        where["records_folder"] = settings.var_dir / "records"
    return own.model_copy(update=where)


@lru_cache
def get_settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
