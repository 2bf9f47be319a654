"""Operator settings of one company: what comes from outside the policy, with source, author and date.

Nothing here is ever cited as policy; notes are shown as 「窓口からの補足」.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from knowledge.facts.errors import FactsError
from knowledge.facts.keys import SHAPES
from knowledge.facts.loading import UniqueKeyLoader

SETTINGS_FILE = "settings.yml"
ZONE = "Asia/Tokyo"
"""Where the desks are: days are counted and hours told there, unless a company's hours name another zone."""
_DEFAULT_HOURS: Mapping[str, Any] = {
    "weekly": {"mon-fri": ["09:00-17:00"]},
    "timezone": ZONE,
    "holidays": True,
    "closed_dates": ["12-29", "12-30", "12-31", "01-01", "01-02", "01-03"],
}


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OperatorNote(_Strict):
    """A remark of the operator. `about` are the desk fact keys beside which it is shown.

    `text` holds the wording per language (at least `ja`); `source` says where the operator has it from.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    about: Annotated[list[str], Field(min_length=1)]
    text: dict[str, str]
    source: Annotated[str, Field(min_length=1)]
    author: Annotated[str, Field(min_length=1)]
    date: dt.date

    def in_language(self, locale: str) -> str:
        """The note's text in this language, else in Japanese."""
        return self.text.get(locale) or self.text["ja"]


class Length(_Strict):
    """A length of time in exactly one unit."""

    days: Annotated[int, Field(ge=1, le=1000)] | None = None
    months: Annotated[int, Field(ge=1, le=36)] | None = None
    business_days: Annotated[int, Field(ge=1, le=500)] | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> Length:
        if sum(unit is not None for unit in (self.days, self.months, self.business_days)) != 1:
            raise ValueError("give exactly one of days, months, business_days")
        return self


class TargetSettings(_Strict):
    """The company's own periods, never the law's. `answer`: by the name of the law that gives no number of days
    (`desk/rules/dues.yml`); `correction`: how long a correction (補正) may take."""

    answer: dict[Literal["appi", "pipl"], Length] = Field(default_factory=dict)
    correction: Length | None = None


class Retention(_Strict):
    """How many days this company's data is kept where its policy does not say; None: the installation's setting.

    `requests_days` counts from the end of a request, `chat_days` from a conversation's last change.
    """

    requests_days: Annotated[int, Field(ge=1)] | None = None
    chat_days: Annotated[int, Field(ge=1)] | None = None


class OperatorSettings(_Strict):
    """All operator data of one company.

    `name` is the company's name where no `desk.yml` states it; `staff_hours` are the opening hours of the
    operator's own staff behind the chat (the shape that `desk.calendar.hours.parse_hours` reads); `targets` by when
    the company means to answer where no law says so; `letter_languages` in which languages the desk writes letters,
    Japanese always.
    """

    name: str | None = None
    staff_hours: dict[str, Any] = Field(default_factory=lambda: dict(_DEFAULT_HOURS))
    targets: TargetSettings = Field(default_factory=TargetSettings)
    notes: list[OperatorNote] = Field(default_factory=list)
    retention: Retention = Field(default_factory=Retention)
    letter_languages: tuple[Literal["ja", "en", "zh"], ...] = ("ja",)

    @field_validator("letter_languages")
    @classmethod
    def _japanese_always(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if "ja" not in given or len(set(given)) != len(given):
            raise ValueError("ja, and en or zh if the desk writes English or Chinese, each once")
        return given

    def notes_about(self, *keys: str) -> tuple[OperatorNote, ...]:
        """The notes shown beside any of these fact keys, in the order of the file."""
        return tuple(note for note in self.notes if set(note.about) & set(keys))


def load_settings(company_dir: Path) -> OperatorSettings:
    """The settings of a company; the defaults where it has no `settings.yml`. Raises FactsError when broken."""
    path = company_dir / SETTINGS_FILE
    company = company_dir.name
    if not path.exists():
        return OperatorSettings()
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=UniqueKeyLoader)  # noqa: S506 - a SafeLoader
        settings = OperatorSettings.model_validate(data or {})
    except UnicodeDecodeError as error:
        raise FactsError(company, SETTINGS_FILE, f"is not UTF-8 (byte {error.start})") from None
    except yaml.YAMLError as error:
        raise FactsError(company, SETTINGS_FILE, f"is not valid YAML ({error})") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise FactsError(company, f"{SETTINGS_FILE} {where}", first["msg"]) from error
    seen: set[str] = set()
    for note in settings.notes:
        unknown = [key for key in note.about if key not in SHAPES]
        if unknown:
            raise FactsError(company, f"{SETTINGS_FILE} notes.{note.id}", "unknown desk fact key", unknown[0])
        if "ja" not in note.text:
            raise FactsError(company, f"{SETTINGS_FILE} notes.{note.id}", "a note needs a Japanese text")
        if note.id in seen:
            raise FactsError(company, f"{SETTINGS_FILE} notes.{note.id}", "note given twice")
        seen.add(note.id)
    return settings
