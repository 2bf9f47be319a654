"""What a message asks by its form or its plain words, whatever the dialogue model takes it for. Pure.

A short question (「何に使ってるの」) looks to the model like the request that speaks of the same thing. The search
knows better what is asked: here is only told that something is asked, and no wish uttered.
"""

import re

from actions.words.commands import commands
from actions.words.of_the_right import asks_of_the_right
from actions.words.other_words import asks_in_other_words
from desk.lexicon import doing, oneself, people, wishing
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
    r"|请|請|想(?!要?(?:知道|了解|问|问问|请教))|希望|帮|幫|给我|給我|我要",
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
    r"|^(?:请问|請問)?[，,\s]*(?:(?:你们|你們|贵公司|貴公司)(?:会|會|有|是否|会不会|有没有|在)*(?:不会)?"
    r"|(?:(?:我|他|她|他们|孩子|客户|用户"
    rf"|我?{any_of(people.RELATIVES_ZH)}"
    r")的?(?:个人)?(?:信息|数据|资料|資料|資訊))?(?:会|會|是否|会不会|會不會|有没有|有沒有)(?:会|被|再)*)(?:把|将|將|向)?"
    r"[^，。？?]{0,12}?(?:提供|共享|分享|出售|卖|賣|收集|使用|转移|轉移|传到|透露|给(?!我|您)|給(?!我|您))"
    r"[^，。？?]{0,12}[吗嗎么][？?。\s]*$",
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


_MEANING = re.compile(
    r"^(?:请问|那|所谓的?)?[“「『\"‘]?(?!这|那|你|您|我|他|她|贵|公司|上面|刚才|它|这个|那个)[^，。？?！!“「『]{2,14}?[”」』\"’]?"
    r"(?:是|到底是|具体是)?(?:什么意思|啥意思|指什么|指的是什么)[呢啊？?。！\s]*$"
)


def asks_what_it_means(text: str) -> bool:
    """Whether somebody asks in Chinese what any word means (「要件是什么意思」), which is no cry for help.
    「你什么意思」 is none. What a right means is told in any language (`asks_of_meanings`)."""
    return _MEANING.match(text.strip()) is not None


_RIGHT_JA = rf"(?:{any_of(doing.RIGHTS_JA, doing.EVERYDAY_JA)}|利用目的の通知|第三者提供(?:記録)?|利用)"
_MAKING_JA = (
    rf"(?:{_RIGHT_JA}(?:など|等)?(?:の)?(?:ご?請求|お?手続き?|申請|申し?込み?|依頼)?(?:を|が)?(?:請求|申請|依頼|お?願い)?"
    r"(?:する|したい|して(?:もらう|もらいたい|ほしい|欲しい|いただく|いただきたい)|頼む|頼みたい|求める|出す|申し?込む|受ける)"
    r"|(?:消|直|書き換え|止め)して(?:もらう|もらいたい|ほしい|欲しい|いただく|いただきたい)"
    r"|(?:消し|直し|書き換え|止め|やめ)て(?:もらう|もらいたい|ほしい|欲しい|いただく|いただきたい))"
)
_PAPERS_JA = (
    r"(?:必要な|提出する|送る|使う|出す|いる|要る|添付する)?"
    r"(?:必要書類|書類|もの|物|持ち物|宛先|宛て先|あて先|送り先|送付先|提出先|住所|手数料|費用|料金|期間|日数|窓口|連絡先|電話番号"
    r"|書式|用紙|様式|申請書|請求書|フォーム|身分証(?:明書)?|本人確認(?:書類)?|委任状|やり方|方法|手順|流れ|手続き|注意点)"
)
_OF_A_PROCEDURE = re.compile(
    rf"^[^、。？?！!]{{0,16}}?{_MAKING_JA}(?:とき|時|際|場合|ため)(?:の|に(?:は)?(?=必要|提出|送|使|出|い|要|添付)){_PAPERS_JA}"
    r"(?:って|は|を|が|とか)?(?:お?教えて(?:ください|下さい|ほしい(?:です)?|もらえますか)?|知りたい(?:です)?|何|なに|どこ|いくら)?"
    r"(?:です|でしょう)?(?:か)?[？?。!！…\s]*$"
    rf"|^(?:请问)?(?:我?想?要?)?(?:申请|要求|办理)?(?:{any_of(doing.DO_TO_DATA_ZH)})(?:个人信息)?的?(?:时候?|手续)"
    r"(?:所?需要?|要|该)?(?:准备)?的?(?:材料|文件|证件|地址|手续费|费用|表格|时间|流程)(?:是|呢|有)?(?:什么|哪些|多少|哪里)?[？?。\s]*$"
)
"""What belongs to the making of a request (「訂正を頼むときの宛先は？」), whatever right is named in it."""


