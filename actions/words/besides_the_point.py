"""What the dialogue model takes for something else than it is, told by the words alone. Pure.

A word that it knows from elsewhere decides there ("automated" for a question whether a human answers); here is what the
words themselves leave no doubt about.
"""

import re

_PROFILING = re.compile(
    r"プロファイリング|自動(?:化された|的な)?(?:意思)?決定"
    r"|\bprofiling\b|\bautomated (?:individual )?(?:decisions?|decision[- ]making|processing)\b"
    r"|自动化?决策|自動化決策|用户画像",
    re.IGNORECASE,
)
_OF_THE_CHAT = re.compile(
    r"チャット|会話|やり?とり|ここ|メッセージ|書い|書き|打っ|入力|ログ|トーク|この(?:窓口|画面|サイト)|今(?:の|話)|話し(?:た|てい)"
    r"|\b(?:chat|conversation|messages?|here|write|wrote|written|typed?|say|said|log|record(?:ed|ing)?)\b|聊天|对话|對話|这里|這裡|消息|说的|寫|写",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"^(?:(?:please|no|ok(?:ay)?|just|i said)[,.!]*\s+)*(?:(?:a|an|real|live|the)\s+)*"
    r"(?:human(?: being)?|person|agent|operator|representative|staff)(?:[,.]?\s+(?:please|now))*[.!\s]*$"
    r"|^(?:(?:人間|オペレーター?|担当(?:者)?|有人)(?:に|と|で|を|へ)?|人(?:に|と|を)(?=.))"
    r"(?:お願い(?:します)?|代わって|かわって|出して|つないで)?(?:ください|下さい)?[。！!\s]*$"
    r"|^(?:人工|真人|客服)(?:服务|服務)?[。！!\s]*$",
    re.IGNORECASE,
)
_HUH = re.compile(
    r"^(?:は+[ぁあ]?|え+っ?|ん|なに|何)(?:[?？]+[!！]*|[!！]+[?？]+)\s*$"
    r"|^(?:huh|what|eh|pardon)[?!？！]+\s*$|^(?:啊|什么|蛤|哈)[?？]+\s*$",
    re.IGNORECASE,
)
_ANSWERS_FOR_IT = re.compile(
    r"^(?!.*(?:誰|だれ|者|の人|私が(?:全)?責任|わけ(?:では|じゃ)|訳(?:では|じゃ)|こと(?:は|が)あり))"
    r"(?:.*責任(?:は|を|って)?(?:ちゃんと|きちんと|どう)?"
    r"[、\s]*(?:取|と)(?:っ[てた]|る|り|れ)"
    r"|.*弁償(?:し|する))"
    r"|^(?!.*\b(?:who|i(?:'ll| will| would| can)? take)\b)"
    r".*\b(?:take responsibility|hold you (?:liable|responsible))\b",
    re.IGNORECASE | re.DOTALL,
)
_THINGS = r"(?:ポイント|マイル|残高|クーポン|チャージ|特典|月額|会費|年会費|ギフト券)"
_NO_DATA = re.compile(
    rf"^(?:(?:で|あと|じゃあ?|それで|ちなみに)[、,\s]*)?(?:貯まった|残りの|今の|私の|たまってる)?"
    rf"{_THINGS}(?:は|って|の残り)?"
    r"(?:どう(?:なる|なります|すれば)|消え|使え|もらえ|戻|引き継|返|失効)[^。、]{0,10}[?？。\s]*$"
    r"|^(?:and\s+)?what (?:happens|will happen) (?:to|with) my (?:points?|miles|balance|coupons?|credits?|rewards?)\b"
    r"[^.?]{0,20}[?.\s]*$"
    r"|^(?:我的)?(?:积分|積分|余额|餘額|优惠券)(?:会|會)?(?:怎么办|怎样|怎麼辦|还在|清零)[^。]{0,6}[？?。\s]*$",
    re.IGNORECASE,
)


_OWN_DAYS = re.compile(
    r"^(?:(?:あー+|ああ|もう|なんか|今日は?|明日は?|最近|毎日|正直)[、\s]?){0,3}(?:会社|仕事|学校|職場|バイト|塾|部活)"
    r"(?:(?:(?:(?:に|へ)?(?:行く|いく|通う|出る)(?:の|こと)?)?(?:が|も)?|(?<=仕事)は|(?:に|へ)(?:行く|いく|通う)のは)(?:もう|本当に|すごく|とても)?"
    r"(?:嫌|いや|つらい|辛い|しんどい|だるい|めんどくさい|面倒)|(?:に|は|が)?(?:もう|本当に|とても)?(?:疲れた|疲れました)"
    r"|(?:に|へ|には)?(?:もう|本当に)?(?:行き|いき|通い)たくない|(?:を|は|が)?(?:もう|本当に)?(?:辞め|やめ)たい)"
    r"(?:だ|です|なん(?:です|だ)|んです|の)?(?:よ|ね|な|わ|けど|なあ|…)*[。！!…\s]*$"
    r"|^(?:(?:ugh|oh|honestly|man|so|well)[,.!]*\s+){0,2}i(?: (?:really |just )?(?:hate|can't stand|am (?:so )?tired of"
    r"|don't want to go to|do not want to go to)|'?m (?:so )?tired of) "
    r"(?:going to )?(?:my )?(?:work|school|job)[.!\s]*$"
    r"|^(?:我)?(?:今天|真的|好|很)?(?:不想|讨厌|討厭)(?:去)?(?:上班|上学|上學|学校|工作)(?:了)?[。！!\s]*$",
    re.IGNORECASE,
)


