"""What a customer tells in their own words where the form knows a handful of kinds. Pure.

The form asks for a kind of data so that staff know where to look; particulars go into the personal-data form. Every
trade has data of its own (「セミナー申込のときの氏名」), and the dialogue model takes such an answer for a question, or
for none of the desk's business. Asked again, the customer can only say it again: so a description is an answer.
"""

import re
from dataclasses import replace

from actions.case import FAIRLY_SURE, SURE, Heard
from actions.vocabulary import ASKED_SLOTS, NLU_FALLBACK
from actions.words.kin import says_kin
from actions.words.plainly import means_letters
from actions.words.questions import asking
from desk.lexicon import data, oneself, people, wishing
from desk.lexicon.wordlist import any_of
from knowledge.several import asks
from knowledge.vocabulary import ReplyMethod, Requester, Subject

_DATA = re.compile(
    rf"{any_of(data.DATA_JA, data.PARTICULARS_JA, data.ACCOUNTS_JA, data.RECORDS_JA)}"
    rf"|{any_of(data.PAYMENTS_JA, data.POINTS_JA)}"
    r"|番号|画像|動画|映像|音声|内容|誕生日|年齢|性別|職業|勤務先|学歴|経歴|成績|カルテ|診療|検査|病歴|明細|請求書|申込|申し込み|問い?合わ?せ"
    r"|アンケート|応募|予約|購入|注文|利用|閲覧|位置|名簿|宛先|送り状|伝票|レビュー|口コミ|書類"
    rf"|{any_of(data.DATA_ZH, data.PARTICULARS_ZH, data.ACCOUNTS_ZH, data.RECORDS_ZH)}|号码|號碼"
    rf"|\b(?:{any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, data.PHONES_EN)}s?"
    rf"|{any_of(data.ACCOUNTS_EN, data.RECORDS_EN, data.PAYMENTS_EN)}s?|addresses|orders?"
    r"|recordings?|messages?|payments?|purchases?|bookings?|applications?)\b",
    re.IGNORECASE,
)
_KINDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{any_of(data.NAMES_JA, data.NAMES_ZH)}|\bnames?\b",
        rf"{any_of(data.ADDRESSES_JA, data.ADDRESSES_ZH)}|(?<!mail )\baddress",
        rf"{any_of(data.CONTACTS_JA, data.PHONES_JA, data.CONTACTS_ZH)}|\bphone|\be-?mail|\bmail address",
        r"履歴|记录|記錄|\bhistory",
    )
)
_MAIL_ADDRESS = re.compile(r"\bmail address", re.IGNORECASE)
_ADDRESS = _KINDS[1]
_LISTED = re.compile(r"[、・,，/／]|と|及び|および|和|\band\b", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"［[^］]*］")
_NO_DESCRIPTION = re.compile(
    r"教示|教授|お?教え(?:て|願|く)|お知らせ(?:くだ|下さ|願)|分から|わから|知ら|たくな|ません|ないで|ないから|(?:する|う|く|る)な[よ。！!]*$|心配|不安|困|怖"
    r"|\b(?:don't|not|never)\b|不知道|不想",
    re.IGNORECASE,
)
"""A refusal, a worry, that somebody does not know, or wants to be told."""
_MAY_DESCRIBE = frozenset(
    {"inform", "gives_personal_data", "out_of_scope", "nonsense", "chitchat", NLU_FALLBACK}
)
"""What a bare description of data is taken for."""
_PERHAPS = {
    **dict.fromkeys(("ask_question", "ask_price"), FAIRLY_SURE),
    **dict.fromkeys(("no_authority", "held_for_client", "this_chat"), SURE),
}
"""And this, below a confidence."""


_PAPERS = re.compile(
    r"身分証|証明|申請書|用紙|書式|様式|本人確認|文件|材料|[证證]件|表|书|\b(?:documents?|papers?|forms?)\b",
    re.IGNORECASE,
)


def may_name_data(text: str) -> bool:
    """Whether a word may be data, or papers that are held, rather than ask for them (「書類」, "address")."""
    return _DATA.search(text) is not None or _PAPERS.search(text) is not None


def describes_data(heard: Heard) -> bool:
    """Whether the message, said to the question for which data, names data in any words."""
    text = _PLACEHOLDER.sub("", heard.text)
    if heard.pressed or asking(text) or _NO_DESCRIPTION.search(text):
        return False
    if not _DATA.search(text) or any(slot in heard.values for slot in ASKED_SLOTS if slot != "subject"):
        return False
    return heard.intent in _MAY_DESCRIBE or heard.confidence < _PERHAPS.get(heard.intent, 0.0)


