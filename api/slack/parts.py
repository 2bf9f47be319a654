"""What Slack's parts share in this process."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.companies import Companies
from api.slack.client import SlackApi
from desk.bootstrap import Desk
from desk.channels.ledger import NewEvent, Taken
from desk.slack.handoff import HandoffView
from desk.slack.links import SlackLinks, SlackUser
from desk.slack.masking import SlackMasking
from desk.slack.posts import SlackPosts
from desk.slack.replies import SlackReplies
from desk.slack.threads import SLACK, SlackThreads, Thread
from desk.slack.words import Words
from knowledge.vocabulary import CompanyId


@dataclass(frozen=True)
class SlackParts:
    """Services and settings of one workspace. `channels`: company -> Slack channel."""

    team: str
    desk: Desk
    companies: Companies
    api: SlackApi
    words: Words
    masking: SlackMasking
    links: SlackLinks
    threads: SlackThreads
    posts: SlackPosts
    replies: SlackReplies
    view: HandoffView
    channels: Mapping[CompanyId, str]
    base_url: str

    def who(self, user: str) -> SlackUser:
        """A user of this workspace."""
        return SlackUser(self.team, user)

    def take_in(self, event: NewEvent) -> Taken:
        """Keep an event; once this has returned, Slack may be told that it was taken."""
        return self.desk.channels.ledger.take_in(SLACK, self.team, None, [event])

    def thread_at(self, channel: str, thread_ts: str | None) -> Thread | None:
        """The handoff whose thread this is; None where it is none."""
        post = None if thread_ts is None else self.posts.at(channel, thread_ts)
        if post is None or post.thread_id is None or post.key != f"head:{post.thread_id}":
            return None
        return self.threads.get(post.thread_id)
