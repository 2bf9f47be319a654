"""Place names in customers' sentences, and the region they mean. All sentences are made for this test."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import gazetteer_tables as tables
from knowledge.places import customer_region, find_places
from knowledge.residence import without_residence
from knowledge.vocabulary import Region
from tests.properties import examples

JP, EEA, CHINA, CAL, OTHER = Region.JP, Region.EEA_UK, Region.CHINA, Region.CALIFORNIA, Region.OTHER

CASES: list[tuple[str, Region | None]] = [
    # Japan
    ("山口県に住んでいます", JP), ("高知に住む千葉と申します", JP), ("国内に住んでいます", JP), ("日本在住です", JP),
    ("東京在住の中国人です", JP), ("北京出身で大阪に住んでいます", JP), ("さいたま市です", JP), ("福島です", JP),
    ("東京都江東区の者です", JP), ("おおさかに住んでます", JP), ("中国地方に住んでいます", JP), ("松本市に住んでいます", JP),
    ("神奈川県横浜市に住む会社員です", JP), ("大阪府堺市在住", JP), ("ロンドンではなくて東京に住んでいます", JP),
    ("As a German citizen living in Tokyo", JP), ("I live in Osaka, Japan", JP), ("札幌市内に居住しております", JP),
    ("沖縄から連絡しています", JP), ("鹿児島に引っ越しました", JP), ("北海道在住の主婦です", JP),
    ("おおさか すんでる", JP), ("わたしは かながわ すんでいます", JP),  # the particle left out
    # EEA and UK
    ("パリに駐在しています", EEA), ("ミラノに住む娘の分です", EEA), ("リヨンに留学中です", EEA), ("ｌｏｎｄｏｎ在住", EEA),
    ("EU在住です", EEA), ("欧州に住んでいます", EEA), ("ノルウェーのオスロに住んでいます", EEA), ("アイスランド在住", EEA),
    ("イギリスのマンチェスターの大学に通っています", EEA), ("英国に居住しています", EEA), ("スコットランド在住です", EEA),
    ("I live in Berlin and want my data", EEA), ("We are German residents", EEA), ("I am based in Warsaw", EEA),
    ("Nice to meet you. I live in Nice.", EEA), ("My name is Sofia and I live in Sofia", EEA), ("UK resident here", EEA),
    ("ハンブルクに住所があります", EEA), ("ベルギーから問い合わせています", EEA), ("アイルランドに赴任しています", EEA),
    ("リヒテンシュタインに住んでいます", EEA), ("我住在巴黎", EEA), ("ポルトガルのリスボン在住です", EEA),
    # mainland China
    ("深圳にすんでいます", CHINA), ("上海在住です", CHINA), ("大連から引っ越しておりません、大連に住んでいます", CHINA),
    ("成都に住んでいます", CHINA), ("中国に駐在しています", CHINA), ("我住在北京市朝阳区，想删除我的资料", CHINA),
    ("我在上海，请问怎么删除个人信息", CHINA), ("我住在广东省", CHINA), ("I live in Shenzhen", CHINA), ("中国大陸に住む者です", CHINA),
    ("広東省に居住しています", CHINA), ("I'm in Beijing, China", CHINA),
    # California
    ("LA住みです", CAL), ("SF在住", CAL), ("カリフォルニア州の住民です", CAL), ("サンタモニカ在住", CAL), ("ロス在住です", CAL),
    ("I'm a California resident", CAL), ("I live in Los Angeles", CAL), ("アメリカのサンフランシスコに住んでいます", CAL),
    ("我住在加州", CAL), ("シリコンバレーに駐在しています", CAL), ("I live in Sacramento, California", CAL), ("加州在住です", CAL),
    # elsewhere
    ("ニューヨーク在住です", OTHER), ("ハワイに住んでいます", OTHER), ("香港に住む者です", OTHER), ("台湾に住んでいます", OTHER),
    ("マカオ在住です", OTHER), ("スイスのチューリッヒ在住", OTHER), ("釜山に住んでいる", OTHER), ("ソウル在住", OTHER),
    ("アメリカのシカゴに住んでいます", OTHER), ("I live in Paris, Texas", OTHER), ("我住在台北", OTHER), ("シドニー在住です", OTHER),
    ("テキサス州に住んでいます", OTHER), ("NYC在住です", OTHER), ("I live in Hong Kong", OTHER), ("シンガポールに駐在しています", OTHER),
    ("我人在台灣", OTHER), ("在香港工作", OTHER), ("人在日本", JP), ("我目前人在德國", EEA), ("我住日本", JP), ("本人在上海", CHINA), ("居住在台北", OTHER),
    # nothing, or not enough
    ("本人在住", None), ("外国人在留資格", None), ("在日本大使館", None), ("存在住所", None), ("在日韓国人", None), ("我孫子", None), ("居住在留資格", None),
    ("山口和子と申します", None), ("福島さんに電話しました", None), ("千葉は私の名前です", None), ("松本と申します", None),
    ("OCSは津に送れますか", None), ("インドネシア料理が好きです", None), ("トルコ石を買いました", None), ("ジョージアの缶コーヒー", None),
    ("アメリカに住んでいます", None), ("USA在住です", None), ("日本国外に住んでいます", None), ("EU域外に住む", None),
    ("大阪ガスの件です", None), ("岡山ネットワーク株式会社に聞きたい", None), ("中国語で書いてもいいですか", None),
    ("データのロスが心配です", None), ("can you tell us how to ask", None), ("データはシンガポールに送られますか", None),
    ("開示の手続きを教えてください", None), ("I am reading the policy", None), ("高知さんという担当の方", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "region"), CASES, ids=[text for text, _ in CASES])
def test_a_place_in_a_sentence_tells_the_customers_region(text: str, region: Region | None) -> None:
    assert customer_region(text) is region


def test_the_sentences_with_places_name_every_region_and_none() -> None:
    assert len(CASES) >= 80
    assert {region for _, region in CASES} == {*Region, None}


def test_a_place_keeps_the_characters_as_typed() -> None:
    text = "いまｌｏｎｄｏｎ在住です"
    (place,) = find_places(text)
    assert place.text == text[place.start : place.end] == "ｌｏｎｄｏｎ"
    assert (place.country, place.residence) == ("GB", True)


@pytest.mark.parametrize(
    ("text", "place"),
    [("東京新宿の店", "東京新宿"), ("大阪3区の話", "大阪"), ("東京向けの説明", "東京")],
)
def test_a_place_may_be_followed_by_another_a_number_or_for_whom(text: str, place: str) -> None:
    assert [found.text for found in find_places(text)] == [place]


def test_a_sentence_that_says_more_before_the_place_is_kept() -> None:
    text = "だいぶ前に会員をやめましたがドイツに住んでいます。郵送で届きますか。"
    assert without_residence(text) == text


def test_the_united_states_alone_leave_the_region_open() -> None:
    (place,) = find_places("アメリカに住んでいます")
    assert (place.country, place.region) == ("US", None)


@pytest.mark.parametrize("prefecture", tables.PREFECTURES)
def test_every_prefecture_is_japan(prefecture: str) -> None:
    assert customer_region(f"{prefecture}に住んでいます") is Region.JP


@pytest.mark.parametrize("code", sorted(tables.US_STATES))
def test_only_california_is_california(code: str) -> None:
    name = tables.US_STATES[code][0]
    wanted = Region.CALIFORNIA if code == "CA" else Region.OTHER
    assert customer_region(f"{name}に住んでいます") is wanted


@settings(max_examples=examples(150), deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_places_in_order_without_overlap(text: str) -> None:
    end = 0
    for place in find_places(text):
        assert end <= place.start < place.end <= len(text)
        assert place.text == text[place.start : place.end]
        end = place.end


@settings(max_examples=examples(60), deadline=None)
@given(
    st.sampled_from(["佐藤", "山口", "福島", "高知", "千葉", "石川", "宮崎"]),
    st.sampled_from(["和子", "太郎", "さん", "様"]),
)
def test_a_name_is_not_a_place(surname: str, rest: str) -> None:
    assert find_places(f"{surname}{rest}の書類です") == []


def test_the_gazetteer_is_made_once() -> None:
    find_places("東京に住んでいます")
    before = time.process_time()
    for _ in range(50):
        find_places("東京に住んでいます")
    assert time.process_time() - before < 5  # the first call alone takes a second or more each time


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("ロサンゼルスに住んでいます。手数料はかかりますか", "手数料はかかりますか"),
        ("見せてください。シドニー在住です。", "見せてください。"),
        ("I live in Paris. How much does it cost?", "How much does it cost?"),
        ("I am a resident of France. Erase it.", "Erase it."),
    ],
)
def test_a_sentence_that_only_says_where_somebody_lives_is_left_out(text: str, matter: str) -> None:
    assert without_residence(text) == matter


@pytest.mark.parametrize(
    "text",
    [
        "ドイツに住んでいます。",
        "マドリード在住だけど、宣伝メールはもううんざり。やめて",
        "東京に住んでいますか？住所を消して",
        "手数料はかかりますか。無料ですか。",
        "",
    ],
)
def test_a_sentence_that_says_more_stays(text: str) -> None:
    assert without_residence(text) == text


@given(st.text(alphabet="東京にドイツ住んでいます。在、?!. \nliveinParis", max_size=60))
def test_what_is_left_is_part_of_what_was_said(text: str) -> None:
    rest = without_residence(text)
    assert rest == text or (len(rest) < len(text) and all(letter in text for letter in rest))


@pytest.mark.parametrize(
    "text",
    [
        "I live outside California",
        "I live outside of the state of California",
        "I'm not in California",
        "We are not based in China",
        "I live in a state other than California",
        "My family lives outside of Japan",
    ],
)
def test_who_lives_outside_a_place_does_not_live_there(text: str) -> None:
    assert customer_region(text) is None


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("I'm not sure, I live in California", CAL),
        ("I am outside right now, in California", CAL),
        ("I moved out of Japan and live in California", CAL),
        ("I live in California, not in Nevada", CAL),
        ("I live just outside of Los Angeles, in California", CAL),
        ("I do not work but live in Shanghai", CHINA),
    ],
)
def test_other_words_of_denial_leave_a_place_of_residence(text: str, region: Region) -> None:
    assert customer_region(text) is region


@pytest.mark.parametrize(
    "text", ["opt out of sale", "data from the union", "in the forest", "it came from spring", "on the bend"]
)
def test_a_common_english_word_is_no_place(text: str) -> None:
    """A Californian who opts out of a sale of data does not live in Salé."""
    assert customer_region(text) is None


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("ドイツに引っ越すんですが、今は大阪です。情報を消したい", JP),
        ("来月ドイツに引っ越します", None),
        ("フランスに移住予定です", None),
        ("中国へ転勤することになりました", None),
        ("将来カリフォルニアに住みたい", None),
        ("I am moving to Germany next month", None),
        ("I live in Osaka but will soon move to Berlin", JP),
        ("我下个月要搬到德国", None),
        ("ドイツに引っ越しました", EEA),
        ("ドイツに引っ越して3年です", EEA),
        ("中国に転勤になっています", CHINA),
        ("I moved to Germany last year", EEA),
        ("I am living in Germany", EEA),
        ("I had to move to Germany last year", EEA),
        ("we are in California", CAL),
        ("我搬到德国了", EEA),
    ],
)
def test_who_is_about_to_move_lives_elsewhere_yet(text: str, region: Region | None) -> None:
    assert customer_region(text) is region
