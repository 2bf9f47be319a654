"""Which of the choices of the form is the right one for the writer: "which of these four is right for me?",
「どれを選べばいいですか」. Pure.

Read where the form has just shown its choices; the policy knows nothing of them. What is asked of anything else
(「どの書類を選べば」, "which is cheaper") is none.
"""

import re

_LONGEST = 80
"""Characters; who tells a longer story is read as a whole."""

_LEAD_JA = (
    r"^(?:(?:あの|えっと|すみません|うーん|で|じゃあ?|では|結局|自分|私(?:の場合)?|うち(?:の場合)?|この場合|この中"
    r"|これら|上|選択肢|[2-9２-９二三四五六]つ|どれも似ていますが)"
    r"(?:の(?:中|うち|場合))?(?:は|だと|で|から|の)?[、。\s]?){0,4}"
)
_WHICH_JA = r"(?:どれ|どっち|どちら|何番(?!号)|どの(?:選択肢|項目|ボタン))"
_ENDS_JA = (
    r"(?:の|ん)?(?:です|でしょう)?(?:か)?(?:ね|な|しら)?"
    r"(?:を?教えて(?:ください|下さい)?)?[?？。\s]*$"
)
_JA = re.compile(
    rf"{_LEAD_JA}{_WHICH_JA}(?:を|に)?[、\s]?(?:(?:選べ|えらべ|選択すれ|押せ|答えれ|すれ)ば|(?:選ん|押し"
    rf"|選択し|し)(?:だ|た)ら|選ぶべき|選択すべき)(?:いい|よい|良い|よろしい)?{_ENDS_JA}"
    rf"|{_LEAD_JA}{_WHICH_JA}(?:が|に)[、\s]?(?:私|自分|うち)?(?:に|の場合)?(?:は)?(?:合って(?:い)?"
    r"(?:る|ます)|合う|合います|当ては?まる|当ては?まります|当たる|当たります|該当する|該当します"
    rf"|なる|なります|適切|正しい|正解|いい|よい|良い|おすすめ|お勧め|向いて(?:い)?(?:る|ます)){_ENDS_JA}"
    rf"|^(?:私|自分|うち)(?:の場合)?は[、\s]?{_WHICH_JA}{_ENDS_JA}"
    rf"|^{_WHICH_JA}(?:に(?:なります|なる))?(?:です)?(?:か)?(?:ね|な)?[、。?？\s](?:私|自分|うち)の場合(?:は)?[?？。\s]*$"
)
_LEAD_EN = (
    r"^(?:(?:so|and|but|ok(?:ay)?|well|hmm+|um+|sorry|hi|please|i don't know|i'm not sure"
    r"|not sure)[,.]?\s+){0,3}"
)
_WHICH_EN = (
    r"which(?: (?:one|of (?:these|those|them|the (?:choices|options|buttons)|the (?:two|three|four"
    r"|five|six)|these (?:two|three|four|five|six)))"
    r"(?: (?:choices|options|buttons|ones))?| (?:option|choice|button|answer))?"
)
_FOR_ME_EN = r"(?:(?: one)?(?: for (?:me|my case|my situation|us)| in my case)?)"
_EN = re.compile(
    rf"{_LEAD_EN}(?:{_WHICH_EN} (?:should|shall|do|must|would|can) i take|(?:{_WHICH_EN}|what) "
    r"(?:should|shall|do|must|would|can) i (?:choose|pick|select|press|click|tap|answer))(?: here)?(?:"
    rf" then)?{_FOR_ME_EN}\s*[?.]*$"
    rf"|{_LEAD_EN}{_WHICH_EN}(?: is|'s| would be| applies| fits| suits)(?: the)?(?: (?:right|best"
    r"|correct|appropriate|proper))?(?: one)?"
    r"(?: for| to)? (?:me|my case|my situation|us)(?: here)?\s*[?.]*$"
    rf"|{_LEAD_EN}{_WHICH_EN} (?:is|would be) the (?:right|best|correct) (?:one|choice|option|answer)"
    r"(?: for me)?\s*[?.]*$"
    rf"|{_LEAD_EN}which(?: one| of (?:these|those|them|these \w+))? am i\s*[?.]*$",
    re.IGNORECASE,
)
_LEAD_ZH = (
    r"^(?:(?:请问|那么?|嗯|不好意思|我不知道|这里|这几个|这[两三四五六]个|这些|上面(?:的|这些)?|其中"
    r"|我的情况)(?:里|中|里面|当中)?[，,\s]?){0,3}"
)
_WHICH_ZH = r"(?:哪(?:一)?(?:个|项|种|一个|一项|一种))(?:选项)?"
_ZH = re.compile(
    rf"{_LEAD_ZH}(?:我)?(?:应该|该|要|可以|得)?(?:选|选择|点|按|填)(?:择)?{_WHICH_ZH}(?:好|才对|比较好"
    r"|合适)?(?:呢|啊|呀)?[？?。\s]*$"
    rf"|{_LEAD_ZH}{_WHICH_ZH}(?:比较|最|才|更)?(?:适合|符合|适用于?)(?:我(?:的情况)?)(?:呢|啊)?[？?。\s]*$"
    rf"|{_LEAD_ZH}我(?:的情况)?(?:属于|算|是)(?:上面)?{_WHICH_ZH}(?:呢|啊)?[？?。\s]*$"
)


def asks_which_one(text: str) -> bool:
    """Whether somebody asks which of the choices before them is right for them, and nothing else."""
    told = text.strip().replace("’", "'")
    return len(told) <= _LONGEST and any(one.match(told) for one in (_JA, _EN, _ZH))
