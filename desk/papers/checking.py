"""A company's own letters are tried before one is posted: at every set-up, with the desk facts."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from desk.papers.errors import LetterBroken
from desk.papers.letters import FOLDER, Letters
from desk.papers.samples import sample_cases
from knowledge.facts import load_desk
from knowledge.facts.settings import load_settings

_ANY_DAY = date(2026, 1, 5)


def check_letters(policies: Path, report: Callable[[str], None] = print) -> int:
    """Write every letter of the companies that have templates of their own. Returns how many companies are broken,
    reporting each with the file and what is wrong. The desk facts must be sound."""
    broken = 0
    letters = Letters(policies)
    for folder in sorted(policies.glob(f"*/{FOLDER}")):
        company = folder.parent
        facts, settings = load_desk(company), load_settings(company)
        try:
            letters.check(facts.company, sample_cases(facts, settings, _ANY_DAY))
        except LetterBroken as error:
            broken += 1
            report(f"broken  {error}")
        else:
            report(f"ok      {company.name}: its own letters")
    return broken
