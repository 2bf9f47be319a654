"""Bare words that ask something of a request: 「何日」, 「あと書類」, "where?", 「几天」. Pure.

The search takes a word by itself for anything. Where a request is spoken of (the question before, the other parts of a
list) it is a question for this request's papers, its fee, the time it takes. Only what is nothing but such a word
counts: 「書類を失くした」 is none, nor is 「いつまで」, which may be how long data is kept.
"""

import re
from typing import NamedTuple


class _Matter(NamedTuple):
    """The bare words for it in one language, and the question that they stand for; `{of}` is the kind of request."""

    words: re.Pattern[str]
    question: str


class _Language(NamedTuple):
    """How bare words are said in one language: what may stand before and behind them, and how a kind of request is
    named in a question (Chinese: not at all, the search takes its name for the matter)."""

    before: str
    behind: str
    of: str
    matters: tuple[tuple[str, str], ...]


_SEND = r"(?:(?:送(?:る|ります|れば)|出(?:す|します|せば))(?:いい|良い|よい)?|送|(?:郵送|提出)(?:する)?)"
_NEEDED = r"(?:いる|いります|要る|要ります|必要)"
_TO_PREPARE = (
    r"(?:何|なに)[をか]?(?:用意|準備)(?:する|(?:すれば|したら)(?:いい|良い|よい|よろしい)?)(?:の|ん)?(?:か)?"
)
_JA = _Language(
    r"(?:(?:あと(?:は)?|それと|それから|そして|で|じゃあ?|では|ちなみに|ところで|えっと|えーと)[、,\s]*)?",
    r"(?:(?:は|って|(?<!いつ)(?<!何日)(?<!どこ)(?<!ちら)(?<!いくら)も|とか)?(?:どう(?:です|なります)?か?|(?:です|でしょう|なん(?:です)?|なの)(?:か|かね|かな)?|(?:を|も|は)?(?:お?教えて(?:ください|下さい)?|知りたい(?:です)?))?)"
    r"[?？。!！…\s]*",
    "{kind}の",
    (
        (
            r"(?:何日(?:間)?|何週間|[何幾][ヶか]月)(?:くらい|ぐらい|ほど)?"
            r"(?:で?(?:かかる|かかります|かかって|来る|きます|来ます|返事|届く|届きます)(?:の)?(?:か)?)?"
            r"|(?:回答(?:まで)?の)?(?:期間|日数)"
            r"|(?:時間|日数)(?:は|が|って)?(?:だいぶ|結構|けっこう)?(?:かかる|かかります)(?:の)?(?:か)?"
            r"|すぐ(?:に)?(?:終わる|終わります|できる|できます|返事(?:が)?(?:来る|来ます|もらえる|もらえます))(?:の)?(?:か)?"
            r"|(?:(?:どの|どれ)(?:くらい|ぐらい)の?)?(?:時間|期間|日数)(?:が|は|って)?"
            r"(?:(?:どの|どれ)(?:くらい|ぐらい))?(?:かかる|かかります)(?:の)?(?:か)?"
            r"|いつ(?:頃|ごろ)?(?:に)?(?:終わる|終わります|できる|できます|完了する|完了します)(?:の)?(?:か)?"
            r"|いつ(?:頃|ごろ|くらい)?(?:(?:返事|回答)?(?:が)?(?:来る|くる|来ます|届く|届きます|もらえる|もらえます)(?:の)?(?:か)?)?",
            "{of}請求をしてから回答までの日数を教えてください",
        ),
        (
            rf"(?:必要|提出|添付)?書類|必要な(?:もの|物|書類)|(?:何|なに)が?{_NEEDED}(?:の)?(?:か)?|{_TO_PREPARE}|持ち物|身分証(?:明書)?|本人確認(?:書類)?",
            "{of}請求に必要な書類を教えてください",
        ),
        (
            rf"どう(?:やって)?{_SEND}(?:の)?(?:か)?"
            rf"|(?:どこ|どちら)(?:[にへ]{_SEND}?(?:の)?(?:か)?)?|(?:送り|送付|宛|あて|宛て|提出|郵送)先",
            "{of}請求書類の送り先を教えてください",
        ),
        (
            r"手数料|(?:請求の)?費用|料金|お金|(?:手数料|お金|費用)(?:は|が)?かかる?(?:の)?(?:か)?",
            "{of}請求に手数料はかかりますか",
        ),
        (
            r"(?:手数料|費用|料金|それ|これ)?(?:は|が|って)?(?:いくら|何円)(?:くらい|ぐらい)?(?:かかる|かかります|なの|で)?(?:の)?(?:か)?",
            "{of}請求の手数料はいくらですか",
        ),
        (r"書式|用紙|様式|申請書|申込書", "{of}請求に使う書式を教えてください"),
        (
            r"(?:手続き?の?)?(?:方法|やり方|手順)|どう(?:やる|やって(?:やる)?|すれば(?:いい|良い|よい)?)(?:の)?(?:か)?",
            "{of}請求の手続きの方法を教えてください",
        ),
    ),
)
_EN = _Language(
    r"(?:(?:and|also|ok(?:ay)?|so|then|what about|how about)[\s,]+)*(?:(?:the|any|which|what|required)\s+)*",
    r"\s*[?.!]*",
    "For {kind}: ",
    (
        (
            r"how (?:long|soon|many (?:days|weeks))"
            r"(?: (?:(?:does|will|would|might) (?:it|that|this)(?: all)? take|is (?:it|this)(?: going to take)?))?"
            r"|(?:is|will|would) (?:it|this|that)(?: be)? (?:really |very |that )?(?:fast|quick|slow)"
            r"|(?:does|will|would) (?:it|this|that) take (?:very |too |that )?long"
            r"|how (?:long|many (?:days|weeks)) (?:does|will|would) the "
            r"(?:process|procedure|request|reply|answer) take"
            r"|how (?:long|soon|many (?:days|weeks))"
            r"(?: (?:is it|will it be|does it take))?"
            r" (?:until|before|till|can|will|do) i "
            r"(?:hear(?: back| from you)?|(?:get|have|receive) an? (?:answer|reply))"
            r"|how (?:long|many days|many weeks|much longer) (?:am i|do i|will i|must i|should i|would i|i)"
            r"(?: (?:going to|gonna|have to|need to|still|supposed to|must|should))* (?:wait|be waiting)"
            r"|what(?:'?s| is) taking (?:so|this|that) long"
            r"|when (?:will|would) (?:it|this|that|my request) be (?:done|ready|finished|completed|processed)"
            r"|when(?: (?:do|will|would) i (?:get|have|hear)(?: (?:an?|the) (?:answer|reply)| back)?)?",
            "{of}how long does it take until I get an answer to a request?",
        ),
        (
            r"(?:documents?|papers?)(?: needed| required)?|is (?:needed|required)|do i have to send"
            r"|(?:do|does|will|would) (?:i|we|you|they|he|she) need(?: from (?:me|us|him|her|them))?"
            r"(?: to (?:send|provide|submit|have))?",
            "{of}what identity documents are needed for a request?",
        ),
        (
            r"where(?: (?:to|do i|should i|must i|can i)(?: send(?: it| them| that)?)?)?|(?:postal |mailing )?address",
            "{of}where do I send a request?",
        ),
        (r"fees?|costs?|price", "{of}is there a fee for a request?"),
        (
            r"how much(?: (?:is (?:it|that)|are they|is the fee|are the fees|does (?:it|that) cost))?",
            "{of}how much is the fee of a request?",
        ),
        (r"forms?", "{of}which form do I use for a request?"),
        (r"how(?: (?:do|can|should) i (?:do|make) (?:it|that|one))?", "{of}how do I make a request?"),
    ),
)
_ZH = _Language(
    r"(?:(?:那么?|还有|還有|另外|请问|請問|然后|然後)[，,\s]*)?",
    r"(?:呢|是(?:多少|什么)|吗|嗎)?[？?。!！\s]*",
    "",
    (
        (
            r"(?:大概|大约)?还?(?:要|需要)?等?(?:[几幾]天|多久|多少天|多[长長][时時][间間])(?:时间|左右)?"
            r"(?:才?能?(?:好|办好|办完|完成|处理完|(?:有|收到)(?:答复|回复|结果)))?"
            r"|(?:会|能)?(?:很)?快(?:不快)?(?=[吗嗎？?])|要?很久(?=[吗嗎？?])|(?:会|要|需要)?很[长長][时時][间間](?=[吗嗎？?])"
            r"|什么时候(?:才?能?(?:(?:有|收到)(?:答复|回复|结果)|办好|办完|完成|处理完))?|何时",
            "提出申请后，需要几天能收到答复？",
        ),
        (
            r"(?:需)?要?(?:带)?(?:什么|哪些|什麼)?(?:申请|必要)?(?:材料|文件|证件|證件)",
            "申请需要准备哪些身份证明文件？",
        ),
        (
            r"(?:要)?(?:寄|送|交)(?:到|给|去)?(?:哪里|哪裡|哪儿|哪|什么地方)|(?:邮寄|寄送|收件)?地址",
            "申请书寄到哪里？",
        ),
        (r"手[续續][费費]|[费費]用|(?:要)?收[费費]", "申请需要手续费吗？"),
        (
            r"(?:手[续續][费費]|[费費]用)?(?:要|是)?多少(?:[钱錢])?",
            "申请的手续费是多少？",
        ),
        (r"表格|申请表|申请书", "申请用什么表格？"),
        (r"怎么(?:办理?|申请|做)|流程|办理方法", "怎么提出申请？"),
    ),
)


