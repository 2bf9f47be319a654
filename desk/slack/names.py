"""Names of people leave a text before it goes to Slack.

The chat's own masking (`desk.chat.masking`) leaves names, because our database may hold them, sealed and for a time.
Slack is somebody else's store, so here they go too. It errs to the side of hiding: what Sudachi takes for a person's
name, what stands where people give their name (「…です」 at the start of a sentence, "this is ...", a signature) and is
no ordinary word, what stands before さん and 様, handles. How many it finds, and how many sentences without a name it
leaves alone, is measured (tests/unit/desk/slack/test_names_measured.py); a name that none of these sees can pass.
"""

import re
from collections.abc import Iterator

from desk.chat.masking import PLACEHOLDERS
from desk.slack.chinese_names import chinese_names
from desk.slack.english_names import english_names, is_latin_name
from desk.slack.ordinary import is_english, kinds
from knowledge.tokenizing import Token, tokens

NAME = "［お名前］"
Span = tuple[int, int]

_PERSON = ("名詞", "固有名詞", "人名")
_PREDICATES = ("助動詞", "助詞", "形容詞")
"""With what a sentence ends that somebody reports: 「送りたいと申しております」."""
_CJK, _HIRA = r"[一-龥々〆ヶ]", r"[ぁ-んー]"
_KANA = r"[ァ-ヶーｦ-ﾟ]"
_LATIN = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’-]{0,30}"
_PIECE = rf"(?:{_CJK}{{1,6}}{_HIRA}{{0,4}}?|{_HIRA}{{2,6}}|{_KANA}{{2,15}}|{_LATIN})"
_RUN = rf"({_PIECE}(?:[ 　・･]{{1,2}}{_PIECE}){{0,3}})"
_SAYING = (
    "と申し(?![出込入立請])|と申す|ともうし|と(?:いい|言い)(?:ます|、)|と(?:言う|いう)者|っていいます|と名乗"
)
_SAYS = rf"[ 　]?(?:{_SAYING})"
_IS = rf"[ 　]?(?:です|でございます|だ(?:[。！!よが]|$)|っす(?:[。！!]|$)|{_SAYING})"
_START = r"(?:^|(?<=[\n。．.!！?？、,，…〜~（「『()\s　])|(?<=[のはもが]))"
_GREETING = r"(?:もしもし|こんにちは|こんばんは|すみません|はい|ええと|えっと|あの)"

_CALLED = re.compile(rf"{_RUN}(?={_SAYS})")
_INTRODUCED = re.compile(rf"{_START}{_GREETING}?{_RUN}(?={_IS})", re.MULTILINE)
_LABELLED = re.compile(
    r"(?:氏名|名前|姓名|本名|フリガナ|ふりがな|(?:契約者|名義人?|申込者|会員|差出人|署名)名?)"
    rf"[ 　]{{0,2}}[:：=＝][ 　]{{0,2}}{_RUN}"
)
_TITLED = re.compile(rf"({_CJK}{{1,4}}(?:[ 　]{_CJK}{{1,4}})?|{_HIRA}{{2,6}}|{_KANA}{{2,12}}|{_LATIN}(?: {_LATIN})?)"
                     r"(?=[ 　]?(?:さん|さま|様|殿|氏(?!名)|くん|君|ちゃん)(?!々))")  # fmt: skip
_SIGNED = re.compile(
    r"(?:敬具|草々|かしこ|敬白|拝|(?:お願い(?:いた)?します|お願い(?:申し|もうし)上げます|失礼(?:いた)?します|おかけします"
    rf"|ありがとうございま(?:す|した))[。！!]?\s*\n)\s*{_RUN}[。]?\s*$"
)
_RELATED = re.compile(
    rf"(?:父|母|妻|夫|息子|娘|主人|家内|祖父|祖母|兄|姉|弟|妹|友人|同僚|上司|孫|甥|姪)(?:の|、|は|が){_RUN}(?=[のがをはもにと、])"
)
_FROM = re.compile(rf"(?:^|(?<=[\n。\s])){_RUN}(?=より[。]?\s*$)", re.MULTILINE)
_HANDLE = re.compile(r"(?<![A-Za-z0-9_.@＠])[@＠][A-Za-z0-9_][A-Za-z0-9_.-]{1,30}(?<![.-])")
_ACCOUNT = re.compile(
    r"(?i:(?:LINE|ライン|Twitter|ツイッター|Instagram|インスタ(?:グラム)?|Discord|TikTok|Facebook|Skype|WeChat|微信)"
    r"(?:の)?(?:ID|名|アカウント)?|ユーザー名|ユーザーID|ニックネーム|ハンドル(?:ネーム)?|アカウント名"
    r"|user ?name|user ?id|handle|nickname)(?:は|が|is|[:：=＝]|[ 　])+([A-Za-z0-9_.-]{3,30})"
)
_STRONG = (_CALLED, _LABELLED)
_NOT_A_NAME = frozenset(
    (
        "ご本人 本人 担当 担当者 ご担当 ご担当者 お客 客 皆 みな 御社 貴社 会社 弊社 代理人 窓口 名前 氏名 お名前 同上 "
        "以下 以上 上記 下記 匿名 非公開 不要 何か 家族 息子 娘 父 母 夫 妻 子 親 奥 旦那 ご主人 主人 お母 お父 お子 "
        "どちら どなた 何 申請者 請求者 責任者 上 下 中 今 前 左 右 後 円 そう たく"
    ).split()
)
_PLACEHOLDER = re.compile("|".join(map(re.escape, sorted({*PLACEHOLDERS.values(), NAME}))))
"""Those that the desk puts itself: what else stands in such brackets was typed."""


