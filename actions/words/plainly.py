"""What a message means by its words alone, as an intent, whatever the dialogue model takes it for. Pure.

The rest of the desk asks `actions.case.Heard`, which asks here. A wish in so many words (「替我女儿申请披露」, "I want
my number gone") counts only where the model hears nothing, or next to nothing, in it.
"""

import re
from collections.abc import Mapping

from actions.vocabulary import AFFIRM, AMBIGUOUS_REMOVE, CANCEL, COMPLAINT, HELD_FOR_CLIENT, NLU_FALLBACK
from actions.words.adding import wishes_to_add
from actions.words.additions import added_intent
from actions.words.advised import is_advised
from actions.words.agents import holds_a_mandate, somebody_acts_for_writer
from actions.words.besides_the_point import asks_what_they_will_do, cries_for_help
from actions.words.clefts import wished_in_a_noun
from actions.words.closings import closes_briefly, is_obliged, says_all_is_told
from actions.words.ending import takes_request_back
from actions.words.for_kin import wished_for_kin
from actions.words.homes import names_no_home
from actions.words.on_advice import wished_on_advice
from actions.words.own_child import begins_as_parent, of_the_childs, tells_of_wrong_data
from actions.words.own_dealings import tells_own_dealings, was_the_one, whence_of_no_customer
from actions.words.phrases import of_grown_up_child, of_own_minor, says_parent, tells_anothers_age
from actions.words.preferring import preferred_intent
from actions.words.proof import demands_proof
from actions.words.refusing import is_not_so
from actions.words.spared import subject_but
from actions.words.stale import corrects_an_age
from actions.words.theirs import asks_in_their_place
from actions.words.way_instead import with_way_instead
from desk.lexicon import data, doing, people, wishing
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import ReplyMethod, Requester, RequestType, Subject

_HEARS_NOTHING = frozenset(
    {"inform", "request_unclear", "ask_question", "give_receipt_missing", "ask_status", "out_of_scope"}
    | {"chitchat", "nonsense", "greet", "needs_help", "change_answer", NLU_FALLBACK}
)
"""What a wish in so many words is taken for that is lost."""

ADVICE_HEARD_AS = frozenset({"seeks_advice", "no_authority", "claim_damages"})
"""What a request that a lawyer has advised is taken for besides."""

_CLOSED_AS = frozenset(
    {
        "ask_price",
        "ask_question",
        "goodbye",
        "greet",
        "insult",
        "inform",
        "chitchat",
        "nonsense",
        NLU_FALLBACK,
    }
)
"""What "will do, ta" is taken for; as a yes it stays one."""

_NO_TO_AN_OFFER = frozenset(
    {"deny", "change_answer", "nonsense", "chitchat", "request_disclosure", NLU_FALLBACK}
)
"""What a demand for a proof is taken for: a no, or a wish to be shown something."""

OF_NO_BUSINESS = frozenset({HELD_FOR_CLIENT, "out_of_scope", "nonsense", "chitchat", NLU_FALLBACK})
"""What one's own dealings with the company are taken for."""

_REMOVALS = frozenset({AMBIGUOUS_REMOVE, "request_deletion", "request_erasure"})

_WHOSE_ZH = rf"(?:我|本人|他|她|{any_of(people.RELATIVES_ZH, ('孩子', '客户'))})"
_DATA_ZH = rf"(?:{_WHOSE_ZH}的?)?(?:个人)?(?:{any_of(data.DATA_ZH, data.PARTICULARS_ZH)})?的?"
_KINDS_ZH = (
    (RequestType.DISCLOSURE, any_of(doing.DISCLOSURE_ZH, doing.SEEING_ZH, ("開示", "开示"))),
    (RequestType.DELETION, any_of(doing.REMOVAL_ZH)),
    (RequestType.CORRECTION, any_of(doing.CORRECTION_ZH, ("訂正", "订正"))),
    (RequestType.USE_STOP, "停止(?:使用|利用)"),
)
_APPLIES_ZH = (
    r"^(?:你好|您好|请问|麻烦)?[，,\s]?(?:我|本人)?(?:想要?|要|需要|希望|打算)?(?:来)?"
    rf"(?:(?:替|代替?|帮|为|给)(?:我的?)?{any_of(people.RELATIVES_ZH, ('孩子', '客户'))}[，,]?)?(?:想要?|要|需要|来)?"
    rf"(?:申请|请求|办理?|提出){_DATA_ZH}"
)
_APPLIED_ZH = tuple(
    (kind, re.compile(rf"{_APPLIES_ZH}(?:{verb}){_DATA_ZH}(?:申请|手续|请求)?[了。！!\s]*$"))
    for kind, verb in _KINDS_ZH
)

