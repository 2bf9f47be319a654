"""What becomes of what was done before somebody cancels or withdraws, asked in so many words. Pure.

The dialogue model hears the end that is only supposed (「撤了以后之前的怎么算」, "what happens to what you already did
if I cancel?"): a question ends no form, and takes back no request.
"""

import re

_LONGEST = 120
"""Characters; who tells a longer story is read as a whole."""

_JA = re.compile(
    r"(?:(?:取り?消|取りや|撤回|キャンセル|中止|やめ|止め|取り?下げ)(?:を)?"
    r"(?:し?て(?:から|も(?!ら|いい|良い|よい|構|かま))|(?:し)?た(?:ら|場合|あと|後|とき|時)|(?:す|す?る)(?:と|場合|とき|時)|しますと|(?:す)?れば|しなくても|後)"
    r"(?:に|には|は|も)?[、,\s]?)"
    r"[^。？?！!]{0,40}?"
    r"(?:(?:どう|どんなふうに)(?:なる|なり|なって(?![もいるお])|扱|され)|(?:消え|残り|戻り|有効|無効)[^。、？?！!]{0,8}(?:か|の)(?=[？?。\s]*$)"
    r"|(?:消える|残る|戻る)(?:の|ん))"
    r"[^。、？?！!]{0,12}[？?。\s]*$"
)
_END_EN = (
    r"(?:if|once|after|when) (?:i|we) (?:then |later |now )?"
    r"(?:cancel|withdraw|revoke|stop|quit|change my mind|take (?:it|that|this|my consent) back)\b"
)
_BECOMES_EN = (
    r"(?:what(?:'s| is| will| would|'ll)?(?: going to)? (?:happens?|becomes?|be done)\b|what about\b"
    r"|(?:do|does|is|are|will|would) (?:(?:everything|anything|it|that|this|what|the|all|my|you|they)\b))"
)
_EN = re.compile(
    r"^(?:(?:and|but|so|ok(?:ay)?|well|hmm|wait|sorry|then)[,.]?\s+){0,3}"
    rf"(?:{_BECOMES_EN}[^?.!]{{0,70}}\b{_END_EN}[^?.!]{{0,24}}"
    rf"|{_END_EN}[^?.!]{{0,24}},? (?:then )?{_BECOMES_EN}[^?.!]{{0,60}}\?)[?.\s]*$",
    re.IGNORECASE,
)
_ZH = re.compile(
    r"(?:取消|撤回|撤销|撤銷|撤|退|停|不办|不要)(?:了|掉)?(?:同意|申请|请求)?(?:了)?(?:以后|之后|以後|之後|后|後|的话|的話)[，,\s]?"
    r"[^。？?！!，,]{0,16}?(?:怎么(?:算|办|处理|样|弄)|会?怎样|如何|还?算数?不|还?算(?:不算|数吗|吗)"
    r"|还?有(?:没有)?效|会不会|还在不在|(?:还|還|会|會)[^。？?！!，,]{1,8}(?:吗|嗎))[^。？?！!，,]{0,6}[？?。\s]*$"
)
_SO_DO_IT = re.compile(
    r"^(?:do|will|would|can|could) you\b[^?.!]{0,12}\b(?:mind|cancel|stop|withdraw)\b", re.IGNORECASE
)
"""A wish in the form of a question."""
_ENDS_JA = (
    r"(?:(?:(?:取り?消|撤回|キャンセル|中止)し|取りやめ|やめ|止め|取り?下げ)"
    r"(?:て(?:ください|下さい|ほしい(?:です)?|くれ)?|ます(?:が|けど|ので|から)?|たいです|ることに(?:し)?(?:ます|ました))"
    r"|(?:取り?消し|撤回|キャンセル|中止|取り?下げ)(?:で|を?(?:お願い|希望)(?:し)?(?:ます|です)?))"
    r"(?:ね|よ)?[。！!、,\s]"
)
_ENDS_ZH = (
    r"(?:请|帮我|麻烦|给我|我要|我决定)[^。，,？?！!]{0,6}(?:取消|撤回|撤销|撤|停)[^。，,？?！!]{0,4}[。，,！!]"
    r"|(?:取消|撤销|撤回|撤|不办|不要|算)(?:吧|了吧?)[。，,！!]"
)
_SO_END_IT = re.compile(rf"{_ENDS_JA}|{_ENDS_ZH}")
"""It is ended, whatever is asked besides (「取り消してください。取り消した後はどうなりますか」)."""
_SUPPOSED = re.compile(r"もし|仮に|万が?一|如果|要是|假如|假设|万一")


def asks_what_becomes(text: str) -> bool:
    """Whether it is asked what becomes of things once something is cancelled or withdrawn, and nothing is wished."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST or _SO_DO_IT.search(told):
        return False
    if _SO_END_IT.search(told) and not _SUPPOSED.search(told):
        return False
    return any(words.search(told) for words in (_JA, _EN, _ZH))
