"""Desk facts as the rest of the program sees them: values with citations that have start and end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from knowledge.citations import Citation
from knowledge.vocabulary import CompanyId, Region, Requester, RequestType


@dataclass(frozen=True, slots=True)
class Fact:
    """One checked fact. `region` is the chapter it stands in, None for the base (OCS: chapter 1).

    `citations` carry the value; `also` are quotations that belong to the same matter.
    """

    key: str
    value: Any
    citations: tuple[Citation, ...]
    also: tuple[Citation, ...] = ()
    region: Region | None = None
    request_types: frozenset[RequestType] | None = None
    requesters: frozenset[Requester] | None = None
    adds: bool = False

    def holds_for(self, request_type: RequestType | None, requester: Requester | None = None) -> bool:
        """Whether the fact speaks about this request (an unknown type or requester excludes nothing)."""
        if request_type and self.request_types is not None and request_type not in self.request_types:
            return False
        return not (requester and self.requesters is not None and requester not in self.requesters)


@dataclass(frozen=True, slots=True)
class Silence:
    """What the policy does not state: the terms searched for, and what it says nearby."""

    key: str
    searched: tuple[str, ...]
    near: tuple[Citation, ...] = ()
    why: str | None = None
    region: Region | None = None
    request_types: frozenset[RequestType] | None = None
    instead: RequestType | None = None

    def holds_for(self, request_type: RequestType | None, _requester: Requester | None = None) -> bool:
        """Whether the silence was established for this request type."""
        return not (
            request_type and self.request_types is not None and request_type not in self.request_types
        )


Entry = Fact | Silence


@dataclass(frozen=True, slots=True)
class Sheet:
    """The facts of the base or of one regional chapter, by key."""

    region: Region | None
    label: str
    entries: dict[str, tuple[Entry, ...]]


@dataclass(frozen=True, slots=True)
class Desk:
    """All desk facts of one company. `regions` is empty for a company that makes no difference."""

    company: CompanyId
    name: str
    short_name: str
    version: str
    base: Sheet
    chapters: dict[Region, Sheet] = field(default_factory=dict)

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions this company distinguishes, in the vocabulary's order."""
        return tuple(region for region in Region if region in self.chapters)

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key that any sheet of this desk holds."""
        names = dict.fromkeys(self.base.entries)
        for sheet in self.chapters.values():
            names.update(dict.fromkeys(sheet.entries))
        return tuple(names)

    def entries(
        self,
        key: str,
        region: Region | None = None,
        request_type: RequestType | None = None,
        requester: Requester | None = None,
    ) -> tuple[Entry, ...]:
        """What is in force for this region: its own chapter's rule first, then what that leaves standing."""
        own = self.chapters[region].entries.get(key, ()) if region in self.chapters else ()
        chosen = [entry for entry in own if entry.holds_for(request_type, requester)]
        replaced = _covered(chosen, request_type, requester)
        for entry in self.base.entries.get(key, ()):
            if entry.holds_for(request_type, requester) and not _is_replaced(entry, replaced):
                chosen.append(entry)
        facts = [entry for entry in chosen if isinstance(entry, Fact)]
        if facts and len(facts) < len(chosen):
            chosen = [entry for entry in chosen if isinstance(entry, Fact) or entry.request_types is not None]
        return tuple(chosen)

    def facts(
        self,
        key: str,
        region: Region | None = None,
        request_type: RequestType | None = None,
        requester: Requester | None = None,
    ) -> tuple[Fact, ...]:
        """The stated facts among `entries`."""
        found = self.entries(key, region, request_type, requester)
        return tuple(entry for entry in found if isinstance(entry, Fact))

    def fact(
        self,
        key: str,
        region: Region | None = None,
        request_type: RequestType | None = None,
        requester: Requester | None = None,
    ) -> Fact | None:
        """The one fact in force, or None where the policy states nothing."""
        found = self.facts(key, region, request_type, requester)
        return found[0] if found else None

    def silence(
        self, key: str, region: Region | None = None, request_type: RequestType | None = None
    ) -> Silence | None:
        """The statement that the policy is silent, where no fact is in force."""
        found = self.entries(key, region, request_type)
        silent = [entry for entry in found if isinstance(entry, Silence)]
        return silent[0] if silent and len(silent) == len(found) else None

    def replaced(
        self, key: str, region: Region | None, request_type: RequestType | None = None
    ) -> tuple[Entry, ...]:
        """Base entries that the region's chapter replaces: staff see them, customers do not."""
        own = self.chapters[region].entries.get(key, ()) if region in self.chapters else ()
        covered = _covered([entry for entry in own if entry.holds_for(request_type)], request_type)
        return tuple(entry for entry in self.base.entries.get(key, ()) if _is_replaced(entry, covered))

    def all_entries(self) -> Iterator[Entry]:
        """Every entry of every sheet."""
        for sheet in (self.base, *self.chapters.values()):
            for entries in sheet.entries.values():
                yield from entries


Covered = frozenset[RequestType]
_EVERY: Covered = frozenset(RequestType)


def _covered(
    own: list[Entry], request_type: RequestType | None, requester: Requester | None = None
) -> Covered:
    """The request types for which a chapter's entries take the place of the base. One that is for some requesters does
    so for them alone: while nobody knows who asks, the base stands beside it."""
    covered: set[RequestType] = set()
    for entry in own:
        if isinstance(entry, Fact) and (entry.adds or (entry.requesters is not None and requester is None)):
            continue
        covered |= entry.request_types if entry.request_types is not None else _EVERY
    if request_type and request_type in covered:
        return _EVERY
    return frozenset(covered)


def _is_replaced(entry: Entry, covered: Covered) -> bool:
    return (entry.request_types or _EVERY) <= covered
