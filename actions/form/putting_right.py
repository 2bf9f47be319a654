"""In the form: what puts an answer right, and sounds like another request, or like nothing. Pure.

「訂正いたします。書面での回答を希望いたします。」 is how one takes back what one has just said; taken for the request
of that name, a disclosure became a correction. 「まちがえた、メアドの方」 was not understood at all.
"""

import re
from dataclasses import replace

from actions.case import Case, Heard
from actions.form.filling import CERTAIN, given
from actions.vocabulary import NLU_FALLBACK
from actions.words.phrases import puts_right
from actions.words.questions import asking
from knowledge.vocabulary import RequestType

_I_CORRECT = re.compile(
    r"^(?:(?:あ|すみません|申し訳(?:ありません|ございません)|失礼(?:いた)?しました|恐れ入ります)[、。！!\s]{0,2}){0,2}(?:先ほどの(?:回答|返信)を)?"
    r"訂正(?:(?:し|いたし|致し|させていただき)ます|させてください)[、。．！!\s]{1,3}(?=\S)"
)
"""Nothing is named that should be corrected, and something follows."""


def puts_answer_right(case: Case, heard: Heard) -> Heard:
    """The message as a change of what has been told; as it is where it puts nothing right."""
    told = {slot: value for slot, value in given(heard).items() if slot != "request_type"}
    if heard.pressed or case.request_type in (None, RequestType.CORRECTION) or not told:
        return heard
    if _I_CORRECT.match(heard.text.strip()):
        values = {name: value for name, value in heard.values.items() if name != "request_type"}
        return replace(heard, intent="change_answer", values=values, named=(), parts=(), further=False)
    return heard


def understood_after_all(case: Case, heard: Heard) -> Heard:
    """The same where the model makes nothing of it, and it begins as one does that takes something back, with an answer
    that is certain and another one than before."""
    if heard.pressed or heard.intent != NLU_FALLBACK or not puts_right(heard.text) or asking(heard.text):
        return heard
    changed = [
        slot
        for slot, value in given(heard).items()
        if slot != "request_type"
        and heard.certainty.get(slot, 0.0) >= CERTAIN
        and getattr(case, slot) not in (None, value)
    ]
    return replace(heard, intent="change_answer") if changed else heard
