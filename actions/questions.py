"""What a message asks by its form or its plain words, whatever the dialogue model takes it for. Pure.

A short question (「何に使ってるの」) looks to the model like the request that speaks of the same thing. The search
knows better what is asked: here is only told that something is asked, and no wish uttered.
"""

import re

from actions.bare_words import asks_how_long
from actions.commands import commands
from actions.other_words import asks_in_other_words, in_other_words
from desk.lexicon import data, doing, oneself, people, wishing
from desk.lexicon.wordlist import any_of
from knowledge.several import asks, sentences

_ASKING = re.compile(
    r"何|なに|なんの|なんで|どこ|どれ|どの|どんな|どう|いつ|いくら|なぜ|だれ|誰|って[？?！!]*$|[？?]"
    r"|\b(?:what|how|where|why|which|who|when|do you|can i|is there)\b|什么|甚麼|哪|多久|怎么|怎麼|谁|多少|吗|嗎",
    re.IGNORECASE,
)
"""A question, also one without its mark (「どんな情報が残ってるの」)."""


def asking(text: str) -> bool:
    """Whether it is a question, also without its mark (「書類って何でしたっけ」)."""
    return asks(text) or _ASKING.search(text) is not None


_QUESTION_WORD = re.compile(
    r"何(?!か|とか|卒|ら|[一ひ]つ|でも(?!ら)|(?:[度回年日月人件]|[ヶか]月)?も)|なに(?!か|も)|なん(?:の|に)|(?:^|[、。！？!?\s])なんで"
    r"|どこ(?!か|でも|(?:[にへ]|から|まで)?も)|ど[のれ](?![^をがは]{0,6}も)|どんな(?![^をがは]{0,6}も)|どう(?![かぞもいせ]|しても|でも)"
    r"|いつ(?!も|か|で|までも)|いくら(?!か|でも|[^、。]{1,8}[てで]も)"
    r"|なぜ(?!か)|(?:だれ|誰)(?!か|[にへと]?も|(?:に|と)?でも)|どちら(?!(?:に|へ|で)?も)"
    r"|^(?:(?:and|but|so|ok|hi|hello|sorry)[,\s]+)*(?:(?:what|how|why|which|who)\b"
    r"|(?:where|when)(?:'s|(?: exactly| else)? (?:do|does|did|is|are|was|were|will|would|can|could|should|have|has"
    r"|may|must))\b)"
    r"|(?:什么|甚麼|哪|怎么|怎麼|谁|誰)(?!.{0,6}[都也])|多久|为何|多少|(?<!好)几(?![年个個次](?!工作日)|[天日月]前)|干嘛",
    re.IGNORECASE,
)
"""A question word that asks: none that means any, all or very (「何度も」, 「どれでも」, 「几年前」)."""


def has_question_word(text: str) -> bool:
    """Whether a word in it asks (「いつまで」, 「何に」)."""
    return _QUESTION_WORD.search(text) is not None


