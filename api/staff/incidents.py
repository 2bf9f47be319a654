"""Staff: announced incidents, and the records that belong to one."""

from datetime import date

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool

from api.context import CaseWorkerDep, Context, ContextDep, ReceiptDep
from api.problems import field_problem
from api.schemas import ListOf
from api.staff.rendering_incidents import incident_out, record_incident_out
from api.staff.schemas.incidents import IncidentOut, RecordIncidentOut
from desk.incidents.model import MAX_SCRIPT, Draft, Fault
from desk.requests.receipts import Receipt
from desk.roles import StaffMember
from knowledge.vocabulary import CompanyId

router = APIRouter(prefix="/api/v1/staff", tags=["staff"])


class IncidentIn(BaseModel):
    """What is announced. `title` and `text` by language (`ja` always, `en` and `zh` if wanted)."""

    model_config = ConfigDict(extra="forbid")

    dated: date
    title: dict[str, str]
    text: dict[str, str]
    script: str = Field(max_length=MAX_SCRIPT + 100)
    fault: Fault = "unknown"
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None
    keywords: list[str] = Field(default_factory=list, max_length=50)

    def draft(self, company: CompanyId) -> Draft:
        """For the desk, which checks it."""
        return Draft(
            company, self.dated, self.title, self.text, self.script, self.fault, self.starts_at, self.ends_at,
            tuple(self.keywords),
        )  # fmt: skip


class NewIncidentIn(IncidentIn):
    """A new one, of a company."""

    company: str = Field(max_length=64)


class LinkIn(BaseModel):
    """The incident that a record belongs to; null: none."""

    model_config = ConfigDict(extra="forbid")

    incident: str | None = Field(max_length=64)


@router.get("/incidents")
async def list_incidents(context: ContextDep, staff: CaseWorkerDep) -> ListOf[IncidentOut]:
    """Incidents of the companies this person works for, newest first, with what is asked about them."""

    def found() -> list[IncidentOut]:
        return [incident_out(context, one) for one in context.desk.incidents.all(staff.companies)]

    return ListOf(items=await run_in_threadpool(found))


@router.post("/incidents", status_code=201)
async def announce(body: NewIncidentIn, context: ContextDep, staff: CaseWorkerDep) -> IncidentOut:
    """Announce a leak (lead, admin): from then on it comes first in every conversation of the company."""
    company = context.companies.get(body.company)
    if company is None:
        mine = [name for name in context.companies.ids if staff.works_for(name)]
        raise field_problem("company", "no such company", allowed=mine)
    made = await run_in_threadpool(context.desk.incidents.announce, body.draft(company.id), staff)
    return await run_in_threadpool(incident_out, context, made)


@router.put("/incidents/{incident}")
async def change_incident(
    incident: str, body: IncidentIn, context: ContextDep, staff: CaseWorkerDep
) -> IncidentOut:
    """Change what is announced. Where the fault turns out to be the company's, open requests in its connection lose a
    fee that the policy waives for that."""
    known = await run_in_threadpool(context.desk.incidents.get, incident, staff)
    made = await run_in_threadpool(context.desk.incidents.change, incident, body.draft(known.company), staff)
    return await run_in_threadpool(incident_out, context, made)


@router.post("/incidents/{incident}/end")
async def end_incident(incident: str, context: ContextDep, staff: CaseWorkerDep) -> IncidentOut:
    """It is shown no more."""
    ended = await run_in_threadpool(context.desk.incidents.end, incident, staff)
    return await run_in_threadpool(incident_out, context, ended)


# ---------------------------------------------------------------------- records


def _of_record(context: Context, receipt: Receipt, staff: StaffMember) -> RecordIncidentOut:
    return record_incident_out(context, context.desk.incidents.of_record(receipt, staff))


@router.get("/requests/{receipt}/incident")
async def incident_of(context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep) -> RecordIncidentOut:
    """The incident that a record belongs to, what staff say and ask, and what the policy says of its fee."""
    return await run_in_threadpool(_of_record, context, receipt, staff)


@router.put("/requests/{receipt}/incident")
async def link_incident(
    body: LinkIn, context: ContextDep, staff: CaseWorkerDep, receipt: ReceiptDep
) -> RecordIncidentOut:
    """Say that a record belongs to an incident, or (null) to none; its fee follows."""
    await run_in_threadpool(context.desk.incidents.link, receipt, body.incident, staff)
    return await run_in_threadpool(_of_record, context, receipt, staff)
