"""What Slack sends, kept before it is acknowledged. Everything here is quick: Slack waits three seconds.

Personal data is masked here, before anything is stored. What is refused is said at once, and leaves nothing.
"""

import json
from collections.abc import Mapping
from typing import Any

from api.slack.parts import SlackParts
from api.slack.preferences import Preferences
from desk.channels.ledger import NewEvent
from desk.errors import DeskError, TooManyAttempts
from desk.slack.answers import MAX_QUESTION, About, Question
from desk.slack.command import Ask, Help, Link, Unknown, Unlink, parse
from desk.slack.handoff import CLAIM, CLOSE, GIVE_BACK, MAX_REPLY, TEXT_BLOCK, typed
from desk.slack.links import CodeInvalid, NotLinked
from desk.slack.replies import Place
from desk.slack.text import plain
from desk.slack.threads import Thread, ThreadNotFound, order_of
from desk.texts import Kept, RawText

Body = Mapping[str, Any]
KIND_OF_ACTION = {CLAIM: "claim", GIVE_BACK: "give_back", CLOSE: "close"}


class SlackIntake:
    """Each method gives what is said to the user at once, or None."""

    def __init__(self, parts: SlackParts) -> None:
        self._parts, self._words = parts, parts.words
        self._preferences = Preferences(parts)

    # ------------------------------------------------------------ look-ups

    def command(self, body: Body) -> str | None:
        """`/privacy ...`."""
        who = self._parts.who(str(body["user_id"]))
        try:
            command = parse(str(body.get("text") or ""), self._parts.companies.ids)
            if isinstance(command, Link):
                return self._words("linked", alias=self._parts.links.link(who, command.code).alias)
            if isinstance(command, Unlink):
                return self._words("unlinked" if self._parts.links.unlink(who) else "not_linked")
            if isinstance(command, Help):
                return self._preferences.help(who)
            chosen = self._preferences.choose(who, command)
            if isinstance(chosen, str):
                return chosen
            return self._question(body, f"command:{body['trigger_id']}", command, chosen)
        except Unknown as unknown:
            return self._preferences.unknown(who, unknown)
        except DeskError as error:
            return self._refusal(error)

    def _question(self, body: Body, event_id: str, command: Ask, chosen: About) -> str | None:
        question = command.question
        if not question:
            return self._preferences.remembered(chosen)
        if len(question) > MAX_QUESTION:
            return self._words("too_long", limit=MAX_QUESTION)
        self._keep_question(str(body["user_id"]), str(body["response_url"]), event_id, question, chosen)
        return None

    def _keep_question(self, user: str, url: str, event_id: str, question: RawText, chosen: About) -> None:
        masked = self._parts.masking.asked(question)
        content: dict[str, Kept] = {
            "user": user, "url": url, "question": masked.text, "company": chosen.company,
            "region": chosen.region, "masked": bool(masked.kinds),
        }  # fmt: skip
        self._keep(event_id, "look_up", user, content)

    def message_looked_up(self, body: Body) -> str | None:
        """The message shortcut "look this up"."""
        who = self._parts.who(str(body["user"]["id"]))
        try:
            linked = self._parts.links.of(who)
        except DeskError as error:
            return self._refusal(error)
        question = plain(str(body["message"].get("text") or "")).on_one_line()
        if not question:
            return self._words("empty")
        chosen = About(linked.company, linked.region)
        self._keep_question(
            who.user,
            str(body["response_url"]),
            f"shortcut:{body['trigger_id']}",
            question.first(MAX_QUESTION),
            chosen,
        )
        return None

    def answer_button(self, body: Body, kind: str) -> None:
        """A button beneath an answer: another company or region, or to share it."""
        action = body["actions"][0]
        try:
            asked = Question.of_value(str(action["value"]), self._parts.masking.asked)
        except ValueError:
            return
        content: dict[str, Kept] = {
            "user": str(body["user"]["id"]), "url": str(body["response_url"]),
            "question": asked.question, "company": asked.company, "region": asked.region, "masked": False,
            "again": True,
        }  # fmt: skip
        self._keep_action(body, kind, str(body["user"]["id"]), content)

    def _keep(self, event_id: str, kind: str, order: str, content: Mapping[str, Kept]) -> None:
        """What is done for one `order` happens in the order in which it came here: of its own events Slack tells whole
        seconds, of clicks nothing, so their times can't be compared."""
        at = self._parts.desk.database.clock()
        self._parts.take_in(NewEvent(event_id, kind, at, order, dict(content)))

    def _keep_action(self, body: Body, kind: str, order: str, content: Mapping[str, Kept]) -> None:
        event_id = f"action:{body['trigger_id']}:{body['actions'][0].get('action_ts', '')}"
        self._keep(event_id, kind, order, content)

    # ------------------------------------------------------------ handoffs

    def handoff_button(self, body: Body) -> None:
        """Claim, give back, close."""
        action = body["actions"][0]
        content: dict[str, Kept] = {
            "user": str(body["user"]["id"]), "channel": str(body["channel"]["id"]), "thread": str(action["value"]),
        }  # fmt: skip
        kind = KIND_OF_ACTION[str(action["action_id"])]
        self._keep_action(body, kind, order_of(str(action["value"])), content)

    def reply_modal(self, body: Body, *, correcting: bool) -> dict[str, Any] | str:
        """What opens for "Reply to customer" or "Send a correction"; a text where it may not."""
        action, channel = body["actions"][0], str(body["channel"]["id"])
        try:
            if correcting:
                post = self._parts.posts.at(channel, str(body["container"]["message_ts"]))
                if post is None or post.thread_id is None or post.message_id != action["value"]:
                    raise ThreadNotFound
                thread_id = post.thread_id
            else:
                thread_id = str(action["value"])
            thread = self._parts.threads.get(thread_id)
            refused = self._refused_to(str(body["user"]["id"]), thread)
        except DeskError as error:
            return self._refusal(error)
        if refused is not None:
            return refused
        purpose = {"thread": thread.id, "channel": channel, "what": "correct" if correcting else "reply"}
        return self._parts.view.modal(purpose, correcting=correcting)

    def _refused_to(self, user: str, thread: Thread) -> str | None:
        """Why this user may not speak to the customer of this handoff now. Raises DeskError."""
        staff = self._parts.links.case_worker(self._parts.who(user), thread.company)
        conversation = self._parts.desk.conversations.get(thread.conversation_id)
        if conversation.claimed_by == staff.id:
            return None
        if conversation.claimed_alias:
            return self._words("taken", alias=conversation.claimed_alias)
        return self._words("not_yours")

    def submitted(self, body: Body) -> dict[str, Any]:
        """The modal comes back; gives how it is acknowledged (empty: it closes, and the reply is on its way)."""
        view = body["view"]
        block = next(iter(view.get("state", {}).get("values", {})), TEXT_BLOCK)
        try:
            purpose = json.loads(view.get("private_metadata") or "{}")
            thread = self._parts.threads.get(str(purpose["thread"]))
            refused = self._refused_to(str(body["user"]["id"]), thread)
        except DeskError as error:
            return _error(block, self._refusal(error))
        except (ValueError, KeyError):
            return _error(block, self._words("modal_gone"))
        text = typed(view)
        if refused is None and not text:
            refused = self._words("nothing_to_send")
        if refused is None and len(text) > MAX_REPLY:
            refused = self._words("reply_too_long", limit=MAX_REPLY)
        if refused is not None:
            return _error(block, refused)
        masked = self._parts.masking.typed(thread.company, text)
        correcting = purpose["what"] == "correct"
        if masked.kinds and not self._parts.masking.shows_words:
            kinds = self._parts.view.kinds(sorted(masked.kinds))
            return _error(block, self._words("modal_not_sent", kinds=kinds))
        if masked.kinds:
            again = self._parts.view.modal(purpose, masked.text, sorted(masked.kinds), correcting)
            return {"response_action": "update", "view": again}
        content: dict[str, Kept] = {
            "user": str(body["user"]["id"]), "channel": str(purpose["channel"]), "thread": thread.id,
            "text": masked.text,
        }  # fmt: skip
        kind = "correct" if correcting else "reply"
        # A modal sends once, however often its submission arrives.
        self._keep(f"view:{view['id']}", kind, order_of(thread.id), content)
        return {}

    def message_sent(self, body: Body) -> str | None:
        """The message shortcut "reply to customer": one's own message of the thread goes out."""
        user, message = str(body["user"]["id"]), body["message"]
        place = Place(str(body["channel"]["id"]), str(message["ts"]))
        try:
            thread = self._parts.thread_at(place.channel, message.get("thread_ts"))
            if thread is None:
                return self._words("no_thread")
            refused = self._refused_to(user, thread)
        except DeskError as error:
            return self._refusal(error)
        text = plain(str(message.get("text") or ""))
        if refused is None and str(message.get("user")) != user:
            refused = self._words("own_words_only")
        if refused is None and not text:
            refused = self._words("nothing_to_send")
        if refused is None and len(text) > MAX_REPLY:
            refused = self._words("reply_too_long", limit=MAX_REPLY)
        if refused is not None:
            return refused
        masked = self._parts.masking.typed(thread.company, text)
        content: dict[str, Kept] = {
            "user": user, "channel": place.channel, "thread": thread.id, "ts": place.ts, "text": masked.text,
            "kinds": sorted(masked.kinds),
        }  # fmt: skip
        self._keep(f"shortcut:{body['trigger_id']}", "reply", order_of(thread.id), content)
        return None

    # ------------------------------------------------------------ messages of a thread

    def message(self, body: Body) -> None:
        """An event of a channel: only what happens to a handoff's thread is kept, and of what is said there only the
        masked text of an edit, until it has been worked on."""
        kept = self._of_thread(body["event"])
        if kept is not None:
            kind, thread, content = kept
            self._keep(
                f"event:{body['event_id']}", kind, order_of(thread.id), {**content, "thread": thread.id}
            )

    def _of_thread(self, event: Body) -> tuple[str, Thread, dict[str, Kept]] | None:
        channel, subtype = str(event.get("channel")), event.get("subtype")
        if subtype == "message_changed":
            return self._edited(channel, event.get("message") or {})
        if subtype == "message_deleted":
            place = Place(channel, str(event.get("deleted_ts")))
            thread = self._thread_of(place, event.get("previous_message") or {})
            return None if thread is None else ("deleted", thread, {"channel": channel, "ts": place.ts})
        if subtype is None and event.get("user") and not event.get("bot_id"):
            thread = self._thread_at(channel, event)
            return None if thread is None else ("alive", thread, {"user": str(event["user"])})
        return None

    def _edited(self, channel: str, message: Body) -> tuple[str, Thread, dict[str, Kept]] | None:
        place, edit = Place(channel, str(message.get("ts"))), message.get("edited") or {}
        thread = self._thread_of(place, message) if edit and not message.get("bot_id") else None
        if thread is None:
            return None
        masked = self._parts.masking.typed(thread.company, plain(str(message.get("text") or "")))
        content: dict[str, Kept] = {
            "user": str(edit.get("user")), "channel": channel, "ts": place.ts,
            "text": masked.text[: MAX_REPLY + 1], "edited": str(edit.get("ts")), "kinds": sorted(masked.kinds),
        }  # fmt: skip
        return "edited", thread, content

    def _thread_of(self, place: Place, message: Body) -> Thread | None:
        """The handoff's thread in which this message is or was. Whether it was sent to the customer shows when the
        event is worked on: the click that sends it may still wait for its turn."""
        thread = self._thread_at(place.channel, message)
        if thread is not None:
            return thread
        reply, post = self._parts.replies.at(place), self._parts.posts.at(place.channel, place.ts)
        thread_id = reply.thread_id if reply else post and post.thread_id
        try:
            return self._parts.threads.get(thread_id) if thread_id else None
        except ThreadNotFound:
            return None

    def _thread_at(self, channel: str, message: Body) -> Thread | None:
        try:
            return self._parts.thread_at(channel, message.get("thread_ts"))
        except ThreadNotFound:
            return None

    def _refusal(self, error: DeskError) -> str:
        return refusal(self._parts, error)


def refusal(parts: SlackParts, error: DeskError) -> str:
    """What a user is told of a refusal of the desk."""
    return parts.words(refusal_key(error))


def refusal_key(error: DeskError) -> str:
    """Its wording."""
    if isinstance(error, NotLinked):
        return "not_linked"
    if isinstance(error, CodeInvalid):
        return "code_wrong"
    if isinstance(error, TooManyAttempts):
        return "code_shut"
    if error.code == "client_id_reused":
        return "already_sent"
    if error.code == "not_claimant":
        return "not_yours"
    if error.code == "not_waiting":
        return "not_waiting"
    return "gone" if error.kind in ("not_found", "gone") else "forbidden"


def _error(block: str, text: str) -> dict[str, Any]:
    return {"response_action": "errors", "errors": {block: text}}
