"""The measure itself: precision, recall and F1 by hand."""

import pytest

from bot.evaluate_nlu import Example, Guess, printed, report, scores, summary


def test_scores_of_intents_are_what_one_counts_by_hand() -> None:
    table = scores([("a", "a"), ("a", "b"), ("b", "b"), ("b", "b"), ("c", "b")])
    assert table["a"] == {"precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3), "support": 2}
    assert table["b"] == {"precision": 0.5, "recall": 1.0, "f1": pytest.approx(2 / 3), "support": 2}
    assert table["c"]["f1"] == 0.0
    totals = summary(table)
    assert totals["macro_f1"] == pytest.approx(4 / 9)
    assert totals["weighted_f1"] == pytest.approx((2 * 2 / 3 + 2 * 2 / 3) / 5)


def test_a_label_that_never_occurs_does_not_lower_the_macro_average() -> None:
    assert summary(scores([("a", "a"), ("a", "zzz")]))["macro_f1"] == pytest.approx(2 / 3)


def test_the_report_counts_aspects_without_the_class_none() -> None:
    examples = [
        Example("母の分です", "inform", {"requester": "voluntary_agent"}),
        Example("はい", "affirm", {}),
    ]
    guesses = [
        Guess("inform", 0.9, {"requester": "voluntary_agent"}),
        Guess("deny", 0.4, {"requester": "self"}),
    ]
    result = report(examples, guesses, show_errors=True)
    assert set(result["aspects"]["requester"]["values"]) == {"voluntary_agent", "self"}
    assert result["aspects"]["requester"]["macro_f1"] == 1.0
    assert result["errors"] == [["affirm", "deny", 0.4, "はい"]]
    assert "affirm\tdeny\t0.4\tはい" in printed(result)
