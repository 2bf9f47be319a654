"""Whether data is spoken of, or wanted to be told or given, whatever else a message says. Pure."""

import re

from desk.lexicon import data, doing, oneself, people
from desk.lexicon.wordlist import any_of

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


_ANOTHERS = re.compile(
    rf"(?:{any_of(people.RELATIVES_JA, people.FAMILY_JA, people.ACQUAINTED_JA)}"
    rf"|他社|担当者?|社長|社員|店員|犯人|相手|求人|漏えい|漏洩)"
    rf"{people.TITLE_JA}の"
)


def demands_data(text: str) -> bool:
    """Whether somebody demands to be given what is held (「データ全部よこせ」), which sounds like taking it away. What
    is to go to another company is a transfer."""
    return _DEMANDS.match(text.strip()) is not None and _ANOTHERS.search(text) is None


_OF_DATA = re.compile(
    rf"{any_of(doing.RIGHTS_JA, doing.LEAVING_JA)}|消[しせすえ]|直して|[止や]め|取り?消|返事|返信|回答|残[りるっ]"
    rf"|データ|記録|メール|DM|{any_of(oneself.I_JA)}の"
    r"|\b(?:my|delet\w*|remov\w*|eras\w*|correct\w*|disclos\w*|stop\w*|chang\w*|wrong|repl(?:y|ies)|answers?|data)\b"
    r"|删|刪|更正|披露|停止|我的|答复|回复",
    re.IGNORECASE,
)
_NAMES_DATA = re.compile(
    rf"個人|{any_of(data.DATA_JA, data.PARTICULARS_JA)}|電話"
    rf"|\b(?:{any_of(data.DATA_EN, data.PARTICULARS_EN)}|e-?mails|mail)\b|{any_of(data.DATA_ZH)}",
    re.IGNORECASE,
)


def speaks_of_a_right_or_data(text: str) -> bool:
    """Whether a right, a reply or data is spoken of: who does so means no hours that a desk is open."""
    return _OF_DATA.search(text) is not None


def speaks_of_data(text: str) -> bool:
    """Whether data, or something that is done with it, is named (「データはどうなる？」)."""
    return speaks_of_a_right_or_data(text) or _NAMES_DATA.search(text) is not None


_DATA_ONLY = re.compile(
    rf"^(?:あの|えっと)?[、\s]*(?:{any_of(data.DATA_JA)}|(?:my |the )?(?:data|info(?:rmation)?)|{any_of(data.DATA_ZH)})"
    r"[。．.!！?？…\s]*$",
    re.IGNORECASE,
)


def names_data_only(text: str) -> bool:
    """Whether nothing is said but that it is about data (「データ」): neither a wish nor a question."""
    return _DATA_ONLY.match(text.strip()) is not None
