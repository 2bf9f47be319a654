"""`madoguchi desk ...`: the desk files of the companies, checked and confirmed."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from knowledge.citations import Citation
    from knowledge.facts.confirming import Marked
    from knowledge.facts.review import Review

_ASKED = "right? y yes, n take it out, r write it anew, Enter later, q quit: "
_STRANGE = "Please answer y, n, r, q, or press Enter."
Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="A company's folder, with policy.txt and desk.yml.")
]


def install(app: typer.Typer, check_facts: Callable[[], int]) -> None:
    """Add the commands; `check_facts` is the set-up's step."""
    desk_app = typer.Typer(help="Desk files: desk.yml against policy.txt.", no_args_is_help=True)
    app.add_typer(desk_app, name="desk")

    @desk_app.command("check")
    def check() -> None:
        """Check every company's desk.yml against its policy, and its own letters, as the set-up does.

        Each fault is named with company, key and quotation; what nobody has confirmed yet is a fault, too. Exit code
        0 when all is well.
        """
        raise typer.Exit(check_facts())

    @desk_app.command("confirm")
    def confirm(folder: Folder) -> None:
        """Go through the draft in FOLDER, entry by entry, beside the words of the policy.

        Whatever is answered y loses its mark; n takes the entry out; r asks for the entry (or its value) in one line
        of YAML and takes it only when it stands in the policy. What has been decided is written at once, so one may
        stop and go on later. Exit code 0 once nothing is left to confirm and the file is complete, else 1.
        """
        from knowledge.facts.errors import FactsError
        from knowledge.facts.review import Review

        try:
            review = Review.of(folder)
            _go_through(review)
            left = review.left()
            if not left:
                review.check_whole()
        except FileNotFoundError as error:
            hint = f"madoguchi index --check {folder} --draft {folder}/desk.yml"
            print(f"There is no {error.filename}; a draft is made by {hint}", file=sys.stderr)
            raise typer.Exit(2) from None
        except (FactsError, ValueError) as error:
            print(f"\n{error}", file=sys.stderr)
            raise typer.Exit(1) from None
        done = f"{folder}/desk.yml: all confirmed, and it holds."
        print(f"\n{left} entries are left to confirm." if left else f"\n{done}")
        raise typer.Exit(1 if left else 0)


def _go_through(review: "Review") -> None:
    """Ask about each entry that is left; what is put off is passed over."""
    total, later = review.left(), 0
    while len(entries := review.entries()) > later:
        entry = entries[later]
        print(f"\n[{total - len(entries) + later + 1}/{total}] {entry.key}")
        _show(review, entry)
        decided = _decide(review, entry)
        if decided is None:
            return
        later += not decided


def _decide(review: "Review", entry: "Marked") -> bool | None:
    """Carry one answer out: True when decided, False when put off, None to stop."""
    from knowledge.facts.confirming import as_entry
    from knowledge.facts.errors import FactsError

    while True:
        answer = _answer(_ASKED)
        if answer in (None, "q"):
            return None
        if answer == "":
            return False
        try:
            if answer == "y":
                review.confirm(entry)
            elif answer == "n":
                review.take_out(entry)
            elif answer == "r":
                words = _answer(f"{entry.key}: ")
                if not words:
                    continue
                review.write(entry, as_entry(words, entry))
            else:
                print(_STRANGE)
                continue
        except (FactsError, ValueError) as error:
            print(f"  not taken: {error}")
            continue
        return True


def _show(review: "Review", entry: "Marked") -> None:
    data = entry.data
    if not isinstance(data, dict) or not ({"value", "not_stated"} & set(data)):
        print(f"  {_plain(data)}")
        return
    if "not_stated" in data:
        print(f"  the policy does not say; searched for: {'、'.join(map(str, data['not_stated']))}")
        if entry.note:
            print(f"  {entry.note}")
    else:
        rule = data.get("rule") or ", ".join(sorted(set((data.get("rules") or {}).values())))
        print(f"  {_plain(data['value'])}{f'   (by rule: {rule})' if rule else ''}")
    for citation in review.cited(entry):
        _quote(citation)


def _quote(citation: "Citation") -> None:
    print(f"  {citation.section}:\n      「{citation.quote}」")


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_plain(one)}" for key, one in value.items())
    if isinstance(value, list):
        return " / ".join(_plain(one) for one in value)
    return str(value)


def _answer(question: str) -> str | None:
    """A line of the terminal (or of a pipe); None at its end."""
    try:
        return input(question).strip()
    except EOFError:
        return None
