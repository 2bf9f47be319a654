"""The topic map and the invented policies, read once for all tests that only look at them."""

from functools import cache

from knowledge.topics.taxonomy import TopicMap, load_topics
from knowledge.training.texts import TrainingPolicy, load_policies


@cache
def topic_map() -> TopicMap:
    """The map as it is, checked as it is read."""
    return load_topics()


@cache
def invented_policies() -> tuple[TrainingPolicy, ...]:
    """All of them, in the order of the files."""
    return tuple(load_policies())
