"""Which topics the desk facts of each company speak to: `python -m knowledge.facts.coverage`.

A topic that no fact speaks to is answered by search alone: neither first from a checked fact, nor honestly that the
policy is silent. The matrix shows whoever edits a `desk.yml` where that is so, for each region on its own.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from knowledge.composing import Asker, route_facts
from knowledge.facts.errors import FactsError
from knowledge.facts.loading import load_desks
from knowledge.facts.model import Desk
from knowledge.facts.routes import Route, load_routes
from knowledge.topics.taxonomy import POLICY, TopicMap, load_topics
from knowledge.vocabulary import CompanyId, Region


class Cell(StrEnum):
    """What the desk facts come to for one topic."""

    VALUE = "value"
    NOT_STATED = "not_stated"
    NOTHING = "nothing"


_MARKS = {Cell.VALUE: "value", Cell.NOT_STATED: "silent", Cell.NOTHING: "-"}


@dataclass(frozen=True)
class Column:
    """One company, or one of its regions: the cell of each topic, in the order of the topic map."""

    company: CompanyId
    region: Region | None
    cells: Mapping[str, Cell]

    @property
    def name(self) -> str:
        """`ocs:china`, or the company alone where it makes no difference between regions."""
        return f"{self.company}:{self.region.value}" if self.region is not None else self.company

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The topics on which the desk knows nothing."""
        return tuple(topic for topic, cell in self.cells.items() if cell is Cell.NOTHING)

    def counted(self) -> dict[Cell, int]:
        """How many cells of each kind."""
        found = Counter(self.cells.values())
        return {cell: found[cell] for cell in Cell}


def covered(desk: Desk, routes: Mapping[str, Route], topics: TopicMap) -> tuple[Column, ...]:
    """A column for each region of the desk, or one for a desk without regions; topics outside the desk are left out."""
    asked = [topic.id for topic in topics.topics if topic.scope == POLICY]
    return tuple(
        Column(desk.company, region, {topic: _cell(desk, routes.get(topic), region) for topic in asked})
        for region in desk.regions or (None,)
    )


def uncovered(desk: Desk, routes: Mapping[str, Route], topics: TopicMap) -> tuple[str, ...]:
    """The topics on which the desk knows nothing, in some region at least; in the topic map's order."""
    columns = covered(desk, routes, topics)
    return tuple(dict.fromkeys(t for t in topics.ids if any(t in column.uncovered for column in columns)))


def without_keys(keys: Collection[str], routes: Mapping[str, Route], topics: TopicMap) -> tuple[str, ...]:
    """The topics of which none of these fact keys speaks: what a draft or a file with them leaves out."""
    return tuple(
        topic.id
        for topic in topics.topics
        if topic.scope == POLICY and (topic.id not in routes or not set(routes[topic.id].keys) & set(keys))
    )


def matrix(columns: Sequence[Column], missing: bool = False) -> list[str]:
    """The lines to print: a row for each topic, a column for each company and region, and the counts.

    `missing`: only the topics with an empty cell.
    """
    topics = tuple(columns[0].cells) if columns else ()
    rows = [topic for topic in topics if not missing or any(topic in one.uncovered for one in columns)]
    wide = max((len(topic) for topic in (*topics, "not_stated")), default=0)
    widths = [max(len(one.name), 6) for one in columns]
    heads = "  ".join(f"{one.name:{width}}" for one, width in zip(columns, widths, strict=True))
    lines = [f"{'':{wide}}  {heads}".rstrip()]
    for topic in rows:
        marks = (f"{_MARKS[one.cells[topic]]:{width}}" for one, width in zip(columns, widths, strict=True))
        lines.append(f"{topic:{wide}}  {'  '.join(marks)}".rstrip())
    for cell in Cell:
        counts = (f"{one.counted()[cell]:<{width}}" for one, width in zip(columns, widths, strict=True))
        lines.append(f"{cell.value:{wide}}  {'  '.join(counts)}".rstrip())
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the matrix; 1 with `--strict` where a cell is empty. Exit code 2 with the fault where a file is broken."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.facts.coverage", description=__doc__)
    parser.add_argument(
        "--policies", type=Path, help="the folder of the companies (default: the installation's)"
    )
    parser.add_argument("--company", action="append", help="only this company; may be given more than once")
    parser.add_argument("--missing", action="store_true", help="only the topics with an empty cell")
    parser.add_argument("--strict", action="store_true", help="exit with 1 where a cell is empty")
    chosen = parser.parse_args(arguments)
    try:
        desks = load_desks(chosen.policies)
    except FactsError as error:
        parser.error(f"{error}; `madoguchi desk check` names every company's")
    unknown = [name for name in chosen.company or () if name not in desks]
    if unknown:
        parser.error(f"no desk.yml of {', '.join(unknown)}; there are: {', '.join(desks)}")
    routes, topics = load_routes(), load_topics()
    shown = [desk for name, desk in desks.items() if not chosen.company or name in chosen.company]
    columns = [column for desk in shown for column in covered(desk, routes, topics)]
    sys.stdout.write("\n".join(matrix(columns, chosen.missing)) + "\n")
    return 1 if chosen.strict and any(column.uncovered for column in columns) else 0


def _cell(desk: Desk, route: Route | None, region: Region | None) -> Cell:
    if route is None:
        return Cell.NOTHING
    routed = route_facts(desk, route, Asker(region))
    if routed.stated:
        return Cell.VALUE
    return Cell.NOT_STATED if routed.silent else Cell.NOTHING


if __name__ == "__main__":
    raise SystemExit(main())
