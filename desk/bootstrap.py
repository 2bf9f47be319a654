"""Puts the desk together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select

from desk.conversations import Conversations
from desk.crypto import Keyring, load_keyring
from desk.forms import Forms
from desk.handoffs import Handoffs
from desk.notify import Notifier
from desk.papers.service import Papers
from desk.requests import Requests
from desk.retention import Retention
from desk.settings import DeskSettings
from desk.staff import Staff
from desk.storage import tables as t
from desk.storage.database import Database, make_engine, utc_now
from desk.storage.migrations import upgrade
from desk.storage.store import Context, Render
from knowledge.facts import Desk as DeskFacts
from knowledge.facts.settings import OperatorSettings

__all__ = ["Desk", "Render", "build"]

_PROOF = b"madoguchi"


@dataclass(frozen=True, slots=True)
class Desk:
    """The services, on one database."""

    conversations: Conversations
    handoffs: Handoffs
    forms: Forms
    requests: Requests
    staff: Staff
    retention: Retention
    notifier: Notifier
    database: Database
    context: Context

    def papers(self, desks: Mapping[str, tuple[DeskFacts, OperatorSettings]], policies: Path) -> Papers:
        """The papers and letters of these companies; `policies` is the folder with a folder a company."""
        return Papers(self.context, self.requests, desks, policies)

    def ready(self) -> bool:
        """Whether the database answers."""
        return self.database.answers()

    def dispose(self) -> None:
        """Close the database."""
        self.database.engine.dispose()


def _prove_keys(database: Database, keys: Keyring) -> None:
    """A database is opened only with its own keys: a lost key file must not be replaced by a new one unseen."""
    with database.write() as tx:
        row = tx.conn.execute(select(t.meta).where(t.meta.c.name == "key_proof")).one_or_none()
        if row is None:
            sealed = keys.seal(_PROOF, "meta:key_proof")
            tx.conn.execute(insert(t.meta).values(name="key_proof", value=sealed))
        else:
            keys.open(row.value, "meta:key_proof")


def build(
    settings: DeskSettings, render: Render | None = None, clock: Callable[[], datetime] | None = None
) -> Desk:
    """Open (and migrate) the database and build the services. `render` defaults to desk.wording.render.
    Raises KeyProblem, also where the database was made with other keys."""
    if render is None:
        from desk.wording import render as render_wording  # here: tests may run without the wording

        render = render_wording
    keys = load_keyring(settings)
    engine = make_engine(settings.database_url)
    upgrade(engine)
    notifier = Notifier()
    database = Database(engine, notifier, clock or utc_now)
    _prove_keys(database, keys)
    context = Context(database, keys, render)
    return Desk(
        conversations=Conversations(context),
        handoffs=Handoffs(context, timedelta(minutes=settings.claim_minutes)),
        forms=Forms(context),
        requests=Requests(context),
        staff=Staff(context, timedelta(hours=settings.session_hours)),
        retention=Retention(context, timedelta(days=settings.chat_retention_days)),
        notifier=notifier,
        database=database,
        context=context,
    )