_DONE_TO_DATA = re.compile(
    rf"(?:{any_of(doing.RIGHTS_JA, doing.LEAVING_JA)}|中止)(?:を|で|して|だ|よ|ね|な)*[。．.!！\s]*$"
    r"|[うくすつぬむるぐぶ]な(?:よ)?[。．.!！\s]*$"
    rf"|(?:[,;]|\b(?:and|so)\b)\s*(?:then )?(?:{any_of(doing.DO_TO_DATA_EN)}|stop)\b[^?]*$"
    rf"|^(?!.*(?:怎么|怎麼|如何|为何)).*(?:{any_of(doing.REMOVAL_ZH)}|更正|删了|改掉|改了|改一下|停止|停掉)[吧了。！!\s]*$",
    re.IGNORECASE,
)
"""What is to be done with data ends the sentence, with no mark of a question: a wish without a word for wishing."""
_WISH = re.compile(
    rf"{any_of(wishing.DO_FOR_ME_JA)}|たい(?!て)|たく|願い|ねがい|もら|いただ|頂|頼|たの(?:む|み)|求め|希望|教え|おしえ|知らせ|まし(?:ょう|た)"
    r"|て(?:よ|ね|な)?[。！!\s]*$|[せろれけめ](?:よ|や)?[。！!\s]*$"
    r"|\b(?:please|want|wish|need|would like|i'd like|show|give|tell|send|can you|could you|will you|i can)\b"
    r"|请|請|想|希望|帮|幫|给我|給我|我要",
    re.IGNORECASE,
)
_HOLDS = r"(?:持っ|もっ|保有|保管|保存|残っ|登録|入っ|ある|あり|知っ|把握)"
_HELD = r"(?:have|has|hold|held|keep|kept|got|know|store[ds]?)"
_OF_ONESELF = re.compile(
    rf"{any_of(oneself.I_JA, oneself.HOME_JA)}.*{_HOLDS}|{_HOLDS}.*{any_of(oneself.I_JA)}"
    rf"|\b{_HELD}\b.*\b(?:me|mine|my)\b|\bmy\b.*\b{_HELD}\b"
    r"|我.*(?:有|保存|持有|掌握|存)|(?:有|保存|持有|掌握|存).*我",
    re.IGNORECASE,
)
_PURPOSES = re.compile(
    r"^(?:(?:すみません|あの|あと|で|ちなみに|じゃあ?|では)[、,\s]*)?[^、。？?！!にてで]{0,12}?(?:利用|使用|取得|収集)(?:の)?目的(?:は|って|とは|について|を)?"
    r"(?:何|なん)?(?:です|でしょう)?か?(?:お?教えて(?:ください|下さい|ほしい(?:です)?)?|知りたい(?:です)?)?[?？。!！\s]*$"
    r"|^(?:(?:and|so|what about|how about)\s+)?(?:the |your )?purposes?"
    r"(?: of (?:the |your )?(?:use|using|collection|processing)[\w\s]{0,20})?[?.\s]*$"
    r"|^(?:请问|那么?)?[，,\s]*(?:(?:个人)?信息的?|数据的?|你们的?|收集的?)*(?:使用|利用|收集|处理)目的(?:是|呢|是什么|有哪些)*[？?。\s]*$",
    re.IGNORECASE,
)
_OF_THE_RIGHT = re.compile(rf"通知|開示|請求|{any_of(oneself.I_JA)}|本人|\bmy\b|我")


def asks_purposes(text: str) -> bool:
    """Whether somebody asks what data is used for (「利用目的は？」), and nothing else. The right to be told the
    purposes for one's own data (利用目的の通知) has a longer name."""
    return _PURPOSES.match(text.strip()) is not None and _OF_THE_RIGHT.search(text) is None


_WHETHER = re.compile(
    r"(?:提供|共有|利用|使用|収集|取得|保管|保存|販売|廃棄|委託|移転|転送)(?:を|は|も)?"
    r"(?:(?:し|され)(?:ます|て(?:い)?(?:ます|る(?:の|ん(?:です)?)))|す(?:る(?:の|ん(?:です)?)|ることは?あります)"
    r"|され(?:るの|るん(?:です)?|ることは?あります))(?:か[?？。\s]*|[?？][\s]*)$"
    r"|^(?:(?:and|so|but|hi|hello|ok)[,\s]+)*(?:do|does|will|would|are|is) "
    r"(?:you|they|your company|my data|my information)\b"
    r"(?: \w+){0,2}? (?:shar(?:e|ed|ing)|s[eo]ll?(?:d|ing)?|us(?:e|ed|ing)|collect(?:ed|ing)?|transfer(?:red|ring)?"
    r"|pass(?:ed|ing)? on"
    r"|giv(?:e|en|ing)|provid(?:e|ed|ing))\b(?! me\b)[^?]*\?\s*$"
    r"|^(?:请问)?[，,\s]*(?:你们|贵公司)(?:会|有|是否|会不会|有没有|在)*(?:不会)?(?:把|将|向)?"
    r"[^，。？?]{0,12}?(?:提供|共享|分享|出售|收集|使用|转移)[^，。？?]{0,12}[吗嗎][？?。\s]*$",
    re.IGNORECASE,
)


def _asks_whether(text: str) -> bool:
    """Whether it asks if the company does something (「第三者に提供しますか」): no wish that it stop."""
    told = sentences(text.strip())
    asks_it = bool(told) and _WHETHER.search(told[-1]) is not None
    return asks_it and _WISH.search(text) is None and _OF_ONESELF.search(text) is None


