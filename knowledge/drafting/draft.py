"""Puts a draft together: what the rules propose and the project's check lets pass, and a silence for the rest."""

from dataclasses import dataclass, field
from typing import Any

from knowledge.drafting.answers import answers
from knowledge.drafting.by_topic import by_topic
from knowledge.drafting.english import english
from knowledge.drafting.english_silences import IF_ABSENT as ENGLISH
from knowledge.drafting.material import Material, TopicFinder, gather
from knowledge.drafting.people import company_name, people
from knowledge.drafting.proposals import Proposal, entry_of, silence_of
from knowledge.drafting.requests import requests
from knowledge.drafting.silences import IF_ABSENT, SEARCHED
from knowledge.facts.keys import REQUIRED, SHAPES
from knowledge.facts.loading import reader_sections
from knowledge.facts.placing import Places
from knowledge.facts.schema import DeskFile
from knowledge.languages import is_english, is_japanese
from knowledge.policy import Policy
from knowledge.tree import NodeKind
from knowledge.vocabulary import CompanyId, Region

_REGION_NAMES = {
    Region.JP: "日本",
    Region.EEA_UK: "EEA・英国",
    Region.CHINA: "中国",
    Region.CALIFORNIA: "米国カリフォルニア州",
    Region.OTHER: "その他の国・地域",
}
_HEADED = (NodeKind.CHAPTER, NodeKind.SECTION, NodeKind.SUBSECTION)
_REPEATABLE = ("form",)  # several entries, each for its own request types


@dataclass(frozen=True)
class Draft:
    """A proposed `desk.yml`. Nothing in it is true before a person has confirmed it.

    `facts` and `silences` are entries by key, as in the file; `open_terms` are searched terms that the text does
    hold, by key: somewhere a person has to look; `missing` are required keys for which nothing can be proposed.
    """

    company: CompanyId
    short_name: str
    facts: dict[str, list[dict[str, Any]]]
    silences: dict[str, dict[str, Any]]
    open_terms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    regions: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """Every key on which the draft proposes something."""
        return frozenset([*self.facts, *self.silences])

    def as_data(self) -> dict[str, Any]:
        """The draft as the data of a `desk.yml`."""
        facts: dict[str, Any] = {}
        for key in SHAPES:
            if key in self.facts:
                entries = self.facts[key]
                facts[key] = entries[0] if len(entries) == 1 else entries
            elif key in self.silences:
                facts[key] = self.silences[key]
        data: dict[str, Any] = {"company": self.company, "short_name": self.short_name, "facts": facts}
        if self.regions:
            data["regions"] = self.regions
        return data


def draft_desk(policy: Policy, topics: TopicFinder | None = None) -> Draft:
    """A draft from a policy alone. Every quotation in it stands in the text and passes the project's check."""
    material = gather(policy, topics)
    regions = _regions(policy)
    name = company_name(material)
    short = name[1] if name else policy.company
    file = DeskFile.model_validate(
        {"company": policy.company, "short_name": short, "facts": {}, "regions": regions}
    )
    places = Places.of(file, policy.text, reader_sections(policy.company, policy.text))
    facts = _facts(material, places)
    silences: dict[str, dict[str, Any]] = {}
    open_terms: dict[str, tuple[str, ...]] = {}
    searched = is_japanese(policy.text)  # Japanese terms that do not stand in an English text prove nothing
    for key, terms in SEARCHED.items() if searched else ():
        if key not in facts:
            silences[key], found = silence_of(places, key, terms)
            if found:
                open_terms[key] = found
    absent = IF_ABSENT if searched else ENGLISH if is_english(policy.text) else {}
    for key, terms in absent.items():
        if key not in facts and key not in silences:
            silence, found = silence_of(places, key, terms)
            if not found:
                silences[key] = silence
    missing = tuple(key for key in REQUIRED if key not in facts and key not in silences)
    return Draft(policy.company, short, facts, silences, open_terms, regions, missing)


def _facts(material: Material, places: Places) -> dict[str, list[dict[str, Any]]]:
    if is_japanese(material.policy.text):
        narrow = [*people(material), *requests(material), *answers(material)]
    elif is_english(material.policy.text):
        narrow = list(english(material))
    else:
        narrow = list(people(material))
    proposals: list[Proposal | None] = [*narrow, *by_topic(material)]
    facts: dict[str, list[dict[str, Any]]] = {}
    for proposal in proposals:
        if proposal is None or (proposal.key in facts and proposal.key not in _REPEATABLE):
            continue
        entry = entry_of(places, proposal)
        if entry is not None:
            facts.setdefault(proposal.key, []).append(entry)
    return facts


def _regions(policy: Policy) -> dict[str, dict[str, Any]]:
    """The chapters for people of a place, where each heading stands once in the text."""
    if not policy.regions:
        return {}
    found: dict[str, dict[str, Any]] = {
        region.value: {"name": _REGION_NAMES[region]} for region in policy.regions
    }
    headed = [node for node in policy.root.walk() if node.kind in _HEADED]
    for number, node in enumerate(headed):
        if node.region is None or policy.text.count(node.title) != 1:
            continue
        whole = found[node.region.value]
        sheet = whole
        if "chapter_from" in whole:  # a second chapter: Thailand's beside Brazil's
            sheet = {}
            whole.setdefault("more", []).append(sheet)
        sheet["chapter_from"] = node.title
        after = [other.title for other in headed[number + 1 :] if other.start >= node.end]
        behind = policy.text[node.end :].lstrip().partition("\n")[0].strip()
        if behind and not any(title in behind for title in after[:1]):
            after.insert(0, behind)  # a conclusion that is not the chapter's
        once = next((title for title in after if policy.text.count(title) == 1), None)
        if once is not None:
            sheet["chapter_to"] = once
    return found
