"""What the words of a message tell by themselves, whatever it is taken for. Pure.

Each of these takes something away from the customer (a right that is named, a parent's standing), so that each is
narrow: what it does not know is asked.
"""

import re

from actions.words.own_child import at_school
from actions.words.stale import tells_stale_data
from desk.lexicon import data, oneself, people
from desk.lexicon.wordlist import any_of

_CHILD = any_of(people.CHILDREN_JA, people.CHILDREN_ZH)
_CHILD_EN = any_of(people.CHILDREN_EN)
_AGE = r"(?<!\d)(\d{2})\s*(?:歳|才|さい|岁|歲)"
_CHILDS_AGE = re.compile(rf"{_AGE}([^。、，はが\d]{{0,8}}){_CHILD}|{_CHILD}([^。！？!?\n\d]{{0,10}}){_AGE}")
_CHILDS_AGE_EN = re.compile(
    rf"\b(\d{{2}})[- ]year[- ]old {_CHILD_EN}\b|\b{_CHILD_EN},? (?:who )?is (\d{{2}})\b",
    re.IGNORECASE,
)
_GROWN_UP = re.compile(
    rf"{_CHILD}(?:は|も|が)?(?:もう|すでに|既に)?成人(?:し(?:た|て(?!いま?せん|ない))|です|だ|済)|成人(?:した|している|済みの){_CHILD}"
    rf"|{_CHILD}(?:は|も)?(?:もう)?(?:社会人|大学生)(?:です|だ|で|な)|(?:社会人|大学生)の{_CHILD}"
)
_NOT_YET = re.compile(r"未満|以下|まで|まだ|未成|まえ|前に|になる|になり|後見|under|not yet")
_SOMEBODY_ELSE = re.compile(
    any_of(people.PARENTS_JA, people.GRANDPARENTS_JA, people.SPOUSES_JA, oneself.I_JA)
)
_PARENTS_AGE = re.compile(rf"{any_of(people.PARENTS_JA, people.GRANDPARENTS_JA)}[^。、，]{{0,4}}{_AGE}")
MAJORITY = 18
"""Years. Civil Code (民法) article 4."""


def of_grown_up_child(text: str) -> bool:
    """Whether a parent speaks of a child who has come of age: they are no statutory agent any more. Besides the person
    themself may ask the statutory agent of a minor or of an adult ward, and who has been mandated (Order for
    Enforcement of the APPI, 個人情報の保護に関する法律施行令, article 13)."""
    if _NOT_YET.search(text) or _PARENTS_AGE.search(text):
        return False
    ages = [int(one or two) for one, two in _CHILDS_AGE_EN.findall(text)]
    for before, between, behind, after in _CHILDS_AGE.findall(text):
        if not _SOMEBODY_ELSE.search(between + behind):
            ages.append(int(before or after))
    if ages:
        return all(age >= MAJORITY for age in ages)
    return _GROWN_UP.search(text) is not None


_DECLINED = re.compile(
    r"(?:の(?:ほう|方|件|分|お?手続き?))?(?:"
    r"(?:請求)?(?:[^。！？!?\nの]{0,8}とか|など|なんて|の話)?は(?:もう|別に|今回は)?(?:いい|結構|けっこう)(?:です|や|わ|から)(?![かねよ])"
    r"|(?:請求)?は(?:もう|別に)?(?:不要|必要な(?:い|く)|必要ありません)(?:です|だ|なので|。|$)"
    r"|は(?:もう|別に)?(?:要|い)(?:りません|らない(?:です|ので|から|。|$))"
    r"|の?(?:ご?請求|申請|お?手続き?)(?:は|を)?(?:もう|別に|今回は|特に)?(?:しません|いたしません|致しません"
    r"|しない(?:です)?(?=[。！!、]|$)|(?:したい|する)(?:わけ|つもり|気|の|ん)?(?:では|じゃ|は)(?:ない|ありません))(?!か(?!ら)|[ねよ])"
    r"|(?:とか)?(?:じゃ|では)なく(?!ては|ちゃ|とも)"
    r"|は?しなくて(?:も)?(?:いい|良い|大丈夫|結構)(?![かねよ])"
    r"|しないで(?:ください|下さい|ほしい)"
    r"|(?:の話)?は(?:もう)?(?:なし|無し)(?:で|に|(?:です)?(?=[。！!]|$))"
    r"|(?:的话|那个)?(?:就|也)?(?:先)?(?:不用|不要|不需要|不必|算了|免了)(?:了|办|申请){0,2}吧?(?=[。！!，,；;]|$)"
    r")"
)


