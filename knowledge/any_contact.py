"""Where somebody asks how to reach the desk, by whatever way (「問い合わせ先は」, "how can I contact you").

The topics know a question for each way (telephone, e-mail, fax) and none for all of them, and take such a question for
the mail address: a desk that has a telephone only said that the policy does not state where to turn to.
"""

import re
import unicodedata
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


def at_any_contact(coverage: Coverage, grounding: Grounding, question: str) -> Coverage:
    """What is asked, where a question for any contact was taken for a way of which the policy is known to say nothing:
    the first way that it does state; where it states none, and for every other question, as it was."""
    top = int(coverage.asked.argmax())
    ids = coverage.topic_ids
    if ids[top] not in ONE_WAY or not grounding.silent[top] or not asks_for_any_contact(question):
        return coverage
    instead = next(
        (ids.index(one) for one in INSTEAD if one in ids and grounding.stated[ids.index(one)]), None
    )
    if instead is None:
        return coverage
    asked, stated = np.array(coverage.asked), np.array(coverage.stated)
    asked[instead] += asked[top]
    stated[instead] += asked[top]
    asked[top] = stated[top] = 0.0
    return replace(coverage, asked=asked, stated=stated)
