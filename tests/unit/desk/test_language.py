import pytest

from desk.chat.language import asks_for_a_language, detect, unspoken


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


@pytest.mark.parametrize(
    "text",
    [
        "Ich möchte meine Daten löschen lassen.",
        "Wie lange speichern Sie meine Daten?",
        "Bonjour, je voudrais supprimer mes données personnelles",
        "Comment puis-je supprimer mon compte ?",
        "Quiero borrar mis datos",
        "Quero apagar os meus dados pessoais",
        "Vorrei cancellare i miei dati",
        "Ik wil mijn gegevens verwijderen",
        "Saya ingin menghapus data pribadi saya",
        "Tôi muốn xóa dữ liệu cá nhân của tôi",
        "내 개인정보를 삭제해 주세요",
        "Удалите мои данные",
        "ลบข้อมูลของฉัน",
        "احذف بياناتي",
        "Meine E-Mail ist ［メールアドレス］, bitte löschen Sie sie.",
    ],
)
def test_a_language_that_the_desk_does_not_speak_is_known(text: str) -> None:
    assert unspoken(text)


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        "",
        "taro.yamada@example.co.jp",
        "https://example.de/ich/meine/daten",
        "Maria de la Cruz",
        "Hans Müller",
        "Nguyễn Văn A",
        "Trần Thị Thu Hương",
        "Los Angeles, Las Vegas",
        "the data of the German branch, please",
        "I was at MIT and met her over coffee",
        "He was an MIT man",
        "Does it come per person or per mille?",
        "watashi no joho o keshite kudasai",
        "wo yao shanchu wo de shuju",
        "NTT Docomo AI PO Box",
        "한국어で書いてもいいですか",
        "「안녕하세요」とメールが来た",
        "我的韩国名字是김민수",
        "merci, please delete my data",
        "Is 'Auskunft' the same as disclosure in German?",
        "löschen",
        "α版の情報",
        "Ω",
        "(ΦωΦ)",
        "（；´Д｀）（ΦДΦ）",
        "ano ko ano hito no data",
        "A-123 456",
        "［氏名］ ［電話番号］",
    ],
)
def test_a_short_word_a_name_an_address_and_the_desks_own_languages_are_none(text: str) -> None:
    assert not unspoken(text)


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["ich ", "ạ", "an ", "а", "a@", "[", "://"])
def test_a_long_message_is_looked_at_at_once(letters: str) -> None:
    unspoken(letters * 20_000)


@pytest.mark.parametrize(
    "text",
    [
        "我不会日语怎么办", "我看不懂日文", "可以用中文吗", "你们会说英语吗？", "I don't speak Japanese", "Sorry, I can’t read Japanese at all.",
        "do you speak English?", "can you answer in Chinese", "日本語がわかりません", "日本語はあまりできないです",
    ],
)  # fmt: skip
def test_who_knows_no_japanese_asks_for_a_language(text: str) -> None:
    assert asks_for_a_language(text)


@pytest.mark.parametrize(
    "text",
    [
        "日本語の書類がわかりません", "日本語でお願いします", "不会日语的人可以申请吗？需要什么", "可以用中文填表格吗，要多少钱", "你会日语吗",
        "I don't speak to strangers", "do I need to write it in Japanese?", "can you answer my question", "In English please",
        "I don't understand", "请用中文回答我的问题：手续费多少", "日本語のポリシーはどこ",
    ],
)  # fmt: skip
def test_what_only_names_a_language_does_not(text: str) -> None:
    assert not asks_for_a_language(text)


@pytest.mark.parametrize("letters", ["我", "but ", "sorry, ", "日本語", "不会"])
def test_a_message_of_one_word_is_read_to_its_end(letters: str) -> None:
    assert not asks_for_a_language((letters * 20_000)[:20_000])


@pytest.mark.parametrize(
    "text", ["<b></b>", "<i></i>", "<script>alert(1)</script>", '<a href="the page of my data"></a>']
)
def test_mark_up_by_itself_is_no_language(text: str) -> None:
    assert detect(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("<b>delete my data now</b>", "en"),
        ("<b>消してください</b>", "ja"),
        ("<i>怎么删除</i>", "zh"),
        ("is 3 < 5 for my data and 7 > 6 too", "en"),
        ("i <3 you all so much", "en"),
        ("a <b and c> d is what you wrote", "en"),
    ],
)
def test_words_between_mark_up_tell_the_language(text: str, language: str) -> None:
    assert detect(text) == language
