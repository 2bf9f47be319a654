"""Two matters in one question: 「手数料と必要書類を教えてください」.

A question has one topic, so that one of two would be answered and the other passed over. Only the plain list of two is
taken apart; a longer sentence with a 「と」 in it is nearly always about one thing. Japanese only: the other languages
join whole clauses, which can not be told from one matter with a condition.
"""

import re

_SENTENCE = re.compile(r"[^。．！!？?\n]+[。．！!？?\n]*\s*")
_LIST = re.compile(
    r"^(?P<first>[^、。,，]{2,18}?[一-龥々ァ-ヶー])(?:と、|と|や|、|および|及び|ならびに|並びに|それと)"
    r"(?P<second>[^、。,，]{2,24}?)"
    r"(?P<wanted>(?:を|について|が)?(?:お?教え|おしえ|知りた|聞きた|お聞き|お知らせ|確認した).*)$"
)
_ASKING = "を教えてください"


def matters(question: str) -> tuple[str, ...]:
    """The two questions that a plain list of two holds, each whole by itself; none where there is no such list.

    What the sentences before the list say (where the customer lives) belongs to both.
    """
    sentences = _SENTENCE.findall(question.strip())
    if not sentences:
        return ()
    found = _LIST.match(sentences[-1].strip())
    if found is None:
        return ()
    before = "".join(sentences[:-1])
    return (
        f"{before}{found['first']}{_ASKING}",
        f"{before}{found['second']}{found['wanted']}",
    )