_DECLINED_BEFORE = re.compile(
    r"(?<![是要])(?:并)?不是(?:我?(?:要|想要?|想让你们))?(?:申请|要求|办理?)?$"
    r"|(?<!or )(?<!it )(?<!that )(?<!why )\bnot (?:a |an |the |for (?:a )?)?$",
    re.IGNORECASE,
)
_ASKED_BEHIND = re.compile(r"[^，。！？?!]{0,12}[吗么嘛吧？?]|[^.!?]{0,40}\?")


def declined_at(text: str, end: int, start: int | None = None) -> bool:
    """Whether what is named from `start` up to `end` is named only to say that it is not wanted (「開示じゃなくて」,
    「不是删除，是不许给别人」, "not deletion")."""
    before = "" if start is None else text[max(0, start - 12) : start]
    said_before = _DECLINED_BEFORE.search(before) is not None and _ASKED_BEHIND.match(text, end) is None
    return said_before or _DECLINED.match(text, end) is not None


_SOMEBODY = re.compile(
    rf"の|さん|氏|様|人|者|友|彼|社員|隣|{any_of(people.RELATIVES_JA, people.COLLEAGUES_JA)}"
    r"|的|他|她|\b(?:his|her|their|my|of)\b|'s\b",
    re.IGNORECASE,
)


def speaks_of_somebody(text: str) -> bool:
    """Whether a person may be named as the one whose data is asked for. 「電話番号を教えてください」 names none."""
    return _SOMEBODY.search(text) is not None


_ONESELF = re.compile(
    rf"個人|本人|ご自身|{any_of(oneself.I_JA, oneself.HOME_JA)}の"
    rf"|\bmy (?:own )?(?=\w*{any_of(data.DATA_EN, data.PARTICULARS_EN, data.ACCOUNTS_EN)})"
    r"|我(?:自己)?的|登録の",
    re.IGNORECASE,
)


def names_another(text: str) -> bool:
    """Whether a person other than the writer may be named; 「個人情報」 and 「私の」 name none."""
    return speaks_of_somebody(_ONESELF.sub("", text))


_SEES = re.compile(
    r"見たい|見せ|見れ|見られ|閲覧|知りたい|教え|確認し|開示"
    r"|\b(?:see|show|view|look at|access|copy of|know)\b|查|看|披露",
    re.IGNORECASE,
)


def wants_to_see(text: str) -> bool:
    """Whether data is wanted to be seen or told (「同僚の情報が見たいです」)."""
    return _SEES.search(text) is not None


_WRITTEN = r"(?:の(?:漢字|表記|綴り))?"
_DATA = any_of(data.PARTICULARS_JA, data.PHONES_JA, data.REGISTERED_JA)
"""No bare 「情報」, 「データ」: what the desk has said may be meant."""
_WRONG = re.compile(
    rf"(?:^|[、。\s])(?:登録(?:の|され(?:てい?る|た))?)?(?:{_DATA}(?:も|と|、)){{0,3}}{_DATA}{_WRITTEN}(?:も|が|は)"
    r"(?:全部|ちょっと|少し)?(?:違(?:う|い|って)|ちが(?:う|い|って)|間違|まちが|誤|古い)(?!人|方|会社|な)[^、。？?か]{0,8}[。！!\s]*$"
    r"|^(?:no[,.]?\s+|and\s+|also\s+|but\s+)*my "
    rf"(?:\w+ )?{any_of(data.PARTICULARS_EN, data.BIRTHDATES_EN, data.DETAILS_EN)} (?:is|are) "
    r"(?:also |still |all )?(?:wrong|incorrect|outdated|misspelled|not right|not correct)(?: too| as well)?[.!\s]*$"
    rf"|^我?的?{any_of(data.PARTICULARS_ZH)}也?(?:不对|错了|写错了|是错的)[了。！!\s]*$",
    re.IGNORECASE,
)


