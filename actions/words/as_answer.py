"""What stands behind an answer that names no kind of data: a description, that somebody does not know, a question, or
a fact about the person. Pure.

The form asks which information a request is about. 「案内の送付に使われている住所」 answers that, and looks to the
dialogue model like a question for an address.
"""

import re

from actions.words.questions import has_question_word
from desk.chat.english import asks_by_order
from desk.lexicon import data, doing, oneself, people
from desk.lexicon.wordlist import any_of
from knowledge.several import asks

_FILLER_JA = (
    r"(?:(?:えっと|ええと|うーん|いや|あの|すみません|特に|正直|まだ|よく|ちょっと|はっきり(?:とは)?|自分でも|どれ(?:か|も|だか|なのか)"
    r"|どれを(?:選べば|選んだら)いい(?:の)?か)"
    r"[、,。\s]{0,2}){0,4}"
)
_KNOWS_NOT = (
    re.compile(
        rf"^{_FILLER_JA}(?:(?:分|わ)か(?:りません|らない(?:です)?|りかねます|らん|んない)|(?:知|し)ら(?:ない(?:です)?|ん)|知りません|存じません"
        r"|特に(?:ない(?:です)?|ありません|なし(?:です)?|決めて(?:い)?ません)?|ない(?:です)?|ありません|なし(?:です)?"
        r"|(?:何|なん|どれ|どちら)でも(?:いい|良い|よい|結構|かまいません|構いません)?(?:です)?"
        r"|お?(?:任|まか)せ(?:します|です|で)?|適当(?:で(?:いい(?:です)?)?|に)"
        r"|(?:覚えて|決まって|決めて)(?:い)?(?:ない(?:ん?です)?|ません)|(?:判断でき|決められ)(?:ない(?:です)?|ません)|思い出せ(?:ない(?:です)?|ません)|さあ)"
        r"(?:んですが|のですが|けど|ので|ね|よ|かな|わ){0,2}[。．.！!…\s]*$"
    ),
    re.compile(
        r"^(?:(?:hmm+|well|um+|sorry|honestly|to be honest|i guess|actually),?\s){0,3}"
        r"(?:(?:i )?(?:really |honestly )?(?:don'?t|do not) (?:really |honestly )?(?:know|care|mind|remember)"
        r"(?: (?:really|exactly|which(?: one)?|sorry|that))?"
        r"|(?:i )?dunno|idk|beats me|not a clue|(?:it )?(?:doesn'?t|does not) matter(?: to me)?|up to you|your choice"
        r"|(?:i'?m |i am )?(?:not (?:really |quite |so )?sure|unsure)(?: (?:really|which(?: one)?))?|no idea"
        r"|(?:i have )?no (?:idea|preference|clue)|nothing (?:in particular|special|specific)"
        r"|(?:i )?can(?:'?t|not) (?:say|tell|remember)"
        r"|any(?:thing|(?: of (?:them|these))| one)?(?: is (?:fine|ok))?|whatever"
        r"|i forgot|hard to say|you (?:decide|choose))"
        r"(?:,? (?:sorry|tbh|to be honest))?[.!…\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:嗯|呃|额|抱歉|不好意思)?[，,\s]?我?(?:也|还|真|真的|完全)?(?:都)?"
        r"(?:不(?:太|是很|大)?(?:知道|清楚|确定|確定|记得|記得|晓得)|没(?:有)?(?:特别(?:的|要求)?|想好|想法|什么特别的)|說不清|说不清"
        r"|说不好|想不起来|(?:什么|哪个)都(?:可以|行|好)|忘了|忘记了|随便|隨便|都(?:可以|行|好)|无所谓|無所謂)(?:了|啊|呢|吧)?[。！!…\s]*$"
    ),
)


def knows_not(text: str) -> bool:
    """Whether somebody says that they do not know, or that any will do (「特にない」), and nothing else."""
    told = text.strip().replace("’", "'")
    return any(one.match(told) for one in _KNOWS_NOT)


