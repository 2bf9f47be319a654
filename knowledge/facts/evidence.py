"""Whether a policy text speaks to a topic at all, told by its words (`evidence.yml`).

A company with desk facts has silences that a person has checked. For one that has brought its text alone, this is what
can be known beforehand: where no clause holds the words without which the topic cannot be stated, nothing is stated.
It is no proof (a topic may be wrongly guessed, a policy may say it otherwise): the judge weighs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from knowledge.expressions import compiled, squeezed
from knowledge.yaml_reading import read_yaml

EVIDENCE_FILE = Path(__file__).with_name("evidence.yml")
_KANA = re.compile(r"[ぁ-んァ-ヶ]")
_JAPANESE = 0.1
"""From this share of kana on a text is Japanese, the language of these words."""

Evidence = Mapping[str, tuple[re.Pattern[str], ...]]


@lru_cache(maxsize=1)
def load_evidence(path: Path = EVIDENCE_FILE) -> Evidence:
    """By topic id the expressions that have to stand in one clause. Raises ValueError for a broken file."""
    try:
        data = TypeAdapter(dict[str, tuple[str, ...]]).validate_python(
            read_yaml(path.read_text(encoding="utf-8"))
        )
        return {topic: tuple(compiled(one) for one in each) for topic, each in data.items()}
    except (ValidationError, re.error) as error:
        raise ValueError(f"{path.name}: {error}") from error


def unspoken(clauses: Iterable[str], topic_ids: Sequence[str], evidence: Evidence) -> list[bool]:
    """Of each topic, whether none of these clauses speaks to it; False for topics that words cannot tell, and for
    all of them where the text is not Japanese."""
    texts = [squeezed(clause) for clause in clauses]
    whole = "".join(texts)
    if not whole or len(_KANA.findall(whole)) < _JAPANESE * len(whole):
        return [False] * len(topic_ids)
    return [
        topic in evidence and not any(all(one.search(text) for one in evidence[topic]) for text in texts)
        for topic in topic_ids
    ]