def of_ones_own_days(text: str) -> bool:
    """Whether somebody only says that work or school is hard on them (「会社に行くのが嫌だ」): none of the desk's
    business, and no call for a lawyer. 「会社は嫌です」 may be of where an answer goes."""
    return _OWN_DAYS.match(text.strip()) is not None


_HELP = re.compile(
    r"^(?:请|拜托|求求?你们?|谁来)?[，,\s]?(?:帮帮我|帮帮忙|帮个忙|帮忙|帮我一下|救救我|求助)(?:吧|好吗|可以吗|一下)?[。！!？?\s]*$"
    r"|^(?:please |can (?:you|someone|somebody) |could you |someone )?(?:please )?help(?: me)?(?: out)?"
    r"(?:,? please)?[.!?\s]*$"
    r"|^(?:だれか|誰か|すみません)?[、\s]?(?:助けて|たすけて|手伝って)(?:ください|下さい|くれ|ほしい(?:です)?)?[。！!\s]*$",
    re.IGNORECASE,
)
_WHAT_THEY_DO = re.compile(
    r"^(?:(?:so|and|but|ok(?:ay)?|then|well)[,.]?\s+)*what (?:are you (?:guys |people )?(?:going to"
    r"|gonna|planning to) do"
    r"|will you do(?= about)|do you (?:intend|plan) to do)(?: about (?:it|this|that|all this))?(?: now| then)?[?!.\s]*$"
    r"|^(?:で|それで|じゃあ?|では)?[、\s]?(?:どうしてくれる|どうするつもり|どう責任を取る|どう対応するつもり)"
    r"(?:ん|の)?(?:です|だ)?(?:か|よ)?[?？!！。\s]*$"
    r"|^(?:那|那么)?[，,]?(?:你们|贵公司)(?:打算|准备|想|要)(?:怎么|如何)(?:办|处理|解决|负责|做)(?:呢|啊)?[?？!！。\s]*$",
    re.IGNORECASE,
)


def cries_for_help(text: str) -> bool:
    """Whether it is a call for help and nothing else (「帮帮我」)."""
    return _HELP.match(text.strip()) is not None


def asks_what_they_will_do(text: str) -> bool:
    """Whether the company is asked in anger what it means to do ("what are you going to do about it")."""
    return _WHAT_THEY_DO.match(text.strip()) is not None


def of_automated_decisions(text: str) -> bool:
    """Whether automated decisions or profiling are spoken of, which a policy may tell of; not the bot itself."""
    return _PROFILING.search(text) is not None


def of_the_chat(text: str) -> bool:
    """Whether this conversation itself may be meant; else what is kept or goes is the company's data."""
    return _OF_THE_CHAT.search(text) is not None


def calls_a_person(text: str) -> bool:
    """Whether a person is called for in a word ("human", 「人間」), and it is not asked whether one answers."""
    return _PERSON.match(text.strip()) is not None


def is_taken_aback(text: str) -> bool:
    """Whether somebody only shows that they did not follow (「は？」)."""
    return _HUH.match(text.strip()) is not None


def wants_them_to_answer_for_it(text: str) -> bool:
    """Whether the company is to take the consequences (「責任とってくれるんですか」). Who is in charge is another
    thing."""
    return _ANSWERS_FOR_IT.search(text) is not None


_HAVE_TO = re.compile(
    r"^(?:but |and |so )?(?:do|must|should) i(?: really)?(?: have)?(?: to)?(?: do (?:it|that|this))?\s*\?*$",
    re.IGNORECASE,
)


def asks_whether_one_has_to(text: str) -> bool:
    """Whether it is "do I have to?" and nothing else."""
    return _HAVE_TO.match(text.strip()) is not None


def names_no_data(quote: str) -> bool:
    """Whether a clause speaks of points, a balance or a membership at all."""
    return re.search(_THINGS, quote) is not None


def of_no_data(text: str) -> bool:
    """Whether somebody asks what becomes of their points, a balance or a membership, and of nothing else."""
    return _NO_DATA.match(text.strip()) is not None
