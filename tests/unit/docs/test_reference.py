"""What is listed as a reference is complete: commands, metrics, kinds of masked data, statuses, topics of pages."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typer
from prometheus_client.parser import text_string_to_metric_families

from api.cli.commands import app as command_line
from api.metrics import page as page_of_metrics
from desk.audited import Audited
from desk.channels.service import Backlog
from desk.chat.masking import PLACEHOLDERS
from desk.locales import LOCALES
from desk.reports.standing import Standing
from desk.statuses import STATUSES
from ops.commands_page import PAGE, page
from tests.unit.docs.pages import DOCS, PAGES, ROOT, name_of, text_of

CODE = ("knowledge", "desk", "actions", "api")


def test_the_page_of_commands_is_what_make_reference_writes() -> None:
    assert text_of(ROOT / PAGE) == page(typer.main.get_command(command_line)), "run make reference"


EMPTY = Standing(datetime.now(UTC), 0, None, 0, 0, Backlog(0, 0, 0, 0, 0, None))
DESCRIBED = re.compile(r"^\| `(madoguchi_\w+)` \| (\w+) \|(.*?)\| (.*) \|$", re.M)


def exported() -> dict[str, tuple[str, dict[str, set[str]]]]:
    """Of each metric that the page holds its kind, and the words of each of its labels."""
    found = {}
    for family in text_string_to_metric_families(page_of_metrics((), EMPTY).decode()):
        labels: dict[str, set[str]] = {}
        for sample in family.samples:
            for label, word in sample.labels.items():
                if label != "le":  # the bounds of a histogram
                    labels.setdefault(label, set()).add(word)
        found[f"{family.name}_total" if family.type == "counter" else family.name] = family.type, labels
    return found


def test_every_metric_is_described_with_its_kind_and_labels_and_none_that_there_is_not() -> None:
    rows = DESCRIBED.findall(text_of(DOCS / "reference/metrics.md"))
    described = {name: (kind, set(re.findall(r"`(\w+)`", labels))) for name, kind, labels, _ in rows}
    assert len(described) >= 10
    assert described == {name: (kind, set(labels)) for name, (kind, labels) in exported().items()}


def test_every_word_of_a_metrics_label_is_described_and_a_customer_can_add_none() -> None:
    rows = {name: text for name, _, _, text in DESCRIBED.findall(text_of(DOCS / "reference/metrics.md"))}
    for name, (_, labels) in exported().items():
        for label in set(labels) - {"channel"}:  # a channel is one that this installation has set up
            assert labels[label] <= set(re.findall(r"`(\w+)`", rows[name])), f"{name}: {label}"


def test_no_metric_is_made_that_the_page_of_metrics_does_not_hold() -> None:
    sources = {
        path: path.read_text(encoding="utf-8") for part in CODE for path in (ROOT / part).rglob("*.py")
    }
    makers = [
        path.relative_to(ROOT).as_posix() for path, source in sources.items() if "prometheus_client" in source
    ]
    assert makers == ["api/metrics.py"]


def test_every_kind_of_masked_data_is_described_with_what_it_becomes() -> None:
    text = text_of(DOCS / "explanation/what-is-masked.md")
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| `")]
    described = {kind: cells[1] for cells in rows for kind in re.findall(r"`(\w+)`", cells[0])}
    assert set(described) == set(PLACEHOLDERS)
    assert [kind for kind, placeholder in PLACEHOLDERS.items() if placeholder not in described[kind]] == []


def test_every_word_of_the_audit_log_is_described_once_and_written_by_something() -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", text_of(DOCS / "reference/audit.md"), re.M)
    assert sorted(rows) == sorted(Audited)
    code = [path.read_text(encoding="utf-8") for path in (ROOT / "desk").rglob("*.py")]
    written = {name for source in code for name in re.findall(r"\bAudited\.([A-Z_]+)", source)}
    assert written == set(Audited.__members__)
    loose = [source for source in code if re.search(r"\btx\.audit\([^,\n]*,\s*[\"']", source)]
    assert loose == [], "the type checker sees it too: a word that is not on the list"


def test_the_life_of_a_request_names_statuses_that_there_are() -> None:
    text = text_of(DOCS / "explanation/how-a-request-lives.md")
    drawing = re.search(r"```text\n(.*?)```", text, re.S)
    assert drawing is not None
    drawn = set(re.findall(r"[a-z]+(?:_[a-z]+)*", drawing[1])) - {"from", "nearly", "everywhere"}
    assert drawn == set(STATUSES)


def test_every_file_of_wording_that_a_new_language_needs_is_named() -> None:
    text = text_of(DOCS / "how-to/add-a-language.md")
    assert set(LOCALES) == {"ja", "en", "zh"}
    needed = {path.name for path in (ROOT / "desk/wording/zh").glob("*.yml")}
    assert sorted(name for name in needed if f"`{name}`" not in text) == []


def test_every_record_is_numbered_once_and_named_so() -> None:
    records = sorted((DOCS / "decisions").glob("*.md"))
    numbers = [path.name[:4] for path in records]
    assert len(numbers) == len(set(numbers))
    assert [path.name for path in records if not text_of(path).startswith("# ")] == []


@pytest.mark.parametrize("where", [path for path in PAGES if "tutorial" in path.parts], ids=name_of)
def test_a_tutorial_has_a_page_in_the_other_language(where: Path) -> None:
    other = (
        where.name.replace(".ja.md", ".md") if ".ja." in where.name else where.name.replace(".md", ".ja.md")
    )
    assert (where.parent / other).is_file()
