"""How the desk of another trade tells its own business from the rest: messages over policies that have no desk facts.

    python -m knowledge.evaluation.scope FILE --policies FOLDER [--failures]

The file names groups of messages (`company`, `group`, `examples` one a line) under `out_of_scope` and `in_scope`. An
answer says nothing of whether it is right (`knowledge.evaluation.answers` does): of what is none of the desk's business
it counts what is answered from the policy, of what is its business what is sent away.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.answering import Answerer
from knowledge.evaluation.elsewhere import policies_at
from knowledge.paths import company_of
from knowledge.training.texts import lines
from knowledge.vocabulary import CompanyId, MessageKind
from knowledge.yaml_reading import read_yaml


@dataclass(frozen=True)
class Said:
    """A message to a company's desk, and whether it is the desk's business."""

    company: CompanyId
    text: str
    inside: bool


@dataclass(frozen=True)
class Heard:
    """A message and what kind of message the desk replied with."""

    said: Said
    kind: MessageKind

    @property
    def wrong(self) -> bool:
        """Whether the policy was quoted to what is none of its business, or the desk's own business sent away."""
        return self.kind is (MessageKind.OUT_OF_SCOPE if self.said.inside else MessageKind.ANSWER)


def load_messages(file: Path) -> list[Said]:
    """The messages of a file, those outside first."""
    content = read_yaml(file.read_text(encoding="utf-8"))
    return [
        Said(company_of(Path(group["company"])), line, side == "in_scope")
        for side in ("out_of_scope", "in_scope")
        for group in content[side]
        for line in lines(group["examples"])
    ]


def hear(answerer: Answerer, messages: Iterable[Said]) -> list[Heard]:
    """Puts each message to its company's desk, as staff's look-up does."""
    return [
        Heard(
            one,
            answerer.answer(one.text, company=one.company, region=None, audience="staff", limit=3).kind,
        )
        for one in messages
    ]


def table(heard: Sequence[Heard]) -> list[str]:
    """A line for each side: how many messages, and how many got which kind of reply."""
    rows = []
    for inside in (False, True):
        kinds = Counter(one.kind for one in heard if one.said.inside is inside)
        counted = ", ".join(f"{kind.value} {kinds[kind]}" for kind in sorted(kinds))
        wrong = sum(one.wrong for one in heard if one.said.inside is inside)
        name = "its business, sent away" if inside else "none of its business, answered"
        rows.append(f"{name:31} {wrong:4} of {kinds.total():4}  ({counted})")
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: prints the table."""
    parser = argparse.ArgumentParser(prog="knowledge.evaluation.scope", description=__doc__)
    parser.add_argument("file", type=Path, help="messages in groups (tests/eval/README.md)")
    parser.add_argument("--policies", type=Path, required=True, help="the companies' folders")
    parser.add_argument("--failures", action="store_true", help="also list what went wrong")
    options = parser.parse_args(arguments)
    if not options.file.is_file():
        parser.error(f"there is no file {options.file}")
    with (
        tempfile.TemporaryDirectory(prefix="madoguchi-scope-") as scratch,
        policies_at(options.policies, Path(scratch)) as answerer,
    ):
        heard = hear(answerer, load_messages(options.file))
    print("\n".join(table(heard)))
    if options.failures:
        for one in heard:
            if one.wrong:
                print(f"{one.said.company} {one.kind.value}: {one.said.text}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