def asks_of_a_procedure(text: str) -> bool:
    """Whether it is asked what a request needs, where it goes or how it is made, by who has not made it yet."""
    return _OF_A_PROCEDURE.match(text.strip()) is not None


_DIFFER = re.compile(
    rf"^(?:(?:あの|すみません|そもそも|ちなみに)[、,\s]?)?(?:(?:利用|提供)の?)?{_RIGHT_JA}"
    rf"(?:(?:と|や|、|・)(?:(?:利用|提供)の?)?{_RIGHT_JA}){{1,3}}"
    r"(?:と)?(?:って|は|の|とは)?[、\s]?(?:何が|なにが|どう|どこが)?(?:違う|ちがう|違い|ちがい)"
    r"(?!を説明|(?:ます)?よ|[^、。？?！!]{0,8}?(?:ので|から|けど|が[。\s]*$|困|まし))[^、。？?！!]{0,8}[?？。\s]*$"
    rf"|^(?:(?:あの|すみません|そもそも|ちなみに)[、,\s]?)?(?:(?:利用|提供)の?)?{_RIGHT_JA}(?:って|とは|というのは|は|の)[、\s]?"
    r"(?:(?:何|なに|なん|どういう(?:意味|こと|手続き?)|どんな(?:意味|こと|手続き?))(?:な)?(?:の|ん)?(?:です|でしょう)?(?:か|こと)?(?:ね)?"
    r"|意味(?:は|が|を)?(?:(?:何|なに|なん|お?教え|知り|わか|分か|です)[^、。？?！!]{0,10})?)[?？。\s]*$"
)
_RIGHT_EN = (
    r"(?:disclosure|deletion|erasure|correction|rectification|restriction|objection|portability"
    r"|(?:the )?(?:stop|suspension|cessation) of use|use stop|stopping use)"
)
_DIFFER_EN = re.compile(
    r"^(?:(?:and|so|but|hi|hello|sorry|please)[,\s]+){0,3}"
    r"(?:(?:what(?:'?s| is| are)|explain|tell me)(?: the)? differences?(?: between)? "
    rf"(?:{_RIGHT_EN}(?:(?:,? and|,? or|,? vs\.?|,)? {_RIGHT_EN}){{1,3}}"
    r"|(?:these|the|your) (?:two|three|four|five|\d) (?:(?:kinds|types|sorts) of )?requests)"
    rf"|what(?: exactly)? (?:does|do|is meant by) [\"']?{_RIGHT_EN}[\"']?(?: mean)?"
    rf"|(?:is|are) {_RIGHT_EN} (?:and|or) {_RIGHT_EN} the same(?: thing)?)\s*[?.]*$",
    re.IGNORECASE,
)
_RIGHT_ZH = (
    r"(?:披露|开示|開示|删除|更正|订正|停止(?:使用|利用)|利用停止|消去|彻底消除|限制使用|数据转移|提出异议)"
)
_DIFFER_ZH = re.compile(
    r"^(?:请问|那)?(?:这|你们的?)?[两二三四五2-5](?:种|个|项|類|类)(?:申请|请求|手续)(?:之间)?(?:到底|究竟)?(?:有)?"
    r"(?:什么|啥|哪些|何)(?:区别|不同|差别|不一样)[呢啊？?。！\s]*$"
    rf"|^(?:请问|那)?[“「]?{_RIGHT_ZH}[”」]?(?:(?:(?:和|跟|与|同|、|，|还有|以及)[“「]?{_RIGHT_ZH}[”」]?){{1,3}}"
    r"(?:之间)?(?:到底|究竟|具体)?(?:有)?(?:什么|啥|哪些|何)?(?:区别|不同|差别|不一样)(?:是什么|在哪里?|吗)?"
    r"|(?:是|到底是|具体是)?(?:什么意思|啥意思|指什么|指的是什么)|(?:到底|具体)?是什么)[呢啊？?。！\s]*$"
)


