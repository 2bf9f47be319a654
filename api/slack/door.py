"""Slack, as far as its requests go: who checks their signature, and who reads them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier

from api.companies import Companies
from api.settings import Settings
from api.slack.bolt import build_bolt
from api.slack.client import SlackApi
from api.slack.parts import SlackParts
from desk.bootstrap import Desk
from desk.chat.masking import Masker
from desk.slack.handoff import HandoffView
from desk.slack.links import SlackLinks
from desk.slack.masking import SlackMasking
from desk.slack.posts import SlackPosts
from desk.slack.replies import SlackReplies
from desk.slack.threads import SlackThreads
from desk.slack.words import Words
from knowledge.vocabulary import CompanyId


class SlackSetupIncomplete(RuntimeError):
    """Some of Slack's settings are given and others missing, or name a company that is not served."""


@dataclass(frozen=True)
class SlackDoor:
    """What the route works with (`api.slack.route`)."""

    bolt: AsyncApp
    verifier: SignatureVerifier


@dataclass(frozen=True, slots=True)
class Workspace:
    """What the settings say of the workspace, whole."""

    team: str
    channels: Mapping[CompanyId, str]
    token: str = field(repr=False)
    secret: str = field(repr=False)


def workspace_of(settings: Settings, companies: Collection[CompanyId]) -> Workspace | None:
    """`companies`: those that are served. None where none is set up. Raises SlackSetupIncomplete."""
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
    channels = {one: settings.slack_channels[one] for one in companies if one in settings.slack_channels}
    unknown = sorted(set(settings.slack_channels) - set(channels))
    if unknown:
        allowed = ", ".join(companies)
        raise SlackSetupIncomplete(
            f"MADOGUCHI_SLACK_CHANNELS names {', '.join(unknown)}; there are: {allowed}."
        )
    return Workspace(team, channels, token.get_secret_value(), secret.get_secret_value())


def build_slack_door(
    desk: Desk, companies: Companies, maskers: Mapping[CompanyId, Masker], settings: Settings
) -> SlackDoor | None:
    """The same as far as requests are taken in; None where no workspace is set up. Raises SlackSetupIncomplete."""
    workspace = workspace_of(settings, companies.ids)
    if workspace is None:
        return None
    parts = parts_of(desk, companies, maskers, workspace, settings)
    return SlackDoor(build_bolt(parts), SignatureVerifier(workspace.secret))


def parts_of(
    desk: Desk,
    companies: Companies,
    maskers: Mapping[CompanyId, Masker],
    workspace: Workspace,
    settings: Settings,
) -> SlackParts:
    """Services and settings of this workspace."""
    team, channels = workspace.team, workspace.channels
    words, shows_words = Words(settings.slack_locale), settings.slack_words != "none"
    masking = SlackMasking(maskers, shows_words=shows_words)
    masking.prepare()
    return SlackParts(
        team=team,
        desk=desk,
        companies=companies,
        api=SlackApi(workspace.token, settings.slack_api_url),
        words=words,
        masking=masking,
        links=SlackLinks(desk.context, desk.staff),
        threads=SlackThreads(desk.context, desk.channels.outbox, team, channels),
        posts=SlackPosts(desk.context),
        replies=SlackReplies(desk.context, desk.handoffs),
        view=HandoffView(words, shows_words=shows_words),
        channels=channels,
        base_url=settings.base_url,
    )
