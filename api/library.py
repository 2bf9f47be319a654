"""Loads the companies: policy, desk facts where there are any, and the hours of our staff for each."""

from pathlib import Path

from api.companies import Company
from desk.calendar.hours import HoursSpec, parse_hours
from knowledge.archive import PolicyArchive
from knowledge.facts import FactsError, load_desk
from knowledge.facts.settings import OperatorSettings, load_settings
from knowledge.paths import company_of, named, policy_paths
from knowledge.policy import Policy, read_policy
from knowledge.tree import NodeKind
from knowledge.vocabulary import CompanyId


def load_companies(folder: Path, archive: PolicyArchive) -> dict[CompanyId, Company]:
    """Every folder with a `policy.txt` is a company; each policy version served is kept in the archive.

    Raises:
        FactsError: a desk fact does not rest on the text, or a file or its opening hours cannot be read.
        NotUtf8: a policy is not UTF-8.
    """
    companies: dict[CompanyId, Company] = {}
    for path in policy_paths(folder).values():
        company = _load(path.parent)
        archive.keep(company.policy)
        companies[company.id] = company
    return companies


def called(text: str, folder: Path) -> str:
    """A company's name as its desk is called, for what people read. Its id where its folder is not here any more, or
    cannot be read: whatever is said of it must be said all the same."""
    paths = policy_paths(folder)
    known = named(text, paths)
    if known is None:
        return text
    try:
        return _load(paths[known].parent).name
    except ValueError:  # FactsError is one
        return text


def _load(folder: Path) -> Company:
    policy = read_policy(folder / "policy.txt", company_of(folder))
    facts = load_desk(folder) if (folder / "desk.yml").exists() else None
    settings = load_settings(folder)
    regions = facts.regions if facts is not None else policy.regions
    return Company(
        id=policy.company,
        name=facts.name if facts is not None else settings.name or folder.name,
        regions=tuple(regions),
        policy=policy,
        document=_title(policy),
        facts=facts,
        # A desk that the policy says has closed still has our staff behind the chat.
        hours=_hours(folder, settings),
        settings=settings,
    )


def _hours(folder: Path, settings: OperatorSettings) -> HoursSpec:
    try:
        return parse_hours(settings.staff_hours)
    except ValueError as error:
        raise FactsError(folder.name, "settings.yml staff_hours", str(error)) from None


def _title(policy: Policy) -> str:
    for node in policy.root.walk():
        if node.kind is NodeKind.DOCUMENT and node.title:
            return node.title
    return "プライバシーポリシー"
