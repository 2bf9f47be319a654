"""Which letter goes with a request."""

from dataclasses import replace

import pytest

from desk.papers.errors import LetterNotApplicable
from desk.papers.fitting import check_applicable
from tests.unit.desk.papers.support import case


def test_a_fee_that_is_waived_is_asked_for_in_no_letter_and_the_others_can_be_written() -> None:
    found = case("prestige", "disclosure")
    check_applicable("fee_notice", found)
    assert found.record.life is not None
    life = replace(found.record.life, terms=replace(found.terms, waived=True))
    waived = replace(found, record=replace(found.record, life=life))
    with pytest.raises(LetterNotApplicable, match="waived"):
        check_applicable("fee_notice", waived)
    check_applicable("correction_notice", waived)