_WANTS_TO_BE_TOLD = re.compile(
    r"[?？]|教え|おしえ|知りたい|聞きたい|伺いたい|うかがいたい|説明し(?:て|ろ)|どこ|でしょうか|(?:(?:です|ます)か|[^で]は|って)[。\s]*$"
    r"|^(?:(?:and|so|but|ok),?\s)?(?:can|could|may|will|would|do|does|did|is|are|was|were) "
    r"(?:i|you|we|he|she|it|they|there|this|that|the|my|your|an?)\b"
    r"|\b(?:tell me|explain|wonder(?:ing)?|want to know|like to know|let me know)\b"
    r"|告诉|告訴|想知道|想问|想問|请问|請問",
    re.IGNORECASE,
)


def has_form_of_question(text: str) -> bool:
    """Whether it is a question by its form: a mark, a question word, the order of an English one, or the wish to be
    told. 「案内に使われている住所」 is none, whatever it is taken for."""
    by_form = asks(text) or has_question_word(text) or asks_by_order(text)
    return by_form or _WANTS_TO_BE_TOLD.search(text) is not None


_FACT = re.compile(
    rf"^(?:実は|ちなみに|なお|あの)?[、\s]?(?:{any_of(oneself.I_JA)}|うち"
    rf"|{any_of(people.RELATIVES_JA, people.FAMILY_JA)})"
    r"(?:は|も|が)[^。？?！!]{1,60}(?:です|だ|ます|ました|ません|でした|た|いる)(?:が|けど|よ|ね|ので)?[。！!\s]*$"
    r"|^[^。、のを]{0,12}(?:歳|才|人|在住|出身|会社員|学生|主婦|無職|年金生活)(?:です|だ|ます)(?:が|けど|よ|ね)?[。！!\s]*$"
    r"|^(?:(?:well|so|and|but|actually|by the way),?\s){0,2}"
    r"(?:i am|i'm|we are|we're|i live|i work|i was born|i have been"
    rf"|(?:he|she|my {any_of(people.RELATIVES_EN)})(?: is|'s| lives| works| was))\b[^?]*$"
    rf"|^(?:对了|其实)?[，,\s]?(?:我|我?的?{any_of(people.RELATIVES_ZH)})(?:是|今年|住|现在|已经|在|叫)[^？?吗]*$",
    re.IGNORECASE,
)


_OF_DATA = re.compile(
    rf"(?:{any_of(data.DATA_JA, data.PARTICULARS_JA, data.RECORDS_JA)}|内容|番号|やつ|もの|それ|全部|すべて)"
    r"(?:だけ|のみ|とか|など)?(?:です|だ|でお願いします)(?:が|けど|よ|ね)?[。！!\s]*$"
    r"|\b(?:i'm|i am|we're|we are) (?:talking about|thinking (?:of|about)|referring to|after|interested in"
    r"|looking for)\b"
    rf"|\bmy {any_of(people.RELATIVES_EN)}'s (?:\w+ )?"
    rf"{any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, data.RECORDS_EN, data.PHONES_EN)}s?[.!\s]*$"
    rf"|^我是(?:说|指|想)|的(?:{any_of(data.DATA_ZH, data.PARTICULARS_ZH, data.RECORDS_ZH)}|那[个些份])[。！!\s]*$",
    re.IGNORECASE,
)
"""「私が登録したやつです」 tells which data, not how somebody is."""


def tells_of_the_person(text: str) -> bool:
    """Whether somebody tells who or how they or theirs are (「母は84歳です」): no kind of data."""
    told = text.strip().replace("’", "'")
    return _FACT.search(told) is not None and _OF_DATA.search(told) is None


