"""What only means something after the question before: 「じゃあ訂正は？」, 「もう一度」, 「それで？」. Pure.

The dialogue model sees one message at a time, and takes such a fragment for a request, a farewell or for nothing. Where
a question has been asked before it, it is that question again: the same one for another request, region, requester or
way of reply. Only what stands for such a word alone counts; a question that is whole by itself is looked up by itself.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from actions.case import Case, Heard
from actions.ports import DeskBook
from actions.vocabulary import NOT_FOR_OTHERS
from actions.waiting import kept_matters
from actions.words.about_the_desk import asks_hours
from actions.words.another_too import also_for
from actions.words.bare_words import asked_of_a_request, speaks_of_a_request
from actions.words.names import bare, kind_named, names
from actions.words.own_words import may_name_data, to_ones_home
from actions.words.recipients import given_to
from desk.lexicon import data, oneself, people
from desk.lexicon.wordlist import any_of
from desk.requests.stages import Stage
from knowledge.languages import is_japanese
from knowledge.places import customer_region
from knowledge.several import sentences
from knowledge.vocabulary import Region, ReplyMethod, Requester, RequestType

_FRAGMENT = (
    re.compile(
        r"^(?:(?:それ)?じゃあ?|(?:それ)?では|なら|でも|あと)?[、,\s]*(?P<what>[^、。,.!！?？]{1,14}?)(?:から|で|に)?"
        r"(?:の(?:場合|とき|時|ほう|方)?|(?<=する)(?:場合|とき|時))?"
        r"(?:は|だと|なら(?:ば)?|だったら|では|って)(?:(?:どう|いかが)(?:です|なります|でしょう)?か?)?[?？。!！…\s]*$"
    ),
    re.compile(
        r"^(?:and|what about|how about|and what about|but)\s+"
        r"(?:(?:in|for|from|by|with|an?|the|my)\s+)*(?P<what>[\w\s-]{2,24}?)\s*[?.!]*$",
        re.IGNORECASE,
    ),
    re.compile(r"^那么?[，,]?(?P<what>[^，。？?]{1,10}?)(?:的话)?(?:呢|怎么样)?[？?。]*$"),
)
_AGAIN = re.compile(
    r"^(?:すみません|ごめん(?:なさい)?)?[、,\s]*(?:もう(?:一度|一回|[1１][回度]|いちど|いっかい|いっぺん|一遍)|もっかい)"
    r"(?:言って|いって|教えて|説明して|お願い(?:します|できますか)?|読んで)?(?:ください|下さい|もらえますか|くれる|ほしい)?[。?？!！]*$"
    r"|^(?:please )?(?:repeat(?: that| it)?|say (?:that|it) again|once more|one more time|again)(?:,? please)?[.?!]*$"
    r"|^(?:请)?再说一[遍次][。！]?$",
    re.IGNORECASE,
)
_GO_ON = re.compile(
    r"^(?:それで|そんで|で|それから|そして|つまり|so|and|and then|so what|然后呢?|所以呢?)[?？。…!！]*$",
    re.IGNORECASE,
)
_AFTER_THAT = re.compile(
    r"^(?:で|じゃあ?|では)?[、,\s]?(?:その|この)(?:後|あと|のち|先)(?:は|って|どう(?:なる|なります|する|します|すれば(?:いい|よい))?(?:んです|のです|です)?(?:の|か)*)?[?？。…\s]*$"
    r"|^(?:and |so |but |ok,? )?(?:what )?(?:(?:about|happens?|then) )?(?:after|afterwards|later)"
    r"(?: that| then| this)?\s*\?+$"
    r"|^(?:and |so )?(?:after that|afterwards)[?.\s]*$"
    r"|^(?:那么?)?[，,]?(?:在?(?:那|这)?(?:之后|以后)|过后)(?:呢|怎么办|怎么样|怎样)?[？?。\s]*$",
    re.IGNORECASE,
)
_ON_KEEPING = re.compile(
    r"保[管存持有]|残[しっりる]|持っ|期間|\b(?:keep|kept|retain|retention|store[ds]?|hold|held)\b|保存|保留|存多久",
    re.IGNORECASE,
)
_ONCE_KEPT = {
    "ja": "保存期間が過ぎた後、個人情報は消去や廃棄をされますか",
    "en": "is personal data deleted or destroyed after the retention period?",
    "zh": "保存期限过后，个人信息会删除或销毁吗？",
}
_FROM_IT = re.compile(
    r"^(?:(?:それ)?じゃあ?|(?:それ)?では(?!また|な|あり|失礼)|って(?:ことは|いうことは)|という(?:ことは|と)|ということは|つまり|なら|そしたら)[、,\s]?"
    r"[^。、？?！!]{1,14}[?？。]?\s*$"
    r"|^(?:so|then|ok(?:ay)?,? so|and so)[,\s]+(?:(?:it|that|this)(?:'s| is) |is (?:it|that|this) )?"
    r"[\w ]{2,24}(?: then)?\s*[?.]*$"
    r"|^(?:那么?(?![个個家里裡边邊些位年天种次份件])|也就是说|就是说|所以)[，,]?[^，。？?]{1,10}[吗么]?[？?。]?\s*$",
    re.IGNORECASE,
)
_REQUESTERS: tuple[tuple[Requester, re.Pattern[str]], ...] = (
    (Requester.STATUTORY_AGENT, re.compile(r"法定代理人?|親権者|(?:成年)?後見人|legal representative", re.I)),
    (Requester.VOLUNTARY_AGENT, re.compile(r"(?:任意|委任(?:による|された)?)?代理人?|agent|代理人?", re.I)),
    (
        Requester.SELF,
        re.compile(
            r"(?:依頼(?:者|人)|会員|契約者)?(?:ご)?(?:本人|自分)(?:[がで](?:(?:請求|申請|手続き)(?:する)?)?)?"
            r"|myself|the person concerned",
            re.I,
        ),
    ),
)
_MANDATED = re.compile(
    rf"(?:{any_of(oneself.I_JA)}の)?{any_of(people.MANDATED_JA)}{people.TITLE_JA}|{any_of(people.MANDATED_EN)}|(?:我的)?{any_of(people.MANDATED_ZH)}",
    re.IGNORECASE,
)
"""An agent, by another word than the policies'."""
_OF_AN_AGENT = re.compile(r"代理|委任|agent|mandate", re.IGNORECASE)
_METHODS: tuple[tuple[ReplyMethod, re.Pattern[str]], ...] = (
    (ReplyMethod.POST, re.compile(r"郵送|書面|手紙|post|mail|邮寄", re.I)),
    (ReplyMethod.EMAIL, re.compile(r"(?:電子)?メール|e-?mail|电子邮件|邮件", re.I)),
    (ReplyMethod.MEDIA, re.compile(r"USB(?:メモリー?)?|CD(?:-R)?|DVD|電子媒体|a? ?data medium", re.I)),
)
_DAYS = re.compile(
    r"(?:今日|明日|[月火水木金土日](?:曜日?)?|土日(?:祝(?:日)?)?|祝日?|休日|週末|平日|年末(?:年始)?|正月|お?盆|夜(?:間)?|昼(?:休み)?|朝)|weekends?|holidays?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|周末|节假日|(?:周|星期)[一二三四五六日]",
    re.IGNORECASE,
)
"""A day, after a question for the hours: the hours once more."""
_CJK = re.compile(r"[぀-ヿ一-鿿]")