_REMOVES = re.compile(
    r"(?:じゃ|では)なく(?:て)?[、\s]*(?:やっぱり?)?[^。、？?]{0,8}(?:消し(?!ゴム)|消す|消去し|削除し)[^。？?]{0,8}[。！!\s]*$"
)


def removes_instead(text: str) -> bool:
    """Whether something is to be removed instead of what is named before (「訂正じゃなくて消したい」)."""
    return _REMOVES.search(text.strip()) is not None


def tells_wrong_data(text: str) -> bool:
    """Whether somebody says that data about them is wrong or out of date (「住所も違う」), and nothing else."""
    return _WRONG.search(text.strip()) is not None or tells_stale_data(text)


_AGES = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s*(?:歳|才|さい|岁|歲)(?:の|になる)?{_CHILD}|{_CHILD}[（(、は]?\s*(\d{{1,2}})\s*(?:歳|才|さい|岁|歲)"
)
_AGES_EN = re.compile(
    rf"\bmy (\d{{1,2}})[- ]years?[- ]old(?: {_CHILD_EN})?\b"
    rf"|\bmy {_CHILD_EN},? (?:who )?(?:is )?(\d{{1,2}})\b",
    re.IGNORECASE,
)
_AT_SCHOOL = re.compile(
    rf"(?:小学生|中学生|小学校|中学校|保育園|幼稚園|園児|赤ちゃん|未就学|未成年)[^。！？!?\n]{{0,6}}{_CHILD}"
)
_OTHERS_CHILD = re.compile(
    rf"(?:{any_of(people.SIBLINGS_JA, people.UNCLES_AND_AUNTS_JA, people.KIN_JA, people.ACQUAINTED_JA)}"
    r"|隣|近所|他人|よそ|同級生|孫|先生|彼)[^。、]{0,6}の"
)


def of_own_minor(text: str) -> bool:
    """Whether somebody speaks of a child of theirs who is under age: a parent has parental authority and may ask
    (Civil Code 818, 824; Order for Enforcement of the APPI 13). Narrow: whose child it is, and its age, are told."""
    if of_grown_up_child(text) or _OTHERS_CHILD.search(text) or _PARENTS_AGE.search(text):
        return False
    ages = [int(one or two) for pattern in (_AGES, _AGES_EN) for one, two in pattern.findall(text)]
    return (
        all(age < MAJORITY for age in ages)
        if ages
        else (_AT_SCHOOL.search(text) is not None or at_school(text))
    )


_ANOTHERS_AGE = re.compile(
    rf"^(?:但是?|可是)?(?:她|他|孩子|我?{any_of(people.CHILDREN_ZH)})(?:今年)?(?:才|只有|刚|还)?(?:\d{{1,2}}|十[一二三四五六七]?)岁"
    rf"|^(?:and |but |well,? )?(?:she|he|my {_CHILD_EN})(?:'s| is) (?:only |just )?(?:\d{{1,2}}\b"
    rf"(?! years? (?:ago|with))|under ?age\b|a minor\b)",
    re.IGNORECASE,
)
_OWN_AGE = re.compile(
    r"我(?:也|今年|才|还)*(?:是未成年|\d{1,2}岁)|\bi(?:'m| am) (?:also )?(?:\d{1,2}\b|a minor|under ?age)",
    re.IGNORECASE,
)


def tells_anothers_age(text: str) -> bool:
    """Whether it is another's age that is told (「她13岁」): the writer is no minor for that."""
    return _ANOTHERS_AGE.match(text.strip()) is not None and _OWN_AGE.search(text) is None


_PARENT = re.compile(
    rf"^{any_of(oneself.I_JA)}(?:は|が|、)(?:(?:その子|この子|{_CHILD})の)?"
    rf"{any_of(people.PARENTS_JA, ('保護者', '親権者'))}(?:です|だ|になります)?[。！!\s]*$"
    rf"|^i(?:'m| am) (?:the|his|her|their) {any_of(people.PARENTS_EN, ('guardian',))}[.!\s]*$",
    re.IGNORECASE,
)


def says_parent(text: str) -> bool:
    """Whether somebody says that they are the mother or father (「私は母親です」), and nothing else."""
    return _PARENT.search(text.strip()) is not None


