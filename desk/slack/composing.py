"""From what lies in the outbox to what Slack is sent: read, masked and laid out when it is sent.

An object names the method of Slack's Web API and its body; `key` names a post that must not be made twice.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Row

from desk.channels.adapter import Item
from desk.chat.waiting import is_urgent
from desk.citing import KeptCitation
from desk.ids import ConversationId
from desk.model import StoredMessage
from desk.requests.paper_questions import REMINDER as QUESTION
from desk.slack.blocks import context, header, section
from desk.slack.blocks import fields as cells
from desk.slack.handoff import HandoffView, Head, Line
from desk.slack.known_names import NOBODY, KnownNames
from desk.slack.masking import SlackMasking
from desk.slack.persons import Persons
from desk.slack.text import cut, escaped
from desk.slack.threads import Thread, ThreadNotFound, get_thread
from desk.slack.words import Words
from desk.storage import tables as t
from desk.storage.store import Context, Store
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType, Subject

Object = Mapping[str, Any]
CitationUrl = Callable[[KeptCitation], str]
WHISPER_FOR = timedelta(minutes=30)
"""A note to one person that comes later than this would only confuse."""
_SHOWN = {
    "region": frozenset(Region), "request_type": frozenset(RequestType), "requester": frozenset(Requester),
    "subject": frozenset(Subject), "reply_method": frozenset(ReplyMethod),
}  # fmt: skip
"""Slots whose values are words of the vocabulary; nothing else of a conversation's state is shown."""