_BEFORE_ZH = (
    r"^(?:你好|您好|不好意思)?[，,\s]?(?:[^，。？?！]{1,14}(?:委托|委託|代理)[，,])?"
    r"(?:我|本人)?(?:只|就|请|麻烦|先|还是|帮我)*(?:想要?|要|需要|希望)?(?:请|麻烦|帮我)?(?:你们)?"
)
_REMOVES_ZH = re.compile(
    rf"{_BEFORE_ZH}(?:删|{any_of(doing.REMOVAL_ZH)})(?:掉|了)?{_DATA_ZH}(?:号码?|就行|就好|就可以|即可|吧|了)*[。！!\s]*$"
)
_NAMES_DATA_ZH = re.compile(any_of(data.DATA_ZH, data.PARTICULARS_ZH))
_SEES_ZH = re.compile(
    rf"{_BEFORE_ZH}(?:查|查一下|看|看一下|调取|{any_of(doing.SEEING_ZH)})(?:一下)?{_WHOSE_ZH}的?(?:个人)?(?:{any_of(data.DATA_ZH)})[吧了。！!\s]*$"
)

_LEAD_EN = (
    r"^(?:(?:hi|hello|hey|ok(?:ay)?|fine|so|and|but|just|well|look|please|listen"
    rf"|{any_of(wishing.ASKING_EN)})[,.!]*\s+){{0,4}}"
)
_MINE_EN = (
    r"(?:all (?:of )?)?(?:my|our) (?:\w+ )?"
    rf"{any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, data.PHONES_EN, data.ACCOUNTS_EN)}s?"
)
_EVERYTHING_EN = (
    r"(?:everything|(?:all )?(?:the )?(?:data|information|info|stuff))(?: that)? you "
    r"(?:have|got|hold|keep)(?: (?:on|about|of) me)?"
)
_BOOKS_EN = r"(?:your|the|this|that) (?:\w+ )?(?:lists?|systems?|databases?|records|files|servers?|books)"
_OUT_EN = rf"(?:off|out of) {_BOOKS_EN}"
_FROM_EN = rf"(?:off|from|out of) {_BOOKS_EN}"
"""Behind "get", "want" and "need", "from" asks for the data itself ("I want my address from your records")."""
_NOW_EN = r"(?:,? (?:please|now|today|completely|forever|already|asap))*[.!\s]*$"
_GONE_EN = re.compile(
    rf"{_LEAD_EN}(?:(?:i(?:'d like|'d love| (?:just |only |really )?(?:want|need|would like))) {_MINE_EN} "
    rf"(?:to be |to )?(?:gone|wiped|go away|disappear|{_OUT_EN}|taken {_FROM_EN}){_NOW_EN}"
    rf"|(?:wipe|purge|scrub|get rid of) (?:{_MINE_EN}|{_EVERYTHING_EN})(?: {_FROM_EN})?{_NOW_EN}"
    rf"|get {_MINE_EN} {_OUT_EN}{_NOW_EN}|take {_MINE_EN} {_FROM_EN}{_NOW_EN})",
    re.IGNORECASE,
)
_COPY_EN = re.compile(
    rf"^(?:[^?.!]{{1,60}}?(?:,| and| but| so) )?(?:i|we|he|she|my (?:client|{any_of(people.RELATIVES_EN)}))"
    r"(?:'d| would)? (?:just |only )?(?:wants?|needs?|likes?|like) (?:to (?:see|get|have|obtain|receive|view) )?"
    r"(?:an? |the )?(?:full |complete |paper )?cop(?:y|ies) of (?:all )?(?:of )?(?:my|her|his|their|our) "
    rf"(?:\w+ )?(?:{any_of(data.DATA_EN, data.DETAILS_EN)}|files?|records?)\b[^?,.]{{0,20}}[.!\s]*$",
    re.IGNORECASE,
)
_INSTEAD_ZH = tuple(
    (
        kind,
        re.compile(
            r"^(?:算了|那|不|不对|等等|等一下|还是)?[，,\s]?(?:我)?(?:想|要|还是)?"
            rf"(?:改成|改为|换成|变成|改办|改申请)(?:申请|办理?)?(?:{verb})(?:申请|手续)?(?:好了|吧|算了)?[了。！!\s]*$"
        ),
    )
    for kind, verb in _KINDS_ZH
)