_BARE_PARENT = re.compile(
    rf"^(?:{any_of(people.PARENTS_JA, ('保護者', '親権者'))}|パパ|ママ)"
    r"(?:です|だ(?:よ)?|になります|でございます)?[。！!\s]*$"
    rf"|^(?:(?:the|his|her) )?{any_of(people.PARENTS_EN, ('guardian',))}[.!\s]*$"
    rf"|^{any_of(people.PARENTS_ZH)}[。！\s]*$",
    re.IGNORECASE,
)


def is_a_parent(text: str) -> bool:
    """Whether it is no more than a parent (「母です」): of whose child the age has just been told, the one who asks."""
    return says_parent(text) or _BARE_PARENT.match(text.strip()) is not None


_RELATIVE = re.compile(
    rf"(?:{any_of(people.RELATIVES_JA, people.FAMILY_JA)}|故人|遺族|亡くなった[^。、]{{1,6}}){people.TITLE_JA}の"
    rf"|\bmy (?:late )?{any_of(people.RELATIVES_EN)}(?:'s)?\b"
    rf"|{any_of(people.RELATIVES_ZH)}的",
    re.IGNORECASE,
)


_MINE = re.compile(rf"{any_of(oneself.I_JA)}|\b(?:my|me|mine|myself)\b|我", re.IGNORECASE)


def speaks_of_oneself(text: str) -> bool:
    """Whether the writer names themself."""
    return _MINE.search(text) is not None


def of_a_relative(text: str) -> bool:
    """Whether what is asked for is a relative's (「父の個人情報を」)."""
    return _RELATIVE.search(text) is not None


_KIN = re.compile(
    rf"{any_of(people.RELATIVES_JA, people.RELATIVES_ZH)}|\b{any_of(people.RELATIVES_EN)}\b", re.IGNORECASE
)


def names_other_relative(text: str, before: str) -> bool:
    """Whether a relative is named who was not spoken of before (「父は大阪に…」, after the mother's data); 「夫」 and
    「主人」 may be the same one."""
    named, known = ({one.casefold() for one in _KIN.findall(told)} for told in (text, before))
    return bool(named) and not any(people.perhaps_one(one, other) for one in named for other in known)


_PUTS_RIGHT = re.compile(
    r"^(?:あ[っ、。]?\s*)?(?:すみません|すいません|ごめん(?:なさい)?|失礼|間違[えっ]|まちが[えっ]|違い|違う|ちがう|いや|いえ|やっぱり?|正しくは|訂正)"
    r"|^(?:sorry|oh,? sorry|no,|no,? wait|wait,|wait no|(?:wait,? )?scratch that|make that|actually"
    r"|i meant|my mistake|correction)|^"
    r"(?:不好意思|抱歉|对不起|不对|不是|其实|搞错)",
    re.IGNORECASE,
)


def puts_right(text: str) -> bool:
    """Whether a message begins as one does that takes something back (「すみません、ロサンゼルスです」)."""
    return _PUTS_RIGHT.search(text.strip()) is not None


_YES = re.compile(
    r"^(?:好的?|行|可以|没问题|确认)[，,\s]?(?:就)?(?:提交|送出|发送|办理|继续|开始办理?)(?:吧|了)?[。！!\s]*$"
    r"|^(?:(?:好的?|行|可以|没问题|确认|[对對])[，,\s]?)?(?:那?就这样|就这么办|就这么定)(?:办|定)?(?:吧|了|好了)?[。！!\s]*$"
    r"|^(?:好(?:的|啊|吧|呀|嘞|哒)?|行(?:吧|的)?|可以的?|[没沒]问题了?|沒問題了?|嗯+|是的?|[对對]的?|[没沒]错|确认(?:无误)?|同意"
    r"|おねがい(?:します)?|(?:それでは|では|(?:それ)?じゃあ?|それなら|なら)[、\s]*(?:よろしく)?お願い(?:し|いたし|致し)ます"
    r"|これで(?:お願いします|いい(?:です|よ)?|大丈夫(?:です)?|進めて(?:ください|下さい)?)?"
    r"|k{1,2}|ok(?:ay)?|fine"
    r"|(?:that(?:'s| is)|it(?:'s| is)|looks|sounds) (?:fine|good|ok(?:ay)?|right|correct)"
    r"|[👍👌🙆✅⭕]\ufe0f?)(?:[，,、\s]*(?:好的?|可以|[对對]的?|please))?[。．.！!～~\s]*$",
    re.IGNORECASE,
)


