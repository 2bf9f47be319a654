"""What the look-up page shows: the answer, the clauses, and what a region's rules replace, each with its citation."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from api.console.live_words import fill
from api.context import Context
from api.rendering import policy_url
from desk.locales import FullLocale
from desk.wording import render as say
from desk.wording.answers import unsaid_text
from desk.wording.display import readable
from knowledge.answer import Answer, Lookup
from knowledge.citations import Citation
from knowledge.composing import Statement
from knowledge.tokenizing import search_terms, tokens
from knowledge.topics.taxonomy import load_topics
from knowledge.vocabulary import CompanyId, MessageKind, Region

Marked = tuple[tuple[str, str], ...]
"""Pieces of a text: ("", plain), ("said", quoted in the answer), ("word", a word of the question)."""
_MOST_TERMS = 20
_BEGIN, _END = "\ue000", "\ue001"
"""Private characters around what is marked, while a quotation is made readable."""
_CONTENT = ("名詞", "動詞", "形容詞", "形状詞")


@dataclass(frozen=True, slots=True)
class Hit:
    """One clause or statement. `copy` is what is pasted elsewhere: text, section, version, address."""

    kind: str
    company_name: str
    document: str
    section: str
    version: str
    url: str
    pieces: Marked
    copy: str
    rank: str | None = None
    score: str | None = None
    holds_for: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The results. `head` says what they are: the answer, that there is none, or that a company must be chosen.
    `open_region`: no region was chosen, and what holds differs by it. `unsaid`: what the policy leaves open of it."""

    head: str
    open_region: bool
    unsaid: str | None
    answered: bool
    confidence: str | None
    topic: str | None
    answer: tuple[Hit, ...]
    passages: tuple[Hit, ...]
    replaced: tuple[Hit, ...]


def marked(text: str, start: int, said: Sequence[tuple[int, int]], terms: Iterable[str]) -> Marked:
    """A quotation that begins at `start` in its policy, as people read it, cut where something in it is marked."""
    noted = text
    for begin, end in sorted(said, reverse=True):
        left, right = max(begin - start, 0), min(end - start, len(text))
        if left < right:
            noted = f"{noted[:left]}{_BEGIN}{noted[left:right]}{_END}{noted[right:]}"
    wanted = sorted({term for term in terms if len(term) > 1}, key=len, reverse=True)[:_MOST_TERMS]
    pattern = re.compile("|".join(re.escape(term) for term in wanted), re.IGNORECASE) if wanted else None
    pieces: list[tuple[str, str]] = []
    inside = False
    for piece in re.split(f"([{_BEGIN}{_END}])", readable(noted)):
        if piece in (_BEGIN, _END):
            inside = piece == _BEGIN
        elif inside:
            pieces.append(("said", piece))
        else:
            pieces += _words(piece, pattern)
    return tuple((kind, piece) for kind, piece in pieces if piece)


def _words(text: str, pattern: re.Pattern[str] | None) -> Iterator[tuple[str, str]]:
    at = 0
    for match in pattern.finditer(text) if pattern is not None else ():
        yield "", text[at : match.start()]
        yield "word", match[0]
        at = match.end()
    yield "", text[at:]


def words_of(question: str) -> list[str]:
    """What is marked in a clause: the words that the search compares, and those that the question spells."""
    spelt = [token.surface for token in tokens(question) if token.pos[0] in _CONTENT]
    return [*search_terms(question), *spelt]


class Shower:
    """Puts a look-up into words. `terms` are the words of the question."""

    def __init__(self, context: Context, live: Any, locale: FullLocale, question: str) -> None:
        self._context, self._live, self._locale = context, live["lookup"], locale
        self._terms = words_of(question)

    def found(self, lookup: Lookup, company: CompanyId | None) -> Found:
        """All of it."""
        answer = lookup.answer
        statements = answer.statements if answer is not None and lookup.answerable else ()
        said = {
            (s.citation.company, s.citation.version, s.citation.start, s.citation.end) for s in statements
        }
        unsaid = unsaid_text(answer, self._locale) if answer is not None and statements else None
        return Found(
            head=self._head(lookup, answer, company),
            open_region=any(s.regions for s in statements) or bool(answer and answer.silent_regions),
            unsaid=unsaid,
            answered=lookup.answerable,
            confidence=fill(self._live["confidence"], percent=round(100 * lookup.confidence))
            if company is not None
            else None,
            topic=self._topic(answer),
            answer=tuple(self._statement("answer", s) for s in statements),
            passages=tuple(
                self._hit(
                    "passage",
                    passage.citation,
                    [
                        (b, e)
                        for c, v, b, e in said
                        if (c, v) == (passage.citation.company, passage.citation.version)
                    ],
                    rank=fill(self._live["rank"], rank=passage.rank),
                    score=fill(self._live["score"], score=f"{passage.score:.2f}"),
                    holds_for=self._regions([passage.region] if passage.region is not None else []),
                )
                for passage in lookup.passages
            ),
            replaced=tuple(self._statement("replaced", s) for s in (answer.replaced if answer else ())),
        )

    def _head(self, lookup: Lookup, answer: Answer | None, company: CompanyId | None) -> str:
        if company is None:
            return str(self._live["choose_company"])
        if lookup.answerable:
            return str(self._live["answer"])
        outside = answer is not None and answer.kind is MessageKind.OUT_OF_SCOPE
        return str(self._live["out_of_scope" if outside else "not_answerable"])

    def _topic(self, answer: Answer | None) -> str | None:
        if answer is None or answer.topic is None:
            return None
        known = _definitions().get(answer.topic) if self._locale == "ja" else None
        return fill(self._live["topic"], topic=known or answer.topic.replace("_", " "))

    def _statement(self, kind: str, statement: Statement) -> Hit:
        citation = statement.citation
        said = [(citation.start, citation.end)] if kind == "answer" else []
        return self._hit(kind, citation, said, holds_for=self._regions(statement.regions))

    def _regions(self, regions: Sequence[Region]) -> str | None:
        """For whom it holds; None where it holds for everybody."""
        names = [say(f"region.{region.value}", self._locale) for region in regions]
        joined = ("、" if self._locale == "ja" else ", ").join(names)
        return fill(self._live["for_regions"], regions=joined) if names else None

    def _hit(self, kind: str, citation: Citation, said: Sequence[tuple[int, int]], **more: Any) -> Hit:
        company = self._context.companies.get(citation.company)
        name = company.name if company is not None else citation.company
        url = policy_url(self._context.base_url, citation)
        version = fill(self._live["version"], version=citation.version)
        place = " ".join(part for part in (name, citation.document, citation.section, f"({version})") if part)
        return Hit(
            kind=kind,
            company_name=name,
            document=citation.document,
            section=citation.section,
            version=version,
            url=url,
            pieces=marked(citation.quote, citation.start, said, self._terms),
            copy=f"{readable(citation.quote)}\n{place}\n{url}",
            **more,
        )


@lru_cache(maxsize=1)
def _definitions() -> dict[str, str]:
    """What each topic is about, in Japanese."""
    return {topic.id: topic.definition for topic in load_topics().topics}
