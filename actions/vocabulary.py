"""The words that Rasa and the actions share: intents, slots, offers."""

from typing import Final

from knowledge.vocabulary import RequestType

REQUEST_FORM: Final = "request_form"

REQUEST_TYPE_OF_INTENT: Final[dict[str, RequestType]] = {
    f"request_{word}": word for word in RequestType if word is not RequestType.ACCESS_CCPA
}
"""In California 開示 is `access_ccpa`: that follows from the region, not from the words."""

AMBIGUOUS_REMOVE: Final = "request_remove"
REQUEST_INTENTS: Final = frozenset({*REQUEST_TYPE_OF_INTENT, AMBIGUOUS_REMOVE, "request_unclear"})
MATTER_INTENTS: Final = frozenset(
    {"stop_marketing", "leave_service", "claim_damages", "report_leak", "seeks_advice"}
)
"""Matters beside the requests (actions.matters)."""
REMOVALS: Final = (RequestType.DELETION, RequestType.ERASURE, RequestType.USE_STOP)
"""What 「消して」 can mean, in the order in which it is offered."""

REMOVING: Final = (RequestType.DELETION, RequestType.ERASURE)
"""Those of them after which the data is gone; a suspension of use keeps it."""

KEPT_BACK: Final = "kept_back:"
"""In the slot `ambiguous`, before the removal that does not go on until it is told what is wished instead."""

ASKED_SLOTS: Final = ("request_type", "region", "requester", "subject", "reply_method")
"""What the form settles, in the order in which it asks."""

CLOSED: Final = "desk_closed"
NOT_OFFERED: Final = "not_offered"
HELD_FOR_CLIENT: Final = "held_for_client"
NO_AUTHORITY: Final = "no_authority"
DECEASED: Final = "deceased"
GIVEN_UP: Final = "given_up"
"""Outcomes: why there is no request (form)."""

NOT_FOR_OTHERS: Final = frozenset({NO_AUTHORITY, DECEASED})
"""Outcomes after which the talk may still be of the other person, and who asks may say who they are."""

HANDOFF: Final = "handoff"
COMPLAINT: Final = "complaint"
TO_A_PERSON: Final = frozenset({HANDOFF, COMPLAINT})
"""What a plain "yes" accepts where a person was offered (slot `offer`); COMPLAINT: because somebody complained."""
CANCEL: Final = "cancel"
CONTINUE: Final = "continue"
MORE: Final = "more"
EVERY_REGION: Final = "every_region"
REMOVE: Final = "remove"
"""Choice values beside the vocabulary's words."""

AFFIRM: Final = "affirm"
"""The intent of a yes."""

ASK_PRICE: Final = "ask_price"
"""The intent of a bare 「いくらですか」."""

NLU_FALLBACK: Final = "nlu_fallback"
