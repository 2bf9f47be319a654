"""What may be announced of an incident, and in which language a customer reads it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from desk.calendar.dues import FIRST_DAY, LAST_DAY
from desk.errors import ChangeInvalid
from desk.incidents.model import MAX_KEYWORDS, MAX_SCRIPT, MAX_TEXT, MAX_TITLE, Draft, Incident
from desk.locales import Locale
from knowledge.vocabulary import CompanyId

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LITTLE = timedelta(seconds=1)
PLAIN = Draft(CompanyId("ocs"), date(2026, 11, 20), {"ja": "題"}, {"ja": "文"}, "聞くこと")


def refused(**changes: Any) -> str:
    with pytest.raises(ChangeInvalid) as caught:
        replace(PLAIN, **changes).checked(NOW)
    return str(caught.value.field)


def test_what_is_announced_begins_now_unless_a_moment_is_given_and_is_trimmed() -> None:
    found = replace(
        PLAIN,
        title={"ja": " 題 ", "en": " "},
        text={"ja": "\n文", "en": ""},
        script=" 聞くこと\n",
        keywords=(" 券 会 ", "", "券 会"),
    ).checked(NOW)
    assert (found.title, found.text, found.script) == ({"ja": "題"}, {"ja": "文"}, "聞くこと")
    assert (found.starts_at, found.ends_at, found.keywords, found.fault) == (NOW, None, ("券 会",), "unknown")
    later = NOW + timedelta(days=1)
    assert replace(PLAIN, starts_at=later).checked(NOW).starts_at == later


def test_japanese_is_always_there_and_each_language_has_title_and_text() -> None:
    assert refused(title={"en": "t"}, text={"en": "x"}) == "title_ja"
    assert refused(text={"ja": " "}) == "text_ja"
    assert refused(title={"ja": "題", "en": "t"}) == "text"
    assert refused(text={"ja": "文", "zh": "x"}) == "text"
    assert refused(title={"ja": "題", "fr": "t"}) == "title"
    both = replace(PLAIN, title={"ja": "題", "en": "t"}, text={"ja": "文", "en": "x"}).checked(NOW)
    assert both.title == {"ja": "題", "en": "t"}


@pytest.mark.parametrize(
    ("most", "changes", "field"),
    [
        (MAX_TITLE, lambda n: {"title": {"ja": "題" * n}}, "title_ja"),
        (MAX_TEXT, lambda n: {"text": {"ja": "文" * n}}, "text_ja"),
        (MAX_SCRIPT, lambda n: {"script": "聞" * n}, "script"),
        (MAX_KEYWORDS, lambda n: {"keywords": tuple(f"語{number}" for number in range(n))}, "keywords"),
        (40, lambda n: {"keywords": ("語" * n,)}, "keywords"),
    ],
)
def test_as_much_as_is_allowed_is_taken_and_one_more_is_not(most: int, changes: Any, field: str) -> None:
    replace(PLAIN, **changes(most)).checked(NOW)
    assert refused(**changes(most + 1)) == field


def test_what_staff_say_is_always_there_and_a_word_of_one_character_tells_nothing() -> None:
    assert refused(script=" ") == "script"
    replace(PLAIN, keywords=("漏洩",)).checked(NOW)
    assert refused(keywords=("漏",)) == "keywords"
    assert refused(fault="nobody") == "fault"


def test_an_end_lies_after_now_and_after_the_beginning() -> None:
    replace(PLAIN, ends_at=NOW + LITTLE).checked(NOW)
    assert refused(ends_at=NOW) == "ends_at"
    later = NOW + timedelta(days=1)
    replace(PLAIN, starts_at=later, ends_at=later + LITTLE).checked(NOW)
    assert refused(starts_at=later, ends_at=later) == "ends_at"
    assert refused(starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1)) == "ends_at"


def test_days_and_moments_lie_where_every_zone_can_tell_them() -> None:
    for day in (FIRST_DAY, LAST_DAY):
        replace(PLAIN, dated=day).checked(NOW)
        replace(PLAIN, starts_at=datetime(day.year, day.month, day.day, tzinfo=UTC)).checked(NOW)
    replace(PLAIN, ends_at=datetime(LAST_DAY.year, 12, 31, tzinfo=UTC)).checked(NOW)
    for day in (FIRST_DAY - timedelta(days=1), LAST_DAY + timedelta(days=1)):
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        assert refused(dated=day) == "dated"
        assert refused(starts_at=moment) == "starts_at"
        assert refused(ends_at=moment) == "ends_at"


@pytest.mark.parametrize(
    ("languages", "locale", "read"),
    [
        ("ja en zh", "zh", "zh"),
        ("ja en", "zh", "en"),
        ("ja", "zh", "ja"),
        ("ja", "en", "ja"),
        ("ja en", "ja", "ja"),
    ],
)
def test_a_customer_reads_their_language_or_english_or_japanese(
    languages: str, locale: Locale, read: str
) -> None:
    title, text = ({one: f"{what} {one}" for one in languages.split()} for what in ("title", "text"))
    found = Incident(
        "i", CompanyId("ocs"), "leak", "company", date(2026, 11, 20), NOW, None, None, 1, title, text, ""
    )
    assert found.words(locale) == (f"title {read}", f"text {read}")
