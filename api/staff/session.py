"""Staff: session, waiting conversations, requests. The desk decides who may do what; this only translates."""

from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Header, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from api.context import CaseWorkerDep, Context, ContextDep, StaffDep, StaffTokenDep
from api.describing import refusals
from api.problems import field_problem
from api.rendering import MOST_MESSAGES, message_out
from api.schemas import ListOf, MessageOut, StaffMessage
from api.staff.clients import client_name
from api.staff.rendering_incidents import script_out
from api.staff.schemas.session import (
    ClaimUntil,
    ContactOut,
    Login,
    Me,
    QueuedConversation,
    Session,
    StaffConversation,
    WholeConversation,
)
from desk.errors import Forbidden
from desk.ids import ConversationId
from desk.model import Conversation, QueueEntry, StaffMember
from desk.notify import STAFF, conversation_topic
from knowledge.vocabulary import Owner

router = APIRouter(prefix="/api/v1/staff", tags=["staff"])

Cursor = Annotated[str | None, Query(max_length=200)]
Limit = Annotated[int, Query(ge=1, le=200)]


@router.post("/session", responses=refusals(401, 403, 429))
async def log_in(
    body: Login, context: ContextDep, user_agent: Annotated[str, Header(include_in_schema=False)] = ""
) -> Session:
    """Log in; the token goes into the Authorization header of every other staff call. 401 `totp_required` where the
    account has an authenticator app and `totp` is missing."""
    client = client_name(user_agent)
    log_in = context.desk.accounts.log_in.api
    entered = await run_in_threadpool(log_in, body.username, body.password, body.totp, client)
    return Session(token=entered.token)


@router.delete("/session", status_code=204)
async def log_out(context: ContextDep, token: StaffTokenDep) -> Response:
    """End the session."""
    await run_in_threadpool(context.desk.staff.logout, token)
    return Response(status_code=204)


@router.get("/me")
async def me(staff: StaffDep) -> Me:
    """Who is logged in, under which alias customers see them, and for which companies."""
    companies = sorted(staff.companies) if staff.companies is not None else None
    return Me(username=staff.username, alias=staff.alias, role=staff.role, companies=companies)


# ---------------------------------------------------------------------- conversations


def _conversation_out(context: Context, conversation: Conversation) -> StaffConversation:
    company = context.companies.get(conversation.company)
    return StaffConversation(
        id=conversation.id,
        company=conversation.company,
        company_name=company.name if company else conversation.company,
        region=conversation.region,
        locale=conversation.locale,
        owner=conversation.owner,
        expects=conversation.expects,
        slots=dict(conversation.slots),
        claimed_by=conversation.claimed_alias,
        claimed_until=conversation.claimed_until,
        handoff_reason=conversation.handoff_reason,
        created_at=conversation.created_at,
        updated_at=conversation.updated_at,
    )


def _entry_out(context: Context, entry: QueueEntry) -> QueuedConversation:
    return QueuedConversation(
        **dict(_conversation_out(context, entry.conversation)),
        waiting_since=entry.waiting_since,
        last_message_at=entry.last_message_at,
        contact_left=entry.contact_left,
        urgent=entry.urgent,
    )


