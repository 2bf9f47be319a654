"""Bodies that went to the small LINE, kept as samples: one of each shape, with nothing of the run in them.

`python -m evaluation.over_line --record tests/unit/api/line/recorded.jsonl` writes them; the contract tests hold them
to line-bot-sdk's models and to LINE's OpenAPI document.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Json = dict[str, Any]
Body = tuple[str, Json]
"""The call's path below /v2/bot/, and what was sent."""

_OWN = (
    (re.compile(r"https?://(?:127\.0\.0\.1|localhost)(?::\d+)?"), "https://desk.example"),
    (re.compile(r"(?<=/forms/)[\w-]+"), "t" * 43),
    (re.compile(r"MDG-[0-9A-Z]{4}-[0-9A-Z]{4}"), "MDG-0000-0000"),
)
_IDS = {"replyToken": "0" * 32, "to": "U" + "0" * 32, "chatId": "U" + "0" * 32}


def one_of_each(bodies: Iterable[Body]) -> list[Body]:
    """The first of each shape (which keys there are, which types of objects), in order of the calls' names."""
    found: dict[tuple[str, Any], Body] = {}
    for name, body in bodies:
        name = re.sub(r"(group|room)/[^/]+/leave", rf"\1/C{'0' * 32}/leave", name)
        found.setdefault((name, _shape(body)), (name, _neutral(body)))
    return sorted(found.values(), key=lambda one: one[0])


def write(path: Path, bodies: Iterable[Body]) -> int:
    """As JSON lines; gives how many."""
    kept = one_of_each(bodies)
    lines = [json.dumps({"call": name, "body": body}, ensure_ascii=False) for name, body in kept]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(kept)


def read(path: Path) -> list[Body]:
    """What `write` has written."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(one["call"], one["body"]) for one in map(json.loads, lines)]


def _shape(node: Any) -> Any:
    if isinstance(node, dict):
        return tuple((key, node[key] if key == "type" else _shape(node[key])) for key in sorted(node))
    if isinstance(node, list):
        return tuple(sorted({repr(_shape(one)) for one in node}))
    return type(node).__name__


def _neutral(node: Any, key: str = "") -> Any:
    if isinstance(node, dict):
        return {name: _neutral(value, name) for name, value in node.items()}
    if isinstance(node, list):
        return [_neutral(one) for one in node]
    if key in _IDS:
        return _IDS[key]
    if isinstance(node, str):
        for pattern, instead in _OWN:
            node = pattern.sub(instead, node)
    return node
