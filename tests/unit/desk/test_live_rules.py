"""Rules of the live desk that need no database: special hours, canned replies, warnings before a reply."""

import string
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.calendar.hours import HoursSpec, desk_state, is_working_day, parse_hours
from desk.calendar.specialdays import spans_of
from desk.chat.masking import Masker
from desk.errors import ChangeInvalid
from desk.handover import canned
from desk.handover.replycheck import personal_kinds

TOKYO = ZoneInfo("Asia/Tokyo")
WEEK = parse_hours({"weekly": {"mon-fri": ["09:00-17:00"]}})


def with_days(**days: tuple[tuple[time, time], ...]) -> HoursSpec:
    special = {date.fromisoformat(name[1:].replace("_", "-")): spans for name, spans in days.items()}
    return HoursSpec(WEEK.weekly, special=special)


# ---------------------------------------------------------------------- special days


def test_a_closed_day_is_passed_over_to_the_next_opening() -> None:
    spec = with_days(d2026_11_30=())
    state = desk_state(spec, datetime(2026, 11, 30, 10, tzinfo=TOKYO))
    assert (state.state, state.opens_at) == ("out_of_hours", datetime(2026, 12, 1, 9, tzinfo=TOKYO))


def test_extra_hours_open_the_desk_even_on_a_holiday() -> None:
    spec = with_days(d2026_11_23=((time(10), time(12)),))  # 勤労感謝の日
    assert desk_state(spec, datetime(2026, 11, 23, 11, tzinfo=TOKYO)).state == "open"
    assert desk_state(spec, datetime(2026, 11, 23, 13, tzinfo=TOKYO)).state == "out_of_hours"


def test_a_desk_that_has_closed_for_good_is_not_opened_by_a_special_day() -> None:
    spec = HoursSpec(
        WEEK.weekly,
        closed_since=date(2023, 6, 30),
        special={date(2026, 11, 30): ((time(9), time(12)),)},
    )
    assert desk_state(spec, datetime(2026, 11, 30, 10, tzinfo=TOKYO)).state == "closed"


@given(
    day=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    special=st.dictionaries(
        st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sampled_from([(), ((time(9), time(12)),)])
    ),
)
def test_special_days_never_make_a_business_day_and_closings_always_unmake_one(
    day: date, special: dict[date, tuple[tuple[time, time], ...]]
) -> None:
    spec = HoursSpec(WEEK.weekly, special=special)
    usual = is_working_day(WEEK, day)
    assert is_working_day(spec, day) == (usual and special.get(day) != ())


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("9:00-12:00", ((time(9), time(12)),)),
        ("13:00-15:00, 9:00-12:00", ((time(9), time(12)), (time(13), time(15)))),
        ("9:00〜12:00、20:00-24:00", ((time(9), time(12)), (time(20), time.max))),
        ("９：００～１２：００，１３：００－１５：００", ((time(9), time(12)), (time(13), time(15)))),
        ("9:00 – 12:00", ((time(9), time(12)),)),
    ],
)
def test_spans_are_read_as_people_write_them(text: str, spans: object) -> None:
    assert spans_of(text) == spans


@pytest.mark.parametrize("text", ["", " , ", "9-12", "12:00-9:00", "9:00-12:00,11:00-13:00", "25:00-26:00"])
def test_spans_that_make_no_sense_are_refused(text: str) -> None:
    with pytest.raises(ChangeInvalid) as refused:
        spans_of(text)
    assert refused.value.field == "opens"


# ---------------------------------------------------------------------- canned replies

VALUES = {
    "company": "OCS",
    "alias": "担当A",
    "today": "2026年11月25日",
    "policy_url": "http://x/policies/ocs",
}


def test_placeholders_are_filled_and_values_are_not_read_again() -> None:
    assert canned.fill("{company}の{alias}です", {**VALUES, "company": "{alias}"}) == "{alias}の担当Aです"


@pytest.mark.parametrize("text", ["{name}様", "{company", "company}", "{}", "{{company}}", "{company.x}"])
def test_unknown_and_broken_placeholders_are_refused(text: str) -> None:
    with pytest.raises(ChangeInvalid) as refused:
        canned.check("ja", "題", text)
    assert "{alias}" in refused.value.allowed


@given(st.text(string.printable + "窓口{}", max_size=200))
def test_whatever_is_kept_can_be_filled(text: str) -> None:
    try:
        _, _, kept = canned.check("ja", "題", text)
    except ChangeInvalid:
        return
    filled = canned.fill(kept, VALUES)
    assert "{" not in filled
    assert "}" not in filled


@pytest.mark.parametrize(
    ("locale", "title", "field"), [("fr", "x", "locale"), ("ja", " ", "title"), ("ja", "a\nb", "title")]
)
def test_what_is_wrong_with_a_canned_reply_is_named_by_its_field(locale: str, title: str, field: str) -> None:
    with pytest.raises(ChangeInvalid) as refused:
        canned.check(locale, title, "x")
    assert refused.value.field == field


# ---------------------------------------------------------------------- warnings


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("山田様、お待たせしました。", ("name",)),
        ("佐々木 花子さんの件ですね", ("name",)),
        ("スミス様ですね", ("name",)),
        ("Dear Taro, thank you", ("name",)),
        ("Mr. Yamada called", ("name",)),
        ("090-1234-5678におかけします", ("phone",)),
        ("taro@example.jp あてに送ります", ("email",)),
        ("お客様のご請求を承りました。", ()),
        ("ご本人様の確認書類と、代理人様の委任状が必要です。", ()),
        ("Dear Customer, thank you for waiting.", ()),
        ("開示のご請求は2週間ほどかかります。", ()),
        ("たくさんのお問い合わせをいただいています", ()),
        ("同様に承ります", ()),
        ("前回と同様、書類をお送りください", ()),
        ("画面の仕様です。仕様書をご覧ください", ()),
        ("多様なご要望、多種多様なご意見", ()),
        ("手続きが遅れている模様です", ()),
        ("一様に扱います。様々なご意見、所定の様式、ご様子", ()),
        ("御社のさまざまな手続き", ()),
        ("契約者様の書類が必要です", ()),
        ("親権者様のご同意が必要です", ()),
        ("申込者様ご本人さまのお手続きです", ()),
        ("法人様のご請求は別の窓口です", ()),
        ("名義人様、会員様、相続人様、弁護士様、ご遺族様", ()),
        ("本多様、喜多様ですね", ("name",)),
        ("相模様ですね", ("name",)),
        ("健一様ですね", ("name",)),
        ("博文様ですね", ("name",)),
        ("直人様ですね", ("name",)),
        ("剛士様ですね", ("name",)),
        ("山田様の代理人様でいらっしゃいますね", ("name",)),
        ("山田さんの担当さんから伺いました", ("name",)),
        ("お客様は山田　太郎 様ですね", ("name",)),
        ("仕様について山田様からお問い合わせ", ("name",)),
    ],
)
def test_personal_data_in_a_reply_is_told_by_its_kind_before_it_goes(
    text: str, kinds: tuple[str, ...]
) -> None:
    assert personal_kinds(text, Masker()) == kinds


@given(st.text("山田太郎様同仕多模者人さんの 　、", max_size=30))
def test_what_is_said_around_a_name_does_not_hide_it(around: str) -> None:
    assert "name" in personal_kinds(f"{around}。佐藤様。{around}", Masker())


def test_the_companys_own_contact_data_is_no_finding() -> None:
    assert personal_kinds("窓口は03-1234-5678です", Masker(["03-1234-5678"])) == ()
