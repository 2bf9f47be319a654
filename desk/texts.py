"""What customers write, before and after masking: two types that nothing can take for one another.

`RawText` is a class, not a kind of `str`: it does not fit where a text is stored, logged, sent or shown, and its `repr`
says nothing. `MaskedText` is what comes out of masking, and reads as any text does (docs/decisions/0050).
"""

from typing import Any, NewType

MaskedText = NewType("MaskedText", str)
"""Text that has been through `desk.chat.masking.Masker.mask`. Only this may be stored, logged or forwarded."""


class RawText:
    """What somebody typed, as long as it has not been masked. In memory only."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def unmasked(self) -> str:
        """The text itself: for masking, for finding receipts and codes, for a keyed hash. Nothing else asks for it."""
        return self._text

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
