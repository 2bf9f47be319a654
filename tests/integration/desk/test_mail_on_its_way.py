"""An end is taken back while the mail about it is on its way to a slow mail server: it is called neither stopped nor
lost, and whoever gets it is told of the mistake."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk, build, later_handlers
from desk.jobs import later
from desk.jobs.mails import PERHAPS_GONE, TAKEN_BACK
from desk.jobs.runner import Runner
from desk.model import StaffMember
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.wording import render
from tests.databases.interleaving import Outcome
from tests.integration.desk.at_once_support import Pair, kinds
from tests.integration.desk.later_support import Running, due_done, killed_at, until
from tests.integration.desk.mail_server import Mailbox, mailbox, mailing, smtp, with_mail  # noqa: F401
from tests.integration.desk.requests_support import draft, entered, known, move
from tests.integration.desk.support import Clock

CUSTOMER = {"name": "山田 太郎", "email": "taro@example.jp"}
ANSWERED, MISTAKE = "回答についてのお知らせ", "お手続きは続いています"


def in_work(desk: Desk, staff: StaffMember) -> Receipt:
    """A request that waits for nothing but its answer."""
    record = entered(desk, staff, draft("ocs", region="eea_uk"), CUSTOMER)
    record = known(desk, move(desk, record, staff, "received", reason="papers_not_needed"), staff)
    return move(desk, record, staff, "in_progress").receipt


def answered(desk: Desk, staff: StaffMember, receipt: Receipt) -> None:
    move(desk, desk.requests.get(receipt, staff), staff, "answered")


def take_back(desk: Desk, staff: StaffMember, receipt: Receipt) -> None:
    desk.reopening.take_back(receipt, "ended_by_mistake", staff)


def about_the_end(desk: Desk, receipt: Receipt) -> list[tuple[str, str, str | None]]:
    """The mails about the end and its mistake: template, state, failure."""
    mails = select(t.mails).where(
        t.mails.c.receipt == receipt, t.mails.c.template.in_(("answered", "reopened"))
    )
    with desk.database.read() as conn:
        return [
            (one.template, one.state, one.failure) for one in conn.execute(mails.order_by(t.mails.c.n)).all()
        ]


def told(mailbox: Mailbox) -> list[str]:
    """What the customer has read about the end, in order."""
    return [
        word
        for subject in mailbox.subjects
        for word in (ANSWERED, MISTAKE)
        if word in subject
    ]  # fmt: skip


@pytest.fixture
def sato(mailing: Desk) -> StaffMember:
    return mailing.staff.add("sato", "correct horse battery", "佐藤")


@contextmanager
def on_its_way(
    desk: Desk, folder: Path, port: int, mailbox: Mailbox, staff: StaffMember, then: str
) -> Iterator[Receipt]:
    """The server has the mail about the end and says nothing for the length of the block, then `then`."""
    receipt = in_work(desk, staff)
    with Running(desk, folder, later_handlers(desk, with_mail(folder, port))):
        until(lambda: due_done(desk))
        mailbox.slow, mailbox.then = threading.Event(), then
        go_on = mailbox.slow
        mailbox.holding.clear()
        answered(desk, staff, receipt)
        until(mailbox.holding.is_set)
        try:
            yield receipt
        finally:
            go_on.set()
        until(lambda: due_done(desk))


@pytest.mark.database("sqlite", "postgresql")
def test_a_mail_that_goes_out_all_the_same_is_followed_by_one_that_tells_of_the_mistake(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox, sato: StaffMember
) -> None:
    with on_its_way(mailing, tmp_path, smtp[1], mailbox, sato, "250 OK") as receipt:
        assert about_the_end(mailing, receipt) == [("answered", "sending", None)]
        take_back(mailing, sato, receipt)
        assert about_the_end(mailing, receipt) == [("answered", "recalled", None)], "nobody knows yet"
    assert about_the_end(mailing, receipt) == [("answered", "sent", None), ("reopened", "sent", None)]
    assert told(mailbox) == [ANSWERED, MISTAKE]


@pytest.mark.parametrize("then", ["451 later", "554 no"])
def test_a_mail_that_the_server_refuses_in_the_end_is_not_tried_again_and_needs_no_other(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox, sato: StaffMember, then: str
) -> None:
    with on_its_way(mailing, tmp_path, smtp[1], mailbox, sato, then) as receipt:
        take_back(mailing, sato, receipt)
    assert about_the_end(mailing, receipt) == [("answered", "failed", TAKEN_BACK)]
    assert told(mailbox) == []


@pytest.mark.database("sqlite", "postgresql")
def test_a_mail_whose_end_nobody_knows_is_not_sent_again_and_the_customer_is_told_to_be_sure(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox, sato: StaffMember
) -> None:
    with on_its_way(mailing, tmp_path, smtp[1], mailbox, sato, "") as receipt:
        take_back(mailing, sato, receipt)
    (first, second) = about_the_end(mailing, receipt)
    assert first[:2] == ("answered", "failed") and str(first[2]).startswith(PERHAPS_GONE)
    assert second == ("reopened", "sent", None)
    assert told(mailbox) == [ANSWERED, MISTAKE]


def test_a_mail_whose_line_broke_is_sent_again_where_nothing_was_taken_back(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox, sato: StaffMember
) -> None:
    with on_its_way(mailing, tmp_path, smtp[1], mailbox, sato, "") as receipt:
        pass
    assert about_the_end(mailing, receipt) == [("answered", "sent", None)]
    assert told(mailbox) == [ANSWERED, ANSWERED], "twice, under one Message-ID: a lost mail would be worse"
    assert len({one["Message-ID"] for one in mailbox.got if ANSWERED in str(one["Subject"])}) == 1


def test_a_doubt_is_not_forgotten_over_a_later_refusal(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox, sato: StaffMember
) -> None:
    with on_its_way(mailing, tmp_path, smtp[1], mailbox, sato, "") as receipt:
        mailbox.say = ["550 unknown"]
    ((_, state, failure),) = about_the_end(mailing, receipt)
    assert state == "failed" and str(failure).startswith(PERHAPS_GONE)
    with Running(mailing, tmp_path, later_handlers(mailing, with_mail(tmp_path, smtp[1]))):
        take_back(mailing, sato, receipt)
        until(lambda: due_done(mailing))
    assert told(mailbox) == [ANSWERED, MISTAKE]


def test_who_is_told_of_a_mistake_hears_nothing_of_it_once_the_request_has_really_ended(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox, sato: StaffMember
) -> None:
    with on_its_way(mailing, tmp_path, smtp[1], mailbox, sato, "250 OK") as receipt:
        take_back(mailing, sato, receipt)
        answered(mailing, sato, receipt)
    assert about_the_end(mailing, receipt)[-1][:2] == ("reopened", "failed")
    assert MISTAKE not in told(mailbox)


def test_a_server_that_says_no_to_our_good_bye_has_the_mail(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox, sato: StaffMember
) -> None:
    mailbox.bye = "451 busy"
    receipt = in_work(mailing, sato)
    with Running(mailing, tmp_path, later_handlers(mailing, with_mail(tmp_path, smtp[1]))):
        answered(mailing, sato, receipt)
        until(lambda: due_done(mailing))
    assert told(mailbox) == [ANSWERED]


@pytest.mark.database("sqlite", "postgresql")
@pytest.mark.timeout(900)
def test_killed_while_the_mail_goes_out_the_customer_is_never_left_with_the_mistake(
    new_desk: Path, tmp_path: Path, clock: Clock, smtp: tuple[Mailbox, int], mailbox: Mailbox
) -> None:
    seen: set[tuple[str, ...]] = set()
    for number in (1, 2, 3, 4, 5, 20):
        folder = tmp_path / str(number)
        shutil.copytree(new_desk, folder)
        desk = build(with_mail(folder, smtp[1]), render=render, clock=clock)
        staff = desk.staff.add("sato", "correct horse battery", "佐藤")
        receipt = in_work(desk, staff)
        assert not killed_at(0, desk, folder, smtp[1])
        mailbox.fresh()
        answered(desk, staff, receipt)
        killed_at(number, desk, folder, smtp[1], of_mail=True)
        before = told(mailbox)
        take_back(desk, staff, receipt)
        assert not killed_at(0, desk, folder, smtp[1]), "started again, it ends its work"
        first, *more = about_the_end(desk, receipt)
        perhaps = str(first[2]).startswith(PERHAPS_GONE)
        assert told(mailbox).count(ANSWERED) == len(before), "what is a mistake is not sent any more"
        assert (MISTAKE in told(mailbox)) == bool(more) == (first[1] == "sent" or perhaps)
        assert not before or more, "who has read it is told"
        assert first[1] in ("sent", "failed") and all(one[1] == "sent" for one in more)
        seen.add((first[1], *(one[0] for one in more)))
        desk.dispose()
    assert seen == {("failed",), ("failed", "reopened"), ("sent", "reopened")}


@pytest.mark.database("postgresql")
@pytest.mark.timeout(900)
def test_two_processes_agree_whether_a_mail_has_gone(
    new_desk: Path, tmp_path: Path, clock: Clock, smtp: tuple[Mailbox, int], mailbox: Mailbox
) -> None:
    """One sends, the other takes the end back, before each statement of the first."""
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    settings = with_mail(tmp_path, smtp[1])
    one, two = (
        build(settings.model_copy(update={"replica": name}), render=render, clock=clock)
        for name in ("first", "second")
    )
    staff = one.staff.add("sato", "correct horse battery", "佐藤")
    runner = Runner(one.database, settings, later_handlers(one, settings))

    def prepare() -> tuple[Receipt, later.Job]:
        receipt = in_work(one, staff)
        answered(one, staff, receipt)
        mail = select(t.mails.c.id).where(t.mails.c.receipt == receipt, t.mails.c.template == "answered")
        with one.database.write() as tx:
            job = later.known(tx, f"mail:{tx.conn.execute(mail).scalar_one()}")
        assert job is not None
        mailbox.fresh()
        return receipt, job

    def send(_: Desk, given: tuple[Receipt, later.Job]) -> None:
        runner.act(given[1].id, given[1].round)
        runner.settle(given[1].id, given[1].round, None)

    def check(given: tuple[Receipt, later.Job], first: Outcome, second: Outcome) -> None:
        assert kinds(first, second) == ["", ""]
        mails = [line[:2] for line in about_the_end(one, given[0])]
        if told(mailbox):
            assert mails == [("answered", "sent"), ("reopened", "queued")]
        else:
            assert mails == [("answered", "failed")]

    Pair(one, two).each(prepare, send, lambda desk, given: take_back(desk, staff, given[0]), check)
    one.dispose()
    two.dispose()