_TONGUE_EN = r"(?:english|chinese|mandarin|japanese)"
_TONGUE_ZH = r"(?:中文|汉语|普通话|英文|英语|日文|日语)"
_SAYS_NO_DATA = re.compile(
    rf"^(?:please,? )?(?:(?:speak|in|use|answer in|reply in|write in) )?{_TONGUE_EN}(?:,? please)?[.!\s]*$"
    r"|^(?:日本語|英語|中国語)(?:で|に)(?:お願い(?:します)?|話して|答えて|書いて|して)?(?:ください|下さい)?[。！!\s]*$"
    rf"|^请?(?:你们?|您)?(?:说|用|讲)(?:一下)?{_TONGUE_ZH}(?:吧|回答|说)?[。！!\s]*$"
    r"|(?:届|着)(?:か|いてい)?(?:ない|ません)(?:です|んです)?(?:けど|が|よ|ね)?[。！!\s]*$"
    r"|(?:来|ログインでき|つながら|繋がら)(?:ない|ません)(?:です|んです)?(?:けど|が|よ|ね)?[。！!\s]*$"
    r"|パスワードを?忘れ(?:た|ました)(?:んです)?(?:けど|が)?[。！!\s]*$"
    r"|\b(?:is|are) (?:late|delayed|broken|missing|lost)\b|\b(?:can't|cannot|can not) (?:log|sign) ?in\b"
    r"|\bforgot my password\b"
    r"|(?:没|沒)(?:到|收到|送到)[了。！!\s]*$|登录不了|密码忘|忘了密码"
    r"|(?:訴え|提訴し|告訴し)(?:ます|る|てやる)(?:よ|ぞ|から)?[。！!\s]*$|警察(?:に|へ)(?:言|行|通報|相談)"
    r"|\b(?:sue you|call the police|see you in court)\b|起诉你|报警"
    r"|(?:死に|死んじゃい|亡くなり|他界し)まし(?:た|て)[。！!\s]*$|(?:死んだ|死んじゃった)[。！!\s]*$"
    r"|^(?:exit|quit|stop|end|one (?:moment|sec(?:ond)?)|just a (?:moment|sec(?:ond)?|minute))(?:,? please)?[.!\s]*$",
    re.IGNORECASE,
)


def says_no_data(text: str) -> bool:
    """Whether it is a tongue that is wished for, a parcel or a log-in that fails, a threat, a death or a halt
    (「日本語でお願いします」, 「荷物が届かない」): however often it is said, no kind of data."""
    return _SAYS_NO_DATA.search(text.strip().replace("’", "'")) is not None


