"""One company's drafted desk file on somebody's desk: what is still to be confirmed, beside the policy's words."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.citations import Citation
from knowledge.facts.confirming import (
    Marked,
    as_entry,
    is_entry,
    marked,
    taken_out,
    unconfirmed,
    without_mark,
    written_anew,
)
from knowledge.facts.doubts import may_speak
from knowledge.facts.errors import FactsError
from knowledge.facts.loading import (
    DESK_FILE,
    POLICY_FILE,
    UniqueKeyLoader,
    checked_entry,
    load_desk,
    reader_sections,
)
from knowledge.facts.placing import Places, SectionFinder
from knowledge.facts.requoting import requoted
from knowledge.facts.schema import DeskFile, RegionSheet, entry_from
from knowledge.paths import company_of
from knowledge.policy import policy_text
from knowledge.yaml_reading import read_yaml


@dataclass(frozen=True)
class Review:
    """Each decision is written to the file at once, whole or not at all: one may stop at any time."""

    folder: Path
    policy: str
    sections: SectionFinder

    @classmethod
    def of(cls, folder: Path) -> Review:
        """The file in a company's folder. FileNotFoundError where it or the policy is missing."""
        folder = folder.resolve()
        (folder / DESK_FILE).stat()
        policy = policy_text(folder / POLICY_FILE)
        return cls(folder, policy, reader_sections(company_of(folder), policy))

    @property
    def _text(self) -> str:
        return (self.folder / DESK_FILE).read_text(encoding="utf-8")

    def entries(self) -> list[Marked]:
        """What is still to be confirmed. ValueError names a marked line that is no entry."""
        return marked(self._text)

    def one_by_one(self) -> list[Marked]:
        """What is decided beside a sentence: what the policy is said to state, and silences that may be none."""
        return [entry for entry in self.entries() if not entry.is_plain_silence]

    def of_one_sentence(self) -> list[list[Marked]]:
        """The same in groups of what rests on the same words of the policy, in the order of the file: nobody reads a
        sentence ten times that makes ten facts. Most groups are of one entry."""
        groups: dict[object, list[Marked]] = {}
        for entry in self.one_by_one():
            groups.setdefault(entry.rests_on or entry.line, []).append(entry)
        return list(groups.values())

    def plain_silences(self) -> list[Marked]:
        """What may be decided in groups: nothing is quoted, and no term that was searched stands in the policy."""
        return [entry for entry in self.entries() if entry.is_plain_silence]

    def left(self) -> int:
        """How many entries are still to be confirmed."""
        return unconfirmed(self._text)

    def _places(self) -> Places:
        try:
            regions = {region: {**sheet, "facts": {}} for region, sheet in self._regions().items()}
            file = DeskFile(company=company_of(self.folder), short_name="-", facts={}, regions=regions)
        except (yaml.YAMLError, AttributeError, TypeError, ValidationError) as error:
            raise FactsError(self.folder.name, DESK_FILE, f"cannot be read ({error})") from error
        return Places.of(file, self.policy, self.sections)

    def _regions(self) -> dict[str, dict[str, Any]]:
        """The chapters that the file tells apart. Only this part is parsed: it is asked for with each entry."""
        block = re.search(r"^regions:.*?(?=^[a-z]|\Z)", self._text, re.M | re.S)
        data = yaml.load(block.group(), Loader=UniqueKeyLoader) if block else {}  # noqa: S506 - a SafeLoader
        regions: dict[str, dict[str, Any]] = data.get("regions") or {}
        return regions

    def cited(self, entry: Marked) -> list[Citation]:
        """The quotations that an entry rests on, with their places; none where it has none that can be found."""
        if entry.section != "facts":
            return []
        try:
            return list(self._citations(entry))
        except (FactsError, ValidationError):
            return []

    def _citations(self, entry: Marked) -> Iterator[Citation]:
        places, parsed = self._places(), entry_from(entry.data)
        for name in ("quote", "also", "near", "judged"):
            for quotation in getattr(parsed, name, ()):
                yield places.cite(entry.key, quotation, None)

    def _check(self, entry: Marked, data: Any) -> None:
        if entry.section == "facts":
            for one in data if isinstance(data, list) else [data]:
                checked_entry(self._places(), entry.key, one)
        elif entry.section == "regions":
            try:
                RegionSheet.model_validate(data)
            except ValidationError as error:
                raise FactsError(self.folder.name, entry.key, error.errors()[0]["msg"]) from error
        elif not isinstance(data, str):
            raise FactsError(self.folder.name, entry.key, "a text is wanted")

    def confirm(self, entry: Marked) -> None:
        """It is right as it stands. FactsError where it does not stand in the policy after all."""
        self._check(entry, entry.data)
        self._write(without_mark(self._text, entry))

    def confirm_all(self, entries: Sequence[Marked]) -> list[FactsError]:
        """They are right as they stand; gives why some were not taken: they stay marked.

        They must come from one reading of the file: the last line goes first, so that the others stay where they are.
        """
        refused: list[FactsError] = []
        for entry in sorted(entries, key=lambda one: one.line, reverse=True):
            try:
                self.confirm(entry)
            except FactsError as error:
                refused.insert(0, error)
        return refused

    def may_speak(self, entry: Marked) -> Sequence[str]:
        """The sentences to read before a silence is confirmed; none where no words point at any."""
        return may_speak(self.policy, entry.key)

    def typed(self, entry: Marked, words: str) -> Any:
        """What somebody typed in place of an entry, as data; a new value alone brings the sentences it stands in.

        Raises:
            ValueError: it is no entry, and no value of this one.
        """
        if entry.section == "facts" and isinstance(entry.data, dict):
            try:
                value = read_yaml(words)
            except yaml.YAMLError:
                value = None
            if value is not None and not any(map(is_entry, value if isinstance(value, list) else [value])):
                found = requoted(self.policy, entry.data, value)
                if found is not None:
                    return found
        return as_entry(words, entry)

    def write(self, entry: Marked, data: Any) -> None:
        """It is this. FactsError where that does not stand in the policy: nothing is written then."""
        self._check(entry, data)
        self._write(written_anew(self._text, entry, data))

    def take_out(self, entry: Marked) -> None:
        """It is wrong, and nothing takes its place."""
        self._write(taken_out(self._text, entry))

    def _write(self, text: str) -> None:
        aside = self.folder / f".{DESK_FILE}.new"
        aside.write_text(text, encoding="utf-8")
        os.replace(aside, self.folder / DESK_FILE)

    def check_whole(self) -> None:
        """The whole file, as the set-up checks it. FactsError names what is wrong or missing."""
        load_desk(self.folder)
