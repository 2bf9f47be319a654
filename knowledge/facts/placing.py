"""Finding the one place of a quotation in a policy text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from knowledge.citations import Citation
from knowledge.facts.errors import FactsError
from knowledge.facts.schema import DeskFile, Quotation
from knowledge.vocabulary import CompanyId, Region

Ranges = tuple[tuple[int, int], ...]
SectionFinder = Callable[[int], tuple[str, str]]
"""From a character offset to the document's name and the heading path."""


def version_of(text: str) -> str:
    """The first 12 hex digits of the policy file's SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def occurrences(text: str, wanted: str, ranges: Ranges) -> list[int]:
    """Every start of `wanted` that lies wholly inside one of the ranges."""
    found = []
    for first, last in ranges:
        at = text.find(wanted, first, last)
        while at >= 0:
            found.append(at)
            at = text.find(wanted, at + 1, last)
    return found


def as_it_stands(text: str, words: str) -> str:
    """Words of a desk file with the line ends of the policy: YAML reads each as a line feed, and a policy that was
    saved on Windows has another."""
    return words if "\n" not in words or words in text else words.replace("\n", "\r\n")


@dataclass(frozen=True)
class Places:
    """A policy text divided into the base and the regional chapters, as the desk file says."""

    company: CompanyId
    text: str
    base: Ranges
    chapters: dict[Region, Ranges]
    sections: SectionFinder

    @classmethod
    def of(cls, file: DeskFile, text: str, sections: SectionFinder) -> Places:
        """Divide the text. Raises FactsError when a chapter's heading is not there exactly once."""
        chapters: dict[Region, Ranges] = {}
        taken: list[tuple[int, int]] = []
        for region, sheet in file.regions.items():
            key = f"regions.{region.value}"
            parts = []
            for chapter in sheet.chapters:
                first = _only(file.company, key, text, chapter.chapter_from)
                to = chapter.chapter_to
                parts.append((first, _only(file.company, key, text, to) if to else len(text)))
            if parts:
                chapters[region] = tuple(sorted(parts))
                taken += parts
        base: list[tuple[int, int]] = []
        at = 0
        for first, last in sorted(taken):
            if first >= at:
                base.append((at, first))
            at = max(at, last)  # a chapter may stand within another's
        base.append((at, len(text)))
        return cls(file.company, text, tuple(base), chapters, sections)

    def scope(self, region: Region | None) -> Ranges:
        """The part of the text that a sheet speaks from."""
        return self.base if region is None else self.chapters.get(region, self.base)

    def chapter(self, region: Region | None) -> Ranges:
        """A sheet's own text; nothing for a region without a chapter."""
        return self.base if region is None else self.chapters.get(region, ())

    def cite(self, key: str, quotation: Quotation, region: Region | None) -> Citation:
        """The quotation with its place. Raises FactsError when it is absent or ambiguous."""
        start, end = self.span(key, quotation, self._ranges(key, quotation, region))
        document, section = self.sections(start)
        quote = self.text[start:end]
        return Citation(self.company, document, version_of(self.text), section, quote, start, end)

    def _ranges(self, key: str, quotation: Quotation, region: Region | None) -> Ranges:
        if quotation.within is None:
            return self.scope(region)
        if quotation.within == "base":
            return self.base
        named = {known.value: ranges for known, ranges in self.chapters.items()}
        if quotation.within not in named:
            allowed = ", ".join(["base", *named])
            raise FactsError(self.company, key, f"within must be one of {allowed}, not", quotation.within)
        return named[quotation.within]

    def span(self, key: str, quotation: Quotation, ranges: Ranges) -> tuple[int, int]:
        """Where the quotation begins and ends. Raises FactsError when it is absent or ambiguous in the ranges."""
        wanted = as_it_stands(self.text, quotation.text)
        found = occurrences(self.text, wanted, ranges)
        if quotation.after is not None:
            anchors = occurrences(self.text, as_it_stands(self.text, quotation.after), ranges)
            if len(anchors) != 1:
                raise FactsError(self.company, key, f"anchor found {len(anchors)} times", quotation.after)
            found = [start for start in found if start >= anchors[0]][:1]
        if quotation.occurrence is not None:
            found = found[quotation.occurrence - 1 : quotation.occurrence]
        if not found:
            raise FactsError(self.company, key, "quotation is not in the policy", quotation.text)
        if len(found) > 1:
            problem = f"quotation occurs {len(found)} times; say which with after or occurrence"
            raise FactsError(self.company, key, problem, quotation.text)
        return found[0], found[0] + len(wanted)


def _only(company: CompanyId, key: str, text: str, heading: str) -> int:
    found = occurrences(text, as_it_stands(text, heading), ((0, len(text)),))
    if len(found) != 1:
        raise FactsError(company, key, f"chapter heading found {len(found)} times", heading)
    return found[0]
