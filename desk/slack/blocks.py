"""Blocks of Slack messages, built within Slack's limits whatever text goes in."""

from collections.abc import Iterable, Sequence
from typing import Any

from desk.slack.limits import (
    BLOCKS,
    BUTTON,
    CONTEXT_ELEMENTS,
    ELEMENTS,
    FIELD,
    FIELDS,
    HEADER,
    ID,
    MESSAGE_CHARACTERS,
    SECTION,
    Block,
    characters,
)
from desk.slack.text import cut, escaped, pieces

_NOTHING = "—"
"""Stands for an empty text, which Slack refuses."""


def header(text: str) -> Block:
    """A heading."""
    return {"type": "header", "text": _plain(text, HEADER)}


def _plain(text: str, most: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": cut(text.strip() or _NOTHING, most)}


def section(text: str) -> Block:
    """A paragraph of our own words."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": _escaped(text, SECTION)}}


def _escaped(text: str, most: int) -> str:
    """Escaping lengthens, and a cut through an entity would show it: cut first, shorter until it fits."""
    text = text.strip() or _NOTHING
    size = most
    while len(escaped(cut(text, size))) > most:
        size -= max(1, (len(escaped(cut(text, size))) - most) // 5)
    return escaped(cut(text, size))


def fields(pairs: Iterable[tuple[str, str]]) -> list[Block]:
    """Names with their values, two columns."""
    cells = [
        {"type": "mrkdwn", "text": f"*{_escaped(name, 200)}*\n{_escaped(value, FIELD - 300)}"}
        for name, value in pairs
    ]
    return [{"type": "section", "fields": cells[at : at + FIELDS]} for at in range(0, len(cells), FIELDS)]


def context(*texts: str) -> Block:
    """Small print."""
    shown = texts[:CONTEXT_ELEMENTS]
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": _escaped(one, SECTION)} for one in shown],
    }


def _leaf(text: str, *, bold: bool = False) -> dict[str, Any]:
    leaf: dict[str, Any] = {"type": "text", "text": text}
    return {**leaf, "style": {"bold": True}} if bold else leaf


def words(text: str, *, lead: str = "", quoted: bool = False) -> list[Block]:
    """What somebody has written, literally; `lead` is set bold on a line before it. Long texts take several blocks."""
    kind = "rich_text_quote" if quoted else "rich_text_section"
    result: list[Block] = []
    for number, piece in enumerate(pieces(text) or [_NOTHING]):
        parts: list[dict[str, Any]] = []
        if lead and number == 0:
            parts.append({"type": "rich_text_section", "elements": [_leaf(cut(lead, 200), bold=True)]})
        parts.append({"type": kind, "elements": [_leaf(piece)]})
        result.append({"type": "rich_text", "elements": parts})
    return result


def copyable(text: str) -> list[Block]:
    """Text to be copied: Slack offers to copy what is preformatted."""
    return [
        {"type": "rich_text", "elements": [{"type": "rich_text_preformatted", "elements": [_leaf(piece)]}]}
        for piece in pieces(text) or [_NOTHING]
    ]


def links(pairs: Iterable[tuple[str, str]]) -> list[Block]:
    """Labels that lead to addresses, one a line."""
    leaves: list[dict[str, Any]] = []
    for label, url in pairs:
        leaves += [_leaf("\n")] if leaves else []
        leaves.append({"type": "link", "url": url, "text": cut(label.strip() or url, 500)})
    if not leaves:
        return []
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": leaves}]}]


def button(
    text: str, action: str, value: str | None = None, *, url: str | None = None, style: str | None = None
) -> dict[str, Any]:
    """A button. `value` must fit (2,000 characters): it is data and is never cut."""
    made: dict[str, Any] = {"type": "button", "action_id": action, "text": _plain(text, BUTTON)}
    extra = {"value": value, "url": url, "style": style}
    return made | {name: given for name, given in extra.items() if given is not None}


def actions(buttons: Sequence[Block], name: str | None = None) -> list[Block]:
    """Rows of buttons."""
    rows: list[Block] = []
    for at in range(0, len(buttons), ELEMENTS):
        row: dict[str, Any] = {"type": "actions", "elements": list(buttons[at : at + ELEMENTS])}
        rows.append(row | {"block_id": cut(f"{name}:{at}", ID)} if name else row)
    return rows


def packed(groups: Iterable[Sequence[Block]]) -> list[list[Block]]:
    """Groups of blocks as messages, as few as Slack's limits allow, in order. A group is kept together where it fits
    one message."""
    messages: list[list[Block]] = []
    for group in groups:
        for part in _parts(group):
            last = messages[-1] if messages else None
            if last is None or not _fits([*last, *part]):
                messages.append(list(part))
            else:
                last.extend(part)
    return messages


def _fits(blocks: Sequence[Block]) -> bool:
    return len(blocks) <= BLOCKS and characters(blocks) <= MESSAGE_CHARACTERS


def _parts(group: Sequence[Block]) -> list[list[Block]]:
    if _fits(group):
        return [list(group)] if group else []
    parts: list[list[Block]] = []
    for block in group:
        if parts and _fits([*parts[-1], block]):
            parts[-1].append(block)
        else:
            parts.append([block])
    return parts


def within_one(first: Sequence[Block], *optional: Sequence[Block]) -> list[Block]:
    """One message of `first` and as many of the others, in order, as fit. `first` must fit."""
    shown = list(first)
    for more in optional:
        if not _fits([*shown, *more]):
            break
        shown.extend(more)
    return shown
