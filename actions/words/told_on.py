"""What is told in passing of somebody else, or of oneself, before or behind what counts. Pure.

Such words are near enough to a yes, to a wish for another's data or to a call for help that the dialogue model takes
them for that.
"""

import re

from desk.lexicon import people
from desk.lexicon.wordlist import any_of

_SAYS_EN = r"(?:says?|said|told|tells|thinks?|agreed|agrees)"
_WISHES = re.compile(
    r"\bplease\b|\b(?:connect|transfer|put) me\b"
    r"|\bi (?:want|need|would|will|do|say|said|agree)\b|(?<!said )(?<!says )(?<!say )\byes\b"
    r"|はい|お願い|つない"
    r"|请|請|转接|轉接|我(?:要|想|同意)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"^(?:(?:and|but|so|well|then|because|ok(?:ay)?)[,.]?\s+){0,3}"
    r"(?:he|she|they|you guys|someone|somebody|your \w+|(?:the|a|my) (?:\w+ )?(?:man|woman|guy|lady|agent|staff"
    rf"|clerk|operator|support|{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)})) {_SAYS_EN}\b"
    r"|(?:いい|良い|よい|大丈夫|できる|OK|オーケー|結構|構わない)(?:です)?(?:よ)?(?:と|って)"
    r"(?:言われ|いわれ|言って|いって|言った|聞い|聞き|うかが|伺)[^。？?]{0,12}[。！!\s]*$"
    r"|^(?:但是?|可是|不过)?[，,]?(?:他|她|他们|客服|工作人员|你们的人|我?(?:"
    rf"{any_of(people.RELATIVES_ZH)}))(?:跟我|对我|刚才)?(?:说|讲|告诉我)",
    re.IGNORECASE,
)


def tells_what_another_said(text: str) -> bool:
    """Whether somebody else's yes is told ("he say ok by phone", 「電話でいいと言われました」): by itself it is none of
    the writer's own to what the desk has offered."""
    told = text.strip()
    return _REPORTED.search(told) is not None and _WISHES.search(told) is None


_NO_JAPANESE = re.compile(
    r"^(?:(?:hi|hello|hey|sorry|excuse me|well|so)[,.!]*\s+){0,3}(?:(?:because|since|as)\s)?"
    r"(?:i|we) (?:am|are|'m|'re)?\s?(?:can ?not|can't|cant|do not|don't|dont|could not|couldn't|not able to|unable to)"
    r" (?:really )?(?:read|understand|speak|know) (?:any )?(?:japanese|kanji)(?: (?:very )?well| at all)?"
    r"(?: (?:so|but|and)|[,.;!]+(?:\s+(?:so|but|and)\b)?)\s*(?=\S)"
    r"|^(?:(?:不好意思|抱歉|你好|您好)[，,。\s]?){0,2}(?:因为)?我(?:看|读|听)?不(?:太)?(?:懂|会|明白)(?:日语|日文|日本语)"
    r"[，,。\s]+(?:所以|但是?|请问)?[，,\s]?(?=\S)"
    r"|^(?:すみません|ごめんなさい)?[、,\s]?(?:漢字|日本語)(?:が|は)(?:あまり|よく|ちょっと)?"
    r"(?:読め|わから|分から|でき)(?:ない|ません)(?:の?です|ん(?:です)?|の)?(?:が|けど|けれど|ので|から)?[。、,\s]+(?=\S)",
    re.IGNORECASE,
)


def without_the_tongue(text: str) -> str:
    """What stands behind "I cannot read Japanese"; all of it where it does not begin so, or nothing stands behind."""
    return _NO_JAPANESE.sub("", text.strip(), count=1)


_THE_OTHER = re.compile(
    r"^(?:その|あの)?(?:相手|犯人|加害者|本人|人|ひと|やつ|ストーカー)(?:は|が)[、\s]?"
    rf"(?:(?:私|自分|会社|前の会社|職場)の)?(?:元|前の|昔の)?(?:{any_of(people.ACQUAINTED_JA, people.RELATIVES_JA)}"
    r"|会社の人|職場の人|知らない人|近所の人|夫|妻|恋人|カレ)(?:の(?:人|男性|女性))?"
    r"(?:です|だ|でした|だった|なん(?:です|だ)|らしい(?:です)?|みたい(?:です)?)(?:けど|が|よ|ね)?[。！!…\s]*$"
    r"|^(?:it(?:'s| is| was)|he(?:'s| is| was)|she(?:'s| is| was)|the (?:person|one|man|woman) is) "
    rf"(?:my |an? )(?:ex[- ]?|former |old )?{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)}"
    r"(?: from work)?[.!\s]*$"
    rf"|^(?:对方|那个人|他|她)是我?(?:的)?(?:前|以前的)?{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)}"
    r"[。！\s]*$",
    re.IGNORECASE,
)


def tells_who_the_other_is(text: str) -> bool:
    """Whether it is only told who it is that somebody fears (「相手は元同僚です」): it counts right after the fear."""
    return _THE_OTHER.match(text.strip()) is not None


_BY_WHOM = re.compile(
    r"^(?:え|で|それ(?:は|って)?|じゃあ?|一体|いったい)?[、,\s]?(?:誰|だれ|どこ|どなた)(?:から|が|に|へ|の手に)(?:漏れ|もれ|流出し|漏らし|渡っ)?"
    r"(?:た|ました)?(?:の|ん)?(?:です|でしょう)?(?:か)?[?？。…\s]*$"
    r"|^(?:(?:and|but|so|then)[,\s]+)?(?:by whom|from whom|to whom"
    r"|who(?: did it| was it| leaked it)?|from where)\s*\?+$"
    r"|^(?:那)?(?:是)?(?:从哪里|谁|被谁|给谁|从谁)(?:泄露|泄漏)?(?:的|了)?[？?]$",
    re.IGNORECASE,
)


def asks_by_whom(text: str) -> bool:
    """Whether nothing is asked but who it was or got it (「誰から？」): of a leak just spoken of, nobody here knows."""
    return _BY_WHOM.match(text.strip()) is not None
