"""What the form takes and in what shape it is kept."""

from datetime import date

import pytest

from desk.locales import LOCALES, Locale
from desk.requests.fields import FieldProblem, check, clean, parse_birthdate
from desk.requests.forms import form_fields, required_names
from desk.wording import render
from desk.words import known
from knowledge.vocabulary import Region, ReplyMethod, Requester, RequestType

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1980-04-05", "1980-04-05"),
        ("１９８０年４月５日", "1980-04-05"),
        ("1980/4/5", "1980-04-05"),
        ("19800405", "1980-04-05"),
        ("昭和55年4月5日", "1980-04-05"),
        ("S55.4.5", "1980-04-05"),
        ("昭和64年1月7日", "1989-01-07"),
        ("平成元年1月8日", "1989-01-08"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("大正15年12月25日", "1926-12-25"),
        ("昭和元年12月25日", "1926-12-25"),  # a day of two eras
        ("大正元年7月30日", "1912-07-30"),
        ("明治45年7月30日", "1912-07-30"),
        ("明治元年10月23日", "1868-10-23"),
        ("西暦2000年2月29日", "2000-02-29"),
    ],
)
def test_birth_dates_become_iso(text: str, iso: str) -> None:
    assert parse_birthdate(text, TODAY) == iso


@pytest.mark.parametrize(
    "text",
    [
        "昭和64年1月8日",
        "平成31年5月1日",
        "1981-02-29",
        "2026-11-23",
        "1800-01-01",
        "55年4月5日",
        "明日",
        "平成元年1月7日",
        "令和元年4月30日",
        "昭和元年12月24日",
        "大正15年12月26日",
        "大正元年7月29日",
        "明治45年7月31日",
        "明治元年10月22日",
    ],
)
def test_days_that_cannot_be_are_refused(text: str) -> None:
    with pytest.raises(FieldProblem):
        parse_birthdate(text, TODAY)


