"""From `desk.yml` and `policy.txt` to a checked `Desk`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from knowledge.chunking import clauses
from knowledge.facts.checking import check_complete, check_silence, checked_value
from knowledge.facts.confirming import unconfirmed
from knowledge.facts.errors import FactsError
from knowledge.facts.model import Desk, Entry, Fact, Sheet, Silence
from knowledge.facts.placing import Places, SectionFinder, version_of
from knowledge.facts.schema import DeskFile, SilentFact, entry_from
from knowledge.paths import company_of, policies_dir
from knowledge.policy import NotUtf8, Policy, policy_text
from knowledge.reading import read_tree
from knowledge.vocabulary import CompanyId, Region
from knowledge.yaml_reading import QuickLoader

DESK_FILE = "desk.yml"
POLICY_FILE = "policy.txt"


def load_desk(company_dir: Path, sections: SectionFinder | None = None) -> Desk:
    """Load and check one company's desk facts.

    `sections` gives document and heading path of an offset; by default the policy reader does. Raises
    FactsError naming company, key and quotation; FileNotFoundError when there is no `desk.yml`.
    """
    text = policy_text(company_dir / POLICY_FILE)
    return desk_from(company_of(company_dir), _yaml(company_dir), text, sections)


def desk_from(company: CompanyId, data: Any, text: str, sections: SectionFinder | None = None) -> Desk:
    """Build and check a desk from parsed YAML and the policy text."""
    try:
        file = DeskFile.model_validate(data)
    except ValidationError as error:
        raise _shape_error(company, "desk.yml", error) from error
    if file.company != company:
        raise FactsError(company, "company", "desk.yml is of another company", file.company)
    places = Places.of(file, text, sections or reader_sections(company, text))
    check_complete(company, set(file.facts))
    base = _sheet(places, file, None)
    chapters = {region: _sheet(places, file, region) for region in file.regions}
    name = base.entries["company.name"][0]
    if not isinstance(name, Fact):
        raise FactsError(company, "company.name", "a company's name must be stated")
    return Desk(company, str(name.value), file.short_name, version_of(text), base, chapters)


def load_desks(directory: Path | None = None) -> dict[CompanyId, Desk]:
    """Every company that has a `desk.yml`; a company without one is served from retrieval alone."""
    folder = directory or policies_dir()
    return {
        company_of(path.parent): load_served(path.parent) for path in sorted(folder.glob(f"*/{DESK_FILE}"))
    }


def load_served(company_dir: Path) -> Desk:
    """As `load_desk`, for a desk that customers will meet: a draft that nobody has confirmed is refused."""
    left = unconfirmed(_text(company_dir))
    if left:
        problem = f"{left} entries are drafted and not confirmed: madoguchi desk confirm {company_dir}"
        raise FactsError(company_dir.name, DESK_FILE, problem)
    return load_desk(company_dir)


def check_all(directory: Path | None = None, report: Callable[[str], None] = print) -> int:
    """Check every desk file; for the command line. Returns how many are broken, reporting each."""
    broken = 0
    folder = directory or policies_dir()
    for path in sorted(folder.glob(f"*/{DESK_FILE}")):
        try:
            desk = load_served(path.parent)
        except (FactsError, NotUtf8) as error:
            broken += 1
            report(f"broken  {error}")
            continue
        entries = list(desk.all_entries())
        silent = sum(isinstance(entry, Silence) for entry in entries)
        report(f"ok      {desk.company}: {len(entries) - silent} facts, {silent} not stated")
    return broken


def _sheet(places: Places, file: DeskFile, region: Region | None) -> Sheet:
    facts = file.facts if region is None else file.regions[region].facts
    label = file.short_name if region is None else file.regions[region].name
    entries: dict[str, tuple[Entry, ...]] = {}
    for key, data in facts.items():
        parts = data if isinstance(data, list) else [data]
        entries[key] = tuple(
            _entry(places, region, key, part, silent_sheets(file, key, region)) for part in parts
        )
    return Sheet(region, label, entries)


def silent_sheets(file: DeskFile, key: str, region: Region | None) -> tuple[Region | None, ...]:
    """The sheets whose text a silence covers: a chapter its own, the base also chapters that do not speak."""
    if region is not None:
        return (region,)
    return (None, *(known for known, sheet in file.regions.items() if key not in sheet.facts))


def checked_entry(places: Places, key: str, data: Any) -> Entry:
    """One entry of the base sheet, checked by itself. FactsError when it does not rest on the policy."""
    return _entry(places, None, key, data, (None,))


def _entry(
    places: Places, region: Region | None, key: str, data: Any, silent_in: tuple[Region | None, ...]
) -> Entry:
    try:
        parsed = entry_from(data)
    except ValidationError as error:
        raise _shape_error(places.company, key, error) from error
    kinds = frozenset(parsed.request_types) if parsed.request_types is not None else None
    if isinstance(parsed, SilentFact):
        check_silence(places, key, parsed, region, silent_in)
        near = tuple(places.cite(key, quotation, region) for quotation in parsed.near)
        return Silence(key, tuple(parsed.not_stated), near, parsed.why, region, kinds, parsed.instead)
    value = checked_value(places.company, key, parsed)
    return Fact(
        key=key,
        value=value,
        citations=tuple(places.cite(key, quotation, region) for quotation in parsed.quote),
        also=tuple(places.cite(key, quotation, region) for quotation in parsed.also),
        region=region,
        request_types=kinds,
        requesters=frozenset(parsed.requesters) if parsed.requesters is not None else None,
        adds=parsed.adds,
    )


class UniqueKeyLoader(QuickLoader):
    """A safe loader that refuses a key given twice instead of silently taking the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Refuses a repeated key; otherwise as the safe loader does."""
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"key {key!r} given twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def _text(company_dir: Path) -> str:
    try:
        return (company_dir / DESK_FILE).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise FactsError(company_dir.name, DESK_FILE, f"is not UTF-8 (byte {error.start})") from None


def _yaml(company_dir: Path) -> Any:
    try:
        return yaml.load(_text(company_dir), Loader=UniqueKeyLoader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise FactsError(company_dir.name, "desk.yml", f"is not valid YAML ({error})") from error


def _shape_error(company: CompanyId, key: str, error: ValidationError) -> FactsError:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    shown = first.get("input")
    quotation = shown if isinstance(shown, str) else None
    return FactsError(company, key, f"{where}: {first['msg']}", quotation)


def reader_sections(company: CompanyId, text: str) -> SectionFinder:
    """Document and heading path of an offset, from the policy reader."""
    found = clauses(Policy(company, version_of(text), text, read_tree(text)))

    def sections(start: int) -> tuple[str, str]:
        before = [clause for clause in found if clause.start <= start]
        clause = before[-1] if before else found[0]
        return clause.document, clause.section

    return sections
