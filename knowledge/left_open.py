"""What a question leaves open, where the topics take it for one kind: how the desk is reached, which agent asks.

The topic map has a question for each way (telephone, mail address, fax) and for each agent (with a mandate, by law) and
none for all of them. 「問い合わせ先は」 was taken for the mail address, 「代理人でも請求できますか」 for one with a
mandate, and where the policy says nothing of just that one the desk said that it does not state it.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from knowledge.grounding import Grounding
from knowledge.ranking import Coverage

ONE_WAY = ("desk_email", "desk_phone", "desk_fax", "complaint_to_company")
"""The topics that such a question is taken for."""
INSTEAD = ("desk_phone", "desk_email", "desk_closed_successor", "complaint_to_company", "send_to_address")
"""What is told in their place, the first that the policy states."""
_REACHES = re.compile(
    r"(?:問い?合わ?せ|連絡|照会|相談)(?:先|窓口)|窓口(?:は|って|を|の)?(?:どこ|どちら|教え|連絡)"
    r"|(?:どこ|どちら|どなた|誰|だれ)(?:に|へ|と|宛に)(?:ご)?(?:問い?合わ?せ|連絡|照会|相談|聞|訊|言)"
    r"|\b(?:contact|reach|get in touch|get hold of)\b|联系|聯繫|联络|聯絡|咨询(?:处|窗口)"
)
_BY_ONE_WAY = re.compile(
    r"メール|アドレス|mail|電話|でんわ|tel|phone|call|ファックス|ファクス|fax|番号|住所|宛先|送付|送り|郵|post|address|letter"
    r"|苦情|クレーム|不満|complain|投诉|投訴|責任者|\bdpo\b|line|ライン|チャット|chat|slack|フォーム|form|オンライン|online|web|ウェブ|ネット|サイト|来店|来社|時間|何時|hours|time"
    r"|邮|郵|电话|電話|号码|號碼|传真|地址|网上|線上|微信"
)


def asks_for_any_contact(question: str) -> bool:
    """Whether it asks how the desk is reached, and names no way."""
    text = unicodedata.normalize("NFKC", question).lower()
    return _REACHES.search(text) is not None and _BY_ONE_WAY.search(text) is None


AN_AGENT = ("agent_papers_mandate", "who_may_ask_family")
"""The topics that a question for an agent of any kind is taken for."""
EITHER_AGENT = ("agent_papers_mandate", "agent_papers_statutory")
_OF_AGENTS = re.compile(r"代理|\b(?:agents?|representatives?|on (?:my|someone's|somebody's) behalf)\b")
_OF_ONE_KIND = re.compile(
    r"法定|任意|委任|親権|後見|家族|父|母|親|夫|妻|息子|娘|兄|弟|姉|妹|祖|友人|友達|弁護士"
    r"|mandate|power of attorney|legal|statutory|guardian|family|parent|mother|father|husband|wife|spouse|son|daughter"
    r"|friend|lawyer|监护|監護|委托|委託|律师|律師|家人|妈|爸|孩子"
)


def asks_for_any_agent(question: str) -> bool:
    """Whether it asks for agents and does not say of which kind."""
    text = unicodedata.normalize("NFKC", question).lower()
    return _OF_AGENTS.search(text) is not None and _OF_ONE_KIND.search(text) is None


_LEFT_OPEN: tuple[tuple[Callable[[str], bool], tuple[str, ...], tuple[str, ...]], ...] = (
    (asks_for_any_contact, ONE_WAY, INSTEAD),
    (asks_for_any_agent, AN_AGENT, EITHER_AGENT),
)
"""What a question leaves open, the topics that it is taken for, and what is told in their place."""


def of_what_is_stated(
    coverage: Coverage, grounding: Grounding, question: str, *, asker_told: bool = False
) -> Coverage:
    """What is asked, where a question that leaves the kind open was taken for one of which the policy is known to say
    nothing: the first kind that it does state; where it states none, and for every other question, as it was.

    `asker_told`: it is known which agent asks, so that no other one's papers are told.
    """
    top, ids = int(coverage.asked.argmax()), coverage.topic_ids
    if not grounding.silent[top]:
        return coverage
    for leaves_open, taken_for, instead in _LEFT_OPEN:
        there = [ids.index(one) for one in instead if one in ids and grounding.stated[ids.index(one)]]
        if asker_told and taken_for is AN_AGENT:
            continue
        if ids[top] in taken_for and there and leaves_open(question):
            return _moved(coverage, top, there[0])
    return coverage


def _moved(coverage: Coverage, source: int, target: int) -> Coverage:
    asked, stated = np.array(coverage.asked), np.array(coverage.stated)
    asked[target] += asked[source]
    stated[target] += asked[source]
    asked[source] = stated[source] = 0.0
    return replace(coverage, asked=asked, stated=stated)