_EXPLAIN = re.compile(
    r"^(?!.*たい[^。]*(?:方法|仕方|しかた|やり方|やりかた|手順|流れ))"
    r"(?:(?:すみません|あの|まず|では)[、,\s]*)?[^、,。？?！!]{1,24}?(?:方法|仕方|しかた|やり方|やりかた|手順|流れ|違い|意味|仕組み)"
    r"(?:を|は|が|について)?(?:詳しく|くわしく|簡単に)?(?:お?教え(?:て|願)|(?:ご)?説明|(?:知り|聞き|お聞きし|伺い|うかがい)たい)"
    r"[^、。？?！!]{0,14}[。．!！?？\s]*$"
    r"|^[^、,。？?！!]{1,24}(?:とは|って)(?:何|なん|どういう|どんな)[^、。？?！!]{0,12}[。？?]+\s*(?:詳しく|くわしく)?(?:お?教え|(?:ご)?説明)"
    r"[^、。？?！!]{0,12}[。．!！\s]*$"
    rf"|^(?:(?:hi|hello|ok|{any_of(wishing.ASKING_EN)})[,\s]+)*"
    r"(?:explain|describe|tell me|show me|let me know)\s+(?:to me\s+)?(?:about\s+)?"
    r"(?:how (?:to|i can|i could|one can|do i|can i)\b(?! i)|(?:the |what (?:is|are) the )?"
    r"(?:procedure|process|steps?|method|difference|meaning|way)\b|what\b[^.?!]{1,24}\bmeans?\b)[^.?!]{0,60}[.?!\s]*$"
    rf"|^(?:请问|請問|{any_of(wishing.ASKING_ZH)}|能不能|可以|能)*(?:跟我|向我|为我|為我)?"
    r"(?:说明|說明|讲解|講解|解释|解釋|介绍|介紹|告诉我|告訴我)(?:一下)?"
    r"[^，。？?！!]{0,16}(?:方法|流程|步骤|步驟|手续|手續|意思|区别|區別|方式)[吗嗎吧。！!？?\s]*$",
    re.IGNORECASE,
)
"""Who wants to be told how it is done, or what it is (「削除とは何ですか？説明してください」), has not asked for it."""


def asks_to_explain(text: str) -> bool:
    """Whether somebody wants to be told how it is done (「住所変更の方法を教えてください」)."""
    return _EXPLAIN.search(text.strip()) is not None


def only_asks(text: str) -> bool:
    """Whether a question word stands in it and no wish: 「何に使ってるの」, "what data do you collect".

    What is held of oneself (「俺の情報、何持ってるの」) no policy can answer: that is a wish to see it."""
    told = sentences(text.strip())
    if commands(text):
        return False
    if asks_purposes(text) or _asks_whether(text) or asks_to_explain(text) or asks_in_other_words(text):
        return True
    if not told or _QUESTION_WORD.search(told[-1]) is None or _WISH.search(text):
        return False
    if _DONE_TO_DATA.search(told[-1]):
        return False
    return _OF_ONESELF.search(text) is None


_HELD_OF_ME = re.compile(
    r"^(?:(?:で|じゃあ?|ねえ|おい|とりあえず)[、,\s]*)?"
    r"(?:(?:御社|貴社|そちら|そっち|おたく|あんた(?:ら|たち)?|お前(?:ら|たち)?|君たち)(?:さん)?(?:が|は|って|で)?[、\s]*)?"
    rf"(?P<mine>{any_of(oneself.I_JA, oneself.HOME_JA)}(?:の|について(?:の)?|に関して)"
    r"(?:(?:個人)?(?:情報|データ)(?:を|は|って|で|が|に)?)?[、\s]*)?"
    r"(?:何|なに|なん)(?:の(?:個人)?(?:情報|データ))?(?:を|が)?"
    r"(?:(?:持|も)って|保有して|保管して|保存して|登録(?:されて|して)|残って|知って|握って|把握して)?(?P<held>(?:い|お)?(?:る|ます|ん)|あ(?:る|ります))"
    r"(?:の|ん(?:です)?)?か(?:を|は)?[、\s]*(?:全部|すべて|ぜんぶ)?(?:教え|おしえ|見せ|知り|知らせ|開示)[^。、？?]{0,10}[。！!\s]*$"
)


