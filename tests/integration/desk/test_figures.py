"""What the figures say of the time before them, and how waits are counted: on a real database."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from desk.bootstrap import Desk, build
from desk.calendar.dues import DESK_ZONE, day_of
from desk.locales import FullLocale
from desk.model import Handoff, StaffMember
from desk.reports.figures import Period
from desk.reports.monthly import Report, report_of
from desk.storage import tables as t
from desk.upkeep.keeping import Keeping, Rule
from desk.wording import render
from knowledge.vocabulary import CompanyId, Owner
from tests.integration.desk.requests_support import draft, entered, known, move
from tests.integration.desk.support import Clock, bot, opened, settings_for, turn, words

KEPT = {"oni": 30, "ocs": 400}
"""Days for which each company keeps its chats; others: 90."""
Since = Callable[[str], date | None]


def keeping(company: str) -> Keeping:
    return Keeping(Rule(days=365), timedelta(days=KEPT.get(company, 90)))


@pytest.fixture
def desk(new_desk: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A desk whose companies keep chats for different times."""
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    built = build(settings_for(tmp_path), render=words, clock=clock, keeping=keeping)
    yield built
    built.dispose()


@pytest.fixture
def since(desk: Desk) -> Since:
    month = Period.month("2026-11")
    return lambda company: desk.work.insights.figures_for_report(CompanyId(company), month).since


def test_a_company_is_told_its_own_first_day_and_what_its_keeping_leaves(
    desk: Desk, clock: Clock, since: Since
) -> None:
    begun = clock.now.date()
    turn(desk, opened(desk, "ocs"), "1", "質問", bot("答え"))
    assert since("oni") is None, "another company's turns are not its own"
    clock.forward(days=10)
    living = opened(desk, "oni")
    turn(desk, living, "1", "質問", bot("答え"))
    assert (since("ocs"), since("oni")) == (begun, begun + timedelta(days=10))
    clock.forward(days=25)
    turn(desk, living, "2", "質問", bot("答え"))
    clock.forward(days=25)
    # The first turn is still there, because its conversation lives; those of others on that day may be gone.
    today = clock.now.date()
    assert since("oni") == today - timedelta(days=29), "the first day of which nothing has gone"
    assert since("ocs") == begun


def test_the_figures_of_several_companies_begin_where_all_are_complete(
    desk: Desk, clock: Clock, lead: StaffMember
) -> None:
    def begin(by: StaffMember) -> date | None:
        return desk.work.insights.figures(by, None, Period.month("2026-11")).since

    only = desk.staff.add("only", "correct horse", "OCS担当", companies=[CompanyId("ocs")], role="lead")
    begun = clock.now.date()
    for company in ("ocs", "oni"):
        turn(desk, opened(desk, company), "1", "質問", bot("答え"))
    assert (begin(lead), begin(only)) == (begun, begun)
    clock.forward(days=40)
    assert begin(lead) == clock.now.date() - timedelta(days=29)
    assert begin(only) == begun


def test_the_report_says_that_questions_of_its_month_are_gone(desk: Desk, clock: Clock) -> None:
    month = Period.month("2026-11")
    living = opened(desk, "oni")
    for chat in (living, opened(desk, "oni")):
        turn(desk, chat, "1", "質問", bot("答え"))
    for number in ("2", "3"):
        clock.forward(days=20)
        turn(desk, living, number, "質問", bot("答え"))
    desk.retention.purge()
    found = desk.work.insights.figures_for_report(CompanyId("oni"), month)
    assert found.chat.handoffs.conversations == 1, "of two conversations on that day one is gone"
    made = report_of(found, "ONI", {})
    (notice,) = made.notices
    first = clock.now.date() - timedelta(days=29)
    assert f"{first.year}年{first.month}月{first.day}日から" in notice


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_report_of_an_old_month_says_that_records_of_requests_are_gone(
    desk: Desk, clock: Clock, lead: StaffMember, lang: FullLocale
) -> None:
    month, oni = Period.month("2026-11"), CompanyId("oni")
    move(desk, entered(desk, lead, draft("oni")), lead, "withdrawn")
    said = render("insights.records_gone", lang, {})

    def made() -> Report:
        return report_of(desk.work.insights.figures_for_report(oni, month), "ONI", {}, lang)

    clock.now = datetime(2027, 11, 1, 12, tzinfo=DESK_ZONE)  # 365 days after the month's first day
    desk.retention.purge()
    assert said not in made().notices
    assert desk.work.insights.figures_for_report(oni, month).requests.opened == 1
    clock.forward(days=60)
    desk.retention.purge()
    found = desk.work.insights.figures_for_report(oni, month)
    assert (found.requests.opened, found.records_gone) == (0, True)
    assert desk.work.insights.figures(lead, None, month).records_gone is False, (
        "of no company is anything known"
    )
    report = made()
    assert said in report.notices and said in report.as_csv()
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(report.as_pdf())).pages)
    assert "".join(said.split())[:30] in "".join(text.split())


