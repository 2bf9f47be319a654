"""Where people give a name in Japanese.

Two questions, asked apart. Where does somebody give a name (「…です」 at the start of a sentence, after 父の, in a
signature, before さん)? And may what stands there be one? Where it is known as a place as well, or as a place that is
no large one, it is a doubt, and is hidden as such.
"""

import re
from collections.abc import Iterator
from enum import Enum

from desk.slack.english_names import is_latin_name
from desk.slack.ordinary import is_english, kinds
from desk.slack.spans import NAME, Hidden
from knowledge.gazetteer import gazetteer, key_of
from knowledge.mending.conversion import converted
from knowledge.tokenizing import Token, tokens


class Reading(Enum):
    """What a word in a name's place is taken for."""

    NAME, DOUBT, WORD = range(3)


_PERSON = ("名詞", "固有名詞", "人名")
_PREDICATES = ("助動詞", "助詞", "形容詞")
"""With what a sentence ends that somebody reports: 「送りたいと申しております」."""
_CJK, _HIRA = r"[一-龥々〆ヶ]", r"[ぁ-んー]"
_KANA = r"[ァ-ヶーｦ-ﾟ]"
_LATIN = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]{0,30}"
_PIECE = rf"(?:{_CJK}{{1,3}}[ノケツ]{_CJK}{{1,3}}|{_CJK}{{1,6}}{_HIRA}{{0,4}}?|{_HIRA}{{2,6}}|{_KANA}{{2,15}}|{_LATIN})"
_RUN = rf"({_PIECE}(?:[ 　・･=＝]{{1,2}}{_PIECE}){{0,3}})"
_SAYING = (
    "と申し(?![出込入立請])|と申す|ともうし|と(?:いい|言い)(?:ます|、)|と(?:言う|いう)者|"
    "って(?:いいま|言いま|いうん|言うん|いうの|呼ば)|と名乗"
)
_SAYS = rf"[ 　]?(?:{_SAYING})"
_IS = (
    r"[ 　]?(?:です|デス|で[ーえぇ〜~]+す|でございます"
    r"|だ(?:[。！!よが]|けど|けれど|$)|っす(?:[。！!]|$)|じゃ(?:ない)?が|"
    rf"{_SAYING})"
)
_START = (
    r"(?:^|(?<=[\n。．.!！?？、,，…〜~（「『()\s　])|(?<=[のはもが])|(?<=ではなく)|(?<=じゃなく)|(?<=なくて))"
)
_GREETING = (
    r"(?:もしもし|こんにちは|こんばんは|はじめまして|お世話になります|"
    r"すみません|すいません|はい|ええと|えっと|あの)"
)
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥]")
_RELATIVES = (
    "父|母|妻|夫|息子|娘|主人|家内|祖父|祖母|兄|姉|弟|妹|友人|友達|友だち|知人|同僚|上司|部下|先輩|後輩|孫|甥|姪|"
    "長男|次男|長女|次女|義父|義母|叔父|叔母|伯父|伯母|彼氏|彼女|婚約者|恋人|隣人|代理人|担当者?|弁護士|行政書士|司法書士|社長|会長|部長|課長|係長|店長|支店長|所長|店員|教授|医師|担任|大家"
)
_ROLES = (
    "(?:契約者|名義人?|申込者|申請者|請求者|利用者|加入者|受取人|登録者|使用者|差出人|署名|会員|本人|使っている[のの人方]|代理人)名?"
    "|本名|旧姓|新姓|名字|苗字|姓|宛名|登録名?|通称|下の名前|(?:お)?名前|氏名"
)

_CALLED = re.compile(rf"{_RUN}(?={_SAYS})")
_INTRODUCED = re.compile(rf"{_START}{_GREETING}?{_RUN}(?={_IS})", re.MULTILINE)
_MYSELF = re.compile(
    rf"(?:^|(?<=[\n。、！!？?\s]))(?:こちら|私|わたし|わたくし|あたし|僕|ぼく|俺|おれ|当方)(?:は|、)?[ 　]?{_RUN}"
    rf"(?=、|{_IS})",
    re.MULTILINE,
)
_LABELLED = re.compile(
    r"(?:氏名|名前|姓名|本名|フリガナ|ふりがな|(?:契約者|名義人?|申込者|会員|差出人|署名)名?)"
    rf"[ 　]{{0,2}}[:：=＝][ 　]{{0,2}}{_RUN}"
)
_ROLE = re.compile(
    rf"(?:{_ROLES})(?:は|が|を|の|：|:|、)?[「『（(]?{_RUN}(?=[、。でとだからにのを)）」』]|$)", re.MULTILINE
)
_TITLE = r"(?:さん|さま|様|樣|殿|氏(?!名)|くん|君|ちゃん|先生)"
_TITLED = re.compile(rf"({_CJK}{{1,4}}(?:[ 　]{_CJK}{{1,4}})?|{_HIRA}{{2,6}}|{_KANA}{{2,12}}|{_LATIN}(?: {_LATIN})?)"
                     rf"(?=[ 　]?{_TITLE}(?![々式子]))")  # fmt: skip
