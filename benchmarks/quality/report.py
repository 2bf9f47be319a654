"""The comparison as a table for the terminal, as JSON, and as a page."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.quality.outcomes import COLUMNS, Row

EXPLANATION = (
    "n: answerable + unanswerable + out-of-scope questions. In brackets: 95 % intervals from resampled questions.",
    "A hit holds a gold span, in a place that holds for the customer's region; a passage of more than 800 characters "
    "that is not one table or list counts under «any length» only. «characters»: of the first passage, median.",
    "Everyone is asked for 10 passages of the company asked about. Our clauses are those that a customer of the "
    "region may be told; a framework's own passages cannot be told apart by region.",
    "AUROC: how well a system's own score of its best passage (this desk: how sure it is that the policy answers) "
    "tells answerable from unanswerable questions; 0.5 is chance.",
    "«As shipped»: the framework's own splitter, BM25 and fusion with their defaults, but for the number of passages "
    "and, for LlamaIndex, no language model that rewrites the question.",
)


def print_table(rows: Sequence[Row], lines: Sequence[str], console: Console) -> None:
    """One table over all sets; below it what was left out."""
    table = Table(title="Answers compared")
    table.add_column("system", min_width=24)
    table.add_column("n", justify="right")
    for title in COLUMNS.values():
        table.add_column(title.replace(", ", "\n").replace(" ", "\n", 1), justify="right", no_wrap=True)
    table.add_column("char-\nacters", justify="right", no_wrap=True)
    for name, members in groupby(rows, lambda row: row.set):
        table.add_section()
        table.add_row(f"[bold]{name}[/bold]")
        for row in members:
            table.add_row(row.system, row.n, *_cells(row, "\n"), _length(row))
    console.print(table)
    for line in (*EXPLANATION, *lines):
        console.print(line)


def write_json(path: Path, rows: Sequence[Row], lines: Sequence[str], about: Mapping[str, Any]) -> None:
    """All figures. Nothing in it depends on the time of the run: the same inputs make the same file."""
    data = {"about": about, "left_out": list(lines), "rows": [asdict(row) for row in rows]}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_html(path: Path, rows: Sequence[Row], lines: Sequence[str], about: Mapping[str, Any]) -> None:
    """The same as a page."""
    heads = "".join(f"<th>{_e(title)}</th>" for title in ("system", "n", *COLUMNS.values(), "characters"))
    parts = []
    for name, members in groupby(rows, lambda row: row.set):
        body = "".join(
            f"<tr><th>{_e(row.system)}</th><td>{_e(row.n)}</td>"
            + "".join(f"<td>{cell}</td>" for cell in _cells(row, "<br>"))
            + f"<td>{_length(row)}</td></tr>"
            for row in members
        )
        parts.append(f"<h2>{_e(name)}</h2><table><tr>{heads}</tr>{body}</table>")
    notes = "".join(f"<li>{_e(line)}</li>" for line in (*EXPLANATION, *lines))
    style = (
        "body{font-family:sans-serif;margin:2rem;line-height:1.5}table{border-collapse:collapse}"
        "td,th{border:1px solid #bbb;padding:.2rem .6rem;text-align:right}th:first-child{text-align:left}"
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"<!doctype html><html lang='en'><meta charset='utf-8'><title>Madoguchi: answers compared</title>"
        f"<style>{style}</style><body><h1>Madoguchi: answers compared</h1><p>実在各社の窓口ではありません。</p>"
        f"{''.join(parts)}<ul>{notes}</ul><pre>{_e(json.dumps(about, indent=1))}</pre></body></html>\n",
        encoding="utf-8",
    )


def _cells(row: Row, line_end: str) -> list[str]:
    figures = (row.figures.get(name) for name in COLUMNS)
    return [
        "" if one is None else f"{one.value:.3f}{line_end}({one.low:.2f}-{one.high:.2f})" for one in figures
    ]


def _length(row: Row) -> str:
    return "" if row.length is None else f"{row.length:.0f}"


def _e(text: object) -> str:
    return html.escape(str(text))
