"""What a sentence is about, from the topic classifier, and which desk fact keys that speaks for."""

from collections.abc import Mapping
from functools import cache

from knowledge.drafting.material import TopicFinder
from knowledge.encoding import Encoder
from knowledge.facts.routes import load_routes

LIKELY = 0.3
"""From this probability on a sentence counts as being about a topic."""


def topic_finder(encoder: Encoder | None = None) -> TopicFinder:
    """The classifier of this installation (trained where it is missing: some minutes)."""
    from knowledge.answering import ensure_topics
    from knowledge.encoding_st import make_encoder

    used = encoder or make_encoder()
    classifier = ensure_topics(used)

    def find(texts: list[str]) -> list[Mapping[str, float]]:
        rows = classifier.clause_probabilities(used.encode_passages(texts))
        ids = classifier.topic_ids
        return [{ids[n]: float(row[n]) for n in row.argsort()[-3:]} for row in rows]

    return find


@cache
def _topics_of() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for topic, route in load_routes().items():
        for key in route.keys:
            found.setdefault(key, set()).add(topic)
    return {key: frozenset(topics) for key, topics in found.items()}


def topics_of(key: str) -> frozenset[str]:
    """The topics that the key decides."""
    return _topics_of().get(key, frozenset())


def speaks_for(topics: Mapping[str, float], key: str) -> bool:
    """Whether a sentence of these topics is likely to decide this key."""
    return any(topics.get(topic, 0.0) >= LIKELY for topic in topics_of(key))
