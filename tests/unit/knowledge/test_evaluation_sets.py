"""The question sets are sound: a wrong gold span would measure nothing. (tests/eval/README.md)"""

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.evaluation.answers import squeeze
from knowledge.evaluation.tuning import TUNED_ON
from knowledge.paths import policies_dir

FOLDER = Path(__file__).resolve().parents[2] / "eval"
TYPES = {json.loads(line)["type"] for line in (FOLDER / "questions.jsonl").open(encoding="utf-8")}
STYLES = {json.loads(line)["style"] for line in (FOLDER / "questions.jsonl").open(encoding="utf-8")}

UNSORTED = "unsorted"
"""Nobody has sorted these by style (by_clause.jsonl)."""


def load(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).open(encoding="utf-8")]


PLAIN = ("plain_questions.jsonl", "plain_elsewhere_questions.jsonl")
"""The same wording is put to several companies: that is what these two measure."""


def policies(name: str) -> dict[str, str]:
    beside = FOLDER / name.replace("_questions.jsonl", "_policies")
    if name == "plain_elsewhere_questions.jsonl":
        folders = [FOLDER / "other_policies", FOLDER / "further_policies"]
    else:
        folders = [beside if beside.is_dir() else policies_dir()]
    return {
        path.parent.name: path.read_text(encoding="utf-8")
        for folder in folders
        for path in folder.glob("*/policy.txt")
    }


@pytest.mark.parametrize(
    "name",
    [
        *("questions.jsonl", "heldout.jsonl", "corners.jsonl", "by_clause.jsonl"),
        *("other_questions.jsonl", "further_questions.jsonl"),
        *PLAIN,
    ],
)
def test_gold_spans_stand_in_their_policy_and_fields_are_known(name: str) -> None:
    texts, questions = policies(name), load(name)
    squeezed = {company: squeeze(text) for company, text in texts.items()}
    asked = {(q["company"] if name in PLAIN else None, q["question"]) for q in questions}
    assert len({q["id"] for q in questions}) == len(asked) == len(questions)
    for q in questions:
        text = texts[q["company"]]
        assert q["type"] in TYPES and q["style"] in {*STYLES, UNSORTED}, q["id"]
        assert bool(q["gold_spans"]) == (q["type"] not in ("unanswerable", "out_of_scope")), q["id"]
        for span in q["gold_spans"]:
            assert span in text and "\n" not in span and 8 <= len(span) <= 160, q["id"]
        for fact in q["must_say"]:
            assert squeeze(fact) in squeezed[q["company"]], q["id"]


def test_plain_questions_put_the_same_matters_to_every_company_and_some_are_left_open() -> None:
    shipped, elsewhere = (load(name) for name in PLAIN)
    assert {q["company"] for q in shipped} == set(policies("plain_questions.jsonl"))
    assert {q["company"] for q in elsewhere} == set(policies("plain_elsewhere_questions.jsonl"))
    assert {q["matter"] for q in shipped} == {q["matter"] for q in elsewhere}
    for questions in (shipped, elsewhere):
        labels: dict[tuple[str, str], set[tuple[str, ...]]] = {}
        for q in questions:
            labels.setdefault((q["company"], q["matter"]), set()).add((q["type"], *q["gold_spans"]))
        assert all(len(one) == 1 for one in labels.values()), "two wordings of a matter, one answer"
        assert any(q["type"] == "unanswerable" for q in questions)


def test_what_is_reported_is_not_what_is_tuned_on() -> None:
    companies = {q["company"] for q in load("other_questions.jsonl")}
    assert set(TUNED_ON) < companies and len(companies - set(TUNED_ON)) == 3
    tuning = (policies_dir().parents[0] / "evaluation" / "tuning.py").read_text(encoding="utf-8")
    assert '"heldout.jsonl"' not in tuning and "corners" not in tuning and "by_clause" not in tuning