_MISTITLED = re.compile(
    rf"({_CJK}{{1,4}}|{_KANA}{{2,12}}|{_HIRA}{{2,6}})"
    r"(?=[ 　]?(?:さ[mnｍｎ]|さ[まん][mnｍｎ]|サン|サマ|さ゛ん|ﾁｬﾝ|ｻﾝ|ｻﾏ))"
)
_ENDING = (
    r"(?:敬具|草々|かしこ|敬白|拝|(?:お願い(?:いた|致)?します|おねがい(?:いた)?します|お願い(?:申し|もうし)上げます|"
    r"失礼(?:いた)?します|おかけします|ありがとうございま(?:す|した)|以上(?:です)?|まで|ください|下さい)[。.！!]{0,2})"
)
_SIGNED = re.compile(rf"{_ENDING}(?:(?<=[。.！!])|\s*\n)\s*{_RUN}[。]?\s*$")
_LAST = re.compile(rf"\n[ 　]*{_RUN}[。]?\s*$")
_RELATED = re.compile(
    rf"(?:{_RELATIVES})(?:の|、|は|が|である|[（(「『]){_RUN}(?=[のがをはもにとでさ、。)）」』]|$)"
)
_APPOSED = re.compile(rf"(?:{_RELATIVES})({_CJK}{{2,5}}|{_KANA}{{2,12}})(?=[のがをはもにとで、。]|$)")
_CONCERNED = re.compile(
    rf"(?:^|(?<=[\n。、！!？?\s])){_RUN}(?=名義|宛て?|あて|宅|の(?:件|名義|分|アカウント|情報|データ|契約|住所|電話番号))",
    re.MULTILINE,
)
_COUNTED = re.compile(rf"{re.escape(NAME)}[とや、・＆&]{_RUN}(?=[のがはをにでとも、。]|$)")
_CHANGED = re.compile(rf"{_RUN}から{_RUN}(?=[にへ])")
_FROM = re.compile(rf"(?:^|(?<=[\n。\s])){_RUN}(?=より[。]?\s*$)", re.MULTILINE)
_PLACES = (_INTRODUCED, _MYSELF, _SIGNED, _LAST, _RELATED, _APPOSED, _FROM, _ROLE, _MISTITLED, _COUNTED)
_NOT_A_NAME = frozenset(
    (
        "ご本人 本人 担当 担当者 ご担当 ご担当者 お客 客 皆 みな 御社 貴社 会社 弊社 代理人 窓口 名前 氏名 お名前 同上 "
        "以下 以上 上記 下記 匿名 非公開 不要 何か 家族 息子 娘 父 母 夫 妻 子 親 奥 旦那 ご主人 主人 お母 お父 お子 "
        "どちら どなた 何 申請者 請求者 責任者 上 下 中 今 前 左 右 後 円 そう たく 春 夏 秋 冬 朝 昼 夜 東 西 南 北 "
        "方 者 人 氏 神 店 家 車 本 紙 国 町 村 市 県 金 女 男 子供 親戚 法人 個人 成人"
    ).split()
)
_PREDICATE_KINDS = frozenset(
    ("普通名詞/サ変可能 普通名詞/形状詞可能 普通名詞/副詞可能 形状詞 副詞 動詞 形容詞 代名詞 感動詞").split()
)
"""A word of these kinds says something of its own before です."""


def japanese_names(text: str) -> Iterator[Hidden]:
    """Where names stand, and what may be one."""
    found = tokens(text)
    yield from _read_by_sudachi(text, found)
    predicates = {token.end for token in found if token.pos[0] in _PREDICATES}
    for shape in (_CALLED, _LABELLED):
        for match in shape.finditer(text):
            if match[1].strip() not in _NOT_A_NAME and match.end(1) not in predicates:
                yield Hidden(*match.span(1))
    yield from _in_places(text)
    ends = {token.start for token in found if token.pos[0] in ("接尾辞", "名詞", "代名詞")}
    for match in _TITLED.finditer(text):
        title = match.end(1) + (text[match.end(1)] in " 　")
        if title in ends and _may_have_a_title(match[1]):
            yield Hidden(*match.span(1))


def _read_by_sudachi(text: str, found: list[Token]) -> Iterator[Hidden]:
    latin = _JAPANESE.search(text) is None
    for token in found:
        if token.pos[:3] == _PERSON and not (
            token.surface.isascii() and (latin or is_english(token.surface))
        ):
            yield Hidden(token.start, token.end)


