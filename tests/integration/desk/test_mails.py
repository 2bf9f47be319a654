"""Mails by a real SMTP server: what they say, what they never say, and a server that refuses."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from desk.bootstrap import Desk, later_handlers
from desk.errors import NotNow
from desk.life import RequestStatus
from desk.locales import LOCALES, Locale
from desk.model import NewMessage, RequestChanges, StaffMember
from desk.requests.casework import Entry
from desk.storage import tables as t
from desk.wording import render
from knowledge.vocabulary import CompanyId, Region
from tests.integration.desk.later_support import Running, due_done, rows, until
from tests.integration.desk.mail_server import Mailbox, mailbox, mailing, smtp, with_mail  # noqa: F401
from tests.integration.desk.requests_support import draft
from tests.integration.desk.support import RIGHT, form_token, opened, spec


def text_of(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


def test_mails_follow_the_life_of_a_request_and_name_no_person_and_no_address(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox
) -> None:
    desk, settings = mailing, with_mail(tmp_path, smtp[1])
    staff = desk.staff.add("hanako", "correct horse", "担当A")
    result = desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT)
    with Running(desk, tmp_path, later_handlers(desk, settings)):
        until(lambda: due_done(desk))
        for changes in (
            RequestChanges(status="received"),
            RequestChanges(status="awaiting_correction", note="山田様の押印がない"),
            RequestChanges(status="in_progress"),
            RequestChanges(status="answered"),
        ):
            if changes.status == "answered":
                desk.casework.check(result.receipt, "identity", "confirmed", staff)
            desk.requests.patch(result.receipt, changes, staff)
            until(lambda: due_done(desk))
    assert len(mailbox.got) == 4
    for message in mailbox.got:
        said = text_of(message)
        assert message["To"] == "taro@example.jp"
        assert message["Auto-Submitted"] == "auto-generated"
        assert result.receipt in said
        assert "実在各社の窓口ではありません" in said
        whole = message.as_string() + said + str(message["Subject"])
        for never in (result.access_code, "山田", "押印", "http://", "https://", "/forms/"):
            assert never not in whole
    assert "まだ正式なご請求ではありません" in text_of(mailbox.got[0])
    assert "届きました" in str(mailbox.got[1]["Subject"])
    assert len({message["Message-ID"] for message in mailbox.got}) == 4
    life = desk.requests.get(result.receipt, staff).life
    assert life is not None
    assert [(one.template, one.state) for one in life.mails] == [
        ("receipt", "sent"), ("papers_received", "sent"), ("more_needed", "sent"), ("answered", "sent"),
    ]  # fmt: skip


def test_mail_is_off_by_default_and_needs_an_address(desk: Desk, mailing: Desk, staff: StaffMember) -> None:
    desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT)
    assert rows(desk, t.mails) == []
    member = mailing.staff.add("x", "pw", "担当")
    mailing.casework.enter(Entry(draft("oni"), {"name": "山田"}, "post"), member)
    assert rows(mailing, t.mails) == []


def test_a_date_that_is_put_off_is_told_without_the_reason(mailing: Desk) -> None:
    """The law wants the person to know within the first period; the reason stands on the status page."""
    member = mailing.staff.add("x", "pw", "担当")
    europe = draft("ocs", "portability", region="eea_uk")
    record = mailing.casework.enter(
        Entry(europe, {"name": "A", "email": "a@example.com"}, "post"), member
    ).record
    mailing.casework.extend(record.receipt, "件数が多いためです。", member)
    assert [mail.template for mail in rows(mailing, t.mails)][-1] == "extended"
    with pytest.raises(NotNow):
        mailing.casework.extend(record.receipt, "もう一度", member)
    assert [mail.template for mail in rows(mailing, t.mails)].count("extended") == 1


@pytest.mark.parametrize(
    ("said", "state", "tried"),
    [
        (["451 later", "451 later"], "sent", 3),
        (["550 unknown taro"], "failed", 1),
        (["421 no"] * 9, "failed", 3),
    ],
)
def test_a_server_that_refuses_is_asked_again_or_given_up_as_it_says(
    mailing: Desk,
    tmp_path: Path,
    smtp: tuple[Mailbox, int],
    mailbox: Mailbox,
    said: list[str],
    state: str,
    tried: int,
) -> None:
    mailbox.say = list(said)
    mailing.forms.submit(form_token(mailing, opened(mailing), spec()), RIGHT)
    with Running(mailing, tmp_path, later_handlers(mailing, with_mail(tmp_path, smtp[1]))):
        until(lambda: due_done(mailing))
    (mail,) = rows(mailing, t.mails)
    assert (mail.state, mailbox.tried) == (state, tried)
    assert "taro" not in str(mail)
    mailbox.say = []


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    "text",
    [
        "receipt",
        "receipt_announcement",
        "receipt_form_to_come",
        "papers_received",
        "more_needed",
        "answered",
        "fee_due",
        "expired",
        "extended",
        "question_answered",
        "reopened",
    ],
)
def test_every_mail_has_its_text(locale: Locale, text: str) -> None:
    said = render(f"mail.text.{text}", locale, {})
    where = render("mail.where_page", locale, {"url": "https://desk.example/requests"})
    params = {"company": "オニ", "receipt": "MDG-1", "text": said, "where": where}
    assert said in render("mail.body", locale, params)
    subject = "receipt" if text.startswith("receipt") else text
    assert "MDG-1" in render(f"mail.subject.{subject}", locale, params)
    assert "\n" not in render(f"mail.subject.{subject}", locale, params)


@pytest.mark.parametrize(
    ("locale", "greeting", "subject"),
    [
        ("ja", "お客様", "お申し出を受け付けました"),
        ("en", "Dear customer,", "We have"),
        ("zh", "您好：", "申请"),
    ],
)
def test_a_mail_speaks_the_language_of_the_conversation_that_the_request_came_from(
    mailing: Desk,
    tmp_path: Path,
    smtp: tuple[Mailbox, int],
    mailbox: Mailbox,
    locale: Locale,
    greeting: str,
    subject: str,
) -> None:
    start = [NewMessage("こんにちは")]
    conversation = mailing.conversations.open(CompanyId("ocs"), Region.EEA_UK, locale, start)[0].id
    mailing.forms.submit(form_token(mailing, conversation, spec()), RIGHT)
    with Running(mailing, tmp_path, later_handlers(mailing, with_mail(tmp_path, smtp[1]))):
        until(lambda: due_done(mailing))
    (mail,) = mailbox.got
    assert text_of(mail).startswith(greeting) and subject in str(mail["Subject"])


def mailed(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox, *changes: RequestChanges
) -> list[str]:
    """The texts of the mails of a disclosure at Prestige that went through these changes."""
    member = mailing.staff.add("x", "pw", "担当")
    entry = Entry(
        draft("prestige"), {"name": "山田 太郎", "email": "a@example.com", "address": "東京都"}, "post"
    )
    record = mailing.casework.enter(entry, member).record
    with Running(mailing, tmp_path, later_handlers(mailing, with_mail(tmp_path, smtp[1]))):
        until(lambda: due_done(mailing))
        for one in changes:
            mailing.requests.patch(record.receipt, one, member)
            until(lambda: due_done(mailing))
    return [text_of(message) for message in mailbox.got]


def test_a_fee_is_told_with_its_date_the_way_to_pay_and_the_clause_and_its_end_why(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox
) -> None:
    *_, fee, ended = mailed(
        mailing, tmp_path, smtp, mailbox,
        RequestChanges(status="received"), RequestChanges(status="awaiting_fee", reached=True),
        RequestChanges(status="expired", reason="fee_not_paid_in_time"),
    )  # fmt: skip
    for said in (
        "額はポリシーに記載がありません",
        "2026年11月27日",
        "所定の手数料を同封して郵送により",
        "開示の求めがなかったもの",
    ):
        assert said in fee, said
    for said in ("手数料のお支払いを確認できなかったため", "開示の求めがなかったもの", "あらためてお申し出"):
        assert said in ended, said
    for text in (fee, ended):
        assert "山田" not in text and "東京都" not in text


@pytest.mark.parametrize("named", ["no_papers_in_time", None])
def test_who_sends_no_papers_is_told_that_it_has_ended_and_why_where_staff_said_so(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox, named: str | None
) -> None:
    *_, ended = mailed(
        mailing,
        tmp_path,
        smtp,
        mailbox,
        RequestChanges(status="awaiting_papers"),
        RequestChanges(status="expired", reason=named),
    )
    assert "お手続きを終了しました" in ended
    assert ("必要な書類が届かなかったため" in ended) is (named is not None)
    assert "手数料" not in ended


def test_a_fee_that_is_waived_before_its_mail_goes_is_not_asked_for(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox
) -> None:
    member = mailing.staff.add("x", "pw", "担当")
    entry = Entry(draft("prestige"), {"name": "A", "email": "a@example.com"}, "post")
    record = mailing.casework.enter(entry, member).record
    for status in ("received", "awaiting_fee", "in_progress"):
        mailing.requests.patch(record.receipt, RequestChanges(status=status), member)
    with Running(mailing, tmp_path, later_handlers(mailing, with_mail(tmp_path, smtp[1]))):
        until(lambda: due_done(mailing))
    states = {mail.template: (mail.state, mail.failure) for mail in rows(mailing, t.mails)}
    assert states["fee_due"] == ("failed", "the request waits for no fee any more")
    assert not any("手数料" in str(message["Subject"]) for message in mailbox.got)


def papers_told(mailing: Desk) -> int:
    return [mail.template for mail in rows(mailing, t.mails)].count("papers_received")


@pytest.mark.parametrize(
    "way",
    [
        ("received",),
        ("checking_identity",),
        ("in_progress",),
        ("awaiting_papers", "checking_identity"),
        ("awaiting_correction", "in_progress"),
    ],
)
def test_that_papers_have_come_is_told_whichever_status_they_lead_to(
    mailing: Desk, way: tuple[RequestStatus, ...]
) -> None:
    member = mailing.staff.add("x", "pw", "担当")
    entry = Entry(draft("oni"), {"name": "A", "email": "a@example.com"}, "post")
    receipt = mailing.casework.enter(entry, member).record.receipt
    for status in way:
        assert papers_told(mailing) == 0
        mailing.requests.patch(receipt, RequestChanges(status=status, note="署名"), member)
    assert papers_told(mailing) == 1


def test_that_papers_have_come_is_told_once(mailing: Desk) -> None:
    member = mailing.staff.add("x", "pw", "担当")
    entry = Entry(draft("oni"), {"name": "A", "email": "a@example.com"}, "post")
    receipt = mailing.casework.enter(entry, member).record.receipt
    for status in ("received", "awaiting_correction", "received", "awaiting_papers", "received"):
        mailing.requests.patch(receipt, RequestChanges(status=status, note="署名"), member)
    assert papers_told(mailing) == 1


def test_papers_that_were_asked_for_are_acknowledged_where_the_form_alone_was_the_request(
    mailing: Desk,
) -> None:
    member = mailing.staff.add("x", "pw", "担当")
    as_it_is = replace(draft("oni"), standing="request")
    entry = Entry(as_it_is, {"name": "A", "email": "a@example.com"}, "post")
    receipt = mailing.casework.enter(entry, member).record.receipt
    mailing.requests.patch(receipt, RequestChanges(status="awaiting_papers", note="委任状"), member)
    assert papers_told(mailing) == 0
    mailing.requests.patch(receipt, RequestChanges(status="checking_identity"), member)
    assert papers_told(mailing) == 1