def without_names(text: str) -> str:
    """The text with people's names replaced. Doing it again changes nothing."""
    while True:
        shown = replaced(
            text, [*_in_japanese(text), *english_names(text), *chinese_names(text), *_handles(text)]
        )
        if shown == text:
            return text
        text = shown  # what was hidden is a new neighbour of what stands beside it


def _in_japanese(text: str) -> Iterator[Span]:
    found = tokens(text)
    for token in found:
        if token.pos[:3] == _PERSON and not (token.surface.isascii() and is_english(token.surface)):
            yield token.start, token.end
    predicates = {token.end for token in found if token.pos[0] in _PREDICATES}
    for shape in _STRONG:
        for match in shape.finditer(text):
            if match[1].strip() not in _NOT_A_NAME and match.end(1) not in predicates:
                yield match.span(1)
    for shape in (_INTRODUCED, _SIGNED, _RELATED, _FROM):
        yield from (match.span(1) for match in shape.finditer(text) if _reads_like_a_name(match[1]))
    ends = {token.start for token in found if token.pos[0] in ("接尾辞", "名詞", "代名詞")}
    for match in _TITLED.finditer(text):
        title = match.end(1) + (text[match.end(1)] in " 　")
        if title in ends and _may_have_a_title(match[1]):
            yield match.span(1)


def _handles(text: str) -> Iterator[Span]:
    yield from (match.span() for match in _HANDLE.finditer(text))
    for match in _ACCOUNT.finditer(text):
        if re.search(r"[0-9_.]", match[1]) or not is_english(match[1]):
            yield match.span(1)


def _reads_like_a_name(run: str) -> bool:
    """Whether what stands in a name's place is one, by its words: none of them an ordinary one."""
    pieces = [one for one in re.split(r"[ 　・･]+", run) if one]
    if any(re.fullmatch(_LATIN, one) for one in pieces):
        return is_latin_name(run)
    return any(_piece(one) for one in pieces)


def _piece(word: str) -> bool:
    if word in _NOT_A_NAME:
        return False
    known = kinds(word)
    if known:
        place = any(one.startswith("地名") for one in known) and len(word) > 1
        return "人名/姓" in known and not place
    parts = [part for part in tokens(word) if part.surface.strip()]
    if any(part.pos[:3] == _PERSON for part in parts):
        return True
    if re.fullmatch(rf"{_KANA}+", word):
        return any(len(part.surface) > 1 and not kinds(part.surface) for part in parts)
    return bool(re.fullmatch(rf"{_CJK}{{2,4}}", word)) and all(_single_noun(part) for part in parts)


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
        return "人名/姓" in known or "人名/名" in known or known == {"人名/一般"}
    parts = tokens(word)
    return not all(
        kinds(part.surface) and (len(part.surface) > 1 or part.pos[0] == "接尾辞") for part in parts
    )


def replaced(text: str, spans: list[Span]) -> str:
    """The text with these places hidden; those that only spaces part are one name. What has been
    hidden before stays as it is."""
    shown = [match.span() for match in _PLACEHOLDER.finditer(text)]
    spans = [span for span in spans if not any(span[0] < end and start < span[1] for start, end in shown)]
    parts: list[str] = []
    at, hidden = 0, False
    for start, end in sorted(spans):
        if start < at:
            at = max(at, end)
            continue
        between = text[at:start]
        if not (hidden and not between.strip(" 　・")):  # family and given name are one name
            parts += [between, NAME]
        at, hidden = end, True
    return "".join([*parts, text[at:]])
