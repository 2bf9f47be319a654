"""The staff's pages on a real desk filled with demo data, for the browser: no Rasa, no model. `CONSOLE_FOLDER` is an
empty folder; the account is lead / himitsu himitsu himitsu."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from api.app import create_app
from api.companies import Companies
from api.context import Context
from api.demo.invented import fill
from api.library import _load
from api.settings import Settings
from desk.bootstrap import build
from desk.calendar.rulebook import company_rules
from desk.settings import DeskSettings
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId

USERNAME, PASSWORD = "lead", "himitsu himitsu himitsu"


@asynccontextmanager
async def make() -> AsyncIterator[Context]:
    """What the routes work with."""
    folder = Path(os.environ["CONSOLE_FOLDER"])
    desk = build(
        DeskSettings(
            _env_file=None,
            database_url=f"sqlite:///{folder / 'desk.sqlite3'}",
            secret_key_file=folder / "secret.key",
        )
    )
    loaded = {CompanyId(name): _load(policies_dir() / name) for name in ("ocs", "oni", "prestige")}
    for one in loaded.values():
        desk.rulebook.put(one.id, company_rules(one.name, one.hours, one.settings, one.closed))
    if desk.staff.get(USERNAME) is None:
        fill(desk, loaded)
        desk.staff.add(USERNAME, PASSWORD, "責任者 佐藤", role="lead")
    companies = Companies(loaded, desk)
    settings = Settings(_env_file=None, public_url=os.environ["CONSOLE_URL"])
    parts = SimpleNamespace(
        settings=settings,
        base_url=settings.base_url,
        desk=desk,
        companies=companies,
        papers=desk.papers(companies.desks, policies_dir()),
    )
    try:
        yield cast(Context, parts)
    finally:
        desk.dispose()


app = create_app(make)
