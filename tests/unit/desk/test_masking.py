"""Personal data never survives masking; what a customer must be able to say stays as it is."""

import string
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from stdnum import luhn

from desk.chat.masking import PLACEHOLDERS, Masker, contact_strings
from desk.detection.numbers import valid_my_number
from desk.detection.shadow import INVISIBLE, shadow_of
from tests.properties import examples

POLICIES = Path(__file__).parents[3] / "knowledge" / "policies"
COMPANIES = ("ocs", "prestige", "ocn", "opt", "oni")
masker = Masker()
OFTEN = settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])

MASKED = [
    ("メールはtaro.yamada@example.co.jpです。", "メールは［メールアドレス］です。"),
    ("foo＠＠barです", "［メールアドレス］です"),
    ("0@taro@example.jpです", "［メールアドレス］です"),
    ("0@a,taro@example.jpです", "［メールアドレス］です"),
    ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｃｏｍ", "［メールアドレス］"),
    ("メールは山田@example.jp", "メールは［メールアドレス］"),
    ("taro(at)example.comかtaro★example.com", "［メールアドレス］か［メールアドレス］"),
    ("write to bob at example dot com please", "write to ［メールアドレス］ please"),
    ("ta\u200bro@exam\u200bple.com", "［メールアドレス］"),
    ("電話は０９０－１２３４－５６７８です", "電話は［電話番号］です"),
    ("〇九〇ー一二三四ー五六七八", "［電話番号］"),
    ("03(1234)5678 に電話して", "［電話番号］ に電話して"),
    ("call +44 20 7946 0958", "call ［電話番号］"),
    ("電話 5534-7951", "電話 ［電話番号］"),
    ("カード4111 1111 1111 1111です", "カード［カード番号］です"),
    ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "［カード番号］"),
    ("3782-822463-10005", "［カード番号］"),
    ("1234 5678 9018", "［マイナンバー］"),
    ("マイナンバーは1234-5678-9012", "マイナンバーは［マイナンバー］"),
    ("保険証の記号12番号345678", "保険証の記号［保険証番号］番号［保険証番号］"),
    ("被保険者番号 12345678", "被保険者番号 ［保険証番号］"),
    ("免許証番号は123456789012です", "免許証番号は［免許証番号］です"),
    ("パスポート番号はTR1234567", "パスポート番号は［旅券番号］"),
    ("昭和55年4月5日生まれです", "［生年月日］生まれです"),
    ("昭和五十五年四月五日生まれの母", "［生年月日］生まれの母"),
    ("生年月日：1980/04/05", "生年月日：［生年月日］"),
    ("生年月日はS55.4.5です", "生年月日は［生年月日］です"),
    ("I was born on 5 April 1980.", "I was born on ［生年月日］."),
    ("東京都杉並区高井戸東0-1-2", "東京都杉並区［住所］"),
    ("東京都杉並区高井戸東0-1-2 サンハイツ203号室です", "東京都杉並区［住所］です"),
    ("北海道札幌市中央区北1条西2丁目3番地4", "北海道札幌市中央区［住所］"),
    ("住所は大阪府堺市北区百舌鳥梅町一丁目九番九号", "住所は大阪府堺市北区［住所］"),
    ("名古屋市中区3-4-5に引っ越した", "名古屋市中区［住所］に引っ越した"),
    ("東京都杉並区高井戸東1丁目2番地の家", "東京都杉並区［住所］の家"),
    ("北海道札幌市中央区北1条西2丁目 です", "北海道札幌市中央区［住所］ です"),
    ("北海道札幌市中央区北1条西2番地の 角", "北海道札幌市中央区［住所］の 角"),
    ("〒166-0001", "〒［郵便番号］"),
    ("I live at 221B Baker Street, London NW1 6XE", "I live at ［住所］, London ［郵便番号］"),
    ("北京市朝阳区建国路88号2单元501室", "北京市朝阳区［住所］"),
    ("追跡番号 123456789012", "追跡番号 ［番号］"),
    ("DE89 3704 0044 0532 0130 00", "［番号］"),
    ("口座番号 普通 1234567", "口座番号 普通 ［番号］"),
    ("受付番号はmdg-7k3q-9f2xです", "受付番号は［受付番号］です"),
]

KEPT = [
    "2023-06-30",
    "2023-06-30 10:00 までに",
    "2023年6月30日に閉まったと聞きました",
    "令和4年4月1日から施行",
    "GDPR第6条(1)(c)",
    "個人情報保護法第33条第2項、第27条1項1号",
    "個人情報の保護に関する法律(平成15年法律第57号)",
    "12か月以内に2回",
    "様式1-7と別紙1-2-3",
    "JIS Q 15001:2006",
    "q017とq-018",
    "2020 2021 2022",
    "電話は平日9:00-17:00",
    "10個 @100円",
    "東京都の個人情報保護条例第3条",
    "横浜市の3つの窓口",
    "港区は3つあります",
    "東京都杉並区に住んでいます",
    "手数料は1,000円ですか",
    "保険証は2024年12月に廃止",
    "保険証のコピーは2部いりますか",
    "パスポートのコピーは1枚でいいですか",
    "生まれてから30年住んでいます",
    "ISO/IEC 27001:2013",
    "https://www.example.co.jp/privacy/",
    "［電話番号］に電話してください",
]


