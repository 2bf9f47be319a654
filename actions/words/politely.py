"""Questions in the style of business mail: 「①利用目的、②保存期間につきまして、ご教示いただけますと幸甚です」. Pure.

Greeting, names and courtesy stand around what is asked, so that the dialogue model takes the whole for a wish that it
half resembles. What is asked is told in plain words here, as `knowledge.several` and the search read it.
"""

import re

from desk.lexicon import doing, oneself
from desk.lexicon.wordlist import any_of
from knowledge.several import sentences

_TOLD = re.compile(
    r"(?P<what>[^。！？!?\n]{2,80}?)(?:につきまして|について|に関しまして|に関して|の(?:件|点)(?:について|につきまして)?|を)(?:も|は)?[、,\s]*"
    r"(?:何卒|是非|ぜひ|改めて|併せて|あわせて)?[、,\s]*"
    r"(?:ご教示|ご教授|ご回答|お聞かせ|お教え|ご説明|お知らせ)(?:の(?:ほど|程))?[、\s]*"
    r"(?:を)?(?:いただけ|頂け|いただき|頂き|くださ|下さ|願え|願い|願う|お願い|賜り|賜れ)[^。！？!?\n]*[。．！!？?\s]*$"
)
_BEFORE = re.compile(
    r"^(?:(?:具体的に(?:は)?|また|なお|つきましては|重ねて|大変|誠に|続けて|もう[1１一]点)[、,\s]*|"
    r"(?:恐れ入ります|恐縮です|お手数です|申し訳(?:ございません|ありません)|お手数をおかけします)(?:が|けれども)[、,\s]*)+"
)
_NUMBERED = re.compile(r"[①-⑨]|[（(][1-9１-９][）)]|(?<![0-9０-９])[1-9１-９][.．)）](?![0-9０-９])")
_OF_THE_WRITER = re.compile(
    rf"(?:{any_of(oneself.I_JA)}|自身|小職|弊社|当社)(?:の|に関する)|{any_of(doing.RIGHTS_JA)}(?!の?(?:方法|手続|流れ|期間))"
)
"""What is held of the writer, or a right: then it is a wish."""
_WISHED = re.compile(
    rf"{any_of(doing.RIGHTS_JA, doing.LEAVING_JA)}[^。！？!?\n]{{0,12}}?"
    r"(?:し(?:たい|たく|ます)|(?:いた|致)します|お?願い|希望|求め|ください|下さい)"
)
"""A wish in a sentence before: what is asked stands beside it."""
_NO_QUESTION = re.compile(
    r"漏|洩|流出|不正アクセス"
    r"|(?:保有|登録|保管|保存|記録)(?:し|され|いただ)[^。、]{0,8}(?:情報|データ|内容)(?:の?(?:全て|すべて|全部|一切|内容))?$"
)
"""A leak is reported; and who wants to be told what is registered makes a request."""
_KEEPS = " 　、,，。"


def asked_politely(text: str) -> str | None:
    """The question in plain words, or the list of them; None where nothing is asked in this style, or a right or the
    writer's own data is spoken of, or a leak."""
    *before, last = [one.strip() for one in sentences(text.strip()) if one.strip()] or [""]
    found = _TOLD.search(last)
    if found is None or any(_WISHED.search(one) for one in before):
        return None
    what = _BEFORE.sub("", found["what"].strip(_KEEPS))
    if _OF_THE_WRITER.search(what) or _NO_QUESTION.search(what):
        return None
    items = [one.strip(_KEEPS) for one in _NUMBERED.split(what)]
    named = [one for one in items if one]
    return f"{'と'.join(named)}を教えてください" if named else None


_THANKS = re.compile(
    r"^(?:どうも)?(?:(?:ありがとう|有難う)(?:ございま(?:す|した))?|感謝します|助かりま(?:す|した)|承知(?:いた)?しました"
    r"|(?:わか|分か)りました|なるほど)[。！!、\s]+(?=\S)"
    r"|^(?:thanks?(?: you)?(?: so much| very much| a lot)?|got it|i see)[.!,]\s+(?=\S)"
    r"|^(?:谢谢|多谢|明白了|好的)[。！!，,\s]+(?=\S)",
    re.IGNORECASE,
)


def without_thanks(text: str) -> str:
    """What stands behind thanks; all of it where it does not begin so, or nothing stands behind."""
    return _THANKS.sub("", text.strip(), count=1)