@router.get("/conversations")
async def list_conversations(
    context: ContextDep,
    staff: CaseWorkerDep,
    owner: Literal["bot", "waiting", "staff", "closed"] | None = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> ListOf[QueuedConversation]:
    """Conversations of the companies this person works for; waiting ones longest first (urgent ones before
    all others), others newest first."""
    handoffs = context.desk.handoffs
    if owner == "waiting":
        entries = await run_in_threadpool(handoffs.waiting, staff.companies)
        return ListOf(items=[_entry_out(context, entry) for entry in entries])
    wanted = Owner(owner) if owner else None
    found = await run_in_threadpool(handoffs.list, wanted, staff.companies, cursor, limit)
    return ListOf(items=[_entry_out(context, entry) for entry in found.items], next=found.next)


def _get_for(context: Context, staff: StaffMember, conversation_id: ConversationId) -> Conversation:
    conversation = context.desk.conversations.get(conversation_id)
    if not staff.works_for(conversation.company):
        raise Forbidden
    return conversation


@router.get("/conversations/{conversation_id}")
async def get_conversation(
    conversation_id: ConversationId, context: ContextDep, staff: CaseWorkerDep
) -> WholeConversation:
    """One conversation with the newest messages of its transcript, and whether there were `earlier` ones."""
    conversation = await run_in_threadpool(_get_for, context, staff, conversation_id)
    stored, earlier = await run_in_threadpool(
        context.desk.conversations.newest, conversation_id, MOST_MESSAGES
    )
    # A form's address is the customer's secret.
    messages = [
        message_out(context.base_url, message).model_copy(update={"form": None}) for message in stored
    ]
    announced = await run_in_threadpool(context.desk.incidents.running_for, conversation.company)
    return WholeConversation(
        **dict(_conversation_out(context, conversation)),
        messages=messages,
        earlier=earlier,
        incidents=[script_out(one) for one in announced],
    )


@router.post("/conversations/{conversation_id}/claim")
async def claim(
    conversation_id: ConversationId, context: ContextDep, staff: CaseWorkerDep
) -> StaffConversation:
    """Take a waiting conversation; 409 names who has it already."""
    conversation = await run_in_threadpool(context.desk.handoffs.claim, conversation_id, staff)
    return _conversation_out(context, conversation)


@router.post("/conversations/{conversation_id}/messages")
async def say(
    conversation_id: ConversationId, body: StaffMessage, context: ContextDep, staff: CaseWorkerDep
) -> MessageOut:
    """Say something to the customer under the desk's alias."""
    if not body.text.strip():
        raise field_problem("text", "empty")
    client_id = str(body.client_id) if body.client_id else None
    stored = await run_in_threadpool(context.desk.handoffs.say, conversation_id, staff, body.text, client_id)
    return message_out(context.base_url, stored)


@router.post("/conversations/{conversation_id}/release")
async def release(
    conversation_id: ConversationId, context: ContextDep, staff: CaseWorkerDep
) -> StaffConversation:
    """Give the conversation back to the bot."""
    conversation = await run_in_threadpool(context.desk.handoffs.release, conversation_id, staff)
    return _conversation_out(context, conversation)


@router.post("/conversations/{conversation_id}/close")
async def close(
    conversation_id: ConversationId, context: ContextDep, staff: CaseWorkerDep
) -> StaffConversation:
    """End the conversation."""
    conversation = await run_in_threadpool(context.desk.handoffs.close, conversation_id, staff)
    return _conversation_out(context, conversation)


@router.post("/conversations/{conversation_id}/heartbeat")
async def heartbeat(conversation_id: ConversationId, context: ContextDep, staff: CaseWorkerDep) -> ClaimUntil:
    """The claimer is still there."""
    until = await run_in_threadpool(context.desk.handoffs.heartbeat, conversation_id, staff)
    return ClaimUntil(claimed_until=until)


@router.get("/conversations/{conversation_id}/contacts")
async def contacts(
    conversation_id: ConversationId, context: ContextDep, staff: CaseWorkerDep
) -> ListOf[ContactOut]:
    """Contacts the customer left (audited)."""
    found = await run_in_threadpool(context.desk.handoffs.contacts, conversation_id, staff)
    items = [ContactOut(id=c.id, values=dict(c.values), created_at=c.created_at) for c in found]
    return ListOf(items=items)


async def _topics(
    context: ContextDep,
    staff: CaseWorkerDep,
    conversation: Annotated[ConversationId | None, Query(max_length=64)] = None,
) -> list[str]:
    """What is listened to. A dependency: once the stream has begun, nothing can be refused any more."""
    if not conversation:
        return [STAFF]
    await run_in_threadpool(_get_for, context, staff, conversation)
    return [STAFF, conversation_topic(conversation)]


@router.get("/events", response_class=EventSourceResponse)
async def follow(
    context: ContextDep, topics: Annotated[list[str], Depends(_topics)]
) -> AsyncIterator[ServerSentEvent]:
    """Tells that the queue, or the conversation looked at, changed; what it is now is fetched."""
    async for heard in context.desk.notifier.changes(topics, poll_seconds=5.0):
        yield ServerSentEvent(event="change", data={"heard": heard})
