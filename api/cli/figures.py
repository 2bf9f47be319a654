"""`madoguchi report|demo-data`: the monthly report, and invented data to look at."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli.opening import fail

if TYPE_CHECKING:
    from desk.bootstrap import Desk

OpenDesk = Callable[[], AbstractContextManager["Desk"]]


class Format(StrEnum):
    """What the report is written as."""

    CSV = "csv"
    PDF = "pdf"


def install(app: typer.Typer, open_desk: OpenDesk) -> None:
    """Add the commands to the command line; `open_desk` gives the desk of this installation."""
    _report(app, open_desk)
    _demo(app, open_desk)


def _report(app: typer.Typer, open_desk: OpenDesk) -> None:
    @app.command("report")
    def report(
        company: Annotated[str, typer.Option(help="Whose figures.")],
        month: Annotated[str, typer.Option(help="Which month, as 2026-11.")],
        form: Annotated[Format, typer.Option("--format", help="What it is written as.")] = Format.CSV,
        to: Annotated[Path | None, typer.Option(help="The file (must not be there yet).")] = None,
        lang: Annotated[str, typer.Option(help="ja or en.")] = "ja",
    ) -> None:
        """The monthly report of a company's figures: questions, handoffs, requests, times. No personal data."""
        from api.console.insights import topic_words
        from api.library import load_companies
        from api.settings import get_settings
        from desk.reports.figures import Period
        from desk.reports.monthly import report_of
        from knowledge.archive import PolicyArchive
        from knowledge.paths import named

        if lang not in ("ja", "en"):
            raise fail(f"There is no report in {lang!r}; there are: ja, en", 2)
        try:
            period = Period.month(month)
        except ValueError:
            raise fail(f"--month: {month!r} is no month; write it as 2026-11", 2) from None
        settings = get_settings()
        companies = load_companies(settings.policies_dir, PolicyArchive(settings.var_dir / "policies"))
        whose = named(company, companies)
        if whose is None:
            raise fail(f"There is no company {company!r}; there are: {', '.join(sorted(companies))}", 2)
        with open_desk() as desk:
            figures = desk.work.insights.figures_for_report(whose, period)
        made = report_of(figures, companies[whose].name, topic_words(), "en" if lang == "en" else "ja")
        content = made.as_pdf() if form is Format.PDF else made.as_csv().encode("utf-8")
        if to is None:
            sys.stdout.buffer.write(content)
            return
        opened = False
        try:
            with to.open("xb") as file:
                opened = True
                file.write(content)
        except FileExistsError:
            raise fail(f"{to} is there already; name another file.") from None
        except OSError as problem:
            if opened:
                to.unlink(missing_ok=True)  # half a report looks like a whole one
            raise fail(f"{to} could not be written: {problem.strerror}.") from None


def _demo(app: typer.Typer, open_desk: OpenDesk) -> None:
    @app.command("demo-data")
    def demo_data() -> None:
        """Fill an empty desk with invented conversations and requests; refused where there are records."""
        from api.demo.invented import fill
        from api.library import load_companies
        from api.settings import get_settings
        from desk.calendar.rulebook import company_rules
        from knowledge.archive import PolicyArchive

        settings = get_settings()
        loaded = load_companies(settings.policies_dir, PolicyArchive(settings.var_dir / "policies"))
        with open_desk() as desk:
            for one in loaded.values():
                desk.rulebook.put(one.id, company_rules(one.name, one.hours, one.settings, one.closed))
            made = fill(desk, loaded)
        print(f"{made.requests} requests, {made.conversations} conversations, {made.waiting} waiting.")
        print(f"One of them at /requests: {made.receipt}  access code {made.access_code}")
        if made.password is not None:
            print(f"Staff account: demo  password {made.password}")