def wants_to_know_what_is_held(text: str) -> bool:
    """Whether somebody wants to be told what is held (「何持ってるか教えろ」), and nothing else: of themself, which
    no policy knows. What kinds of data are held of everybody (「どんな情報を保有しているか」) it does."""
    return _HELD_OF_ME.match(text.strip()) is not None


_DEMANDS = re.compile(
    r"^(?!.*(?:会社|他社|業者|サイト|企業|サービス)[にへ]).*(?:情報|データ|記録)(?:を|は)?[、\s]*(?:全部|すべて|ぜんぶ|全て|早く|さっさと)*"
    r"(?:よこせ|寄越せ|寄こせ|渡せ|出せ|見せろ)(?:よ|や|って(?:ば)?)?[。！!\s]*$"
)


def demands_data(text: str) -> bool:
    """Whether somebody demands to be given what is held (「データ全部よこせ」), which sounds like taking it away. What
    is to go to another company is a transfer."""
    return _DEMANDS.match(text.strip()) is not None


_WHERE_TO_WRITE = re.compile(
    r"^(?=.*(?:新しい|新住所|新氏名|正しい|変更後|内容|それ)).*(?:どこ|どちら)[にへ](?:書|記入|入力|打)"
    r"|^(?=.*\b(?:new|right|correct|it|that)\b).*"
    r"\bwhere (?:do|should|can|must|shall) i (?:write|enter|put|type|fill in)\b"
    r"|^(?=.*(?:新|正确)).*(?:写|填|输入)(?:在|到)?(?:哪|什么地方)",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"届出書|申請書|請求書|委任状|用紙|書類|封筒|表格|申请书|信封|\b(?:form|paper|envelope|letter)s?\b", re.I
)


def asks_where_to_write(text: str) -> bool:
    """Whether somebody asks where the new or right data is written down (「新しい住所はどこに書けばいい？」): in the
    desk's own form, which no policy knows. What is written on a paper the policy may tell."""
    return _WHERE_TO_WRITE.search(text.strip()) is not None and _PAPER.search(text) is None


_PRICE = re.compile(
    r"いくら|料|金|かね|円|費|ひよう|なんぼ|代(?!わ|理)|値段|値|有償|無償|ただ|タダ|高い|安い|払|￥|¥|\$"
    r"|\b(?:how much|costs?|price[ds]?|fees?|pay|paid|free|charge[ds]?|expensive|cheap|money|yen|dollars?)\b"
    r"|多少|费|費|钱|錢|价|價|贵|收",
    re.IGNORECASE,
)


def names_price(text: str) -> bool:
    """Whether anything in it is about money. Without it "what does she need" is no question for a price."""
    return _PRICE.search(text) is not None


