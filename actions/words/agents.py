"""Who acts for whom, told by the words alone. Pure.

Who may ask besides the person themself: the statutory agent of a minor or of an adult ward, and whom the person has
mandated (Order for Enforcement of the APPI, 個人情報の保護に関する法律施行令, article 13). Narrow: the rest is asked.
"""

import re

from actions.words.meant import AGENTS_PAPERS
from actions.words.phrases import of_grown_up_child
from actions.words.questions import asking
from desk.lexicon import data, doing, oneself, people
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import Requester

GUARDIANS_PAPERS = "法定代理人（成年後見人）が請求するときに必要な書類は何ですか"
"""What there is to know for somebody whose relative cannot ask for themself, as a question to the policy."""

_ASKS_PAPERS = re.compile(
    r"^[^。？?！!]{0,14}?(?:どんな|どの|何の|必要な?|提出する|要る|いる)(?:本人確認)?(?:の)?(?:書類|もの|身分証(?:明書)?|証明書)"
    r"(?:[はがをって]{0,2}[^。、？?！!]{0,18})?[。？?\s]*$"
    r"|^[^。、？?！!]{0,8}(?:本人確認)?(?:の)?書類(?:は|って|とは)(?:何|なに|どんな|どれ|どういう)[^。、？?！!]{0,12}[。？?\s]*$"
    r"|^(?:which|what) (?:documents?|papers?)\b[^?.]{0,40}\b(?:need|needed|required|send|enclose)\b[^?.]{0,24}\?*$"
    r"|^(?:请问)?(?:申请)?(?:需要|要)(?:准备)?(?:什么|哪些)(?:材料|文件|证件)[？?。\s]*$",
    re.IGNORECASE,
)
_OF_SOME_PAPER = re.compile(
    r"代理|委任|本人(?!確認)|親|戸籍|どこ|いつ|返|保管|保存|期限|コピー|原本|写し|送り先|委托|代办|\b(?:agent|attorney|parent|where|return)",
    re.IGNORECASE,
)
_OF_THE_STATUTORY = {
    "ja": "法定代理人が請求するときに必要な書類は何ですか",
    "en": "which documents are needed when a legal representative (a parent or guardian) makes the request?",
    "zh": "法定代理人提出申请时需要哪些材料？",
}


def papers_asked_by(text: str, requester: Requester | None) -> str:
    """The question which papers are needed as an agent means it who has said that they are one; any other text as it
    is. To the search it is a question for the papers of the person themself."""
    told = text.strip()
    if requester in (None, Requester.SELF) or not _ASKS_PAPERS.match(told) or _OF_SOME_PAPER.search(told):
        return text
    tongue = "en" if told.isascii() else "ja" if re.search("[ぁ-ん]", told) else "zh"
    return (_OF_THE_STATUTORY if requester is Requester.STATUTORY_AGENT else AGENTS_PAPERS.whole)[tongue]


