"""Somebody tells what they have had to do with this company themself: as staff or an applicant, as the one who made the
call or the contract, or what they handed over. Pure.

The dialogue model hears a company, a customer or a contract in it and takes it for data that is held for a client
(「御社で働いていました」, "yes I'm the contract holder"), or for none of the desk's business
(「家の図面を渡しました」). By the first a form was lost, by the second somebody was sent away. Where another company
is spoken of it stays what it was taken for: whose data that is the policy tells.
"""

import re

from actions.words.questions import asking
from desk.lexicon import data, oneself, people
from desk.lexicon.wordlist import any_of

_ANOTHERS = re.compile(
    r"保険(?!証)|損保|共済|カード|銀行|信販|リース|メーカー|ディーラー|販売店|量販|不動産|管理会社|管理組合"
    r"|健保|電力|ガス会社|通販|旅行会社|派遣"
    r"|委託|受託|代行|提携|付帯|特典|保証|ロードサービス|駆けつけ|経由|を通して|を通じ|紹介|別の会社|別会社"
    r"|グループ会社|子会社|おたくが出|そちらが出"
    r"|\binsur|\bpolicy ?holder|\bcredit|\bbank|\bleas(?:e|ing)\b|\bmanufacturer|\bcar ?maker|\bmaker\b"
    r"|\bdealer|\bwarranty|\bhotline"
    r"|\bassist|\bon behalf\b|\b(?:client|agency|landlord|employer)\b|\banother company\b|\bthrough (?:an?|my"
    r"|the)\b|\boutsourc"
    r"|保险|信用卡|银行|厂家|厂商|车企|经销|租赁|物业|电力公司|委托|代理|代为|救援|保修|延保|通过|别的公司"
    r"|另一家|旅行社|中介",
    re.IGNORECASE,
)
_I_JA = any_of(oneself.I_JA)
_YOU_JA = r"(?:御社|貴社|そちら(?:の会社)?|おたく|お宅|こちらの会社)"
_END_JA = (
    r"(?:者|もの|人間)?(?:なん|の|ん)?(?:です|だ|でして|でございます)?(?:が|けど|けれど|ので|よ"
    r"|ね)*[。．！!…、\s]*"
)
_WORKED = re.compile(
    rf"{_YOU_JA}(?:[でにのを]|では)[^。！？!?、]{{0,16}}?(?:働い(?:て(?:い)?(?:た|ました|る|ます|おりました)"
    rf"|た)|勤め(?:て(?:い)?(?:た|ました|る|ます|おりました))"
    r"|勤務し(?:て(?:い)?(?:た|ました|る|ます|おりました))|在籍し(?:て(?:い)?(?:た|ました|る|ます|おりました)"
    r"|た)|退職し(?:た|まし|て)"
    r"|(?:パート|(?:アル)?バイト|契約社員|派遣社員|インターン)を?し(?:て(?:い)?(?:た|ました|る|ます)))"
    rf"|{_YOU_JA}の(?:[^。！？!?、\s]{{0,8}}の)?(?:元)?(?:社員|従業員|スタッフ|パート|アルバイト"
    rf"|内定者)(?:です|でした|だった)"
    rf"|^(?:{_I_JA}は)?(?:元社員|元従業員|退職者|元スタッフ){_END_JA}$"
    rf"|(?:{_YOU_JA}の)?(?:採用|求人|中途採用|新卒採用|採用試験"
    rf"|インターン)(?:試験)?[にへの][^。！？!?、]{{0,10}}?(?:応募|エントリー)し(?!たい|よう)"
    r"|(?:採用|入社)(?:面接|試験)を?(?:受け|落ち)"
    r"|\bi(?:'ve| have)? (?:used to work|work(?:ed)?|was working|was employed|interned|applied (?:for"
    r"|to) (?:an? |the )?"
    r"(?:\w+ ){0,3}?(?:job|position|post|role|internship|vacancy)|interviewed)\b[^?]{0,30}?\b(?:you|your|here)\b"
    r"|\bi(?:'m| am| was) (?:an? )?(?:former |ex-? ?)?(?:employee|staff member|job applicant|applicant|intern)"
    r"(?: (?:of|with|at) (?:yours|you|your))?\b"
    r"|(?:我|本人)(?:以前|曾经?|之前|原来|去年|前年)*在(?:你们|贵|你司)(?:这里|那里|公司|这儿|那儿"
    r"|司)*(?:的?[^，。？?的]{0,6}的?(?:中心|部门|分公司|店|前台))?(?:里)?(?:工作|上班|任职|打工|实习|做)(?:过|的)?"
    r"|(?:我|本人)?是(?:你们|贵司|贵公司)(?:公司)?的?(?:前|离职)(?:员工|职员)"
    r"|(?:应聘|投|面试)过?(?:了)?(?:你们|贵)(?:公司|司)?",
    re.IGNORECASE,
)
_DID_JA = (
    r"(?:電話|連絡|通話|予約|注文|契約|登録|申請|申し込み|利用|応募|記入|入力|依頼|署名)(?:を)?(?:した|してる|している)"
    r"|働いた|働い(?:てた|ていた)|勤めてた|勤めていた|申し込んだ|話した|かけた|書いた|頼んだ|払った|使った"
    r"|使ってる|使っている"
)
_DID_EN = (
    r"called|rang|phoned|signed(?: (?:up|it|the contract))?|ordered|booked|registered|applied|paid|wrote"
    r"|filled (?:it|that) (?:in|out)|spoke|talked|use[sd]? it|made the (?:call|contract|order)"
)
_MYSELF = re.compile(
    rf"(?:{_DID_JA})(?:の|人)は(?:{_I_JA}|本人)(?:本人|自身)?(?:です|だ|なんです|なので|ですが|ですけど"
    rf"|だけど)[。！!よね\s]*$"
    rf"|^(?!\w\w\w?$)(?:はい|ええ|そう(?:です)?)?[、,\s]?(?:{_I_JA}(?:が|は))?"
    rf"(?:契約者|名義人|名義|登録者|申込者|加入者|会員)(?:本人)?(?:は{_I_JA})?{_END_JA}$"
    rf"|\bi(?:'m| am) the (?:one|person) (?:who|that) (?:{_DID_EN})\b|\bit was me (?:who|that) (?:{_DID_EN})\b"
    r"|^(?:(?:yes|yeah|yep|well)[,.]?\s+)?(?:i(?:'m| am)|it's me,? i(?:'m| am)) (?:also )?the (?:contract"
    r"|account|policy|line|phone)?"
    r" ?(?:holder|owner|subscriber|account owner)[.!\s]*$"
    r"|^(?:对|是的?|嗯)?[，,]?(?:当时)?(?:打电话|签合同|签约|下单|注册|登记|填写?|报名|申请|付钱|付款"
    r"|联系你们)的(?:人)?就?是我(?:自己|本人)?[。！\s]*$"
    r"|^(?:对|是的?|嗯)?[，,]?(?:电话|合同|单子|订单|表|问卷|账号)?(?:就)?(?:是)?我(?:自己"
    r"|本人)?就?是?(?:签约人|合同人|合约人|户主|机主|合同签约人|签合同的人|打的|签的)"
    r"(?:本人)?的?[。！\s]*$",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"名刺(?:を|も)?(?:お)?(?:渡し|交換し|差し上げ|出し)(?:た|まし)|名刺交換(?:を)?し|(?:取引先|仕入れ?先"
    r"|納入業者)の(?:担当者?|社員|者)(?:です|でして|でございます)"
    r"|\b(?:gave|handed|left|exchanged) (?:you |your \w+ |him |her |them )?(?:\w+ )?(?:business|name) cards?\b"
    r"|\bi(?:'m| am) (?:a |your )?(?:supplier|vendor|contact at)\b"
    r"|(?:给|交换|递)过?[^，。？]{0,8}名片|(?:我|本人)是(?:你们|贵司|贵公司)的?(?:供应商|供货商|合作伙伴)",
    re.IGNORECASE,
)
_THING_JA = (
    rf"(?:{any_of(data.PARTICULARS_JA, data.RECORDS_JA)}"
    r"|図面|間取り図?|履歴書|職務経歴書|アンケート|調査票|名刺|身分証(?:明書)?|免許証?|保険証|証明書"
    r"|証明写真|同意書|申込書|申し込み用紙|登録用紙|カルテ|診断書"
    r"|領収書|契約書|口座番号|暗証番号|送り状|伝票)"
)
_GAVE_JA = (
    r"(?:お?渡し|出し|提出し|お?送り|送っ|送信し|送付し|郵送し|記入し|書い|書き|答え|回答し|お?預け|見せ"
    r"|入力し|登録し|伝え|教え|アップロードし|コピーされ|コピーを?とられ|撮られ)"
    r"(?:た|まし[たて]|てあ(?:る|り)|て(?:い)?(?:る|ます))"
)
_THING_EN = (
    r"(?:floor ?plans?|house plans?|plans?|drawings?|blueprints?|cv|resum[eé]|survey|questionnaire"
    r"|passport(?: copy)?|licen[cs]e|photos|pictures?"
    r"|id(?: card)?|certificate|consent form|application form|sign-?up form|bank details"
    rf"|{any_of(data.ADDRESSES_EN, data.CONTACTS_EN, data.BIRTHDATES_EN, data.RECORDS_EN)})"
)
_THING_ZH = (
    r"(?:图纸|户型图|简历|问卷|调查表|名片|身份证|护照|驾照|证明|同意书|申请表|报名表|登记表|病历|合同"
    rf"|电话号码|生日|{any_of(data.PARTICULARS_ZH, data.ACCOUNTS_ZH, data.RECORDS_ZH)})"
)
_GAVE = re.compile(
    rf"{_THING_JA}(?:の(?:コピー|写し|画像|データ))?(?:を|も|に|は|とか)[^。！？!?、]{{0,10}}?{_GAVE_JA}"
    r"(?:(?:の|ん)(?:です|だ)(?:が|けど|けれど)?|が|けど|けれど|者です|者ですが|んだ)*[。．…、\s]*$"
    rf"|^(?:(?:hi|hello|so|well|ok(?:ay)?)[,.]?\s+)?[^?]{{0,40}}?\b(?:i|we)(?:'ve| have)? (?:once |already "
    rf"|recently |just )?"
    r"(?:gave|given|handed|sent|showed|shown|filled (?:in|out)|submitted|uploaded|left|mailed|answered|entered)\b"
    rf"[^?.]{{0,24}}?\b{_THING_EN}\b[^?.]{{0,40}}[.\s]*$"
    r"|^[^？?。]{0,32}?(?:填|交|给|提供|发|上传|留|寄|写|回答|做)(?:过|了)"
    rf"[^？?。]{{0,8}}?{_THING_ZH}[了的。\s]*$"
    rf"|^[^？?。]{{0,12}}?把[^？?。]{{0,6}}?{_THING_ZH}(?:的?(?:照片|复印件))?(?:填|交|给|提供|发|上传|留"
    rf"|寄)(?:给|在|到)?(?:过|了)?(?:你们|贵司)[^？?。]{{0,4}}?了?[。\s]*$",
    re.IGNORECASE,
)
_NO_NEWS = re.compile(
    r"返事|返信|回答が|連絡が|届(?:か|い)|まだ|違う|間違|漏|盗|勝手|回复|没收到|还没|错|泄|\b(?:no (?:reply"
    r"|answer)|never|not|wrong|leak\w*|stolen|yet)\b|n't\b"
)
"""An answer that is late, a mistake, a wrong done: not only what was given."""
_NO_CUSTOMER = re.compile(
    rf"(?:{_YOU_JA}の)?(?:お?客|顧客|会員|契約者|利用者)(?:(?:さん)?(?:では|じゃ)(?:ない|ありません)"
    rf"|でもな(?:い|ん)でも)"
    rf"|{_YOU_JA}(?:と(?:は)?|に(?:は)?|を)(?:契約|取引|登録|利用)(?:を)?(?:した|してい?る)?(?:こと"
    rf"|覚え)?(?:も|は|が)?(?:な[いく]|ありません|していません|してない)"
    r"|\bi(?:'m| am| was)(?: not|n't)?(?: not)? (?:even |ever )?(?:an? |your )?(?:customer|client|member"
    r"|user)(?: of yours)?\b"
    r"|(?:我)?(?:又|也|并|根本)?不是(?:你们|贵司|贵公司)的?(?:客户|顾客|会员|用户)",
    re.IGNORECASE,
)
_NOT = re.compile(r"ない|ません|な[くん]|\bnot\b|n't\b|\bnever\b|不是", re.IGNORECASE)
_WHENCE = re.compile(
    r"どこ(?:から|で)|どうやって|どうして|なぜ|なんで|何で|どういう経緯|\b(?:where|how|why)\b|哪|怎么|为什么"
    r"|凭什么|谁给",
    re.IGNORECASE,
)
_LONGEST = 160


