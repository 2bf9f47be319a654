"""Letters that want something of the customer by a day: not by one that is over, and not once the request is done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.life import Due, Life, RequestStatus
from desk.locales import LOCALES, FullLocale, Locale
from desk.papers.case import Case
from desk.papers.checklist import checklist
from desk.papers.errors import LetterInvalid, LetterNotApplicable
from desk.papers.fitting import Particulars
from desk.papers.letters import Letters
from desk.statuses import FINAL
from desk.wording import render
from knowledge.paths import policies_dir
from tests.unit.desk.papers.support import TODAY, case

ASKS = Particulars(items=("署名がありません",))
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def letters() -> Letters:
    return Letters(policies_dir())


def standing(status: RequestStatus, *dues: Due) -> Case:
    """A request to Prestige, which takes a fee, as it stands."""
    found = case("prestige", "disclosure")
    life = replace(found.record.life or Life(None), dues=dues)
    return replace(found, record=replace(found.record, status=status, life=life))


@pytest.mark.parametrize("kind", ["correction_notice", "fee_notice"])
def test_a_day_that_is_over_is_no_deadline(letters: Letters, kind: str) -> None:
    with pytest.raises(LetterInvalid) as refused:
        letters.write(kind, standing("received"), replace(ASKS, reply_by=YESTERDAY))
    assert refused.value.field == "reply_by"
    today = letters.write(kind, standing("received"), replace(ASKS, reply_by=TODAY))
    assert "2026年11月25日" in str(today.to_json())


def test_a_kept_deadline_that_is_over_is_left_out(letters: Letters) -> None:
    def said(due: Due) -> str:
        return str(letters.write("correction_notice", standing("awaiting_correction", due), ASKS).to_json())

    over = Due("correction", YESTERDAY, "operator", "company", YESTERDAY)
    assert "までに届くようにお送りください" not in said(over)
    assert "11月25日までに届くようにお送りください" in said(replace(over, due=TODAY))


@pytest.mark.parametrize("kind", ["correction_notice", "fee_notice"])
def test_nothing_is_asked_once_the_request_is_done_with(letters: Letters, kind: str) -> None:
    for status in FINAL:
        with pytest.raises(LetterNotApplicable):
            letters.write(kind, standing(status), ASKS)


def priced() -> Case:
    """A request to a desk whose policy says how much it takes."""
    found = standing("awaiting_fee")
    life = found.record.life or Life(None)
    life = replace(life, terms=replace(found.terms, fee_amount="1件につき500円"))
    return replace(found, record=replace(found.record, life=life))


@pytest.mark.parametrize(("language", "silent"), [("ja", "記載がありません"), ("en", "names no amount")])
def test_an_amount_that_the_policy_states_is_told_and_never_said_to_be_missing(
    letters: Letters, language: FullLocale, silent: str
) -> None:
    for amount in (None, 1000):
        given = Particulars(amount=amount, payment="銀行振込", reply_by=TODAY, language=language)
        said = str(letters.write("fee_notice", priced(), given).to_json())
        assert "1件につき500円" in said and silent not in said
        assert ("1,000" in said) is (amount is not None)


@pytest.mark.parametrize("language", LOCALES)
def test_the_list_of_what_to_send_names_the_fee_that_the_policy_states(language: Locale) -> None:
    assert "1件につき500円" in str(checklist(priced(), language).to_json())
    silent = render("papers.checklist.fee_amount_not_stated", language)
    assert silent not in str(checklist(priced(), language).to_json())
    assert silent in str(checklist(standing("received"), language).to_json())


def test_what_comes_from_abroad_has_the_country_beneath_the_address(letters: Letters) -> None:
    german = case("ocs", "disclosure", region="eea_uk")
    said = str(letters.write("correction_notice", german, ASKS).to_json())
    assert "個人情報取扱い担当 行\\nJAPAN" in said
    at_home = case("ocs", "disclosure", region="jp")
    assert "行\\nJAPAN" not in str(letters.write("correction_notice", at_home, ASKS).to_json())