@pytest.mark.parametrize(("text", "expected"), MASKED)
def test_personal_data_becomes_a_placeholder(text: str, expected: str) -> None:
    masked = masker.mask(text)
    assert masked.text == expected
    assert masked.kinds
    assert all(PLACEHOLDERS[kind] in masked.text for kind in masked.kinds)


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("！０Ａｚ～", "!0Az-"),
        ("〇九〇ーー一二三四ーー五六七八", "090--1234--5678"),
        ("〇九〇 一二三四・五六七八", "090 1234・5678"),
        ("三ー五", "三-五"),
        ("㎏½", "㎏½"),
    ],
)
def test_detectors_see_one_spelling_of_letters_digits_and_dashes(text: str, shadow: str) -> None:
    assert shadow_of(text) == shadow


@pytest.mark.parametrize(
    ("digits", "check"),
    [
        # One 1 at each place: its weight is Q of the ordinance (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2), the check digit 11 less that.
        *zip((f"{10**n:011}" for n in range(10, -1, -1)), (5, 6, 7, 8, 9, 4, 5, 6, 7, 8, 9), strict=True),
        ("00000000000", 0),
        ("20000000000", 0),  # a rest of 1
        ("00003000000", 5),
    ],
)
def test_a_my_number_has_the_check_digit_of_the_ordinance(digits: str, check: int) -> None:
    assert [last for last in range(10) if valid_my_number(f"{digits}{last}")] == [check]
    assert not valid_my_number(f"{digits}{check}0")
    assert not valid_my_number(digits)


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_personal_data_is_not_masked(text: str) -> None:
    masked = masker.mask(text)
    assert masked.text == text
    assert not masked.kinds


@pytest.mark.slow
@pytest.mark.parametrize("company", COMPANIES)
def test_a_policy_keeps_its_own_contact_data(company: str) -> None:
    text = (POLICIES / company / "policy.txt").read_text(encoding="utf-8")
    own = contact_strings(text)
    assert own
    assert Masker(own).mask(text).text == INVISIBLE.sub("", text)
    for one in own:
        assert Masker(own).mask(f"宛先は{one}でいいですか").text == f"宛先は{one}でいいですか"


def test_own_contact_data_in_other_spelling_stays_and_a_longer_number_does_not() -> None:
    own = Masker(["03-5534-7951", "135-8527", "privacy@opt.ne.jp"])
    for text in ("03(5534)7951", "０３－５５３４－７９５１", "0355347951", "〒135-8527", "PRIVACY@opt.ne.jp"):
        assert own.mask(text).text == text
    assert own.mask("03-5534-79512").text != "03-5534-79512"
    assert own.mask("xprivacy@opt.ne.jp").text == "［メールアドレス］"
    assert own.mask("privacy@opt.ne.jp.example.com").text == "［メールアドレス］"
    assert own.mask("03-5534-7952").text == "［電話番号］"


def test_an_access_code_is_hidden_where_one_is_expected_only() -> None:
    assert (
        masker.mask("コードは4F7K-2M9Qです", access_code_expected=True).text
        == "コードは［アクセスコード］です"
    )
    assert masker.mask("4F7K-2M9Q").text == "4F7K-2M9Q"
    assert masker.mask("come here", access_code_expected=True).text == "come here"


def test_a_receipt_without_mdg_and_without_a_digit_is_hidden_where_one_is_expected_only() -> None:
    assert masker.mask("番号はARAT-TNKNです", receipt_expected=True).text == "番号は［受付番号］です"
    assert masker.mask("ARAT-TNKN", access_code_expected=True).text == "ARAT-TNKN"
    assert masker.mask("come here", receipt_expected=True).text == "come here"


def test_half_characters_do_not_get_through() -> None:
    assert masker.mask("a\ud83d b").text == "a\ufffd b"


SURROUNDING = st.text(max_size=12) | st.sampled_from(
    ["連絡先は", "です。", "tel:", "は", "(", ")", "、", "\n", " "]
)
ATEXT = string.ascii_letters + string.digits + "!#$%&'*+/=?^_`{|}~-"


@OFTEN
@given(
    SURROUNDING, st.text(ATEXT, min_size=1, max_size=12), st.text(ATEXT, max_size=6), SURROUNDING, st.data()
)
def test_no_email_survives(before: str, first: str, second: str, after: str, data: st.DataObject) -> None:
    local = f"{first}.{second}" if second else first
    domain = data.draw(
        st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?\.(com|co\.jp|jp|museum)", fullmatch=True)
    )
    email = f"{local}@{domain}"
    masked = masker.mask(before + email + after)
    assert email not in masked.text
    assert f"@{domain}" not in masked.text
    assert "email" in masked.kinds