_MANDATED = rf"{any_of(people.MANDATED_JA)}(?:さん|の者)?"
_MYSELF = any_of(oneself.I_JA)
_OF_WHAT = r"(?:(?!た|てる|てい|[うくすつぬむるぐぶ][一-龥ァ-ヶ])[^。！？!?]){0,12}"
"""What the request is for. Not 「登録した情報の」, 「使うメールの」: then that is what the other one does or did."""
_RIGHTS = any_of(doing.REMOVAL_JA, doing.CORRECTION_JA, doing.DISCLOSURE_JA, doing.STOP_JA)
_DO = (
    rf"(?:{_OF_WHAT}(?:{_RIGHTS}|請求|申請|手続き?|申し込|申込|申し出|依頼))"
    r"[^。！？!?]{0,4}?"
    r"(?:し(?:ます|たい|てもら)|する(?!な)|をお?願い|やります|やる(?!な)|みます|む)"
)
_MAKES_ONE = (
    r"(?:(?:makes?|do(?:es)?|files?|submits?) "
    r"(?:it|this|that|(?:[a-z-]+ ){0,4}(?:requests?|applications?|forms?|paperwork|procedures?))\b"
    r"|(?:requests?|apply|applies)\b|asks?(?: you)?(?= for | on | instead ))"
)
_FOR_ME = re.compile(
    rf"{_MANDATED}が[、\s]*(?:{_MYSELF}の|{_MYSELF}に)?(?:代わり|かわり|代理|代わって|かわって)(?:に|で|として)?[、\s]*{_DO}"
    rf"|{_MANDATED}に[、\s]*(?:(?:{_MYSELF}の)?(?:代わって|かわって)もらって|頼んで|任せて|委任して){_DO}"
    rf"|{_MYSELF}(?:の(?:代わり|かわり|代理)(?:に|で|として)|に(?:代わって|かわって))[、\s]*{_MANDATED}が{_DO}"
    rf"|\bmy {any_of(people.MANDATED_EN)}\b"
    r"(?: (?:will|would|is going to|wants? to|should|shall|is to))? "
    rf"{_MAKES_ONE}"
    r"(?:(?!\bi\b)[^?.!])*\b(?:for me(?! to\b)|on my behalf|instead of me)\b"
    rf"|(?:由)?我的?{any_of(people.MANDATED_ZH)}(?:会|要|来|想)?(?:代|替|代替)我(?:来)?(?:申请|办理|要求)",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"ました|ません|ないで|たくない|なくて|未成年|勝手|止め|やめ|防|困|心配|怖|嫌|拒否|断り|させな|自分で"
    r"|\bnot\b|n't\b|\b(?:stop|prevent|afraid|without|myself)\b|不[能会想要]|[了过]。?$|阻止|[我想]自己"
)
"""It is over, not wanted, or the writer does it."""


def somebody_acts_for_writer(text: str) -> bool:
    """Whether somebody whom the writer has mandated makes the request for them (「妻が私の代わりに開示請求します」)."""
    return _FOR_ME.search(text) is not None and _NOT_SO.search(text) is None


_MANDATE = re.compile(
    r"委任(?:状)?を(?:受け|もらっ|貰っ|いただい|頂い|預かっ)(?:て(?!い?(?:ない|ません)|くれ|もらっ|いただけ|[来き]て|個人情報を扱)|た(?!と[言い]|場合|ら|とき|時|い|人|方|か))"
    r"|委任を(?:受けており|受けまし)|(?:本人|家族)から(?:委任|依頼)(?:を受け|され)(?:て(?!い?(?:ない|ません))|ており|まし)"
    r"|(?<!法定)代理人(?:を(?:務|勤)め(?:ており|てい(?:る|ます)|ます)|(?:の|である)?弁護士(?:です|でござ|の[一-龥]|と申|として))"
    r"|\bi(?: do)? (?:have|hold) (?:an? |the |his |her |their )?(?:signed |written )?"
    r"(?:power of attorney|poa|mandate|letter of (?:authority|authori[sz]ation|attorney))\b"
    r"|\bi(?: am|'m) (?:acting|writing|asking) (?:for|on behalf of) (?:my|a|our) clients?\b"
    r"|\bon behalf of (?:my|our|a) client\b"
    rf"|\b(?:he|she|they(?! (?:\w+ ){{1,4}}papers?\b)"
    rf"|my (?:client|{any_of(people.RELATIVES_EN, people.FRIENDS_EN)}))(?: has| have)? "
    rf"(?:gave|given|give|gives|signed|sign)"
    r"(?: me| us)? (?:an? |the |his |her |their )?(?:signed |written )?"
    r"(?:papers?|permission|authori[sz]ation|mandate|consent form|power of attorney|poa|letter of "
    r"(?:authority|authori[sz]ation|attorney))"
    r"(?: for (?:it|this|that))?[.!\s]*$"
    r"|受(?:客户|客戶|委托人|委託人|当事人|本人|家人|朋友|他|她)?(?:的)?(?:委托|委託)(?!方)"
    r"|(?<!没)(?<!沒)(?:我?(?:这里)?有|持有|带了|附上)(?:他|她|本人)?的?(?:委托书|委託書|授权书|授權書)",
    re.IGNORECASE,
)