@dataclass(frozen=True)
class FollowUp:
    """The question before, as it is asked now: `text`, and for whom or what where that is another.

    `kind`: `again` the same once more, `on` what else there is, `for` the same for something else, `besides` something
    else of the same request (「手数料は？」, 「何日」).
    """

    kind: Literal["again", "on", "for", "besides"]
    text: str
    region: Region | None = None
    request_type: RequestType | None = None
    requester: Requester | None = None


def asks_again(text: str) -> bool:
    """Whether somebody wants to hear it once more (「もう一度」)."""
    return _AGAIN.match(text.strip()) is not None


def follow_up(case: Case, text: str, book: DeskBook) -> FollowUp | None:
    """The question before, as a fragment asks for it now; None for anything else, and where nothing was asked."""
    question, text = case.question, text.strip()
    theirs = of_the_one_named(case, text)
    if theirs is not None:
        return FollowUp("besides", theirs)
    besides = _besides(case, text)
    if besides is not None:
        return besides
    recipient = given_to(question, text)
    if recipient is not None:
        return FollowUp("for", recipient)
    if question is None or kept_matters(question):
        return None
    if asks_again(text):
        return FollowUp("again", question)
    if _AFTER_THAT.match(text) and _ON_KEEPING.search(question):
        tongue = "ja" if is_japanese(question) else "zh" if re.search("[一-龥]", question) else "en"
        return FollowUp("besides", _ONCE_KEPT[tongue])
    if _GO_ON.match(text) or _AFTER_THAT.match(text):
        return FollowUp("on", question)
    if (requester := also_for(text)) is not None:
        return FollowUp("for", question, requester=requester)
    found = next(filter(None, (one.match(text) for one in _FRAGMENT)), None)
    return _same_for(question, found["what"].strip(), case, book) if found else None