_SOMEBODY = re.compile(
    rf"{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.ACQUAINTED_JA)}"
    rf"|\b(?:my|our|his|her|their) (?:\w+ )?{any_of(people.RELATIVES_EN, people.ACQUAINTED_EN)}\b"
    rf"|{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)}|我老?[爸妈]|[他她]",
    re.IGNORECASE,
)


def _speaks_of_another(text: str) -> bool:
    """Whether another company is spoken of, or another person: whose data it is then is not told."""
    return _ANOTHERS.search(text) is not None or _SOMEBODY.search(text) is not None


def whence_of_no_customer(text: str) -> bool:
    """Whether somebody says that they are no customer here, names no other company, and asks where their data comes
    from (「我不是你们的客户，你们从哪儿弄来我的号码的」)."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST or _speaks_of_another(told) or not _NOT.search(told):
        return False
    return _NO_CUSTOMER.search(told) is not None and _WHENCE.search(told) is not None


def tells_own_dealings(text: str) -> bool:
    """Whether it only tells that the writer worked or applied here, met the company in business, or what data of
    theirs they gave it."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST or _speaks_of_another(told) or asking(told):
        return False
    if _WORKED.search(told) or _CARD.search(told):
        return True
    return _GAVE.search(told) is not None and _NO_NEWS.search(told) is None


def was_the_one(text: str) -> bool:
    """Whether the writer says that they made the contract or the call themself (「電話したのは私です」), and speaks of
    no other company."""
    told = text.strip().replace("’", "'")
    return len(told) <= _LONGEST and not _speaks_of_another(told) and _MYSELF.search(told) is not None