_KNOWS_NOT_HOW = re.compile(
    r"(?:那|但是?|可是|可)?我?(?:真的?|还|也)?不(?:会|知道怎么|懂怎么)(?:申请|办理?|弄|操作|提交|填写?)(?:手续|申请|表格?)?(?:啊|呀|怎么办)*"
)


def intent_by_words(text: str, taken_for: str) -> str | None:
    """The intent that the words tell; None where they leave it to what the model takes the message for."""
    told = added_intent(text) or preferred_intent(text)
    if told is not None:
        return told
    if cries_for_help(text) or (taken_for == CANCEL and _KNOWS_NOT_HOW.fullmatch(text.strip(" 。！!…"))):
        return "needs_help"  # 「我不会申请」: not that they will not, but that they do not know how
    if asks_what_they_will_do(text) or (taken_for in _NO_TO_AN_OFFER and demands_proof(text)):
        return COMPLAINT
    if taken_for in (AFFIRM, "proceed") and is_not_so(text):
        return "deny"
    if taken_for in ("no_authority", "report_leak", COMPLAINT) and wrong_of_ones_child(text):
        return f"request_{RequestType.CORRECTION}"
    if _closes(text, taken_for):
        return "thanks"
    if (taken_for in _HEARS_NOTHING or taken_for.startswith("request_")) and wishes_to_add(text):
        return f"request_{RequestType.ADDITION}"
    if _tells_for_whom(text, taken_for):
        return "inform"
    if (taken_for in _HEARS_NOTHING or taken_for in ADVICE_HEARD_AS) and (told := wished_on_advice(text)):
        return told
    if taken_for in OF_NO_BUSINESS and (told := _of_ones_own(text, taken_for)):
        return told
    if taken_for in _HEARS_NOTHING:
        return "insult" if swears(text) else wished_plainly(text)
    # A removal that is only guessed ("只要删手机号") is the same one, and sure.
    return taken_for if taken_for in _REMOVALS and wished_plainly(text) == AMBIGUOUS_REMOVE else None


def _tells_for_whom(text: str, taken_for: str) -> bool:
    """Whether it tells who is asked for, and was taken for nothing like it."""
    if taken_for in ("needs_help", "no_authority", "chitchat", NLU_FALLBACK) and begins_as_parent(text):
        return True
    return taken_for == NLU_FALLBACK and asks_in_their_place(text)


def _closes(text: str, taken_for: str) -> bool:
    """Whether it only closes what was said, and was taken for anything."""
    if taken_for in (*_CLOSED_AS, COMPLAINT, CANCEL) and is_obliged(text):
        return True
    all_told = taken_for != "goodbye" and says_all_is_told(text)
    return taken_for in _CLOSED_AS and (closes_briefly(text) or all_told)


def _of_ones_own(text: str, taken_for: str) -> str | None:
    """What it is that tells one's own dealings with the company; None where it does not, or wishes for something."""
    if taken_for == HELD_FOR_CLIENT and whence_of_no_customer(text):
        return "ask_question"
    own = tells_own_dealings(text) or (taken_for == HELD_FOR_CLIENT and was_the_one(text))
    return "inform" if own and wished_plainly(text) is None else None


