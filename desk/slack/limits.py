"""What Slack accepts in a message, and what is wrong with one that it would refuse.

The numbers are Slack's (Block Kit reference, chat.postMessage), but `MESSAGE_CHARACTERS`: Slack refuses messages whose
blocks are too long together without saying from where on.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Block = Mapping[str, Any]

BLOCKS = 50
ELEMENTS = 25
CONTEXT_ELEMENTS = 10
FIELDS = 10
SECTION = 3000
FIELD = 2000
HEADER = 150
BUTTON = 75
VALUE = 2000
ID = 255
URL = 3000
TITLE = 24
MESSAGE_CHARACTERS = 12_000

_KINDS = frozenset({"header", "section", "context", "actions", "divider", "rich_text"})
_RICH = frozenset({"rich_text_section", "rich_text_quote", "rich_text_preformatted"})


def problems(blocks: Sequence[Block]) -> list[str]:
    """Why Slack would refuse these blocks; empty where it takes them. Names places and limits, never a text."""
    found = [] if 0 < len(blocks) <= BLOCKS else [f"{len(blocks)} blocks, allowed are 1 to {BLOCKS}"]
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        for problem in _block(block):
            found.append(f"block {number} ({block.get('type')}): {problem}")
        name = block.get("block_id")
        if name is not None and name in seen:
            found.append(f"block {number}: a block_id twice")
        seen.add(str(name))
    if characters(blocks) > MESSAGE_CHARACTERS:
        found.append(f"more than {MESSAGE_CHARACTERS} characters together")
    return found


def characters(value: Any) -> int:
    """How much text stands in blocks."""
    if isinstance(value, Mapping):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(characters(one) for one in value.values())
    if isinstance(value, (list, tuple)):
        return sum(characters(one) for one in value)
    return 0


def _size(what: str, text: Any, most: int) -> Iterator[str]:
    if not isinstance(text, str) or not 0 < len(text) <= most:
        yield f"{what} must have 1 to {most} characters"


def _text(what: str, value: Any, most: int, *, plain: bool = False) -> Iterator[str]:
    kinds = ("plain_text",) if plain else ("plain_text", "mrkdwn")
    if not isinstance(value, Mapping) or value.get("type") not in kinds:
        yield f"{what} must be {' or '.join(kinds)}"
        return
    yield from _size(what, value.get("text"), most)


def _block(block: Block) -> Iterator[str]:
    kind = block.get("type")
    if kind not in _KINDS:
        yield "not a kind that is used here"
        return
    if "block_id" in block:
        yield from _size("block_id", block["block_id"], ID)
    if kind == "header":
        yield from _text("text", block.get("text"), HEADER, plain=True)
    elif kind == "section":
        yield from _section(block)
    elif kind == "context":
        yield from _many(block, CONTEXT_ELEMENTS)
        for element in block.get("elements", ()):
            yield from _text("element", element, SECTION)
    elif kind == "actions":
        yield from _many(block, ELEMENTS)
        for element in block.get("elements", ()):
            yield from _element(element)
    elif kind == "rich_text":
        yield from _rich(block)


def _many(block: Block, most: int) -> Iterator[str]:
    if not 0 < len(block.get("elements", ())) <= most:
        yield f"must have 1 to {most} elements"


def _section(block: Block) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "needs text or fields"
    if "text" in block:
        yield from _text("text", block["text"], SECTION)
    if len(block.get("fields", ())) > FIELDS:
        yield f"at most {FIELDS} fields"
    for one in block.get("fields", ()):
        yield from _text("field", one, FIELD)


def _element(element: Block) -> Iterator[str]:
    kind = element.get("type")
    yield from _size("action_id", element.get("action_id"), ID)
    if kind == "button":
        yield from _text("button", element.get("text"), BUTTON, plain=True)
        if "value" in element:
            yield from _size("value", element["value"], VALUE)
        if "url" in element:
            yield from _size("url", element["url"], URL)
        if element.get("style", "primary") not in ("primary", "danger"):
            yield "style must be primary or danger"
    else:
        yield "not an element that is used here"


def _rich(block: Block) -> Iterator[str]:
    parts = block.get("elements", ())
    if not parts:
        yield "must have elements"
    for part in parts:
        if part.get("type") not in _RICH:
            yield "not a part that is used here"
        for leaf in part.get("elements", ()):
            if leaf.get("type") == "link":
                yield from _size("url", leaf.get("url"), URL)
            elif leaf.get("type") != "text":
                yield "only text and links are used here"
            yield from _size("text", leaf.get("text"), SECTION)
        if not part.get("elements"):
            yield "a part without content"
