"""LINE's side of a channel: signature, events, native rendering, and calls through line-bot-sdk."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

import aiohttp
from linebot.v3.messaging import (
    AsyncApiClient,
    AsyncMessagingApi,
    Configuration,
    PushMessageRequest,
    ReplyMessageRequest,
    ShowLoadingAnimationRequest,
)
from linebot.v3.messaging.exceptions import ApiException

from api.channels.line.accounts import LineAccount
from api.channels.line.answers import SentBefore, failure
from api.channels.line.parsing import check_signature, parse
from api.channels.line.rendering import render_item, said_again, with_last_choices
from desk.channels.adapter import Call, Incoming, Item, NotSent, Rate, ReplySpent, Undeliverable
from desk.storage.database import utc_now
from desk.wording import render
from knowledge.vocabulary import CompanyId

T = TypeVar("T")

TIMEOUT = 10.0
"""Seconds for one call."""
LOADING_SECONDS = 20
"""How long the loading indicator shows unless a message comes first; 5 to 60 in steps of 5."""


class LineAdapter:
    """See `desk.channels.adapter.Adapter`. An account is a company's id."""

    name = "line"
    max_body = 1024 * 1024
    objects_per_call = 5
    reply_seconds = 50.0  # LINE: about a minute
    metered = True
    repeat_seconds = 23 * 3600.0  # LINE knows a retry key for 24 hours
    rate = Rate(per_second=50.0, burst=50)  # LINE allows far more; another sender may share the account

    def __init__(
        self,
        accounts: Mapping[CompanyId, LineAccount],
        base_url: str,
        api_url: str,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self._companies: dict[str, CompanyId] = {one: one for one in accounts}
        self._accounts: dict[str, LineAccount] = dict(accounts.items())
        self._base_url, self._api_url = base_url, api_url
        self._clock = clock
        self._clients: dict[str, tuple[AsyncApiClient, AsyncMessagingApi]] = {}

    # ------------------------------------------------------------ settings

    def knows(self, account: str) -> bool:
        """Whether this company has an account here."""
        return account in self._accounts

    def accounts(self) -> Collection[str]:
        """The companies that have an account here."""
        return self._accounts.keys()

    def company_of(self, account: str) -> CompanyId | None:
        """One account a company."""
        return self._companies.get(account)

    def monthly_limit(self, account: str) -> int | None:
        """From the account's file."""
        found = self._accounts.get(account)
        return None if found is None else found.monthly_push_limit

    # ------------------------------------------------------------ in

    def verify(self, account: str, headers: Mapping[str, str], body: bytes) -> None:
        """Check the signature."""
        check_signature(self._accounts[account].channel_secret.get_secret_value(), headers, body)

    def parse(self, account: str, headers: Mapping[str, str], body: bytes) -> Sequence[Incoming]:  # noqa: ARG002
        """Read the events."""
        return parse(body)

    # ------------------------------------------------------------ out

    def render(self, item: Item) -> Sequence[Mapping[str, Any]]:
        """LINE's message objects."""
        return render_item(self._base_url, item, self._clock())

    async def send(self, call: Call) -> Mapping[str, Any]:
        """Reply with the token, else push with the call's id as retry key."""
        api, objects = self._api(call.account), call.objects
        if call.again:
            objects = tuple(said_again(objects, call.items[0].locale, self.objects_per_call))
        messages = with_last_choices(objects)
        if call.reply_token is not None:
            body = {"replyToken": call.reply_token, "messages": messages}
            request = _checked(ReplyMessageRequest, body)
            sent = await _calling(api.reply_message(request, _request_timeout=TIMEOUT))
        else:
            request = _checked(PushMessageRequest, {"to": call.person, "messages": messages})
            try:
                sent = await _calling(api.push_message(request, call.id, _request_timeout=TIMEOUT))
            except SentBefore:
                return {}
        return {"line": [one.id for one in sent.sent_messages or ()]}

    async def busy(self, account: str, person: str) -> None:
        """The loading indicator."""
        request = ShowLoadingAnimationRequest(chatId=person, loadingSeconds=LOADING_SECONDS)
        with suppress(NotSent):
            await _calling(self._api(account).show_loading_animation(request, _request_timeout=TIMEOUT))

    async def decline_group(self, account: str, where: str, group: str, reply_token: str | None) -> None:
        """Say that the desk is not for groups, and leave. Both may be done twice. Raises NotSent."""
        api = self._api(account)
        if reply_token is not None:
            text = {"type": "text", "text": render("channels.no_groups", "ja")}
            request = _checked(ReplyMessageRequest, {"replyToken": reply_token, "messages": [text]})
            with suppress(ReplySpent, Undeliverable):
                await _calling(api.reply_message(request, _request_timeout=TIMEOUT))
        leave = api.leave_group if where == "group" else api.leave_room
        with suppress(Undeliverable):  # gone already
            await _calling(leave(group, _request_timeout=TIMEOUT))

    def _api(self, account: str) -> AsyncMessagingApi:
        if account not in self._clients:
            token = self._accounts[account].channel_access_token.get_secret_value()
            client = AsyncApiClient(Configuration(host=self._api_url, access_token=token))
            self._clients[account] = (client, AsyncMessagingApi(client))
        return self._clients[account][1]

    async def close(self) -> None:
        """Close the connections."""
        for client, _ in self._clients.values():
            await client.close()
        self._clients.clear()


def _checked(model: Any, body: Mapping[str, Any]) -> Any:
    """The body as the SDK's model, which refuses what LINE would. Its errors quote what was said, so none leaves."""
    try:
        return model.from_dict(dict(body))
    except Exception as exc:
        raise Undeliverable(f"not_a_body_of_line:{type(exc).__name__}") from None


async def _calling(call: Awaitable[T]) -> T:
    """Await a call of the SDK. Raises NotSent by kind; LINE's own words may quote the message, so they stay here."""
    try:
        return await call
    except ApiException as exc:
        raise failure(exc.status, exc.body, exc.headers) from None
    except TimeoutError:
        raise NotSent("timeout", unsure=True) from None
    except aiohttp.ClientConnectorError:
        raise NotSent("no_connection") from None
    except aiohttp.ClientError as exc:
        raise NotSent(type(exc).__name__, unsure=True) from None
