"""What `/privacy ...` asks for.

/privacy 開示の手数料はいくらですか          about the company and region that are remembered
/privacy ocs/jp 開示の手数料は              about OCS for a customer in Japan; both are remembered
/privacy company:ocs region:jp 質問         the same, also 会社: and 地域:
/privacy company:oni                        only remember (`all` and `any` forget)
/privacy link CODE, unlink, help
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from desk.slack.text import plain
from desk.texts import RawText
from desk.words import named
from knowledge.vocabulary import CompanyId, Region

FORGET = frozenset({"all", "any", "none", "なし", "すべて", "全社"})
_NAMED = re.compile(r"(company|会社|region|地域)\s*[:=]\s*(\S+)\s*", re.IGNORECASE)
_COMPANY_WORDS = frozenset({"company", "会社"})
_REGION_WORDS = {
    "日本": Region.JP, "japan": Region.JP, "eea": Region.EEA_UK, "eu": Region.EEA_UK, "uk": Region.EEA_UK,
    "欧州": Region.EEA_UK, "英国": Region.EEA_UK, "中国": Region.CHINA,
    "カリフォルニア": Region.CALIFORNIA, "ca": Region.CALIFORNIA, "その他": Region.OTHER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ask:
    """Look `question` up (empty: only remember). A name is None where none was given, "" where it is to be
    forgotten."""

    question: RawText
    company: CompanyId | Literal[""] | None = None
    region: Region | Literal[""] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Link this Slack user by a code."""

    code: str


@dataclass(frozen=True, slots=True)
class Unlink:
    """Take the link away."""


@dataclass(frozen=True, slots=True)
class Help:
    """Say how it is used."""


Command = Ask | Link | Unlink | Help


class Unknown(ValueError):
    """A company or region that there is not. `what` is "company" or "region"."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"unknown {what}")


def parse(text: str, companies: Collection[CompanyId]) -> Command:
    """The command in what follows `/privacy`. Raises Unknown."""
    text = " ".join(text.split())
    word, _, rest = text.partition(" ")
    simple = unicodedata.normalize("NFKC", word).lower()
    if not text or (simple in ("help", "?", "使い方") and not rest):
        return Help()
    if simple == "link" and rest and " " not in rest:
        return Link(rest)
    if simple == "unlink" and not rest:
        return Unlink()
    return _ask(text, {name.lower(): name for name in companies})


def _ask(text: str, called: dict[str, CompanyId]) -> Ask:
    company: CompanyId | Literal[""] | None = None
    region: Region | Literal[""] | None = None
    head, _, rest = text.partition(" ")
    first, slash, second = unicodedata.normalize("NFKC", head).partition("/")
    if first.lower() in called:
        company, text = called[first.lower()], rest
        if slash:
            region = region_of(second)
    while (match := _NAMED.match(unicodedata.normalize("NFKC", text))) is not None:
        name, value = match[1].lower(), match[2]
        if name in _COMPANY_WORDS:
            company = _company(value, called)
        else:
            region = region_of(value)
        text = unicodedata.normalize("NFKC", text)[match.end() :]
    return Ask(plain(text), company, region)


def _company(word: str, called: dict[str, CompanyId]) -> CompanyId | Literal[""]:
    if word.lower() in FORGET:
        return ""
    if word.lower() not in called:
        raise Unknown("company")
    return called[word.lower()]


def region_of(word: str) -> Region | Literal[""]:
    """The region that a word names; "" for the words that forget it. Raises Unknown."""
    word = word.lower()
    if word in FORGET:
        return ""
    found = named(Region, word) or _REGION_WORDS.get(word)
    if found is None:
        raise Unknown("region")
    return found
