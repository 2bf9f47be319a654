"""A dialogue's state as it is kept with its conversation. What it means, and what changes it: `api.turns.dialogue`."""

from typing import Any, TypedDict


class KeptDialogue(TypedDict):
    """The JSON as it stands in the database, sealed.

    Attributes:
        slots: every slot of Rasa's that is set.
        active_loop: the form that is active, if any.
    """

    slots: dict[str, Any]
    active_loop: str | None
