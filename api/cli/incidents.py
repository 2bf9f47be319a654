"""`madoguchi incident announce|list|end`: a leak is announced from the terminal."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from knowledge.paths import named, policy_paths
from knowledge.vocabulary import CompanyId

if TYPE_CHECKING:
    from desk.bootstrap import Desk
    from desk.incidents.model import Draft, Incident

OpenDesk = Callable[[], AbstractContextManager["Desk"]]
BY = "operator"
T = TypeVar("T")
_KEYS = {"dated", "title", "text", "script", "fault", "starts_at", "ends_at", "keywords"}


def install(app: typer.Typer, open_desk: OpenDesk) -> None:
    """Add the commands; `open_desk` gives the desk of this installation."""
    incident = typer.Typer(help="Announced incidents (leaks).", no_args_is_help=True)
    app.add_typer(incident, name="incident")

    @incident.command("announce")
    def incident_announce(
        company: Annotated[str, typer.Argument(help="The company's id.")],
        file: Annotated[Path, typer.Argument(help="A YAML file (docs/operations.md, Incident mode).")],
        yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    ) -> None:
        """Announce a leak: its notice comes first in every conversation of the company from then on."""
        from api.settings import get_settings

        known = policy_paths(get_settings().policies_dir)
        whose = named(company, known)
        if whose is None:
            raise typer.BadParameter(f"There is no company {company!r}; there are: {', '.join(known)}")
        draft = read_draft(file, whose)
        if not yes:
            typer.confirm(f"Show {draft.title.get('ja', '')!r} to every customer of {company!r}?", abort=True)
        with open_desk() as desk:
            _show(desk, desk.incidents.announce(draft, BY))

    @incident.command("list")
    def incident_list() -> None:
        """The announced leaks, newest first, with how much is asked about each."""
        with open_desk() as desk:
            for one in desk.incidents.all():
                _show(desk, one)

    @incident.command("end")
    def incident_end(incident: Annotated[str, typer.Argument(help="Its id, from `incident list`.")]) -> None:
        """End the notice of an announced leak: it is shown no more."""
        with open_desk() as desk:
            _show(desk, desk.incidents.end(incident, BY))


def _show(desk: "Desk", one: "Incident") -> None:
    counts = desk.incidents.counts(one.id)
    print(
        f"{one.id}  {one.company:<10} {one.dated}  {one.state:<8} fault={one.fault:<8} "
        f"questions={counts.questions} enquiries={counts.enquiries} requests={counts.requests}  {one.title['ja']}"
    )


def read_draft(path: Path, company: CompanyId) -> "Draft":
    """What a YAML file announces. Raises typer.BadParameter naming what is wrong."""
    import yaml

    from desk.incidents.model import Draft

    with _readable(path):
        # every value as it is written: a date that is none is told with its key (below)
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - makes texts only
        if not isinstance(data, dict) or not {"dated", "title", "text", "script"} <= data.keys() <= _KEYS:
            raise ValueError(
                f"wanted: dated, title, text, script; may be there too: {', '.join(sorted(_KEYS))}"
            )
        return Draft(
            company=company,
            dated=_read("dated", _day, data["dated"]),
            title=_by_language(data["title"]),
            text=_by_language(data["text"]),
            script=str(data["script"]),
            fault=str(data.get("fault", "unknown")),  # type: ignore[arg-type] # the desk checks the word
            starts_at=_read("starts_at", _moment, data.get("starts_at")),
            ends_at=_read("ends_at", _moment, data.get("ends_at")),
            keywords=_words(data.get("keywords")),
        )


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    import yaml

    try:
        yield
    except (OSError, ValueError, yaml.YAMLError) as problem:
        raise typer.BadParameter(f"{path}: {problem}") from None


def _by_language(given: Any) -> dict[str, str]:
    if isinstance(given, str):
        return {"ja": given}
    if not isinstance(given, dict):
        raise ValueError("title and text: a text, or one a language")
    return {str(name): str(words) for name, words in given.items()}


def _read(key: str, how: Callable[[Any], T], given: Any) -> T:
    """What stands under a key. Raises ValueError naming the key."""
    try:
        return how(given)
    except ValueError as problem:
        raise ValueError(f"{key}: {problem}; write it as 2026-11-30, a time as 2026-11-30 09:00") from None


def _day(given: Any) -> date:
    return date.fromisoformat(str(given))


_NONE = frozenset({"", "~", "null", "Null", "NULL"})
"""How YAML writes that there is none; `BaseLoader` leaves it as it is written."""


def _words(given: Any) -> tuple[str, ...]:
    if isinstance(given, str) and given in _NONE:
        return ()
    if given and not isinstance(given, list):
        raise ValueError("keywords: a list of words")
    return tuple(str(word) for word in given or ())


def _moment(given: Any) -> datetime | None:
    """With a zone, or in Japan's time."""
    if not given or given in _NONE:
        return None
    from desk.calendar.dues import DESK_ZONE

    moment = datetime.fromisoformat(str(given))
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=DESK_ZONE)
