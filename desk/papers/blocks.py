"""What a paper is made of: pieces of text with a place in the layout (`page.typ` draws each kind).

Values of customers are kept out of `repr`, so that no traceback shows them.
"""

from dataclasses import asdict, dataclass, field, replace
from typing import Any, ClassVar, Literal

from desk.locales import Locale


@dataclass(frozen=True, slots=True)
class Title:
    """The paper's name, once, at its head."""

    kind: ClassVar[str] = "title"
    text: str
    gloss: str | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a part."""

    kind: ClassVar[str] = "heading"
    text: str
    gloss: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `gloss` is the same in the customer's language, set small beneath."""

    kind: ClassVar[str] = "paragraph"
    text: str = field(repr=False)
    gloss: str | None = None
    align: Literal["left", "right", "center"] = "left"


@dataclass(frozen=True, slots=True)
class Notice:
    """A box that must not be overlooked (`strong`), or a plain one."""

    kind: ClassVar[str] = "notice"
    text: str
    gloss: str | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a form; `room` millimetres are left for handwriting. `words`: names and addresses, whose lines end
    between words."""

    label: str
    value: str = field(default="", repr=False)
    gloss: str | None = None
    room: float = 0
    words: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A form: labels and values under a head of two cells. `figures`: long labels with a short value each."""

    kind: ClassVar[str] = "rows"
    header: tuple[str, str]
    rows: tuple[Row, ...]
    figures: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to tick, what to mind about it, and the words of the policy that ask for it, with their place."""

    text: str
    gloss: str | None = None
    notes: tuple[str, ...] = ()
    quote: str | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Checks:
    """Things to tick."""

    kind: ClassVar[str] = "checks"
    items: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A plain list."""

    kind: ClassVar[str] = "bullets"
    items: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the policy and their place."""

    kind: ClassVar[str] = "quote"
    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class SignLine:
    """A line to write on; `value` is printed on it beforehand."""

    label: str
    gloss: str | None = None
    value: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sign:
    """Lines for date and signature."""

    kind: ClassVar[str] = "sign"
    lines: tuple[SignLine, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Who a letter goes to or comes from. `country`: in capitals on a line of its own, as the post wants it for a
    letter from abroad. `name_first`: as an address is read where it goes from small to large."""

    name: str = field(repr=False)
    address: str = field(default="", repr=False)
    postal: str = ""
    country: str = ""
    name_first: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Date and numbers, the addressee (in the window of an envelope), the sender."""

    kind: ClassVar[str] = "letterhead"
    meta: tuple[str, ...]
    to: Side
    sender: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Label:
    """Two labels to cut out."""

    kind: ClassVar[str] = "label"
    to: Side
    sender: Side
    to_heading: str
    from_heading: str


Block = (
    Title | Heading | Paragraph | Notice | Rows | Checks | Bullets | Quote | Sign | Letterhead | Label
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper. `footer` stands on every page; `watermark` (下書き) behind the text; `gloss_lang`: of glosses."""

    title: str
    lang: Locale
    footer: tuple[str, ...]
    blocks: tuple[Block, ...]
    watermark: str | None = None
    gloss_lang: Locale = "en"

    def to_json(self) -> dict[str, Any]:
        """In the shape that `page.typ` reads: each block with its kind."""
        return {
            "title": self.title,
            "lang": self.lang,
            "gloss_lang": self.gloss_lang,
            "footer": list(self.footer),
            "watermark": self.watermark,
            "blocks": [{"kind": block.kind, **asdict(block)} for block in _places_once(self.blocks)],
        }


def _places_once(blocks: tuple[Block, ...]) -> list[Block]:
    """Of quotations that follow each other from the same place, only the last names it."""
    found: list[Block] = []
    for block, after in zip(blocks, (*blocks[1:], None), strict=True):
        if isinstance(block, Quote) and isinstance(after, Quote) and block.place == after.place:
            found.append(replace(block, place=""))
        else:
            found.append(block)
    return found
