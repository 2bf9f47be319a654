"""What can go wrong between a customer who waits, and the staff who take over."""

from desk.errors import DeskError


class NotWaiting(DeskError):
    """The conversation cannot be claimed: it does not wait for staff."""

    code = "not_waiting"
    kind = "conflict"
    message = "This conversation does not wait for staff."


class AlreadyClaimed(DeskError):
    """Another member of staff has it. `alias` is that person's alias."""

    code = "already_claimed"
    kind = "conflict"

    def __init__(self, alias: str) -> None:
        self.alias = alias
        super().__init__(f"Already claimed by {alias}.")


class NotClaimant(DeskError):
    """Only the member of staff who has the conversation may do this."""

    code = "not_claimant"
    kind = "conflict"
    message = "You do not have this conversation (any more)."


class ConversationEmptied(DeskError):
    """Its words are gone, by an erasure or in their time: what is written beside them would outlive them."""

    code = "conversation_emptied"
    kind = "conflict"
    message = "The words of this conversation are gone: nothing is added to it any more."


class ColleagueUnfit(DeskError):
    """Nobody of this id takes conversations of this company, or it is the very person who gives it away."""

    code = "colleague_unfit"
    kind = "invalid"
    message = "Choose a colleague who works for this company."


class ColleagueNotThere(DeskError):
    """The colleague is away or gone: nobody is given a conversation who is not there. `alias` is that person's."""

    code = "colleague_not_there"
    kind = "conflict"

    def __init__(self, alias: str) -> None:
        self.alias = alias
        super().__init__(f"{alias} is not there now.")


class CannedUnknown(DeskError):
    """The company has no such canned reply (any more)."""

    code = "canned_unknown"
    kind = "not_found"
    message = "There is no such canned reply."
