"""An announced incident: what customers read, what staff say and ask, and from when until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

from desk.calendar.dues import FIRST_DAY, LAST_DAY
from desk.errors import ChangeInvalid, DeskError
from desk.locales import LOCALES, Locale
from knowledge.vocabulary import CompanyId

Category = Literal["leak"]
Fault = Literal["company", "unknown", "other"]
"""Whose responsibility it is, as far as is known: the company's own, not known yet, somebody else's. A policy's waiver
of the fee may hang on it (Prestige: 当社グループの責に帰する)."""
FAULTS: tuple[str, ...] = get_args(Fault)
IncidentState = Literal["planned", "running", "ended"]
MAX_TITLE, MAX_TEXT, MAX_SCRIPT, MAX_KEYWORDS = 120, 1200, 4000, 20


class IncidentNotFound(DeskError):
    """There is no such incident of a company that this person works for."""

    code = "incident_not_found"
    kind = "not_found"
    message = "There is no such incident."


class IncidentOver(DeskError):
    """An incident that has ended is history: it is not changed, nor ended again."""

    code = "incident_over"
    kind = "conflict"
    message = "This incident has ended: announce a new one."


@dataclass(frozen=True, slots=True)
class Draft:
    """What is announced. `title` and `text` by language, Japanese always; `script`: what staff say and ask;
    `keywords`: words by which a customer means this incident; `dated`: the date that the notice bears; `ends_at` None:
    until somebody ends it."""

    company: CompanyId
    dated: date
    title: Mapping[str, str]
    text: Mapping[str, str]
    script: str
    fault: Fault = "unknown"
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    keywords: tuple[str, ...] = ()

    def checked(self, now: datetime) -> "Draft":
        """The same, trimmed. Raises ChangeInvalid naming the field and what it may be."""
        if self.fault not in FAULTS:
            raise ChangeInvalid(f"fault: one of {', '.join(FAULTS)}.", "fault", FAULTS)
        title = _languages("title", self.title, MAX_TITLE)
        text = _languages("text", self.text, MAX_TEXT)
        if title.keys() != text.keys():
            odd = ", ".join(sorted(title.keys() ^ text.keys()))
            raise ChangeInvalid(f"text: title and text in the same languages (not {odd}).", "text")
        script = self.script.strip()
        if not script or len(script) > MAX_SCRIPT:
            raise ChangeInvalid(f"script: 1 to {MAX_SCRIPT} characters.", "script")
        words = tuple(dict.fromkeys(word.strip() for word in self.keywords if word.strip()))
        if len(words) > MAX_KEYWORDS or any(not 2 <= len(word) <= 40 for word in words):
            raise ChangeInvalid(
                f"keywords: at most {MAX_KEYWORDS} words of 2 to 40 characters each.", "keywords"
            )
        if not FIRST_DAY <= self.dated <= LAST_DAY:
            raise ChangeInvalid("dated: a day of the years from 2000 to 2999.", "dated")
        for name, moment in (("starts_at", self.starts_at), ("ends_at", self.ends_at)):
            # In the first and the last hours of the calendar a moment cannot be told in every zone.
            if moment is not None and not FIRST_DAY <= moment.date() <= LAST_DAY:
                raise ChangeInvalid(f"{name}: a moment of the years from 2000 to 2999.", name)
        starts = self.starts_at or now
        if self.ends_at is not None and self.ends_at <= max(starts, now):
            raise ChangeInvalid("ends_at: later than now and than the beginning.", "ends_at")
        return Draft(self.company, self.dated, title, text, script, self.fault, starts, self.ends_at, words)


def _languages(field: str, given: Mapping[str, str], longest: int) -> dict[str, str]:
    unknown = sorted(set(given) - set(LOCALES))
    if unknown:
        raise ChangeInvalid(f"{field}: languages are {', '.join(LOCALES)}.", field, LOCALES)
    found: dict[str, str] = {name: given[name].strip() for name in LOCALES if given.get(name, "").strip()}
    if "ja" not in found:
        raise ChangeInvalid(f"{field}: Japanese is always there.", f"{field}_ja")
    for name, words in found.items():
        if len(words) > longest:
            raise ChangeInvalid(f"{field}: at most {longest} characters.", f"{field}_{name}")
    return found


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident as kept. `state`: planned (not begun), running, ended."""

    id: str
    company: CompanyId
    category: Category
    fault: Fault
    dated: date
    starts_at: datetime
    ends_at: datetime | None
    ended_by: str | None
    revision: int
    title: Mapping[str, str]
    text: Mapping[str, str]
    script: str = field(repr=False)
    keywords: tuple[str, ...] = ()
    created_by: str = ""
    created_at: datetime | None = None
    state: IncidentState = "running"

    def words(self, locale: Locale) -> tuple[str, str]:
        """Title and text for a customer: their language, else English, else Japanese."""
        language = next((one for one in (locale, "en", "ja") if one in self.title), "ja")
        return self.title[language], self.text[language]


@dataclass(frozen=True, slots=True)
class IncidentCounts:
    """Its own category of enquiries: messages about it in the chat and the conversations they came in, records of kind
    leak enquiry, and requests opened in its connection."""

    questions: int
    conversations: int
    enquiries: int
    requests: int
