"""The commands of `madoguchi`. Each imports what it needs itself, so that `--help` is instant."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli import channels as cli_channels
from api.cli import desk_files as cli_desk
from api.cli import figures as cli_figures
from api.cli import incidents as cli_incidents
from api.cli import records as cli_records
from api.cli import slack as cli_slack
from api.cli import staff as cli_staff
from api.cli import talk as cli_talk
from api.cli.opening import Group
from api.cli.opening import fail as _fail
from api.cli.opening import open_desk as _open_desk
from knowledge.paths import named, policy_paths
from knowledge.vocabulary import Region

if TYPE_CHECKING:
    from desk.model import RequestRecord
    from knowledge.answering import Lookup


app = typer.Typer(
    name="madoguchi",
    cls=Group,
    help="A privacy help desk: answers with the cited clause, opens requests, reaches a person. "
    "This is not the desk of the companies it shows.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its tracebacks show local variables, and they may be a customer's
)
requests_app = typer.Typer(help="Requests that customers have opened.", no_args_is_help=True)
db_app = typer.Typer(help="The database.", no_args_is_help=True)
app.add_typer(requests_app, name="requests")
app.add_typer(db_app, name="db")


Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def _say_version(asked: bool) -> None:
    from api.version import VERSION

    if asked:
        print(f"madoguchi {VERSION}")
        raise typer.Exit


@app.callback()
def _before_any_command(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version this is."),
    ] = False,
) -> None:
    """What holds for the command line as a whole; its help stands at `app`."""


@contextmanager
def _knowledge(*, at_once: bool = True) -> "Iterator[None]":
    """What is not built yet becomes one line that says how to build it; not `at_once`: only where it comes to that."""
    from knowledge.encoding_st import ModelMissing
    from knowledge.index import IndexUnusable
    from knowledge.paths import model_dir

    missing = "The embedding model is not built yet: run make setup."
    if (
        at_once
        and not (model_dir() / "model.json").is_file()
        and not os.environ.get("MADOGUCHI_EMBEDDING_MODEL")
    ):
        raise _fail(missing)
    try:
        yield
    except ModelMissing as reason:
        raise _fail(str(reason)) from None
    except IndexUnusable as reason:
        raise _fail(f"The index cannot be used ({reason}): run madoguchi index.") from None


def _check_facts() -> int:
    from ops.tasks import check_facts

    return check_facts()


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


@app.command()
def serve(
    dev: Annotated[
        bool,
        typer.Option(
            "--dev", help="All but Rasa starts again by itself when code, wording or a policy changes."
        ),
    ] = False,
) -> None:
    """Start the app and Rasa, wait until both answer, print the addresses. Ctrl-C ends both.

    Address and port: MADOGUCHI_HOST, MADOGUCHI_PORT (default 127.0.0.1:8080). Every other setting is an
    environment variable too, or a line of `.env`; docs/configuration.md lists them. Logs lie in var/log.
    """
    from ops.supervisor import serve as run

    raise typer.Exit(run(dev))


@app.command()
def setup(
    purpose: Annotated[
        str,
        typer.Option(
            "--for",
            help="`serve`, `test` (adds browser and MkDocs), `compare` (peers), `docs` (MkDocs), `mutate`.",
        ),
    ] = "serve",
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Only this step and what it needs.")
    ] = None,
) -> None:
    """Do what has changed since the last set-up: packages, model, index, training, database."""
    from ops.setup import main as run

    raise typer.Exit(run(["--for", purpose, *(["--only", *only] if only else [])]))


def _holds_policies(folder: Path) -> bool:
    """Whether a folder holds policy texts, and is no search index (which has a manifest)."""
    texts = (folder / "policy.txt").is_file() or any(folder.glob("*/policy.txt"))
    return texts and not (folder / "manifest.json").exists()


@app.command()
def index(
    check: Annotated[
        Path | None,
        typer.Option(
            "--check",
            metavar="DIR",
            help="Only check DIR: whether an index there is sound and up to date; or, where DIR holds policy texts, "
            "how they are read, with the draft of a desk.yml.",
        ),
    ] = None,
    draft: Annotated[
        Path | None,
        typer.Option("--draft", metavar="FILE", help="With --check on one policy: write the draft here."),
    ] = None,
) -> None:
    """Build the search index where policies or model have changed; only changed companies are embedded.

    With --check nothing of this installation is written. DIR is an index folder: exit code 0 when the index can be
    served, 1 with the reason when not. DIR holds policy.txt, or folders that do: an index is built in a temporary
    place and asked, what was read and what looks wrong is said, and a draft of desk.yml is printed for a person to
    confirm (with --draft: written to that file); exit code 1 when a policy cannot be used.
    """
    if check is not None and _holds_policies(check):
        with _knowledge():
            from api.cli.policy_check import check_policies

            problem = check_policies(check, draft)
        if problem:
            raise _fail(problem)
        return
    if draft is not None:
        raise _fail("--draft needs --check DIR with a policy.txt in DIR.", 2)
    if check is not None and not check.is_dir():
        raise _fail(f"{check}: there is no such folder.")
    from ops.tasks import check_index, ensure_index

    with _knowledge():
        if check is None:
            ensure_index()
            return
        reason = check_index(check)
    if reason:
        raise _fail(f"{check}: {reason}")
    print(f"{check}: sound and up to date")


@app.command()
def ask(
    question: Annotated[
        str, typer.Argument(help="The customer's question, in Japanese, English or Chinese.")
    ],
    company: Annotated[
        str | None, typer.Option(help="Whose policy: ocs, prestige, ocn, opt, oni ...")
    ] = None,
    region: Annotated[Region | None, typer.Option(help="Where the customer lives, if it matters.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=50, help="How many passages to show.")] = 5,
    as_json: Json = False,
) -> None:
    """Look a question up: the answer, the clauses it rests on, and how sure the desk is.

    Exit code 0 when the policy answers it, 3 when it does not.

        madoguchi ask --company ocs --region jp "開示の請求に必要な書類は何ですか"
    """
    from api.settings import get_settings

    if not question.strip():
        raise _fail("Write a question.", 2)
    known = policy_paths(get_settings().policies_dir)
    whose = named(company, known) if company is not None else None
    if company is not None and whose is None:
        raise _fail(f"There is no company {company!r}; there are: {', '.join(known)}", 2)
    with _knowledge():
        from knowledge.answering import load_answerer

        found = load_answerer().lookup(question, company=whose, region=region, limit=limit)
    if as_json:
        _print_json(_lookup_as_data(question, found))
    else:
        _show_lookup(question, found)
    if not found.answerable:
        raise typer.Exit(3)


def _answer_text(question: str, found: "Lookup") -> str | None:
    from desk.chat.language import detect
    from desk.wording.answers import answer_text

    if found.answer is None or not found.answerable:
        return None
    return answer_text(found.answer, detect(question) or "ja")


def _lookup_as_data(question: str, found: "Lookup") -> dict[str, object]:
    """The shape of `POST /api/v1/lookup`, without the addresses that only a running desk has."""
    answer = None
    if found.answer is not None and found.answerable:
        citations = [asdict(one.citation) for one in found.answer.statements]
        answer = {"text": _answer_text(question, found), "citations": citations}
    return {
        "answerable": found.answerable,
        "confidence": round(found.confidence, 4),
        "answer": answer,
        "passages": [
            {"rank": one.rank, "score": round(one.score, 4), **asdict(one.citation)} for one in found.passages
        ],
    }


def _show_lookup(question: str, found: "Lookup") -> None:
    from desk.wording.display import readable

    print(_answer_text(question, found) or "The policy does not answer this.")
    print(f"\nconfidence {found.confidence:.2f}")
    for passage in found.passages:
        cited = passage.citation
        print(
            f"\n[{passage.rank}] {passage.score:.3f}  {cited.company} {cited.section} ({cited.start}-{cited.end})"
        )
        print("    " + readable(cited.quote).replace("\n", "\n    "))


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True}, add_help_option=False
)
def evaluate(context: typer.Context) -> None:
    """Ask the questions and hold the dialogues of tests/eval; print a table, write an HTML report."""
    from evaluation.__main__ import main as run

    with _knowledge(at_once=not any(one.startswith("--url") for one in context.args)):
        raise typer.Exit(run(context.args))


def _request_row(one: "RequestRecord") -> dict[str, object]:
    return {
        "receipt": one.receipt,
        "company": one.company,
        "region": one.region,
        "request_type": one.request_type,
        "requester": one.requester,
        "status": str(one.status),
        "due": one.due,
        "created_at": one.created_at,
    }


@requests_app.command("list")
def requests_list(
    company: Annotated[str | None, typer.Option(help="Only this company's.")] = None,
    status: Annotated[str | None, typer.Option(help="Only those with this status.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="How many, newest first.")] = 50,
    as_json: Json = False,
) -> None:
    """Requests, newest first, without the customers' data (that is read, and audited, in the staff pages)."""
    from api.settings import get_settings
    from desk.errors import ChangeInvalid
    from desk.statuses import STATUSES, status_named

    standing = status_named(status) if status is not None else None
    if status is not None and standing is None:
        raise _fail(f"There is no status {status!r}; there are: {', '.join(STATUSES)}", 2)
    known = policy_paths(get_settings().policies_dir)
    with _open_desk() as desk:
        try:
            whose = desk.work.board.company(company, known)
        except ChangeInvalid as unknown:
            there = ", ".join(unknown.allowed)
            raise _fail(f"There is no company {company!r}; there are: {there}", 2) from None
        found = desk.requests.list(company=whose, status=standing, limit=limit)
    rows = [_request_row(one) for one in found.items]
    if as_json:
        _print_json(rows)
        return
    for row in rows:
        print(
            "  ".join(str(row[key] or "-") for key in ("receipt", "company", "request_type", "status", "due"))
        )
    if not rows:
        print("No requests.")


@db_app.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this version's tables, or make it (the app does it at its start, too)."""
    with _open_desk(new=True):
        print("The database is up to date.")


@app.command()
def purge(
    check: Annotated[
        bool, typer.Option("--check", help="Remove nothing; exit code 1 when something is past its time.")
    ] = False,
) -> None:
    """Remove what is past its retention period now; the running app does it every hour."""
    with _open_desk() as desk:
        if check:
            due = desk.retention.due()
            print(", ".join(f"{name}: {len(ids)}" for name, ids in asdict(due).items()))
            raise typer.Exit(1 if due.number else 0)
        report = desk.retention.purge()
    print(", ".join(f"{name}: {count}" for name, count in asdict(report).items()))


cli_channels.install(app, _open_desk)
cli_desk.install(app, _check_facts)
cli_talk.install(app)
cli_records.install(app, _open_desk)
cli_figures.install(app, _open_desk)
cli_incidents.install(app, _open_desk)
cli_staff.install(app, _open_desk)
cli_slack.install(cli_staff.staff_app, _open_desk)
