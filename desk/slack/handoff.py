"""A handoff as Slack shows it: the head of its thread, the conversation, the modal for a reply.

Everything that a person has written comes in masked (`desk.slack.masking`); here it is only laid out.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from desk.calendar.dues import DESK_ZONE
from desk.locales import Locale
from desk.slack.blocks import (
    actions,
    button,
    context,
    fields,
    header,
    links,
    packed,
    section,
    within_one,
    words,
)
from desk.slack.limits import TITLE, Block
from desk.slack.text import cut
from desk.slack.words import Words
from desk.texts import MaskedText, RawText

State = Literal["waiting", "staff", "bot", "closed"]
CLAIM, GIVE_BACK, CLOSE, REPLY, CORRECT, CONSOLE = (
    "handoff_claim", "handoff_give_back", "handoff_close", "handoff_reply", "handoff_correct", "open_console",
)  # fmt: skip
"""Action ids of the buttons. What each may do is decided by the desk, whoever presses it."""
REPLY_VIEW = "reply_to_customer"
"""Callback id of the modal."""
TEXT_BLOCK, TEXT_FIELD = "reply_text", "text"
MAX_REPLY = 2000
SHOWN_SLOTS = ("region", "request_type", "requester", "subject", "reply_method")
SHOWN_MESSAGES = 60
"""The newest messages that the thread begins with; the others are in the console."""
SHOWN_CITATIONS = 8
_TITLES: Mapping[State, str] = {
    "waiting": "handoff", "staff": "handoff_taken", "bot": "handoff_over", "closed": "handoff_over",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One message of the conversation, masked; without its text where it is read at `console_url` only. `correctable`:
    the id of the message where staff may correct it."""

    sender: Literal["customer", "bot", "staff", "system"]
    text: MaskedText | None = field(repr=False)
    console_url: str = ""
    alias: str | None = None
    correctable: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a thread says. `citations`: label and address of the
    clauses that the bot has quoted. `urgent`: the customer has written that they do not want to live."""

    thread_id: str
    company_name: str
    state: State
    channel: str
    locale: Locale
    reason: str | None
    waiting_since: datetime | None
    slots: Mapping[str, str]
    citations: Sequence[tuple[str, str]]
    console_url: str
    alias: str | None = None
    urgent: bool = False


class HandoffView:
    """Renders handoffs in the language of the staff. `shows_words`: whether what people wrote is posted, masked."""

    def __init__(self, text: Words, *, shows_words: bool = True) -> None:
        self._text, self._shows_words = text, shows_words

    # ------------------------------------------------------------ the head of the thread

    def head(self, head: Head) -> list[Block]:
        """The first message of the thread; it is updated when the state changes."""
        text = self._text
        unlisted = (head.reason or "") if self._shows_words else "—"
        cells = [
            (text("reason"), text.of("reasons", head.reason or "asked", reason=unlisted)),
            (
                text("language"),
                text.of("languages", head.locale),
            ),
            (text("came_from"), text.of("channels", head.channel, channel=head.channel)),
        ]
        if head.waiting_since is not None:
            since = head.waiting_since.astimezone(DESK_ZONE)
            cells.append((text("since"), f"{since:%Y-%m-%d %H:%M}"))
        for slot in SHOWN_SLOTS:
            if head.slots.get(slot):
                cells.append((text(f"slots.{slot}"), text.term(slot, head.slots[slot])))
        first = [
            header(self.title(head)),
            *self._urgent(head),
            section(self.state(head)),
            *fields(cells),
        ]
        last = [
            context(text("internal" if self._shows_words else "internal_wordless")),
            *actions(self._buttons(head), f"handoff:{head.thread_id}"),
        ]
        cited = links(head.citations[:SHOWN_CITATIONS])
        between = [context(text("citations")), *cited] if cited else []
        return [*first, *within_one([*first, *last], between)[len(first) + len(last) :], *last]

    def title(self, head: Head) -> str:
        """What the thread is about, as it stands now."""
        return self._text(_TITLES[head.state], company=head.company_name)

    def _urgent(self, head: Head) -> list[Block]:
        """Words of despair: that an answer here comes first, or, where the customer went back to the bot and none can
        be given, what staff do instead. Somebody who ends a conversation has cared for it."""
        if not head.urgent or head.state == "closed":
            return []
        return [section(self._text("urgent_with_bot" if head.state == "bot" else "urgent"))]

    def state(self, head: Head) -> str:
        """How it stands, in a line."""
        return self._text(f"state.{head.state}", alias=head.alias or "")

    def _buttons(self, head: Head) -> list[Block]:
        text, value = self._text, head.thread_id
        ending = button(text("close"), CLOSE, value, style="danger") | {"confirm": self._confirm()}
        shown: list[Block] = []
        if head.state == "waiting":
            shown = [button(text("claim"), CLAIM, value, style="primary"), ending]
        elif head.state == "staff":
            shown = [
                button(text("reply"), REPLY, value, style="primary"),
                button(text("give_back"), GIVE_BACK, value),
                ending,
            ]
        return [*shown, button(text("console"), CONSOLE, url=head.console_url)]

    def _confirm(self) -> dict[str, Any]:
        def say(words: str) -> dict[str, str]:
            return {"type": "plain_text", "text": words}

        text = self._text
        return {
            "title": say(text("close")),
            "text": say(text("confirm_close")),
            "confirm": say(text("close")),
            "deny": say(text("modal_cancel")),
        }

    # ------------------------------------------------------------ the conversation

    def transcript(self, lines: Sequence[Line]) -> list[list[Block]]:
        """What was said before, as messages for the thread."""
        if any(one.text is None for one in lines):
            head = section(self._text("transcript_elsewhere"))
            return [[head, *links([(self._text("console"), lines[-1].console_url)])]]
        shown = lines[-SHOWN_MESSAGES:]
        groups: list[list[Block]] = [[context(self._text("transcript"))]]
        if len(shown) < len(lines):
            groups.append([context(self._text("earlier"))])
        return packed([*groups, *(self.line(one) for one in shown)])

    def line(self, line: Line) -> list[Block]:
        """One message of the conversation. One that is read in the console only shows that it came, where a person
        wrote it."""
        text = self._text
        if line.text is None:
            if line.sender not in ("customer", "staff"):
                return []
            read = links([(text("console"), line.console_url)])
            return [section(self.elsewhere(line)), *read, *self._correction(line)]
        if line.sender == "system":
            return [context(cut(line.text, 600))]
        if line.sender == "staff":
            shown = words(line.text, lead=text("staff_says", alias=line.alias or ""))
            return [*shown, *self._correction(line)]
        return words(line.text, lead=text(f"{line.sender}_says"), quoted=line.sender == "customer")

    def elsewhere(self, line: Line) -> str:
        """That a person wrote, and nothing of what."""
        return self._text(
            "staff_wrote" if line.sender == "staff" else "customer_wrote", alias=line.alias or ""
        )

    def _correction(self, line: Line) -> list[Block]:
        if line.correctable is None:
            return []
        return actions([button(self._text("correct"), CORRECT, line.correctable)], f"sent:{line.correctable}")

    # ------------------------------------------------------------ the modal

    def modal(
        self,
        purpose: Mapping[str, str],
        text: MaskedText | None = None,
        masked: Sequence[str] = (),
        correcting: bool = False,
    ) -> dict[str, Any]:
        """The window in which a reply is written. `purpose` comes back with it (ids only). `masked`: the kinds that
        were masked in what is shown again."""
        words_of = self._text
        blocks: list[Block] = []
        if masked:
            blocks.append(section("⚠️ " + words_of("modal_masked", kinds=self.kinds(masked))))
        element = {
            "type": "plain_text_input",
            "action_id": TEXT_FIELD,
            "multiline": True,
            "max_length": MAX_REPLY,
            "focus_on_load": True,
        }
        if text:
            element["initial_value"] = cut(text, MAX_REPLY)
        blocks.append(
            {
                "type": "input",
                # Slack keeps what was typed under a block's name: masked text needs another one to be shown.
                "block_id": f"{TEXT_BLOCK}_masked" if masked else TEXT_BLOCK,
                "label": {"type": "plain_text", "text": words_of("modal_label")},
                "hint": {"type": "plain_text", "text": words_of("modal_hint")},
                "element": element,
            }
        )
        return {
            "type": "modal",
            "callback_id": REPLY_VIEW,
            "private_metadata": json.dumps(dict(purpose)),
            "title": _title(words_of("modal_title_correct" if correcting else "modal_title")),
            "submit": _title(words_of("modal_send")),
            "close": _title(words_of("modal_cancel")),
            "blocks": blocks,
        }

    def kinds(self, kinds: Sequence[str]) -> str:
        """Kinds of personal data as people call them."""
        between = "、" if self._text.locale == "ja" else ", "
        return between.join(self._text(f"kinds.{kind}") for kind in sorted(kinds))


def _title(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": cut(text, TITLE)}


def typed(view: Mapping[str, Any]) -> RawText:
    """What stands in a submitted modal."""
    for block in view.get("state", {}).get("values", {}).values():
        if TEXT_FIELD in block:
            return RawText(str(block[TEXT_FIELD].get("value") or "").strip())
    return RawText("")
