"""The topic map: reading and checking `topics/*.yml`.

Each file is a list of topics. `examples` (as a customer would write), `others` (the same by another author, who wrote
what the first had left out) and `clauses` (as a policy would state it) are block texts with one entry a line, so that
no entry needs YAML quoting.
"""

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from knowledge.yaml_reading import read_yaml

TOPICS_DIR = Path(__file__).resolve().parent / "topics"
POLICY = "policy"
OUT_OF_SCOPE = "out_of_scope"
EXAMPLES = (30, 60)
OTHERS = (25, 40)
CLAUSES = (4, 6)
_KEYS = {"id", "group", "scope", "definition", "examples", "clauses"}
_OPTIONAL = {"others"}
_ID = re.compile(r"[a-z][a-z0-9_]*")


class TopicMapError(ValueError):
    """The topic map breaks its schema; the message names the file, the topic and the entry."""


@dataclass(frozen=True)
class Topic:
    """One thing that people ask about.

    Attributes:
        id: its name in code.
        group: topics that a reader would look for in one place.
        scope: `policy`, or `out_of_scope` for what the desk does not answer.
        definition: Japanese, one or two sentences.
        examples: questions and situations, as customers write them.
        clauses: sentences of a policy that state it.
        others: further examples, by another author; what is learnt from one author is checked on the other.
    """

    id: str
    group: str
    scope: str
    definition: str
    examples: tuple[str, ...]
    clauses: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """The examples of both authors."""
        return (*self.examples, *self.others)


@dataclass(frozen=True)
class TopicMap:
    """All topics, in the order of the files."""

    topics: tuple[Topic, ...]

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The topics' ids, in order."""
        return tuple(topic.id for topic in self.topics)

    @cached_property
    def digest(self) -> str:
        """A SHA-256 over everything that training sees; it changes when any entry does."""
        content = [
            [t.id, t.group, t.scope, t.definition, list(t.examples), list(t.others), list(t.clauses)]
            for t in self.topics
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf-8")).hexdigest()

    def get(self, topic_id: str) -> Topic:
        """The topic of this id.

        Raises:
            KeyError: there is none.
        """
        for topic in self.topics:
            if topic.id == topic_id:
                return topic
        raise KeyError(topic_id)


def folded(text: str) -> str:
    """The form in which two entries count as the same: width, case, white space and marks do not matter."""
    plain = unicodedata.normalize("NFKC", text).lower()
    kept = "".join(c for c in plain if c.isalnum())
    return kept or plain


def load_topics(folder: Path = TOPICS_DIR) -> TopicMap:
    """Reads and checks the topic map.

    Raises:
        TopicMapError: a key is missing or unknown, a count is out of bounds, or an id or entry occurs twice.
    """
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise TopicMapError(f"{folder.name}: no topic files")
    topics: list[Topic] = []
    for path in paths:
        entries = read_yaml(path.read_text(encoding="utf-8"))
        if not isinstance(entries, list):
            raise TopicMapError(f"{path.name}: must be a list of topics")
        topics.extend(_topic(path.name, entry) for entry in entries)
    _check_unique(topics)
    return TopicMap(tuple(topics))


def _topic(file: str, entry: Any) -> Topic:
    if not isinstance(entry, dict) or set(entry) - _OPTIONAL != _KEYS:
        found = sorted(entry) if isinstance(entry, dict) else type(entry).__name__
        raise TopicMapError(
            f"{file}: a topic has exactly the keys {sorted(_KEYS)}, and perhaps {sorted(_OPTIONAL)}; found {found}"
        )
    for key, value in entry.items():
        if not isinstance(value, str) or not value.strip():
            raise TopicMapError(f"{file}: {entry['id']}: {key} must be a text")
    if not _ID.fullmatch(entry["id"]):
        raise TopicMapError(f"{file}: bad id {entry['id']}")
    if entry["scope"] not in (POLICY, OUT_OF_SCOPE):
        raise TopicMapError(f"{file}: {entry['id']}: scope is {POLICY} or {OUT_OF_SCOPE}")
    examples, others, clauses = (_lines(entry.get(name, "")) for name in ("examples", "others", "clauses"))
    counted = [("examples", examples, EXAMPLES), ("clauses", clauses, CLAUSES)]
    counted += [("others", others, OTHERS)] if "others" in entry else []
    for name, lines, (low, high) in counted:
        if not low <= len(lines) <= high:
            raise TopicMapError(f"{file}: {entry['id']}: {len(lines)} {name}, allowed are {low} to {high}")
    return Topic(
        entry["id"], entry["group"], entry["scope"], entry["definition"].strip(), examples, clauses, others
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _check_unique(topics: list[Topic]) -> None:
    ids: set[str] = set()
    entries: dict[str, str] = {}
    for topic in topics:
        if topic.id in ids:
            raise TopicMapError(f"topic {topic.id} occurs twice")
        ids.add(topic.id)
        for text in (*topic.asked, *topic.clauses):
            key = folded(text)
            if key in entries:
                raise TopicMapError(f"{topic.id}: {text!r} occurs before, in {entries[key]}")
            entries[key] = topic.id
