"""Insights and the monthly report: counts on pages, as CSV and as PDF, of one's own companies."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import insert, select

from desk.asked import Asked
from desk.bootstrap import Desk
from desk.chat.conversations import Conversations
from desk.ids import ConversationId
from desk.incidents.model import Draft
from desk.model import Handoff, TurnOutcome
from desk.storage import tables as t
from desk.storage.customer_tables import ratings
from desk.texts import RawText
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import Browser
from tests.integration.console.requests_parts import browser_of_a_lead, context_with_papers, enter  # noqa: F401
from tests.integration.desk.support import Clock, bot, opened, said


def ask(desk: Desk, conversation: ConversationId, client_id: str, text: str, **outcome: Any) -> None:
    chats: Conversations = desk.conversations
    accepted = chats.accept(conversation, client_id, said(text), RawText(text))
    chats.commit_turn(accepted.inbound_id, bot("…", **outcome))


def test_insights_count_group_and_show_examples_on_demand(lead: Browser, desk: Desk, clock: Clock) -> None:
    chat = opened(desk, "oni")
    ask(desk, chat, "1", "開示の方法は", asked=Asked("answer", "request_how_to_start", 0.9))
    ask(desk, chat, "2", "手数料はいくら", asked=Asked("not_stated", "fee_whether", 0.2))
    ask(desk, chat, "3", "人と話したい", effects=(Handoff("asked"),))
    other = opened(desk, "opt")
    ask(desk, other, "1", "よその会社の質問", asked=Asked("not_stated", "fee_whether", 0.2))
    clock.forward(minutes=12)
    member = desk.staff.get("lead")
    assert member is not None
    desk.handoffs.claim(chat, member)
    page = lead.get("/staff/insights")
    assert page.status_code == 200
    for shown in ("12.0分", "100%"):
        assert shown in page.text
    assert "手数料はいくら" not in page.text
    examples = lead.get("/staff/insights/unanswered")
    assert "手数料はいくら" in examples.text
    assert "よその会社の質問" not in examples.text
    with desk.database.read() as conn:
        seen = conn.execute(select(t.audit.c.detail).where(t.audit.c.action == "insights.examples")).scalars()
        assert len(list(seen)) == 1
    for shown in ("日ごとの引き継ぎの割合（%）", "日ごとの自動応答の時間", "日ごとの引き継ぎまでの待ち時間"):
        assert shown in page.text
    for name in ("topics", "days", "handoffs", "replies", "waits", "requests", "dates"):
        picture = lead.get(f"/staff/insights/plots/{name}.svg")
        assert picture.status_code == 200
        assert b"<svg" in picture.content
    assert lead.get("/staff/insights/plots/cats.svg").status_code == 404
    assert lead.get("/staff/insights?from=2026-12-01&to=2026-11-01").status_code == 422


@pytest.mark.parametrize("far", ["0001-01-02", "1999-12-31", "3000-01-01", "9999-12-31"])
def test_a_day_that_no_figures_can_be_of_is_refused_in_words(lead: Browser, far: str) -> None:
    for path in (
        f"insights?to={far}",
        f"insights?from={far}",
        f"insights/plots/days.svg?from={far}&to={far}",
        f"requests?opened_to={far}",
    ):
        refused = lead.get(f"/staff/{path}")
        assert refused.status_code == 422, path
        assert "2000年から2999年まで" in refused.text, path
    for path in ("report", "report/file"):
        refused = lead.get(f"/staff/{path}?company=oni&month={far[:7]}")
        assert refused.status_code == 422, path
        assert "月は、「2026-11」のように" in refused.text


def test_the_monthly_report_is_a_page_a_csv_and_a_pdf(lead: Browser, desk: Desk) -> None:
    chat = opened(desk, "oni")
    ask(desk, chat, "1", "開示の方法は", asked=Asked("answer", "request_how_to_start", 0.9))
    enter(lead)
    enter(lead, kind="complaint", request_type="", reply_method="")
    page = lead.get("/staff/report?company=oni&month=2026-11")
    assert page.status_code == 200
    assert "件数報告（2026年11月）" in page.text
    rows = lead.get("/staff/report/file?company=oni&month=2026-11&format=csv").text.splitlines()
    assert any(row.endswith(",質問,1") for row in rows), rows
    assert any("苦情,1" in row for row in rows), rows
    assert all(row.split(",")[-1] for row in rows), "no figure stands in the column of what is counted"
    pdf = lead.get("/staff/report/file?company=oni&month=2026-11&format=pdf")
    assert pdf.content.startswith(b"%PDF")
    text = "".join(one.extract_text() for one in PdfReader(BytesIO(pdf.content)).pages)
    assert "開示などの請求をどう始めるか、手続きの流れや" in text, "a label is not broken into slivers"
    assert lead.get("/staff/report?company=oni&month=hello").status_code == 422


def test_figures_tell_what_was_asked_about_a_leak_and_how_customers_found_the_desk(
    lead: Browser, desk: Desk
) -> None:
    boss = desk.staff.get("lead")
    assert boss is not None
    title, text = {"ja": "漏えい"}, {"ja": "お知らせ"}
    incident = desk.incidents.announce(
        Draft(CompanyId("oni"), date(2026, 11, 19), title, text, "おわびする"), boss
    )
    elsewhere = desk.incidents.announce(
        Draft(CompanyId("opt"), date(2026, 11, 19), title, text, "おわびする"), "operator"
    )
    for company, one in (("oni", incident), ("opt", elsewhere)):
        chat = opened(desk, company)
        for number in ("1", "2"):
            accepted = desk.conversations.accept(chat, number, said("漏えいですか"), RawText("漏えいですか"))
            about = desk.incidents.message(one, "incident.answer", "ja")
            desk.conversations.commit_turn(accepted.inbound_id, TurnOutcome(messages=(about,)))
    enter(lead, kind="leak_enquiry", request_type="", reply_method="")
    with desk.database.write() as tx:
        (receipt,) = tx.conn.execute(select(t.requests.c.receipt)).scalars()
        desk.incidents.link_in(tx, receipt, incident.id, "lead")
        tx.conn.execute(insert(ratings).values(receipt=receipt, stars=4, at=tx.now, changed_at=tx.now))
    page = lead.get("/staff/insights?company=oni").text
    for shown in ("4.00", "評価の数: 1", "その質問があった会話: 1", "うちお知らせに関するもの: 1"):
        assert shown in page, shown
    rows = lead.get("/staff/report/file?company=oni&month=2026-11&format=csv").text.splitlines()
    for row in (
        "お知らせした漏えい,お知らせした漏えいについての質問,2",
        "窓口への評価,評価の平均（5点満点）,4.00",
        "窓口への評価,4点,1",
    ):
        assert row in rows, rows


def test_a_turn_without_a_question_is_counted_as_such(desk: Desk) -> None:
    chat = opened(desk, "oni")
    ask(desk, chat, "1", "ありがとう")
    desk.conversations.commit_turn(
        desk.conversations.accept(chat, "2", said("こわれた"), RawText("x")).inbound_id,
        TurnOutcome(failed=True),
    )
    from desk.reports.figures import Period
    from desk.storage import board_tables as bt

    with desk.database.read() as conn:
        rows = conn.execute(select(bt.turn_facts.c.kind, bt.turn_facts.c.failed)).all()
    assert [tuple(row) for row in rows] == [("other", False), ("other", True)]
    found = desk.work.insights.figures_for_report(CompanyId("oni"), Period.month("2026-11"))
    assert (found.chat.questions, found.chat.failed) == (0, 1)
