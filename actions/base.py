"""What all actions share: their collaborators, and slot events from a changed case."""

from dataclasses import dataclass
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet

from actions.case import Case, Heard
from actions.ports import Answers, DeskBook, Hours
from actions.vocabulary import REQUEST_FORM
from actions.words.homes import names_in_passing, tells_home


@dataclass(frozen=True)
class Collaborators:
    """What the composition root hands to every action."""

    book: DeskBook
    answers: Answers
    hours: Hours


class DeskAction(Action):  # type: ignore[misc]  # rasa-sdk carries no types
    """An action with its collaborators. Subclasses set `NAME`, the name in bot/domain."""

    NAME = ""

    def __init__(self, with_: Collaborators) -> None:
        self.book, self.answers, self.hours = with_.book, with_.answers, with_.hours

    def name(self) -> str:
        """Rasa's name of the action."""
        return self.NAME


def slot_events(before: Case, after: Case) -> list[dict[str, Any]]:
    """The events that turn one case into the other."""
    return [SlotSet(name, value) for name, value in before.changes(after).items()]


def remembering(case: Case, heard: Heard, book: DeskBook) -> Case:
    """The case with the region that a message tells in passing, if none is known, or that it says in so many words to
    be where the customer lives (「パリに住んでいます。…」). Where a shop or an office is tells none."""
    told = heard.values.get("region")
    region = None if told is None or names_in_passing(heard.text) else told
    if (case.region is None or tells_home(heard.text)) and region in book.regions(case.company):
        return case.with_(region=region)
    return case


def in_form(tracker: Tracker) -> bool:
    """Whether a request is being filled in: then the form asks on, and a greeting need not ask what is wanted."""
    return bool(tracker.active_loop.get("name") == REQUEST_FORM)


def heard_already(tracker: Tracker, form: str) -> bool:
    """Whether another action has taken up the last message (then the form does not take it again)."""
    for event in reversed(tracker.events):
        if event["event"] == "user":
            return False
        if event["event"] == "action" and event["name"] not in (
            form,
            "action_listen",
            "action_extract_slots",
        ):
            return True
    return True
