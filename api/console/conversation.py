"""One conversation: read, take, answer, pass on, give back, close. The desk decides who may do what."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from api.console import conversation_view as view
from api.console.conversation_view import Draft
from api.console.live_words import fill
from api.console.rendering import go, render, words
from api.console.reply_check import checked_kinds
from api.console.scope import check_own, not_there
from api.console.visit import console_staff, is_fragment, locale_of
from api.context import Context, ContextDep
from api.schemas import MAX_TEXT
from desk.errors import ConversationNotFound, DeskError, Forbidden
from desk.handover.errors import AlreadyClaimed, ColleagueNotThere
from desk.ids import ConversationId
from desk.model import Conversation
from desk.roles import Permission, StaffMember

router = APIRouter(prefix="/conversations/{conversation_id}")
Reader = Annotated[StaffMember, Depends(console_staff(Permission.READ_CONVERSATIONS))]
Watcher = Annotated[StaffMember, Depends(console_staff(Permission.READ_CONVERSATIONS, use=False))]
Worker = Annotated[StaffMember, Depends(console_staff(Permission.REPLY))]
Text = Annotated[str, Form(max_length=20_000)]
QUEUE = ""
"""Where a transfer goes that names no colleague."""


def _conversation(context: Context, staff: StaffMember, conversation_id: ConversationId) -> Conversation:
    try:
        conversation = context.desk.conversations.get(conversation_id)
    except ConversationNotFound:
        raise not_there() from None
    check_own(staff, conversation.company)
    return conversation


def _address(conversation_id: ConversationId) -> str:
    return f"/staff/conversations/{conversation_id}"


@router.get("")
async def show(
    conversation_id: ConversationId,
    request: Request,
    context: ContextDep,
    staff: Reader,
    done: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """The page."""
    return await _page(request, context, staff, conversation_id, done=done)


async def _page(
    request: Request,
    context: Context,
    staff: StaffMember,
    conversation_id: ConversationId,
    *,
    draft: Draft | None = None,
    done: str = "",
    wrong: str | None = None,
    fragment: str = "console/_conversation.html",
    status: int = 200,
    **more: Any,
) -> Response:
    """The page, or the piece of it that htmx asked for. `done` and `wrong` say what became of an action."""
    live, locale = words(request, "live"), locale_of(request)

    def collect() -> dict[str, Any]:
        found = view.read(context, _conversation(context, staff, conversation_id), staff)
        return view.values(context, found, staff, live, locale)

    collected = await run_in_threadpool(collect)
    shown = {
        "draft": draft or Draft.new(),
        "done": live["conversation"]["done"].get(done),
        "wrong": wrong,
        "contacts": None,
        "reply_wrong": None,
        "note_wrong": None,
        "noted": "",
        "most": MAX_TEXT,
        **collected,
        **more,
    }
    # For htmx the piece says what was wrong; it takes it whatever the status is.
    return render(
        request, "console/conversation.html", staff, fragment=fragment, status=status,
        **shown,
    )  # fmt: skip


def _wrong(live: Any, refused: DeskError) -> str:
    """What a refusal says to staff."""
    texts = live["conversation"]["wrong"]
    alias = refused.alias if isinstance(refused, AlreadyClaimed | ColleagueNotThere) else ""
    return fill(texts.get(refused.code, texts["other"]), alias=alias)


@dataclass(frozen=True, slots=True)
class Call:
    """What a change of who has the conversation comes with. `text` is what was being typed: it stays."""

    conversation_id: ConversationId
    request: Request
    context: ContextDep
    staff: Worker
    text: Text = ""


Changing = Annotated[Call, Depends()]


async def _act(call: Call, act: Callable[[], object], done: str) -> Response:
    """Do something that changes who has the conversation, and show it as it then is."""
    request, context, staff, conversation_id = call.request, call.context, call.staff, call.conversation_id
    await run_in_threadpool(_conversation, context, staff, conversation_id)
    kept = Draft.new(call.text)
    try:
        await run_in_threadpool(act)
    except Forbidden:
        raise
    except DeskError as refused:
        wrong = _wrong(words(request, "live"), refused)
        return await _page(
            request, context, staff, conversation_id, draft=kept, wrong=wrong, status=409
        )  # fmt: skip
    if not is_fragment(request):
        return go(request, f"{_address(conversation_id)}?done={done}")
    return await _page(request, context, staff, conversation_id, draft=kept, done=done)


@router.post("/claim")
async def claim(call: Changing) -> Response:
    """Take it; whoever comes second is told who has it."""
    return await _act(
        call, partial(call.context.desk.handoffs.claim, call.conversation_id, call.staff), "claimed"
    )


@router.post("/release")
async def release(call: Changing) -> Response:
    """Give it back to the bot."""
    return await _act(
        call, partial(call.context.desk.handoffs.release, call.conversation_id, call.staff), "released"
    )


@router.post("/close")
async def close(call: Changing) -> Response:
    """End it."""
    return await _act(
        call, partial(call.context.desk.handoffs.close, call.conversation_id, call.staff), "closed"
    )


@router.post("/transfer")
async def transfer(
    call: Changing, to: Annotated[str, Form(max_length=64)] = QUEUE, note: Text = ""
) -> Response:
    """To a colleague who is there, or back to the queue."""
    transfers, note = call.context.desk.live.transfers, note.replace("\r\n", "\n")
    if to == QUEUE:
        return await _act(call, partial(transfers.to_queue, call.conversation_id, call.staff, note), "queued")
    act = partial(transfers.to_colleague, call.conversation_id, call.staff, to, note)
    return await _act(call, act, "transferred")


@router.post("/live")
async def refresh(
    conversation_id: ConversationId,
    request: Request,
    context: ContextDep,
    staff: Watcher,
    stand: Annotated[str, Form(max_length=200)] = "",
    text: Text = "",
    client_id: Annotated[str, Form(max_length=64)] = "",
    announced: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:
    """The transcript and notes again; the actions only where somebody else has it than the page thinks (`stand`), for
    what is being typed must not be taken away; the scripts only where others run than it shows (`announced`)."""
    draft = Draft(text, client_id) if client_id else Draft.new(text)
    return await _page(
        request, context, staff, conversation_id,
        fragment="console/_live.html", draft=draft, thought=stand, seen=announced,
    )  # fmt: skip


# ---------------------------------------------------------------------- replies


@router.post("/reply")
async def reply(
    conversation_id: ConversationId,
    request: Request,
    context: ContextDep,
    staff: Worker,
    text: Text = "",
    client_id: Annotated[str, Form(max_length=64)] = "",
    confirmed: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Say something to the customer. What looks like personal data is sent only once its writer has been warned."""
    live = words(request, "live")
    conversation = await run_in_threadpool(_conversation, context, staff, conversation_id)
    text = text.replace("\r\n", "\n").strip()
    draft = Draft(text, client_id) if client_id else Draft.new(text)
    problem = _bad_length(text, live)
    if problem is not None:
        return await _reply_form(request, context, staff, conversation_id, draft, wrong=problem)
    kinds = await run_in_threadpool(checked_kinds, context, conversation.company, text)
    if set(kinds) - set(confirmed.split()):
        warned = replace(draft, confirmed=kinds, warning=_warning(kinds, live))
        return await _reply_form(request, context, staff, conversation_id, warned)
    try:
        await run_in_threadpool(
            context.desk.handoffs.say, conversation_id, staff, text, draft.client_id, kinds
        )
    except Forbidden:
        raise
    except DeskError as refused:
        wrong = _wrong(live, refused)
        return await _reply_form(request, context, staff, conversation_id, draft, wrong=wrong)
    if not is_fragment(request):
        return go(request, f"{_address(conversation_id)}?done=sent")
    answer = await _page(
        request, context, staff, conversation_id, fragment="console/_reply.html", done="sent"
    )  # fmt: skip
    answer.headers["HX-Trigger"] = "conversation-changed"
    return answer


