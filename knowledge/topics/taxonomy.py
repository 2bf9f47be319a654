"""The topic map: reading and checking `topics/*.yml` and `examples/<author>/*.yml`.

Each file of topics is a list of them; `clauses` (as a policy would state it) is a block text with one entry a line, so
that no entry needs YAML quoting. Each file of examples names topics, with a block text of what a customer would write.
Authors are apart because what is learnt from some is checked on another: a model tells the examples of an author that
it knows far better than a stranger's question.
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
EXAMPLES_DIR = Path(__file__).resolve().parent / "examples"
POLICY = "policy"
OUT_OF_SCOPE = "out_of_scope"
EXAMPLES = (30, 60)
"""How many examples of a topic the first author wrote, who saw its clauses."""
FURTHER = (15, 40)
"""How many any other author wrote, who saw its definition."""
CLAUSES = (4, 6)
_KEYS = {"id", "group", "scope", "definition", "clauses"}
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
        examples: questions and situations, as customers write them: of each author who wrote any, in order.
        clauses: sentences of a policy that state it.
    """

    id: str
    group: str
    scope: str
    definition: str
    examples: tuple[tuple[str, ...], ...]
    clauses: tuple[str, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        """The examples of all authors."""
        return tuple(text for of_author in self.examples for text in of_author)


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
            [t.id, t.group, t.scope, t.definition, list(map(list, t.examples)), list(t.clauses)]
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


def load_topics(folder: Path = TOPICS_DIR, examples: Path = EXAMPLES_DIR) -> TopicMap:
    """Reads and checks the topic map.

    Args:
        folder: the topics' files.
        examples: a folder an author, of files that name topics; the first by name is the first author.

    Raises:
        TopicMapError: a key is missing or unknown, a count is out of bounds, an id or entry occurs twice, or examples
            are of a topic that there is not.
    """
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise TopicMapError(f"{folder.name}: no topic files")
    entries = [(path.name, entry) for path in paths for entry in _entries(path)]
    authors = [_examples_of(author) for author in sorted(examples.iterdir()) if author.is_dir()]
    topics = [_topic(file, entry, authors) for file, entry in entries]
    _check_unique(topics)
    for author in authors:
        if unknown := set(author) - {topic.id for topic in topics}:
            raise TopicMapError(f"examples of topics that there are not: {', '.join(sorted(unknown))}")
    return TopicMap(tuple(topics))


def _entries(path: Path) -> list[Any]:
    entries = read_yaml(path.read_text(encoding="utf-8"))
    if not isinstance(entries, list):
        raise TopicMapError(f"{path.name}: must be a list of topics")
    return entries


def _examples_of(author: Path) -> dict[str, tuple[str, ...]]:
    """Of one author: the examples of each topic."""
    result: dict[str, tuple[str, ...]] = {}
    for path in sorted(author.glob("*.yml")):
        name = f"{author.name}/{path.name}"
        entries = read_yaml(path.read_text(encoding="utf-8"))
        if not isinstance(entries, dict):
            raise TopicMapError(f"{name}: must name topics")
        for topic, text in entries.items():
            if not isinstance(text, str):
                raise TopicMapError(f"{name}: {topic}: examples must be a text")
            if topic in result:
                raise TopicMapError(f"{name}: topic {topic} occurs twice")
            result[topic] = _lines(text)
    return result


def _topic(file: str, entry: Any, authors: list[dict[str, tuple[str, ...]]]) -> Topic:
    if not isinstance(entry, dict) or set(entry) != _KEYS:
        found = sorted(entry) if isinstance(entry, dict) else type(entry).__name__
        raise TopicMapError(f"{file}: a topic has exactly the keys {sorted(_KEYS)}; found {found}")
    for key, value in entry.items():
        if not isinstance(value, str) or not value.strip():
            raise TopicMapError(f"{file}: {entry['id']}: {key} must be a text")
    if not _ID.fullmatch(entry["id"]):
        raise TopicMapError(f"{file}: bad id {entry['id']}")
    if entry["scope"] not in (POLICY, OUT_OF_SCOPE):
        raise TopicMapError(f"{file}: {entry['id']}: scope is {POLICY} or {OUT_OF_SCOPE}")
    clauses = _lines(entry["clauses"])
    first, *others = (of_author.get(entry["id"], ()) for of_author in authors) if authors else ((),)
    counted = [("examples", first, EXAMPLES), ("clauses", clauses, CLAUSES)]
    counted += [("examples of a further author", lines, FURTHER) for lines in others if lines]
    for name, lines, (low, high) in counted:
        if not low <= len(lines) <= high:
            raise TopicMapError(f"{file}: {entry['id']}: {len(lines)} {name}, allowed are {low} to {high}")
    return Topic(
        entry["id"], entry["group"], entry["scope"], entry["definition"].strip(), (first, *others), clauses
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
