"""Whether a wish is for a relative's own data (「母の住所を訂正してほしい」), not just told of a relative. Pure."""

import re

from actions.words.by_right import of_ones_own_data
from actions.words.commands import commands
from actions.words.phrases import of_a_relative
from knowledge.several import asks

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


def wishes_for_a_relatives(text: str) -> bool:
    """Whether something is to be done with a relative's data: "Can you delete my mother's data?" is such a wish,
    "can my mother see it?" is none."""
    if not of_a_relative(text) or of_ones_own_data(text):
        return False
    if _NO_DATA_OF_THEIRS.search(text.replace("’", "'")) is not None:
        return False
    return not asks(text) or bool(commands(text)) or _HAS_IT_DONE.search(text) is not None
