"""What counts as the same dialogue in two channels (`evaluation.over_line`)."""

from dataclasses import replace

import pytest

from evaluation.dialogues import Outcome
from evaluation.over_line import Pair

CLAUSES = [
    "https://desk.example/policies/oni?start=1&end=9#q",
    "https://desk.example/policies/oni?start=20&end=29#q",
]
WEB = Outcome(
    "c1",
    "oni",
    "open_request",
    finished=True,
    problems=[],
    transcript=[
        ("bot", "こんにちは。"),
        ("customer", "開示してください"),
        ("bot", "手数料は無料です。"),
        ("bot", "どちらにお住まいですか。"),
        ("customer", "東京です"),
        ("bot", "受付番号は MDG-1A2B-3C4D です。"),
    ],
    cited=CLAUSES,
)


def in_line(**changes: object) -> list[str]:
    return Pair(WEB, replace(WEB, **changes)).differences  # type: ignore[arg-type]


def test_two_channels_with_the_same_words_and_clauses_are_equal() -> None:
    assert Pair(WEB, WEB).equal


def test_receipts_white_space_and_where_a_message_is_split_make_no_difference() -> None:
    said = [
        *WEB.transcript[:2],
        ("bot", "手数料は\n無料です。\nどちらに"),
        ("bot", "お住まいですか。"),
        WEB.transcript[4],
        ("bot", "受付番号は MDG-9Z8Y-7X6W です。"),
    ]
    assert in_line(transcript=said) == []


@pytest.mark.parametrize(
    ("place", "text", "seen"),
    [
        (2, "手数料は千円です。", "exchange 2: …無料です。"),
        (0, "おはようございます。", "exchange 1: …こんにちは。… on the web, …おはようございます。… in LINE"),
        (4, "大阪です", "exchange 3: the customer was asked for something else"),
    ],
)
def test_other_words_are_a_difference_although_all_ended_well(place: int, text: str, seen: str) -> None:
    said = list(WEB.transcript)
    said[place] = (said[place][0], text)
    (found,) = in_line(transcript=said)
    assert found.startswith(seen)


def test_what_is_left_out_or_said_twice_is_a_difference() -> None:
    assert in_line(transcript=WEB.transcript[:-2]) == ["exchange 3: not in LINE"]
    assert in_line(transcript=[*WEB.transcript, ("customer", "はい")]) == ["exchange 4: only in LINE"]
    assert len(in_line(transcript=[*WEB.transcript, WEB.transcript[-1]])) == 1


def test_two_channels_that_cite_other_clauses_differ() -> None:
    assert in_line(cited=CLAUSES[:1]) == ["clauses: 1 missing, 0 more, of 2"]
    assert in_line(cited=[*CLAUSES, CLAUSES[0]]) == ["clauses: 0 missing, 1 more, of 2"]
    assert in_line(cited=CLAUSES[::-1]) == ["clauses: 0 missing, 0 more, of 2"]  # in another order


def test_two_channels_that_end_otherwise_differ() -> None:
    assert in_line(problems=["not said: 2点"]) == ["the end (web: as expected)"]
