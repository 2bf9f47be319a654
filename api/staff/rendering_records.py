"""From a record to what staff gets of it: the same wherever a route gives one."""

from api.context import Context
from api.rendering import citation_or_none
from api.staff.schemas.records import (
    ChecklistItemOut,
    CheckOut,
    DecisionOut,
    DueEntryOut,
    DueOut,
    DuplicateOut,
    ExtensionOut,
    FlagOut,
    HistoryOut,
    MailOut,
    PauseOut,
    RecordedGround,
    RecordLine,
    RecordOut,
)
from desk.calendar.regimes import due_rules
from desk.life import Decision, Due, DueEntry, FlagState, Ground, Life, Resemblance
from desk.model import RequestRecord
from desk.statuses import reasons_for
from knowledge.vocabulary import CompanyId


def record_line(context: Context, record: RequestRecord) -> RecordLine:
    """A record in a list. Its date is the same moment as in the customer's status."""
    return RecordLine(
        receipt=record.receipt,
        kind=record.kind,
        came_by=record.came_by,
        came_on=record.came_on,
        company=record.company,
        region=record.region,
        request_type=record.request_type,
        requester=record.requester,
        subject=record.subject,
        reply_method=record.reply_method,
        status=record.status,
        standing=record.standing,
        due_basis=record.due_basis,
        policy_version=record.policy_version,
        created_at=record.created_at,
        updated_at=record.updated_at,
        erased_at=record.erased_at,
        due=context.companies.end_of_day(record.due, record.company),
    )


def record_out(context: Context, record: RequestRecord) -> RecordOut:
    """The whole record."""
    life = record.life or Life(None)
    terms = life.terms
    form_to_send = terms is not None and terms.sends_form and record.status == "sending_form"
    return RecordOut(
        **dict(record_line(context, record)),
        version=record.version,
        conversation=record.conversation_id,
        checklist=_checklist(context, record, life),
        send_to=dict(record.send_to),
        history=[
            HistoryOut(
                what=h.what,
                status=h.status,
                at=h.at,
                by=h.by,
                reason=h.reason,
                note=h.note,
                fields=list(h.fields),
                account=h.account,
            )
            for h in record.history
        ],
        customer=dict(record.customer or {}),
        allowed_statuses=list(life.allowed),
        reasons={status: list(reasons_for(record.status, status)) for status in life.allowed},
        form_to_send=list(terms.form_names) if terms is not None and form_to_send else None,
        fee=terms.fee if terms is not None else None,
        grounds=[_ground(context, ground) for ground in (terms.grounds if terms else ())],
        decision=None if life.decision is None else _decision(context, life.decision),
        checks=[
            CheckOut(check=c.what, result=c.result, by=c.by, account=c.account, at=c.at, note=c.note)
            for c in life.checks
        ],
        flags=[_flag(context, flag) for flag in life.flags],
        dues=[due_out(context, due, record.company) for due in life.dues],
        pauses=[PauseOut(status=p.status, since=p.since, until=p.until) for p in life.pauses],
        extensions=[
            ExtensionOut(at=e.at, by=e.by, before=e.before, after=e.after, notice=e.notice)
            for e in life.extensions
        ],
        duplicates=[duplicate_out(one) for one in life.duplicates],
        mails=[MailOut(template=m.template, state=m.state, at=m.at, failure=m.failure) for m in life.mails],
    )


def _checklist(context: Context, record: RequestRecord, life: Life) -> list[ChecklistItemOut]:
    ticks = {tick.item: tick for tick in life.ticks}
    return [
        ChecklistItemOut(
            item=number,
            kind=item.kind,
            label=item.label,
            citation=citation_or_none(context.base_url, item.citation),
            arrived_at=ticks[number].at if number in ticks else None,
            ticked_by=ticks[number].by if number in ticks else None,
        )
        for number, item in enumerate(record.checklist)
    ]


def due_out(context: Context, due: Due, company: CompanyId) -> DueOut:
    """A date, with whose it is and where the rule stands."""
    regime = due_rules().regimes.get(due.basis)
    return DueOut(
        what=due.what,
        date=due.due,
        due=context.companies.end_of_day(due.due, company),
        whose=due.whose,
        basis=due.basis,
        source=regime.source.law if regime is not None else None,
        since=due.started,
        met_at=due.met_at,
        extended=due.extended,
    )


def due_entry_out(context: Context, one: DueEntry) -> DueEntryOut:
    """A date in the list, with its record."""
    return DueEntryOut(
        **dict(due_out(context, one.due, one.company)),
        receipt=one.receipt,
        company=one.company,
        kind=one.kind,
        request_type=one.request_type,
        status=one.status,
        days_left=one.days_left,
        late=one.stands == "late",
    )


def duplicate_out(one: Resemblance) -> DuplicateOut:
    """Another record that may be the same matter."""
    return DuplicateOut(
        receipt=one.receipt,
        on=list(one.on),
        request_type=one.request_type,
        status=one.status,
        created_at=one.created_at,
    )


def _decision(context: Context, decision: Decision) -> DecisionOut:
    return DecisionOut(
        status=decision.status,
        grounds=[_ground(context, ground) for ground in decision.grounds],
        reasons_letter=decision.reasons_letter,
        by=decision.by,
        at=decision.at,
    )


def _flag(context: Context, flag: FlagState) -> FlagOut:
    return FlagOut(
        flag=flag.flag,
        by=flag.by,
        at=flag.at,
        note=flag.note,
        found_in=list(flag.found_in),
        rule=citation_or_none(context.base_url, flag.rule),
    )


def _ground(context: Context, ground: Ground) -> RecordedGround:
    return RecordedGround(
        id=ground.id,
        text=ground.text,
        own=ground.own,
        citation=citation_or_none(context.base_url, ground.citation),
    )
