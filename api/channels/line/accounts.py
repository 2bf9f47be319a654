"""Credentials of the companies' LINE accounts: one file a company, outside the repository, for its owner only."""

import stat
from collections.abc import Collection
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from knowledge.paths import named
from knowledge.vocabulary import CompanyId


class LineAccount(BaseModel):
    """`<channels_dir>/line/<company>.yml`. `monthly_push_limit`: how many messages may be pushed in a month (replies
    within a minute are free and not counted); none: any number."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    channel_secret: SecretStr = Field(min_length=1)
    channel_access_token: SecretStr = Field(min_length=1)
    monthly_push_limit: int | None = Field(default=None, ge=0)


class AccountProblem(ValueError):
    """A file that cannot be used; the message names it and what is wrong, never a value."""


def load_accounts(folder: Path, companies: Collection[CompanyId]) -> dict[CompanyId, LineAccount]:
    """The accounts by company; none where there is no folder.
    Raises AccountProblem: readable by others, not of this shape, or of a company that is not served here."""
    found: dict[CompanyId, LineAccount] = {}
    for path in sorted(folder.glob("*.yml")):
        where = f"line/{path.name}"
        company = named(path.stem, companies)
        if company is None:
            raise AccountProblem(f"{where}: no such company; allowed: {', '.join(sorted(companies))}")
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise AccountProblem(f"{where} may be read by others: chmod 600 it.")
        try:
            found[company] = LineAccount.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        except yaml.YAMLError:
            raise AccountProblem(f"{where} is not YAML.") from None
        except ValidationError as error:
            bad = ", ".join(".".join(map(str, one["loc"])) or "the file" for one in error.errors())
            wanted = ", ".join(LineAccount.model_fields)
            raise AccountProblem(
                f"{where}: {bad}: missing, unknown or not right; allowed: {wanted}"
            ) from None
    return found
