"""Names that the gazetteer libraries lack: prefectures, US states in Japanese and Chinese, Chinese provinces, short forms.

Python 3.10 and 3.11, standard library only. Sources: ISO 3166-2 (JP, US, CN) and common usage.
"""

import re

PREFECTURES = (
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 "
    "石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 "
    "岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
).split()
PREFECTURES_KANA = (
    "ほっかいどう あおもり いわて みやぎ あきた やまがた ふくしま いばらき とちぎ ぐんま さいたま ちば とうきょう かながわ "
    "にいがた とやま いしかわ ふくい やまなし ながの ぎふ しずおか あいち みえ しが きょうと おおさか ひょうご なら わかやま "
    "とっとり しまね おかやま ひろしま やまぐち とくしま かがわ えひめ こうち ふくおか さが ながさき くまもと おおいた みやざき "
    "かごしま おきなわ"
).split()
JAPANESE_AREAS = "関東 関西 東北 北陸 東海 近畿 四国 九州 首都圏 中国地方 北関東 南関東 甲信越 沖縄本島 名古屋 札幌 仙台 横浜 神戸".split()

US_STATES = {
    "AL": ("アラバマ", "阿拉巴马"), "AK": ("アラスカ", "阿拉斯加"), "AZ": ("アリゾナ", "亚利桑那"),
    "AR": ("アーカンソー", "阿肯色"), "CA": ("カリフォルニア", "加利福尼亚"), "CO": ("コロラド", "科罗拉多"),
    "CT": ("コネチカット", "康涅狄格"), "DE": ("デラウェア", "特拉华"), "FL": ("フロリダ", "佛罗里达"),
    "GA": ("ジョージア州", "佐治亚"), "HI": ("ハワイ", "夏威夷"), "ID": ("アイダホ", "爱达荷"),
    "IL": ("イリノイ", "伊利诺伊"), "IN": ("インディアナ", "印第安纳"), "IA": ("アイオワ", "艾奥瓦"),
    "KS": ("カンザス", "堪萨斯"), "KY": ("ケンタッキー", "肯塔基"), "LA": ("ルイジアナ", "路易斯安那"),
    "ME": ("メイン州", "缅因"), "MD": ("メリーランド", "马里兰"), "MA": ("マサチューセッツ", "马萨诸塞"),
    "MI": ("ミシガン", "密歇根"), "MN": ("ミネソタ", "明尼苏达"), "MS": ("ミシシッピ", "密西西比"),
    "MO": ("ミズーリ", "密苏里"), "MT": ("モンタナ", "蒙大拿"), "NE": ("ネブラスカ", "内布拉斯加"),
    "NV": ("ネバダ", "内华达"), "NH": ("ニューハンプシャー", "新罕布什尔"), "NJ": ("ニュージャージー", "新泽西"),
    "NM": ("ニューメキシコ", "新墨西哥"), "NY": ("ニューヨーク", "纽约"), "NC": ("ノースカロライナ", "北卡罗来纳"),
    "ND": ("ノースダコタ", "北达科他"), "OH": ("オハイオ", "俄亥俄"), "OK": ("オクラホマ", "俄克拉荷马"),
    "OR": ("オレゴン", "俄勒冈"), "PA": ("ペンシルベニア", "宾夕法尼亚"), "RI": ("ロードアイランド", "罗得岛"),
    "SC": ("サウスカロライナ", "南卡罗来纳"), "SD": ("サウスダコタ", "南达科他"), "TN": ("テネシー", "田纳西"),
    "TX": ("テキサス", "德克萨斯"), "UT": ("ユタ州", "犹他"), "VT": ("バーモント", "佛蒙特"),
    "VA": ("バージニア", "弗吉尼亚"), "WA": ("ワシントン州", "华盛顿州"), "WV": ("ウェストバージニア", "西弗吉尼亚"),
    "WI": ("ウィスコンシン", "威斯康星"), "WY": ("ワイオミング", "怀俄明"), "DC": ("ワシントンDC", "华盛顿特区"),
}  # fmt: skip

