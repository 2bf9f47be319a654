"""「両方お願いします」, right after a wish beside the request has been answered: that one comes after this. Pure.

The form goes on with one request; who then says "both" was taken to name several kinds of data, and their other wish
was lost.
"""

import re
from collections.abc import Sequence

from actions.case import Case
from actions.form.filling import Turn, understood
from actions.form.settling import offered
from actions.form.switching import one_at_a_time
from actions.matters import MATTERS
from actions.ports import DeskBook
from actions.vocabulary import REMOVE
from actions.words.wishes import same, waiting
from desk.chat.said import Utterance

_BOTH = re.compile(
    r"(?:(?:はい|では|じゃあ?|それなら|できれば|出来れば)[、,\s]?)*(?:両方(?:とも)?|どっちも|どちらも|(?:二"
    r"|ふた|2|２)つとも)(?:を|で)?[、\s]?"
    r"(?:(?:よろしく)?お?願い(?:し|いたし|致し)ます|お願いしたい(?:です)?|やって(?:ください|ほしい(?:です)?)"
    r"|して(?:ください|ほしい(?:です)?)|進めて(?:ください)?|したい(?:です)?|です)?"
    r"|(?:(?:yes|ok(?:ay)?|well|no|please|i(?:'d like| want| need)|can you do|do"
    r"|then)[,.]?\s+)*both(?: of (?:them|those|these|it))?(?:,? please|,? then)*"
    r"|(?:(?:那|请|我|好的?)[，,]?)*(?:两个|两样|两项|两者)?都(?:要|办|申请|办理|想办|需要|弄)(?:了|吧|一下)?",
    re.IGNORECASE,
)
_MATTER = "matter."


def wants_both(text: str) -> bool:
    """Whether nothing is said but that both are wanted."""
    return _BOTH.fullmatch(text.strip().replace("’", "'").rstrip("。．.！! ")) is not None


def both_wanted(case: Case, text: str, said_before: Sequence[Utterance], book: DeskBook) -> Turn | None:
    """The turn where both the request under way and what has just been answered beside it are wanted; else None."""
    spoken_of = [
        one.utterance.removeprefix(_MATTER) for one in said_before if one.utterance.startswith(_MATTER)
    ]
    if case.request_type is None or not spoken_of or not wants_both(text):
        return None
    matter = next((MATTERS[name] for name in MATTERS if spoken_of[-1].startswith(name)), None)
    here = offered(case, book)
    near = [str(one) for one in (matter.requests if matter else ()) if one in here]
    near = [one for one in near if not same(one, str(case.request_type or REMOVE))][:1]
    if not near:
        return None
    return understood(waiting(case, near), (one_at_a_time(case.request_type, near),))
