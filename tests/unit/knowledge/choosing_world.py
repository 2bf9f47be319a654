"""A chooser about an invented policy: what the ranking makes of the question is made up."""

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from knowledge.answer import Answer
from knowledge.choosing import Chooser, Examined
from knowledge.chunking import Clause
from knowledge.close_reading import Closely
from knowledge.composing import Asker
from knowledge.facts.model import Desk, Silence
from knowledge.facts.routes import Route
from knowledge.grounding import Grounding
from knowledge.ranking import Coverage, Ranked, Reading
from knowledge.search import Passage
from knowledge.vocabulary import Region
from tests.unit.knowledge import invented
from tests.unit.knowledge.invented import COMPANY, LENGTH, Text, sheet

TOPICS = ("fee", "papers", "postage", "rights", "reply_time", "desk_hours")
GROUPS = {"fee": "money", "postage": "money"}
ROUTES = {
    "fee": Route.model_validate({"keys": ["fee.charged"], "next": ["objection", "disclosure"]}),
    "papers": Route.model_validate({"keys": ["papers.self", "papers.returned"], "apart": True}),
    "postage": Route(keys=("fee.payment",)),
    "rights": Route(keys=("rights.eu",), broad=True),
}
TEXT = Text(
    (
        ("手数料は五百円です。", None),
        ("書類は二点です。", None),
        ("受付は平日のみです。", None),
        ("欧州の権利があります。", Region.EEA_UK),
        ("欧州の手数料は無料です。", Region.EEA_UK),
        ("問い合わせ先は住所です。", None),
        ("窓口は閉鎖しました。", None),
    )
)
FEE, PAPERS, HOURS, RIGHTS, FEE_IN_EUROPE, ADDRESS, CLOSED = range(7)


def desk(*more: Any, regions: bool = False) -> Desk:
    base = [
        TEXT.fact("fee.charged", FEE),
        TEXT.fact("papers.self", PAPERS),
        TEXT.fact("rights.eu", RIGHTS),
        TEXT.fact("types.disclosure", HOURS),
        TEXT.fact("send_to", ADDRESS),
        Silence("papers.returned", ("返却",)),
        Silence("fee.payment", ("切手",), near=(TEXT.quoted(FEE), TEXT.quoted(PAPERS), TEXT.quoted(HOURS))),
        *more,
    ]
    chapters = [sheet(Region.JP), sheet(Region.EEA_UK)] if regions else []
    return invented.desk(sheet(None, *base), *chapters)


def ranked(*found: tuple[int, float] | int) -> list[Ranked]:
    """Clauses by their numbers, best first, each with a score where it counts."""
    pairs = [one if isinstance(one, tuple) else (one, 1.0) for one in found]
    return [
        Ranked(score, Passage(rank, score, TEXT.clause(n), "v", cosine=0.5 + score / 10), n)
        for rank, (n, score) in enumerate(pairs, 1)
    ]


def in_sentences(_: Reading, clause: Clause) -> list[tuple[int, int, float]]:
    """Each clause is its first half and its second."""
    middle = clause.start + LENGTH // 2
    return [(clause.start, middle, 0.9), (middle, clause.end, 0.1)]


def chooser(
    asked: Mapping[str, float],
    clauses: list[Ranked],
    facts: Desk | None = None,
    *,
    silent: tuple[str, ...] = (),
    unspoken: tuple[str, ...] = (),
    answered: float = 0.99,
    outside: float = 0.0,
    sure: float = 1.0,
    logits: tuple[float, ...] = (),
    asker: Asker | None = None,
    foreign: bool = False,
) -> Chooser:
    """About a question that is probably on these topics; what the ranking makes of it is made up."""
    shares = np.array([asked.get(topic, 0.0) for topic in TOPICS])

    def flags(names: tuple[str, ...]) -> Any:
        return np.array([topic in names for topic in TOPICS])

    unsaid = flags(silent)
    coverage = Coverage(TOPICS, shares, np.where(unsaid, 0.0, shares), sure)
    grounding = Grounding(
        np.zeros((0, len(TOPICS)), bool), ~unsaid, unsaid, np.zeros(0, bool), flags(unspoken)
    )
    reading = Reading("手数料は", np.zeros(3), (), outside)
    who = asker or Asker()
    examined = Examined(
        COMPANY, who, reading, Closely(clauses, answered, logits), coverage, grounding, foreign
    )
    ranker = SimpleNamespace(groups=GROUPS, sentences=in_sentences)
    return Chooser(cast("Any", ranker), facts, ROUTES if facts else {}, examined)


def said(answer: Answer) -> list[tuple[str | None, int]]:
    """The statements: a fact's key, and the number of the clause that is quoted."""
    return [(one.lead, one.citation.start // LENGTH) for one in answer.statements]
