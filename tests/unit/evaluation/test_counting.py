"""What `make eval` counts: a question is right where its clause was shown, and nothing that must not happen is lost."""

from dataclasses import replace
from typing import Any

import pytest

from evaluation.questions import Result, ask, figures, interval, load
from evaluation.reliability import Bin, bins, calibration_error, diagram

POLICY = "第1条 保有個人データの開示の手数料は1件1,000円です。第2条 EEAの方は無料です。"
OTHERS = "当社は個人情報を大切にします。"
POLICIES = {"oni": POLICY, "opt": OTHERS}
RIGHT = Result("q1", "oni", None, "fact", "keigo", "?", 1, True, 0.9, 1, 1, "")


def quote(start: int, end: int, rank: int = 1, company: str = "oni") -> dict[str, Any]:
    text = POLICIES[company][start:end]
    return {"rank": rank, "company": company, "start": start, "end": end, "quote": text}


ARTICLE_1, ARTICLE_2 = (0, POLICY.index("第2条")), (POLICY.index("第2条"), len(POLICY))


def chapters(company: str, at: int) -> str | None:
    return "eea_uk" if company == "oni" and at >= ARTICLE_2[0] else None


class LookUp:
    """Gives what it was told to give, and remembers what it was asked."""

    def __init__(self, passages: list[dict[str, Any]], answer: dict[str, Any] | None = None) -> None:
        self.found = {"answer": answer, "passages": passages, "answerable": bool(answer), "confidence": 0.75}
        self.asked: list[tuple[str, str, str | None]] = []

    def lookup(self, question: str, company: str, region: str | None) -> dict[str, Any]:
        self.asked.append((question, company, region))
        return self.found


def question(**changes: Any) -> dict[str, Any]:
    return {
        "id": "q1",
        "company": "oni",
        "region": None,
        "type": "fact",
        "style": "keigo",
        "question": "手数料は?",
        "gold_spans": ["１件 1,000円"],
        "must_say": ["1,000円", "1件"],
    } | changes


def asked(look_up: Any, **changes: Any) -> Result:
    return ask(look_up, question(**changes), POLICIES, chapters)


# -------------------------------------------------------------- one question


def test_a_question_is_put_for_its_company_and_region_and_its_answer_is_kept() -> None:
    look_up = LookUp([], {"text": "1,000円です。", "citations": []})
    found = asked(look_up, region="eea_uk")
    assert look_up.asked == [("手数料は?", "oni", "eea_uk")]
    assert (found.id, found.company, found.region, found.type, found.style) == (
        "q1", "oni", "eea_uk", "fact", "keigo",
    )  # fmt: skip
    assert (found.answerable, found.confidence, found.text) == (True, 0.75, "1,000円です。")


def test_a_facts_width_and_blanks_make_no_difference_and_what_is_not_said_does_not_count() -> None:
    said = asked(LookUp([], {"text": "1,0 00 円\nです。", "citations": []}))
    assert (said.facts_said, said.facts) == (1, 2)
    assert (asked(LookUp([])).facts_said, asked(LookUp([])).text) == (0, "")


def test_the_rank_is_that_of_the_first_passage_with_a_gold_span_in_any_writing() -> None:
    others = [quote(*ARTICLE_2, rank=1), quote(*ARTICLE_1, rank=2), quote(*ARTICLE_1, rank=3)]
    assert asked(LookUp(others)).rank == 2
    assert asked(LookUp(others), gold_spans=["届かない", "無料です"], region="eea_uk").rank == 1
    assert asked(LookUp(others[:1])).rank is None


def test_a_passage_of_another_regions_chapter_is_no_hit() -> None:
    found = [quote(*ARTICLE_2)]
    assert asked(LookUp(found), gold_spans=["無料です"], region="jp").rank is None
    assert asked(LookUp(found), gold_spans=["無料です"], region=None).rank is None
    assert asked(LookUp(found), gold_spans=["無料です"], region="eea_uk").rank == 1
    assert asked(LookUp([quote(*ARTICLE_1)]), region="eea_uk").rank == 1


@pytest.mark.parametrize(
    ("changed", "region", "faults"),
    [
        ({}, None, []),
        ({"quote": "第1条 保有"}, None, ["not verbatim"]),
        ({"company": "opt", "quote": OTHERS}, None, ["another company"]),
        ({"company": "opt"}, None, ["another company", "not verbatim"]),
        ({}, "china", []),
    ],
)
def test_a_quotation_that_is_not_the_policys_own_is_a_fault(
    changed: dict[str, Any], region: str | None, faults: list[str]
) -> None:
    passage = quote(*ARTICLE_1) | changed
    assert asked(LookUp([passage]), region=region).faults == faults
    assert asked(LookUp([], {"text": "", "citations": [passage]}), region=region).faults == faults


def test_another_regions_chapter_is_a_fault_where_it_is_known_where_the_customer_lives() -> None:
    chapter = [quote(*ARTICLE_2), quote(*ARTICLE_2, rank=2)]
    assert asked(LookUp(chapter), region="china").faults == ["another region (eea_uk)"]
    assert asked(LookUp(chapter), region="eea_uk").faults == []
    assert asked(LookUp(chapter), region=None).faults == []


# ---------------------------------------------------------------- the figures