_BY_ITS_WORD = {
    Subject.NAME: "しめい なまえ おなまえ せいめい みょうじ",
    Subject.ADDRESS: "じゅうしょ ごじゅうしょ",
    Subject.CONTACT: "でんわ でんわばんごう めあど めーる めーるあどれす けいたい れんらくさき contact contacts"
    " 电邮 电子邮件 邮箱 电话 电话号码 手机号 手机号码",
    Subject.USAGE: "りれき りようりれき こうにゅうりれき",
    Subject.ALL: "ぜんぶ すべて 所有 所有信息 所有资料 所有資料",
}
_KIND_OF_WORD = {word: str(subject) for subject, words in _BY_ITS_WORD.items() for word in words.split()}
_ONLY_ZH = re.compile(r"^(?:(?:改一下|不对|不|等等|等一下)[，,])?(?:只要|只|就要)(?:我的?)?")
"""「改一下，只要邮箱」 narrows the answer."""
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def _kind_by_its_word(text: str) -> str | None:
    """The kind that a bare answer in kana names (「しめい」, which the dialogue model takes for an insult), or the
    desk's own word that elsewhere calls for a person ("contact")."""
    said = text.strip().rstrip(
        "。、！!. \t\n　"
    )  # not by an expression: it would look anew at each of many commas
    said = _ONLY_ZH.sub("", said)
    bare = re.sub(r"(?:です|だけ|かな)$", "", said).translate(_TO_HIRAGANA).lower()
    return _KIND_OF_WORD.get(bare)


def several_kinds(text: str) -> bool:
    """Whether the words list more than one of the kinds that the form knows."""
    return _LISTED.search(text) is not None and sum(1 for kind in _KINDS if kind.search(text)) > 1


_KIND = "|".join(kind.pattern for kind in _KINDS)
_SIDE_BY_SIDE = re.compile(
    rf"(?:{_KIND})(?:アドレス|番号|先|号码|\s(?:number|address))?(?:も|と(?!間違)|、|・|や|，|及び|および|和|、?それと|,?\s+and\s+)+"
    rf"(?:(?:my|the|also|私の|我的)\s*)*(?:{_KIND})",
    re.IGNORECASE,
)


_ONE_MORE = re.compile(
    rf"^(?:(?:あと|それと|それから|やっぱり?|できれば|ついでに|あ|いや)[、,\s]*)*(?:{_KIND})も"
    rf"(?:[、\s]*(?:追加|一緒に|含め(?:て)?|入れて|足して|お?願い(?:します)?|{any_of(wishing.DO_FOR_ME_JA)}))*[。！!\s]*$"
    rf"|^(?:(?:and|oh|actually|plus)[,\s]+)*(?:my |the )?(?:{_KIND})s?(?: address| number)?"
    r" (?:too|as well)(?:,? please)?[.!\s]*$",
    re.IGNORECASE,
)


def names_one_more_kind(text: str) -> bool:
    """Whether one kind of data is to come to what has been told (「やっぱり氏名も」), and nothing else is said."""
    return _ONE_MORE.match(text.strip()) is not None


def lists_kinds(text: str) -> bool:
    """Whether kinds stand side by side in it (「住所と電話番号と名前が間違ってる」), wherever in the message.
    「住所を直して、返事は電話で」 names one."""
    return any(
        len({_kind_of(one) for one in _SIDE.findall(found[0])}) > 1 for found in _SIDE_BY_SIDE.finditer(text)
    )


_SIDE = re.compile(_KIND, re.IGNORECASE)


def _kind_of(word: str) -> int | None:
    """The number of the kind that a word names."""
    return next((number for number, kind in enumerate(_KINDS) if kind.search(word)), None)


def subject_told(heard: Heard) -> Heard:
    """The message as an answer to the question for which data: of the kind that was understood, else `other`; so are
    several kinds at once. As it is where nothing is described."""
    kind = None if heard.pressed else _kind_by_its_word(heard.text)
    if kind is not None:
        # 「メール」 is the data here, and not how the answer is to come.
        values = {slot: value for slot, value in heard.values.items() if slot != "reply_method"}
        return replace(heard, intent="inform", values={**values, "subject": kind})
    if not describes_data(heard):
        certain = heard.values.get("subject") not in (None, Subject.ALL) and not asks(heard.text)
        if not certain or heard.pressed or not several_kinds(heard.text):
            return heard
        return replace(heard, values={**heard.values, "subject": str(Subject.OTHER)})
    understood = heard.answering("subject").values.get("subject")
    if (
        understood == Subject.ADDRESS
        and _MAIL_ADDRESS.search(text := heard.text)
        and not _ADDRESS.search(text)
    ):
        understood = str(Subject.CONTACT)
    several = understood != Subject.ALL and several_kinds(heard.text)
    subject = str(Subject.OTHER) if understood is None or several else understood
    return replace(heard, intent="inform", values={**heard.values, "subject": subject})