PHONE_STYLES: tuple[Callable[[str, str, str], str], ...] = (
    lambda a, b, c: f"{a}-{b}-{c}",
    lambda a, b, c: f"{a}{b}{c}",
    lambda a, b, c: f"{a} {b} {c}",
    lambda a, b, c: f"{a}({b}){c}",
    lambda a, b, c: f"({a}){b}-{c}",
    lambda a, b, c: f"{a}ー{b}ー{c}",
    lambda a, b, c: f"+81 {a[1:]} {b} {c}",
    lambda a, b, c: f"+81-{a[1:]}-{b}-{c}",
)
FULL_WIDTH = str.maketrans(string.digits + "-()+", "０１２３４５６７８９－（）＋")


@OFTEN
@given(
    SURROUNDING,
    st.sampled_from(["090", "080", "070", "050", "03", "06", "011", "0422"]),
    st.integers(0, 9999),
    st.integers(0, 9999),
    st.sampled_from(PHONE_STYLES),
    st.booleans(),
    SURROUNDING,
)
def test_no_phone_survives(
    before: str,
    area: str,
    middle: int,
    last: int,
    style: Callable[[str, str, str], str],
    full: bool,
    after: str,
) -> None:
    digits = f"{middle:04d}" if len(area) <= 3 and area != "011" else f"{middle % 1000:03d}"
    digits = digits if len(area) < 4 else f"{middle % 100:02d}"
    phone = style(area, digits, f"{last:04d}")
    phone = phone.translate(FULL_WIDTH) if full else phone
    assert phone not in masker.mask(before + phone + after).text


@OFTEN
@given(
    SURROUNDING,
    st.sampled_from(["4", "51", "34", "35", "36", "60"]),
    st.data(),
    st.sampled_from(["", " ", "-", "　", "－"]),
    SURROUNDING,
)
def test_no_card_survives(before: str, prefix: str, data: st.DataObject, gap: str, after: str) -> None:
    length = {"34": 15, "36": 14}.get(prefix, 16)
    rest = data.draw(
        st.text(string.digits, min_size=length - len(prefix) - 1, max_size=length - len(prefix) - 1)
    )
    number = prefix + rest
    number += luhn.calc_check_digit(number)
    card = gap.join(number[i : i + 4] for i in range(0, len(number), 4))
    assert card not in masker.mask(before + card + after).text


@OFTEN
@given(
    SURROUNDING,
    st.text(string.digits, min_size=11, max_size=11),
    st.sampled_from(["", " ", "-"]),
    SURROUNDING,
)
def test_no_my_number_survives(before: str, body: str, gap: str, after: str) -> None:
    number = next(body + d for d in string.digits if valid_my_number(body + d))
    shown = gap.join((number[:4], number[4:8], number[8:]))
    assume(any(not 1900 <= int(part) < 2100 for part in (number[:4], number[4:8], number[8:])))
    assert shown not in masker.mask(before + shown + after).text


@OFTEN
@given(st.lists(st.sampled_from([text for text, _ in MASKED] + KEPT) | st.text(max_size=30), max_size=5))
def test_masking_twice_is_masking_once(parts: list[str]) -> None:
    once = masker.mask("".join(parts)).text
    twice = masker.mask(once)
    assert twice.text == once
    assert not twice.kinds


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("電話は090-7391-8264です", "電話は［電話番号］です"),
        ("カードは4111 1111 1111 1111です", "カードは［カード番号］です"),
        ("MDG-7K3Q-9F2X と 4F7K-2M9Q", "［受付番号］ と ［アクセスコード］"),
    ],
)
def test_where_a_code_is_expected_a_telephone_number_is_not_cut_in_two(text: str, masked: str) -> None:
    assert Masker().mask(text, access_code_expected=True).text == masked


def test_a_placeholder_is_not_read_again() -> None:
    # Its words would make the number after it one of a kind that it is not.
    assert masker.mask("［保険証番号］123456").text == "［保険証番号］123456"
    assert masker.mask("［電話番号］ 123456").text == "［電話番号］ 123456"


def test_own_contact_data_of_less_than_four_characters_allows_nothing() -> None:
    assert masker.mask("保険証の番号は1234").text == "保険証の番号は［保険証番号］"
    assert Masker(["1234"]).mask("保険証の番号は1234").text == "保険証の番号は1234"
    assert Masker(["123"]).mask("保険証の番号は123").text == "保険証の番号は［保険証番号］"


def test_a_policys_contact_data_are_no_codes() -> None:
    assert contact_strings("様式 4F7K-2M9Q、電話 03-1234-5678") == {"03-1234-5678"}
