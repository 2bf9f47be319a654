"""Due regimes: which law, or whose own target, says by when a request is answered (`desk/rules/dues.yml`)."""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from desk.life import DueKind, RequestStatus
from desk.locales import Locale
from knowledge.vocabulary import Region, RequestType

CalendarName = Literal["desk", "us"]
Start = Literal["receipt", "complete_papers"]
Whose = Literal["law", "company"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Span(_Strict):
    """A length of time in exactly one unit."""

    days: Annotated[int, Field(ge=1)] | None = None
    months: Annotated[int, Field(ge=1)] | None = None
    business_days: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> "Span":
        if sum(unit is not None for unit in (self.days, self.months, self.business_days)) != 1:
            raise ValueError("give exactly one of days, months, business_days")
        return self


class Period(_Strict):
    """How long, from when, on which calendar, put off how far, standing still when."""

    start: Annotated[Start, Field(alias="from")]
    days: int | None = None
    months: int | None = None
    business_days: int | None = None
    target: str | None = None
    calendar: CalendarName = "desk"
    extension: Span | None = None
    pauses: tuple[RequestStatus, ...] = ()

    @model_validator(mode="after")
    def _length(self) -> "Period":
        if self.target is None:
            self.span_given()
        elif self.days or self.months or self.business_days:
            raise ValueError("a target has its length in settings.yml")
        return self

    def span_given(self) -> Span:
        """The length that the rule itself names."""
        return Span(days=self.days, months=self.months, business_days=self.business_days)


class Source(_Strict):
    """Where the rule stands, and what it says; `extension`: what a customer is told of the rule that puts a date off,
    by language."""

    law: str
    says: str
    extension: Mapping[Locale, str] = {}


class Regime(_Strict):
    """One regime; the head of `dues.yml` says what each member means."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    whose: Whose
    regions: tuple[Region | Literal["none"], ...]
    types: tuple[RequestType, ...] | None = None
    source: Source
    periods: Mapping[DueKind, Period]

    @model_validator(mode="after")
    def _honest(self) -> "Regime":
        for kind, period in self.periods.items():
            if (kind == "target") != (self.whose == "company"):
                raise ValueError("a company's own date is called target, and only such a date is")
            if self.whose == "law" and (period.pauses or period.target):
                raise ValueError("a law's period neither stands still nor comes from settings")
        return self

    def holds_for(self, region: Region | None, request_type: RequestType) -> bool:
        """Whether it speaks about this request."""
        return (region or "none") in self.regions and (self.types is None or request_type in self.types)


class _File(_Strict):
    regimes: tuple[Regime, ...]
    reminders: Mapping[DueKind, Annotated[int, Field(ge=0)]]


@dataclass(frozen=True, slots=True)
class DueRules:
    """All regimes by id, and how many days before a date staff is reminded of it."""

    regimes: Mapping[str, Regime]
    reminders: Mapping[DueKind, int]

    def regime(self, region: Region | None, request_type: RequestType) -> Regime | None:
        """The regime of a request, or None where nobody sets a date."""
        return next((one for one in self.regimes.values() if one.holds_for(region, request_type)), None)


def read_dues(data: Any) -> DueRules:
    """Check the file. Raises ValueError naming what is wrong, or where two regimes would hold for one request."""
    try:
        file = _File.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"dues.yml: {where}: {first['msg']}") from error
    regimes = {regime.id: regime for regime in file.regimes}
    if len(regimes) != len(file.regimes):
        raise ValueError("dues.yml: a regime is given twice")
    for region in (*Region, None):
        for kind in RequestType:
            found = [one.id for one in file.regimes if one.holds_for(region, kind)]
            if len(found) > 1:
                raise ValueError(f"dues.yml: {' and '.join(found)} both hold for {kind} ({region or 'none'})")
    return DueRules(types.MappingProxyType(regimes), types.MappingProxyType(dict(file.reminders)))


@lru_cache(maxsize=1)
def due_rules() -> DueRules:
    """The rules in force."""
    return read_dues(yaml.safe_load(files("desk.rules").joinpath("dues.yml").read_text(encoding="utf-8")))