def tells_agency(heard: Heard) -> bool:
    """Whether what looks like asking for somebody else tells by what right (「叔父の成年後見人です」)."""
    agents = (Requester.STATUTORY_AGENT, Requester.VOLUNTARY_AGENT)
    return heard.intent == "no_authority" and heard.values.get("requester") in agents


_MYSELF = re.compile(
    r"^(?:(?:はい|うん|ああ|あー|いや|だから|もちろん|当然|普通に|てか|つか)[、,。！!\s]*)*"
    rf"(?:{any_of(oneself.I_JA)}(?:が|は|の)?[、\s]*)?"
    rf"(?:(?:本人|ほんにん|自分|じぶん|当人)(?:の(?:分|やつ|もの)?)?|{'|'.join(f'(?<={one})' for one in oneself.I_JA)})"
    r"(?:です|だ|っす|でございます)?(?:に決まって(?:い|ん)?(?:る|ます)?|って(?:[言い]って(?:い|ん)?(?:る|ます)?|ば)|以外(?:に|の)?(?:誰|だれ)が(?:いる|する)?)?"
    r"(?:ん|の)?(?:だ|です)?(?:って|から|けど|が|よ|ね|わ|ろ(?:う)?|でしょ(?:う)?|だろ(?:う)?|じゃん)*[。！!?？…\s]*$"
    r"|^(?:(?:yes|yeah|yep|of course|obviously|duh|well)[,.!]*\s+)*(?:it(?:'s| is)\s+|i am\s+|i'm\s+)?"
    r"(?:me|myself|for me|for myself|mine|the (?:person|customer) (?:myself|concerned))"
    r"(?:[,\s]+(?:obviously|of course|duh|who else))*[.!?\s]*$"
    r"|^(?:当然|就|肯定)?是?(?:我|本人)(?:自己|本人)?(?:办理|申请)?(?:啊|呀|呗)?[。！\s]*$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    rf"^(?:{any_of(oneself.I_JA, oneself.HOME_JA)}の)?{any_of(people.RELATIVES_JA, people.FAMILY_JA)}{people.TITLE_JA}"
    r"(?:の(?:分|もの|やつ|情報|こと|件|代わり|かわり|代理)?)?(?:に|で|として)?"
    r"(?:(?:なん)?(?:です|だ)(?:けど|けれど|が|よ|ね)?|になります)?[。！!…\s]*$"
    r"|^(?:it(?:'s| is)\s+|i am\s+|i'm\s+)?(?:(?:for|on behalf of|instead of)\s+)?(?:my|the|his|her)\s+"
    rf"{any_of(people.RELATIVES_EN, ('family',))}[.!\s]*$"
    rf"|^我?(?:替|代|帮|为)我?的?{any_of(people.RELATIVES_ZH)}(?:办理?|申请)?的?[。！\s]*$",
    re.IGNORECASE,
)


_CHILD = re.compile(any_of(people.CHILDREN_JA, people.CHILDREN_EN, people.CHILDREN_ZH), re.IGNORECASE)


def requester_told(heard: Heard) -> Heard:
    """The message as an answer to who asks: that it is the person themself, however it is put
    (「本人に決まってるだろ」). As it is where it says something else."""
    if heard.pressed or _MYSELF.match(heard.text.strip()) is None:
        return heard
    # Nothing else is said: a request that it was taken for ("me", for 開示) is none.
    values = {name: value for name, value in heard.values.items() if name != "request_type"}
    values.setdefault("requester", str(Requester.SELF))
    return replace(heard, intent="inform", values=values)


_SOME_AGENT = re.compile(
    r"^(?:(?:i am|i'm|as|it's)\s+)?(?:an?|the|his|her|their)?\s*(?:agent|representative)[.!\s]*$",
    re.IGNORECASE,
)


def says_some_agent(heard: Heard) -> bool:
    """Whether somebody says that they are an agent, and not of which kind ("I am her agent")."""
    return (
        not heard.pressed
        and heard.intent != "handoff"
        and not heard.values.get("requester")
        and _SOME_AGENT.match(heard.text.strip()) is not None
    )


