"""In the form: what puts an answer right, and sounds like another request, or like nothing. Pure.

「訂正いたします。書面での回答を希望いたします。」 is how one takes back what one has just said; taken for the request
of that name, a disclosure became a correction. 「まちがえた、メアドの方」 was not understood at all.
"""

import re
from dataclasses import replace

from actions.case import Case, Heard
from actions.form.filling import given
from actions.vocabulary import AFFIRM, NLU_FALLBACK
from actions.words.closings import agrees_with_thanks
from actions.words.own_words import may_name_data
from actions.words.phrases import puts_right
from actions.words.plainly import means_letters
from actions.words.questions import asking
from knowledge.vocabulary import ReplyMethod, RequestType

_I_CORRECT = re.compile(
    r"^(?:(?:あ|すみません|申し訳(?:ありません|ございません)|失礼(?:いた)?しました|恐れ入ります)[、。！!\s]{0,2}){0,2}(?:先ほどの(?:回答|返信)を)?"
    r"(?:[一1１ひと]{1,2}(?:点|つ)|少し)?訂正(?:(?:し|いたし|致し|させていただき)ます|させてください|が(?:ございます|あります))[、。．！!\s]{1,3}(?=\S)"
)
"""Nothing is named that should be corrected, and something follows."""


_IT_IS_WRONG = re.compile(
    r"^(?:あ[っ、]?|いや[、]?|ごめん(?:なさい)?[、]?|すみません[、]?)?"
    r"(?:(?:違|ちが)(?:う|います)"
    r"|(?:間違|まちが|違|ちが)(?:え|っ|い)(?:た|ました|てた|てました|てい?(?:る|ます)|です|があ(?:る|ります)))"
    r"(?:よ|わ|ね|ん(?:です)?)?[。！!…\s]*$"
)
_IN_KANA = re.compile(
    r"^(?:(?:あ[、\s])?(?:やっぱり?|やはり))?[、\s]?(?P<way>(?:いー)?めーる|ゆうそう|ゆうびん|てがみ)"
    r"(?:で|が(?:いい|よい)|に(?:して|します))?(?:です|お願いします|おねがいします)?[。！!\s]*$"
)


def at_the_summary(heard: Heard, asked: str | None) -> Heard:
    """At the summary: 「まちがえた」 is a no to it, whatever yes the model hears, and "yes, cheers" a yes. The way of
    reply may be in kana."""
    told = heard.text.strip()
    if heard.pressed or asked not in ("confirm", "change_target", "reply_method"):
        return heard
    if asked == "confirm" and _IT_IS_WRONG.match(told):
        return replace(heard, intent="deny", confidence=1.0, values={}, hints={})
    if asked == "confirm" and agrees_with_thanks(told):
        return replace(heard, intent=AFFIRM, confidence=1.0)
    way = _IN_KANA.match(told)
    if way is None or "reply_method" in heard.values:
        return heard
    method = ReplyMethod.EMAIL if "めーる" in way["way"] else ReplyMethod.POST
    certainty = {**heard.certainty, "reply_method": 1.0}
    return replace(heard, values={**heard.values, "reply_method": str(method)}, certainty=certainty)


def tells_subject(heard: Heard) -> Heard:
    """「対象は氏名と住所です」 tells which data, whatever is asked: no guess then."""
    if heard.pressed or not _SUBJECT_TOLD.match(heard.text.strip()) or "subject" in heard.values:
        return heard
    subject = heard.hints.get("subject")
    return replace(heard, values={**heard.values, "subject": subject}) if subject else heard


_SUBJECT_TOLD = re.compile(
    r"^(?:(?:請求|開示|訂正|削除)の)?対象(?:の情報|となる情報)?は[^？?]{1,40}(?:です|になります|でお願い[^？?]{0,8})?[。！!\s]*$"
)


def puts_answer_right(case: Case, heard: Heard) -> Heard:
    """The message as a change of what has been told; as it is where it puts nothing right."""
    told = {slot: value for slot, value in given(heard).items() if slot != "request_type"}
    if heard.pressed or case.request_type in (None, RequestType.CORRECTION) or not told:
        return heard
    if _I_CORRECT.match(heard.text.strip()):
        values = {name: value for name, value in heard.values.items() if name != "request_type"}
        return replace(heard, intent="change_answer", values=values, named=(), parts=(), further=False)
    return heard


_ONLY_SO = re.compile(
    r"^(?:(?:no|ok(?:ay)?|actually|well|sorry|oh|wait),?\s+)*(?:just|only)\b|^(?:不|不对|等等|改一下)?[，,]?(?:只要|只有|只是|仅仅?)",
    re.IGNORECASE,
)


def puts_earlier_answer_right(case: Case, heard: Heard, asked: str | None) -> Heard:
    """An answer from before put right ("no wait, just my address", "just the billing stuff"), which by itself is
    nothing, or the way of reply in a word that the model does not know (「还是寄信好了」)."""
    if heard.pressed or asking(heard.text):
        return heard
    if heard.intent == NLU_FALLBACK and given(heard) and puts_right(heard.text):
        return replace(heard, intent="change_answer")
    subject = heard.values.get("subject") or heard.hints.get("subject")
    hinted = heard.intent == "change_answer" and not given(heard) and "change_target" not in heard.values
    if (
        hinted
        and subject not in (None, case.subject)
        and puts_right(heard.text)
        and may_name_data(heard.text)
    ):
        return replace(heard, values={**heard.values, "subject": str(subject)})
    another = asked != "subject" and subject is not None and case.subject not in (None, subject)
    loose = asked not in heard.values and heard.intent in ("inform", "deny", NLU_FALLBACK)
    if another and loose and _ONLY_SO.match(heard.text):
        return replace(heard, intent="change_answer", values={**heard.values, "subject": str(subject)})
    if heard.intent == "change_answer" and "reply_method" not in heard.values and means_letters(heard.text):
        return replace(heard, values={**heard.values, "reply_method": str(ReplyMethod.POST)})
    return heard
