"""What a company's monthly report lists, in which words, and what it says of what is missing."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from desk.locales import FullLocale
from desk.papers.blocks import Heading, Notice, Paper, Paragraph, Rows, Title
from desk.reports import monthly
from desk.reports.customerfigures import CustomerFigures
from desk.reports.figures import ChatFigures, Handoffs, Spread, TopicCount
from desk.reports.insights import Figures
from desk.reports.monthly import TOPICS, Report, report_of
from desk.reports.requestfigures import Dates, RequestFigures
from tests.unit.desk.reports.reports_world import NOVEMBER, OCS

CHAT = ChatFigures(
    topics=(TopicCount("purposes", 4, 2, 0), TopicCount(None, 0, 0, 3)),
    days={},
    by_day={},
    handoffs=Handoffs(8, 2, {"complaint": 3, "unheard": 1}, Spread(2, 4, 9.04)),
    reply_seconds=Spread(9, 1.25, 2),
    failed=5,
)
REQUESTS = RequestFigures(
    kinds={"request": 6, "complaint": 2},
    types={("disclosure", "received"): 4, ("deletion", "answered"): 2},
    ways={"web": 7, "post": 1},
    decided={"refused": 1, "answered": 2},
    grounds={"本人以外": 1},
    answer_days=None,
    dates=Dates(1, 2, 3, 4, 5, 6, 7, 8),
)
CUSTOMERS = CustomerFigures((1, 0, 0, 2, 0), 3, 0, 0, 0, 0)
FIGURES = Figures(
    OCS, NOVEMBER, datetime(2026, 12, 1, 0, 5, tzinfo=UTC), CHAT, REQUESTS, CUSTOMERS, NOVEMBER.first, False
)
EMPTY = replace(
    FIGURES,
    chat=ChatFigures((), {}, {}, Handoffs(0, 0, {}, None), None, 0),
    requests=RequestFigures({}, {}, {}, {}, {}, None, Dates(0, 0, 0, 0, 0, 0, 0, 0)),
    customers=CustomerFigures((0,) * 5, 0, 0, 0, 0, 0),
)
NAMES = {"purposes": "利用目的"}


def made(figures: Figures = FIGURES, lang: FullLocale = "ja", **more: Any) -> Report:
    return report_of(replace(figures, **more), "OCS", NAMES, lang)


def part(report: Report, key: str) -> list[tuple[str, str]]:
    (found,) = (one for one in report.parts if one.key == key)
    return list(found.lines)


def test_a_report_names_its_company_month_and_when_it_was_made_by_the_desks_clock() -> None:
    assert made().title == "OCS 件数報告（2026年11月）"
    assert made().made == "作成：2026年12月1日 9:05"
    assert "November 2026" in made(lang="en").title and "1 December 2026, 09:05" in made(lang="en").made


def test_a_report_has_its_parts_in_one_order_and_none_that_is_empty() -> None:
    assert [one.key for one in made().parts] == [
        "questions", "topics", "handoffs", "requests", "types", "decided", "times", "dates", "others",
        "satisfaction", "grounds",
    ]  # fmt: skip
    assert [one.key for one in made(EMPTY).parts] == [
        "questions", "handoffs", "requests", "times", "dates", "others", "satisfaction",
    ]  # fmt: skip


def test_questions_are_listed_by_what_became_of_them_and_by_topic() -> None:
    assert part(made(), "questions") == [
        ("質問", "9"), ("回答した", "4"), ("ポリシーに記載のない質問", "2"), ("対象外", "3"), ("応答できなかった回数", "5"),
    ]  # fmt: skip
    assert part(made(), "topics") == [("利用目的", "6"), ("（話題を特定できず）", "3")]


def test_the_most_frequent_topics_are_listed_and_one_without_a_name_by_its_id() -> None:
    many = tuple(TopicCount(f"t{number}", 99 - number, 0, 0) for number in range(TOPICS + 1))
    found = part(made(chat=replace(CHAT, topics=many)), "topics")
    assert (len(found), found[0], found[-1]) == (TOPICS, ("t0", "99"), (f"t{TOPICS - 1}", str(100 - TOPICS)))


def test_handoffs_are_listed_with_their_share_and_reasons() -> None:
    assert part(made(), "handoffs") == [
        ("会話", "8"), ("担当者に引き継いだ会話", "2"), ("引き継ぎの割合", "25%"), ("苦情", "3"), ("その他", "1"),
    ]  # fmt: skip
    assert part(made(EMPTY), "handoffs")[2] == ("引き継ぎの割合", "–")


def test_requests_are_listed_by_way_type_and_end() -> None:
    assert [value for _, value in part(made(), "requests")] == ["6", "1", "7"], "all, by post, from the chat"
    assert [value for _, value in part(made(), "types")] == ["2", "4"]
    assert all(" / " in label for label, _ in part(made(), "types"))
    assert [value for _, value in part(made(), "decided")] == ["2", "1"]
    unchecked = made(requests=replace(REQUESTS, unchecked=3))
    assert part(unchecked, "decided")[2:] == [("本人確認・代理権の確認を不要とした請求", "3")]


def test_times_are_told_to_a_tenth_with_how_many_they_are_of() -> None:
    assert [value for _, value in part(made(), "times")] == [
        "中央値 1.2秒、10件中9件は2.0秒以内（9件）",
        "中央値 4.0分、10件中9件は9.0分以内（2件）",
        "なし",
    ]
    days = made(requests=replace(REQUESTS, answer_days=Spread(1, 10, 10)))
    assert part(days, "times")[2][1] == "中央値 10.0日、10件中9件は10.0日以内（1件）"


def test_dates_are_listed_with_those_of_a_law_beside() -> None:
    assert [value for _, value in part(made(), "dates")] == [
        "1", "2", "5", "6", "7", "8", "守った 3件、遅れた 4件",
    ]  # fmt: skip


def test_complaints_of_the_chat_stand_beside_those_that_staff_entered() -> None:
    assert part(made(), "others")[:2] == [("苦情", "2"), ("苦情（チャットから担当者へ）", "3")]
    assert [value for _, value in part(made(), "others")[2:]] == ["0", "0"]
    assert [value for _, value in part(made(EMPTY), "others")] == ["0"] * 4


@pytest.mark.parametrize("which", range(4))
def test_an_announced_leak_is_reported_where_anything_was_asked_about_it(which: int) -> None:
    counts = [0] * 4
    counts[which] = 2
    customers = CustomerFigures((0,) * 5, 0, *counts)
    assert [value for _, value in part(made(customers=customers), "incidents")] == [str(n) for n in counts]


def test_how_customers_found_the_desk_is_told_in_stars_where_anybody_gave_some() -> None:
    assert [value for _, value in part(made(), "satisfaction")] == ["3.00", "3", "1", "0", "0", "2", "0", "3"]
    assert [label for label, _ in part(made(), "satisfaction")][2:7] == [f"{n}点" for n in range(1, 6)]
    assert [value for _, value in part(made(EMPTY), "satisfaction")] == ["なし", "0", "0"]


def test_grounds_are_in_the_policys_words() -> None:
    assert part(made(), "grounds") == [("本人以外", "1")]


# ---------------------------------------------------------------------- what is missing


def test_a_report_says_what_its_figures_leave_out() -> None:
    assert made().notices == ()
    assert made(since=None).notices == ("質問の記録はありません。",)
    (notice,) = made(since=date(2026, 11, 2)).notices
    assert "2026年11月2日から" in notice
    gone = made(since=None, records_gone=True).notices
    assert len(gone) == 2 and "保存期間が過ぎて記録が消えている" in gone[1]


# ---------------------------------------------------------------------- as a file


def test_a_spreadsheet_has_section_item_and_value_and_first_what_is_missing() -> None:
    lines = made(since=None, records_gone=True).as_csv().removeprefix("\ufeff").splitlines()
    assert lines[0] == "区分,項目,値"
    assert lines[1] == "ご注意,1,質問の記録はありません。" and lines[2].startswith("ご注意,2,")
    assert lines[3] == "ご質問,質問,9"
    assert len(lines) == 3 + sum(len(one.lines) for one in made().parts)


def test_a_printed_report_has_the_same_lines_under_headings(monkeypatch: pytest.MonkeyPatch) -> None:
    papers: list[Paper] = []

    def typeset(paper: Paper) -> bytes:
        papers.append(paper)
        return b"%PDF"

    monkeypatch.setattr(monthly, "typeset", typeset)
    report = made(since=None)
    assert report.as_pdf() == b"%PDF"
    (paper,) = papers
    assert (paper.title, paper.lang) == (report.title, "ja")
    assert paper.footer == (report.title, "件数だけを載せた報告です。個人情報は含みません。")
    assert paper.blocks[:3] == (
        Title(report.title),
        Paragraph(report.made, align="right"),
        Notice(report.notices[0]),
    )
    tables = [one for one in paper.blocks if isinstance(one, Rows)]
    assert [len(one.rows) for one in tables] == [len(one.lines) for one in report.parts]
    assert all(one.figures and one.header == ("項目", "値") for one in tables)
    assert [one.text for one in paper.blocks if isinstance(one, Heading)][:2] == [
        "ご質問", "話題ごとのご質問（多い順）",
    ]  # fmt: skip
