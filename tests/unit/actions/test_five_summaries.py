"""The summary before a request, as the five real desks give it."""

from typing import Any

import pytest

from actions.case import Case
from actions.deskbook import FactsBook
from actions.form.summary import summarise
from desk.wording import render
from knowledge.vocabulary import CompanyId
from tests.desks import five_desks


@pytest.fixture(scope="module")
def book() -> FactsBook:
    return FactsBook(five_desks())


def summary(book: FactsBook, company: str, **slots: Any) -> str:
    params, citations = summarise(Case(company=CompanyId(company), subject="all", **slots), book)
    text = render("request.summary", "ja", params)
    for citation in citations:
        assert citation.company == company
    return text


def test_a_fee_is_told_with_its_condition(book: FactsBook) -> None:
    asked = {"request_type": "disclosure", "requester": "self"}
    by_mail = summary(book, "prestige", reply_method="email", **asked)
    assert "郵送での開示のご請求の場合には、郵送手数料をいただきます" in by_mail
    in_europe = summary(book, "ocs", region="eea_uk", reply_method="post", **asked)
    assert "無料です" in in_europe and "過大な要求" in in_europe


def test_papers_that_are_announced_and_not_listed_are_told_in_the_policys_words(book: FactsBook) -> None:
    text = summary(
        book, "prestige", request_type="disclosure", requester="voluntary_agent", reply_method="post"
    )
    assert "本人確認のための書類に加えて" in text and "必要な書類の一覧が見当たりません" in text
    assert "委任状" not in text