def _matters(language: _Language) -> tuple[_Matter, ...]:
    return tuple(
        _Matter(re.compile(rf"^{language.before}(?:{words}){language.behind}$", re.IGNORECASE), question)
        for words, question in language.matters
    )


_LANGUAGES = tuple((language.of, _matters(language)) for language in (_JA, _EN, _ZH))


def asked_of_a_request(text: str, names: tuple[str, str, str] | None = None) -> str | None:
    """The whole question that a bare word stands for, in its own language; None for anything but such a word.

    `names`: what the kind of request is called in Japanese, English and Chinese, where one is spoken of."""
    text = text.strip()
    for (of, matters), name in zip(_LANGUAGES, names or ("", "", ""), strict=True):
        for matter in matters:
            if matter.words.match(text):
                return matter.question.format(of=of.format(kind=name) if name else "")
    return None


def how_it_is_done(text: str, names: tuple[str, str, str] | None) -> str:
    """The question how a request is made, in the language of the text. `names`: as `asked_of_a_request`."""
    bare = {"en": "how", "ja": "方法", "zh": "流程"}[tongue(text)]
    return asked_of_a_request(bare, names) or text


def tongue(text: str) -> str:
    """The language of a short text, which may be too short for `desk.chat.language`: ja, en or zh by its letters."""
    if text.isascii():
        return "en"
    return "ja" if re.search("[ぁ-んァ-ヶ]", text) else "zh"


