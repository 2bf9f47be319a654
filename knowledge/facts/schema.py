"""The shape of `desk.yml` (pydantic, strict, unknown keys refused). `docs/` explains it to operators."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knowledge.vocabulary import CompanyId, Region, Requester, RequestType


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Quotation(_Strict):
    """A verbatim piece of the policy.

    Its place must be unique in the sheet's own part of the text; where the text repeats itself, `after`
    (an anchor, the first occurrence behind it counts) or `occurrence` (from 1) says which one is meant.
    `within` names another part: `base` or a region.
    """

    text: Annotated[str, Field(min_length=2)]
    within: str | None = None
    after: str | None = None
    occurrence: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _plain_text(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data


Quotations = Annotated[list[Quotation], Field(min_length=1)]


class StatedFact(_Strict):
    """A value with the quotations it rests on.

    Text leaves of the value stand literally in the quotations. Anything else is derived: `rule` derives the
    whole value, `rules` single fields of it. `for` limits the fact to some request types, `requester` to
    some requesters. `adds` in a region's sheet: it stands beside the base fact instead of replacing it.
    """

    value: Any
    quote: Quotations
    rule: str | None = None
    rules: dict[str, str] = Field(default_factory=dict)
    request_types: list[RequestType] | None = Field(default=None, alias="for")
    requesters: list[Requester] | None = Field(default=None, alias="requester")
    adds: bool = False
    also: list[Quotation] = Field(default_factory=list)

    @model_validator(mode="before")
    @classmethod
    def _one_quotation(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("quote"), (str, dict)):
            return {**data, "quote": [data["quote"]]}
        return data


class SilentFact(_Strict):
    """The policy does not state this.

    `not_stated` lists the terms that were searched for. Each of them occurs nowhere in the sheet's part of
    the text, except inside `near` (said nearby, shown to the customer) and `judged` (read, and found not
    to answer): a new occurrence in a changed policy breaks the build until somebody has read it. A judged
    quotation stands for the one place that was read, not for the same words elsewhere. `instead` names the
    request type under which the text gives the same right.
    """

    not_stated: Annotated[list[Annotated[str, Field(min_length=1)]], Field(min_length=1)]
    why: str | None = None
    near: list[Quotation] = Field(default_factory=list)
    judged: list[Quotation] = Field(default_factory=list)
    request_types: list[RequestType] | None = Field(default=None, alias="for")
    instead: RequestType | None = None


Entry = StatedFact | SilentFact
ENTRY_WORDS: tuple[str, ...] = tuple(
    dict.fromkeys(
        field.alias or name
        for shape in (StatedFact, SilentFact)
        for name, field in shape.model_fields.items()
    )
)
"""The words by which an entry says what it holds: `value`, `quote`, `rule`, ..., `not_stated`, ..."""


def entry_from(data: Any) -> Entry:
    """One entry of a sheet; which of the two shapes is decided by the key `not_stated`."""
    if isinstance(data, dict) and "not_stated" in data:
        return SilentFact.model_validate(data)
    return StatedFact.model_validate(data)


class Chapter(_Strict):
    """A part of the text: the first words of its heading, and of what follows (absent: up to the end)."""

    chapter_from: str
    chapter_to: str | None = None


class RegionSheet(_Strict):
    """One region: the chapter that holds its rules (absent: the base alone), further ones, and what they change."""

    name: str
    chapter_from: str | None = None
    chapter_to: str | None = None
    more: list[Chapter] = Field(default_factory=list)
    facts: dict[str, Any] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _facts_need_a_chapter(self) -> RegionSheet:
        if (self.facts or self.more) and self.chapter_from is None:
            raise ValueError("a region with facts or more chapters needs chapter_from")
        return self

    @property
    def chapters(self) -> list[Chapter]:
        """All chapters of the region, in the file's order."""
        if self.chapter_from is None:
            return []
        return [Chapter(chapter_from=self.chapter_from, chapter_to=self.chapter_to), *self.more]


class DeskFile(_Strict):
    """A whole `desk.yml`: the company's facts, and what the regional chapters change."""

    company: CompanyId
    short_name: str
    facts: dict[str, Any]
    regions: dict[Region, RegionSheet] = Field(default_factory=dict)