def holds_a_mandate(text: str) -> bool:
    """Whether the writer says that they have a mandate (「委任を受けて開示を請求したい」): it is not asked again."""
    return _MANDATE.search(text) is not None and not asking(text)


_WHOSE_KIN = any_of(people.RELATIVES_JA, people.FAMILY_JA, people.FRIENDS_JA)
_REPRESENTED = re.compile(
    rf"^(?:はい|ええ|もちろん|だから)?[、,。\s]*(?:(?:(?:社員|従業員|会員|契約者|{_WHOSE_KIN})の?)?(?:本人|当人)|依頼者|依頼人|委任者|契約者|名義人|{_WHOSE_KIN}){people.TITLE_JA}"
    rf"の(?:分|やつ|もの|物|方|ほう|{any_of(data.PERSONAL_DATA_JA, data.DATA_JA)})?"
    r"(?:です|だ|でございます|になります)?(?:よ|ね|が|けど)?[。！!\s]*$"
    r"|^(?:yes,? )?(?:(?:it is|it's|they are|they're) )?"
    rf"(?:(?:my|the) (?:{any_of(people.RELATIVES_EN, people.FRIENDS_EN)}|client|principal|person)'s|his|hers?|theirs?)"
    rf"(?: own)?(?: (?:personal )?{any_of(data.DATA_EN)})?[.!\s]*$"
    rf"|^(?:是|就是)?(?:本人|当事人|委托人|我?的?{any_of(people.RELATIVES_ZH)})的?(?:{any_of(data.DATA_ZH)})?[。！\s]*$",
    re.IGNORECASE,
)


def of_the_represented(text: str) -> bool:
    """Whether it is only said whose data it is, by who asks for somebody (「本人のもの」, 「母の情報です」,
    "my client's")."""
    return _REPRESENTED.match(text.strip()) is not None


_RELATIVE = any_of(people.ADULT_RELATIVES_JA, people.FAMILY_JA, ("本人",))
"""No child: for one who is under age its parents ask, whatever it understands."""
_UNABLE = (
    r"(?:重い|重度の)?(?:認知症|アルツハイマー(?:病|型認知症)?|意識不明|昏睡(?:状態)?|植物状態"
    r"|意識(?:が|は|も)?(?:ない|ありません|戻らない|戻りません)"
    r"|判断(?:能力|力)(?:が|は|も)?(?:ない|ありません))"
)
_ENDING = (
    r"(?:なん|の)?(?:です?|だ|でして|(?:になっ|にかかっ)(?:た|てい?(?:る|ます)))?"
    r"(?:けど|が|けれど|から|ので|の)?(?:ね|よ)?"
)
_KIN = any_of(people.ADULT_RELATIVES_EN)
_INCAPACITY = re.compile(
    rf"^(?:あの|実は|えっと|でも|ただ|うちの|私の|わたしの)*[、,\s]*{_RELATIVE}(?:が|は|って)[、\s]*"
    rf"(?:(?:もう|今|いま|実は)[、\s]*)?(?:{_UNABLE}){_ENDING}[。！!…\s]*$"
    rf"|^(?:(?:but|well|so|and)\s+)?(?:my {_KIN}|s?he)(?:(?:'s| is) \d+(?: years old)?(?: and|,))? "
    r"(?:has|is suffering from|suffers from|is in|is) "
    r"(?:severe |advanced |got )?(?:dementia|alzheimer'?s?(?: disease)?|(?:a )?coma|unconscious)[.!\s]*$"
    rf"|^(?:但是|可是)?我?的?{any_of(people.ADULT_RELATIVES_ZH)}(?:患有?|得了|有|是|已经|处于|陷入)*"
    r"(?:失智症?|痴呆症?|老年痴呆症?|阿尔茨海默(?:症|病)|昏迷(?:状态)?|没有意识)(?:了)?[。！\s]*$",
    re.IGNORECASE,
)


def cannot_ask_for_themself(text: str) -> bool:
    """Whether somebody says that a relative can no longer decide for themself (「母は認知症です」), and nothing else:
    then a guardian asks. Who is ill or in hospital may still mandate somebody."""
    return _INCAPACITY.search(text.strip()) is not None


