"""What customers write, before and after masking: two types that nothing can take for one another.

`RawText` is a class, not a kind of `str`: it does not fit where a text is stored, logged, sent or shown, and its `repr`
says nothing. `MaskedText` is comes out of masking, and reads as any text does (docs/decisions/0050). `SetApart` is
what was taken out of it besides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NewType

from desk.requests.receipts import Receipt

MaskedText = NewType("MaskedText", str)
"""Text that has been through `desk.chat.masking.Masker.mask`. Only this may be stored, logged or forwarded."""

Kept = str | int | float | bool | None | Sequence["Kept"] | Mapping[str, "Kept"]
"""What may be kept as JSON. A `RawText` is none of it, however deep in a mapping it is put."""


class RawText:
    """What somebody typed, as long as it has not been masked. In memory only."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def unmasked(self) -> str:
        """The text itself: for masking, for finding receipts and codes, for a keyed hash. Nothing else asks for it."""
        return self._text

    def is_blank(self) -> bool:
        """Whether nothing was written but white space."""
        return not self._text.strip()

    def first(self, most: int) -> "RawText":
        """At most so many characters of it."""
        return RawText(self._text[:most])

    def on_one_line(self) -> "RawText":
        """The same with one space for any white space."""
        return RawText(" ".join(self._text.split()))

    def __len__(self) -> int:
        return len(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RawText) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "RawText(...)"

    def __format__(self, spec: str) -> str:
        raise TypeError("a raw text is not written into another one: mask it")

    def __str__(self) -> str:
        return repr(self)

    def __reduce__(self) -> Any:
        raise TypeError("a raw text is not kept: mask it")


def kept_masked(text: str) -> MaskedText:
    """A text out of our own store, where only masked ones are put: the one place where it becomes one again."""
    return MaskedText(text)


@dataclass(frozen=True, slots=True)
class SetApart:
    """What was found in a customer's text beside what may stand in the transcript.

    Attributes:
        receipt, access_code: to be consumed by the gateway.
        masked: the kinds of data that the text holds placeholders for.
        maybe_receipt, maybe_code: what is a receipt without its MDG, or an access code, only where one is expected.
        plain, plain_masked: the text with the latter left in it, masked otherwise, and its kinds.
    The last two lines hold something only until the message's turn has come (docs/decisions/0065).
    """

    receipt: Receipt | None = field(default=None, repr=False)
    access_code: str | None = field(default=None, repr=False)
    masked: frozenset[str] = frozenset()
    maybe_receipt: Receipt | None = field(default=None, repr=False)
    maybe_code: str | None = field(default=None, repr=False)
    plain: MaskedText | None = field(default=None, repr=False)
    plain_masked: frozenset[str] = frozenset()


NOTHING_APART = SetApart()
