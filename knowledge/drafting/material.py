"""A policy as the drafting rules see it: sentences with their place, heading path and topics."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.chunking import Clause, clauses
from knowledge.facts.rules import squeeze
from knowledge.lines import Line, split_lines
from knowledge.policy import Policy
from knowledge.sentences import LATIN_STOP
from knowledge.tree import HEADED, Node, NodeKind

Topics = Mapping[str, float]
TopicFinder = Callable[[list[str]], list[Topics]]
"""From sentences (with their headings) to the probability of each topic."""

_STOP = re.compile(rf"[。！？!?][」』）)]*|{LATIN_STOP}")
_GOES_ON = re.compile(r"(?<=[」』）)])[ぁ-ん、]")  # ...（以下「当社」といいます。）は goes on
_REQUEST = re.compile(
    r"開示等|開示[の、，・及並]|ご?請求(?!書類?の保存)|の開示|費用の?負担|(?:見|直し|消し|止め)たい|手続|ご本人からの|権利|求めに|窓口|お問い?合わ?せ|連絡先|苦情|相談|手数料|本人確認|回答"
    r"|お?返事|[（(]開示[)）]|訂正[等・、及並又]|訂正[)）]?$|(?:訂正|削除|消去)[^>]*利用の?停止"
)
_NOT_REQUEST = re.compile(r"第三者|委託|共同利用|クッキー|cookie|安全管理|取得する|利用目的$", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a line that is none (a heading, an item, a line of an address): `text == policy.text[start:end]`.

    `plain` is the text squeezed (NFKC, no white space), without the marker at its front; `section` the path of
    the headings above it; `topics` the probabilities of what it is about (empty without a classifier).
    """

    number: int
    start: int
    end: int
    text: str
    plain: str
    content: str
    section: str
    clause: int
    heading: bool
    family: str
    topics: Topics = field(default_factory=dict, compare=False)

    @property
    def about_requests(self) -> bool:
        """Whether its headings speak of requests, their desk or their fee."""
        last = self.section.rsplit(" > ", 1)[-1]
        return bool(_REQUEST.search(self.section)) and not _NOT_REQUEST.search(last)


@dataclass(frozen=True)
class Material:
    """All sentences of the part of a policy that holds for everyone (chapters for a place are left out)."""

    policy: Policy
    clauses: tuple[Clause, ...]
    sentences: tuple[Sentence, ...]

    def matching(self, pattern: str, requests: bool = False) -> Iterator[Sentence]:
        """The sentences in which the pattern is found (on the squeezed text), those about requests first."""
        found = [one for one in self.sentences if re.search(pattern, one.plain)]
        if requests:
            found.sort(key=lambda one: not one.about_requests)
        yield from found

    def first(self, pattern: str, requests: bool = False) -> Sentence | None:
        """The first of `matching`."""
        return next(self.matching(pattern, requests), None)

    def after(self, sentence: Sentence, most: int = 20) -> list[Sentence]:
        """What follows in the same section, up to the next heading."""
        found = []
        for one in self.sentences[sentence.number + 1 : sentence.number + 1 + most]:
            if one.heading or (one.section != sentence.section and not sentence.heading):
                break
            found.append(one)
        return found

    def around(self, sentence: Sentence, before: int, after: int) -> list[Sentence]:
        """Its neighbours within one clause, itself included."""
        low = max(0, sentence.number - before)
        part = self.sentences[low : sentence.number + after + 1]
        return [one for one in part if one.clause == sentence.clause]

    @cached_property
    def plain(self) -> str:
        """The whole text, squeezed."""
        return squeeze(self.policy.text)


def gather(policy: Policy, topics: TopicFinder | None = None) -> Material:
    """The material of a policy; `topics` gives each sentence its topics."""
    found = tuple(clauses(policy))
    paths = _paths(policy)
    sentences: list[Sentence] = []
    for start, end, line in _pieces(policy.text):
        place = _clause_at(found, start)
        clause = found[place] if place is not None else None
        if clause is None or clause.region is not None or start >= clause.end:
            continue
        text = policy.text[start:end]
        section = next((path for first, last, path in paths if first <= start < last), clause.section)
        heading = clause.section.endswith(text.strip("# ")) or text in clause.section.split(" > ")
        content = _content(text, line) if start == line.start else text
        sentences.append(
            Sentence(
                number=len(sentences),
                start=start,
                end=end,
                text=text,
                plain=squeeze(content),
                content=content,
                section=section,
                clause=place or 0,
                heading=heading,
                family=line.family if start == line.start else "",
            )
        )
    if topics is not None and sentences:
        scores = topics([f"{one.section}\n{one.text}" for one in sentences])
        sentences = [
            Sentence(**{**vars(one), "topics": score}) for one, score in zip(sentences, scores, strict=True)
        ]
    return Material(policy, found, tuple(sentences))


def _paths(policy: Policy) -> list[tuple[int, int, str]]:
    """The (start, end) of each part and the path of its headings, innermost first: a clause that holds several short
    parts says only what is over all of them."""
    found: list[tuple[int, int, str]] = []

    def walk(node: Node, above: tuple[str, ...]) -> None:
        titled = node.kind in HEADED and node.kind not in (NodeKind.POLICY, NodeKind.DOCUMENT)
        here = (*above, node.title) if titled else above
        for child in node.children:
            walk(child, here)
        if titled:
            found.append((node.start, node.end, " > ".join(here)))

    walk(policy.root, ())
    return found


def _pieces(text: str) -> Iterator[tuple[int, int, Line]]:
    """Sentences: lines broken by the width of a page put together, then cut after each full stop."""
    runs: list[tuple[Line, int]] = []
    for line in split_lines(text):
        if line.furniture or not re.search(r"\w", line.text):
            continue
        if line.wrapped and line.family == "plain" and runs:
            runs[-1] = (runs[-1][0], line.end)
        else:
            runs.append((line, line.end))
    for line, last in runs:
        at = line.start
        for stop in _STOP.finditer(text, line.start, last):
            if _inside_brackets(text[at : stop.end()]) or _GOES_ON.match(text, stop.end()):
                continue
            yield at, stop.end(), line
            at = stop.end() + len(text[stop.end() : last]) - len(text[stop.end() : last].lstrip())
        if at < last:
            yield at, last, line


def _inside_brackets(text: str) -> bool:
    opened = sum(text.count(mark) for mark in "(（「")
    return opened > sum(text.count(mark) for mark in ")）」")


def _content(text: str, line: Line) -> str:
    """The text without the marker, bullet or note sign that leads it."""
    at = text.find(line.content[:8]) if line.content else -1
    return text[at:] if at >= 0 else text


def _clause_at(found: tuple[Clause, ...], start: int) -> int | None:
    place = None
    for number, clause in enumerate(found):
        if clause.start <= start:
            place = number
        else:
            break
    return place
