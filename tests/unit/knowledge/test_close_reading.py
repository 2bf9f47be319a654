"""What comparing and reading the first clauses does to a ranking, with a matcher and a reader that say what a test wants."""

from collections.abc import Sequence

import numpy as np

from knowledge.chunking import Clause
from knowledge.close_reading import COMPARED, READ, Closely, CloseReading, Weights, put_first
from knowledge.encoding import FloatArray
from knowledge.index import CompanyIndex
from knowledge.late_interaction import CLAUSE_PREFIX_TOKENS, Matcher, PartTokens, QuestionTokens
from knowledge.parts import Part, Parts
from knowledge.ranking import Ranked, Reading
from knowledge.reader import ClausePart, ClauseReader
from knowledge.search import Passage
from knowledge.vocabulary import CompanyId

LAYERS, WIDTH = 2, 4
ROWS = CLAUSE_PREFIX_TOKENS + 1
SURE = 9.0
"""A reader's logit for "this one answers"."""


class ScriptedMatcher(Matcher):
    """Gives the logits that a test wants, by the first number of the clause's tokens."""

    def __init__(self, logits: Sequence[float]) -> None:
        self._logits = logits

    def logits(self, question: QuestionTokens, parts: Sequence[PartTokens]) -> FloatArray:
        return np.array([self._logits[int(part.tokens[0, 0])] for part in parts], dtype=np.float32)


class ScriptedReader(ClauseReader):
    """The same, by the first number of the clause's sides; keeps which clauses it was given."""

    def __init__(self, logits: Sequence[float]) -> None:
        self._logits = logits
        self.read: list[int] = []

    def logits(self, question: FloatArray, parts: Sequence[ClausePart]) -> FloatArray:
        self.read = [int(part.sides.numbers[0, 0, 0, 0, 0]) for part in parts]
        return np.array([self._logits[number] for number in self.read], dtype=np.float32)


def company(count: int) -> CompanyIndex:
    counted = np.repeat(np.arange(count), ROWS)
    parts = tuple(Part(n, n * 10, n * 10 + 9, n * ROWS, (n + 1) * ROWS) for n in range(count))
    numbers = np.zeros((count * ROWS, LAYERS, 2, 1, WIDTH), np.int8)
    numbers += counted.astype(np.int8)[:, None, None, None, None]
    tokens = counted.astype(np.float16)[:, None] + np.zeros((1, WIDTH), np.float16)
    scales = np.ones((count * ROWS, LAYERS, 2, 1), np.float16)
    made = Parts(parts, np.eye(count, 8, dtype=np.float32), numbers, scales, tokens)
    return CompanyIndex("co", "v", "", (), (), (), None, None, None, made)  # type: ignore[arg-type]


def ranked(scores: Sequence[float]) -> list[Ranked]:
    return [
        Ranked(
            score,
            Passage(
                n + 1,
                0.5,
                Clause(
                    f"c{n}", CompanyId("co"), "文書", "1 目的", None, "clause", n * 10, n * 10 + 2, "条文"
                ),
                "v",
                0,
                1,
            ),
            n,
        )
        for n, score in enumerate(scores)
    ]


def reading(*, seen: bool = True) -> Reading:
    states = np.zeros((1, 3, WIDTH), dtype=np.float32)
    tokens = QuestionTokens(np.zeros((3, WIDTH), np.float32), np.full(3, 1 / 3, np.float32))
    return Reading("問い", np.ones(8), (), 0.0, states if seen else None, tokens if seen else None)


def closely(
    compared: Sequence[float], scores: Sequence[float], weights: Weights, read: Sequence[float] | None = None
) -> Closely:
    matcher = ScriptedMatcher(compared)
    reader = ScriptedReader(read if read is not None else [SURE] * len(scores))
    companies = {CompanyId("co"): company(len(scores))}
    return CloseReading(matcher, reader, weights).read(reading(), ranked(scores), companies, curated=False)


def order(found: Closely) -> list[int]:
    return [one.number for one in found.ranked]


def test_the_clause_that_comes_nearest_is_put_first() -> None:
    found = closely([-3.0, 4.0, -3.0], [1.0, 0.9, 0.8], Weights(bare=1.0))
    assert order(found) == [1, 0, 2] and found.answered > 0.95
    assert found.logits == (4.0, -3.0, -3.0)


def test_a_ranking_that_is_sure_is_not_overruled() -> None:
    assert order(closely([-20.0, 20.0], [3.5, 1.0], Weights(bare=8.0))) == [0, 1]


def test_whether_any_answers_is_what_the_reader_says_of_the_first_few_in_the_new_order() -> None:
    count = READ + 2
    compared = [float(n) for n in range(count)]
    first = list(reversed(range(count)))[:READ]
    reader = ScriptedReader([-6.0] * count)
    found = CloseReading(ScriptedMatcher(compared), reader, Weights(bare=0.0)).read(
        reading(), ranked([1.0] * count), {CompanyId("co"): company(count)}, curated=False
    )
    assert reader.read == first and found.answered < 0.01
    assert closely(compared, [1.0] * count, Weights(bare=0.0), [SURE] + [-6.0] * (count - 1)).answered < 0.01
    assert closely(compared, [1.0] * count, Weights(bare=0.0), [-6.0] * (count - 1) + [SURE]).answered > 0.99


def test_clauses_beyond_the_first_few_keep_their_place_and_scores_never_rise() -> None:
    scores = [2.0 - n / 20 for n in range(COMPARED + 3)]
    found = CloseReading(
        ScriptedMatcher([n / 4 for n in range(COMPARED + 3)]),
        ScriptedReader([0.0] * (COMPARED + 3)),
        Weights(bare=0.0),
    ).read(reading(), ranked(scores), {CompanyId("co"): company(COMPARED + 3)}, curated=False)
    assert order(found) == [*reversed(range(COMPARED)), COMPARED, COMPARED + 1, COMPARED + 2]
    assert found.scores == sorted(found.scores, reverse=True) and len(found.logits) == COMPARED


def test_a_score_is_the_rankings_between_nothing_and_one() -> None:
    assert Closely(ranked([3.0, 1.5, 0.5, 1.0]), 0.9).scores == [1.0, 0.75, 0.25, 0.25]


def test_without_what_the_encoder_says_of_tokens_the_ranking_stays_as_it_is() -> None:
    found = CloseReading(ScriptedMatcher([0.0]), ScriptedReader([0.0])).read(
        reading(seen=False), ranked([1.0, 0.5]), {CompanyId("co"): company(2)}, curated=False
    )
    assert order(found) == [0, 1] and found.logits == () and found.answered == 1.0


def test_clauses_put_first_keep_their_order_and_their_logits() -> None:
    found = Closely(ranked([2.0, 1.5, 1.0, 0.5]), 0.9, (3.0, 2.0, 1.0))
    moved = put_first(found, {1, 2})
    assert order(moved) == [1, 2, 0, 3] and moved.logits == (2.0, 1.0, 3.0)
    assert put_first(found, set()).ranked == found.ranked


def test_desk_facts_in_a_ranking_make_it_count_for_more() -> None:
    reader, weights = ScriptedReader([SURE] * 2), Weights(curated=12.0, bare=1.0)
    reads = CloseReading(ScriptedMatcher([0.0, 4.0]), reader, weights)
    companies = {CompanyId("co"): company(2)}
    assert order(reads.read(reading(), ranked([1.0, 0.5]), companies, curated=True)) == [0, 1]
    assert order(reads.read(reading(), ranked([1.0, 0.5]), companies, curated=False)) == [1, 0]
