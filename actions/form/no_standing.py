"""What is taken for a look-up of another request in the form, by a guess that its words do not bear. Pure."""

from dataclasses import replace

from actions.case import FAIRLY_SURE, Case, Heard
from actions.words.standing import may_be_standing, may_miss_receipt


def is_no_look_up(case: Case, heard: Heard) -> bool:
    """Whether a request's standing or a missing receipt is only guessed, nothing has been opened, and no word of the
    message speaks of it."""
    if heard.pressed or case.opened or heard.confidence >= FAIRLY_SURE:
        return False
    if heard.intent == "ask_status":
        return not may_be_standing(heard.text)
    return heard.intent == "give_receipt_missing" and not may_miss_receipt(heard.text)


def without_look_up(case: Case, heard: Heard) -> Heard:
    """The message as it tells something; a right that it names is the request under way, where it is that one."""
    if not is_no_look_up(case, heard):
        return heard
    same = case.request_type is not None and heard.named[-1:] == (case.request_type,)
    named = {"request_type": str(case.request_type)} if same else {}
    return replace(heard, intent="inform", values={**heard.values, **named})
