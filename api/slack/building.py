"""Slack of this installation, where it is set up."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta

from slack_sdk.signature import SignatureVerifier
from starlette.concurrency import run_in_threadpool

from api.channels.registry import Channel
from api.companies import Companies
from api.rendering import policy_url
from api.settings import Settings
from api.slack.adapter import SlackAdapter
from api.slack.bolt import build_bolt
from api.slack.deleting import Deleting
from api.slack.door import SlackDoor, SlackSetupIncomplete, parts_of, workspace_of
from api.slack.handler import SlackHandler
from desk.bootstrap import Desk
from desk.chat.masking import Masker
from desk.ids import ConversationId
from desk.jobs.later import Handlers, InTransaction, Outside, Recurring
from desk.notify import STAFF
from desk.slack import posts as slack_posts
from desk.slack.composing import Composer
from desk.slack.news import DIGEST, SlackNews
from knowledge.answering import Answerer
from knowledge.vocabulary import CompanyId

log = logging.getLogger(__name__)

KEPT_POSTS = timedelta(days=90)
"""How long it is remembered where reminders and digests were posted."""
AGAIN_SECONDS = 5.0
"""Between two attempts to schedule digests, or to post reminders."""


@dataclass(frozen=True)
class Slack(SlackDoor):
    """What the app holds of it."""

    channel: Channel
    news: SlackNews
    later: Handlers
    desk: Desk

    async def follow(self) -> None:
        """See to the digests, and post reminders as they come; runs until it is cancelled. What fails is tried again
        until it is done: a database that does not answer for a moment ends neither."""
        await _until_done("Digests could not be scheduled", self.news.schedule)
        async for _ in self.desk.notifier.changes([STAFF], poll_seconds=60.0):
            await _until_done("Reminders could not be posted", self.news.post_reminders)


async def _until_done(failing: str, work: Callable[[], object]) -> None:
    """`failing`: what the log says of an attempt that failed."""
    while True:
        try:
            await run_in_threadpool(work)
        except Exception as exc:
            log.error("%s (%s); it is tried again", failing, type(exc).__name__)
            await asyncio.sleep(AGAIN_SECONDS)
        else:
            return


def digest_time(text: str) -> time:
    """`09:00`. Raises SlackSetupIncomplete."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise SlackSetupIncomplete(
            f"MADOGUCHI_SLACK_DIGEST_AT must be a time such as 09:00, not {text!r}."
        ) from None


def build_slack(
    desk: Desk,
    companies: Companies,
    answerer: Answerer,
    maskers: Mapping[CompanyId, Masker],
    settings: Settings,
) -> Slack | None:
    """The workspace of the settings; None where none is set up. Raises SlackSetupIncomplete."""
    workspace = workspace_of(settings, companies.ids)
    if workspace is None:
        return None
    parts = parts_of(desk, companies, maskers, workspace, settings)
    desk.context.watchers.append(parts.threads)
    names = {one: company.name for one in companies.ids if (company := companies.get(one))}
    composer = Composer(
        desk.context,
        parts.masking,
        parts.words,
        names,
        lambda cited: policy_url(settings.base_url, cited),
        lambda conversation: console_url(settings.base_url, conversation),
    )
    adapter = SlackAdapter(parts.team, parts.api, composer, parts.posts)
    news = SlackNews(
        desk.context,
        desk.agenda,
        desk.channels.outbox,
        parts.team,
        workspace.channels,
        digest_time(settings.slack_digest_at),
    )
    return Slack(
        channel=Channel(adapter, SlackHandler(parts, answerer)),
        bolt=build_bolt(parts),
        verifier=SignatureVerifier(workspace.secret),
        news=news,
        later={
            DIGEST: InTransaction(news.digest),
            slack_posts.DELETE: Outside(Deleting(parts.api).act),
            "tidy_slack": Recurring(
                lambda: parts.posts.forget(desk.database.clock() - KEPT_POSTS), timedelta(days=1)
            ),
        },
        desk=desk,
    )


def console_url(base_url: str, conversation_id: ConversationId) -> str:
    """The staff page of a conversation."""
    return f"{base_url}/staff/conversations/{conversation_id}"
