"""What Slack's events lead to: worked on after they were acknowledged, each once.

Who somebody is and what they may is looked up when the work is done, not when the button was pressed.
"""

import logging
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.metrics import a_lookup
from api.rendering import policy_url
from api.slack.intake import refusal_key
from api.slack.parts import SlackParts
from desk.channels.ledger import Event
from desk.errors import DeskError, Forbidden
from desk.handover.errors import AlreadyClaimed, NotClaimant
from desk.slack.answers import AnswerView, Offered, Question
from desk.slack.handoff import MAX_REPLY
from desk.slack.links import Linked
from desk.slack.replies import Place
from desk.slack.text import escaped
from desk.slack.threads import Thread, ThreadNotFound
from desk.storage.database import Tx
from desk.texts import kept_masked
from knowledge.answering import Answerer

log = logging.getLogger(__name__)


class SlackHandler:
    """Works on one event at a time, as the ledger gives them out."""

    def __init__(self, parts: SlackParts, answerer: Answerer) -> None:
        self._parts, self._answerer = parts, answerer
        self._echoes = parts.masking.shows_words
        self._answers = AnswerView(
            parts.words,
            lambda cited: policy_url(parts.base_url, cited),
            echoes=self._echoes,
        )

    async def handle(self, event: Event) -> None:
        """Work on one event, and end it."""
        await run_in_threadpool(self._handle, event)

    async def given_up(self, event: Event) -> Callable[[Tx], None] | None:
        """Whoever asked or pressed is told, and told alone; a sign of life was asked by nobody."""
        given = event.content
        if event.kind in ("look_up", "share"):
            words = {"response_type": "ephemeral", "replace_original": False}
            body = {**words, "text": escaped(self._parts.words("given_up_look_up"))}
            return lambda tx: self._parts.threads.respond(
                tx, f"{event.event_id}:given_up", given["url"], body
            )
        if event.kind == "edited":
            spot = Place(given["channel"], given["ts"])
            if await run_in_threadpool(self._parts.replies.at, spot) is None:
                return None  # the customer has nothing of it
        if event.kind in ("claim", "give_back", "close", "reply", "correct", "edited"):
            key, said = f"{event.event_id}:given_up", f"given_up_{event.kind}"
            place = given["channel"], given["user"]
            return lambda tx: self._parts.threads.whisper(tx, key, *place, said)
        return None

    def _handle(self, event: Event) -> None:
        work = {
            "look_up": self._look_up,
            "share": self._share,
            "claim": self._claim,
            "give_back": self._give_back,
            "close": self._close,
            "reply": self._reply,
            "correct": self._correct,
            "edited": self._edited,
            "deleted": self._deleted,
            "alive": self._alive,
        }[event.kind]
        work(event)

    def _done(self, event: Event, also: Callable[[Tx], None] | None = None) -> None:
        self._parts.desk.channels.ledger.done(event, also)

    # ------------------------------------------------------------ look-ups

    def _look_up(self, event: Event) -> None:
        self._answer(event, shared=False)

    def _share(self, event: Event) -> None:
        self._answer(event, shared=True)

    def _answer(self, event: Event, *, shared: bool) -> None:
        given = event.content
        asked = Question(kept_masked(given["question"]), given["company"], given["region"])
        try:
            linked = self._parts.links.of(self._parts.who(given["user"]))
            body = self._body(asked, linked, masked=given["masked"], shared=shared)
        except DeskError as error:
            body = {"response_type": "ephemeral", "text": escaped(self._parts.words(refusal_key(error)))}
        again = bool(given.get("again")) and not shared
        answer = {"response_type": "in_channel" if shared else "ephemeral", "replace_original": again, **body}
        self._done(
            event,
            lambda tx: self._parts.threads.respond(
                tx, event.event_id, given["url"], answer, echoes=self._echoes
            ),
        )

    def _body(self, asked: Question, linked: Linked, *, masked: bool, shared: bool) -> dict[str, Any]:
        """The answer. Raises Forbidden: the account does not serve this company (any more)."""
        parts, staff = self._parts, linked.staff
        company = parts.companies.get(asked.company) if asked.company else None
        if asked.company and (company is None or not staff.works_for(company.id)):
            raise Forbidden
        region = company.region_if_here(asked.region) if company is not None else None
        names = {
            one: known.name
            for one in parts.companies.ids
            if staff.works_for(one) and (known := parts.companies.get(one))
        }
        whose = company.id if company else None
        with a_lookup("slack"):
            found = self._answerer.lookup(
                asked.question, company=whose, region=region, companies=staff.companies
            )
        offered = Offered(names, company.regions if company else ())
        asked = Question(asked.question, company.id if company else None, region)
        shared_by = staff.alias if shared else None
        blocks = self._answers.blocks(asked, found, offered, masked=masked, shared_by=shared_by)
        text = parts.words("looked_up", question=asked.question if self._echoes else "").strip()
        return {"text": escaped(text), "blocks": blocks}

    # ------------------------------------------------------------ handoffs

    def _acting(self, event: Event, act: Callable[[Thread], Callable[[Tx], None] | None]) -> None:
        """Do something with a handoff; what the desk refuses is told to the user alone."""
        given = event.content
        also: Callable[[Tx], None] | None
        try:
            also = act(self._parts.threads.get(given["thread"]))
        except AlreadyClaimed as error:
            also = self._whisper(event, "taken", alias=error.alias)
        except NotClaimant as error:
            # A second attempt, after a crash: the first may have given the conversation back.
            repeated = event.attempts > 1 and event.kind in ("give_back", "close")
            also = None if repeated else self._whisper(event, refusal_key(error))
        except DeskError as error:
            also = self._whisper(event, refusal_key(error))
        self._done(event, also)

    def _whisper(self, event: Event, words: str, **params: Any) -> Callable[[Tx], None]:
        channel, user = event.content["channel"], event.content["user"]
        return lambda tx: self._parts.threads.whisper(tx, event.event_id, channel, user, words, **params)

    def _claim(self, event: Event) -> None:
        def act(thread: Thread) -> None:
            staff = self._parts.links.case_worker(self._parts.who(event.content["user"]), thread.company)
            self._parts.desk.handoffs.claim(thread.conversation_id, staff)

        self._acting(event, act)

    def _give_back(self, event: Event) -> None:
        def act(thread: Thread) -> None:
            staff = self._parts.links.case_worker(self._parts.who(event.content["user"]), thread.company)
            self._parts.desk.handoffs.release(thread.conversation_id, staff)

        self._acting(event, act)

    def _close(self, event: Event) -> None:
        def act(thread: Thread) -> None:
            staff = self._parts.links.case_worker(self._parts.who(event.content["user"]), thread.company)
            self._parts.desk.handoffs.close(thread.conversation_id, staff)

        self._acting(event, act)

    def _reply(self, event: Event) -> None:
        given = event.content

        def act(thread: Thread) -> Callable[[Tx], None] | None:
            staff = self._parts.links.case_worker(self._parts.who(given["user"]), thread.company)
            source = Place(given["channel"], given["ts"]) if given.get("ts") else None
            # A message of the thread goes out once, whichever click it was; a modal once, too.
            key = f"slack:{source.channel}:{source.ts}" if source else event.key
            self._parts.replies.say(thread, staff, kept_masked(given["text"]), key, source)
            return self._told_masked(event, given.get("kinds"))

        self._acting(event, act)

    def _told_masked(self, event: Event, kinds: Any) -> Callable[[Tx], None] | None:
        return self._whisper(event, "sent_masked", kinds=self._parts.view.kinds(kinds)) if kinds else None

    def _correct(self, event: Event) -> None:
        given = event.content

        def act(thread: Thread) -> None:
            staff = self._parts.links.case_worker(self._parts.who(given["user"]), thread.company)
            self._parts.replies.correct(thread, staff, kept_masked(given["text"]), event.key)

        self._acting(event, act)

    # ------------------------------------------------------------ what happens to messages of a thread

    def _edited(self, event: Event) -> None:
        given, parts = event.content, self._parts
        place, text, edited = Place(given["channel"], given["ts"]), given["text"], given["edited"]
        reply = parts.replies.at(place)
        if reply is None or not text or not parts.replies.changed(place, text, edited):
            self._done(event)
            return
        words, told = "corrected", self._told_masked(event, given.get("kinds"))
        try:
            thread = parts.threads.get(reply.thread_id)
        except ThreadNotFound:
            self._done(event)
            return
        key = f"slack:edit:{place.channel}:{place.ts}:{edited}"
        try:
            staff = parts.links.case_worker(parts.who(given["user"]), thread.company)
            if staff.id != reply.staff_id or len(text) > MAX_REPLY:
                raise Forbidden  # nobody else corrects it, and half of it would be no correction
            parts.replies.correct(thread, staff, kept_masked(text), key)
        except DeskError:
            words, told = "correction_refused", None

        def settle(tx: Tx) -> None:
            parts.replies.took(tx, place, text, edited)
            parts.threads.note(tx, thread, key, words)
            if told is not None:
                told(tx)

        self._done(event, settle)

    def _deleted(self, event: Event) -> None:
        given, parts = event.content, self._parts
        place = Place(given["channel"], given["ts"])
        post = parts.posts.at(place.channel, place.ts)
        told = parts.replies.at(place) is not None or (post is not None and post.message_id is not None)
        try:
            thread = parts.threads.get(given["thread"]) if told else None
        except ThreadNotFound:
            thread = None
        if thread is None:  # the customer has nothing of it
            self._done(event)
            return
        found, key = thread, f"deleted:{given['channel']}:{given['ts']}"
        self._done(event, lambda tx: parts.threads.note(tx, found, key, "deleted"))

    def _alive(self, event: Event) -> None:
        """Whoever has a conversation and writes in its thread is still there."""
        given = event.content
        try:
            thread = self._parts.threads.get(given["thread"])
            staff = self._parts.links.case_worker(self._parts.who(given["user"]), thread.company)
            self._parts.desk.handoffs.heartbeat(thread.conversation_id, staff)
        except DeskError as error:
            log.debug("No sign of a claimer (%s)", error.code)
        self._done(event)