def asks_of_meanings(text: str) -> bool:
    """Whether it is asked what a right means (「利用停止ってどういう意味ですか」), or how two differ
    (「利用停止と消去って何が違うの」): none is wished for."""
    told = text.strip().replace("’", "'")
    return any(words.match(told) for words in (_DIFFER, _DIFFER_EN, _DIFFER_ZH))


_WANTS_TO_KNOW_HOW = re.compile(
    r"^(?:(?:hi|hello|hey|so|and|but|ok(?:ay)?|please|sir|well)[,.!]*\s+){0,3}(?:i|we|he|she|they|my \w+)"
    r"(?:'d| would| am|'m)? (?:just |only |really )?(?:wants?|wanna|like|wish|needs?|wanting)(?: to)? know,? (?P<whole>"
    r"(?:(?:how|why|who|where|when|whether|if)\b(?! (?:to|i (?:can|could|do|may|should))\b)"
    r"|what (?:(?:kinds?|sort|types?) of )?(?:personal )?(?:data|information|info) (?:you|they) (?:collect"
    r"|use|gather|share|process)\b)"
    r"(?P<what>[^?.!]{0,80}))[.!?\s]*$",
    re.IGNORECASE,
)
"""What somebody wants to know of the company; how they get something done ("how I can delete it") is a wish as well."""


def wanted_to_know(text: str) -> str:
    """What somebody wants to know, as a question ("my boss want to know what data you collect"); else the text."""
    found = _WANTS_TO_KNOW_HOW.match(text.strip())
    return f"{found['whole'].strip()}?" if found is not None else text


def only_asks(text: str) -> bool:
    """Whether a question word stands in it and no wish: 「何に使ってるの」, "what data do you collect".

    What is held of oneself (「俺の情報、何持ってるの」) no policy can answer: that is a wish to see it."""
    told = sentences(text.strip())
    if asks_of_a_procedure(text) or asks_of_the_right(text):
        return True
    if commands(text):
        return False
    to_know = _WANTS_TO_KNOW_HOW.match(text.strip())
    if to_know is not None and _OF_ONESELF.search(to_know["what"]) is None:
        return True
    if asks_purposes(text) or _asks_whether(text) or asks_to_explain(text) or asks_in_other_words(text):
        return True
    if not told or _QUESTION_WORD.search(told[-1]) is None or _WISH.search(text):
        return False
    if _DONE_TO_DATA.search(told[-1]):
        return False
    return _OF_ONESELF.search(text) is None


_PRICE = re.compile(
    r"いくら|料|金|かね|円|費|ひよう|なんぼ|代(?!わ|理)|値段|値|有償|無償|ただ|タダ|高い|安い|払|￥|¥|\$"
    r"|\b(?:how much|costs?|price[ds]?|fees?|pay|paid|free|charge[ds]?|expensive|cheap|money|yen|dollars?)\b"
    r"|多少|费|費|钱|錢|价|價|贵|收",
    re.IGNORECASE,
)


def names_price(text: str) -> bool:
    """Whether anything in it is about money. Without it "what does she need" is no question for a price."""
    return _PRICE.search(text) is not None


_HAS_LEFT = re.compile(
    r"(?:退会|解約|脱退|解除)(?:を)?(?:した|して(?:から)?|済みの?)(?:後|あと|のち|ら|人|会員|場合|としても|も)|(?:退会|解約)後"
    r"|\b(?:after|once|when) (?:i |we |you |people |customers |members )?(?:leav\w+|left|cancel\w*|quit\w*|clos\w+)\b"
    r"|(?:退会|注销|退出|取消会员)(?:之后|以后|后)",
    re.IGNORECASE,
)


def asks_of_who_has_left(text: str) -> bool:
    """Whether it asks what becomes of the data of who has left the service."""
    return _HAS_LEFT.search(text) is not None and asking(text) and _WISH.search(text) is None
