"""The evaluation's table for the terminal and its HTML report."""

import html
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.dialogues import Outcome
from evaluation.questions import Figures, Result, figures, interval
from evaluation.reliability import bins, calibration_error, diagram

COLUMNS = (
    ("hit1", "hit@1"),
    ("hit3", "hit@3"),
    ("mrr", "MRR"),
    ("must_say", "must_say"),
    ("refused", "refused"),
    ("unanswerable", "unanswerable ok"),
    ("out_of_scope", "out of scope ok"),
)


def groups(results: list[Result]) -> list[tuple[str, list[Result]]]:
    """All questions, then by company, type and style."""
    out = [("all", results)]
    keys: tuple[tuple[str, Callable[[Result], str]], ...] = (
        ("company", lambda r: r.company),
        ("type", lambda r: r.type),
        ("style", lambda r: r.style),
    )
    for name, key in keys:
        for value in sorted({key(r) for r in results}):
            out.append((f"{name}: {value}", [r for r in results if key(r) == value]))
    return out


def _cells(group: Figures) -> list[str]:
    cells = []
    for name, _ in COLUMNS:
        value = getattr(group, name)
        cells.append("" if value is None else f"{value:.3f}")
    return cells


def print_questions(results: list[Result], console: Console, title: str) -> None:
    """The table of figures, with 95 % bootstrap intervals of the whole."""
    table = Table(title=f"Questions: {title} (look-up, company and region given)")
    for heading in ("group", "n", *(title for _, title in COLUMNS), "faults"):
        table.add_column(heading, justify="left" if heading == "group" else "right")
    for name, members in groups(results):
        group = figures(members)
        table.add_row(name, str(group.n), *_cells(group), str(group.faults))
    console.print(table)
    for name, heading in COLUMNS:
        bounds = interval(results, name)
        if bounds:
            console.print(f"{heading}: 95 % interval {bounds[0]:.3f} .. {bounds[1]:.3f}")
    found = bins(results)
    console.print(f"confidence is off by {calibration_error(found):.3f} on average")


def print_dialogues(outcomes: list[Outcome], console: Console, title: str) -> None:
    """One line a dialogue, and the sums."""
    table = Table(title=f"Dialogues, {title} (HTTP contract)")
    for heading in ("id", "company", "goal", "end", "as expected", "what was not"):
        table.add_column(heading)
    for o in outcomes:
        table.add_row(
            o.id, o.company, o.goal, "yes" if o.finished else "NO", "yes" if o.as_expected else "NO",
            "; ".join(o.problems),
        )  # fmt: skip
    console.print(table)
    ended = sum(o.finished for o in outcomes)
    expected = sum(o.as_expected for o in outcomes)
    console.print(f"{ended} of {len(outcomes)} ran to their end, {expected} as expected")


def write_html(path: Path, sets: list[tuple[str, list[Result]]], outcomes: list[Outcome]) -> None:
    """The report: figures, reliability, failed questions, transcripts."""
    parts = "".join(_set(title, results) for title, results in sets)
    body = (
        "<h1>Madoguchi: evaluation</h1><p>実在各社の窓口ではありません。</p>"
        f"{parts}<h2>Dialogues</h2>{''.join(_transcripts(outcomes))}"
    )
    style = (
        "body{font-family:sans-serif;max-width:70rem;margin:2rem auto;line-height:1.6}"
        "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.2rem .6rem;text-align:left}"
        "pre{white-space:pre-wrap;background:#f5f5f5;padding:.6rem}.bad{color:#a00}"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"<!doctype html><html lang='ja'><meta charset='utf-8'><title>Madoguchi: evaluation</title>"
        f"<style>{style}</style><body>{body}</body></html>",
        encoding="utf-8",
    )


def _set(title: str, results: list[Result]) -> str:
    rows = "".join(
        f"<tr><th>{_e(name)}</th><td>{len(members)}</td>"
        + "".join(f"<td>{cell}</td>" for cell in _cells(figures(members)))
        + f"<td>{figures(members).faults}</td></tr>"
        for name, members in groups(results)
    )
    heads = "".join(f"<th>{_e(heading)}</th>" for _, heading in COLUMNS)
    return (
        f"<h2>Questions: {_e(title)}</h2>"
        f"<table><tr><th>group</th><th>n</th>{heads}<th>faults</th></tr>{rows}</table>"
        f"<h3>Is confidence what it says?</h3>{diagram(bins(results))}"
        f"<h3>Failures</h3>{''.join(_failures(results))}"
    )


def _e(text: object) -> str:
    return html.escape(str(text))


def _failures(results: list[Result]) -> Iterable[str]:
    for r in results:
        wrong = [*r.faults]
        if r.silent and r.answerable:
            wrong.append("answered, though the policy does not say")
        if not r.silent and not r.answerable:
            wrong.append("refused")
        if not r.silent and (r.rank is None or r.rank > 3):
            wrong.append(f"gold at rank {r.rank}")
        if r.facts_said < r.facts and not r.silent:
            wrong.append(f"{r.facts_said} of {r.facts} facts said")
        if wrong:
            yield (
                f"<details><summary>{_e(r.id)} {_e(r.company)} {_e(r.type)}: {_e(r.question)} "
                f"<span class='bad'>{_e('; '.join(wrong))}</span></summary><pre>{_e(r.text)}</pre></details>"
            )


def _transcripts(outcomes: list[Outcome]) -> Iterable[str]:
    for o in outcomes:
        mark = "" if o.as_expected else f" <span class='bad'>{_e('; '.join(o.problems))}</span>"
        lines = "\n".join(f"{sender}: {text}" for sender, text in o.transcript)
        yield (
            f"<details><summary>{_e(o.id)} {_e(o.company)} {_e(o.goal)}{mark}</summary>"
            f"<pre>{_e(lines)}</pre></details>"
        )
