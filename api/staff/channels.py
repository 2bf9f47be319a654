"""Staff: what could not be delivered in a channel or worked on from it, and what the channels have pushed this
month."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Response
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from api.context import CaseWorkerDep, ContextDep
from api.schemas import ListOf
from desk.channels.service import Undelivered
from desk.channels.stuck import SetAside, Stuck
from desk.channels.usage import Usage
from desk.ids import ConversationId
from knowledge.vocabulary import CompanyId

router = APIRouter(prefix="/api/v1/staff", tags=["staff"])

ItemId = Annotated[str, Path(max_length=64)]


class UndeliveredOut(BaseModel):
    """A message that did not go out, or not yet. `why` is a word for the reason; what was said stands in the
    conversation."""

    id: str
    channel: str
    company: CompanyId | None
    conversation_id: ConversationId | None
    message_id: str | None
    state: Literal["failed", "held", "waiting"]
    why: str | None
    since: datetime
    attempts: int


class StuckOut(BaseModel):
    """Something that came in and could not be worked on; nothing of what was said in it. `why` is the name of the
    error, `repeatable` whether it can be tried again."""

    id: str
    channel: str
    company: CompanyId | None
    conversation_id: ConversationId | None
    kind: str
    state: Literal["given_up", "trying"]
    why: str | None
    since: datetime
    attempts: int
    repeatable: bool


class SetAsideIn(BaseModel):
    """Why an event need not be worked on."""

    why: SetAside


class Retried(BaseModel):
    """How many events are tried again."""

    retried: int


class ChannelOut(BaseModel):
    """A company's account in a channel, with what was pushed this month. `limit` null: none."""

    channel: str
    company: CompanyId
    month: str
    pushes: int
    limit: int | None
    warning: bool
    exhausted: bool


def undelivered_out(one: Undelivered) -> UndeliveredOut:
    """In the shape of the API."""
    return UndeliveredOut(
        id=one.id,
        channel=one.channel,
        company=one.company,
        conversation_id=one.conversation_id,
        message_id=one.message_id,
        state=one.state,
        why=one.why,
        since=one.since,
        attempts=one.attempts,
    )


def stuck_out(one: Stuck) -> StuckOut:
    """In the shape of the API."""
    return StuckOut(
        id=one.id,
        channel=one.channel,
        company=one.company,
        conversation_id=one.conversation_id,
        kind=one.kind,
        state=one.state,
        why=one.why,
        since=one.since,
        attempts=one.attempts,
        repeatable=one.repeatable,
    )


def _channel_out(one: Usage) -> ChannelOut:
    return ChannelOut(
        channel=one.channel,
        company=one.account,
        month=one.month,
        pushes=one.pushes,
        limit=one.limit,
        warning=one.warning,
        exhausted=one.exhausted,
    )


@router.get("/undelivered")
async def list_undelivered(context: ContextDep, staff: CaseWorkerDep) -> ListOf[UndeliveredOut]:
    """What did not reach customers of the companies that this person works for, oldest first."""
    found = await run_in_threadpool(context.desk.channels.undelivered, staff.companies)
    return ListOf(items=[undelivered_out(one) for one in found])


@router.get("/undelivered/events")
async def list_events(context: ContextDep, staff: CaseWorkerDep) -> ListOf[StuckOut]:
    """What came in and could not be worked on, of the companies that this person works for, oldest first."""
    found = await run_in_threadpool(context.desk.channels.stuck.of, staff.companies)
    return ListOf(items=[stuck_out(one) for one in found])


@router.post("/undelivered/events/retry")
async def retry_events(context: ContextDep, staff: CaseWorkerDep) -> Retried:
    """Have everything worked on once more that was given up and can be."""
    return Retried(retried=await run_in_threadpool(context.desk.channels.stuck.retry_all, staff))


@router.post("/undelivered/events/{event}/retry", status_code=204)
async def retry_event(event: ItemId, context: ContextDep, staff: CaseWorkerDep) -> Response:
    """Have one event worked on once more. 409: what came in with it is not kept any more."""
    await run_in_threadpool(context.desk.channels.stuck.retry, event, staff)
    return Response(status_code=204)


@router.post("/undelivered/events/{event}/set-aside", status_code=204)
async def set_event_aside(
    event: ItemId, body: SetAsideIn, context: ContextDep, staff: CaseWorkerDep
) -> Response:
    """It need not be worked on; what came in with it is forgotten."""
    await run_in_threadpool(context.desk.channels.stuck.set_aside, event, body.why, staff)
    return Response(status_code=204)


@router.post("/undelivered/{item}/retry", status_code=204)
async def retry_undelivered(item: ItemId, context: ContextDep, staff: CaseWorkerDep) -> Response:
    """Try once more to deliver it."""
    await run_in_threadpool(context.desk.channels.retry, item, staff)
    return Response(status_code=204)


@router.post("/undelivered/{item}/dismiss", status_code=204)
async def dismiss_undelivered(item: ItemId, context: ContextDep, staff: CaseWorkerDep) -> Response:
    """It need not go out any more."""
    await run_in_threadpool(context.desk.channels.dismiss, item, staff)
    return Response(status_code=204)


@router.get("/channels")
async def list_channels(context: ContextDep, staff: CaseWorkerDep) -> ListOf[ChannelOut]:
    """The accounts of the companies that this person works for, with what they pushed this month."""
    usages = await run_in_threadpool(context.channels.usages, staff)
    return ListOf(items=[_channel_out(one) for one in usages])
