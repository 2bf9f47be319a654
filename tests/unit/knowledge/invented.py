"""Small invented policies: clauses of one length one after the other, and facts that are quoted at their beginning."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.chunking import Clause
from knowledge.citations import Citation
from knowledge.facts.model import Desk, Entry, Fact, Sheet
from knowledge.policy import Policy, policy_version
from knowledge.reading import read_tree
from knowledge.vocabulary import CompanyId, Region

COMPANY = CompanyId("c")
LENGTH = 20
QUOTED = 5
"""How many characters of a clause a fact quotes."""


@dataclass(frozen=True)
class Text:
    """A policy of these clauses; each is written out to `LENGTH` characters."""

    clauses: Sequence[tuple[str, Region | None]]

    def clause(self, number: int, company: CompanyId = COMPANY) -> Clause:
        """One of them, as the reader of policies would find it."""
        words, region = self.clauses[number]
        start, text = number * LENGTH, words.ljust(LENGTH, "。")
        return Clause(str(number), company, "d", "s", region, "paragraph", start, start + LENGTH, text)

    def all(self) -> tuple[Clause, ...]:
        """All of them."""
        return tuple(self.clause(number) for number in range(len(self.clauses)))

    def quoted(self, number: int, company: CompanyId = COMPANY) -> Citation:
        """The first characters of one."""
        start = number * LENGTH
        words = self.clauses[number][0].ljust(QUOTED, "。")[:QUOTED]
        return Citation(company, "d", "v", "s", words, start, start + QUOTED)

    def fact(self, key: str, *clauses: int, region: Region | None = None) -> Fact:
        """A fact that rests on the beginnings of these clauses."""
        return Fact(key, "x", tuple(self.quoted(one) for one in clauses), region=region)


def sheet(region: Region | None, *entries: Entry) -> Sheet:
    """The entries of chapter 1, or of a region's chapter."""
    return Sheet(region, "c", {one.key: (one,) for one in entries})


def desk(base: Sheet, *chapters: Sheet) -> Desk:
    """The desk of the invented company."""
    return Desk(COMPANY, "c", "c", "v", base, {one.region: one for one in chapters if one.region is not None})


def policy_of(text: str, company: str = "sixth") -> Policy:
    """A policy of this text, as the reader reads it."""
    return Policy(CompanyId(company), policy_version(text.encode()), text, read_tree(text))