def wished_plainly(text: str) -> str | None:
    """The intent of the request that somebody wants in so many words; None for all other texts."""
    if wrong_of_ones_child(text):
        return f"request_{RequestType.CORRECTION}"
    if wishes_to_add(text):
        return f"request_{RequestType.ADDITION}"
    text = text.strip().replace("’", "'")
    for kind, words in (*_APPLIED_ZH, *_INSTEAD_ZH):
        if words.match(text):
            return f"request_{kind}"
    if _GONE_EN.match(text) or (_REMOVES_ZH.match(text) and _NAMES_DATA_ZH.search(text)):
        return AMBIGUOUS_REMOVE
    for_kin = wished_for_kin(text)
    if for_kin is not None:
        return for_kin
    sees = _COPY_EN.match(text) or _SEES_ZH.match(text)
    return f"request_{RequestType.DISCLOSURE}" if sees else wished_in_a_noun(text)


def wrong_of_ones_child(text: str) -> bool:
    """Whether a parent says that something registered of their child who is under age is wrong."""
    return of_own_minor(text) and tells_of_wrong_data(text) and of_the_childs(text)


_LETTERS = re.compile(
    r"\b(?:snail mail|(?:by|via|through|in|use) (?:the )?(?:regular |normal |ordinary |snail |postal "
    r"|us |paper |registered )?mail\b(?! ?address| ?box| order)"
    r"|(?:by|via) (?:the )?post\b(?! office)|(?:regular|postal|paper|registered) mail)\b"
    r"|寄(?:纸质)?信|写信|书信|纸质|挂号信|平信",
    re.IGNORECASE,
)
_NO_LETTERS = re.compile(
    r"(?:\b(?:not|never|without|than|instead of)\b|n't\b|n’t\b|\bno (?=[a-z]))"
    r"[^,.;!?]{0,40}\b(?:mail|post)\b|\be-?mail|(?:不|别)(?:要|用|想要?|需要|是)?(?:再|给我)?(?:寄|写信|书信|纸质|挂号信|平信)",
    re.IGNORECASE,
)


_SUBJECTS_ZH = (
    (Subject.NAME, any_of(data.NAMES_ZH)),
    (Subject.ADDRESS, any_of(data.ADDRESSES_ZH)),
    (Subject.CONTACT, any_of(data.CONTACTS_ZH)),
)
_SOME_KIND_ZH = any_of(data.PARTICULARS_ZH)
_KIND_INSTEAD = tuple(
    (
        subject,
        re.compile(
            rf"^(?:不|不对)?[，,]?(?:我说的)?(?:不是|不要)(?:我的)?{_SOME_KIND_ZH}[，,]?(?:而)?(?:是|要)(?:我的)?{kind}[。！!\s]*$"
        ),
    )
    for subject, kind in _SUBJECTS_ZH
)


def kind_instead(text: str) -> Subject | None:
    """The kind of data that is meant where another one is named as not meant (「不是地址，是姓名」); else None."""
    return next((subject for subject, words in _KIND_INSTEAD if words.match(text.strip())), None)


def means_letters(text: str) -> bool:
    """Whether a letter is wanted in words that the model takes otherwise ("by mail please", "snail mail is fine",
    「寄信」), and no e-mail is spoken of."""
    return _LETTERS.search(text) is not None and _NO_LETTERS.search(text) is None


_HERS_ZH = rf"(?:{any_of(data.DATA_ZH, data.PARTICULARS_ZH)}|个人|账|帐|号码|手机|身份证|生日|委托|妈|同意)"
"""「他妈的名字」 is her name."""
_SWEARS = re.compile(
    rf"^[^。？?]{{0,8}}(?:王八蛋|混蛋|[他你]妈的?(?!的?{_HERS_ZH})|(?<![^，,！!。\s])妈的(?!{_HERS_ZH})"
    r"|傻[逼子]|去死吧|滚蛋|狗屁|放屁|狗屎|脑残|智障)[^？?]{0,10}$"
    r"|^(?!.*\b(?:i|i'm|my)\b)(?:\w+,? ){0,3}(?:fuck (?:you|off|this)|wtf|what the (?:fuck|hell)|bullshit|assholes?"
    r"|piece of shit|morons?|idiots?)"
    r"(?: (?:you|people|guys|all|company|desk|bot|this))*[!.?\s]*$",
    re.IGNORECASE,
)


def swears(text: str) -> bool:
    """Whether it is bad language and little else (「王八蛋，快点」)."""
    return _SWEARS.match(text.strip()) is not None


