"""Puts the desk together."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, NullPool, create_engine, insert, inspect, make_url, select

from desk.accounts.all import AllAccounts, all_accounts
from desk.accounts.members import Staff
from desk.calendar.agenda import Agenda
from desk.calendar.rulebook import Rulebook
from desk.calendar.specialdays import SpecialDays, days_of
from desk.channels import erasing
from desk.channels.service import ChannelDesk
from desk.chat.conversations import Conversations
from desk.chat.wipes import TrackerWipes
from desk.handover.afterhours import AfterHours
from desk.handover.canned import CannedReplies
from desk.handover.handoffs import Handoffs
from desk.handover.notes import Notes
from desk.handover.presence import Presence
from desk.handover.queue import Queue
from desk.handover.transfers import Transfers
from desk.incidents.incidents import Incidents
from desk.jobs.later import Handlers, InTransaction, Outside, Recurring
from desk.jobs.postman import Postman
from desk.notify import Notifier
from desk.papers.service import Papers
from desk.reports.standing import Standings
from desk.requests.casework import Casework
from desk.requests.correcting import Correcting
from desk.requests.forms import Forms
from desk.requests.paper_questions import PaperQuestions
from desk.requests.reopening import Reopening
from desk.requests.requests import Requests
from desk.requests.satisfaction import Satisfactions
from desk.requests.status_page import StatusPage
from desk.settings import DeskSettings
from desk.slack import posts as slack_posts
from desk.storage import tables as t
from desk.storage.anchors import Anchors
from desk.storage.database import Database, make_engine, utc_now
from desk.storage.gates import STARTING, take_turns
from desk.storage.migrations import upgrade
from desk.storage.store import Context, Render
from desk.upkeep.audit import AuditLog
from desk.upkeep.company_end import CompanyEnd
from desk.upkeep.erasure import Erasures
from desk.upkeep.keeping import Keepings, keepings
from desk.upkeep.ledger import Erased, Ledger
from desk.upkeep.retention import Retention
from desk.vaulting.crypto import Keyring, load_keyring
from desk.vaulting.datakeys import DataKeys
from desk.vaulting.rotation import Rotation
from desk.workbench import Workbench
from knowledge.facts import Desk as DeskFacts
from knowledge.facts.settings import OperatorSettings
from knowledge.vocabulary import CompanyId

__all__ = ["Desk", "Render", "build", "holds_a_desk"]

_PROOF = b"madoguchi"
KEY_PROOF, MAC_KEY, DATABASE_ID = "key_proof", "mac_key", "database_id"
"""What the installation's keys seal in the table `meta`."""


@dataclass(frozen=True, slots=True)
class Live:
    """The services of the console's live side."""

    presence: Presence
    queue: Queue
    transfers: Transfers
    notes: Notes
    canned: CannedReplies
    special_days: SpecialDays
    after_hours: AfterHours


@dataclass(frozen=True, slots=True)
class Desk:
    """The services, on one database."""

    conversations: Conversations
    handoffs: Handoffs
    live: Live
    forms: Forms
    requests: Requests
    casework: Casework
    correcting: Correcting
    reopening: Reopening
    work: Workbench
    """What the staff's pages on requests and figures work with."""

    agenda: Agenda
    status_page: StatusPage
    questions: PaperQuestions
    satisfaction: Satisfactions
    incidents: Incidents
    staff: Staff
    accounts: AllAccounts
    retention: Retention
    erasures: Erasures
    audit: AuditLog
    rotation: Rotation
    companies: CompanyEnd
    wipes: TrackerWipes
    channels: ChannelDesk
    standings: Standings
    notifier: Notifier
    database: Database
    context: Context
    """What services are made of: for those that live outside this package's composition (the runner)."""

    records: Path
    replayed: tuple[Erased, ...]
    """What was erased after this state of the database was made, and was erased again when it was opened."""

    @property
    def rulebook(self) -> Rulebook:
        """What holds for each company besides its policy; the app fills it once it has loaded them."""
        return self.context.rulebook

    def papers(self, desks: Mapping[CompanyId, tuple[DeskFacts, OperatorSettings]], policies: Path) -> Papers:
        """The papers and letters of these companies; `policies` is the folder with a folder a company."""
        return Papers(self.context, self.requests, desks, policies)

    def ready(self) -> bool:
        """Whether the database answers."""
        return self.database.answers()

    def dispose(self) -> None:
        """Close the database."""
        self.database.dispose()


def later_handlers(desk: Desk, settings: DeskSettings) -> Handlers:
    """What the kinds of later work mean (`desk.jobs.later`). Another part adds its own kind here."""
    from desk.jobs.runner import tidy  # here: DBOS is slow to load, and only the app works later

    postman = Postman(desk.context, settings)
    return {
        "mail": Outside(postman.send, postman.sent, postman.failed),
        "reminder": InTransaction(desk.agenda.remind),
        "purge": Recurring(desk.retention.purge, timedelta(hours=1)),
        "reseal": Recurring(desk.rotation.finish_upgrade, timedelta(hours=1)),
        "note_head": Recurring(desk.audit.note_head, timedelta(hours=1)),
        "tidy": Recurring(lambda: tidy(desk.database), timedelta(days=1)),
        "tidy_channels": Recurring(desk.channels.tidy, timedelta(hours=6)),
    }


