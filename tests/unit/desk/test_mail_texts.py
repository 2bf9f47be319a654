"""What mails say that ask something of the customer: what, and where it goes."""

from types import SimpleNamespace
from typing import Any

import pytest

from desk.jobs.later import Permanent
from desk.jobs.mailtexts import text_of
from desk.locales import LOCALES, Locale
from desk.wording import render

NOBODY: Any = None
"""The database is not asked."""
NO_DATES: Any = SimpleNamespace(execute=lambda _: SimpleNamespace(scalar_one_or_none=lambda: None))
"""A database in which no date is kept."""
TO = {"postal_code": "〒135-8527", "address": "東京都江東区辰巳3-9-27", "name": "株式会社OCS 行"}


def mail(template: str, **of: Any) -> SimpleNamespace:
    given = {"locale": "ja", "terms": None, "standing": "announcement", "status": "announced", "region": "jp"}
    return SimpleNamespace(template=template, **{**given, "send_to": TO, **of})


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("template", ["receipt", "more_needed"])
def test_who_is_to_send_something_reads_where_to(locale: Locale, template: str) -> None:
    said = text_of(NOBODY, mail(template, locale=locale), render)
    assert "〒135-8527 東京都江東区辰巳3-9-27 株式会社OCS 行" in said and "JAPAN" not in said
    assert "JAPAN" in text_of(NOBODY, mail(template, locale=locale, region="eea_uk"), render)


def test_where_the_policy_names_no_address_none_is_made_up() -> None:
    for nowhere in ({}, None, {"name": "窓口"}):
        assert "お送り先" not in text_of(NOBODY, mail("receipt", send_to=nowhere), render)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("template", ["receipt", "more_needed", "fee_due"])
def test_nobody_is_sent_to_the_address_of_a_desk_that_has_closed_for_good(
    locale: Locale, template: str
) -> None:
    row = mail(template, locale=locale, status="awaiting_fee", receipt="R-1")
    assert TO["address"] in text_of(NO_DATES, row, render)
    said = text_of(NO_DATES, row, render, closed=True)
    assert TO["address"] not in said
    assert render("mail.closed", locale) in said


@pytest.mark.parametrize("template", ["papers_received", "answered", "extended", "question_answered"])
def test_a_mail_that_asks_for_nothing_speaks_of_no_closed_desk(template: str) -> None:
    row = mail(template, standing="request", status="received")
    assert text_of(NOBODY, row, render, closed=True) == text_of(NOBODY, row, render)


def test_what_has_been_requested_already_asks_for_nothing() -> None:
    for template in ("receipt", "papers_received", "answered", "extended"):
        said = text_of(NOBODY, mail(template, standing="request", status="received"), render)
        assert "お送り先" not in said and "一覧" not in said


@pytest.mark.parametrize("status", ["answered", "withdrawn", "expired"])
def test_nobody_is_told_that_an_end_was_a_mistake_once_there_is_another(status: str) -> None:
    with pytest.raises(Permanent):
        text_of(NOBODY, mail("reopened", status=status), render)
    assert text_of(NOBODY, mail("reopened", status="in_progress"), render)
