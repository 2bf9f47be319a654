"""The wording of papers. What goes to the company's desk is Japanese, with the customer's language small beneath;
what is for the customer is in the customer's own language."""

import re
from collections.abc import Mapping
from typing import Any

from desk.locales import Locale
from desk.papers.blocks import Heading, Notice, Paragraph, Quote, Row, SignLine, Title
from desk.papers.case import Case, Stated
from desk.requests.receipts import Receipt
from desk.wording import render

_NAMES = frozenset({"to", "name", "address"})
"""Rows of a form whose lines end between words."""
_ORNAMENT = re.compile(r"^[■□◆◇●○▲△▼▽★☆]\s*")
"""What a policy prints before some of its headings, and what would be left alone at the end of a line here."""
_NUMBER = re.compile(r"^([0-9.()（）]+) ")
_TOGETHER = "\N{NO-BREAK SPACE}"
"""Between a number and its heading, between a mark and what it stands before: no line ends there."""


class Speech:
    """Texts of one paper. Keys are those below `papers` in the wording."""

    def __init__(self, lang: Locale) -> None:
        self.lang = lang

    def ja(self, key: str, **params: Any) -> str:
        """In Japanese."""
        return render(f"papers.{key}", "ja", params)

    def gloss(self, key: str, **params: Any) -> str | None:
        """The same for a customer who does not read Japanese; None where that is not needed."""
        return None if self.lang == "ja" else render(f"papers.{key}", self.lang, params)

    def own(self, key: str, **params: Any) -> str:
        """In the customer's language only."""
        return render(f"papers.{key}", self.lang, params)

    # What goes to the desk, with its gloss:

    def title(self, key: str, *, draft: bool = False) -> Title:
        """The paper's name; a draft is called so."""
        ja, gloss = self.ja(key), self.gloss(key)
        if draft:
            ja = self.ja("draft_mark", title=ja)
            gloss = gloss and self.gloss("draft_mark", title=gloss)
        return Title(ja, gloss)

    def heading(self, key: str) -> Heading:
        """The head of a part."""
        return Heading(self.ja(key), self.gloss(key))

    def paragraph(self, key: str, align: Any = "left", **params: Any) -> Paragraph:
        """Running text."""
        return Paragraph(self.ja(key, **params), self.gloss(key, **params), align)

    def notice(self, *keys: str, strong: bool = False, **params: Any) -> Notice:
        """A box, one line a key."""
        gloss = [self.gloss(key, **params) for key in keys]
        both = "\n".join(text for text in gloss if text)
        return Notice("\n".join(self.ja(key, **params) for key in keys), both or None, strong)

    def row(self, name: str, value: str, room: float = 0) -> Row:
        """A line of a form; room for handwriting only where nothing is printed."""
        words = name in _NAMES
        return Row(self.ja(f"row.{name}"), value, self.gloss(f"row.{name}"), 0 if value else room, words)

    def sign_line(self, name: str, value: str = "") -> SignLine:
        """A line to write on."""
        return SignLine(self.ja(f"row.{name}"), self.gloss(f"row.{name}"), value)

    def head(self) -> tuple[str, str]:
        """The head of a form's two columns."""
        return self.ja("form_head"), self.ja("form_value")

    # What the policy says:

    def quote(self, stated: Stated) -> Quote:
        """Words of the policy and their place."""
        return Quote(stated.quote, self.place(stated))

    def place(self, stated: Stated) -> str:
        """Where the words stand."""
        if stated.section in ("", stated.document):
            return stated.document
        parts = [_ORNAMENT.sub("", part) for part in stated.section.split(" > ")]
        section = f" ›{_TOGETHER}".join(_NUMBER.sub(rf"\1{_TOGETHER}", part) for part in parts)
        return self.own("place", document=stated.document, section=section)

    def word(self, group: str, value: str | None) -> tuple[str, str | None]:
        """A word of the vocabulary (request type, region ...) in Japanese, and as gloss."""
        if not value:
            return "", None
        key = f"{group}.{value}"
        return render(key, "ja"), None if self.lang == "ja" else render(key, self.lang)

    def own_word(self, group: str, value: str | None) -> str:
        """A word of the vocabulary in the customer's language."""
        return render(f"{group}.{value}", self.lang) if value else ""

    def both(self, group: str, value: str | None) -> str:
        """A word of the vocabulary in Japanese, with the customer's own beneath."""
        return "\n".join(dict.fromkeys(text for text in self.word(group, value) if text))


def footer(case: Case, lang: Locale, receipt: Receipt) -> tuple[str, str]:
    """What stands on every page: whose desk this is not, and what the paper was made from."""
    texts: Mapping[str, Any] = {
        "receipt": receipt,
        "version": case.record.policy_version[:12],
        "today": case.today,
    }
    return (
        render("papers.footer_not_real", lang, {"company": case.company}),
        render("papers.footer_origin", lang, texts),
    )