def says_yes(text: str) -> bool:
    """Whether it is a bare yes (「好的」, "fine", a thumb), which by itself sounds like a greeting or like nothing."""
    return _YES.match(text.strip()) is not None


_SO_BE_IT = re.compile(r"^那?就这样(?:吧|了|好了)?[。！!\s]*$")


def leaves_it_so(text: str) -> bool:
    """Whether 「那就这样吧」 is all that is said: yes to a summary, and the end of it after an offer."""
    return _SO_BE_IT.match(text.strip()) is not None


_ADDS = re.compile(
    r"も[^。！？!?、]{0,6}(?:追加|足し|加え|入れ)|(?:さっき|先ほど|いま|今)の[^。]{0,4}に[^。]{0,12}(?:追加|足し|加え|入れ)"
)


def adds_to_what_is_open(text: str) -> bool:
    """Whether something is to come to what was told before (「名前も追加したい」)."""
    return _ADDS.search(text) is not None


_WHOM = re.compile(
    r"(?:どこ|だれ|誰|どちら|どの会社)[^。！？!?]{0,8}(?:言え|いえ|言った|連絡|頼め|頼ん|申し出|申し込|問い?合わ?せ|聞け|相談|請求|出せ|お願い)"
    r"|\bwho(?:m)? (?:do|should|can) i (?:ask|contact|call|tell|write)"
    r"|\bwhere (?:do|should|can) i (?:ask|go|turn|send|apply)"
    r"|(?:找|问|問|联系|聯繫|向)(?:谁|誰|哪)",
    re.IGNORECASE,
)


_STILL_TAKES = re.compile(
    r"^(?:你好|您好|请问)?[，,\s]?(?:这里|你们|这个窗口|窗口|现在)+(?:还|能|可以|接受|受理)+(?:提出|提交)?(?:申请|办理|办)(?:吗|么|不)[？?。\s]*$"
    r"|^(?:(?:and|so|but|hi|hello)[,\s]+)*(?:can|could) i (?:still )?(?:apply|make (?:a )?requests?"
    r"|do (?:it|this|that)) here(?: now| still)?\s*\?*$"
    r"|^(?:so |but )?i (?:cannot|can't|can not) (?:do (?:it|this|that)|do|apply) here(?: then| anymore)?\s*\?+$",
    re.IGNORECASE,
)


def asks_whether_it_takes_requests(text: str) -> bool:
    """Whether somebody asks if requests are (still) taken here (「请问这里还能申请吗」)."""
    return _STILL_TAKES.match(text.strip()) is not None


_WHOM_ALONE = re.compile(
    r"^(?:え|で|それで|(?:それ)?じゃあ?|では|それなら|なら|結局)?[、,\s]?(?:どこ|だれ|誰|どなた|どちら(?:様)?)(?:に|へ)"
    r"(?:(?:言え|いえ|申し上げれ|申し出れ|伺え|[おご]?(?:連絡|相談|電話|伺い|願い|尋ね|問い?合わ?せ)(?:を)?"
    r"(?:すれ|いたせ|致せ|差し上げれ|さしあげれ|申し上げれ)|聞け|頼め|申し込め|尋ねれ|問い?合わ?せれ)ば"
    r"|(?:[おご]?(?:連絡|相談|電話|伺い|願い|尋ね|問い?合わ?せ)(?:を)?(?:し|いたし|致し)|言っ|いっ|聞い|申し出|申し上げ|伺っ|尋ね"
    r"|問い?合わ?せ)たら|頼んだら)(?:いい|よい|良い|よろしい|ええ)?"
    r"(?:の|ん)?(?:です|でしょう)?(?:か|かな)?[?？。\s]*$"
    r"|^(?:(?:so|ok(?:ay)?|and|but|well|then)[,.]?\s+)*(?:who(?:m)?|where) (?:do|should|can) i "
    r"(?:ask|contact|call|tell|write to|turn to|turn|go|apply)(?: (?:to|then|now|instead))*[?!.\s]*$"
    r"|^(?:(?:so|ok(?:ay)?|and|but|well|then)[,.]?\s+)*who(?:m)? (?:must i|i (?:must|should|can|have to"
    r"|need to)(?: to)?) "
    r"(?:contact|call|ask|write|tell|turn)(?: (?:to|then|now|instead))*[?!.\s]*$"
    r"|^那?么?[，,]?我?(?:该|应该|要)?(?:找|问|联系|向)(?:谁|哪里)(?:问|申请|联系)?(?:呢|啊)?[？?。\s]*$",
    re.IGNORECASE,
)


