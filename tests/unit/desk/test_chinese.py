"""Traditional Chinese is heard as simplified; nothing else is changed."""

import pytest

from desk.chat.chinese import in_simplified
from desk.locales import Locale
from desk.texts import MaskedText
from knowledge.places import customer_region


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("我要申請查閱我的個人資料", "我要申请查阅我的个人资料"),
        ("請問手續費多少", "请问手续费多少"),
        ("我想註銷帳號", "我想注销账号"),
        ("你們怎麼會有我的個資", "你们怎么会有我的个人信息"),
        ("什麼時候會回覆我", "什么时候会回复我"),
        ("我的電話是［電話番号］，請刪掉", "我的电话是［電話番号］，请删掉"),
        ("我要申請開示", "我要申请開示"),
        ("請別刪除", "请别删除"),
        ("別人用了我的名字", "别人用了我的名字"),
        ("乾淨地刪掉，乾隆不用", "干净地删掉，乾隆不用"),
        ("妳們", "你们"),
        ("我住在廣島，請刪除我的資料", "我住在廣島，请删除我的资料"),
    ],
)
def test_traditional_chinese_is_heard_in_simplified_characters(written: str, heard: str) -> None:
    assert in_simplified(MaskedText(written), "ja") == heard


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("個人情報", "個人情報"),
        ("「個人情報保護管理者」是誰", "「個人情報保護管理者」是谁"),
        ("個人情報保護方針是什麼意思", "個人情報保護方針是什么意思"),
        ("what does 個人情報 mean", "what does 個人情報 mean"),
        ("what is 利用目的の通知 and 開示等請求書", "what is 利用目的の通知 and 開示等請求書"),
        ("請求書", "请求书"),
        ("我想刪除 Google Chrome 的記錄", "我想删除 Google Chrome 的记录"),
    ],
)
def test_what_the_policy_calls_so_in_japanese_stays_in_a_chinese_conversation(
    written: str, heard: str
) -> None:
    assert in_simplified(MaskedText(written), "zh") == heard


@pytest.mark.parametrize(
    "written",
    [
        "個人情報の開示を請求したい",
        "個人情報開示請求",
        "電話番号変更",
        "請求書類郵送先",
        "why do you have my data",
        "我想删除我的信息",
        "［電話番号］",
    ],
)
def test_what_is_no_traditional_chinese_is_heard_as_it_is_written(written: str) -> None:
    assert in_simplified(MaskedText(written), "ja") == written


@pytest.mark.parametrize(("locale", "heard"), [("zh", "电子邮件"), ("ja", "電郵"), ("en", "電郵")])
def test_a_word_by_itself_is_chinese_where_the_conversation_is(locale: Locale, heard: str) -> None:
    assert in_simplified(MaskedText("電郵"), locale) == heard


@pytest.mark.parametrize("place", ["廣島", "義大利", "臺灣", "德國", "舊金山", "東京"])
def test_a_place_is_known_in_either_script(place: str) -> None:
    said = MaskedText(f"我住在{place}")
    assert customer_region(in_simplified(said, "zh")) == customer_region(said) is not None
