"""Which of the desk's languages a customer writes in, where that is beyond doubt."""

import re
import unicodedata

from desk.lexicon.languages import BY_WORDS, VIETNAMESE_LETTERS
from desk.locales import Locale

_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_HAN = re.compile(r"[㐀-䶿一-鿿]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_LATIN = re.compile(r"[A-Za-z]+")
_PLACEHOLDER = re.compile(r"［[^］]*］|</?[A-Za-z][^<>]{0,200}>")
"""What masking has put there, and mark-up, whose words are no language."""
# Characters that Japanese writes otherwise or makes no use of (not 請, 問, 為, 誰, 那: 請求, 質問, 為替, 那覇); words.
_CHINESE = re.compile(
    r"[吗呢吧们这么谁哪您你给对请让说谢没还麼們這沒嗎妳诉删资话码电证钱费员发银应办处询问务订赔偿联說刪]"
    r"|我的|我要|我想|[跟給幫對]我|資訊|[請请][跟幫把將]|帳號|可以|怎么|什么|如何|需要|多少|請問|謝謝|為什|因為|那么|那个"
)


# English words that no name, brand or abbreviation inside Japanese is made of: one makes a short message English.
_EVERYDAY = (
    "a the my me i im your we our us this that these is are was does did can could would should has have had not dont "
    "of for with from and or if how what when where who which why please want need delete remove erase correct change "
    "stop see show get give send tell ask find cancel explain"
)
_ENGLISH = frozenset(_EVERYDAY.split())
# What makes a message English although it stands alone.
_ALONE = frozenset(
    {"hello", "hi", "hey", "thanks", "thx", "thank", "help", "please", "sorry", "bye", "goodbye"}
)


def detect(text: str) -> Locale | None:
    """The language of `text`, or None where it may be any (a number, a name, 「住所」).

    Short Latin words inside Japanese (GDPR, cookie) leave it Japanese: any kana decides. Two words are English where
    one of them is an everyday English word (「my data」), and may else be a name.
    """
    plain = unicodedata.normalize("NFKC", _PLACEHOLDER.sub(" ", text))
    if _KANA.search(plain):
        return "ja"
    if _HAN.search(plain):
        return "zh" if _CHINESE.search(plain) else None
    words = _WORD.findall(plain)
    lower = [word.lower() for word in _LATIN.findall(plain.replace("'", ""))]
    if (len(lower) == 1 and lower[0] in _ALONE) or (len(lower) == 2 and not _ENGLISH.isdisjoint(lower)):
        return "en"
    if len(words) >= 3 or (len(words) == 2 and plain.rstrip().endswith(("?", "!", "."))):
        return "en"
    return None


_SPOKEN = re.compile(r"[ぁ-ゖァ-ヺー㐀-䶿一-鿿]")
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u058f\u0590-\u05ff\u0600-\u06ff\u0900-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\uac00-\ud7af]"
)
"""Greek, Cyrillic, Armenian, Hebrew, Arabic, the scripts of India, Thai, Lao, Tibetan, Burmese, Khmer, Hangul."""
_LETTERS = re.compile(r"[^\W\d_]")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_VIETNAMESE = re.compile(f"[{VIETNAMESE_LETTERS}]", re.IGNORECASE)
_FACE = re.compile(r"\([^()\s]{1,12}\)")
"""(ΦωΦ), （ﾟДﾟ）: letters of other scripts that say nothing."""
_ENOUGH = 3
"""Letters of another script, or words of another language, from which on a message is no name or abbreviation."""


def unspoken(text: str) -> bool:
    """Whether it is surely written in a language that the desk does not speak.

    A script tells it by itself, where it is most of the message; in Latin letters two words that stand in nearly
    every sentence of one language do, which are more than the English ones. Short messages tell nothing."""
    plain = unicodedata.normalize("NFKC", _PLACEHOLDER.sub(" ", text))
    plain = _FACE.sub(" ", plain)
    plain = " ".join(one for one in plain.split() if "@" not in one and "://" not in one)
    if _SPOKEN.search(plain):
        return False
    letters, others = len(_LETTERS.findall(plain)), len(_OTHER_SCRIPT.findall(plain))
    if others >= _ENOUGH:
        return others * 2 > letters
    found = _ANY_WORD.findall(plain)
    if len(found) < _ENOUGH:
        return False
    if len([word for word in found if word.islower() and _VIETNAMESE.search(word)]) > 1:
        return True  # small letters: a name has others
    every = [word.lower() for word in found]
    english = len(_ENGLISH.intersection(every))
    return max(len(language.intersection(every)) for language in _OTHERS) > max(1, english)


_OTHERS = tuple(frozenset(language) for language in BY_WORDS)


_JAPANESE_ZH = r"(?:日语|日文|日本语|日語)"
_ASKS_FOR_ONE = re.compile(
    r"^(?:我|但是?|可是|对不起|抱歉)*[，,]?(?:不会|不懂|看不懂|听不懂|不太会|不太懂|不會|聽不懂)(?:说|讲|读|看|写|說)?"
    rf"{_JAPANESE_ZH}的?(?:，?怎么办|怎麼辦|可以吗|啊|呀)?[？?。！!\s]*$"
    r"|^(?:请问)?(?:这里|你们|你)?(?:可以|能|能不能|可不可以|会)(?:用|说|讲)?(?:中文|汉语|普通话|英文|英语)"
    r"(?:吗|交流吗|沟通吗|回答吗|咨询吗)[？?\s]*$"
    r"|^(?:(?:sorry|but|and|hi|hello)[,\s]+)*i (?:don't|do not|dont|cannot|can't|cant) (?:really |even )?"
    r"(?:speak|read|understand|know|write)(?: or (?:speak|read|understand|write))?(?: any| much)? japanese"
    r"(?: at all| well| very well)?[.!?\s]*$"
    r"|^(?:(?:sorry|but|hi|hello)[,\s]+)*(?:do|can) you (?:also )?(?:speak|understand|answer in|reply in|write in)"
    r" (?:english|chinese|mandarin)(?: too| here| please)?[.!?\s]*$"
    r"|^(?:すみません|あの|わたし|私)*[、は\s]*日本語(?:が|は)?(?:あまり|よく|全然|ぜんぜん)?"
    r"(?:(?:わか|分か)(?:りません|らない)|話せ(?:ません|ない)|読め(?:ません|ない)|でき(?:ません|ない)|苦手)"
    r"(?:です|の(?:です)?)?(?:が|けど)?[。！!\s]*$",
    re.IGNORECASE,
)


def asks_for_a_language(text: str) -> bool:
    """Whether somebody says that they know no Japanese, or asks whether another language is spoken here, and nothing
    else (「我不会日语怎么办」, "do you speak English?")."""
    return _ASKS_FOR_ONE.match(text.strip().replace("’", "'")) is not None