_FOR_A_RELATIVE = re.compile(
    rf"^(?:{any_of(oneself.I_JA, oneself.HOME_JA)}の)?{any_of(people.RELATIVES_JA, people.FAMILY_JA)}{people.TITLE_JA}"
    r"の(?:代わり|かわり|代理)(?:に|で|として)?(?:なん)?(?:です|だ)?(?:けど|が|よ|ね)?[。！!…\s]*$"
    rf"|^(?:it(?:'s| is) |i am |i'm )?on behalf of (?:my|the|his|her) {any_of(people.RELATIVES_EN)}[.!\s]*$"
    rf"|^我?是?(?:替|代|代替)我?的?{any_of(people.RELATIVES_ZH)}(?:办理?|申请)的?[。！\s]*$",
    re.IGNORECASE,
)


def asks_for_a_relative(heard: Heard) -> bool:
    """Whether it is only said that a relative is the one concerned (「娘の代わりに」), by what right is not: who was
    taken for the person themself is not."""
    return (
        not heard.pressed
        and "requester" not in heard.values
        and (_FOR_A_RELATIVE.match(heard.text.strip()) is not None or says_kin(heard.text))
    )


def names_a_relative(heard: Heard) -> bool:
    """Whether the answer to who asks is a relative and nothing else (「妻です」), or "agent", which elsewhere calls for
    staff: by what right is not said."""
    if not heard.pressed and _SOME_AGENT.match(heard.text.strip()) is not None:
        return not heard.values.get("requester")
    if not heard.pressed and "requester" not in heard.values and says_kin(heard.text):
        return True
    if heard.pressed or "requester" in heard.values or _RELATIVE.match(heard.text.strip()) is None:
        return False
    # Of a child a hint may tell that a parent asks; a mother has no statutory agent for all that sounds like one.
    return "requester" not in heard.hints or _CHILD.search(heard.text) is None


_HOME = re.compile(
    rf"^(?:(?:{any_of(oneself.I_JA)}の)?(?:自宅|家|うち|住所)(?:に|へ|まで|宛て?に)?(?:送って|届けて|郵送で)?"
    r"(?:ください|下さい|ほしい|欲しい|お願い(?:します)?|で(?:お願い(?:します)?)?|です)?"
    r"|(?:by |to )?(?:my )?(?:home )?address|(?:to )?(?:my )?home"
    r"|(?:please )?(?:send|mail|post) (?:it |them |that |the (?:answer|reply) )?to (?:my|our) (?:home"
    r"|house|office|place|address|work|company|apartment)(?:,? please)?|寄?到?(?:我的?)?(?:地址|住址"
    r"|家里?))[。.！!\s]*$",
    re.IGNORECASE,
)


def to_ones_home(text: str) -> bool:
    """Whether, asked how the answer should come, somebody names where they are reached by post (「自宅に」, 「地址」).
    The summary shows it before anything is opened."""
    return _HOME.match(text.strip()) is not None


_REFUSES = re.compile(r"\b(?:not|no|never|stop|don't|junk)\b|n't\b", re.IGNORECASE)
_MAILBOX = re.compile(
    r"^(?:请|就|那)?(?:你们)?(?:用|通过|以|发|寄|发送)?(?:到|给)?(?:我的?)?(?:电邮|电子邮件|邮件|邮箱|伊妹儿|e-?mail)"
    r"(?:回复|答复|发送|联系|通知|告诉)?(?:我)?(?:吧|就行|就好|就可以|即可|方式)?[。！!\s]*$"
    r"|^(?:by |via |per |through |to |with )?(?:my |the |an? )?(?:e-?mails?|mail ?box|inbox|gmail)"
    r"(?: address)?(?:,? please| is (?:fine|ok|good))?[.!\s]*$",
    re.IGNORECASE,
)


def reply_told(heard: Heard) -> Heard:
    """The message as an answer to how the answer should come; as it is where it says something else."""
    if heard.pressed or "reply_method" in heard.values:
        return heard
    if _MAILBOX.match(heard.text.strip()):
        return replace(
            heard, intent="inform", values={**heard.values, "reply_method": str(ReplyMethod.EMAIL)}
        )
    letters = means_letters(heard.text) and not asking(heard.text) and _REFUSES.search(heard.text) is None
    if not (to_ones_home(heard.text) or letters):
        return heard
    return replace(heard, intent="inform", values={**heard.values, "reply_method": str(ReplyMethod.POST)})