def _live(context: Context, handoffs: Handoffs, claim_for: timedelta) -> Live:
    context.rulebook.special = days_of
    return Live(
        presence=Presence(context, claim_for),
        queue=Queue(context, handoffs),
        transfers=Transfers(context, claim_for),
        notes=Notes(context),
        canned=CannedReplies(context),
        special_days=SpecialDays(context),
        after_hours=AfterHours(context),
    )


def _prove_keys(engine: Engine, keys: Keyring) -> str:
    """A database is opened only with its own keys: a lost key file must not be replaced by a new one unseen.

    The key of the lookup hashes is kept in the database, sealed, so that every key of the file can be replaced. Gives
    the database's id, which stays with its backups: two databases never share their records outside."""
    with engine.begin() as conn:
        take_turns(conn, STARTING)
        if not inspect(conn).has_table(t.meta.name):
            return ""  # an empty database: its keys are proved once its tables are made
        kept = {row.name: row.value for row in conn.execute(select(t.meta))}
        new_id = secrets.token_hex(8).encode()
        found: dict[str, bytes] = {}
        for name, plain in ((KEY_PROOF, _PROOF), (MAC_KEY, keys.mac_key), (DATABASE_ID, new_id)):
            found[name] = plain
            if name not in kept:
                conn.execute(insert(t.meta).values(name=name, value=keys.seal(plain, f"meta:{name}")))
            else:
                found[name] = keys.open(kept[name], f"meta:{name}")
        keys.use_mac_key(found[MAC_KEY])
        return found[DATABASE_ID].decode()


def holds_a_desk(database_url: str) -> bool:
    """Whether a desk has been made in this database. Looking changes nothing: it makes neither file nor folder nor
    key, and what another program has written stays as it is."""
    named = make_url(database_url)
    if named.get_backend_name() == "sqlite":
        file = Path((named.database or ":memory:").removeprefix("file:"))
        if not file.exists() or file.stat().st_size == 0:
            return False
        # Not `make_engine`: it would put another program's file into WAL mode.
        engine = create_engine(named, hide_parameters=True, poolclass=NullPool)
    else:
        engine = make_engine(database_url, pooled=False)
    try:
        with engine.connect() as conn:
            return inspect(conn).has_table(t.meta.name)
    finally:
        engine.dispose()


def _opened(
    settings: DeskSettings, render: Render | None, clock: Callable[[], datetime] | None
) -> tuple[Context, DataKeys, Path]:
    """The database, opened with its own keys and brought up to date; the companies' keys; the folder of its records.
    Raises KeyProblem."""
    if render is None:
        from desk.wording import render as render_wording  # here: tests may run without the wording

        render = render_wording
    keys = load_keyring(settings)
    engine = make_engine(settings.database_url)
    keys.data_keys = data_keys = DataKeys(keys, make_engine(settings.database_url, pooled=False))
    try:
        _prove_keys(engine, keys)  # before the upgrade, which seals values anew
        upgrade(engine, keys=keys)
        records = settings.records_dir / _prove_keys(engine, keys)
    except BaseException:
        engine.dispose()  # a desk that did not open does not stand in the way of a restore
        raise
    anchors = Anchors(records / "audit", keys.signer())
    database = Database(engine, Notifier(), keys, anchors, clock or utc_now)
    return Context(database, keys, render, mails=settings.mail_enabled), data_keys, records


def build(
    settings: DeskSettings,
    render: Render | None = None,
    clock: Callable[[], datetime] | None = None,
    keeping: Keepings | None = None,
) -> Desk:
    """Open (and migrate) the database and build the services. `render` defaults to desk.wording.render, `keeping` (how
    long each company's data is kept) to what the companies' folders say.
    Raises KeyProblem, also where the database was made with other keys."""
    context, data_keys, records = _opened(settings, render, clock)
    erasing.register()
    slack_posts.register()
    channels = ChannelDesk(context, settings.replica)
    requests = Requests(context)
    ledger = Ledger(records, context.keys)
    kept = keeping or keepings(settings.request_retention_days, settings.chat_retention_days)
    erasures = Erasures(context, ledger, kept)
    accounts = all_accounts(context, settings)
    claim_for = timedelta(minutes=settings.claim_minutes)
    handoffs = Handoffs(context, claim_for)
    desk = Desk(
        conversations=Conversations(context),
        handoffs=handoffs,
        live=_live(context, handoffs, claim_for),
        forms=Forms(context),
        requests=requests,
        casework=Casework(context),
        correcting=Correcting(context),
        reopening=Reopening(context),
        agenda=Agenda(context),
        status_page=StatusPage(context, requests),
        questions=PaperQuestions(context),
        satisfaction=Satisfactions(context),
        incidents=Incidents(context),
        staff=Staff(context, accounts.sessions, accounts.passwords, accounts.log_in),
        work=Workbench.of(context, kept),
        accounts=accounts,
        retention=Retention(context, kept),
        erasures=erasures,
        audit=AuditLog(context),
        rotation=Rotation(context, data_keys, settings),
        companies=CompanyEnd(context, erasures, ledger),
        wipes=TrackerWipes(context),
        channels=channels,
        standings=Standings(context, channels),
        notifier=context.db.notifier,
        database=context.db,
        context=context,
        records=records,
        # What was erased stays erased, also where an older state of the database was put in place.
        replayed=erasures.replay(),
    )
    desk.audit.note_head()
    return desk