CHINESE_PROVINCES = (
    "河北省 山西省 辽宁省 遼寧省 吉林省 黑龙江省 黒竜江省 江苏省 江蘇省 浙江省 安徽省 福建省 江西省 山东省 山東省 河南省 "
    "湖北省 湖南省 广东省 広東省 廣東省 海南省 四川省 贵州省 貴州省 云南省 雲南省 陕西省 陝西省 甘肃省 甘粛省 青海省 "
    "内蒙古 内モンゴル 广西 新疆 西藏 宁夏 北京市 上海市 天津市 重庆市 重慶市 北京 上海 天津 重慶 重庆 広州 广州 廣州 深圳 深セン "
    "大連 大连 青島 青岛 南京 杭州 蘇州 苏州 成都 武漢 武汉 西安 厦門 厦门 アモイ 無錫 无锡 東莞 东莞 仏山 佛山 瀋陽 沈阳 長沙 长沙 "
    "昆明 ハルビン 哈尔滨 長春 长春 済南 济南 鄭州 郑州 福州 合肥 寧波 宁波 温州 珠海 広東 広西 浙江 福建 四川省 雲南 海南島 "
    "シンセン シャンハイ ペキン コウシュウ"
).split()

# name -> (country or "", kind of region word: see gazetteer). "us?" is a country whose region needs the state.
SHORT_FORMS = {
    "アメリカ": "US", "アメリカ合衆国": "US", "米国": "US", "合衆国": "US", "美国": "US", "美國": "US", "usa": "US", "u.s.a.": "US",
    "u.s.": "US", "united states": "US", "united states of america": "US", "the states": "US",
    "イギリス": "GB", "英国": "GB", "英國": "GB", "イングランド": "GB", "スコットランド": "GB", "ウェールズ": "GB", "北アイルランド": "GB",
    "uk": "GB", "u.k.": "GB", "united kingdom": "GB", "great britain": "GB", "britain": "GB", "england": "GB",
    "scotland": "GB", "wales": "GB", "northern ireland": "GB", "英格兰": "GB", "苏格兰": "GB",
    "eu": "EU", "eea": "EU", "eu加盟国": "EU", "eu域内": "EU", "eu圏": "EU", "欧州": "EU", "欧州連合": "EU", "欧州経済領域": "EU", "欧州経済領域内": "EU",
    "欧盟": "EU", "欧洲": "EU", "歐盟": "EU", "european union": "EU", "european economic area": "EU", "ヨーロッパ": "EU", "europe": "EU",
    "中国": "CN", "中国大陸": "CN", "中国本土": "CN", "中華人民共和国": "CN", "中华人民共和国": "CN", "中国大陆": "CN", "中國": "CN",
    "mainland china": "CN", "prc": "CN", "people's republic of china": "CN", "china": "CN",
    "台湾": "TW", "臺灣": "TW", "香港": "HK", "ホンコン": "HK", "マカオ": "MO", "澳門": "MO", "澳门": "MO",
    "hong kong": "HK", "macau": "MO", "macao": "MO", "taiwan": "TW",
    "日本": "JP", "日本国": "JP", "国内": "JP", "日本国内": "JP", "japan": "JP", "にほん": "JP", "にっぽん": "JP",
    "韓国": "KR", "韩国": "KR", "south korea": "KR", "korea": "KR", "豪州": "AU", "スイス": "CH", "瑞士": "CH", "ロシア": "RU",
    "オランダ": "NL", "holland": "NL", "the netherlands": "NL", "ベトナム": "VN", "ヴェトナム": "VN", "カナダ": "CA",
    "チェコ": "CZ", "czech republic": "CZ", "グアム": "GU", "サイパン": "MP",
}  # fmt: skip
CALIFORNIAN = (
    "カリフォルニア", "カリフォルニア州", "加州", "加利福尼亚", "加利福尼亚州", "california", "southern california",
    "northern california", "bay area", "the bay area", "silicon valley", "ベイエリア", "シリコンバレー", "socal", "norcal",
    "ロサンゼルス", "ロスアンゼルス", "ロサンジェルス", "サンフランシスコ", "サンディエゴ", "サンノゼ", "サクラメント", "オークランド市",
    "サンタモニカ", "パロアルト", "アーバイン", "ロングビーチ", "トーランス", "バークレー", "洛杉矶", "洛杉磯", "旧金山", "舊金山",
    "圣地亚哥市", "圣何塞市", "los angeles", "san francisco", "san diego", "san jose", "sacramento", "orange county",
)  # fmt: skip