_OPEN = (
    r"(?:やって|開いて|あいて|営業して|受け付けて)い?(?:る|ます|ない|ません)"
    r"(?:の|ん)?(?:です)?か?(?:ね|な)?[?？。!！\s]*$"
)
_HOURS = re.compile(
    r"(?:営業|受付|対応|業務)時間|(?<![何数0-9０-９一二三四五六七八九十])営業日(?!以内|たっ|経|で|後|前|目|[ぐく]らい|ほど)|定休日|休業日"
    r"|何時に(?:開[くき]|あ[くき]|閉ま|始ま|終わ)|いつ(?:開|あ)(?:く|いて)"
    r"|何時(?:から|まで)(?:(?:です|なの|なん|でしょう|何時|だ|大丈夫|電話|つなが|繋が|話せ|対応|営業|やって|開いて|あいて|受け付けて)|[?？。\s]*$)"
    rf"|(?:今日|きょう|明日|今|いま|土日|土曜日?|日曜日?|祝日|週末)(?:は|も|って|に)?(?:{_OPEN}|営業(?:中|時間))"
    r"|\b(?:opening|office|business|working|desk) (?:hours|times?)\b|\bhours are you\b"
    r"|\bwhen (?:are|do) you (?:open|close)\b(?! to\b)"
    r"|\bare you (?:still |now )?open\b(?! to\b)|\byour hours\b"
    r"|(?:营业|營業|工作|办公|受理)(?:时间|時間)|几点(?:开|关|上班|下班|到)|幾點",
    re.IGNORECASE,
)
_ASKS_HOURS = re.compile(
    r"(?:時間|定休日|休業日|営業日|时间|hours|times?)[。.!！\s]*$|か[。\s]*$"
    r"|^(?:are|when|what)\b|几点|幾點|知りたい|tell me",
    re.IGNORECASE,
)
"""The form of a question, or the bare word for it, besides what `asking` knows."""
_OF_DATA = re.compile(
    rf"{any_of(doing.RIGHTS_JA, doing.LEAVING_JA)}|消[しせすえ]|直して|[止や]め|取り?消|返事|返信|回答|残[りるっ]"
    rf"|データ|記録|メール|DM|{any_of(oneself.I_JA)}の"
    r"|\b(?:my|delet\w*|remov\w*|eras\w*|correct\w*|disclos\w*|stop\w*|chang\w*|wrong|repl(?:y|ies)|answers?|data)\b"
    r"|删|刪|更正|披露|停止|我的|答复|回复",
    re.IGNORECASE,
)
"""A right, a reply or data: who speaks of these means no hours that a desk is open."""
_ELSEWHERE = re.compile(
    r"店|スーパー|ショップ|売り場|倉庫|配達|配送|集荷|銀行|病院|診療|面接|バス|電車|便|センター|サイト|サーバ|メンテ|セール"
    r"|\b(?:shops?|stores?|branch|warehouse|delivery|bank|centre|center)\b|商店|门店|超市",
    re.IGNORECASE,
)
_LONGEST = {True: 60, False: 24}
"""Characters of a bare question for the hours, in Latin letters and in others."""
HOURS_IN_FULL = "個人情報の窓口の受付時間を教えてください"
_NAMES_DATA = re.compile(
    rf"個人|{any_of(data.DATA_JA, data.PARTICULARS_JA)}|電話"
    rf"|\b(?:{any_of(data.DATA_EN, data.PARTICULARS_EN)}|e-?mails|mail)\b|{any_of(data.DATA_ZH)}",
    re.IGNORECASE,
)


def speaks_of_data(text: str) -> bool:
    """Whether data, or something that is done with it, is named (「データはどうなる？」)."""
    return _OF_DATA.search(text) is not None or _NAMES_DATA.search(text) is not None


def asks_hours(text: str) -> bool:
    """Whether somebody asks when it is open and names no other place, right or reply: that can only be this desk."""
    if len(text.strip()) > _LONGEST[text.isascii()] or _HOURS.search(text) is None:
        return False
    if _ELSEWHERE.search(text) or _OF_DATA.search(text):
        return False
    return asking(text) or _ASKS_HOURS.search(text) is not None


_ANALYTICS = r"(?:google|グーグル)?\s*(?:アナリティクス|analytics)|アクセス解析"
_COOKIES = r"(?:クッキー|cookies?)"
_TRACKING = r"(?:トラッキング|tracking|行動ターゲティング(?:広告)?)"
_STOPPED = r"(?:[止や]め|停止|オフに|オプトアウト|無効|拒否|切って|使わな|ブロック)"
_TOOLS = (
    (
        _ANALYTICS,
        "アクセス解析をオプトアウトするにはどこから手続きできますか",
        "how can I opt out of Google Analytics?",
    ),
    (_COOKIES, "クッキーを無効にする方法を教えてください", "how can I refuse cookies?"),
    (
        _TRACKING,
        "行動ターゲティング広告を無効にする方法を教えてください",
        "how can I opt out of tracking and targeted advertising?",
    ),
)
_STOPS_TOOL = tuple(
    (
        re.compile(
            rf"^(?:(?:すみません|あの|あと|もう)[、,\s]*)?(?:{tool})(?:の(?:利用|使用|計測))?(?:を|は|も)?(?:もう)?{_STOPPED}[^、。？?]{{0,12}}[。！!]*$",
            re.IGNORECASE,
        ),
        re.compile(
            r"^(?:please |i want (?:you )?to |can you |i'd like to )*"
            r"(?:turn off|switch off|stop|disable|block|opt (?:me )?out of|refuse)\s+"
            rf"(?:using |the |your |all )*(?:{tool})(?: me)?"
            r"(?: please)?[.!?]*$",
            re.IGNORECASE,
        ),
        japanese,
        english,
    )
    for tool, japanese, english in _TOOLS
)


