"""What a customer's message was about, as far as the figures need it: kinds and topics, never words of the customer."""

from dataclasses import dataclass
from typing import Literal

AskedKind = Literal["answer", "not_stated", "out_of_scope"]
ASKED_KINDS: tuple[AskedKind, ...] = ("answer", "not_stated", "out_of_scope")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and whether the policy answered it. `topic` is a word of knowledge/topics, None where none stood
    out; `confidence` (0..1) that the policy answers."""

    kind: AskedKind
    topic: str | None = None
    confidence: float | None = None