_GIVES_UP = re.compile(
    r"^(?:(?:ok(?:ay)?|no|ugh|oh|well|actually|whatever|you know what|fine|just|then|please|so|argh)[,.!]*\s+){0,4}"
    r"(?:never ?mind|nvm|forget (?:about )?(?:it|this|that)|drop it|screw (?:it|this)|i give up"
    r"|(?:it's |it is )?not worth (?:it|the (?:trouble|hassle|effort)))"
    r"(?: then| now| already| all)*[.!\s]*$"
    r"|^(?:那就?|哎|唉|好吧|嗯)?[，,\s]?(?:还是)?(?:算了(?:吧)?(?:[，,]?(?:我)?不(?:办|弄|申请|搞|要)了)?|不(?:办|弄|申请|搞)了)[吧。！!\s]*$",
    re.IGNORECASE,
)


def gives_it_up(text: str) -> bool:
    """Whether nothing is said but that nothing is to come of it ("whatever, forget it", 「申請を撤回します」)."""
    return _GIVES_UP.match(text.strip()) is not None or takes_request_back(text)


def take_back_by_words(text: str, said: dict[str, str], *, asks: bool) -> None:
    """Takes out what the words say otherwise: a place is no home, a parent or who is advised no agent, a
    mandate no letter, one's own dealings with the company no client's data.
    `asks`: see `names_no_home`."""
    if "region" in said and names_no_home(text, asks=asks):
        del said["region"]
    if said.get("requester") == Requester.STATUTORY_AGENT and of_grown_up_child(text):
        del said["requester"]
    if said.get("requester") in (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT) and is_advised(text):
        del said["requester"]
    if "reply_method" in said and holds_a_mandate(text):
        del said["reply_method"]
    if (subject := kind_instead(text)) is not None and "subject" in said:
        said["subject"] = str(subject)
    if "subject" in said:
        meant = subject_but(text, said.pop("subject"))
        said |= {} if meant is None else {"subject": meant}
    if is_obliged(text) or closes_briefly(text):
        said.pop("subject", None)  # 「辛苦了」
    own = tells_own_dealings(text) or was_the_one(text) or whence_of_no_customer(text)
    if "holder" in said and own:
        del said["holder"]
    if "minor" in said and (tells_anothers_age(text) or corrects_an_age(text)):
        del said["minor"]
    if "reply_method" in said and means_letters(text):
        said["reply_method"] = str(ReplyMethod.POST)
    with_way_instead(text, said)


def requester_by_words(text: str, values: Mapping[str, str]) -> Requester | None:
    """Who asks, where the words tell it by themselves, or more surely than `values`."""
    if somebody_acts_for_writer(text):
        return Requester.VOLUNTARY_AGENT
    # Of a child at school its parent asks, however much they speak of themself.
    if values.get("requester") != Requester.VOLUNTARY_AGENT and of_own_minor(text) and of_the_childs(text):
        return Requester.STATUTORY_AGENT
    if "requester" not in values and begins_as_parent(text) and not of_grown_up_child(text):
        return Requester.STATUTORY_AGENT
    # 「私が母親」 sounds like the person themself to the dialogue model.
    if (says_parent(text) and values.get("requester") != Requester.VOLUNTARY_AGENT) or (
        "requester" not in values and of_own_minor(text)
    ):
        return Requester.STATUTORY_AGENT
    return Requester.VOLUNTARY_AGENT if "requester" not in values and holds_a_mandate(text) else None


_GOES_AHEAD = re.compile(
    r"^(?:(?:ok(?:ay)?|yes|yeah|yep|fine|right|alright|all right|good|sure|well|then|so|please|just)[,.!]*\s+){0,3}"
    r"(?:(?:let's|lets|let us|you can|i want to) )?(?:do (?:it|that|this)|go (?:ahead|on)|get on with it|start(?: it)?"
    r"|begin|proceed|continue)(?:,? (?:then|now|please|already|with (?:it|that)))*[.!\s]*$",
    re.IGNORECASE,
)


def goes_ahead(text: str) -> bool:
    """Whether it says only that the desk may go on ("ok do it then"): no answer, and nothing that was not understood
    where something else than a yes is asked."""
    return _GOES_AHEAD.match(text.strip().replace("’", "'")) is not None