def test_a_date_that_fell_away_with_its_request_was_neither_kept_nor_missed(
    desk: Desk, clock: Clock, lead: StaffMember
) -> None:
    """A law's month from 20 November: until 20 December."""
    one, late, answered = (
        entered(desk, lead, draft("ocs", "portability", region="eea_uk")) for _ in range(3)
    )
    move(desk, one, lead, "withdrawn")
    known(desk, move(desk, answered, lead, "received"), lead)
    move(desk, answered, lead, "answered")
    clock.forward(days=31)
    move(desk, late, lead, "withdrawn")

    def dates(month: str) -> tuple[int, int, int, int]:
        found = desk.work.insights.figures_for_report(CompanyId("ocs"), Period.month(month)).requests.dates
        return found.kept, found.kept_law, found.missed, found.missed_law

    assert dates("2026-11") == (1, 1, 0, 0), "of three, one was answered in time"
    assert dates("2026-12") == (0, 0, 1, 1), "what is taken back once its day is over was missed"


def test_a_claim_ends_one_wait(desk: Desk, clock: Clock, staff: StaffMember) -> None:
    chat = opened(desk)

    def hand_over(number: int) -> None:
        turn(desk, chat, str(number), "人と", bot("呼びます", effects=(Handoff("asked"),)))

    hand_over(1)
    with desk.database.write() as tx:  # it came back to the bot, and nobody had taken it
        tx.conn.execute(
            update(t.conversations).where(t.conversations.c.id == chat).values(owner=Owner.BOT.value)
        )
    clock.forward(minutes=30)
    hand_over(2)
    clock.forward(minutes=4)
    desk.handoffs.claim(chat, staff)
    desk.handoffs.release(chat, staff)
    clock.forward(minutes=60)
    hand_over(3)
    clock.forward(minutes=6)
    desk.handoffs.claim(chat, staff)
    found = desk.work.insights.figures_for_report(CompanyId("ocs"), Period.month("2026-11")).chat.handoffs
    assert found.wait_minutes is not None
    assert (found.handed, found.wait_minutes.count, found.wait_minutes.median) == (1, 2, 5)


def test_each_day_has_its_own_handoffs_and_times(desk: Desk, clock: Clock, staff: StaffMember) -> None:
    first = day_of(clock.now)
    quiet, handed = opened(desk), opened(desk)
    turn(desk, quiet, "1", "質問", bot("答え"))
    turn(desk, handed, "1", "人と", bot("呼びます", effects=(Handoff("asked"),)))
    clock.forward(minutes=8)
    desk.handoffs.claim(handed, staff)
    clock.forward(days=1)
    turn(desk, quiet, "2", "質問", bot("答え"))
    found = desk.work.insights.figures_for_report(CompanyId("ocs"), Period.month("2026-11")).chat.by_day
    assert list(found) == [first, first + timedelta(days=1)]
    one, other = found.values()
    assert (one.conversations, one.handed, one.rate, one.wait_minutes) == (2, 1, 0.5, 8)
    assert (other.conversations, other.rate, other.wait_minutes) == (1, 0, None)
    assert one.reply_seconds is not None


def test_complaints_of_the_chat_are_reported_beside_those_that_staff_entered(desk: Desk) -> None:
    for reason in ("complaint", "complaint", "asked"):
        chat = opened(desk)
        turn(desk, chat, "1", "苦情です", bot("担当者を呼びます", effects=(Handoff(reason),)))
    found = desk.work.insights.figures_for_report(CompanyId("ocs"), Period.month("2026-11"))
    others = next(part for part in report_of(found, "OCS", {}).parts if part.key == "others")
    assert others.lines[:2] == (("苦情", "0"), ("苦情（チャットから担当者へ）", "2"))


@pytest.fixture
def lead(desk: Desk) -> StaffMember:
    return desk.staff.add("lead", "correct horse", "責任者", role="lead")
