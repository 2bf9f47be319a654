"""Build steps that need the app's packages: `python -m ops.tasks facts|index|topics|database`."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path


def check_facts() -> int:
    """Each desk fact against its policy, each company's settings and its own letters. Returns 1 when one is broken."""
    from api.settings import get_settings
    from desk.papers.checking import check_letters
    from knowledge.facts import check_all

    folder = get_settings().policies_dir
    return 1 if check_all() or _check_settings(folder) or check_letters(folder) else 0


def _check_settings(folder: Path) -> int:
    """How many companies have a policy or settings with which the app would not start, each reported."""
    from desk.calendar.hours import parse_hours
    from knowledge.facts import FactsError
    from knowledge.facts.settings import load_settings
    from knowledge.paths import policy_paths
    from knowledge.policy import NotUtf8, policy_text

    broken = 0
    for company, path in policy_paths(folder).items():
        try:
            if not (path.parent / "desk.yml").exists():  # else it has been read, and reported
                policy_text(path)
            parse_hours(load_settings(path.parent).staff_hours)
        except (FactsError, NotUtf8) as error:
            broken += 1
            print(f"broken  {error}")
        except ValueError as error:
            broken += 1
            print(f"broken  {company}: settings.yml staff_hours: {error}")
    return broken


def ensure_index() -> int:
    """Build the search index unless it is sound and up to date."""
    from knowledge.encoding_st import make_encoder
    from knowledge.index import ensure_index as ensure

    ensure(make_encoder())
    return 0


def check_index(folder: Path) -> str | None:
    """Why the index in `folder` cannot be served; None when it can. Writes nothing."""
    from knowledge.encoding_st import make_encoder
    from knowledge.index import IndexUnusable, load_index

    try:
        load_index(make_encoder(), folder)
    except IndexUnusable as reason:
        return str(reason)
    return None


def train_topics() -> int:
    """Load the answerer as the app does: it trains the topic model where that is missing or outdated.

    Returns 1 when it is not ready to answer.
    """
    from knowledge.answering import load_answerer

    return 0 if load_answerer().ready() else 1


def upgrade_database() -> int:
    """Make or migrate the database, and the key if there is none."""
    from api.settings import desk_settings, get_settings
    from desk.bootstrap import build
    from desk.errors import DeskError

    # The app's own settings: a database made with another key would never open again.
    try:
        build(desk_settings(get_settings())).dispose()
    except DeskError as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


TASKS: dict[str, Callable[[], int]] = {
    "facts": check_facts,
    "index": ensure_index,
    "topics": train_topics,
    "database": upgrade_database,
}


def main(arguments: Sequence[str]) -> int:
    """Run one task; returns its exit code."""
    if len(arguments) != 1 or arguments[0] not in TASKS:
        print(f"usage: python -m ops.tasks {'|'.join(TASKS)}", file=sys.stderr)
        return 2
    return TASKS[arguments[0]]()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