@pytest.mark.parametrize(
    ("name", "region", "given", "kept"),
    [
        ("name", "jp", " 山田　太郎 ", "山田 太郎"),
        ("name", None, "Zoë O'Brien-Smith", "Zoë O'Brien-Smith"),
        ("name_kana", "jp", "やまだ たろう", "ヤマダ タロウ"),
        ("name_kana", "jp", "ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ タロウ"),
        ("postal_code", "jp", "〒１６６－０００１", "166-0001"),
        ("postal_code", None, "1660001", "166-0001"),
        ("postal_code", "eea_uk", "nw1 6xe", "NW1 6XE"),
        ("phone", "jp", "０９０ー１２３４ー５６７８", "090-1234-5678"),
        ("phone", "jp", "+81 90 1234 5678", "090-1234-5678"),
        ("phone", "eea_uk", "+44 20 7946 0958", "+44 20 7946 0958"),
        ("phone", "california", "(415) 555-2671", "+1 415-555-2671"),
        ("email", "jp", "Ｔａｒｏ＠Example.JP", "Taro@example.jp"),
        ("email", "jp", "old.style.@docomo.ne.jp", "old.style.@docomo.ne.jp"),
        ("email", "jp", "a+b@例え.テスト", "a+b@例え.テスト"),
        ("details", "jp", "一行目\r\n二行目", "一行目\n二行目"),
        ("details", "jp", "   ", ""),
        # What a copy from a telephone's contacts, a spreadsheet or a web page brings along unseen.
        ("phone", "jp", "\u202d090-1234-5678\u202c", "090-1234-5678"),
        ("email", "jp", "\u200btaro@example.jp\ufeff", "taro@example.jp"),
        ("email", "jp", "taro@\u00adexample.jp", "taro@example.jp"),
        ("postal_code", "jp", "\u200e166-0001", "166-0001"),
        ("birthdate", "jp", "\u200f1980-04-05", "1980-04-05"),
        ("name", "jp", "山田\u2060 太郎", "山田 太郎"),
        ("details", "jp", "\u200b\ufeff", ""),
        # What shows something stays: rare kanji and their forms, also younger than our tables of characters; emoji.
        ("name", "jp", "𠮷田 花子", "𠮷田 花子"),
        ("name", "jp", "葛󠄀城", "葛󠄀城"),
        ("name", "jp", "\U00031350田", "\U00031350田"),
        ("name", "jp", "\U0002ebf0田", "\U0002ebf0田"),
        ("name", "jp", "\U000323b0田", "\U000323b0田"),
        ("details", "jp", "お願いします\U0001fae8\U0001fae9", "お願いします\U0001fae8\U0001fae9"),
        ("details", "jp", "👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
)
def test_what_may_be_entered_is_kept_in_its_ordinary_form(
    name: str, region: str | None, given: str, kept: str
) -> None:
    assert clean(name, given, known(Region, region), TODAY) == kept


@pytest.mark.parametrize(
    ("name", "region", "given", "key"),
    [
        ("name", "jp", "山田\u0000", "unprintable"),
        ("name", "jp", "a\u202eb", "unprintable"),
        ("name", "jp", "a\u2067b\u2069", "unprintable"),
        ("name", "jp", "山\ue000田", "unprintable"),
        ("name", "jp", "山\uffff田", "unprintable"),
        ("name", "jp", "山\ufdd0田", "unprintable"),
        ("name", "jp", "山\U0001fffe田", "unprintable"),
        ("name", "jp", "山\ud842田", "unprintable"),
        ("details", "jp", "a\U000e0041\U000e0042", "unprintable"),
        ("name", "jp", "あ" * 101, "too_long"),
        ("name", "jp", 5, "not_text"),
        ("name_kana", "jp", "山田", "kana"),
        ("postal_code", "jp", "12-345", "postal_code"),
        ("phone", "jp", "12", "phone"),
        ("phone", "eea_uk", "なし", "phone"),
        ("email", "jp", "taro@example", "email"),
        ("email", "jp", "taro@@example.jp", "email"),
        ("email", "jp", "ta ro@example.jp", "email"),
        ("email", "jp", "a@b.jp\nBcc: c@d.jp", "email"),
        ("details", "jp", "x" * 2001, "too_long"),
    ],
)
def test_what_may_not_be_entered_is_refused_with_its_reason(
    name: str, region: str | None, given: object, key: str
) -> None:
    with pytest.raises(FieldProblem) as refused:
        clean(name, given, known(Region, region), TODAY)
    assert refused.value.key == f"form.error.{key}"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("field", "limit"), [("name", 100), ("address", 300), ("details", 2000)])
def test_who_wrote_too_much_is_told_how_much_may_be_written(field: str, limit: int, locale: Locale) -> None:
    (error,) = check({field: "あ" * (limit + 1)}, frozenset(), {}, None, TODAY).errors
    assert str(limit) in render(error.key, locale, error.params)


def test_details_will_do_instead_of_a_new_value() -> None:
    instead = {"new_value": "details"}
    required = frozenset({"name", "new_value"})
    assert check({"name": "a", "details": "b"}, required, instead, Region.JP, TODAY).errors == ()
    missing = check({"name": "a"}, required, instead, Region.JP, TODAY).errors
    assert [(e.field, e.key) for e in missing] == [("new_value", "form.error.required")]


@pytest.mark.parametrize(
    ("request_type", "requester", "reply", "names"),
    [
        ("disclosure", "self", "post", ("name", "address")),
        ("disclosure", "self", "email", ("name", "email")),
        ("disclosure", "self", "other", ("name",)),
        ("correction", "self", "media", ("name", "address", "new_value")),
        ("deletion", "statutory_agent", "email", ("name", "email", "principal_name", "relation")),
    ],
)
def test_a_form_requires_only_what_the_reply_the_request_and_an_agent_need(
    request_type: str, requester: str, reply: str, names: tuple[str, ...]
) -> None:
    settled = (RequestType(request_type), Requester(requester), ReplyMethod(reply))
    assert required_names(*settled) == names
    fields = form_fields(*settled, lambda name: name.upper(), ["birthdate"])
    assert tuple(f.name for f in fields if f.required) == names
    assert "birthdate" in {f.name for f in fields}
    assert all(f.label == f.name.upper() for f in fields)
    with pytest.raises(ValueError, match="shoe_size"):
        form_fields(*settled, str, ["shoe_size"])
