"""What the routes work with: built once by `api.main`, held by the app."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials
from starlette.concurrency import run_in_threadpool

from api.channels.registry import Channels
from api.companies import Companies
from api.describing import CONVERSATION, STAFF
from api.problems import Problem
from api.settings import Settings
from api.slack.building import Slack
from api.turns.gateway import Gateway
from api.turns.rasa_client import RasaClient
from desk.accounts.errors import SessionInvalid
from desk.bootstrap import Desk
from desk.errors import ConversationNotFound, Forbidden
from desk.ids import ConversationId
from desk.model import Conversation, StaffMember
from desk.papers.service import Papers
from desk.requests.receipts import Receipt, read_receipt
from knowledge.answering import Answerer
from knowledge.archive import PolicyArchive


@dataclass(frozen=True)
class Context:
    """The collaborators of every route."""

    settings: Settings
    desk: Desk
    companies: Companies
    gateway: Gateway
    rasa: RasaClient
    answerer: Answerer
    archive: PolicyArchive
    papers: Papers
    channels: Channels
    slack: Slack | None
    run_action: Callable[[Mapping[str, Any]], Awaitable[tuple[int, Any]]]
    not_ready: Callable[[], Awaitable[list[str]]]

    @property
    def base_url(self) -> str:
        """The address that customers use."""
        return self.settings.base_url


def get_context(request: Request) -> Context:
    """The context of the app that serves this request."""
    return cast(Context, request.app.state.context)


ContextDep = Annotated[Context, Depends(get_context)]


Sent = HTTPAuthorizationCredentials | None


def _bearer(sent: Sent) -> str:
    token = sent.credentials.strip() if sent else ""
    if not token:
        raise Problem(
            401,
            "token_missing",
            "Send the token in the header: Authorization: Bearer <token>",
            headers={"WWW-Authenticate": "Bearer"},
        )
    return token


async def get_conversation(
    conversation_id: ConversationId, context: ContextDep, sent: Annotated[Sent, Security(CONVERSATION)]
) -> Conversation:
    """The conversation that the bearer token opens; 404 for any other, whether it exists or not."""
    token = _bearer(sent)
    try:
        return await run_in_threadpool(context.desk.conversations.get_with_token, conversation_id, token)
    except ConversationNotFound as exc:
        raise Problem(404, exc.code, exc.message) from None


def get_staff_token(sent: Annotated[Sent, Security(STAFF)]) -> str:
    """The staff session's token."""
    return _bearer(sent)


async def get_staff(context: ContextDep, token: Annotated[str, Depends(get_staff_token)]) -> StaffMember:
    """The member of staff whose session it is."""
    try:
        return await run_in_threadpool(context.desk.staff.authenticate, token)
    except SessionInvalid as exc:
        raise Problem(401, exc.code, exc.message, headers={"WWW-Authenticate": "Bearer"}) from None


def get_case_worker(staff: Annotated[StaffMember, Depends(get_staff)]) -> StaffMember:
    """A member of staff who may take over conversations and see requests (403 for a look-up account)."""
    if not staff.works_cases:
        raise Forbidden
    return staff


def get_receipt(receipt: str) -> Receipt:
    """The receipt in the path, however it is typed. Stands after the person in a route's parameters: who may not look
    is told that first. Raises RequestNotFound."""
    return read_receipt(receipt)


ReceiptDep = Annotated[Receipt, Depends(get_receipt)]
ConversationDep = Annotated[Conversation, Depends(get_conversation)]
StaffDep = Annotated[StaffMember, Depends(get_staff)]
CaseWorkerDep = Annotated[StaffMember, Depends(get_case_worker)]
StaffTokenDep = Annotated[str, Depends(get_staff_token)]
