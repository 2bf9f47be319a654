"""Reminders of due dates and of customers' questions, and the daily digest, for the channel of each company.

Both are put into the outbox in the commit that makes them: a reminder once, a digest once a day.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, literal, or_, select

from desk.calendar.agenda import Agenda
from desk.calendar.dues import DESK_ZONE, day_of
from desk.channels.outbox import NewItem, Outbox
from desk.jobs import later
from desk.jobs.later import Job
from desk.life import DueEntry
from desk.requests.paper_questions import REMINDER as QUESTION
from desk.slack.threads import SLACK
from desk.storage import tables as t
from desk.storage.channel_tables import outbox as rows
from desk.storage.database import Tx
from desk.storage.store import Context
from knowledge.vocabulary import CompanyId, Owner

DIGEST = "slack_digest"
"""Kind of later work: one company's digest of one day."""
LISTED = 10
"""Requests that a digest names."""
FRESH = timedelta(days=1)
"""Reminders older than this are not posted: whoever sets Slack up is not flooded with the past."""


class SlackNews:
    """`channels`: company -> Slack channel; `at`: when the digest comes, where the desks are."""

    def __init__(
        self,
        context: Context,
        agenda: Agenda,
        outbox: Outbox,
        team: str,
        channels: Mapping[CompanyId, str],
        at: time,
    ) -> None:
        self._db, self._rulebook, self._agenda, self._outbox = context.db, context.rulebook, agenda, outbox
        self._team, self._channels, self._at = team, dict(channels), at

    # ------------------------------------------------------------ reminders

    def post_reminders(self) -> int:
        """Put what reminders there are and have not been posted into the outbox; how many. Safe to do twice."""
        table, requests, dues = t.reminders, t.requests, t.request_dues
        with self._db.read() as conn:  # looked for at each change, seldom found
            key = literal("slack:reminder:") + func.cast(table.c.n, rows.c.key.type)
            query = (
                select(table, requests.c.company, dues.c.whose)
                .join(requests, requests.c.receipt == table.c.receipt)
                # A question about papers has no date of the request's own.
                .outerjoin(dues, (dues.c.receipt == table.c.receipt) & (dues.c.what == table.c.what))
                .outerjoin(rows, rows.c.key == key)
                .where(
                    rows.c.n.is_(None),
                    table.c.at >= self._db.clock() - FRESH,
                    table.c.acknowledged_at.is_(None),
                )
                .where(requests.c.company.in_(list(self._channels)))
                .where(or_(dues.c.n.is_not(None), table.c.what == QUESTION))
                .order_by(table.c.n)
                .limit(100)
            )
            found = conn.execute(query).all()
        if not found:
            return 0
        with self._db.write() as tx:
            for row in found:
                payload = {
                    "receipt": row.receipt, "company": row.company, "what": row.what, "whose": row.whose,
                    "due": row.due.isoformat(),
                }  # fmt: skip
                self._put(tx, row.company, f"reminder:{row.n}", "reminder", payload)
        return len(found)

    # ------------------------------------------------------------ digests

    def schedule(self) -> None:
        """See to it that each company's next digest is to come; more than once is fine."""
        with self._db.write() as tx:
            coming = {job.payload["company"] for job in later.of_kinds(tx.conn, (DIGEST,))}
            for company in self._channels:
                if company not in coming:
                    self._next(tx, company, tx.now)

    def _next(self, tx: Tx, company: CompanyId, after: datetime) -> None:
        """The first one after a moment, on a business day of this desk."""
        day = day_of(after)
        for _ in range(400):
            at = datetime.combine(day, self._at, DESK_ZONE)
            if at > after and self._rulebook.of(tx.conn, company).is_business_day(day):
                payload = {"company": company, "day": day.isoformat()}
                later.schedule(tx, DIGEST, f"{DIGEST}:{company}:{day}", at, payload)
                return
            day += timedelta(days=1)

    def digest(self, tx: Tx, job: Job) -> None:
        """The work of a digest (`desk.jobs.later.InTransaction`): into the outbox, and the next one is to come. One
        whose day is over (the app was off) is left out."""
        company, day = job.payload["company"], date.fromisoformat(job.payload["day"])
        if company not in self._channels:
            return
        self._next(tx, company, max(tx.now, job.at))
        if day_of(tx.now) == day:
            self._put(tx, company, f"digest:{company}:{day}", "digest", self._figures(tx, company, day))

    def _figures(self, tx: Tx, company: CompanyId, day: date) -> dict[str, Any]:
        conv = t.conversations
        here = conv.c.company == company
        query = select(func.count(), func.min(conv.c.waiting_since)).where(
            here, conv.c.owner == Owner.WAITING.value
        )
        waiting, since = tx.conn.execute(query).one()
        staff = here, conv.c.owner == Owner.STAFF.value
        claimed = tx.conn.execute(select(func.count()).select_from(conv).where(*staff)).scalar_one()
        failed = rows.c.company == company, rows.c.state.in_(("failed", "held")), rows.c.channel != SLACK
        undelivered = tx.conn.execute(select(func.count()).select_from(rows).where(*failed)).scalar_one()
        late = self._agenda.dues_in(tx.conn, tx.now, {company}, "late")
        soon = self._agenda.dues_in(tx.conn, tx.now, {company}, "soon")
        return {
            "company": company,
            "day": day.isoformat(),
            "waiting": waiting,
            "longest": 0 if since is None else int((tx.now - since).total_seconds() // 60),
            "claimed": claimed,
            "undelivered": undelivered,
            **_listed("late", late),
            **_listed("soon", soon),
        }

    def _put(self, tx: Tx, company: CompanyId, key: str, kind: str, payload: Mapping[str, Any]) -> None:
        self._outbox.put(
            tx,
            NewItem(
                key=f"slack:{key}",
                channel=SLACK,
                account=self._team,
                company=company,
                thread=f"slack:{kind}:{company}",
                kind=kind,
                payload={**payload, "key": key, "channel": self._channels[company]},
            ),
        )


def _listed(name: str, found: tuple[DueEntry, ...]) -> dict[str, Any]:
    shown = [
        {"receipt": one.receipt, "what": one.due.what, "due": one.due.due.isoformat()}
        for one in found[:LISTED]
    ]
    return {name: shown, f"{name}_count": len(found)}
