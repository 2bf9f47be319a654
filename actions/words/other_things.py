"""What somebody wants seen, put right or removed that is none of the company's data: the answer of this chat, the text
of the policy, what was written in this conversation. Pure.

The dialogue model hears the verb and takes each of them for a request (「さっきの回答を訂正してください」 for a
correction). What it is done to tells them apart: the object has to be named, with the word that says it is this chat's.
"""

import re
from enum import Enum

from actions.case import Case, Heard
from actions.words.commands import commands, told_apart
from actions.words.wishes import wishes
from desk.lexicon import data, doing, oneself, wishing
from desk.lexicon.wordlist import any_of
from desk.requests.stages import Stage


class Thing(Enum):
    """`ANSWER`: what the desk has said here; `POLICY`: the policy's own text; `CHAT`: what the customer wrote here."""

    ANSWER = "answer"
    POLICY = "policy"
    CHAT = "chat"


_NOW = r"(?:さっき|先ほど|先程|(?:たった)?[今いま]{1,2}|直前|ここまで)"
_ME = rf"(?:{any_of(oneself.I_JA, oneself.THIS_SIDE_JA)}(?:が|の|で)?)?"
_ASKING_EN = any_of(wishing.ASKING_EN)
_ASKING_ZH = any_of(wishing.ASKING_ZH)
_HOW = (
    r"(?:[、\s]*(?:全部|すべて|ぜんぶ|全て|すぐ(?:に)?|今すぐ|ちゃんと|正しく|きちんと|一旦|いったん|もう一度)){0,2}"
    r"[、\s]*"
)
_ENDS = r"(?!方法|手続|手順|する方法|のに|たら)[^、。？?！!]{0,14}[。．！!？?\s]*$"
_WROTE = r"(?:書い|打っ|打ち込ん|書き込ん|言っ|話し|送信し|発言し)[ただ]"
_REMOVES_ZH = rf"{any_of(doing.REMOVAL_ZH)}|删|刪|撤回|清空"
_WORDS_ZH = (
    r"我?(?:刚才|刚刚|剛才|剛剛|这次|這次|这里|這裡|上面|这个)的?"
    r"(?:话|話|消息|留言|发言|對話|对话|聊天)(?:记录|記錄|内容)?"
)
_ANSWER = (
    re.compile(
        rf"(?:{_NOW}の?|(?:その|この|上の))(?:あなた|君|お前|そちら|ボット|bot|AI)?の?"
        r"(?:回答|答え|返答|お?返事|説明|ご?案内)(?:内容)?(?:を|は)?"
        rf"{_HOW}(?:訂正|修正|撤回|取り?消|直[しせ]|改め|書き直|言い直){_ENDS}"
        rf"|^(?:{_NOW}の?|その|上の)(?:あなた|君|お前|そちら|ボット|bot|AI)?の?(?:回答|答え|返答|説明|ご?案内)(?:内容)?(?:が|は|って)"
        r"(?:全然|ちょっと|全く)?(?:間違|まちが|違[いうっ]|おかし|誤[っり])[^、。？?！!]{0,14}[。．！!？?\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:(?:{_ASKING_EN}|so|then)[,\s]+)*"
        r"(?:correct|fix|revise|rectify|take back|retract|withdraw) (?:(?:your|that|the) (?:last |previous |earlier )?"
        r"(?:answer|reply|response|statement)|what you(?: have|'ve)?(?: just)? (?:said|told me|written|wrote))"
        r"(?: above)?(?:,? please)?[.!?\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^{_ASKING_ZH}*(?:{any_of(doing.CORRECTION_ZH, doing.AMENDMENT_ZH)}|纠正|糾正|收回)(?:一下)?"
        r"(?:你|您)?(?:刚才|刚刚|剛才|剛剛|上面)的?(?:回答|答复|答覆|回复|说法|話|话)[吧。！!？?\s]*$"
    ),
)
_CHAT = (
    re.compile(
        rf"(?:(?:{_NOW}の?|ここ(?:で|に)の?){_ME}の?(?:発言|メッセージ|会話|チャット|やりとり|やり取り|トーク)"
        r"|(?:この|ここでの)(?:会話|チャット|やりとり|やり取り|トーク)"
        rf"|(?:{_NOW}|ここに|ここで|このチャット[にで]){_ME}{_WROTE}"
        rf"(?:こと|内容|もの|文章|の|メッセージ|番号|{any_of(data.PARTICULARS_JA)}))"
        r"(?:の(?:内容|履歴|ログ|記録|文章))?(?:を|は|も)?"
        rf"{_HOW}(?:削除|消去|消[しせ]|取り?消|撤回|忘れ|なかったこと|無かったこと|見なかったこと){_ENDS}"
    ),
    re.compile(
        rf"^(?:(?:{_ASKING_EN}|so|then|can i"
        r"|i(?:'d like| want) (?:you )?to)[,\s]+)*"
        rf"(?:{any_of(doing.REMOVAL_EN)}|unsend|take back|clear|forget) "
        r"(?:(?:my|the) (?:last|previous) (?:message|text)|(?:all of )?this (?:chat|conversation)(?: history)?"
        r"|(?:my|the) messages? (?:above|in this chat|here)"
        r"|what i(?: have|'ve)?(?: just)? (?:wrote|written|typed|said)(?: here| above)?)(?:,? please)?[.!?\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^{_ASKING_ZH}*(?:{_REMOVES_ZH})(?:一下|掉)?{_WORDS_ZH}[吗嗎吧。！!？?\s]*$"
        rf"|^{_ASKING_ZH}*把?{_WORDS_ZH}(?:可以|能不能|能)?(?:{_REMOVES_ZH})(?:掉|了)?[吗嗎吧。！!？?\s]*$"
    ),
)
_OWN = r"(?:(?:御社|貴社|そちら|おたく|この会社|お宅|あなたの会社|会社)の)?"
_POLICY = (
    re.compile(
        rf"^(?:[^。！？!?、]{{0,8}}[、,\s])?{_OWN}(?:プライバシー・?ポリシー|ポリシー"
        r"|個人情報(?:の)?(?:保護|取(?:り)?扱い?)(?:に関する)?(?:の)?(?:基本)?(?:方針|ポリシー|規程))"
        r"(?:の)?(?:全文|原文|本文|文章|ページ|リンク|URL)?(?:を|は)?"
        rf"{_HOW}(?:見せ|見たい|見れ|見られ|読みたい|読ませ|読め|表示|開示して|送って(?!き)|ください|下さい|くれ|どこ[でに](?:見|読|あ|載)){_ENDS}"
    ),
    re.compile(
        rf"^(?:(?:{_ASKING_EN}|hi|hello|ok)[,\s]+)*"
        r"(?:(?:show|give|send)(?: me)?|let me (?:see|read)|(?:can|may|could) i (?:see|read|have|get)"
        r"|i(?:'d like| would like| want) to (?:see|read)|where (?:is|can i (?:find|read|see))|(?:a )?link to)\s+"
        r"(?:(?:a |the )?(?:copy of|link to|text of) )?(?:the |your |their )?"
        r"(?:(?:full|whole|complete|current|company|company's) )*"
        r"(?:privacy (?:policy|notice|statement)|policy(?: text)?)(?:,? please)?[.!?\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^{_ASKING_ZH}*(?:我?(?:想|要|可以|能)?(?:给我|給我|让我|讓我)?(?:看看?|看一下|查看|读|阅读|閱讀|发给我|出示|提供))(?:一下)?(?:你们|你們|贵公司|貴公司|贵司)?的?"
        r"(?:完整的?)?(?:隐私|隱私|個人資料保護|个人信息保护)(?:权|權)?(?:政策|声明|聲明|条款|條款)(?:全文|原文)?[吗嗎吧。！!？?\s]*$"
    ),
)
_PATTERNS = ((Thing.ANSWER, _ANSWER), (Thing.CHAT, _CHAT), (Thing.POLICY, _POLICY))


