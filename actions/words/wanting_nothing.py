"""That somebody wants no request at all: they only asked, and have their answer. Pure: the words alone.

All that is said has to be that, with thanks and the like around it: a wish or a question beside it goes first. Who
asks whether it is so (「手続きしないですよね」, 「不用申请？」) or cannot do it (「我不会申请」) has not said it.
"""

import re

_CLAUSES = re.compile(r"[。．.！!、，,；;\n…]+|\s[-–—]\s")
_THE_REQUEST_JA = r"(?:開示)?(?:ご?請求|申請|申し?込み?|申し出|お?手続き?|依頼)"
_REQUEST_JA = rf"{_THE_REQUEST_JA}(?:を|は|とか|とかは|など|なんか)?"
_NONE = re.compile(
    rf"(?:別に|特に|今回は|今は|いまは|まだ|何も|何か|なにか)*{_REQUEST_JA}"
    r"(?:(?:したい|する|しよう(?:という|って)?)(?:わけ|つもり|気|予定|ん|の)?(?:で?は|じゃ)(?:ない|ありません|あり[まへ]せん|ござい?ません)"
    r"|(?:は)?(?:しません|しない|いたしません|致しません|するつもりはありません))(?:です|ん(?:です)?)?(?:ので|から|けど|が)*[よね]?"
    rf"|(?:別に|特に|今回は|もう)*{_REQUEST_JA}"
    r"(?:(?:不要|無用|結構|必要(?:ない|ありません)|いりません|要りません|いらない|要らない)"
    r"|し?なくて(?:も)?(?:いい|よい|良い|大丈夫|結構))(?:です)?(?:ので|から)?"
    r"|(?:no|nope|oh|ok|well|sorry|but)?\s?(?:i'?m|i am|we'?re|we are)?\s?"
    r"not (?:(?:making|filing|submitting|opening|starting|after) "
    r"(?:an?|any)?\s?(?:formal |actual )?(?:requests?|applications?)|requesting anything)(?: here| at all| today| now)*"
    r"|i (?:do not|don'?t|did not|didn'?t) (?:want|wish|mean|need|intend|plan) to "
    r"(?:(?:make|file|submit|open|start) (?:an?|any|the)?\s?(?:formal |actual )?"
    r"(?:requests?|applications?)|request anything)(?: here| at all| today| now)*"
    r"|(?:there(?:'s| is) )?no need (?:for|to (?:make|file|submit|open|start)) (?:an?|any) (?:requests?|applications?)"
    r"|no requests?(?: from me| here| for now| today)*"
    r"|(?:我|其实|现在|这次|並|并)*(?:不是(?:要|想|来)?|不(?:想|要|打算|用|需要)?|没(?:有)?(?:要|想|打算))(?:提出?|提交|办|办理|做)?"
    r"(?:什么|任何)?(?:申请|请求|手续)(?:什么)?(?:的|啦|啊|了)?",
    re.IGNORECASE,
)
_ONE_KIND_OR_NOT_YET = re.compile(r"開示|まだ")
"""Another request than that one may be wanted, or this one later: neither ends what is under way."""
_ASKED_JA = r"(?:聞いて|訊いて|伺って|尋ねて|質問して)"
_ONLY_ASKED = re.compile(
    rf"(?:(?:社内|会社|うち|自分)で)?(?:ちょっと|少し|ただ|単に|念のため|気になって)*"
    rf"(?:(?:{_ASKED_JA}|調べて|確認して|見て)?(?:い?る|みた|おいた)|{_ASKED_JA}?みる|{_ASKED_JA}おきたい"
    r"|聞いた|訊いた|伺った|調べた|確認した|質問した|気になった|知りたかった|聞きたかった|確認したかった)だけ"
    r"(?:です|でした|だ|なの|なん)?(?:で|です|ので|から)*[よね]?"
    rf"|(?:これは|別に)*{_THE_REQUEST_JA}(?:とか)?(?:で?は|じゃ)(?:ない|ありません)(?:です|んです)?(?:ので|から|けど)?"
    r"|(?:ただの|単なる)(?:質問|問い?合わ?せ|確認)(?:です|でした|なので|なんで)"
    r"|(?:i was |i'?m |i am |we were )?(?:just|only) (?:asking|curious|wondering|checking|having a look)(?: around)?"
    r"|(?:it|that) was (?:just|only) a question"
    r"|(?:that'?s|that is|that was) all (?:i|we) (?:needed|wanted|wished)(?: to know)?"
    r"|(?:我)?(?:就|只|只是|就是)(?:是)?(?:想|来)?(?:随便)?(?:问问|问一下|问一问|了解一下|咨询(?:一下)?|好奇)(?:而已|罢了)?(?:的)?"
    r"|(?:我)?(?:(?:只是|就是)(?:来)?(?:随便)?|随便)看看(?:而已|罢了)?",
    re.IGNORECASE,
)
"""Not who wants to see something (「見ておきたいだけ」, 「我只想查一下」): that may be their own data."""
_AROUND = re.compile(
    r"(?:いえ|いや|いいえ|あ|え|すみません|どうも|ありがとう(?:ございま[すし]た?)?|助かりました|わかりました|分かりました"
    r"|了解(?:です|しました)?|大丈夫(?:です)?|結構です|失礼します|それでは|では|なるほど)*"
    r"|(?:no|nope|nah|lovely|great|perfect|brilliant|ok|okay|right|fine|good|all good|cool|thanks"
    r"|thank you|thx|ta|cheers|bye|sorry|so much|very much|anyway|then| )*"
    r"|(?:不|不是|没有|没事|好的?|嗯|哦|行|谢谢|谢了|多谢|麻烦了?|再见|不用了?|知道了|明白了?|您|你|啊|啦|哈)*",
    re.IGNORECASE,
)


def wants_nothing(text: str) -> bool:
    """Whether nothing is said but that no request is wanted (「請求するわけじゃないです。調べてるだけなんで」)."""
    return _ONE_KIND_OR_NOT_YET.search(text) is None and _all_of(text, _NONE)


def only_asked(text: str) -> bool:
    """Whether nothing is said but that one only asked, or wants no request ("that's all I needed, just curious")."""
    return _all_of(text, _NONE, _ONLY_ASKED)


def _all_of(text: str, *kinds: re.Pattern[str]) -> bool:
    """Whether one of these is said, and nothing besides it but that one only asked, thanks and the like. A question
    mark is part of none of them."""
    clauses = [one.strip().replace("’", "'") for one in _CLAUSES.split(text) if one.strip()]
    of_these = [any(kind.fullmatch(one) for kind in kinds) for one in clauses]
    return any(of_these) and all(
        said or bool(_ONLY_ASKED.fullmatch(one) or _AROUND.fullmatch(one))
        for said, one in zip(of_these, clauses, strict=True)
    )
