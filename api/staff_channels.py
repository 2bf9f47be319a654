"""Staff: what could not be delivered in a channel, and what the channels have pushed this month."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from api.context import CaseWorkerDep, ContextDep
from api.schemas import ListOf
from desk.channels.service import Undelivered
from desk.channels.usage import Usage
from knowledge.vocabulary import CompanyId

router = APIRouter(prefix="/api/v1/staff", tags=["staff"])

ItemId = Annotated[str, Path(max_length=64)]


class UndeliveredOut(BaseModel):
    """A message that did not go out, or not yet. `why` is a word for the reason; what was said stands in the
    conversation."""

    id: str
    channel: str
    company: CompanyId | None
    conversation_id: str | None
    message_id: str | None
    state: Literal["failed", "held", "waiting"]
    why: str | None
    since: datetime
    attempts: int


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


@router.post("/undelivered/{item}/retry", status_code=204)
async def retry_undelivered(item: ItemId, context: ContextDep, staff: CaseWorkerDep) -> None:
    """Try once more to deliver it."""
    await run_in_threadpool(context.desk.channels.retry, item, staff)


@router.post("/undelivered/{item}/dismiss", status_code=204)
async def dismiss_undelivered(item: ItemId, context: ContextDep, staff: CaseWorkerDep) -> None:
    """It need not go out any more."""
    await run_in_threadpool(context.desk.channels.dismiss, item, staff)


@router.get("/channels")
async def list_channels(context: ContextDep, staff: CaseWorkerDep) -> ListOf[ChannelOut]:
    """The accounts of the companies that this person works for, with what they pushed this month."""
    usages = await run_in_threadpool(context.channels.usages, staff)
    return ListOf(items=[_channel_out(one) for one in usages])
