"""The writer tells whose relative they are (「私は娘です」, "I'm her daughter"): a fact beside a wish. Pure.

It says neither what is wanted nor by what right, and so it ends no wish and answers no question but who asks, which is
asked again.
"""

import re

from actions.vocabulary import AMBIGUOUS_REMOVE
from actions.words.phrases import of_a_relative, says_parent
from desk.lexicon import doing, oneself, people
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import RequestType

_KIN_JA = any_of(
    people.RELATIVES_JA, people.FAMILY_JA, ("長男", "次男", "長女", "次女", "孫", "孫娘", "甥", "姪")
)
_KIN_EN = any_of(
    people.RELATIVES_EN, people.GRANDPARENTS_EN, ("grandson", "granddaughter", "niece", "nephew", "family")
)
_KIN_ZH = any_of(people.RELATIVES_ZH)
_NO_PARENT_ZH = any_of(tuple(one for one in people.RELATIVES_ZH if one not in people.PARENTS_ZH))
_SAYS_KIN = re.compile(
    rf"^(?:あ|えっと|はい)?[、,\s]?(?:{any_of(oneself.I_JA)})(?:は|が|、)[、\s]?(?:(?:その|この|(?:ご?本人|{_KIN_JA}{people.TITLE_JA})の))?(?:実の)?{_KIN_JA}"
    r"(?:なん)?(?:です|だ|にあたります|になります)(?:けど|が|よ|ね)?[。！!\s]*$"
    rf"|^(?:well,? |yes,? |and )?(?:i'm|i am) (?:her|his|their|my {_KIN_EN}'s"
    r"|the(?! (?:only |own )?(?:child|partner)\b)) "
    rf"(?:only |eldest |own )?{_KIN_EN}[.!\s]*$"
    rf"|^(?:是的[，,])?我(?:就?是)(?:他|她|我?{_KIN_ZH}|这个人)的?(?:亲)?{_NO_PARENT_ZH}[。！\s]*$",
    re.IGNORECASE,
)


def says_kin(text: str) -> bool:
    """Whether it is only said that the writer is somebody's relative; a parent may be the one whom the law empowers."""
    told = text.strip().replace("’", "'")
    return _SAYS_KIN.match(told) is not None and not says_parent(told)


_MAY_IT = re.compile(
    r"(?:でき|せ|れ|もらえ|いただけ|頂け)(?:る|ます|ません|ない)(?:でしょう)?(?:の|か|[?？])|可能"
    r"|\b(?:can|could|may|possible)\b|可以|能不能|能否|可不可以|能.{1,20}吗",
    re.IGNORECASE,
)
_KINDS = (
    (
        AMBIGUOUS_REMOVE,
        rf"消[しせす]|{any_of(doing.REMOVAL_JA)}|\b{any_of(doing.REMOVAL_EN, doing.REMOVED_EN)}\b"
        rf"|{any_of(doing.REMOVAL_ZH)}",
    ),
    (
        RequestType.CORRECTION,
        rf"直[しせす]|{any_of(doing.CORRECTION_JA)}|\b{any_of(doing.CORRECTION_EN, doing.CORRECTED_EN)}\b"
        rf"|{any_of(doing.CORRECTION_ZH)}",
    ),
    (
        RequestType.DISCLOSURE,
        rf"見(?:られ|せ|たい|る)|{any_of(doing.DISCLOSURE_JA)}|\b(?:see|view|{any_of(doing.DISCLOSURE_EN)})\b|{any_of(doing.SEEING_ZH)}|看",
    ),
)
_SOMETHING_ELSE = re.compile(
    r"誰|だれ|どこ|どう|いつ|いくら|なぜ|何|場合|(?<![資资])料|第三者|他人|(?:他|ほか)の人|(?:従業|社)員が"
    r"|\b(?:who|where|when|why|what|how|you have|if)\b"
    r"|谁|哪|怎么|不删|多少|什么|[别他]人|员工|第三方",
    re.IGNORECASE,
)
_ANOTHER_MAY = re.compile(
    r"\b(?:can|could|may) (?!(?:i|we|you|it|the|his|her|their|my \w+(?:-in-law)?'s|my (?:late|own|old|elderly))\b)",
    re.IGNORECASE,
)
"""Whether the relative, or a stranger, may do it ("can my mother see my data?")."""


def wished_of_a_relative(question: str | None) -> str | None:
    """The request, or that something is removed, of which somebody has asked whether they may have it for a relative
    (「母の情報は消せますか」); None for other questions."""
    if question is None or not of_a_relative(question) or not _MAY_IT.search(question):
        return None
    if _SOMETHING_ELSE.search(question) or _ANOTHER_MAY.search(question.replace("’", "'")):
        return None
    return next((str(kind) for kind, words in _KINDS if re.search(words, question, re.IGNORECASE)), None)
