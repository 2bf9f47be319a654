"""What is known of a policy beforehand: which clauses speak to a topic for sure, and what it leaves unsaid.

Checked facts tell it; where a company has none, the words of its text tell at least what it does not speak of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.chunking import Clause
from knowledge.citations import Citation
from knowledge.composing import Asker, Routed, route_facts
from knowledge.facts.evidence import load_evidence, unspoken
from knowledge.facts.model import Desk, Entry, Fact
from knowledge.facts.routes import Route
from knowledge.index import CompanyIndex
from knowledge.search import visible
from knowledge.vocabulary import Region, RequestType

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Grounding:
    """For one company and region; columns are topics in the classifier's order, rows are clauses.

    `holds`: the clause holds a quotation of a fact of the topic. `stated`: the topic's facts are stated.
    `silent`: the policy is known to say nothing on it. `replaced`: the clause holds only rules that the
    region's chapter replaces. `unspoken`, for a company without facts: no clause that this customer may be told
    holds the topic's words, so that it is probably silent.
    """

    holds: Flags
    stated: Flags
    silent: Flags
    replaced: Flags
    unspoken: Flags


def ground(
    part: CompanyIndex,
    desk: Desk | None,
    routes: Mapping[str, Route],
    topic_ids: tuple[str, ...],
    region: Region | None,
    request_type: RequestType | None = None,
) -> Grounding:
    """The grounding of one company for one region (None: the region is open, or makes no difference), and for one type
    of request where it is known that the question is about it: a chapter may have a rule for that type only."""
    rows, columns = len(part.clauses), len(topic_ids)
    holds = np.zeros((rows, columns), dtype=bool)
    stated, silent = np.zeros(columns, dtype=bool), np.zeros(columns, dtype=bool)
    replaced = np.zeros(rows, dtype=bool)
    nothing = np.zeros(columns, dtype=bool)
    if desk is None:
        clauses = [clause.text for clause in part.clauses if visible(clause, region, part.regions)]
        told = np.array(unspoken(clauses, topic_ids, load_evidence()), dtype=bool)
        return Grounding(holds, stated, silent, replaced, told)
    for number, topic in enumerate(topic_ids):
        if topic not in routes:
            continue
        routed = route_facts(desk, routes[topic], Asker(region))
        stated[number], silent[number] = bool(routed.stated), bool(routed.silent)
        if routes[topic].broad:
            continue
        for citation in _decisive(routed, routes[topic]):
            holds[:, number] |= _holding(part.clauses, (citation,))
    if region is not None:
        spent = _citations(e for key in desk.keys for e in desk.replaced(key, region, request_type))
        kept = _citations(e for key in desk.keys for e in desk.entries(key, region, request_type))
        replaced = _holding(part.clauses, spent) & ~_holding(part.clauses, kept)
        replaced &= np.array([clause.region is None for clause in part.clauses])
    return Grounding(holds, stated, silent, replaced, nothing)


def holds_any(clause: Clause, citations: Iterable[Citation]) -> bool:
    """Whether one of the quotations begins in the clause."""
    return any(c.company == clause.company and clause.start <= c.start < clause.end for c in citations)


def _decisive(routed: Routed, route: Route) -> tuple[Citation, ...]:
    return tuple(one.citation for one in routed.stated if one.lead in route.keys)


def _holding(clauses: Iterable[Clause], citations: tuple[Citation, ...]) -> Flags:
    return np.array([holds_any(clause, citations) for clause in clauses], dtype=bool)


def _citations(entries: Iterable[Entry]) -> tuple[Citation, ...]:
    return tuple(c for entry in entries if isinstance(entry, Fact) for c in entry.citations)