def thing_meant(text: str) -> Thing | None:
    """Which of them a message is about; None for others, and where another of its sentences tells the desk to do
    something with data, which is the wish then."""
    told = told_apart(text)
    for number, sentence in enumerate(told):
        thing = _thing_in(sentence)
        if thing is not None:
            rest = " ".join(told[:number] + told[number + 1 :])
            return None if commands(rest) else thing
    return None


def thing_of(case: Case, heard: Heard, *, form_open: bool = False) -> Thing | None:
    """The thing that the message is about; None for others, and where it has another wish besides, or wants a
    person. While a request is being made, 「さっきの回答」 is the customer's own."""
    if heard.pressed:
        return None
    thing = thing_meant(heard.text)
    own_answer = thing is Thing.ANSWER and (form_open or case.stage != Stage.NONE or case.request_type)
    told = wishes(heard)
    return None if own_answer or len(told.requests) > 1 or told.person else thing


def without_the_policy(text: str) -> str:
    """What else a message says than that the policy's text is wanted (「… Do you sell data?」); empty for nothing."""
    return " ".join(one for one in told_apart(text) if _thing_in(one) is not Thing.POLICY)


def _thing_in(sentence: str) -> Thing | None:
    for thing, patterns in _PATTERNS:
        if any(one.search(sentence) for one in patterns):
            return thing
    return None
