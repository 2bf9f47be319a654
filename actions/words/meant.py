"""Questions that are put in words which neither the dialogue model nor the search knows, and how the search understands
each best. Pure data; in which order they are asked is `actions.words.other_words`' business."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from desk.lexicon import data, oneself, people, wishing
from desk.lexicon.wordlist import any_of


@dataclass(frozen=True)
class Meant:
    """A question.

    Attributes:
        whole: as the search understands it best, by language.
        put: the words in which people put it, by language.
    """

    whole: Mapping[str, str]
    put: Mapping[str, re.Pattern[str]]

    def by(self, text: str) -> str | None:
        """The whole question, where the text puts it; None for all others."""
        told = text.strip()
        return next((self.whole[tongue] for tongue, words in self.put.items() if words.search(told)), None)


AGENTS_PAPERS = Meant(
    {
        "ja": "代理人が請求するときに必要な書類は何ですか",
        "en": "which documents are needed when an agent with a power of attorney makes the request?",
        "zh": "代理人提出申请时需要哪些材料？",
    },
    {
        "ja": re.compile(
            r"^(?:(?:あの|すみません|では|じゃあ?|手続き?(?:は|を)|これ(?:は|を)|請求(?:は"
            rf"|を))[、,\s]*)*(?:{any_of(oneself.I_JA)}の)?"
            rf"(?:{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.ACQUAINTED_JA, people.LAWYERS_JA)}"
            rf"|(?:会社|職場|近所|うち)の(?:人|者|もん))"
            rf"{people.TITLE_JA}(?:に|が)[、,\s]*(?:(?:手続き?|請求|申請|開示|訂正|削除|申し込み)(?:を"
            r"|は)?)?(?:代わりに|代理で)?[、,\s]*"
            r"(?:頼ん|お?願いし|任せ|まかせ|やってもらっ|してもらっ|やっ|し|代行し|請求し|申請し)(?:で"
            r"|て)?も?(?:いい|よい|良い|よろしい|かまわない|構わない|大丈夫|可能)"
            r"(?:の|ん)?(?:です|でしょう)?(?:か)?(?:ね|な)?[?？。\s]*$"
            rf"|^(?:{any_of(people.RELATIVES_JA, people.ACQUAINTED_JA, people.LAWYERS_JA)}|代理人|代理の(?:人|者))に"
            r"[、\s]?(?:手続き?を|請求を)?"
            r"(?:頼む|任せる|お?願いする|依頼する|(?:し|やっ)てもらう)(?:こと|の|って)?(?:は|も|が)?"
            r"(?:でき(?:る|ます)|可能|大丈夫)"
            r"(?:の|ん)?(?:です|でしょう)?(?:か)?[?？。\s]*$"
        ),
        "en": re.compile(
            rf"^(?:and |but |so )?(?:can|could|may) (?:my|a) {any_of(people.MANDATED_EN)} (?:do|make|file|submit|send) "
            r"(?:it|this|that|(?:the|my|a) (?:request|form|application))(?: instead| for me| on my behalf)*\s*\?*$",
            re.IGNORECASE,
        ),
        "zh": re.compile(
            r"^(?:请问)?(?:可以|能|能不能|可不可以)(?:让|请|叫|委托)(?:我的?)?"
            rf"{any_of(people.RELATIVES_ZH, people.FRIENDS_ZH, people.LAWYERS_ZH)}(?:来)?(?:代|替|帮)?我?(?:来)?"
            r"(?:代办|申请|办理|办|提出)(?:手续)?吗?[？?。\s]*$"
        ),
    },
)
"""Whether somebody else may do it for one (「娘に頼んでもいいですか」), and with what (Order for Enforcement of the
APPI, 個人情報の保護に関する法律施行令, article 13)."""

REACHED = Meant(
    {
        "ja": "個人情報の窓口の連絡先を教えてください",
        "en": "contact details of the desk",
        "zh": "个人信息窗口的联系方式",
    },
    {
        "ja": re.compile(
            r"^(?:すみません|あの|では|じゃあ?|それなら)*[、,\s]*(?:(?:御社|貴社|そちら|窓口|担当)"
            r"(?:に|へ|とは)[、,\s]*)?(?:どうやって|どのように|どうやったら)"
            r"[、,\s]*(?:連絡|コンタクト|問い?合わせ)(?:を)?(?:すれば|したら|取れば|とれば|取ったら"
            r"|できる|できます|れば|たら)?"
            r"(?:いい|よい|良い|よろしい)?(?:の|ん)?(?:です|でしょう)?(?:か)?[?？。\s]*$"
        ),
        "en": re.compile(
            r"^(?:(?:and|so|but|hi|hello|ok|sorry)[,\s]+)*how (?:do|can|could|should|may) i"
            r" (?:contact|reach|get in touch with|get hold of)"
            r" (?:you|the (?:desk|company|privacy desk))(?: then| directly)?\s*[?.!]*$",
            re.IGNORECASE,
        ),
        "zh": re.compile(
            r"^(?:请问|那|那么)?[，,]?我?(?:怎么|怎样|如何|怎麼)(?:才能)?(?:联系|聯繫|联络|聯絡)(?:到"
            r"|上)?(?:你们|你們|贵公司|窗口|客服窗口)?(?:呢|啊)?[？?。\s]*$"
        ),
    },
)
"""How the desk is reached, so that all of it is found: number, address, e-mail."""

OUTSIDE = Meant(
    {
        "ja": "苦情を申し出ることができる社外の団体や監督機関はありますか",
        "en": "is there an outside body or supervisory authority that takes complaints?",
        "zh": "有可以投诉的外部机构或监管机构吗？",
    },
    {
        "ja": re.compile(
            r"(?:(?:個人情報)?保護委員会|監督(?:機関|当局|官庁)|認定(?:個人情報保護)?団体)(?:に|へ"
            r"|にも)[^。！？!?]{0,12}?"
            r"(?:申し?立て|苦情|訴え|通報|報告|相談)[^。！？!?]{0,6}?(?:たい|でき(?:る(?!だけ|体制"
            r"|ように)|ます)|方法|には|先は)[^。！？!?]{0,12}[。！!？?\s]*$"
        ),
        "en": re.compile(
            r"(?:^|(?<!you )\b(?:want|like|how|can|may|could|where|need|going)\b(?:(?! you\b)[^.?!]){0,12}?\b)"
            r"(?:complain|lodge|file|report|appeal)\b"
            r"[^.?!]{0,30}?\b(?:to|with|at) (?:the |a |an |your |my )?"
            r"(?:(?!of |written |signed |parental |legal )[a-z]+ ){0,3}?"
            r"(?:authority|authorities|regulator|supervisor|ombudsman|ico|commission(?:er)?)\b",
            re.IGNORECASE,
        ),
        "zh": re.compile(
            r"^(?![^。]{0,10}(?:已经|已經|被))[^。]*?(?:向|找|去)(?:有关|主管)?(?:监管|监督|主管)?"
            r"(?:机构|机关|部门|个人信息保护委员会)(?:投诉|申诉|举报)(?!了|过)"
        ),
    },
)
"""Who wishes to complain outside asks where that is; it is no objection to a use of data (GDPR 21), and no complaint
to be heard here first."""

SOURCE = Meant(
    {
        "ja": "個人情報をどのような方法で取得していますか",
        "en": "how do you collect personal information?",
        "zh": "你们怎么取得个人信息？",
    },
    {
        "ja": re.compile(
            rf"(?:どこ(?:で|から)|どうやって|なんで|何で)[^。、！？!?]{{0,4}}{any_of(oneself.I_JA, oneself.HOME_JA)}の"
            rf"(?:{any_of(data.PERSONAL_DATA_JA, data.DATA_JA, data.PARTICULARS_JA, data.PHONES_JA)}|番号)(?:を|が)?"
            r"(?:手に入れ|入手し|知っ|調べ|仕入れ|取得し)た(?:の|ん)?(?:です|だ)?(?:か|よ)?[?？。！!\s]*$"
            rf"|^{any_of(oneself.I_JA, oneself.HOME_JA)}の"
            rf"(?:{any_of(data.PERSONAL_DATA_JA, data.DATA_JA, data.PARTICULARS_JA, data.PHONES_JA)}|番号)"
            r"(?:を|は|って)?[、\s]?(?:どこ(?:で|から)|どうやって|なんで|何で)"
            r"(?:手に入れ|入手し|知っ|調べ|仕入れ|取得し)た(?:の|ん)?(?:です|だ)?(?:か|よ)?[?？。！!\s]*$"
        ),
        "en": re.compile(
            r"\b(?:where|how) did you (?:get|find|obtain) my "
            rf"{any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN)}\b(?: from)?\s*[?!.]*$",
            re.IGNORECASE,
        ),
        "zh": re.compile(
            r"^(?:请问)?[，,]?你们(?:为什么|怎么)(?:会)?(?:有|知道|拿到)(?:了)?我的?(?:个人)?"
            rf"(?:{any_of(data.DATA_ZH, data.PARTICULARS_ZH)}|号码|身份证)(?:复印件|影本|照片)?的?[?？。！\s]*$"
            rf"|(?:从哪里?|从哪儿|怎么)(?:得到|拿到|弄到|知道|获得)(?:了)?我的?(?:个人)?"
            rf"{any_of(data.DATA_ZH, data.PARTICULARS_ZH)}的?[?？。！\s]*$"
        ),
    },
)
"""Whence data comes, asked in anger or not: no leak is told."""

_ID_JA = r"(?:身分証(?:明書)?|本人確認書類|書類|免許証|パスポート|保険証|コピー|写真|画像|情報|データ|メール|それ|もの)"
_ID_EN = (
    r"(?:id|ids|passport|licen[cs]e|documents?|papers?|copy|copies|photo|data|information|it|this|that|them)"
)
SENT_SAFELY = Meant(
    {
        "ja": "個人情報の送信は暗号化されますか",
        "en": "is personal information encrypted when it is sent?",
        "zh": "发送个人信息时会加密吗？",
    },
    {
        "ja": re.compile(
            rf"^(?:(?:すみません|あの|でも|けど|ちなみに)[、\s]?)?(?:{_ID_JA}[をのは、]{{0,2}}){{0,3}}"
            r"(?:(?:e|Ｅ)?メール|ネット|インターネット|フォーム|ここ|チャット)?(?:で|に|から)?(?:添付して)?"
            r"(?:送(?:る|って|信(?:する|して|は)?)|やりとり(?:する|は)?)(?:の(?:は|って)|ことは|も)?[、\s]?"
            r"(?:本当に)?(?:安全|危険(?:では|じゃ)?|危な(?:い|く)|セキュリティ)"
            r"(?:は|上)?(?:ない|大丈夫|問題ない)?(?:な)?(?:の|ん)?(?:です|でしょう)?(?:か(?:ね|な)?)?[?？。\s]*$",
            re.IGNORECASE,
        ),
        "en": re.compile(
            r"^(?:(?:and|but|so|hi|hello)[,\s]+)*(?:is|will|would) it(?: be)?(?: really| actually)? "
            r"(?:safe|secure|risky|dangerous)"
            rf"(?: for me)? to (?:send|e-?mail|submit|upload)(?: you)?(?: (?:my|the|a|an))?(?: \w+){{0,2}}? {_ID_EN}"
            r"(?: (?:by|via|over|through|in|to) (?:an? |the )?"
            r"(?:you|e-?mail|mail|web(?:site)?|form|chat|internet|post))?[?.\s]*$"
            r"|^(?:and |but |so )?is (?:sending (?:\w+ ){0,3}(?:by|via) )?(?:your )?e-?mail (?:safe|secure)[?.\s]*$",
            re.IGNORECASE,
        ),
        "zh": re.compile(
            r"^(?:请问|那|那么)?[，,]?(?:用|通过)?(?:(?:电子)?邮件|邮箱|网上)?(?:发送?|传|提交)"
            r"(?:我的)?(?:身份证|证件|护照|材料|信息|资料)?"
            r"(?:复印件|照片)?(?:是否)?(?:安全|危险)(?:吗|嗎|么)?[？?。\s]*$"
        ),
    },
)
"""What protects what is sent (「身分証をメールで送っても安全ですか」), which the search takes for a question after an
address. Whether one may send so (「メールで送っても大丈夫ですか」) is another."""

_MINE_JA = (
    rf"(?:(?:{any_of(oneself.I_JA)}の|登録した|預けた|渡した)?"
    rf"(?:{any_of(data.PERSONAL_DATA_JA, data.DATA_JA, data.PARTICULARS_JA)})(?:は|を|も|だけは)?[、\s]?)?"
)
_MINE_EN = (
    r"(?:it|them|everything|(?:all )?(?:of )?(?:my|our) (?:own |personal )?"
    rf"(?:{any_of(data.DATA_EN, data.DETAILS_EN, data.RECORDS_EN)}"
    rf"|{any_of(data.PARTICULARS_EN, data.ACCOUNTS_EN)})s?)"
)
_MINE_ZH = rf"(?:我的?|我们的?)?(?:个人)?(?:{any_of(data.DATA_ZH, data.PARTICULARS_ZH)}|隐私)"
_MY_DATA_EN = _MINE_EN.replace("it|them|everything|", "")
_SAFELY_ZH = r"(?:好好|妥善|安全|小心|认真|严格)地?"
_SAFELY_JA = r"(?:(?:安全|あんぜん|大切|たいせつ|大事|だいじ|厳重|慎重)に)"
_THOROUGHLY_JA = r"(?:ちゃんと|きちんと|しっかり(?:と)?)"
_LOOKED_AFTER_JA = r"(?:管理|かんり|保護)(?:を)?(?:して)?|(?:取り)?扱って|守って|まもって"
_LEAKS_JA = r"(?:漏|洩)らさ|(?:漏えい|漏洩|流出)(?:し|させ)|漏れ|洩れ"
KEPT_SAFE = Meant(
    {
        "ja": "個人情報の安全管理のためにどのような対策をしていますか",
        "en": "what security measures do you take to protect personal information?",
        "zh": "你们采取哪些安全措施保护个人信息？",
    },
    {
        "ja": re.compile(
            rf"^(?:(?:あと|それと|とにかく|くれぐれも|どうか|絶対に?|ちゃんと"
            r"|(?:大事|大切)な(?:情報|データ|もの)(?:な)?(?:ので|んで|ですから|だから))[、\s]?){0,2}"
            rf"(?:{_MINE_JA}(?:絶対に?|もっと)?(?:{_THOROUGHLY_JA}?{_SAFELY_JA}(?:{_LOOKED_AFTER_JA}"
            rf"|(?:保管|ほかん|保存)(?:を)?(?:して)?)|{_THOROUGHLY_JA}?(?:{_THOROUGHLY_JA}(?:{_LOOKED_AFTER_JA}"
            r"|(?:保管|保存)(?:を)?(?:して)?)|守って)"
            rf"|(?:が[、\s]?)?(?:{_LEAKS_JA})ない(?:で|よう(?:に)?(?:して|お?願い(?=し))?))"
            rf"|(?:{any_of(data.PERSONAL_DATA_JA, data.DATA_JA)})の(?:管理|保護)(?:は|を)[、\s]?"
            rf"{_THOROUGHLY_JA}(?=お?願い)"
            rf"|(?:{any_of(data.PERSONAL_DATA_JA, data.DATA_JA)})の(?:お?取り?)?扱い(?:に|には|は)[、\s]?"
            r"(?:十分に?|くれぐれも|ちゃんと)?(?:ご?注意(?:を)?して|気を(?:つけ|付け)て|慎重に(?:して)?|配慮して))"
            rf"(?:おいて|いて)?(?:{any_of(wishing.DO_FOR_ME_JA)}|お?願い(?:します|いたします|したい)?|します"
            r"|(?:もらえ|いただけ)(?:ます|ません)か|(?:もらえ|いただけ)(?:る|ます)と(?:助かり|幸いで|うれし|嬉し)[^。、]{0,4})?"
            r"(?:です|ますよう(?:お?願い[^。、]{0,6})?)?(?:ね|よ)?[。！!\s]*$"
        ),
        "en": re.compile(
            r"^(?:(?:and|but|also|so|ok(?:ay)?|please|just|kindly|can you|could you|you (?:must|should|have to|need to)"
            r"|i (?:want|need) you to|i(?:'d| would) like you to|make sure (?:to|you))[,.]?\s+){0,4}"
            rf"(?:keep {_MINE_EN} (?:really |very |totally |completely )?(?:safe(?:ly)?|secure(?:ly)?"
            r"|protected)(?: and (?:safe|secure|sound|protected))?"
            rf"|protect {_MINE_EN}|(?:safeguard|secure|look after|take (?:good )?care of) {_MY_DATA_EN}"
            rf"|(?:handle|store|treat) {_MINE_EN} (?:safely|securely|carefully|with care)"
            rf"|(?:make sure(?: that)?|i (?:want|need)|i(?:'d| would) like) {_MY_DATA_EN} "
            r"(?:(?:to )?(?:(?:be|stays?|is|are|remains?) )?(?:kept )?(?:safe|secure|protected))"
            r"(?: and (?:safe|secure|sound|protected))?"
            rf"|(?:do not|don't|dont|never)(?: ever)? leak {_MY_DATA_EN}"
            rf"|(?:do not|don't|dont|never) let {_MY_DATA_EN} (?:be |get )?leak(?:ed)?)"
            r"(?:,? (?:please|thanks|thank you|ok(?:ay)?\??|from (?:hackers|leaks|theft)))*[.!\s]*$",
            re.IGNORECASE,
        ),
        "zh": re.compile(
            rf"^(?:请|麻烦|希望|一定|务必|千万|你们|您|要|注意)*(?:{_SAFELY_ZH}(?:保管|保存|管理|保护|处理|对待)"
            rf"(?:好)?{_MINE_ZH}|(?:保护|保管)好{_MINE_ZH}|保护{_MINE_ZH}"
            rf"|(?:把|将){_MINE_ZH}(?:{_SAFELY_ZH})?(?:保管|保存|保护)好|{_MINE_ZH}请?{_SAFELY_ZH}"
            rf"(?:保管|保存|管理|保护)(?:好)?|(?:别|不要|不能|勿)(?:把)?(?:泄露|泄漏|外泄){_MINE_ZH}"
            rf"|(?:别|不要|不能|勿)(?:把|让){_MINE_ZH}(?:泄露|泄漏|外泄)(?:出去)?)[了啊。！!\s]*$"
        ),
    },
)
"""That data is to be looked after (「データを安全に保管してください」, "keep my data safe", 「别泄露我的信息」): how
that is done the policy tells, and it is no wish that data stays. "Take care of it" has the desk go on. While a
removal is filled in, 「ちゃんと保存して」 has it stay (`actions.words.withheld`)."""

RESPONSIBLE = Meant(
    {"ja": "管理責任者は誰"},
    {
        "ja": re.compile(
            r"^(?:(?:あの|すみません|で|では|ちなみに|御社の|貴社の|そちらの)[、,\s]?){0,2}"
            rf"{any_of(data.PERSONAL_DATA_JA)}(?:の|を|保護の?)?"
            r"(?:(?:取り?扱い?|保護|管理)(?:の|を)?(?:する|して(?:い)?る)?)?(?:総括|統括|管理|保護)?責任者(?:の方)?"
            r"(?:は|って|が)?(?:誰|だれ|どなた|何という(?:人|方)|どういう(?:人|方)|(?!(?:なん"
            r"|な)?です[。\s]*$))(?:なん|な|に(?:なり|当たり)ます)?"
            r"(?:の|ん)?(?:です|でしょう)?(?:か)?(?:ね)?[?？。\s]*$"
        )
    },
)
"""Who is responsible: at a privacy desk 「個人情報の」 in front of it tells nothing, and to the search it is like every
clause of the policy."""


_TIME_EN = (
    r"(?:\d{1,3}|one|two|three|four|a|thirty|forty-five|sixty|ninety) (?:business |working "
    r"|calendar )?(?:days?|weeks?|months?)"
)
CHARGED = Meant(
    {
        "en": "is there a fee for a request?",
        "zh": "申请需要手续费吗？",
    },
    {
        "en": re.compile(
            r"^(?:(?:and|so|but|wait|hold on|hey|ok(?:ay)?)[,\s]+)*(?:can|could|do|will|would|are"
            r"|may) (?:you|they)(?: guys| people)?"
            r"(?: really| also| even)? (?:going to |gonna |allowed to )?(?:charge|charging|bill)(?: me"
            r"| us| people| anything| money| extra| a fee)*"
            r"(?: for (?:it|this|that|all this|doing (?:it|this|that)|(?:an? |the |my )?(?:\w+ )?"
            r"(?:requests?|disclosure|deletion|correction|copy)))?"
            r"\s*\?*$",
            re.IGNORECASE,
        ),
        "zh": re.compile(
            r"^(?:请问|那|那么)?[，,]?(?:你们|这个|办这个|这样)?(?:还)?(?:会|要|能)?(?:向我|跟我"
            r"|找我)?(?:收(?:我)?(?:的)?(?:钱|费用?)|另外收费)(?:吗|么|嘛|不)[？?。\s]*$"
        ),
    },
)
"""Whether the request costs something ("can you charge me for that"), which sounds like a claim for damages."""

IN_TIME = Meant(
    {
        "ja": "請求をしてから回答までの日数を教えてください",
        "en": "how long does it take until I get an answer to a request?",
        "zh": "提出申请后，需要几天能收到答复？",
    },
    {
        "ja": re.compile(
            r"^(?:じゃあ?|で|確か|たしか|法律では)?[、\s]?(?:\d{1,3}|[一二三四五六]|[一二三]十)(?:日"
            r"|週間|[ヶかカ]月)(?:以内|間)?(?:に|で|の?うちに)?"
            r"(?:回答|返事|答え|対応)(?:する|して(?:くれる|もらえる)|をもらえる|が(?:来る|もらえる"
            r"|届く))?(?:ん|の)?(?:です|でしょう)?(?:よ)?(?:ね|か)[？?。\s]*$"
        ),
        "en": re.compile(
            rf"^(?:(?:and|so|but|ok(?:ay)?|by law)[,\s]+)*(?:you|they)(?: guys| people)?(?: only| just)? "
            rf"(?:have|get|got|need|take) {_TIME_EN}"
            r"(?: to (?:answer|reply|respond|do (?:it|this|that)|comply))?"
            r"(?:,? (?:right|correct|yes|no|isn't it|don't you|is that right|is that correct))\s*[?.]*$"
            rf"|^(?:do|must|will) (?:you|they) (?:have|get|need|take|answer within|reply within|reply in"
            rf"|answer in) {_TIME_EN}"
            r"(?: to (?:answer|reply|respond|comply))?\s*\?*$",
            re.IGNORECASE,
        ),
        "zh": re.compile(
            r"^(?:那|按规定|法律规定)?[，,]?你们(?:应该|得|必须|要)?(?:有|在)?(?:\d{1,3}"
            r"|[一二两三四五六]|[一二三]十)(?:个工作日|个?天|日|周|个月)(?:的?时间|之内|以?内)?"
            r"(?:给?我?(?:答复|回复|处理)(?:我)?)?(?:，?对吧|，?是吧|，?对吗|，?是吗|吗|吧)[？?。\s]*$"
        ),
    },
)
"""A period of time, to be confirmed ("you have 30 days right?"): how long an answer takes."""