_AGENT = re.compile(
    rf"{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.FRIENDS_JA, people.LAWYERS_JA)}{people.TITLE_JA}"
    r"(?:(?:が|の|に)(?:代わり|かわり|代理)|に(?:代わって|かわって|頼|任せ|委任))"
    r"|\b(?:on (?:my|his|her|their) behalf|instead of (?:me|him|her)|(?:my|his|her) behalf)\b"
    rf"|\bmy {any_of(people.RELATIVES_EN, people.FRIENDS_EN, people.LAWYERS_EN)}\b.*\bfor me\b"
    rf"|\b(?:can|may) (?:my|a) {any_of(people.MANDATED_EN)} (?:do|make|file|submit|ask)\b"
    rf"|(?:代我|替我|帮我代)(?:办|申请)|代(?:{any_of(people.RELATIVES_ZH, people.FRIENDS_ZH)}|父|母|妻)",
    re.IGNORECASE,
)
"""Nobody at work: 「上司に頼まれて」 one may well act for the company."""
_A_PERSON = re.compile(
    r"(?<![本友知主成個代理他求])人(?=[とにがをへ、。]|間)|担当|スタッフ|オペレータ|係の|職員|社員"
    r"|\b(?:human|operator|staff|(?:real|a) person|representative|somebody|someone)\b|人工|客服|真人",
    re.IGNORECASE,
)
_WANTS_TO_KNOW = re.compile(r"(?:には|必要(?:な(?:の|もの|書類)は?)?)[。.、\s]*$")


def of_an_agent(text: str) -> bool:
    """Whether one person acts for another (「母に代わってやってもらうには」): the customer's, not the desk's staff."""
    return _AGENT.search(text) is not None and _A_PERSON.search(text) is None


def asks_of_an_agent(text: str) -> bool:
    """Whether something is asked about that: who only tells it (「弁護士に任せたい」) wants no list of papers."""
    return of_an_agent(text) and (asking(text) or _WANTS_TO_KNOW.search(text) is not None)


_MINOR = re.compile(
    rf"{any_of(people.CHILDREN_JA)}|未成年|\b(?:{any_of(people.CHILDREN_EN)}|kids?|children|minors?)\b"
    rf"|孩子|子女|未成年|{any_of(people.CHILDREN_ZH)}",
    re.IGNORECASE,
)
_PARENT_MAY = re.compile(
    r"(?:親|保護者|親権者|母親|父親)(?:の私|である私)?(?:が|から|で|でも|として)[^。！!？?]{0,16}?"
    rf"(?:請求|手続き?|申請|申し込み?|申込み?|申し出|{_RIGHTS})[^。！!？?]{{0,8}}?(?:でき|可能|いい|よい|良い)"
    r"[^。！!？?]{0,8}?(?:か|の|ね)?[？?。\s]*$"
    r"|\b(?:can|may|could) (?:i|we|a parent|parents|the parents)\b(?: also)? "
    r"(?:ask|apply|request|make (?:a|the) request|file|submit)\b[^.?!]{0,24}\b(?:for|on behalf of)\b[^.?!]{0,24}\?*\s*$"
    r"|(?:父母|家长|监护人)(?:可以|能|能不能|可不可以)[^。？?！]{0,14}(?:申请|要求|办理)[^。？?！]{0,8}[吗嗎呢]?[？?。\s]*$",
    re.IGNORECASE,
)


_OTHER_THAN_MAY = re.compile(
    r"なぜ|何故|どうして|返金|返品|払い?戻|苦情|クレーム|\b(?:why|refunds?|complain\w*)\b", re.IGNORECASE
)


def parent_may_ask(text: str) -> bool:
    """Whether somebody asks if a parent makes the request for their child (「子供の分も親が請求できますか」): it is no
    question of what a minor may do by themself."""
    may = _MINOR.search(text) is not None and _PARENT_MAY.search(text) is not None
    return may and _OTHER_THAN_MAY.search(text) is None and not of_grown_up_child(text)
