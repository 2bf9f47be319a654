"""Whether somebody writes that they do not want to live any more. Pure.

Told by the words alone, before anything else is made of the message: to such a message no clause, no procedure and no
question is an answer. Who speaks of somebody else's death (「自殺した父の…」) is not meant.
"""

import re

HELP = "talk.despair"
"""Wording key of what is said to it: by the bot, or by the desk while a person is waited for. A conversation in which
it was said is urgent for staff."""
_DESPAIR = re.compile(
    r"死にた(?:い|く(?!は?な))|しにたい|シニタイ|死んでしまいたい|死んじゃいたい|死んでやる|死のうと(?:思|おも)"
    r"|自殺(?:したい|します|する(?!人|方|者|な)|しよう|しそう|しかない|を考え)|自死(?:したい|を考え)"
    r"|消えてしまいたい|消えてなくなりたい|生きて(?:い)?たくな|生きている?のが(?:つら|辛|嫌|いや)|命を絶(?:ち|と|つ(?!た))"
    r"|首を(?:吊|つ)(?:りた|ろう|るしか)|飛び降り(?:たい|よう)|(?:俺|私|僕|わたし)を殺して"
    r"|\b(?:want|going|ready|wish) to die\b|\bwanna die\b|\bkill(?:ing)? myself\b|\bend(?:ing)? my (?:own )?life\b"
    r"|\b(?:am|i'm|im|feel|feeling) suicidal\b|\bcommit suicide\b"
    r"|\b(?:don't|dont|do not) want to live\b|\bbetter off dead\b"
    r"|想死(?!你)|不想活|活不下去|(?:想|要|打算)自[杀殺]|(?:结束|結束)(?:自己的)?生命|(?:想|要)(?:轻生|輕生)",
    re.IGNORECASE,
)


def in_despair(text: str) -> bool:
    """Whether the message says so. A wrong yes costs a kind line; what was begun can be gone on with."""
    return _DESPAIR.search(text.replace("’", "'")) is not None
