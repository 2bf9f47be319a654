"""Facts on what a policy says besides requests, where no narrow rule knows the wording: by the topic of a sentence."""

import re
from collections.abc import Iterator, Sequence

from knowledge.drafting.material import Material, Sentence
from knowledge.drafting.proposals import Proposal, words_of
from knowledge.drafting.silences import IF_ABSENT
from knowledge.drafting.topics import topics_of
from knowledge.expressions import squeezed
from knowledge.facts.evidence import load_evidence
from knowledge.facts.keys import LISTS
from knowledge.languages import is_japanese

SURE = 0.5
"""From this probability of its topic on a sentence is proposed."""
WITHOUT_ITS_WORDS = 0.87
"""And from this one where it has none of the words by which a text mostly shows that it speaks of the topic."""
MOST = 3
"""So many sentences of one topic are proposed; a person adds the rest of a list."""
_SHORTEST = 8
# Says nothing by itself: the day of a change, or a name, a word or numbers alone.
_NOTHING = re.compile(
    r"[^。]{0,20}(?:\d{4}年|(?:平成|令和)[\d元]+年)\d{1,2}月[^。]{0,12}|[^ぁ-ん、a-z]+|(?:株式会社|\S{2,4}法人)[^。、]+"
)
# A case in which something else holds: by itself it states nothing.
_CONDITION = re.compile(r"(?:場合|とき)$")
_COLUMNS, _HEAD = 3, re.compile(r"[^、。\d]{1,14}")


def by_topic(material: Material) -> Iterator[Proposal]:
    """For each key without a rule of its own: the sentences that are surely about its topic; none without topics."""
    japanese = is_japanese(material.policy.text)
    said = [
        one
        for one in material.sentences
        if not one.heading and len(one.plain) >= _SHORTEST and not _NOTHING.fullmatch(one.plain)
        if not _heads_columns(material, one)
    ]
    for key in IF_ABSENT:
        found = _sure(said, key, japanese)
        if not found:
            continue
        if key not in LISTS:
            whole = [one for one in found if not _CONDITION.search(one.plain)]
            if whole:
                yield Proposal(key, words_of(whole[0]), (whole[0],))
            continue
        chosen = sorted(found[:MOST], key=lambda one: one.start)
        yield Proposal(key, [words_of(one) for one in chosen], tuple(chosen))


def _heads_columns(material: Material, sentence: Sentence) -> bool:
    """Whether it is the first row of a table, with a word above each of several columns."""
    cells = sentence.text.split("\t")
    around = material.sentences[max(0, sentence.number - 1) : sentence.number + 2]
    rows = [one.number - sentence.number for one in around if "\t" in one.text]
    return len(cells) >= _COLUMNS and rows == [0, 1] and all(_HEAD.fullmatch(cell.strip()) for cell in cells)


def _sure(sentences: Sequence[Sentence], key: str, japanese: bool) -> list[Sentence]:
    """The sentences about the key's topics, likeliest first."""
    rated = [(_rate(one, key, japanese), one) for one in sentences]
    rated = [(rate, one) for rate, one in rated if rate >= SURE]
    return [one for _, one in sorted(rated, key=lambda pair: (-pair[0], pair[1].start))]


def _rate(sentence: Sentence, key: str, japanese: bool) -> float:
    rates = {topic: sentence.topics[topic] for topic in topics_of(key) if topic in sentence.topics}
    if not rates:
        return 0.0
    said = squeezed(f"{sentence.section}{sentence.text}")
    evidence = load_evidence() if japanese else {}
    return max(
        (
            rate
            for topic, rate in rates.items()
            if rate >= WITHOUT_ITS_WORDS or all(one.search(said) for one in evidence.get(topic, ()))
        ),
        default=0.0,
    )
