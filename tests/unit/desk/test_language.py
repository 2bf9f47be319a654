import pytest

from desk.chat.language import detect


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cookieは使っていますか", "ja"),
        ("開示したい", "ja"),
        ("GDPRって何ですか", "ja"),
        ("How can I get my data deleted?", "en"),
        ("Thank you.", "en"),
        ("my address", "en"),
        ("correct it", "en"),
        ("which papers", "en"),
        ("don't know", "en"),
        ("hello", "en"),
        ("Google Analytics", None),  # brands and names
        ("NTT Docomo", None),
        ("mail address", None),  # said in Japanese too
        ("yes", None),
        ("我想删除我的个人信息", "zh"),
        ("请问需要什么材料", "zh"),
        ("請問可以刪除嗎", "zh"),
        ("我要投诉", "zh"),
        ("退订", "zh"),
        ("請跟我說明刪除的方法", "zh"),
        ("請幫我更正地址", "zh"),
        ("請將帳號停用", "zh"),
        ("刪除個人資訊", "zh"),
        ("申請給付金額", None),
        ("請求書説明", None),
        ("帳票番号", None),
        ("追跡調査", None),
        ("损害赔偿", "zh"),
        ("住所", None),
        ("損害賠償請求", None),
        ("電話番号", None),
        ("質問", None),
        ("那覇市", None),
        ("為替取引", None),
        ("開示請求書", None),
        ("090-0000-1234", None),
        ("OK", None),
        ("OK.", None),
        ("Yamada Taro", None),  # a name
        ("", None),
        ("［メールアドレス］", None),
        ("My e-mail is ［メールアドレス］", "en"),
    ],
)
def test_language_is_detected_only_beyond_doubt(text: str, expected: str | None) -> None:
    assert detect(text) == expected
