"""Letters that want something of the customer by a day: not by one that is over, and not once the request is done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.life import Due, Life, RequestStatus
from desk.papers.case import Case
from desk.papers.errors import LetterInvalid, LetterNotApplicable
from desk.papers.fitting import Particulars
from desk.papers.letters import Letters
from desk.statuses import FINAL
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
    assert "までにお送りください" not in said(over)
    assert "11月25日までにお送りください" in said(replace(over, due=TODAY))


@pytest.mark.parametrize("kind", ["correction_notice", "fee_notice"])
def test_nothing_is_asked_once_the_request_is_done_with(letters: Letters, kind: str) -> None:
    for status in FINAL:
        with pytest.raises(LetterNotApplicable):
            letters.write(kind, standing(status), ASKS)
