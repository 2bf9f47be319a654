"""Whether the last question was where somebody lives, and whose home is meant then."""

import re

from rasa_sdk import Tracker
from rasa_sdk.forms import REQUESTED_SLOT

from actions.words.by_right import of_ones_own_data
from actions.words.commands import commands
from actions.words.phrases import names_other_relative, of_a_relative
from knowledge.several import asks
from knowledge.vocabulary import Requester

_HAS_IT_DONE = re.compile(
    r"て(?:もらえ|いただけ|頂け|くれ|くださ)(?:ます|ません|る|ない)?(?:でしょう)?か?[?？。\s]*$"
)
"""「消してもらえますか」 wishes, too."""
_NO_DATA_OF_THEIRS = re.compile(
    r"の(?:転勤|転職|仕事|都合|関係で|紹介|勧め|すすめ|スマホ(?:から|で)|パソコン(?:から|で))"
    r"|'s (?:phone(?! number)|laptop|computer|job|work|advice)\b|的(?:手机(?!号)|电脑|工作|建议)",
    re.IGNORECASE,
)
"""「夫の転勤で引っ越したので住所を変えたい」 is about the writer's own."""


def who_asks(tracker: Tracker) -> str | None:
    """Who makes the request, as far as it says whose home is meant: of a relative whose data is wanted it is theirs
    ("She lives in Tokyo"), whoever asks."""
    requester: str | None = tracker.get_slot("requester")
    if requester is not None or not tracker.active_loop.get("name"):
        return requester
    said = [str(one.get("text") or "") for one in tracker.events if one["event"] == "user"][:-1]
    wished = next((one for one in reversed(said) if of_a_relative(one) or of_ones_own_data(one)), "")
    theirs = of_a_relative(wished) and not of_ones_own_data(wished)
    theirs = theirs and _NO_DATA_OF_THEIRS.search(wished.replace("’", "'")) is None
    # "Can you delete my mother's data?" is a wish, "can my mother see it?" is none.
    theirs = theirs and (
        not asks(wished) or bool(commands(wished)) or _HAS_IT_DONE.search(wished) is not None
    )
    theirs = theirs and not names_other_relative(str(tracker.latest_message.get("text") or ""), wished)
    return str(Requester.VOLUNTARY_AGENT) if theirs else None


def asked_where(tracker: Tracker) -> bool:
    """Whether the desk has just asked where somebody lives: for the form, or for a question that waits for it."""
    if tracker.active_loop.get("name"):
        return bool(tracker.get_slot(REQUESTED_SLOT) == "region")
    return bool(tracker.get_slot("region_wanted"))
