"""`madoguchi desk ...`: the desk files of the companies, checked and confirmed."""

import sys
from collections.abc import Callable, Set
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.cli.opening import fail
from knowledge.paths import policy_paths

if TYPE_CHECKING:
    from knowledge.citations import Citation
    from knowledge.facts.confirming import Marked
    from knowledge.facts.review import Review

_ASKED = "right? y yes, n take it out, r write it anew, Enter later, q quit: "
_STRANGE = "Please answer y, n, r, q, or press Enter."
_ASKED_OF_ALL = "all of them? y yes, o one by one, Enter later, q quit: "
_STRANGE_OF_ALL = "Please answer y, o, q, or press Enter."
_ITSELF = "(the sentence itself)"
_GROUP = 10
"""Silences that are shown, and may be confirmed, at once: as many lines as one looks through before one skips some."""
Folder = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="A company's folder, with policy.txt and desk.yml.")
]


def install(app: typer.Typer, check_facts: Callable[[], int]) -> None:
    """Add the commands; `check_facts` is the set-up's step."""
    desk_app = typer.Typer(help="Desk files: desk.yml against policy.txt.", no_args_is_help=True)
    app.add_typer(desk_app, name="desk")

    @desk_app.command("check")
    def check() -> None:
        """Check every company's desk.yml against its policy, its settings.yml and its own letters, as the set-up does.

        Each fault is named with company, key and quotation; what nobody has confirmed yet is a fault, too. Exit code
        0 when all is well.
        """
        from api.settings import get_settings

        folder = get_settings().policies_dir
        if not policy_paths(folder):
            raise fail(
                f"{folder}: there is no company in it, that is no folder with a policy.txt "
                "(MADOGUCHI_POLICIES_DIR names it)."
            )
        raise typer.Exit(check_facts())

    @desk_app.command("confirm")
    def confirm(folder: Folder) -> None:
        """Go through the draft in FOLDER beside the words of the policy: facts a sentence at a time, silences ten.

        Whatever is answered y loses its mark; n takes the entry out; r asks for the value, the entry or a list
        of entries in one line of YAML and takes it only when it stands in the policy. Of a group (facts that rest on
        the same words; silences, none of whose terms stands in the policy) y takes those that are shown, o asks about
        each. What has been decided is written at once, so one may stop and go on later. Exit code 0 once nothing is
        left to confirm and the file is complete, else 1.
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
    """Ask about what is left: about facts sentence by sentence, then about silences in groups."""
    if _sentences(review):
        _groups(review)


def _sentences(review: "Review") -> bool:
    """Ask about facts: those that rest on the same words at once, beside these words. False to stop."""
    total, put_off = len(review.one_by_one()), set[tuple[str, str]]()
    while groups := _still_open(review, put_off):
        group = groups[0]
        first = total - sum(map(len, groups)) + 1
        if len(group) == 1:
            print(f"\n[{first}/{total}] {group[0].key}")
            _show(review, group[0])
            decided = _decide(review, group[0])
        else:
            _show_sentence(review, group, f"[{first}-{first + len(group) - 1}/{total}]")
            decided = _decide_all(review, group)
        if decided is None:
            return False
        put_off.update(map(_identity, group))  # of what was decided too: it is not asked about again
    return True


def _still_open(review: "Review", put_off: Set[tuple[str, str]]) -> "list[list[Marked]]":
    return [group for group in review.of_one_sentence() if not set(map(_identity, group)) <= put_off]


def _left_of(review: "Review", those: Set[tuple[str, str]]) -> "list[Marked]":
    return [entry for entry in review.one_by_one() if _identity(entry) in those]


def _identity(entry: "Marked") -> tuple[str, str]:
    """An entry as it stays while lines of the file come and go."""
    from knowledge.facts.confirming import in_one_line

    return entry.key, in_one_line(entry.data)


def _show_sentence(review: "Review", group: "list[Marked]", heading: str) -> None:
    print(f"\n{heading} {len(group)} entries rest on the same words:")
    for citation in review.cited(group[0]):
        _quote(citation)
    wide = max(len(entry.key) for entry in group)
    for entry in group:
        print(f"  {entry.key:<{wide}}  {_stated(entry)}")


def _decide_all(review: "Review", group: "list[Marked]") -> bool | None:
    """Carry one answer about a group out: True when it is settled, False when put off, None to stop."""
    while True:
        answer = _answer(_ASKED_OF_ALL)
        if answer in (None, "q"):
            return None
        if answer == "":
            return False
        if answer == "y":
            for error in review.confirm_all(group):
                print(f"  not taken: {error}")
            return True
        if answer == "o":
            return _each(review, partial(_left_of, review, set(map(_identity, group)))) or None
        print(_STRANGE_OF_ALL)


def _each(review: "Review", left: "Callable[[], list[Marked]]") -> bool:
    """Ask about each of what is left; what is put off is passed over. False to stop."""
    total, later = len(left()), 0
    while len(entries := left()) > later:
        entry = entries[later]
        print(f"\n[{total - len(entries) + later + 1}/{total}] {entry.key}")
        _show(review, entry)
        decided = _decide(review, entry)
        if decided is None:
            return False
        later += not decided
    return True


def _groups(review: "Review") -> None:
    """Ask about silences, some at a time. Nothing is confirmed that was not shown."""
    total, later = len(review.plain_silences()), 0
    while len(silences := review.plain_silences()) > later:
        group = silences[later : later + _GROUP]
        first = total - len(silences) + later + 1
        _show_group(review, group, f"[silences {first}-{first + len(group) - 1} of {total}]")
        answer = _answer(_ASKED_OF_ALL)
        if answer in (None, "q"):
            return
        if answer == "":
            later += len(group)
        elif answer == "y":
            refused = review.confirm_all(group)
            later += len(refused)
            for error in refused:
                print(f"  not taken: {error}")
        elif answer == "o":
            left = partial(_of_them, review, {entry.key for entry in group})
            if not _each(review, left):
                return
            later += len(left())
        else:
            print(_STRANGE_OF_ALL)


def _of_them(review: "Review", keys: Set[str]) -> "list[Marked]":
    return [entry for entry in review.plain_silences() if entry.key in keys]


def _show_group(review: "Review", group: "list[Marked]", heading: str) -> None:
    terms = {str(term) for entry in group for term in entry.data["not_stated"]}
    print(f"\n{heading} the policy does not say; these {len(terms)} terms stand nowhere in it:")
    wide = max(len(entry.key) for entry in group)
    for entry in group:
        print(f"  {entry.key:<{wide}}  {'、'.join(map(str, entry.data['not_stated']))}")
        for sentence in review.may_speak(entry):
            print(f"  {'':<{wide}}    read 「{sentence}」")


def _decide(review: "Review", entry: "Marked") -> bool | None:
    """Carry one answer out: True when decided, False when put off, None to stop."""
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
                _write(review, entry, words)
            else:
                print(_STRANGE)
                continue
        except (FactsError, ValueError) as error:
            print(f"  not taken: {error}")
            continue
        return True


def _write(review: "Review", entry: "Marked", words: str) -> None:
    """Write what was typed, and show the sentences that a new value has brought with it."""
    data = review.typed(entry, words)
    review.write(entry, data)
    if isinstance(data, dict) and data.get("quote") != entry.data.get("quote") and "quote:" not in words:
        for citation in review.cited(replace(entry, data=data)):
            _quote(citation)


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
        print(f"  {_stated(entry)}")
    for citation in review.cited(entry):
        _quote(citation)


def _stated(entry: "Marked") -> str:
    """The value of a fact, and by which rule it follows from its quotation; a sentence is not shown twice."""
    value, quote = entry.data["value"], entry.data.get("quote")
    if isinstance(value, str) and isinstance(quote, str) and value == quote.rstrip("。"):
        return _ITSELF
    rule = entry.data.get("rule") or ", ".join(sorted(set((entry.data.get("rules") or {}).values())))
    return f"{_plain(value)}{f'   (by rule: {rule})' if rule else ''}"


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