async def _reply_form(
    request: Request,
    context: Context,
    staff: StaffMember,
    conversation_id: ConversationId,
    draft: Draft,
    wrong: str | None = None,
) -> Response:
    status = 409 if wrong is not None else 200
    return await _page(
        request, context, staff, conversation_id,
        fragment="console/_reply.html", draft=draft, reply_wrong=wrong, status=status,
    )  # fmt: skip


def _bad_length(text: str, live: Any) -> str | None:
    texts = live["conversation"]["wrong"]
    if not text:
        return str(texts["empty"])
    return fill(texts["too_long"], limit=MAX_TEXT) if len(text) > MAX_TEXT else None


def _warning(kinds: tuple[str, ...], live: Any) -> str:
    texts = live["conversation"]
    named = [str(texts["kinds"].get(kind, kind)) for kind in kinds]
    return fill(texts["warning_text"], kinds="、".join(named))


@router.post("/canned")
async def insert(
    conversation_id: ConversationId,
    request: Request,
    context: ContextDep,
    staff: Worker,
    canned: Annotated[str, Form(max_length=64)] = "",
    text: Text = "",
    client_id: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Put a canned reply, with its placeholders filled, behind what stands in the reply form."""
    live = words(request, "live")
    draft = Draft(text, client_id) if client_id else Draft.new(text)

    def chosen() -> str | None:
        conversation = _conversation(context, staff, conversation_id)
        own = context.desk.live.canned.list(conversation.company, staff)
        texts = {one.id: one.text for one in own}
        texts |= {one.id: body for one, body in view.starters(conversation)}
        return view.filled(context, conversation, staff, texts[canned]) if canned in texts else None

    found = await run_in_threadpool(chosen)
    wrong = live["conversation"]["wrong"]["canned_unknown"] if found is None and canned else None
    if found is not None:
        draft = replace(draft, text="\n".join(part for part in (text.rstrip(), found) if part))
    return await _reply_form(request, context, staff, conversation_id, draft, wrong=wrong)


# ---------------------------------------------------------------------- notes, contacts


@router.post("/notes")
async def note(
    conversation_id: ConversationId, request: Request, context: ContextDep, staff: Worker, note: Text = ""
) -> Response:
    """A note for colleagues."""
    await run_in_threadpool(_conversation, context, staff, conversation_id)
    piece = "console/_notes.html"
    try:
        await run_in_threadpool(
            context.desk.live.notes.add, conversation_id, staff, note.replace("\r\n", "\n")
        )
    except Forbidden:
        raise
    except DeskError as refused:
        wrong = _wrong(words(request, "live"), refused)
        return await _page(
            request, context, staff, conversation_id,
            fragment=piece, note_wrong=wrong, noted=note, status=422,
        )  # fmt: skip
    if not is_fragment(request):
        return go(request, f"{_address(conversation_id)}?done=noted")
    return await _page(request, context, staff, conversation_id, fragment=piece, done="noted")


@router.post("/contacts")
async def contacts(
    conversation_id: ConversationId, request: Request, context: ContextDep, staff: Worker
) -> Response:
    """The contacts that the customer left; reading them is recorded."""
    live, locale = words(request, "live"), locale_of(request)
    await run_in_threadpool(_conversation, context, staff, conversation_id)
    found = await run_in_threadpool(context.desk.handoffs.contacts, conversation_id, staff)
    rows = view.contact_rows(found, live, locale)
    return await _page(
        request, context, staff, conversation_id, fragment="console/_contacts.html", contacts=rows
    )  # fmt: skip
