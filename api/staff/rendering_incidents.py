"""From an announced incident to what staff gets of it."""

from api.context import Context
from api.rendering import citation_or_none
from api.staff.schemas.incidents import IncidentCountsOut, IncidentOut, IncidentScript, RecordIncidentOut
from desk.incidents.model import Incident
from desk.incidents.records import OfRecord


def script_out(one: Incident) -> IncidentScript:
    """What staff say and ask, beside a conversation or a record."""
    return IncidentScript(
        id=one.id, title=one.title["ja"], dated=one.dated, state=one.state, script=one.script
    )


def incident_out(context: Context, one: Incident) -> IncidentOut:
    """An incident with its counts."""
    counts = context.desk.incidents.counts(one.id)
    return IncidentOut(
        id=one.id,
        company=one.company,
        category=one.category,
        state=one.state,
        fault=one.fault,
        dated=one.dated,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        ended_by=one.ended_by,
        revision=one.revision,
        title=dict(one.title),
        text=dict(one.text),
        script=one.script,
        keywords=list(one.keywords),
        created_by=one.created_by,
        created_at=one.created_at,
        counts=IncidentCountsOut(
            questions=counts.questions,
            conversations=counts.conversations,
            enquiries=counts.enquiries,
            requests=counts.requests,
        ),
    )


def record_incident_out(context: Context, found: OfRecord) -> RecordIncidentOut:
    """What staff see of incidents beside a record."""
    terms = found.terms
    return RecordIncidentOut(
        receipt=found.receipt,
        incident=found.incident.id if found.incident is not None else None,
        scripts=[script_out(one) for one in found.scripts],
        fee_waived=terms is not None and terms.waived,
        waiver=citation_or_none(context.base_url, terms.leak_waiver if terms is not None else None),
        refund=citation_or_none(context.base_url, terms.leak_refund if terms is not None else None),
    )
