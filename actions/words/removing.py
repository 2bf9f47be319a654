"""Whether a message has a word of removing at all. Pure.

Wide on purpose, for it only guards: to the dialogue model "leave it" is a removal (.93), and who said so while a
disclosure was open was moved to one. All 559 examples of removals have one of these words.
"""

import re

from actions.vocabulary import AMBIGUOUS_REMOVE, REMOVING

_REMOVALS = frozenset({AMBIGUOUS_REMOVE, *(f"request_{kind}" for kind in REMOVING)})
_WORD = re.compile(
    r"[消除删刪抹棄弃毁銷销捨処扔]|けし|けす|けせ|さくじょ|しょうきょ|削|[な無]く[さしすせそ]|[な無]くなる?(?:よう|れ)|無し(?=に|で)|(?:ごと|[をはも])なしに|なかった(?:こと|もの)|いらな|要らな|いりませ|要りませ"
    r"|不要|始末|シュレッダ|リセット|クリア|デリート|取り?払|引っ込め|引き上げ|下げて|載せ|掲載|公開|破り|外[しせす]|はずし|抜い|抜きた|抜けた[いく]|抜けさせ|落とし|持たな|持つな|持って(?:い)?(?:ないで|るな|(?:て)?(?:ほし|欲し)くな)|保[管存有](?:を)?しな|手放|まっさら|白紙|退会|解約|忘れ|残ら(?:な|ず|ん)|残さ(?:な|ず|ん)"
    r"|残して(?:お|ほ|欲)|きれい|キレイ|綺麗|清|洗|掉|弄没|撤[下掉除]|丢|丟|剔|移[除走]|作[废廢]|不[留保存]|勿[留保存]|没有|不要|不想|不再|别(?:再|留|保)|下架"
    r"|\b(?:deactivat|eliminat|obliterat|de-?regist|unregist|opt(?:ed|ing)?[ -]?out|out of (?:your|the|this)"
    r"|(?:do not|never|should not|must not|shouldn't|mustn't) (?:keep|have|hold|store|want)"
    r"|delet|eras|remov|wip(?:e|ing)|scrub|purg|forg[eo]t|rid\b|gone\b|destroy|clear|clean|tak(?:e"
    r"|en|ing)\b.{0,40}\b(?:off|out|down|away)"
    r"|drop|scrap|shred|trash|bin\b|nuk(?:e|ing)|unsubscrib|clos(?:e|ing)|no longer|disappear|vanish"
    r"|expung|redact|anonymi"
    r"|strip|pull|throw|get\b.{0,30}\b(?:off|out)|go(?:es)? away|off (?:your|the|this)|los[et]"
    r"|no (?:record|trace)|zap|dump|dispos|kill|sakujo|keshi|kesu|shanchu"
    # As it is mistyped: "dlete", "remvoe", "earse".
    r"|d\w{0,2}l\w{0,2}t|r\w{0,2}m\w{0,2}v|e\w{0,2}r\w{0,2}[sc]e|don'?t (?:keep|have|hold|store|want)"
    r"|stop (?:keeping|holding|storing))",
    re.IGNORECASE,
)


def removes_without_a_word(intent: str, text: str) -> bool:
    """Whether a message is taken for a removal, and has no word in it by which data may be meant to go."""
    return intent in _REMOVALS and _WORD.search(text) is None
