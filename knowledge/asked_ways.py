"""By what way a question wants to hand something in, where its words say it.

The topics know one question about a way of requesting, whether it goes online, and a question that names the post
(「郵送で請求できますか」) is so much like it that it was taken for it: the desk said that the policy does not speak of
the internet. Who names the post asks how a request is made.
"""

import re
import unicodedata
from collections.abc import Sequence

from knowledge.topics.classifier import TopicScore

ONLINE = "request_online"
HOW = "request_how_to_start"
# The post as the way that is asked for, not as one that is to be got round (郵送でなく, 郵送でしか).
_BY_POST = re.compile(
    r"(?:郵送|郵便|封書|手紙)(?:でも?(?!は?な[いく]|は?あり|しか|なし|すか|すよ|しょう)|にて|により|によって)"
    r"|\b(?:by|via|through) (?:the |(?:regular |ordinary )?(?:postal )?)(?:post|mail)\b|(?:邮寄|郵寄)(?!地址)"
)
_ANOTHER = re.compile(
    r"オンライン|ネット|web|ウェブ|フォーム|メール|サイト|マイページ|アプリ|電子|スマホ|online|internet|e-?mail|网上|线上|網上|線上"
    r"|以外|代わり|かわり|じゃな|では?な|面倒|手間|嫌|いや[だで]|せずに|しないで|しなくて|(?:他|ほか)の(?:方法|やり方|手段)"
    r"|instead|other than|without|besides|not by|不用|不想"
)


def by_its_way(topics: Sequence[TopicScore], question: str) -> tuple[TopicScore, ...]:
    """The topics of a question, likeliest first; none is "online" where its words name the post and no other way."""
    text = unicodedata.normalize("NFKC", question).lower()
    if not _BY_POST.search(text) or _ANOTHER.search(text):
        return tuple(topics)
    shares = {one.topic: one.probability for one in topics}
    shares[HOW] = shares.get(HOW, 0.0) + shares.pop(ONLINE, 0.0)
    ordered = sorted(shares.items(), key=lambda one: -one[1])
    return tuple(TopicScore(topic, probability) for topic, probability in ordered)
