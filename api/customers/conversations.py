"""Customers: companies, conversations, messages, events, the status of a request."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from api.channels.intake import inbound_of
from api.channels.web.adapter import WEB, WebAdapter
from api.context import ContextDep, ConversationDep
from api.describing import refusals
from api.problems import field_problem
from api.schemas import (
    MAX_TEXT,
    CompanyOut,
    ConversationOut,
    ListOf,
    MessageOut,
    OpenConversation,
    PostMessage,
    Reply,
    StatusChange,
    StatusOut,
    StatusQuery,
)
from api.turns.gateway import ChoiceNotAllowed
from desk.channels.adapter import Item
from desk.locales import Locale
from desk.model import Conversation, StoredMessage
from desk.requests.receipts import read_receipt
from knowledge.vocabulary import Owner

router = APIRouter(prefix="/api/v1", tags=["customers"])

PAGE = 100


def _web(context: ContextDep) -> WebAdapter:
    return WebAdapter(context.companies, context.base_url)


WebDep = Annotated[WebAdapter, Depends(_web)]


def _item(conversation: Conversation, message: StoredMessage) -> Item:
    """A message as any adapter takes it; the web keeps no row of it."""
    company, own = conversation.company, conversation.id
    return Item(
        id=message.id,
        channel=WEB,
        account=company,
        company=company,
        thread=own,
        kind="message",
        conversation_id=own,
        message=message,
        locale=conversation.locale,
    )


@router.get("/companies")
async def list_companies(context: ContextDep, locale: Locale = "ja") -> ListOf[CompanyOut]:
    """The companies that have a desk here, each with its note in the language of who looks."""
    return ListOf(items=await run_in_threadpool(context.companies.all_out, locale))


@router.post("/conversations", status_code=201)
async def open_conversation(body: OpenConversation, context: ContextDep, web: WebDep) -> ConversationOut:
    """Open a conversation. A region is taken only where the company's policy makes a difference."""
    company = context.companies.get(body.company)
    if company is None:
        raise field_problem("company", "there is no such company", allowed=context.companies.ids)
    region = company.region_of(body.region)
    conversation, token, messages = await run_in_threadpool(
        context.companies.open_conversation, company, region, body.locale
    )
    return ConversationOut(
        id=conversation.id,
        token=token,
        owner=conversation.owner,
        expects=conversation.expects,
        locale=conversation.locale,
        messages=[web.shown(one) for one in messages],
    )


@router.post("/conversations/{conversation_id}/messages")
async def post_message(
    body: PostMessage, conversation: ConversationDep, context: ContextDep, web: WebDep
) -> Reply:
    """Say something. It is kept before it is acknowledged; the same `client_id` again does nothing twice."""
    if body.text is not None:
        if not body.text.strip():
            raise field_problem("text", "empty; write something, or send a choice")
        if len(body.text) > MAX_TEXT:
            raise field_problem("text", f"too long: at most {MAX_TEXT} characters")
    said = web.read(conversation, body, datetime.now(UTC))
    try:
        after, reply = await context.gateway.receive(conversation, inbound_of(said))
    except ChoiceNotAllowed as exc:
        raise field_problem("choice", str(exc)) from None
    messages = [web.shown(one) for one in reply if one.sender != "customer"]
    return Reply(owner=after.owner, expects=after.expects, locale=after.locale, messages=messages)


@router.get("/conversations/{conversation_id}/messages")
async def list_messages(
    conversation: ConversationDep,
    context: ContextDep,
    web: WebDep,
    after: Annotated[str | None, Query(max_length=64)] = None,
) -> ListOf[MessageOut]:
    """The messages after the one with id `after`, oldest first."""
    stored = await run_in_threadpool(context.desk.conversations.messages, conversation.id, after, PAGE + 1)
    items = [web.shown(message) for message in stored[:PAGE]]
    return ListOf(items=items, next=items[-1].id if len(stored) > PAGE else None)


@router.get("/conversations/{conversation_id}/events", response_class=EventSourceResponse)
async def follow(
    conversation: ConversationDep,
    context: ContextDep,
    web: WebDep,
    request: Request,
    after: Annotated[str | None, Query(max_length=64)] = None,
) -> AsyncIterator[ServerSentEvent]:
    """Messages and changes of state as they come (server-sent events).

    Goes on after `Last-Event-ID` or `after`; without either, from now on.
    """
    cursor = request.headers.get("last-event-id") or after
    if cursor is None:
        last, _ = await run_in_threadpool(context.desk.conversations.newest, conversation.id, 1)
        cursor = last[0].id if last else None
    state: tuple[Owner, str | None, str] | None = None
    async for _ in context.desk.notifier.changes([web.placed(conversation.id)]):
        new = await run_in_threadpool(context.desk.conversations.messages, conversation.id, cursor, PAGE)
        for message in new:
            cursor = message.id
            for shown in web.render(_item(conversation, message)):
                yield ServerSentEvent(event="message", id=message.id, data=shown)
        current = await run_in_threadpool(context.desk.conversations.get, conversation.id)
        now = (current.owner, current.expects, current.locale)
        if now != state:
            state = now
            owner, expects, locale = now
            yield ServerSentEvent(
                event="state", data={"owner": owner.value, "expects": expects, "locale": locale}
            )
        if current.owner is Owner.CLOSED and not new:
            return


@router.post("/requests/status", responses=refusals(404, 429))
async def request_status(body: StatusQuery, context: ContextDep) -> StatusOut:
    """How a request stands, for the holder of its receipt and access code."""
    standing = await run_in_threadpool(
        context.desk.requests.status, read_receipt(body.receipt), body.access_code
    )
    return StatusOut(
        status=standing.status,
        due=context.companies.end_of_day(standing.due, standing.company),
        history=[StatusChange(status=entry.status, at=entry.at) for entry in standing.history],
    )
