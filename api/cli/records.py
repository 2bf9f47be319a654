"""`madoguchi keys|audit|company|erase|restore|restore-check|backup`: keys and records, for the operator."""

import base64
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.needs import needing
from api.cli.opening import fail
from desk.locales import FullLocale

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.upkeep.certificates import Certificate

OpenDesk = Callable[[], AbstractContextManager["Desk"]]
BY = "operator"
"""Who the audit log says it was, for a command at the terminal."""

Text = Annotated[
    FullLocale | None,
    typer.Option("--text", help="Print the certificate to be read, in this language: ja or en."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]


@contextmanager
def _output(path: Path | None) -> Iterator[Callable[[str], object]]:
    """Where a command writes to: a new file (mode 0600), or standard output. Raises ExportProblem."""
    from desk.upkeep.errors import ExportProblem

    if path is None:
        yield sys.stdout.write
        return
    try:
        file = path.open("x", encoding="utf-8")
    except OSError as problem:
        raise ExportProblem(f"{path} could not be written: {problem.strerror}.") from None
    try:
        with file:
            path.chmod(0o600)
            yield file.write
    except OSError as problem:
        # Half a file looks like a whole one, and stands in the way of the next try.
        path.unlink(missing_ok=True)
        raise ExportProblem(f"{path} could not be written: {problem.strerror}.") from None


def _called(named: str) -> str:
    """The company's name, for whoever reads at the terminal."""
    from api.library import called
    from api.settings import get_settings

    return called(named, get_settings().policies_dir)


def _show(desk: "Desk", certificate: "Certificate", text: FullLocale | None, to: Path | None) -> None:
    from desk.upkeep.errors import ExportProblem

    signed = json.dumps(certificate.as_json(desk.database.anchors), ensure_ascii=False, indent=1)
    if to is not None:
        try:
            with _output(to) as write:
                write(signed + "\n")
        except (
            ExportProblem
        ) as problem:  # what it certifies has been done and is not done again: it must not be lost
            print(signed)
            print(problem, file=sys.stderr)
            raise typer.Exit(1) from None
    if text is not None:
        print(certificate.as_text(text, _called(certificate.company)), end="")
    elif to is None:
        print(signed)


def install(app: typer.Typer, open_desk: OpenDesk) -> None:
    """Add the commands to the command line; `open_desk` gives the desk of this installation."""
    keys = typer.Typer(help="The keys that seal customers' data.", no_args_is_help=True)
    audit = typer.Typer(help="The audit log.", no_args_is_help=True)
    company = typer.Typer(help="A company's data as a whole.", no_args_is_help=True)
    app.add_typer(keys, name="keys")
    app.add_typer(audit, name="audit")
    app.add_typer(company, name="company")
    _keys(keys, open_desk)
    _audit(audit, open_desk)
    _company(company, open_desk)
    _erase(app, open_desk)
    _restore(app)
    _restore_check(app, open_desk)
    _backup(app, open_desk)


def _keys(app: typer.Typer, open_desk: OpenDesk) -> None:
    @app.command("new")
    def keys_new() -> None:
        """Print a new key, for an installation that has its keys in MADOGUCHI_SECRET_KEY."""
        from desk.vaulting.crypto import new_key

        print(base64.b64encode(new_key()).decode())

    @app.command("list")
    def keys_list() -> None:
        """The installation's keys by fingerprint, newest first, and how many values each seals."""
        with open_desk() as desk:
            for use in desk.rotation.uses():
                print(f"{use.fingerprint}  {use.values:>8}  {'newest' if use.newest else ''}".rstrip())

    @app.command("rotate")
    def keys_rotate(
        only_installation: Annotated[
            bool, typer.Option("--only-installation", help="Keep the companies' data keys; seal them anew.")
        ] = False,
    ) -> None:
        """New keys for the installation and every company; everything is sealed anew. Safe beside a running desk;
        interrupted, it goes on when it is called again."""
        with open_desk() as desk:
            report = desk.rotation.rotate(BY, only_installation=only_installation)
        print(", ".join(f"{name}: {value}" for name, value in asdict(report).items()))

    @app.command("retire")
    def keys_retire() -> None:
        """Take old keys that seal nothing any more out of the key file. Older backups cannot be read without them."""
        with open_desk() as desk:
            print(f"{desk.rotation.retire(BY)} old keys taken out of the key file")


def _audit(app: typer.Typer, open_desk: OpenDesk) -> None:
    @app.command("verify")
    def audit_verify() -> None:
        """Is every entry as it was written, and none missing? Exit code 1 with what was found when not."""
        with open_desk() as desk:
            report = desk.audit.verify()
        print(
            f"{report.entries} entries, the newest {report.head[:16]}; {report.covered} covered by a signed head; "
            f"{report.restores} restores"
        )
        for problem in report.problems:
            print(problem, file=sys.stderr)
        if not report.whole:
            raise typer.Exit(1)

    @app.command("export")
    def audit_export(
        to: Annotated[Path | None, typer.Option(help="A new file; default: standard output.")] = None,
        after: Annotated[int, typer.Option(min=0, help="Only entries after this number.")] = 0,
    ) -> None:
        """The entries as lines of JSON, and a last line with a signature over them."""
        with open_desk() as desk, _output(to) as write:
            number = desk.audit.export(write, after)
        if to is not None:
            print(f"{number} entries")


def _an_export_or_none(given: Mapping[str, Any]) -> str | None:
    return (
        None if bool(given["export"]) != given["no_export"] else "Give either --export FILE or --no-export."
    )


def _whose_data(given: Mapping[str, Any]) -> str | None:
    named = given["receipts"] or given["conversations"]
    return None if named else "Name the person's requests (--receipt) or conversations (--conversation)."


def _company(app: typer.Typer, open_desk: OpenDesk) -> None:
    @app.command("export")
    def company_export(
        company: Annotated[str, typer.Argument(help="The company's id.")],
        to: Annotated[Path, typer.Option(help="A new zip file; it holds personal data in the clear.")],
    ) -> None:
        """Everything of a company in one file; nothing is changed."""
        with open_desk() as desk:
            counts = desk.companies.export(company, to, BY)
        print(", ".join(f"{name}: {count}" for name, count in counts.items()))

    @app.command("end", cls=needing(_an_export_or_none))
    def company_end(
        company: Annotated[str, typer.Argument(help="The company's id.")],
        export: Annotated[Path | None, typer.Option(help="A new zip file for the export.")] = None,
        no_export: Annotated[  # noqa: ARG001 - read by the command's rule
            bool, typer.Option("--no-export", help="Destroy without an export.")
        ] = False,
        certificate: Annotated[Path | None, typer.Option(help="A new file for the certificate.")] = None,
        text: Text = None,
        yes: Yes = False,
    ) -> None:
        """The end of a contract: export, destruction of all data and keys, certificate. It cannot be undone."""
        if not yes:
            name = _called(company)
            whose = name if name == company else f"{name} ({company})"
            typer.confirm(f"Destroy everything of {whose}?", abort=True)
        with open_desk() as desk:
            _show(desk, desk.companies.end(company, BY, export), text, certificate)


def _erase(app: typer.Typer, open_desk: OpenDesk) -> None:
    @app.command(cls=needing(_whose_data))
    def erase(
        receipts: Annotated[
            list[str] | None, typer.Option("--receipt", help="A request of the person; repeat for several.")
        ] = None,
        conversations: Annotated[
            list[str] | None,
            typer.Option("--conversation", help="A conversation without a request, by its id."),
        ] = None,
        linked: Annotated[
            bool,
            typer.Option(
                "--linked", help="Also the company's other records with the same e-mail or telephone."
            ),
        ] = False,
        withdraw: Annotated[bool, typer.Option("--withdraw", help="Withdraw what is still open.")] = False,
        certificate: Annotated[Path | None, typer.Option(help="A new file for the certificate.")] = None,
        text: Text = None,
        yes: Yes = False,
    ) -> None:
        """Erase one person's data on their request; prints the certificate. It cannot be undone."""
        from desk.errors import ConversationNotFound, RequestNotFound
        from desk.ids import ConversationId
        from desk.requests.receipts import read_receipt

        with open_desk() as desk:
            chats = [ConversationId(text) for text in conversations or ()]
            try:
                requests = [read_receipt(text) for text in receipts or ()]
                found = desk.erasures.find(requests, chats, linked)
            except RequestNotFound:
                raise fail(f"Not every one of these requests is here: {', '.join(receipts or ())}") from None
            except ConversationNotFound:
                raise fail(
                    f"Not every one of these conversations is here: {', '.join(map(repr, chats))}"
                ) from None
            print(
                f"{_called(found.company)}: requests {', '.join(found.receipts) or '-'}; "
                f"{len(found.conversations)} conversations",
                file=sys.stderr,
            )
            if found.linked:
                print(
                    f"Left out, same e-mail or telephone: {', '.join(found.linked)} (--linked takes them too)",
                    file=sys.stderr,
                )
            if not yes:
                typer.confirm("Erase this?", abort=True)
            done = desk.erasures.erase(requests, BY, conversations=chats, linked=linked, withdraw=withdraw)
            _show(desk, done, text, certificate)


def _restore(app: typer.Typer) -> None:
    @app.command()
    def restore(
        folder: Annotated[Path, typer.Argument(help="A folder that `madoguchi backup` wrote.")],
        replace: Annotated[
            bool,
            typer.Option(
                "--replace", help="Also where a database is there; it is kept beside it, under another name."
            ),
        ] = False,
        check: Annotated[
            bool, typer.Option("--check", help="Only say whether the backup is whole and our key opens it.")
        ] = False,
    ) -> None:
        """Put a backup in place: check it, put the database there, carry out again what was erased since, verify the
        audit log. Stop the desk first; interrupted, it goes on when it is called again. Exit code 1 when it is refused
        or something is not as it should be."""
        from datetime import UTC, datetime

        from api.settings import desk_settings, get_settings
        from desk.bootstrap import build
        from desk.errors import DeskError
        from desk.upkeep import restoring

        settings = get_settings()
        try:
            if check:
                found = restoring.check(desk_settings(settings), folder)
                print(f"whole: {len(found.files)} files, made {found.made_at}, database {found.database_id}")
                return
            done = restoring.restore(
                desk_settings(settings),
                folder,
                settings.var_dir / "policies",
                build,
                BY,
                datetime.now(UTC),
                replace=replace,
            )
        except DeskError as error:
            print(error, file=sys.stderr)
            raise typer.Exit(1) from None
        print(f"restored: made {done.made_at}")
        if done.aside is not None:
            print(
                f"what was there before: {done.aside} (personal data: remove it when it is not needed any more)"
            )
        print(f"erasures carried out again: {done.replayed}")
        print(f"past their time and removed: {done.purged}")
        print(
            f"audit log: {done.audit.entries} entries"
            + (", goes on after a step back" if done.stepped_back else "")
        )
        for problem in done.audit.problems:
            print(problem, file=sys.stderr)
        if not done.audit.whole or done.left:
            raise typer.Exit(1)


def _restore_check(app: typer.Typer, open_desk: OpenDesk) -> None:
    @app.command("restore-check")
    def restore_check() -> None:
        """After a backup was put in place: carry out again what was erased since it was made, remove what is past its
        time, and let the audit log go on from its end. Exit code 1 when something is not as it should be."""
        with open_desk() as desk:  # opening carries the erasures out
            print(f"erasures carried out again: {len(desk.replayed)}")
            stepped_back = desk.audit.note_restore(BY)
            print(
                "the audit log goes on after a step back"
                if stepped_back
                else "the audit log has no step back"
            )
            purged = desk.retention.purge()
            print(f"past their time: {purged.conversations} conversations, {purged.requests} requests")
            report = desk.audit.verify()
            for problem in report.problems:
                print(problem, file=sys.stderr)
            if not report.whole or purged.left:
                raise typer.Exit(1)


def _backup(app: typer.Typer, open_desk: OpenDesk) -> None:
    @app.command()
    def backup(
        to: Annotated[Path, typer.Argument(help="A new folder.")],
    ) -> None:
        """Copy the database (beside a running desk), the kept policies and the records into a folder. The key is not
        in it: keep that elsewhere."""
        from api.settings import get_settings
        from desk.upkeep.backup import make

        with open_desk() as desk:
            made = make(desk, get_settings().var_dir / "policies", to)
        for name, size in made.items():
            print(f"{name}: {size} bytes")