_TAKES_TIME = re.compile(
    r"かか|返事|終わ|でき|完了|很久|快|很[长長]|\b(?:fast|quick|slow|take|done|ready|finished|completed|processed|hear|answer|reply|wait|waiting|taking)\b|要|等|办|完成|答复|回复|结果",
    re.IGNORECASE,
)


def asks_how_long(text: str) -> str | None:
    """The whole question, where somebody asks how long it takes until they have an answer (「何日くらいかかりますか」);
    None for others. A word alone (「いつ」, "when?", 「多久」) may be how long data is kept."""
    text = text.strip()
    if _TAKES_TIME.search(text) is None:
        return None
    for _, (how_long, *_) in _LANGUAGES:
        if how_long.words.match(text):
            return how_long.question.format(of="")
    return None


_SPEAKS_OF_ONE = re.compile(
    r"手数料|手数|請求|申請|手続|必要書類|本人確認|身分証|委任状|送り先|送付先|宛先|提出先|書式|様式|回答(?:まで|期限|時期)|受付窓口"
    r"|手续费|手續費|申请|申請|办理|答复|材料"
    r"|\b(?:fees?|requests?|appl(?:y|ication)|papers needed|documents (?:are )?(?:needed|required))\b",
    re.IGNORECASE,
)


def speaks_of_a_request(question: str) -> bool:
    """Whether a question asks something of a request, whatever kind it is of."""
    return _SPEAKS_OF_ONE.search(question) is not None
