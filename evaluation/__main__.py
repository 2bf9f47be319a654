"""`python -m evaluation`: questions and dialogues put to the running system; a table and an HTML report."""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from rich.console import Console

from evaluation import dialogues, questions, report
from evaluation.apart import measure_apart
from evaluation.client import Desk
from evaluation.stack import PASSWORD, ROOT, USERNAME, VAR, stack
from knowledge.paths import policy_paths
from knowledge.policy import Policy, read_policy

EVALUATION_SET = ROOT / "tests" / "eval"
DIALOGUES = {
    "development": "dialogues.jsonl",
    "by a stranger, looked at since": "more_dialogues.jsonl",
    "by another, for reporting only": "apart_dialogues.jsonl",
    "by later strangers, looked at": "second_dialogues.jsonl",
    "by a later stranger, for reporting only": "second_apart_dialogues.jsonl",
}
"""The sets of dialogues, and the files that hold them (tests/eval/README.md)."""


def main(argv: list[str] | None = None) -> int:
    """Evaluate; 0 when it ran, whatever the figures are (they are for reading, not a gate)."""
    parser = argparse.ArgumentParser(prog="madoguchi evaluate", description=__doc__)
    parser.add_argument("--url", help="a running system (default: one is started for it, with its own data)")
    parser.add_argument("--username", default=USERNAME, help="staff account of that system")
    parser.add_argument("--password", default=PASSWORD, help="its password")
    parser.add_argument("--set", type=Path, default=EVALUATION_SET, help="folder with the JSON-lines files")
    parser.add_argument("--out", type=Path, default=VAR / "eval" / "report.html", help="the HTML report")
    parser.add_argument("--only", choices=("questions", "apart", "dialogues"), help="leave the others out")
    options = parser.parse_args(argv)
    if wrong := _wrong(options):
        parser.error(wrong)
    console = Console(width=150)
    sets: list[tuple[str, list[questions.Result]]] = []
    outcomes: list[dialogues.Outcome] = []
    if options.only in (None, "apart"):
        sets = measure_apart(options.set)
        for title, found in sets:
            report.print_questions(found, console, title)
    if options.only == "apart":
        report.write_html(options.out, sets, outcomes)
        console.print(f"Report: {options.out}")
        return 0
    with _system(options.url) as url:
        desk = Desk(url, options.username, options.password)
        if options.only != "dialogues":
            results = ask_all(desk, options.set / "questions.jsonl")
            sets.insert(0, ("development questions, over HTTP", results))
            report.print_questions(results, console, sets[0][0])
        if options.only != "questions":
            for title, name in DIALOGUES.items():
                if (options.set / name).exists():
                    held = [dialogues.run(desk, item) for item in dialogues.load(options.set / name)]
                    report.print_dialogues(held, console, title)
                    outcomes += held
    report.write_html(options.out, sets, outcomes)
    console.print(f"Report: {options.out}")
    return 0


def _wrong(options: argparse.Namespace) -> str | None:
    """What would end the evaluation after minutes is told before."""
    if not (options.set / "questions.jsonl").is_file():
        return f"--set: there is no questions.jsonl in {options.set}"
    if options.url is None or options.only == "apart":
        return None
    try:
        Desk(options.url, options.username, options.password)
    except httpx.HTTPStatusError as refused:
        return f"--username, --password: {options.url} refuses this account (HTTP {refused.response.status_code})"
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError) as error:
        return f"--url: no desk answers at {options.url} ({type(error).__name__})"
    return None


def ask_all(desk: Desk, path: Path) -> list[questions.Result]:
    """Put every question of a file to the look-up."""
    policies: dict[str, Policy] = {name: read_policy(file, name) for name, file in policy_paths().items()}
    texts: dict[str, str] = {name: policy.text for name, policy in policies.items()}

    def scope_of(company: str, at: int) -> str | None:
        return region_at(policies[company], at)

    return [questions.ask(desk, item, texts, scope_of) for item in questions.load(path)]


def region_at(policy: Policy, at: int) -> str | None:
    """The region whose chapter holds a character of the policy, or None."""
    for node in policy.root.walk():
        if node.region is not None and node.start <= at < node.end:
            return node.region.value
    return None


@contextmanager
def _system(url: str | None) -> Iterator[str]:
    if url is not None:
        yield url
        return
    with tempfile.TemporaryDirectory(prefix="madoguchi-eval-") as folder, stack(Path(folder)) as running:
        yield running.url


if __name__ == "__main__":
    raise SystemExit(main())