def results() -> list[Result]:
    return [
        replace(RIGHT, rank=1, facts_said=2, facts=2),
        replace(RIGHT, rank=3, facts_said=1, facts=4, answerable=False),
        replace(RIGHT, rank=4, facts=0, facts_said=0),
        replace(RIGHT, rank=None, facts=0, facts_said=0, faults=["not verbatim", "another company"]),
        replace(RIGHT, type="unanswerable", rank=None, answerable=False, facts=0, facts_said=0),
        replace(RIGHT, type="unanswerable", rank=None, answerable=True, facts=0, facts_said=0),
        replace(RIGHT, type="unanswerable", rank=None, answerable=False, facts=0, facts_said=0),
        replace(RIGHT, type="out_of_scope", rank=None, answerable=True, facts=0, facts_said=0),
        replace(RIGHT, type="out_of_scope", rank=None, answerable=False, facts=0, facts_said=0),
    ]


def test_hits_and_refusals_are_shares_of_the_questions_that_the_policy_answers() -> None:
    found = figures(results())
    assert (found.n, found.hit1, found.hit3, found.refused) == (9, 1 / 4, 2 / 4, 1 / 4)
    assert found.mrr == pytest.approx((1 + 1 / 3 + 1 / 4 + 0) / 4)


def test_facts_are_counted_together_and_not_by_question() -> None:
    assert figures(results()).must_say == 3 / 6


def test_silence_is_right_for_what_the_policy_does_not_say_and_for_what_is_not_its_business_each_by_itself() -> (
    None
):
    found = figures(results())
    assert (found.unanswerable, found.out_of_scope) == (2 / 3, 1 / 2)


def test_a_question_with_several_faults_is_one_question_with_faults() -> None:
    assert figures(results()).faults == 1


def test_a_group_without_such_questions_has_no_figure_for_them() -> None:
    silent = figures(results()[4:6])
    assert (silent.hit1, silent.hit3, silent.mrr, silent.must_say, silent.refused) == (None,) * 5
    assert (silent.unanswerable, silent.out_of_scope) == (1 / 2, None)
    assert figures(results()[2:4]).must_say is None


def test_an_interval_holds_the_figure_is_the_same_each_time_and_narrows_with_more_questions() -> None:
    few = [replace(RIGHT, rank=1)] * 6 + [replace(RIGHT, rank=2)] * 4
    bounds, narrow = interval(few, "hit1", rounds=200), interval(few * 8, "hit1", rounds=200)
    assert bounds is not None and narrow is not None
    assert bounds == interval(few, "hit1", rounds=200)
    assert 0.2 <= bounds[0] < 0.5 < 0.7 < bounds[1] <= 0.9
    assert bounds[0] < narrow[0] < 0.6 < narrow[1] < bounds[1]


def test_an_interval_leaves_out_one_in_forty_on_either_side(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(range(40))
    monkeypatch.setattr("evaluation.questions.figures", lambda _: replace(figures([RIGHT]), hit1=next(drawn)))
    assert interval([RIGHT], "hit1", rounds=40) == (1, 38)


def test_a_figure_that_no_sample_has_has_no_interval() -> None:
    assert interval([RIGHT], "unanswerable", rounds=5) is None


def test_blank_lines_between_questions_are_none(tmp_path: Any) -> None:
    (tmp_path / "q.jsonl").write_text('{"id": "a"}\n\n  \n{"id": "b"}\n', encoding="utf-8")
    assert [one["id"] for one in load(tmp_path / "q.jsonl")] == ["a", "b"]


# ------------------------------------------------- is confidence what it says?


def sure(confidence: float, *, answerable: bool = True, kind: str = "fact") -> Result:
    return replace(RIGHT, confidence=confidence, answerable=answerable, type=kind)


def test_what_is_stated_is_the_probability_that_the_policy_answers() -> None:
    assert bins([sure(0.75), sure(0.75, kind="unanswerable")]) == [Bin(2, 0.75, 0.5)]
    assert bins([sure(0.75, answerable=False)]) == [Bin(1, 0.25, 1.0)]


def test_a_tenth_begins_with_its_border_and_certainty_is_in_the_last() -> None:
    found = bins([sure(1.0), sure(0.95), sure(0.9), sure(0.5), sure(0.45), sure(0.0)])
    assert [one.count for one in found] == [1, 1, 1, 3]
    assert [one.stated for one in found] == pytest.approx([0.0, 0.45, 0.5, 0.95])


def test_what_is_no_business_of_the_desk_says_nothing_about_confidence() -> None:
    assert bins([sure(0.9, kind="out_of_scope")]) == []
    assert bins([sure(0.9, kind="out_of_scope"), sure(0.9)]) == bins([sure(0.9)])


def test_confidence_is_off_by_the_mean_distance_over_questions() -> None:
    assert calibration_error([Bin(3, 0.75, 1.0), Bin(1, 0.5, 0.25)]) == 0.25
    assert calibration_error([Bin(3, 0.5, 0.5), Bin(1, 0.5, 1.0)]) == 0.125
    assert calibration_error([Bin(1, 0.5, 1.0)]) == 0.5
    assert calibration_error([]) == 0.0


def test_the_diagram_has_a_dot_where_it_was_said_and_was_so_and_what_was_so_stands_high() -> None:
    drawn = diagram([Bin(9, 0.75, 1.0), Bin(1, 0.25, 0.0)], size=100)
    assert '<circle cx="75" cy="0" r="5.0"><title>9 questions: said 0.75, was 1.00' in drawn
    assert '<circle cx="25" cy="100" r="3.0"><title>1 questions: said 0.25, was 0.00' in drawn
    assert 'viewBox="-20 -20 140 140" width="140"' in drawn
    assert '<path d="M0 100L100 0"' in drawn and '<rect width="100" height="100"' in drawn