class Composer:
    """`names`: what companies are called; `url_of`: the address of a citation; `console`: of a conversation."""

    def __init__(
        self,
        context: Context,
        masking: SlackMasking,
        words: Words,
        names: Mapping[CompanyId, str],
        url_of: CitationUrl,
        console: Callable[[ConversationId], str],
    ) -> None:
        self._db, self._store = context.db, Store(context)
        self._masking, self._words, self._names = masking, words, dict(names)
        self._persons = Persons(context)
        self._url_of, self._console = url_of, console
        self._makers: Mapping[str, Callable[[Item], list[Object]]] = {
            "head": self._head,
            "head_update": self._head_update,
            "transcript": self._transcript,
            "line": self._line,
            "state": self._state,
            "note": self._note,
            "whisper": self._whisper,
            "response": self._response,
            "reminder": self._reminder,
            "digest": self._digest,
        }
        self._view = HandoffView(words, shows_words=masking.shows_words)

    @property
    def kinds(self) -> Collection[str]:
        """Every kind of item that leads to a post."""
        return self._makers.keys()

    def objects(self, item: Item) -> list[Object]:
        """What is sent for it; nothing where there is nothing to show any more."""
        try:
            return self._makers[item.kind](item)
        except ThreadNotFound:
            return []

    # ------------------------------------------------------------ threads

    def _read(self, conn: Connection, item: Item) -> tuple[Thread, Row[Any]]:
        thread = get_thread(conn, item.payload["thread"])
        row = self._store.conversation_row(conn, thread.conversation_id)
        if row.purged:
            raise ThreadNotFound
        return thread, row

    def _head(self, item: Item) -> list[Object]:
        thread, text, blocks = self._head_of(item)
        return [self._post(item, thread.channel, text, blocks, key=f"head:{thread.id}", in_thread=False)]

    def _head_update(self, item: Item) -> list[Object]:
        thread, text, blocks = self._head_of(item)
        body = {"channel": thread.channel, "text": text, "blocks": blocks}
        return [{"method": "chat.update", "of": f"head:{thread.id}", "body": body}]

    def _head_of(self, item: Item) -> tuple[Thread, str, Sequence[Object]]:
        with self._db.read() as conn:
            thread, row = self._read(conn, item)
            conversation = self._store.conversation(row)
            messages = self._store.messages(conn, t.messages.c.conversation_id == row.id)
            urgent = is_urgent(conn, row.id)
        slots = {**conversation.slots, "region": conversation.region or conversation.slots.get("region")}
        shown = {name: str(slots[name]) for name, words in _SHOWN.items() if slots.get(name) in words}
        name = self._names.get(thread.company, thread.company)
        head = Head(
            thread_id=thread.id,
            company_name=name,
            state=item.payload["state"],
            channel=row.channel,
            locale=conversation.locale,
            reason=thread.reason,
            waiting_since=thread.waiting_since,
            slots=shown,
            citations=self._citations(messages),
            console_url=self._console(row.id),
            alias=item.payload.get("alias"),
            urgent=urgent,
        )
        waits = head.state == "waiting"
        told = self._words("fallback_handoff", company=name) if waits else self._view.title(head)
        return thread, told, self._view.head(head)

    def _citations(self, messages: Iterable[StoredMessage]) -> list[tuple[str, str]]:
        found: dict[str, str] = {}
        for message in messages:
            if message.sender == "bot":
                for one in message.citations:
                    found.setdefault(self._url_of(one), str(one["section"]))
        return [(label, url) for url, label in found.items()][-8:]

    def _transcript(self, item: Item) -> list[Object]:
        with self._db.read() as conn:
            thread, row = self._read(conn, item)
            messages = self._store.messages(
                conn, t.messages.c.conversation_id == row.id, t.messages.c.seq <= item.payload["until"]
            )
        known = self._known(thread)
        lines = [self._masked(thread, message, known, correctable=False) for message in messages]
        text = self._words("transcript" if self._masking.shows_words else "transcript_elsewhere")
        return [
            self._post(item, thread.channel, text, blocks, key=f"{item.payload['key']}:{number}")
            for number, blocks in enumerate(self._view.transcript(lines))
        ]

    def _line(self, item: Item) -> list[Object]:
        with self._db.read() as conn:
            thread, _ = self._read(conn, item)
            messages = self._store.messages_by_id(conn, [item.payload["message"]])
        if not messages:
            return []
        line = self._masked(thread, messages[0], self._known(thread))
        blocks = self._view.line(line)
        if not blocks:
            return []
        text = self._view.elsewhere(line) if line.text is None else cut(line.text, 200)
        made = self._post(item, thread.channel, text, blocks, key=item.payload["key"])
        return [{**made, "message": messages[0].id if messages[0].sender == "staff" else None}]

    def _known(self, thread: Thread) -> KnownNames:
        """The vault is opened for words that are shown, and for nothing else."""
        return self._persons.of(thread.conversation_id) if self._masking.shows_words else NOBODY

    def _masked(
        self, thread: Thread, message: StoredMessage, known: KnownNames, *, correctable: bool = True
    ) -> Line:
        return Line(
            sender=message.sender,
            text=self._masking.message(thread.company, message.sender, message.text, known),
            console_url=self._console(thread.conversation_id),
            alias=message.staff_alias,
            correctable=message.id if correctable and message.sender == "staff" else None,
        )

    def _state(self, item: Item) -> list[Object]:
        text = self._words(f"state.{item.payload['state']}", alias=item.payload.get("alias") or "")
        return self._in_thread(item, text)

    def _note(self, item: Item) -> list[Object]:
        made = self._in_thread(item, self._words(item.payload["words"], **item.payload["params"]))
        if item.payload.get("aloud"):  # who does not follow the thread sees it, too
            return [{**one, "body": {**one["body"], "reply_broadcast": True}} for one in made]
        return made

    def _in_thread(self, item: Item, text: str) -> list[Object]:
        with self._db.read() as conn:
            thread, _ = self._read(conn, item)
        return [self._post(item, thread.channel, text, [section(text)], key=item.payload["key"])]

    def _post(
        self,
        item: Item,
        channel: str,
        text: str,
        blocks: Sequence[Object],
        *,
        key: str,
        in_thread: bool = True,
    ) -> Object:
        return {
            "method": "chat.postMessage",
            "key": key,
            "thread": item.payload.get("thread"),
            "in_thread": in_thread,
            "conversation": item.conversation_id,
            "body": {
                "channel": channel, "text": escaped(text), "blocks": blocks,
                "unfurl_links": False, "unfurl_media": False,
            },
        }  # fmt: skip

    # ------------------------------------------------------------ to one person

    def _stale(self, item: Item, span: timedelta) -> bool:
        return datetime.fromisoformat(item.payload["at"]) + span <= self._db.clock()

    def _whisper(self, item: Item) -> list[Object]:
        if self._stale(item, WHISPER_FOR):
            return []
        text = self._words(item.payload["words"], **item.payload["params"])
        body = {
            "channel": item.payload["channel"], "user": item.payload["user"], "text": escaped(text),
            "blocks": [section(text)],
        }  # fmt: skip
        return [{"method": "chat.postEphemeral", "body": body}]

    def _response(self, item: Item) -> list[Object]:
        if self._stale(item, WHISPER_FOR):
            return []  # Slack takes an answer for half an hour
        if item.payload.get("echoes", True) and not self._masking.shows_words:
            return []  # laid out before the setting was changed
        return [{"method": "response", "url": item.payload["url"], "body": item.payload["body"]}]

    # ------------------------------------------------------------ reminders and digests

    def _reminder(self, item: Item) -> list[Object]:
        given, words = item.payload, self._words
        company = self._names.get(given["company"], given["company"])
        asked = given["what"] == QUESTION
        text = words("question" if asked else "reminder", receipt=given["receipt"], company=company)
        until = date.fromisoformat(given["due"])
        blocks = [section(text), context(words("question_due", due=until) if asked else self._due(given))]
        return [self._post(item, given["channel"], text, blocks, key=given["key"], in_thread=False)]

    def _due(self, given: Mapping[str, Any]) -> str:
        words = self._words
        what, whose = words(f"dues.{given['what']}"), words(f"whose.{given['whose']}")
        return words("reminder_due", what=what, due=date.fromisoformat(given["due"]), whose=whose)

    def _digest(self, item: Item) -> list[Object]:
        given, words = item.payload, self._words
        company = self._names.get(given["company"], given["company"])
        title = words("digest", company=company, day=date.fromisoformat(given["day"]))
        waiting = words("digest_count", count=given["waiting"])
        if given["waiting"]:
            waiting = words("digest_waiting_value", count=given["waiting"], minutes=given["longest"])
        figures = [
            (words("digest_waiting"), waiting),
            (words("digest_claimed"), words("digest_count", count=given["claimed"])),
            (words("digest_undelivered"), words("digest_count", count=given["undelivered"])),
        ]
        blocks = [header(title), *cells(figures)]
        kinds: tuple[Literal["late", "soon"], ...] = ("late", "soon")
        for kind in kinds:
            blocks += self._dated(kind, given)
        return [self._post(item, given["channel"], title, blocks, key=given["key"], in_thread=False)]

    def _dated(self, kind: Literal["late", "soon"], given: Mapping[str, Any]) -> list[Object]:
        words = self._words
        lines = [f"{words(f'digest_{kind}')} {words('digest_count', count=given[f'{kind}_count'])}"]
        lines += [
            words(
                "digest_line",
                receipt=one["receipt"],
                what=words(f"dues.{one['what']}"),
                due=date.fromisoformat(one["due"]),
            )
            for one in given[kind]
        ]
        more = given[f"{kind}_count"] - len(given[kind])
        if more > 0:
            lines.append(words("digest_more", count=more))
        return [section("\n".join(lines))]
