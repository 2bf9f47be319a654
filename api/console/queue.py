"""GET /staff: who waits, what is mine, what colleagues have; and the line by which pages hear of changes."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool

from api.console import live_words
from api.console.rendering import go, render, words
from api.console.scope import check_own, not_there
from api.console.visit import console_staff, get_own, locale_of, session_token
from api.context import Context, ContextDep
from desk.accounts.errors import SessionInvalid
from desk.errors import ConversationNotFound
from desk.handover.queue import QueueView
from desk.ids import ConversationId
from desk.locales import FullLocale
from desk.model import QueueEntry
from desk.notify import STAFF, conversation_topic
from desk.roles import Permission, StaffMember

router = APIRouter()
Watcher = Annotated[StaffMember, Depends(console_staff(Permission.READ_CONVERSATIONS, use=False))]
LOOK_SECONDS = 5.0
"""How often a line looks at the database without having heard anything: another process's changes come so."""


@dataclass(frozen=True, slots=True)
class Row:
    """A conversation in a list, in words."""

    id: ConversationId
    company_name: str
    region_word: str | None
    language_word: str
    reason: str
    since: str | None
    last: str
    alias: str | None
    returned: bool
    contact_left: bool
    urgent: bool
    unanswered: bool
    outside: bool


async def home(
    request: Request, context: ContextDep, staff: Annotated[StaffMember, Depends(get_own)]
) -> Response:
    """The queue; to the look-up for those who only look things up."""
    if not staff.may(Permission.READ_CONVERSATIONS):
        return go(request, "/staff/lookup")
    return await _page(request, context, await console_staff(Permission.READ_CONVERSATIONS)(request))


@router.get("/queue")
async def lists(request: Request, context: ContextDep, staff: Watcher) -> Response:
    """The lists again, for a page that is open."""
    return await _page(request, context, staff)


async def _page(request: Request, context: Context, staff: StaffMember) -> Response:
    live, locale = words(request, "live"), locale_of(request)
    view = await run_in_threadpool(context.desk.live.queue.view, staff)
    rows = await run_in_threadpool(_rows, context, view, live, locale)
    return render(
        request,
        "console/queue.html",
        staff,
        fragment="console/_queue.html",
        l=live,
        more=view.more,
        **rows,
    )


def _rows(context: Context, view: QueueView, live: Any, locale: FullLocale) -> dict[str, Any]:
    now = context.desk.database.clock()
    waits = {entry.conversation.company for entry in view.waiting}
    known = [one for one in waits if context.companies.get(one) is not None]
    shut = {one for one in known if context.companies.state(one, now).state != "open"}

    def row(entry: QueueEntry) -> Row:
        conversation = entry.conversation
        company = context.companies.get(conversation.company)
        queue = live["queue"]
        waited = entry.waiting_since and live_words.span(now - entry.waiting_since, queue)
        return Row(
            id=conversation.id,
            company_name=company.name if company else conversation.company,
            region_word=live_words.region(conversation, live),
            language_word=live["locales"].get(conversation.locale, conversation.locale),
            reason=live_words.reason(conversation, live),
            since=live_words.fill(queue["since"], span=waited) if waited else None,
            last=live_words.fill(queue["last"], time=live_words.clock(entry.last_message_at, locale)),
            alias=conversation.claimed_alias,
            returned=conversation.id in view.returned,
            contact_left=entry.contact_left,
            urgent=entry.urgent,
            unanswered=entry.unanswered,
            outside=conversation.company in shut,
        )

    return {
        name: [row(entry) for entry in getattr(view, name)] for name in ("left", "waiting", "mine", "others")
    }


# ---------------------------------------------------------------------- the line


async def _watched(
    context: ContextDep,
    staff: Watcher,
    conversation: Annotated[ConversationId | None, Query(max_length=64)] = None,
) -> ConversationId | None:
    """The conversation that a page watches. A dependency, for once a stream has begun nothing can be refused any more:
    404 unless it is one of the person's companies'."""
    if conversation is None:
        return None
    try:
        found = await run_in_threadpool(context.desk.conversations.get, conversation)
    except ConversationNotFound:
        raise not_there() from None
    check_own(staff, found.company)
    return conversation


@router.get("/events", response_class=EventSourceResponse)
async def follow(
    request: Request,
    context: ContextDep,
    staff: Watcher,
    conversation: Annotated[ConversationId | None, Depends(_watched)],
) -> AsyncIterator[ServerSentEvent]:
    """Says "queue" or "conversation" where these are not what they were; what they are now is fetched. Ends with the
    session."""
    topics = [STAFF]
    if conversation is not None:
        topics.append(conversation_topic(conversation))
    seen: dict[str, str] | None = None
    async for _ in context.desk.notifier.changes(topics, poll_seconds=LOOK_SECONDS):
        if not await run_in_threadpool(_still_there, request, context):
            return
        now = await run_in_threadpool(context.desk.live.queue.marks, staff, conversation)
        for name, mark in now.items():
            if seen is not None and seen[name] != mark:
                yield ServerSentEvent(event=name, data={})
        if seen is None:
            yield ServerSentEvent(event="ready", data={})
        seen = now


def _still_there(request: Request, context: Context) -> bool:
    token = session_token(request)
    try:
        return token is not None and bool(context.desk.accounts.sessions.open(token, "console", use=False))
    except SessionInvalid:
        return False
