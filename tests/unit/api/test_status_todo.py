"""What the status page asks of a customer: what, how much, by when, how, where to, and on which clause it rests."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.pages.status_todo import Asked, asked_of
from api.pages.status_view import words_in
from desk.life import Due, RequestStatus, Terms
from desk.locales import LOCALES, Locale
from desk.model import ChecklistItem
from desk.requests.receipts import Receipt
from desk.requests.status_page import Listed, StatusView, Todo, todo_of
from desk.requests.terms import terms_of
from desk.statuses import RULES
from knowledge.facts import Desk as DeskFacts
from knowledge.facts.model import Entry
from knowledge.facts.procedure import procedure
from knowledge.vocabulary import CompanyId, Region, Requester, RequestType
from tests.citing import cited
from tests.unit.knowledge.invented import Text, desk, sheet

NOW = datetime(2026, 11, 26, tzinfo=UTC)
ADDRESS = {
    "postal_code": "〒700-0986",
    "address": "岡山市北区新屋敷町1丁目1番18号",
    "name": "見本株式会社 窓口",
}
CHARGED, PAID, PERIOD = (
    cited(words, start=n) for n, words in enumerate(("有料です", "同封です", "1週間です"))
)
TERMS = Terms(
    fee="yes",
    fee_amount="300円",
    fee_citation=CHARGED,
    fee_payment="同封して郵送により",
    fee_payment_citation=PAID,
    fee_period_citation=PERIOD,
    quoted={
        "channels.request": [cited("郵送ください", start=9)],
        "form.incomplete": [cited("返送します", start=20)],
    },
    by_post=True,
)
FEE = Listed(ChecklistItem("手数料", CHARGED, "fee"))
PAPER = Listed(ChecklistItem("運転免許証の写し", cited("本人確認")))
TEXT = Text(tuple((f"第{number}文。", None) for number in range(12)))


def view(todo: Todo, **changes: Any) -> StatusView:
    found = StatusView(
        receipt=Receipt("MDG-AAAA-AAAA"), company=CompanyId("oni"), kind="request", request_type=RequestType.DISCLOSURE,
        region=Region.JP, status="announced", standing="announcement", locale="ja", opened_at=NOW, policy_version="v",
        todo=todo, checklist=(PAPER, FEE), send_to=ADDRESS, terms=TERMS, dates=(), extension_notice=None, history=(),
        questions=(), may_ask=False, asked_today=False, question_answered_by=None, may_withdraw=True, finished=False,
        rating=None, may_rate=False, fee_may_be_refunded=False, documents={},
    )  # fmt: skip
    return replace(found, **changes)


def asked(todo: Todo, lang: Locale = "ja", facts: DeskFacts | None = None, **changes: Any) -> Asked:
    company = SimpleNamespace(facts=facts)
    context = SimpleNamespace(
        companies=SimpleNamespace(get=lambda _: company), base_url="https://desk.example"
    )
    return asked_of(cast("Any", context), view(todo, **changes), words_in(lang), lang)


def lines(found: Asked) -> dict[str, str]:
    return {line.name: line.text for line in found.lines}


def due(what: Any, day: date) -> Due:
    return Due(what, day, "fee_period", "policy", day)


def test_who_pays_reads_how_much_by_when_how_and_where_the_desk_is() -> None:
    found = asked("fee", dates=(due("papers", date(2026, 12, 1)), due("fee", date(2026, 12, 3))))
    assert lines(found) == {
        "金額": "「300円」（ポリシーの定め）",
        "期限": "2026年12月3日",
        "手数料の支払い方法": "「同封して郵送により」（ポリシーの定め）",
    }
    assert [line.iso for line in found.lines] == [None, "2026-12-03", None]
    assert (found.heading, found.address, found.notes) == ("窓口の住所", ADDRESS, ())
    assert [(one.about, one.quote) for one in found.clauses] == [
        ("金額", "有料です"), ("手数料の支払い方法", "同封です"), ("期限", "1週間です"),
    ]  # fmt: skip
    assert found.clauses[0].url.startswith("https://desk.example/policies/ocs?")


def test_what_the_policy_leaves_open_about_a_fee_is_said_to_be_open() -> None:
    found = asked("fee", terms=Terms(fee="sometimes", fee_citation=CHARGED))
    assert lines(found) == {
        "金額": "窓口からお知らせします（額はポリシーに記載がありません）。",
        "期限": "窓口からお知らせします。",
        "手数料の支払い方法": "窓口からお知らせします（方法はポリシーに記載がありません）。",
    }
    assert found.address == ADDRESS
    (note,) = found.notes
    assert "お支払いの前に" in note, "nobody sends money to an address that is not said to take it"


def test_of_a_request_without_kept_terms_nothing_is_claimed_of_the_policy() -> None:
    found = asked("fee", terms=None)
    assert set(lines(found).values()) == {"窓口からお知らせします。"}
    assert found.clauses == () and found.address == ADDRESS


@pytest.mark.parametrize(
    ("todo", "what"), [("papers", "papers"), ("papers_again", "papers"), ("correction", "correction")]
)
def test_who_sends_reads_by_when_and_where_to(todo: Todo, what: Any) -> None:
    other = due("fee", date(2027, 1, 1))
    assert lines(asked(todo, dates=(other, due(what, date(2026, 12, 1)))))["期限"] == "2026年12月1日"
    found = asked(todo, dates=(other,))
    assert lines(found)["期限"] == "日付の決まった期限はありません。"
    assert (found.heading, found.address) == ("お送り先", ADDRESS)
    assert "郵送ください" in [one.quote for one in found.clauses]


def test_who_waits_for_the_desks_form_is_set_no_date_and_reads_its_name_and_the_address() -> None:
    found = asked("wait_for_form", terms=replace(TERMS, form_names=("請求書A", "請求書B")))
    assert "（請求書A、請求書B）" in found.text
    assert (found.heading, found.address) == ("お送り先", ADDRESS)
    assert "期限" not in lines(found)


def test_a_fee_that_goes_with_the_papers_comes_with_how_it_is_paid() -> None:
    told = "「同封して郵送により」（ポリシーの定め）"
    for todo in ("papers", "wait_for_form"):
        found = asked(todo)
        assert lines(found)["手数料の支払い方法"] == told
        assert "同封です" in [one.quote for one in found.clauses]
    quiet: list[dict[str, Any]] = [
        {"checklist": (PAPER,)}, {"terms": replace(TERMS, fee_payment=None)}, {"terms": replace(TERMS, waived=True)},
    ]  # fmt: skip
    for without in quiet:
        assert "手数料の支払い方法" not in lines(asked("papers", **without)), without
    assert "同封です" not in [one.quote for one in asked("papers", terms=replace(TERMS, waived=True)).clauses]


def test_a_correction_comes_with_the_clause_on_what_is_incomplete() -> None:
    found = asked("correction").clauses
    assert [(one.about, one.quote) for one in found] == [
        ("書類に不備があるとき", "返送します"),
        ("お送りになる方法", "郵送ください"),
    ]
    assert "返送します" not in [one.quote for one in asked("papers").clauses]


def test_a_sentence_that_says_two_things_is_quoted_once() -> None:
    found = asked("fee", terms=replace(TERMS, fee_payment_citation=CHARGED))
    assert [one.quote for one in found.clauses] == ["有料です", "1週間です"]


def test_where_the_policy_names_other_ways_than_the_post_that_is_said_first() -> None:
    for by_post, said in ((False, True), (True, False), (None, False)):
        notes = asked("papers", terms=replace(TERMS, by_post=by_post)).notes
        assert any("郵送でよいかどうか" in note for note in notes) is said, by_post


def test_where_no_address_is_known_the_page_says_so_and_quotes_none() -> None:
    for todo in ("papers", "papers_again", "correction", "wait_for_form", "fee"):
        found = asked(todo, send_to={})
        assert (found.address, found.notes) == (None, ())
        assert "担当者におたずねください" in found.open
        assert "郵送ください" not in [one.quote for one in found.clauses]
    assert asked("papers").open == ""


def closing(*entries: Entry) -> DeskFacts:
    return desk(sheet(None, *entries))


def test_nothing_is_sent_to_a_desk_that_has_closed_since_the_request_came() -> None:
    shut = closing(replace(TEXT.fact("desk.closed", 1), value="2026-06-30"))
    for todo in ("papers", "correction", "fee"):
        assert asked(todo, facts=shut).address is None
    assert asked("papers", facts=closing(TEXT.fact("camera", 3))).address == ADDRESS


@pytest.mark.parametrize(("region", "abroad"), [(None, False), (Region.JP, False), (Region.EEA_UK, True)])
def test_who_writes_from_abroad_reads_the_country_as_well(region: Region | None, abroad: bool) -> None:
    address = asked("papers", region=region).address
    assert address is not None
    assert ("country" in address) is abroad


def test_who_has_nothing_to_do_reads_just_that() -> None:
    assert asked("nothing") == Asked("いま、お客様にしていただくことはありません。")


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("todo", ["papers", "papers_again", "correction", "wait_for_form", "fee"])
def test_each_thing_to_do_is_said_whole_in_each_language(lang: Locale, todo: Todo) -> None:
    for terms in (TERMS, Terms(fee="yes"), None):
        found = asked(todo, lang, terms=terms, send_to={})
        for text in (found.text, found.heading, found.open, *(line.text for line in found.lines)):
            assert text and "{" not in text


def row(status: RequestStatus, terms: Terms | None = None) -> Any:
    told = None if terms is None else {**asdict(terms), "fee_weeks": terms.fee_weeks}
    return SimpleNamespace(status=status, terms=told)


@pytest.mark.parametrize(
    ("status", "missing", "todo"),
    [
        ("announced", 1, "papers"), ("announced", 0, "nothing"), ("awaiting_papers", 2, "papers"),
        ("awaiting_papers", 0, "papers_again"), ("awaiting_correction", 0, "correction"),
        ("sending_form", 1, "wait_for_form"), ("awaiting_fee", 0, "fee"), ("received", 1, "nothing"),
        ("checking_identity", 1, "nothing"), ("in_progress", 1, "nothing"), ("partly_answered", 1, "nothing"),
    ],
)  # fmt: skip
def test_what_is_to_be_done_follows_the_status(status: RequestStatus, missing: int, todo: Todo) -> None:
    assert todo_of(row(status), missing) == todo


def test_in_every_status_in_which_the_customers_turn_it_is_the_page_asks_for_something() -> None:
    for status, rule in RULES.items():
        if rule.waits == "customer" and status != "announced":
            assert todo_of(row(status), 0) != "nothing", status


def test_a_fee_that_is_waived_is_not_asked_for() -> None:
    assert todo_of(row("awaiting_fee", Terms(fee="yes")), 0) == "fee"
    assert todo_of(row("awaiting_fee", Terms(fee="yes", waived=True)), 0) == "nothing"
    assert todo_of(row("awaiting_fee", Terms(fee="no")), 0) == "nothing"


def test_a_request_keeps_the_ways_that_its_policy_names_with_their_sentence() -> None:
    for value, by_post in ((("post",), True), (("direct", "in_person"), False), (None, None)):
        entries = (replace(TEXT.fact("channels.request", 4), value=value),) if value else ()
        facts = desk(sheet(None, *entries))
        steps = procedure(facts, region=None, request_type=RequestType.DISCLOSURE, requester=Requester.SELF)
        terms = terms_of(facts, steps)
        assert terms.by_post is by_post
        assert ("channels.request" in terms.quoted) is bool(value)


def test_what_opens_a_clause_is_named_for_what_rests_on_it_and_each_name_is_there_once() -> None:
    quoted = {
        "form.incomplete": [cited("返送します", start=20)],
        "channels.request": [cited("郵送ください", start=9)],
        "send_to": [cited("岡山市北区", start=30), cited("窓口 行", start=40)],
    }
    for todo in ("correction", "papers_again"):
        found = asked(todo, terms=replace(TERMS, quoted=quoted)).grounds
        assert [one.quote for one in found["お送り先"]] == ["岡山市北区", "窓口 行"]
        assert [one.quote for one in found["お送りになる方法"]] == ["郵送ください"]
        assert ("書類に不備があるとき" in found) is (todo == "correction")
        assert "" not in found
    for lang in LOCALES:
        assert len(asked("correction", lang, terms=replace(TERMS, quoted=quoted)).grounds) == 3