def _besides(case: Case, text: str) -> FollowUp | None:
    """What a bare word asks of the request that is spoken of (「何日」, 「あと書類」); None where none is."""
    question = case.question or ""
    spoken_of = speaks_of_a_request(question) or _WANTS_TO_USE.search(question) is not None
    kind = _kind_in(question) if spoken_of else None
    under_way = case.request_type if case.stage in (Stage.OFFERED, Stage.OPENED) else None
    if not (kind or under_way or speaks_of_a_request(question)):
        return None
    whole = asked_of_a_request(text, names(kind) if kind else None)
    if whole is None:
        return None
    return FollowUp("besides", whole, request_type=kind or under_way, requester=_agent_in(question))


_OF_ONE_NAMED = {
    "ja": re.compile(
        r"^(?:(?:じゃあ?|で|では|なら|あと)[、,\s]?)?(?:(?:その|この)(?:人|方|かた|担当者?|責任者|管理者|代表者?|係|部署|窓口|団体|機関)|そこ)の"
        rf"(?P<what>{any_of(data.CONTACTS_JA, data.PHONES_JA, data.ADDRESSES_JA, data.REACHED_AT_JA)})"
        r"(?:は|って|も|を)?"
        r"(?:何(?:番)?|どこ|お?教えて(?:ください|下さい|ほしい(?:です)?)?|わかり?ます|知りたい(?:です)?)?(?:です)?か?[?？。\s]*$"
    ),
    "en": re.compile(
        r"^(?:and |so |ok,? |please )?(?:(?:what(?:'s| is)|give me|tell me|send me|can i (?:have|get)"
        r"|i (?:want|need)) )?(?:his|her|their|that person's|the office's) "
        rf"(?P<what>{any_of(data.CONTACTS_EN, data.PHONES_EN, data.ADDRESSES_EN, ('contact details',))})[?.\s]*$",
        re.IGNORECASE,
    ),
    "zh": re.compile(
        r"^(?:那|那么)?(?:他|她|那个人|那位|该负责人|该部门|那个部门)的?(?P<what>"
        rf"{any_of(data.CONTACTS_ZH, data.ADDRESSES_ZH, ('电话号码', '联系方式'))})"
        r"(?:是(?:多少|什么)?|呢)?[？?。\s]*$"
    ),
}
_ASKED_OF = {
    "ja": "個人情報の問い合わせ窓口の{what}を教えてください",
    "en": "what is the {what} of the contact for personal information?",
    "zh": "个人信息咨询窗口的{what}是什么？",
}
_NAMES_SOMEBODY = re.compile(
    r"責任者|管理者|担当|窓口|問い?合わ?せ|連絡先|代表|係|部署|相談|苦情|団体|機関|誰|だれ"
    r"|\b(?:who|responsible|in charge|officer|contact|representative|complain\w*)\b|谁|负责人|联系|窗口|投诉",
    re.IGNORECASE,
)


def of_the_one_named(case: Case, text: str) -> str | None:
    """The whole question, where the contact of who has just been asked about is wanted (「その人の電話番号」), whom the
    dialogue model takes for somebody else's data; None where somebody else was spoken of, or nobody."""
    question = case.question
    if question is None or case.outcome in NOT_FOR_OTHERS or _NAMES_SOMEBODY.search(question) is None:
        return None
    for tongue, words in _OF_ONE_NAMED.items():
        if found := words.match(text.strip()):
            return _ASKED_OF[tongue].format(what=found["what"])
    return None


def besides_the_form(case: Case, heard: Heard, asked: str | None) -> str | None:
    """The question for which a bare word stands while the form is open (「何日」). Where it asks for the kind of data,
    「書類」 may be one."""
    if heard.pressed or (asked == "subject" and may_name_data(heard.text)):
        return None
    if asked == "reply_method" and to_ones_home(heard.text):
        return None  # 「地址」: by post, and not where the papers go
    theirs = of_the_one_named(case, heard.text)
    return theirs or asked_of_a_request(heard.text, names(case.request_type) if case.request_type else None)


