"""How good the drafts of `desk.yml` are, against the desk files that people have written.

    python -m knowledge.evaluation.drafting [--topics] [--wrong]

For each key of the base sheet: did the draft state it where the file states it (recall), and does what it states rest
on the same place or have the same value (precision)? The same for silences. The rules were written with these files at
hand, so the figures are optimistic; they are not figures for another company.
"""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from knowledge.drafting.draft import Draft, draft_desk
from knowledge.drafting.material import TopicFinder
from knowledge.drafting.silences import IF_ABSENT
from knowledge.drafting.topics import topic_finder
from knowledge.facts.loading import load_desk
from knowledge.facts.model import Desk, Fact, Silence
from knowledge.facts.rules import squeeze
from knowledge.paths import policy_paths
from knowledge.policy import Policy, read_policy


@dataclass
class Count:
    """Of one key over all companies. `right`: value or place agree; `exact`: the value agrees."""

    stated: int = 0  # by people
    drafted: int = 0  # by the rules
    right: int = 0
    exact: int = 0
    unjudged: int = 0  # drafted where the file has nothing at all under this key: not counted as drafted
    silent: int = 0  # by people
    drafted_silent: int = 0
    right_silent: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Count") -> None:
        """Adds another key's counts."""
        for name in (one.name for one in fields(self) if one.name != "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def compare(policy: Policy, draft: Draft, desk: Desk) -> dict[str, Count]:
    """The counts of one company, by key; keys that neither side has are left out."""
    counts: dict[str, Count] = {}
    for key in dict.fromkeys([*desk.base.entries, *draft.facts, *draft.silences]):
        entries = desk.base.entries.get(key, ())
        facts = [entry for entry in entries if isinstance(entry, Fact)]
        count = counts.setdefault(key, Count())
        count.stated = int(bool(facts))
        count.silent = int(any(isinstance(entry, Silence) for entry in entries) and not facts)
        count.drafted = int(key in draft.facts and bool(entries))
        count.unjudged = int(key in draft.facts and not entries)
        count.drafted_silent = int(key in draft.silences and bool(entries))
        count.right_silent = int(bool(count.silent and count.drafted_silent))
        if count.drafted and facts:
            count.exact = int(_same_value(draft.facts[key], facts))
            count.right = int(count.exact or _same_place(policy, draft.facts[key], facts))
        if count.drafted and not count.right:
            count.wrong.append(f"{policy.company}: {draft.facts[key][0]['value']!r}")
        if count.stated and not count.drafted:
            count.wrong.append(f"{policy.company}: not drafted: {str(facts[0].value)[:80]!r}")
    return counts


def _same_value(drafted: list[dict[str, Any]], facts: list[Fact]) -> bool:
    wanted = {_flat(fact.value) for fact in facts}
    return any(_flat(entry["value"]) in wanted for entry in drafted)


def _flat(value: Any) -> str:
    if hasattr(value, "model_dump"):
        value = value.model_dump(exclude_none=True, exclude_defaults=True)
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{_flat(part)}" for key, part in sorted(value.items())) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_flat(part) for part in value) + "]"
    return squeeze(str(value))


def _same_place(policy: Policy, drafted: list[dict[str, Any]], facts: list[Fact]) -> bool:
    """Whether a quotation of the draft overlaps one of the file's."""
    places = [(one.start, one.end) for fact in facts for one in (*fact.citations, *fact.also)]
    return any(
        start < last and first < end
        for entry in drafted
        for start, end in _quoted(policy.text, entry["quote"])
        for first, last in places
    )


def _quoted(text: str, quote: Any) -> Iterable[tuple[int, int]]:
    for one in quote if isinstance(quote, list) else [quote]:
        words, number = (one, 1) if isinstance(one, str) else (one["text"], one["occurrence"])
        at = -1
        for _ in range(number):
            at = text.find(words, at + 1)
        yield at, at + len(words)


def evaluate(topics: TopicFinder | None = None) -> dict[str, Count]:
    """The counts over every company that has a desk file, by key.

    Without `topics` what is drafted by topic alone is not counted as missed.
    """
    total: dict[str, Count] = {}
    for company, path in policy_paths().items():
        if not (path.parent / "desk.yml").is_file():
            continue
        policy = read_policy(path, company)
        for key, count in compare(policy, draft_desk(policy, topics), load_desk(path.parent)).items():
            if topics is None and key in IF_ABSENT and not (count.drafted or count.drafted_silent):
                continue  # drafted by topic alone
            known = total.setdefault(key, Count())
            known.add(count)
            known.wrong.extend(count.wrong)
    return total


def _rate(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "-"


def _row(name: str, count: Count) -> str:
    silences = (
        f"{_rate(count.right_silent, count.drafted_silent):>10} {_rate(count.right_silent, count.silent):>7}"
    )
    figures = [
        f"{count.stated:>6} {count.drafted:>7} {count.right:>5} {count.exact:>5}",
        f"{_rate(count.right, count.drafted):>9} {_rate(count.right, count.stated):>6}",
        f"{count.silent:>7} {silences} {count.unjudged:>9}",
    ]
    return f"{name:<28} " + "  ".join(figures)


_HEAD = (
    f"{'key':<28} {'stated':>6} {'drafted':>7} {'right':>5} {'exact':>5}  precision recall"
    "   silent  precision  recall  unjudged"
)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--topics", action="store_true", help="let the topic classifier choose among sentences"
    )
    parser.add_argument("--wrong", action="store_true", help="list what was drafted wrongly or not at all")
    arguments = parser.parse_args()
    counts = evaluate(topic_finder() if arguments.topics else None)
    print(_HEAD)
    total = Count()
    for key, count in counts.items():
        print(_row(key, count))
        total.add(count)
    print(_row("all", total))
    if arguments.wrong:
        for key, count in counts.items():
            for line in count.wrong:
                print(f"{key}: {line}")


if __name__ == "__main__":
    main()