_KIND_JA = (
    rf"(?:{any_of(data.DATA_JA, data.PERSONAL_DATA_JA, data.PARTICULARS_JA, data.PHONES_JA, data.HISTORY_JA)}"
    r"|番号|カード番号|口座番号|記録|写真|録音|内容)"
)
_HELD_JA = (
    r"(?:使(?:われ(?:て(?:い)?る|た)|って(?:い)?る|った)|(?:登録|利用|使用|取得|収集|提供|開示|保有|保管|保存|共有|記入|入力|申告|送信)"
    r"(?:し(?:て(?:い)?る|た|てある)|され(?:て(?:い)?る|た))|(?:届け出|伝え|預け|教え|渡し|出し|残し)(?:た|て(?:い)?る|てある)"
    r"|(?:持た|知ら)れて(?:い)?る|持って(?:い)?る|お持ちの|書いた)"
)
_NOUN_JA = re.compile(
    rf"^[^。？?！!\n]{{0,80}}{_HELD_JA}(?:{any_of(oneself.I_JA, oneself.HOME_JA)}の|本人の|当人の)?"
    rf"(?:古い|前の|旧)?{_KIND_JA}"
    r"(?:だけ|のみ|全部|ぜんぶ|すべて|全て|一式)?(?:です|になります|だ|でお願いします|をお願いします)?[。！!\s]*$"
)
_KIND_EN = (
    rf"(?:{any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, data.PHONES_EN, data.RECORDS_EN)}s?|addresses"
    r"|categories|pieces)"
)
_NOUN_EN = re.compile(
    rf"^(?:(?:just|only|it's|it is)\s)?(?:the|my|all|all the|all of my|all my|any|every)\s"
    rf"(?:[\w-]+\s){{0,6}}?{_KIND_EN}\s"
    r"(?:(?:that|which)\s(?:(?:is|was|are|were|has been|have been)\s)?|being\s)?"
    r"(?:used|registered|stored|held|kept|collected|saved|recorded|shared|disclosed|given|passed"
    r"|you (?:have|hold|use|keep|store|collected|got)(?!\s\w+ing\b)"
    r"|i (?:gave|entered|registered|used|wrote|left|provided|signed up with))\b"
    r"[^?]{0,120}$",
    re.IGNORECASE,
)
_NOUN_ZH = re.compile(
    r"^[^，。？?！!]{0,30}(?:登记|登記|注册|註冊|填写|填寫|留下|提供|使用|收集|保存|保留|披露|(?:用于|用来|用於)[^，。？?！!的]{1,12}"
    r"|(?:登记|注册|广告|下单|购物|开户)用)(?:过|過|了|时|的时候|着|中)?的(?:我的|本人的|全部|所有)?(?:个人|個人)?"
    rf"(?:{any_of(data.DATA_ZH, data.PARTICULARS_ZH, data.RECORDS_ZH)}|手机号码|电话号码)[。！!\s]*$"
)
_OF_THE_DESK = re.compile(
    r"御社|貴社|会社|窓口|担当|そちら|お宅|おたく|店|ポリシー|サイト|ホームページ|規約|掲載|載って|書いて(?:あ|い)る|書かれ|記載"
    r"|申請書|請求書|書類|手続|送り先"
    r"|宛|提出|問い?合わせ|お?客様|他人|第三者の"
    r"|\b(?:your|company|desk|office|policy|website|forms?|requests?|papers?|documents?|staff"
    r"|somebody|someone)\b"
    r"|你们|你們|贵公司|公司|窗口|客服|申请|表格|网站|政策|别人|他人",
    re.IGNORECASE,
)
"""Whose address or number a bare question may be for."""
_OF_THE_WRITER = re.compile(
    rf"(?:{any_of(oneself.I_JA)})の{_KIND_JA}(?:だけ|全部|すべて|全て)?(?:です)?[。！!\s]*$"
    rf"|我的(?:全部|所有)?(?:个人|個人)?(?:{any_of(data.DATA_ZH, data.PARTICULARS_ZH, data.RECORDS_ZH)})[。！!\s]*$"
)
"""Then it is theirs, whoever holds it (「御社が持っている私の情報」)."""
_MORE_THAN_A_NOUN = re.compile(
    r"たい(?:です|ので|んです|の)?[、。\s]|(?:ほしい|欲しい|ください|下さい|やめて?|願います|お願いし(?:ます|たい))[^。]*[、。](?=\S)"
    rf"|(?:{any_of(doing.RIGHTS_JA)})(?:を|に|で|じゃ|では)?(?:し|やめ|お?願|な|は[、\s])"
    rf"|{any_of(doing.DO_IT_JA)}|消[せす]|漏(?:れ|洩|え|らさ)|流出|盗ま"
    r"|\b(?:wrong|old|outdated|incorrect|false|must|should|needs?|wants?|wish|stop|cancel|complain|without|stolen"
    rf"|leak(?:ed)?|hacked|scam\w*|not|never|stopped"
    rf"|{any_of(doing.REMOVAL_EN, doing.REMOVED_EN, doing.CORRECTION_EN, doing.CORRECTED_EN)}"
    r"|my (?:wife|husband)'s)\b|n't\b"
    r"|(?<!\bwho )(?<!\bthat )(?<!\bwhich )(?<!\bthey )(?<!\band )\b(?:is|are|was|were)\b"
    rf"|删|消除|停止|停用|更改|[要想帮]我?改|纠正|撤回|投诉|泄|洩|偷|没|不"
    rf"|{any_of(doing.REMOVAL_ZH, doing.CORRECTION_ZH, doing.CLOSING_ZH)}",
    re.IGNORECASE,
)
"""A wish, a no, a leak or a whole sentence stands in it, and would be lost (「请删除登记时填写的资料」)."""
_PURPOSE = re.compile(
    r"^(?!.*(?:御社|貴社|会社|窓口|そちら))[^。、？?！!]{2,60}の\s{0,2}(?:利用|使用|りよう)(?:目的|もくてき)(?:です|の通知)?[。！!\s]*$"
)


def describes_by_noun(text: str, *, of_purposes: bool = False) -> bool:
    """Whether it is nothing but a noun phrase that ends in data held of somebody (「案内の送付に使われている住所」,
    "the address used for the mailing"); of what belongs to the desk or its papers it may be a question. `of_purposes`:
    the purposes are what is requested, so that 「図面の利用目的」 names the drawings."""
    told = text.strip().replace("’", "'")
    if has_form_of_question(told):
        return False
    if of_purposes and _PURPOSE.match(told):
        return True
    noun = any(one.match(told) for one in (_NOUN_JA, _NOUN_EN, _NOUN_ZH))
    if not noun or _MORE_THAN_A_NOUN.search(told):
        return False
    return _OF_THE_WRITER.search(told) is not None or _OF_THE_DESK.search(told) is None
