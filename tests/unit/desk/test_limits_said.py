"""Where staff are told that something is too much, they are told how much is allowed."""

import pytest

from api.staff.schemas.requests import MAX_NOTE
from desk.locales import Locale
from desk.requests import bulk, csvexport
from desk.wording import render

SAID = {
    "console.mistake.receipts": (bulk.MOST,),
    "console.mistake.filters": (csvexport.MOST, csvexport.MOST_PERSONAL),
    "board.entry.error.note": (MAX_NOTE,),
}


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("key", sorted(SAID))
def test_a_limit_that_was_passed_is_named(key: str, locale: Locale) -> None:
    said = render(key, locale, {}).replace(",", "")
    assert [limit for limit in SAID[key] if str(limit) not in said] == []