# Upper-case short forms; in Japanese or Chinese text they need a word of residence beside them.
ABBREVIATIONS = {"LA": ("US", "CA"), "SF": ("US", "CA"), "NYC": ("US", "NY"), "NY": ("US", "NY"), "DC": ("US", "DC"),
                 "HK": ("HK", ""), "US": ("US", ""), "UK": ("GB", ""), "EU": ("EU", ""), "EEA": ("EU", ""),
                 "USA": ("US", ""), "PRC": ("CN", ""), "ロス": ("US", "CA"), "シスコ": ("US", "CA")}  # fmt: skip

ADJECTIVES = {
    "german": "DE", "french": "FR", "italian": "IT", "spanish": "ES", "dutch": "NL", "swedish": "SE", "danish": "DK",
    "finnish": "FI", "norwegian": "NO", "icelandic": "IS", "irish": "IE", "british": "GB", "english": "GB", "scottish": "GB",
    "austrian": "AT", "belgian": "BE", "polish": "PL", "portuguese": "PT", "greek": "GR", "czech": "CZ", "hungarian": "HU",
    "romanian": "RO", "bulgarian": "BG", "croatian": "HR", "estonian": "EE", "latvian": "LV", "lithuanian": "LT",
    "european": "EU", "japanese": "JP", "chinese": "CN", "californian": "US-CA", "american": "US", "swiss": "CH",
    "korean": "KR", "taiwanese": "TW", "canadian": "CA", "australian": "AU",
}  # fmt: skip

EEA_UK = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO GB EU".split()
)
"""EU 27, Iceland, Liechtenstein, Norway, and the United Kingdom. Switzerland is not among them."""

# Chinese city names that are surnames, words or places in Japan as well: they say nothing in a Japanese sentence.
UNSURE_KANJI = frozenset(
    "中山 長安 金山 東山 平山 泉州 本渓 唐山 中原 平和 和平 東方 開封 大同 太原 白山 松原 赤峰 通化 安東 新郷 安陽 三門 大安 "
    "興化 海門 東台 高郵 金華 台州 長楽 三明 山口 大豊 永安 石川 平原 東海 白河 高平 長治 津 呉 堺 柏 旭 光 蕨 燕 泉 森 関 "
    "朝日 大和 三原 江南 大田 大村 松本 日立 豊田 国立 府中 調布 光明 東京湾".split()
)
# English words that are also towns, and given names that are also cities: these need a word such as "in" before them.
SOME_WORDS = frozenset(
    "nice reading bath mobile of orange split cork male most lens essen bari same date data can hello university "
    "turkey jordan chad georgia virginia carolina victoria sofia florence charlotte austin madison jackson lincoln "
    "houston dallas aurora chelsea sydney paris brooklyn phoenix savannah adelaide alexandria antonio diego jose "
    "jackson troy carson tyler clifton warren salem hamilton windsor wellington carol mary media best enterprise "
    "eagle ford independence normal surprise sale delta union spring forest colon roman bend hull turbo ジョージア ヨルダン チャド マリ".split()
)
CHINESE_BEFORE = re.compile(r"(?:住在|居住在|人在|身在|生活在|来自|來自|我住|在)$")
"""In front of the place where somebody is, in Chinese."""
CHINESE_TEXT = re.compile(
    r"[们这说请问吗啊个为东车书学门马广国删关于户资号话认论处并样点从区级别发电妈爸灣們這說請嗎]|我[是在想要住人目现現]|你们|您好|的个人|住在(?![留住宅籍庫])"
    r"|^(?:[我本]?人|(?:目前|现在|現在)?(?:居?住|生活))在(?![留住宅籍庫])|^在.{2,6}(?:工作|生活|居住|上班|读书|讀書)"
)
"""Said in no Japanese sentence without kana. Not 「本人在住」, 「在日本大使館」."""