def asks_only_whom_to_turn_to(text: str) -> bool:
    """Whether nothing is asked but that, and so about whatever was spoken of (「じゃあどこに言えばいいの？」)."""
    return _WHOM_ALONE.match(text.strip()) is not None


def asks_whom_to_turn_to(text: str) -> bool:
    """Whether somebody asks whom they have to turn to (「どこに言えばいいの？」)."""
    return _WHOM.search(text) is not None


_TAKES_UP = re.compile(
    r"^(?:あ|いや|ごめん(?:なさい)?|すみません|すいません)?[、,。\s]*(?:やっぱ(?:り|し)?|やめるのを?やめて?|(?:さっき|先ほど|今)の)[、,\s]*"
    r"(?:(?:手続き?|続き|請求|申請|お?願い)(?:を|は|で)?)?"
    r"(?:やり(?:ます|たい(?:です)?)|やる|し(?:ます|たい(?:です)?)|する|お願い(?:します|したい(?:です)?|できますか)?|頼みます|頼む"
    r"|(?:続け|進め)(?:ます|る|て(?:ください|下さい)?|たい(?:です)?)|再開(?:します|して(?:ください|下さい)?|したい(?:です)?)?)(?:よ|ね|わ)?[。！!\s]*$"
    r"|^(?=.*\b(?:actually|on second thoughts?|after all|(?:the|my) request)\b)"
    r"(?:(?:actually|on second thoughts?|sorry|no|wait|ok(?:ay)?|hmm)[,.]?\s+)*"
    r"(?:i(?:'ll| will| want to| would like to|'d like to)\s+|let(?:'s| us)\s+|please\s+)?"
    r"(?:do|continue|go on|go ahead|proceed|resume|carry on)(?: with)?(?: it| that| the request| my request)?"
    r"(?:,? (?:please|after all|anyway))?[.!\s]*$"
    r"|^(?:算了[，,]?)?还是(?:(?:继续|要)(?:办理?|申请|做)?|办理?|申请|做)(?:吧|了)?[。！!\s]*$",
    re.IGNORECASE,
)


def takes_up_again(text: str) -> bool:
    """Whether somebody wants what they have given up after all (「やっぱりやります」), and says nothing else. "Go on"
    alone may mean whatever was said last."""
    return _TAKES_UP.search(text.strip()) is not None


_WHAT_THEN = re.compile(
    r"^(?:え[っえ]?|は[あぁ]?|で|それで|(?:それ)?じゃあ?|では|それなら|なら|だったら)?[、,。?？\s]*"
    rf"(?:{any_of(oneself.I_JA, oneself.THIS_SIDE_JA)}(?:は|が)?[、\s]*)?"
    r"(?:(?:一体|いったい|結局)[、\s]*)?"
    r"(?:(?:どう|何を|なにを)(?:すれば|したら|すりゃ)(?:いい|よい|良い|ええ|よろしい)?(?:の|ん)?(?:です|でしょう|だろう)?(?:か|かな)?"
    r"|どうしろ(?:って|と)(?:いう|言う)?(?:の|ん)?(?:です|だ)?か?)(?:よ|ね)?[?？。!！…\s]*$"
    r"|^(?:(?:so|ok(?:ay)?|and|but|well|then)[,.]?\s+)*(?:what (?:then|now|else)|now what|how then"
    r"|what (?:am i supposed to|do i|can i|should i|shall i) do(?: (?:now|then|instead|about (?:it|that)))?)[?!.\s]*$"
    r"|^那?么?[，,]?我?(?:该|应该|要)?(?:怎么办|怎么做)(?:呢|啊|才好)?[？?！。\s]*$",
    re.IGNORECASE,
)


def asks_what_then(text: str) -> bool:
    """Whether somebody asks what they are to do now (「じゃあどうすればいい」), and names nothing that they want."""
    return _WHAT_THEN.match(text.strip()) is not None
