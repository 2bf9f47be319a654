"""How far a conversation has come with its request: the actions say it, and the turn that opens or withdraws one."""

from enum import StrEnum


class Stage(StrEnum):
    """The slot `stage`. A request's own standing is another thing: its status (`desk.statuses`)."""

    NONE = "none"
    OFFERED = "form_offered"
    OPENED = "opened"
    WITHDRAWN = "withdrawn"
