"""Questions on the handling of data, as examples of the intent `ask_question`: from the search's topics.

The topics hold thousands of questions by several authors (knowledge/topics/examples). Most of what customers ask is of
that kind, and an intent that is learnt from too few of them loses them to others that sound alike. What has the form of
a question only: a worry may be a complaint, a wish a request. `python -m bot.topic_questions FILE` writes them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict, List, Set

import yaml

from bot.train import ROOT
from knowledge.several import asks

TOPICS = ROOT / "knowledge" / "topics"
GROUPS = frozenset(
    {
        "collection",
        "desk",
        "fee",
        "identity",
        "policy",
        "reply",
        "rights",
        "security",
        "sharing",
        "web",
    }
)
"""Left out: complaints, requests and accounts, whose examples are wishes as often as questions; and acting for others,
of which the bereaved and relatives ask as well (`no_authority`)."""
EACH = 8
"""Of one topic by one author."""


def topic_questions(topics: Path = TOPICS) -> List[str]:
    """The questions, in the order of the files; none twice."""
    wanted: Set[str] = set()
    for path in sorted((topics / "topics").glob("*.yml")):
        wanted |= {
            one["id"] for one in yaml.safe_load(path.read_text(encoding="utf-8")) if one["group"] in GROUPS
        }
    found: Dict[str, None] = {}
    for path in sorted((topics / "examples").glob("*/*.yml")):
        for topic, text in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            lines = [line.strip() for line in text.splitlines() if line.strip()]
            if topic in wanted:
                found.update(dict.fromkeys([line for line in lines if asks(line)][:EACH]))
    return list(found)


def write_questions(path: Path) -> None:
    """As a file of training data for Rasa."""
    path.parent.mkdir(parents=True, exist_ok=True)
    examples = "".join(f"  - text: |\n      {text}\n" for text in topic_questions())
    path.write_text(
        f'version: "3.1"\nnlu:\n- intent: ask_question\n  examples:\n{examples}', encoding="utf-8"
    )


if __name__ == "__main__":
    write_questions(Path(sys.argv[1]))
