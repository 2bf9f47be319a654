"""Takes back what was posted of a conversation that has been destroyed (`desk.slack.posts`)."""

import asyncio

from api.slack.client import SlackApi
from desk.channels.adapter import Undeliverable
from desk.jobs.later import Job, Permanent

_GONE = "message_not_found"
"""The one refusal after which nothing is left there. What Slack does not let us delete (`cant_delete_message`) still
stands before people's eyes: that must not pass for done."""


class Deleting:
    """The work runs in a thread of the runner, which has no event loop."""

    def __init__(self, api: SlackApi) -> None:
        self._api = api

    def act(self, job: Job) -> None:
        """Delete one message; one that is gone already is fine. Raises NotSent (tried again) and Permanent
        (Slack does not let us: log and audit log say so)."""
        asyncio.run(self._delete(job))

    async def _delete(self, job: Job) -> None:
        given = job.payload
        ts = given["ts"]
        if ts is None:
            # A call had begun whose end was not known.
            ts = await self._api.find(given["channel"], given["call"], given["head"])
            if ts is None:
                return
        try:
            await self._api.call("chat.delete", {"channel": given["channel"], "ts": ts})
        except Undeliverable as error:
            if error.kind != _GONE:
                raise Permanent(error.kind) from None
