"""Whether a place in a message is where somebody lives, or only where they have been. Pure.

Any place that is named tells the region, and with it the chapter of the policy and the rights.
「先月、出張で上海に行きました」 and "I was in Tokyo last month" tell none: who has only been there is asked where they
live. "I live in Texas" does, also where another place was taken for their home before.
"""

import re

from knowledge.places import customer_region

_HOME = re.compile(
    r"住(?:ん|み|ま|所|民|人)|引っ?越|移住|転居|留学|滞在中|在住|居住|在留|永住|暮らし|実家|出身"
    r"|\b(?:liv(?:e|es|ing)|resid\w*|based|home|citizen|moved|address|(?:come|am|i'm|are|we're) from)\b"
    r"|住|居|来自|來自|搬",
    re.IGNORECASE,
)
_BEEN = re.compile(
    r"(?:出張|旅行|観光|帰省|遠征)(?:で|に|し(?:た|まし)|先|の(?:とき|際|時|折))|滞在し(?:た|まし)|[にへ](?:行|い)(?:った|って(?!らっしゃ)|きました|ったとき)"
    r"|(?:訪れ|訪問し)(?:た|て|まし)|立ち寄"
    r"|\b(?:i|we) (?:was|were|have been|had been|went|visited|travell?ed|flew|stayed|vacationed)\b"
    r"|\b(?:my|our|a|the) (?:\w+ )?(?:trip|visit|vacation|holidays?|layover|stay) (?:to|in|at)\b"
    r"|去过|去過|去了|到过|到過|(?:旅行|旅游|旅遊|出差)",
    re.IGNORECASE,
)
_LIVES = re.compile(
    r"[にで](?:住んで(?:い)?(?:る|ます|おり)|住(?:み|まい)|暮らして(?:い)?(?:る|ます|おり)|居住して(?:い)?(?:る|ます|おり))|在住(?:です|の|して)"
    r"|(?:住まい|住んで(?:い)?る(?:の|ところ|場所))は"
    r"|\b(?:i|we)(?:'m| am|'re| are)? (?:actually |now |currently )*(?:live|living|reside|residing|based) (?:in|at)\b"
    r"|\b(?:i'm|i am) (?:a )?residents? (?:of|in)\b"
    r"|(?:我|本人|我们|我們)(?:现在|現在|目前|其实|其實)?(?:住在|居住在|定居在?)",
    re.IGNORECASE,
)
_NOT_NOW = re.compile(
    r"住んで(?:い)?(?:た|ました|ない|ません)|(?:もし|仮に)"
    r"|\b(?:used to|if i|don't|do not|not|no longer) (?:live|resid)|\blived\b"
    r"|以前住|曾|不住|如果",
    re.IGNORECASE,
)


_NO_TOWN = re.compile(r"\bsale\b")
"""A common word that is a town's name, too (Salé); a town is written with a capital letter."""


def names_no_town(text: str) -> bool:
    """Whether what looks like a place is a common word ("opt out of the sale of my data") and nothing else is one."""
    bare = _NO_TOWN.sub(" ", text)
    return bare != text and customer_region(bare) is None


def only_been_there(text: str) -> bool:
    """Whether somebody tells where they have travelled, and of no home."""
    return _BEEN.search(text) is not None and _HOME.search(text) is None


def tells_home(text: str) -> bool:
    """Whether somebody says in so many words where they live now."""
    return _LIVES.search(text) is not None and _NOT_NOW.search(text) is None
