"""What LINE's events mean: those of every customer channel, and groups, which are declined."""

from starlette.concurrency import run_in_threadpool

from api.channels.customers import CustomerHandler
from api.channels.line.adapter import LineAdapter
from desk.channels.ledger import Event


class LineHandler(CustomerHandler):
    """One official account a company."""

    adapter: LineAdapter

    async def other(self, event: Event) -> None:
        """In a group everybody would read what the desk says to one: it says so and leaves."""
        if event.kind == "group":
            token = await run_in_threadpool(self.ledger.reply_token, event)
            await self.adapter.decline_group(
                event.account, event.content["where"], event.content["id"], token
            )
        await run_in_threadpool(self.ledger.done, event)
