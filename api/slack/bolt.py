"""Bolt reads what Slack sends and finds the listener for it; each keeps it (`api.slack.intake`) and acknowledges.

Of Bolt's own, signature checks are off: `api.slack.route` makes them on the raw body with Slack's SDK, because Bolt
would log the body of what it refuses. It gets a logger that is silent for the same reason.
"""

import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.error import BoltUnhandledRequestError
from slack_bolt.request.async_request import AsyncBoltRequest
from starlette.concurrency import run_in_threadpool

from api.slack.intake import KIND_OF_ACTION, SlackIntake
from api.slack.parts import SlackParts
from desk.channels.adapter import NotSent
from desk.slack.answers import LOOK_UP, SHARE
from desk.slack.handoff import CONSOLE, CORRECT, REPLY, REPLY_VIEW
from desk.slack.text import escaped

log = logging.getLogger(__name__)

COMMAND = "/privacy"
LOOK_UP_SHORTCUT, REPLY_SHORTCUT = "look_this_up", "send_to_customer"
Body = dict[str, Any]


def build_bolt(parts: SlackParts) -> AsyncApp:
    """The app with its listeners."""
    app = AsyncApp(
        name="madoguchi",
        logger=_silent(),
        client=parts.api.web,
        authorize=_authorized(parts.team),
        request_verification_enabled=False,
        raise_error_for_unhandled_request=True,
    )
    app.error(_failed)
    app.use(_only_ours(parts.team))
    _Listeners(parts).listen(app)
    return app


def _silent() -> logging.Logger:
    logger = logging.getLogger("madoguchi.bolt")
    logger.disabled = True
    logger.propagate = False
    return logger


def _authorized(team: str) -> Callable[..., Awaitable[AuthorizeResult]]:
    """Bolt would ask Slack who we are at the first request: with Slack down, nothing could be taken in."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=team, bot_token="xoxb-set-in-client")  # noqa: S106

    return authorize


def _only_ours(team: str) -> Callable[..., Awaitable[Any]]:
    async def check(req: AsyncBoltRequest, next: Callable[[], Awaitable[Any]]) -> Any:
        body = req.body
        person = body.get("user") if isinstance(body.get("user"), dict) else {}
        teams = {req.context.team_id, body.get("team_id"), (person or {}).get("team_id")} - {None}
        if teams != {team}:
            log.warning("A request of Slack was rejected (another workspace)")
            return BoltResponse(status=403, body="another workspace")
        return await next()

    return check


async def _failed(error: Exception) -> BoltResponse:
    if isinstance(error, BoltUnhandledRequestError):
        return BoltResponse(status=200, body="")  # an event that is of no use here
    # The kind alone: what came in can be in the text.
    log.error("A request of Slack could not be taken in (%s)", type(error).__name__)
    return BoltResponse(status=500, body="")


class _Listeners:
    def __init__(self, parts: SlackParts) -> None:
        self._parts, self._intake = parts, SlackIntake(parts)

    def listen(self, app: AsyncApp) -> None:
        app.command(COMMAND)(self._command)
        app.message_shortcut(LOOK_UP_SHORTCUT)(self._look_up)
        app.message_shortcut(REPLY_SHORTCUT)(self._send)
        app.action(re.compile(rf"{LOOK_UP}:.*"))(self._look_up_again)
        app.action(SHARE)(self._share)
        for action in KIND_OF_ACTION:
            app.action(action)(self._handoff)
        app.action(REPLY)(self._reply)
        app.action(CORRECT)(self._correct)
        app.action(CONSOLE)(self._nothing)
        app.view(REPLY_VIEW)(self._submitted)
        app.event("message")(self._message)

    async def _command(self, ack: AsyncAck, body: Body) -> None:
        said = await run_in_threadpool(self._intake.command, body)
        await (ack(text=escaped(said), response_type="ephemeral") if said else ack())

    async def _look_up(self, ack: AsyncAck, body: Body) -> None:
        await self._whisper(body, await run_in_threadpool(self._intake.message_looked_up, body))
        await ack()

    async def _send(self, ack: AsyncAck, body: Body) -> None:
        await self._whisper(body, await run_in_threadpool(self._intake.message_sent, body))
        await ack()

    async def _look_up_again(self, ack: AsyncAck, body: Body) -> None:
        await run_in_threadpool(self._intake.answer_button, body, "look_up")
        await ack()

    async def _share(self, ack: AsyncAck, body: Body) -> None:
        await run_in_threadpool(self._intake.answer_button, body, "share")
        await ack()

    async def _handoff(self, ack: AsyncAck, body: Body) -> None:
        await run_in_threadpool(self._intake.handoff_button, body)
        await ack()

    async def _reply(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        await self._open(body, correcting=False)

    async def _correct(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        await self._open(body, correcting=True)

    async def _open(self, body: Body, *, correcting: bool) -> None:
        """Open the modal: it must happen within three seconds of the click, so it is not left for later; where it
        fails, the button is pressed again."""
        modal = await run_in_threadpool(self._intake.reply_modal, body, correcting=correcting)
        if isinstance(modal, str):
            await self._whisper(body, modal)
            return
        try:
            await self._parts.api.call("views.open", {"trigger_id": body["trigger_id"], "view": modal})
        except NotSent as error:
            log.warning("A modal of Slack could not be opened (%s)", error.kind)
            await self._whisper(body, self._parts.words("button_failed"))

    async def _submitted(self, ack: AsyncAck, body: Body) -> None:
        await ack(**await run_in_threadpool(self._intake.submitted, body))

    async def _message(self, ack: AsyncAck, body: Body) -> None:
        await run_in_threadpool(self._intake.message, body)
        await ack()

    async def _nothing(self, ack: AsyncAck) -> None:
        await ack()

    async def _whisper(self, body: Body, said: str | None) -> None:
        """Tell the user alone, at the address that came with the click: it holds in any channel."""
        if said is None:
            return

        def put() -> None:
            answer = {"response_type": "ephemeral", "replace_original": False, "text": escaped(said)}
            with self._parts.desk.database.write() as tx:
                self._parts.threads.respond(tx, str(body["trigger_id"]), str(body["response_url"]), answer)

        await run_in_threadpool(put)
