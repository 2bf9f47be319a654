"""What can go wrong with what came in through a channel, or is to go out."""

from desk.errors import DeskError


class UndeliveredNotFound(DeskError):
    """No such undelivered message, or it is another company's (the two are not told apart)."""

    code = "undelivered_not_found"
    kind = "not_found"
    message = "There is no such undelivered message."


class EventNotFound(DeskError):
    """No such event that was given up, or it is another company's (the two are not told apart)."""

    code = "event_not_found"
    kind = "not_found"
    message = "There is no such event that was given up."


class EventContentGone(DeskError):
    """What came in with the event is not kept any more, so it can't be tried again."""

    code = "event_content_gone"
    kind = "conflict"
    message = "What came in with this event is not kept any more; it can only be set aside."
