"""What a question leaves open, where the topics take it for one kind: a way to the desk, an agent, a removal.

The topic map has a question for each way (telephone, mail address, fax) and for each agent (with a mandate, by law) and
none for all of them. 「問い合わせ先は」 was taken for the mail address, 「代理人でも請求できますか」 for one with a
mandate, and where the policy says nothing of just that one the desk said that it does not state it. So was a question
how data is removed, where it was taken for what becomes of data after a contract.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from knowledge.grounding import Grounding
from knowledge.topics.classifier import TopicScore

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


WHAT_BECOMES = (
    *("after_contract_end", "effect_of_stop_or_deletion", "retention_period"),
    *("request_form_incomplete", "request_type_meaning"),
)
"""The topics that a question how a request is made is taken for, above all in Chinese (「怎么删除我的信息」)."""
HOW = ("request_how_to_start",)
_DONE_ZH = r"(?:删除|刪除|删掉|刪掉|清除|注销|註銷|消除|更正|修改|改正|停止使用|停用|查看|查阅|查閱)"
_DONE_EN = r"(?:delet|remov|eras|correct|rectif|stop (?:using|you)|stop the use)"
_DONE_JA = r"(?:削除|消去|訂正|修正|(?:利用|使用)の?停止|開示)"
_HOW_IT_IS_DONE = re.compile(
    rf"(?:怎么|怎麼|怎样|怎樣|如何|在哪里?)(?:才能|可以|能|申请|申請|办理|要求|让你们|請你們|请你们)?(?:把)?.{{0,12}}?{_DONE_ZH}"
    rf"|\bhow (?:do|can|could|would|should|to) (?:i |we |you )?(?:request |ask for |get |have )?.{{0,25}}?{_DONE_EN}"
    rf"|{_DONE_JA}(?:を)?(?:の?(?:仕方|やり方|方法|手続き?|申請)|(?:する|してもらう)?には| 方法| 手続き?)"
    r"|(?:どう|どうやって)(?:やって|したら|すれば)?(?:直|消|止)|消す?には|消し方|直し方|止め方"
)
PAPERS = ("identity_papers_which",)
_WHAT_IS_NEEDED = re.compile(
    r"(?:請求|手続き?|申請|開示|削除|訂正)(?:に|は|って|には|するのに|するには)?[、\s]*(?:何|なに)が(?:いる|要る|いり|要り|必要)"
)


def asks_how_it_is_done(question: str) -> bool:
    """Whether it asks how one has data removed, put right or no longer used, not when or with what effect."""
    return _HOW_IT_IS_DONE.search(unicodedata.normalize("NFKC", question).lower()) is not None


def asks_what_is_needed(question: str) -> bool:
    """Whether it asks what one needs for a request (「開示請求って何がいるの」)."""
    return _WHAT_IS_NEEDED.search(unicodedata.normalize("NFKC", question)) is not None


_LEFT_OPEN: tuple[tuple[Callable[[str], bool], tuple[str, ...], tuple[str, ...]], ...] = (
    (asks_for_any_contact, ONE_WAY, INSTEAD),
    (asks_for_any_agent, AN_AGENT, EITHER_AGENT),
    (asks_how_it_is_done, WHAT_BECOMES, HOW),
    (asks_what_is_needed, ("request_type_meaning",), PAPERS),
)
"""What a question leaves open, the topics that it is taken for, and what is told in their place."""


def of_what_is_stated(
    topics: Sequence[TopicScore],
    topic_ids: Sequence[str],
    grounding: Grounding,
    question: str,
    *,
    asker_told: bool = False,
) -> tuple[TopicScore, ...]:
    """The topics of a question, likeliest first; where it leaves the kind open, and the likeliest is one of which the
    policy is known to say nothing, that one's share goes to the first kind that it does state. Where it states none,
    and for every other question, as they were.

    `topic_ids`: in the order of `grounding`. `asker_told`: it is known which agent asks, so that no other one's papers
    are told.
    """
    number = {topic: place for place, topic in enumerate(topic_ids)}
    inside = [one for one in topics if one.topic in number]
    top = max(inside, key=lambda one: one.probability, default=None)
    if top is None or not grounding.silent[number[top.topic]]:
        return tuple(topics)
    for leaves_open, taken_for, instead in _LEFT_OPEN:
        there = [one for one in instead if one in number and grounding.stated[number[one]]]
        if asker_told and taken_for is AN_AGENT:
            continue
        if top.topic in taken_for and there and leaves_open(question):
            return _moved(topics, top.topic, there[0])
    return tuple(topics)


def _moved(topics: Sequence[TopicScore], source: str, target: str) -> tuple[TopicScore, ...]:
    shares = {one.topic: one.probability for one in topics}
    shares[target] = shares.get(target, 0.0) + shares.pop(source)
    ordered = sorted(shares.items(), key=lambda one: -one[1])
    return tuple(TopicScore(topic, probability) for topic, probability in ordered)
