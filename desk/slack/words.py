"""The wording of Slack, in the language of the desk's staff."""

from typing import Any

from desk.locales import Locale
from desk.wording import has, render


class Words:
    """`words("claim")` is the text of `slack.claim`."""

    def __init__(self, locale: Locale = "ja") -> None:
        self.locale = locale

    def __call__(self, key: str, **params: Any) -> str:
        """The text under a key. Raises WordingError: there is none, or a parameter is missing."""
        return render(f"slack.{key}", self.locale, params)

    def of(self, group: str, word: str, **params: Any) -> str:
        """The text for a word of a vocabulary; what it does not have a text for is `other`."""
        key = f"slack.{group}.{word}"
        return render(key if has(key) else f"slack.{group}.other", self.locale, params)

    def term(self, group: str, word: str) -> str:
        """A word of the desk's own vocabulary (`region.jp`); itself where there is no text for it."""
        key = f"{group}.{word}"
        return render(key, self.locale) if has(key) else word