def _same_for(question: str, what: str, case: Case, book: DeskBook) -> FollowUp | None:
    kind = kind_named(what)
    if kind is not None:
        return FollowUp("for", _of_type(question, kind, what), request_type=kind)
    who = bare(what)
    for requester, words in _REQUESTERS:
        if words.fullmatch(who):
            return FollowUp("for", _in_case_of(question, what), requester=requester)
    if _MANDATED.fullmatch(who):
        agent = "代理人" if _CJK.search(question) else "an agent"
        text = question if _OF_AN_AGENT.search(question) else _in_case_of(question, agent)
        return FollowUp("for", text, requester=Requester.VOLUNTARY_AGENT)
    if asks_hours(question) and _DAYS.fullmatch(who):
        return FollowUp("for", question)
    if any(words.fullmatch(who) for _, words in _METHODS):
        return FollowUp("for", _in_case_of(question, what))
    region = customer_region(what) if "の" not in what else None
    if region is None or region not in book.regions(case.company):
        return None
    return FollowUp("for", _without_place(question), region=region)


_WANTS_TO_USE = re.compile(
    r"^(?!.*(?:クッキー|cookie|ブラウザ)).*"
    r"(?:でき(?:ます|る|ません|ない)|(?:して|で)(?:もら|いただ|頂|くれ|ほし)|し(?:たい|たく)|お?願い|頼"
    r"|\b(?:can i|may i|i(?:'d like| want| would like))\b|(?:我|能|可以|想|要).{0,3}(?:删除|更正|查阅|披露|停止))",
    re.IGNORECASE | re.DOTALL,
)
"""Somebody would use a right. A company discloses and deletes by itself, too (「第三者に開示しますか」)."""


def _kind_in(question: str) -> RequestType | None:
    """The kind of request that a question names; the longest name, of which another may be a part."""
    named = [(len(name), kind) for kind in RequestType for name in names(kind) if _names(question, name)]
    return max(named, key=lambda one: one[0])[1] if named else None


def _names(question: str, name: str) -> bool:
    """Whether the name stands in it; "in addition" names none."""
    if not name.isascii():
        return name in question
    return re.search(rf"(?<!\bin )\b{re.escape(name)}\b", question, re.IGNORECASE) is not None


def _agent_in(question: str) -> Requester | None:
    """The agent of whom a question speaks."""
    return next(
        (one for one, words in _REQUESTERS if one is not Requester.SELF and words.search(question)), None
    )


def _of_type(question: str, kind: RequestType, what: str) -> str:
    """The question with the other kind of request that it names replaced; else asked for this one."""
    others = sorted(
        (name for one in RequestType if one != kind for name in names(one)), key=len, reverse=True
    )
    named = next((name for name in others if name in question), None)
    return question.replace(named, bare(what), 1) if named else _in_case_of(question, what)


_CASE = re.compile(r"^(?:[^、。]{1,14}の場合、|For [\w\s-]{2,24}: )")


def _in_case_of(question: str, what: str) -> str:
    question = _CASE.sub("", question)  # the case before, which this one replaces
    return f"{what}の場合、{question}" if _CJK.search(question) else f"For {what}: {question}"


def _without_place(question: str) -> str:
    """The question without the sentences that only tell where somebody lives: a place in it would count."""
    kept = [one.strip() for one in sentences(question) if customer_region(one) is None]
    return "".join(kept) or question


def goes_on_from_it(text: str) -> bool:
    """Whether somebody draws from the answer what they ask (「じゃあ無料？」), and says nothing else."""
    return _FROM_IT.match(text.strip()) is not None


def there_too(heard: Heard, events: Sequence[Mapping[str, Any]]) -> Heard:
    """The message with the region of the question just before it, from whose answer it goes on (「ヨーロッパの人の
    手数料は」, 「じゃあ無料？」): the customer's own may be another."""
    if heard.pressed or "region" in heard.values or not goes_on_from_it(heard.text):
        return heard
    users = [one for one in reversed(events) if one["event"] == "user"]
    if len(users) <= 1 or not users[1].get("parse_data"):
        return heard
    there = Heard.of_message(users[1]["parse_data"]).values.get("region")
    return replace(heard, values={**heard.values, "region": there}) if there else heard
