"""Whether the last question was where somebody lives, and whose home is meant then."""

from rasa_sdk import Tracker
from rasa_sdk.forms import REQUESTED_SLOT

from actions.words.by_right import of_ones_own_data
from actions.words.of_kin import wishes_for_a_relatives
from actions.words.phrases import names_other_relative, of_a_relative
from knowledge.vocabulary import Requester


def who_asks(tracker: Tracker) -> str | None:
    """Who makes the request, as far as it says whose home is meant: of a relative whose data is wanted it is theirs
    ("She lives in Tokyo"), whoever asks."""
    requester: str | None = tracker.get_slot("requester")
    if requester is not None or not tracker.active_loop.get("name"):
        return requester
    said = [str(one.get("text") or "") for one in tracker.events if one["event"] == "user"][:-1]
    wished = next((one for one in reversed(said) if of_a_relative(one) or of_ones_own_data(one)), "")
    theirs = wishes_for_a_relatives(wished)
    theirs = theirs and not names_other_relative(str(tracker.latest_message.get("text") or ""), wished)
    return str(Requester.VOLUNTARY_AGENT) if theirs else None


def asked_where(tracker: Tracker) -> bool:
    """Whether the desk has just asked where somebody lives: for the form, or for a question that waits for it."""
    if tracker.active_loop.get("name"):
        return bool(tracker.get_slot(REQUESTED_SLOT) == "region")
    return bool(tracker.get_slot("region_wanted"))
