"""What is told in passing of somebody else, or of oneself, before or behind what counts. Pure.

Such words are near enough to a yes, to a wish for another's data or to a call for help that the dialogue model takes
them for that.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.words.after_all import said_last
from actions.words.questions import has_question_word
from desk.lexicon import people
from desk.lexicon.wordlist import any_of
from knowledge.several import asks

_SAYS_EN = r"(?:says?|said|told|tells|thinks?|agreed|agrees)"
_WISHES = re.compile(
    r"\bplease\b|\b(?:connect|transfer|put me|do it|go on|let's|thanks)\b|\bto (?:talk|speak|ask|contact|call)\b"
    r"|\bi(?:'d|'ll)? (?:want|need|would|will|do|say|said|agree|like|should)\b"
    r"|(?<!said )(?<!says )(?<!say )\b(?:yes|yeah|yep|sure|go ahead|that would be|no(?! problem))\b|[,;.] ?ok(?:ay)?\b"
    r"|はい|お願い|おねがい|(?:つな|繋)[いげぐ]|頼|たのみ|進め|代わっ|うん$|ええ$"
    r"|请|請|[转轉接]|我(?:要|想|同意)|帮|麻烦|(?<=[，,。！\s])(?:好|行|嗯|是的|对|那|需要|要)",
    re.IGNORECASE,
)
"""The writer's own word behind it: then it is theirs."""
_SOMEBODY_JA = rf"(?:{any_of(people.RELATIVES_JA, people.ACQUAINTED_JA)}|担当者?|さん|人|方|係|スタッフ|店員)"
_REPORTED = re.compile(
    r"^(?:(?:and|but|so|well|then|because)[,.]?\s+){0,3}"
    r"(?:he|she|they|you guys|someone|somebody|your \w+|(?:the|a|my) (?:\w+ )?(?:man|woman|guy|lady|agent|staff"
    rf"|clerk|operator|support|{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)})) {_SAYS_EN}\b"
    r"|(?:いい|良い|よい|大丈夫|できる|OK|オーケー|結構|構わない)(?:です)?(?:よ)?(?:と|って)"
    r"(?:(?:言|い)われ|聞い|聞き|うかが|伺)[^。？?]{0,12}[。！!\s]*$"
    rf"|{_SOMEBODY_JA}(?:が|は|も)[^。？?]{{0,8}}(?:いい|大丈夫|できる|OK)(?:です)?(?:よ)?(?:と|って)(?:言|い)って(?:いた|た|まし|いまし)"
    r"[^。？?]{0,6}[。！!\s]*$"
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


_OF_A_TONGUE = re.compile(
    r"\b(?:english|chinese|languages?|translat\w*)\b|英語|中国語|ほかの言葉|翻訳|通訳|中文|英文|英语|翻译",
    re.IGNORECASE,
)


def without_the_tongue(text: str) -> str:
    """What is asked behind "I cannot read Japanese"; all of it where it does not begin so, or no question stands behind
    but for another language."""
    rest = _NO_JAPANESE.sub("", text.strip(), count=1)
    asked = (asks(rest) or has_question_word(rest)) and _OF_A_TONGUE.search(rest) is None
    return rest if asked else text.strip()


_THE_OTHER = re.compile(
    r"^(?:その|あの)?(?:相手|犯人|加害者|人|ひと|やつ|ストーカー)(?:は|が)[、\s]?"
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
    """Whether it is only told who somebody is (「相手は元同僚です」)."""
    return _THE_OTHER.match(text.strip()) is not None


_FEARS = ("matter.kept_from", "matter.report_leak", "matter.entered_by_another", "talk.worried")
"""What the desk has said to who fears somebody; not that one may not ask for another's data ("she is my wife")."""


def tells_whom_they_fear(text: str, events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether it is told, right after a fear, who the other is."""
    return tells_who_the_other_is(text) and any(one.utterance.startswith(_FEARS) for one in said_last(events))


_BY_WHOM = re.compile(
    r"^(?:え|で|それ(?:は|って)?|じゃあ?|一体|いったい)?[、,\s]?(?:誰|だれ|どこ|どなた)(?:(?:から|が)(?:漏れ|もれ|流出し|漏らし|渡っ)?"
    r"|(?:に|へ|の手に)(?:漏れ|もれ|流出し|漏らし|渡っ))"
    r"(?:た|ました)?(?:の|ん)?(?:です|でしょう)?(?:か)?[?？。…\s]*$"
    r"|^(?:(?:and|but|so|then)[,\s]+)?(?:by whom|from whom"
    r"|who(?: did it| was it| leaked it)?|from where)\s*\?+$"
    r"|^(?:那)?(?:是)?(?:从哪里|谁|被谁|给谁|从谁)(?:泄露|泄漏)?(?:的|了)?[？?]$",
    re.IGNORECASE,
)


def asks_by_whom(text: str) -> bool:
    """Whether nothing is asked but who it was or got it (「誰から？」): of a leak just spoken of, nobody here knows.
    「どこに？」 may ask where to turn to."""
    return _BY_WHOM.match(text.strip()) is not None
