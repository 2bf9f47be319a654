"""Slack as a channel of the outbox: what goes out, once. (What comes in is Bolt's business: `api.slack.bolt`.)"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.slack.client import EVENT_TYPE, GONE, SlackApi
from desk.channels.adapter import Call, Item, NotSent, Rate, Undeliverable
from desk.slack.composing import Composer
from desk.slack.limits import problems
from desk.slack.posts import NewPost, Post, SlackPosts
from desk.slack.threads import SLACK

DAY = 86_400.0


class SlackAdapter:
    """See `desk.channels.adapter.Pushed`; not `Signed`: Slack's requests have an address of their own
    (`api.slack.route`), which answers what the common one cannot. The account is the workspace's id."""

    name = SLACK
    objects_per_call = 1
    reply_seconds = 0.0
    metered = False
    repeat_seconds = 2 * DAY
    """Slack asks for no end; what staff reads two days late helps nobody."""
    rate = Rate(per_second=4.0, burst=20)
    """Slack takes about one message a second and channel, with bursts, and does not count answers to commands; where
    it wants more patience, its Retry-After is obeyed."""

    def __init__(self, team: str, api: SlackApi, composer: Composer, posts: SlackPosts) -> None:
        self._team, self._api, self._composer, self._posts = team, api, composer, posts

    def knows(self, account: str) -> bool:
        """Whether this installation has such a workspace."""
        return account == self._team

    def accounts(self) -> Collection[str]:
        """The one workspace."""
        return (self._team,)

    def company_of(self, account: str) -> None:  # noqa: ARG002
        """A workspace serves all companies: what comes in is sealed by the installation's key."""
        return

    def monthly_limit(self, account: str) -> int | None:  # noqa: ARG002
        """Messages cost nothing."""
        return None

    def render(self, item: Item) -> Sequence[Mapping[str, Any]]:
        """The calls for an item, in order."""
        return self._composer.objects(item)

    async def send(self, call: Call) -> Mapping[str, Any]:
        """Make one call of the Web API. Raises NotSent, Undeliverable."""
        made = call.objects[0]
        method = made["method"]
        if method == "chat.postMessage":
            return await self._post(call, made)
        if method == "chat.update":
            return await self._update(made)
        if method == "response":
            await self._api.respond(made["url"], made["body"])
            return {}
        try:
            await self._api.call(method, made["body"])
        except Undeliverable as error:
            # Somebody who has left the channel meanwhile needs no word.
            if error.kind in ("user_not_in_channel", "user_not_found"):
                return {"gone": error.kind}
            raise
        return {}

    async def _post(self, call: Call, made: Mapping[str, Any]) -> Mapping[str, Any]:
        body = dict(made["body"])
        if found := problems(body["blocks"]):
            raise Undeliverable(f"blocks: {found[0]}"[:100])
        head = None
        if made["in_thread"]:
            head = await self._head(made["thread"])
            body["thread_ts"] = head.ts
        new = NewPost(
            key=made["key"],
            channel=body["channel"],
            call_id=call.id,
            conversation_id=made["conversation"],
            thread_id=made["thread"],
            message_id=made.get("message"),
        )
        before = await run_in_threadpool(self._posts.begin, new)
        if before.ts is not None:
            return {"ts": before.ts}
        if before.call_id is not None:
            ts = await self._api.find(before.channel, before.call_id, head.ts if head else None)
            if ts is not None:
                await run_in_threadpool(self._posts.posted, new, ts)
                return {"ts": ts}
        # The id written down first stays the message's, or a second repetition would not find it.
        body["metadata"] = {
            "event_type": EVENT_TYPE,
            "event_payload": {"call": before.call_id or call.id},
        }
        try:
            answer = await self._api.call("chat.postMessage", body)
        except Undeliverable:
            await run_in_threadpool(self._posts.refused, new.key)
            raise
        ts = str(answer["ts"])
        await run_in_threadpool(self._posts.posted, new, ts)
        return {"ts": ts}

    async def _head(self, thread_id: str) -> Post:
        head = await run_in_threadpool(self._posts.by_key, f"head:{thread_id}")
        if head is None or head.ts is None:
            raise NotSent("no_thread")  # its head was refused; when staff has it sent again, this follows
        return head

    async def _update(self, made: Mapping[str, Any]) -> Mapping[str, Any]:
        post = await run_in_threadpool(self._posts.by_key, made["of"])
        if post is None or post.ts is None:
            raise NotSent("no_thread")
        try:
            await self._api.call("chat.update", {**made["body"], "ts": post.ts})
        except Undeliverable as error:
            if error.kind in GONE:
                return {"gone": error.kind}
            raise
        return {"ts": post.ts}

    async def busy(self, account: str, person: str) -> None:
        """Slack shows nothing of the kind."""

    async def close(self) -> None:
        """Each call has a connection of its own."""