def stops_a_tool(text: str) -> str | None:
    """The question how a tool is turned off, where somebody wants that (「Googleアナリティクスを止めて」): the
    policy may state an opt-out, and no request does it. None for anything else, and for data from such a tool."""
    text = text.strip()
    for japanese, english, question, question_en in _STOPS_TOOL:
        if japanese.match(text):
            return question
        if english.match(text):
            return question_en
    return None


_DATA_ONLY = re.compile(
    rf"^(?:あの|えっと)?[、\s]*(?:{any_of(data.DATA_JA)}|(?:my |the )?(?:data|info(?:rmation)?)|{any_of(data.DATA_ZH)})"
    r"[。．.!！?？…\s]*$",
    re.IGNORECASE,
)


def names_data_only(text: str) -> bool:
    """Whether nothing is said but that it is about data (「データ」): neither a wish nor a question."""
    return _DATA_ONLY.match(text.strip()) is not None


def in_full(text: str) -> str:
    """The question as the search understands it best: that the hours are the desk's is said (「営業時間は？」), and
    that it is a request that takes its time; how a tool is turned off is asked."""
    whole = stops_a_tool(text) or asks_how_long(text) or in_other_words(text) or text
    return HOURS_IN_FULL if asks_hours(text) else whole


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


_STAFF = r"(?:担当(?:者|の(?:人|方))?|責任者|係の(?:人|方)|オペレーター|スタッフ|窓口の(?:人|方))(?:さん)?"
_ABOUT_STAFF = re.compile(
    r"^(?:で|じゃあ?|あと|ちなみに|そちらの|御社の|その|この|窓口の)*[、,\s]*"
    rf"(?:{_STAFF}の(?:直通の?)?"
    rf"(?:{any_of(data.NAMES_JA, data.CONTACTS_JA, data.PHONES_JA, data.REACHED_AT_JA)}|番号|部署(?:名)?|役職)"
    r"(?:は|って|を|が|も)?(?:何|なん|誰)?(?:です)?(?:か|なの)?"
    r"(?:(?:お?教えて|知りたい)(?:ください|下さい|くれ|もらえますか|いただけますか|です)?)?"
    rf"|{_STAFF}(?:は|って|が)(?:誰|だれ|どなた|どんな(?:人|方)|何[人名])(?:なん|な)?(?:です|でしょう)?(?:か|の)?(?:ね|よ)?)[?？。\s]*$"
    r"|^(?:and )?(?:what(?:'s| is)|tell me|may i (?:have|know)|can i (?:have|know|get)) "
    rf"the {any_of(data.NAMES_EN, data.CONTACTS_EN)} of "
    r"(?:the |your )?(?:person|staff|representative|manager|officer|agent|operator)\b[^?.!]{0,24}[?.!\s]*$"
    r"|^who(?:'s| is) (?:the |your )?(?:person in charge|representative|manager|operator)[^?.!]{0,20}[?.!\s]*$"
    rf"|^(?:负责人|工作人员|客服)(?:的{any_of(data.NAMES_ZH, data.CONTACTS_ZH)})?"
    r"(?:是(?:谁|什么|多少)|叫什么)(?:名字)?[?？。\s]*$",
    re.IGNORECASE,
)


def asks_about_staff(text: str) -> bool:
    """Whether somebody asks who answers here, or their number (「担当者の名前は」), and wants no talk with them."""
    return _ABOUT_STAFF.match(text.strip()) is not None


_HAS_LEFT = re.compile(
    r"(?:退会|解約|脱退|解除)(?:を)?(?:した|して(?:から)?|済みの?)(?:後|あと|のち|ら|人|会員|場合|としても|も)|(?:退会|解約)後"
    r"|\b(?:after|once|when) (?:i |we |you |people |customers |members )?(?:leav\w+|left|cancel\w*|quit\w*|clos\w+)\b"
    r"|(?:退会|注销|退出|取消会员)(?:之后|以后|后)",
    re.IGNORECASE,
)


def asks_of_who_has_left(text: str) -> bool:
    """Whether it asks what becomes of the data of who has left the service."""
    return _HAS_LEFT.search(text) is not None and asking(text) and _WISH.search(text) is None
