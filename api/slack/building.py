"""Slack of this installation, where it is set up."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta

from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.concurrency import run_in_threadpool

from api.channels.registry import Channel
from api.companies import Companies
from api.rendering import policy_url
from api.settings import Settings
from api.slack.adapter import SlackAdapter
from api.slack.bolt import build_bolt
from api.slack.client import SlackApi
from api.slack.deleting import Deleting
from api.slack.handler import SlackHandler
from api.slack.parts import SlackParts
from desk.bootstrap import Desk
from desk.chat.masking import Masker
from desk.jobs.later import Handlers, InTransaction, Outside, Recurring
from desk.notify import STAFF
from desk.slack import posts as slack_posts
from desk.slack.composing import Composer
from desk.slack.handoff import HandoffView
from desk.slack.links import SlackLinks
from desk.slack.masking import SlackMasking
from desk.slack.news import DIGEST, SlackNews
from desk.slack.posts import SlackPosts
from desk.slack.replies import SlackReplies
from desk.slack.threads import SlackThreads
from desk.slack.words import Words
from knowledge.answering import Answerer
from knowledge.vocabulary import CompanyId

log = logging.getLogger(__name__)

KEPT_POSTS = timedelta(days=90)
"""How long it is remembered where reminders and digests were posted."""


class SlackSetupIncomplete(RuntimeError):
    """Some of Slack's settings are given and others missing, or name a company that is not served."""


@dataclass(frozen=True)
class Slack:
    """What the app holds of it."""

    channel: Channel
    bolt: AsyncApp
    verifier: SignatureVerifier
    news: SlackNews
    later: Handlers
    desk: Desk

    async def follow(self) -> None:
        """Post reminders as they come; runs until it is cancelled."""
        await run_in_threadpool(self.news.schedule)
        async for _ in self.desk.notifier.changes([STAFF], poll_seconds=60.0):
            try:
                await run_in_threadpool(self.news.post_reminders)
            except Exception as exc:
                log.error("Reminders could not be posted (%s); it is tried again", type(exc).__name__)
                await asyncio.sleep(5.0)


def digest_time(text: str) -> time:
    """`09:00`. Raises SlackSetupIncomplete."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise SlackSetupIncomplete(
            f"MADOGUCHI_SLACK_DIGEST_AT must be a time such as 09:00, not {text!r}."
        ) from None


@dataclass(frozen=True, slots=True)
class _Workspace:
    """What the settings say of the workspace, whole."""

    team: str
    channels: Mapping[CompanyId, str]
    token: str = field(repr=False)
    secret: str = field(repr=False)


def _workspace(settings: Settings, companies: Companies) -> _Workspace | None:
    """None where none is set up. Raises SlackSetupIncomplete."""
    team, token, secret = settings.slack_team, settings.slack_bot_token, settings.slack_signing_secret
    given = {
        "MADOGUCHI_SLACK_TEAM": team,
        "MADOGUCHI_SLACK_BOT_TOKEN": token,
        "MADOGUCHI_SLACK_SIGNING_SECRET": secret,
    }
    if not any(given.values()):
        return None
    if not team or not token or not secret:
        missing = ", ".join(name for name, value in given.items() if not value)
        raise SlackSetupIncomplete(f"Slack is set up in part: {missing} is missing (docs/slack.md).")
    channels = {one: settings.slack_channels[one] for one in companies.ids if one in settings.slack_channels}
    unknown = sorted(set(settings.slack_channels) - set(channels))
    if unknown:
        allowed = ", ".join(companies.ids)
        raise SlackSetupIncomplete(
            f"MADOGUCHI_SLACK_CHANNELS names {', '.join(unknown)}; there are: {allowed}."
        )
    return _Workspace(team, channels, token.get_secret_value(), secret.get_secret_value())


def build_slack(
    desk: Desk,
    companies: Companies,
    answerer: Answerer,
    maskers: Mapping[CompanyId, Masker],
    settings: Settings,
    forget: Callable[[str], None],
) -> Slack | None:
    """The workspace of the settings; None where none is set up. Raises SlackSetupIncomplete."""
    workspace = _workspace(settings, companies)
    if workspace is None:
        return None
    parts = _parts(
        desk, companies, answerer, maskers, workspace.channels, settings, workspace.token, workspace.team
    )
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
        channel=Channel(adapter, SlackHandler(parts, forget)),
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


def _parts(
    desk: Desk,
    companies: Companies,
    answerer: Answerer,
    maskers: Mapping[CompanyId, Masker],
    channels: Mapping[CompanyId, str],
    settings: Settings,
    token: str,
    team: str,
) -> SlackParts:
    words = Words(settings.slack_locale)
    return SlackParts(
        team=team,
        desk=desk,
        companies=companies,
        answerer=answerer,
        api=SlackApi(token, settings.slack_api_url),
        words=words,
        masking=SlackMasking(maskers),
        links=SlackLinks(desk.context, desk.staff),
        threads=SlackThreads(desk.context, desk.channels.outbox, team, channels),
        posts=SlackPosts(desk.context),
        replies=SlackReplies(desk.context, desk.handoffs),
        view=HandoffView(words),
        channels=channels,
        base_url=settings.base_url,
    )


def console_url(base_url: str, conversation_id: str) -> str:
    """The staff page of a conversation."""
    return f"{base_url}/staff/conversations/{conversation_id}"