def _in_places(text: str) -> Iterator[Hidden]:
    """What stands where people give names, by whether it may be one."""
    for shape in _PLACES:
        for match in shape.finditer(text):
            governed = shape in (_INTRODUCED, _RELATED) and match.start(1) > 0
            begins = not (governed and text[match.start(1) - 1] in "のはもが")
            yield from _hidden(match.span(1), reading(match[1], begins=begins))
    for match in _CONCERNED.finditer(text):
        if reading(match[1], begins=False) is Reading.NAME:
            yield Hidden(*match.span(1))
    for match in _CHANGED.finditer(text):
        if all(reading(one) is Reading.NAME for one in match.groups()):
            yield from (Hidden(*match.span(1)), Hidden(*match.span(2)))


def _hidden(span: tuple[int, int], read: Reading) -> Iterator[Hidden]:
    if read is not Reading.WORD:
        yield Hidden(*span, doubt=read is Reading.DOUBT)


def reading(run: str, *, begins: bool = True) -> Reading:
    """What stands in a name's place. `begins`: nothing stands before it in its sentence that could govern it."""
    pieces = [one for one in re.split(r"[ 　・･=＝]+", run) if one]
    if any(re.fullmatch(_LATIN, one) for one in pieces):
        return Reading.NAME if is_latin_name(run) else Reading.WORD
    read = {_piece(one, begins=begins) for one in pieces}
    if Reading.NAME in read:
        return Reading.NAME
    return Reading.DOUBT if Reading.DOUBT in read else Reading.WORD


def _piece(word: str, *, begins: bool) -> Reading:
    if word in _NOT_A_NAME:
        return Reading.WORD
    known = kinds(word)
    if known:
        read = _known(word, known, begins=begins)
        if read is Reading.WORD and begins and known == {"普通名詞/一般"} and re.fullmatch(f"{_HIRA}+", word):
            return _spoken(word)  # ひなた: sunshine, and 日向
        return read
    if re.fullmatch(f"{_HIRA}{{2,}}", word):
        return _spoken(word)
    parts = [part for part in tokens(word) if part.surface.strip()]
    if any(part.pos[:3] == _PERSON for part in parts):
        return Reading.NAME
    if re.fullmatch(rf"{_KANA}+", word):
        return _of(any(len(part.surface) > 1 and not kinds(part.surface) for part in parts))
    return _of(bool(re.fullmatch(rf"{_CJK}{{2,4}}", word)) and all(_single_noun(part) for part in parts))


def _of(is_name: bool) -> Reading:
    return Reading.NAME if is_name else Reading.WORD


def _known(word: str, known: frozenset[str], *, begins: bool) -> Reading:
    """A word that the dictionary has, as everything that it has it as."""
    if "地名/国" in known and len(word) > 1:
        return Reading.WORD
    people = {"人名/姓", "人名/名"} & known or ({"人名/一般"} & known if not _ordinary(known) else set())
    if any(one.startswith("地名") for one in known) and len(word) > 1:
        entry = gazetteer().get(key_of(word))
        if entry is not None and entry.country != "JP":
            return Reading.WORD  # it decides which rules hold (上海)
        if people:
            return Reading.DOUBT
        small = not _ordinary(known) and entry is None
        return Reading.DOUBT if small else Reading.WORD
    if not people:
        return Reading.WORD
    if not _ordinary(known):
        return Reading.NAME
    if begins and "人名/名" in known and re.fullmatch(f"{_HIRA}{{3,}}", word) and "動詞" in known:
        return Reading.NAME  # のぞみ
    if not begins or known & _PREDICATE_KINDS:
        return _of(begins and "人名/姓" in known and "普通名詞/サ変可能" not in known)
    return Reading.NAME


def _ordinary(known: frozenset[str]) -> bool:
    return any(not one.startswith(("人名", "地名", "接頭辞", "接尾辞")) for one in known)


def _spoken(word: str) -> Reading:
    """A word in hiragana, as an input method would write it."""
    written = converted(word)
    known = kinds(written)
    if written == word:
        return Reading.WORD
    if known:
        return _known(written, known, begins=True) if {"人名/姓", "人名/名"} & known else Reading.WORD
    return _of(any(part.pos[:3] == _PERSON for part in tokens(written)))


def _single_noun(part: Token) -> bool:
    """A character that the dictionary knows only alone: together with another such one it is no word of it."""
    return len(part.surface) == 1 and part.pos[:2] in (("名詞", "普通名詞"), ("名詞", "固有名詞"))


def _may_have_a_title(word: str) -> bool:
    """Whether a word before さん or 様 is a name. Where no dictionary says what it is, it is."""
    word = word.strip()
    if word in _NOT_A_NAME:
        return False
    if re.match(_LATIN, word):
        return is_latin_name(word) or (word[0].isupper() and not word.isupper())
    known = kinds(word)
    if known or re.fullmatch(rf"{_HIRA}+", word):
        # A foreign word is in the dictionary as somebody's name besides (オペレーター).
        if "人名/姓" in known or "人名/名" in known or known == {"人名/一般"}:
            return True
        return not known and _spoken(word) is not Reading.WORD
    parts = tokens(word)
    return not all(
        kinds(part.surface) and (len(part.surface) > 1 or part.pos[0] == "接尾辞") for part in parts
    )
