"""What somebody says of the answer that they have just read, and of nothing else. Pure.

The dialogue model knows no intent for it, and takes it for a question: 「もっと短く」 was answered with any clause.
"""

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

from actions.case import Case
from actions.words.after_all import said_last
from desk.lexicon import oneself
from desk.lexicon.wordlist import any_of
from desk.requests.stages import Stage


class Remark(Enum):
    """`UNANSWERED`: it was no answer; `SHORTER`: it should be shorter or plainer; `ENOUGH`: nothing more is wanted."""

    UNANSWERED = "unanswered"
    SHORTER = "shorter"
    ENOUGH = "enough"


_UNANSWERED = re.compile(
    r"^(?:ふざけ(?:んな|るな|ないで(?:ください)?)|おい|もう|ちょっと|なんだよ?|だから|いや|全然|ぜんぜん|まったく|全く|それ(?:は|って|じゃ)?|さっきから)*[、,\s]*"
    r"(?:(?:答え|回答|返事|説明)に(?:全然|まったく|全く)?なって(?:い)?(?:ない|ません)"
    rf"|(?:{any_of(oneself.I_JA, oneself.THIS_SIDE_JA)}の)?"
    r"(?:質問|(?:聞|き|訊)いた?(?:てる|ている)?こと)(?:に|と)(?:は)?(?:全然|ちゃんと)?"
    r"(?:答えて(?:い)?(?:ない|ません)|答えろ|違う|ちがう|違います)"
    r"|(?:さっき|前)と(?:言って|いって)(?:い)?ること(?:が)?(?:違う|ちがう|違います)"
    r"|そんなこと(?:は)?(?:聞いて|きいて|訊いて)(?:い)?(?:ない|ません))"
    r"(?:んだ|んです|です)?(?:けど|が|よ|ね|じゃん|じゃないか|だろ)*[。！!?？\s]*$"
    r"|^(?:(?:no|but)[,.]?\s+)?(?:that(?:'s| is|’s) not (?:an answer|what i (?:asked|meant)|my question)"
    r"|that (?:does not|doesn't|didn't|did not) answer (?:my question|it|anything)"
    r"|you (?:did not|didn't|have not|haven't) answer(?:ed)? (?:my question|me|that)"
    r"|answer (?:my|the) question)[.!\s]*$"
    r"|^你?(?:答非所问|(?:并)?没有?回答(?:我的?)?(?:问题)?|这不是我(?:要)?问的)[。！\s]*$",
    re.IGNORECASE,
)
_SHORTER = re.compile(
    r"^(?:長(?:い|すぎ(?:る|ます)?)|なげ[えー]"
    r"|(?:もっと|もう少し|もうちょっと)?(?:短く|簡潔に|簡単に|手短に|わかりやすく|分かりやすく)"
    r"(?:して|言って|まとめて|説明して|教えて|お願い(?:します)?|頼む)?(?:ください|下さい|くれ|もらえますか)?"
    r"|要するに(?:何|なに|どういうこと)?|一言で(?:言うと|言って|頼む|お願い(?:します)?)?|要約して(?:ください|下さい|くれ)?"
    r"|つまり(?:何|なに|どういうこと))(?:なん|な)?(?:です|だ|の)?(?:か|よ|わ|ね)?[?？。！!…\s]*$"
    r"|^(?:(?:it(?:'s| is) )?too long|tl;?dr|(?:can you |please )?(?:make it |be |say it )?(?:shorter|briefer|simpler)"
    r"|in short"
    r"|(?:can you |please )?(?:summari[sz]e|explain)(?: (?:it|that|this))?"
    r"(?: (?:simply|in (?:plain|simple) (?:english|words|terms)))?"
    r"|in (?:plain|simple) (?:english|words|terms))(?:,? please)?[?.!\s]*$"
    r"|^(?:太长了?|(?:请)?(?:简单|简短)(?:一?点)?(?:说|来说|地说)?|(?:请)?总结一下)[吧。？！\s]*$",
    re.IGNORECASE,
)
_ENOUGH = re.compile(
    r"^(?:(?:じゃあ?|なら|それなら|だったら)[、,\s]*)(?:もう)?"
    r"(?:いい(?:です|や|わ|よ)?|結構(?:です)?|けっこうです|大丈夫(?:です)?)[。！!\s]*$"
)


def remark_on_answer(case: Case, text: str, events: Sequence[Mapping[str, Any]]) -> Remark | None:
    """The remark that the text is; None for all that says something else. What should be shorter has to be an answer;
    while a request stands or is being filled in, 「じゃあいい」 may mean that."""
    text = text.strip()
    if _UNANSWERED.match(text):
        return Remark.UNANSWERED
    said = [one.utterance for one in said_last(events)]
    if _SHORTER.match(text) and any(one.startswith("answer.") or one == "talk.no_shorter" for one in said):
        return Remark.SHORTER
    nothing_open = case.stage == Stage.NONE and case.request_type is None and case.ambiguous is None
    return Remark.ENOUGH if _ENOUGH.match(text) and nothing_open else None
