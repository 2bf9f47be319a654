"""Ways of reply that a desk does not offer: said so, and never dropped in silence."""

from dataclasses import replace

from actions.case import Case, Heard
from actions.choices import word
from actions.emit import Emitter
from actions.form.settling import needs_region, offered, steps_of
from actions.form.switching import Note
from actions.ports import DeskBook
from knowledge.vocabulary import MessageKind


def about_reply(case: Case, way: str | None, book: DeskBook) -> Note | None:
    """What is to be said of the way of reply that somebody wishes for: that the answer comes in another way, or that it
    comes so in any case. None where it may be chosen, or nothing is known of it yet."""
    if way is None or case.request_type is None or needs_region(case, book):
        return None
    if case.request_type not in offered(case, book):
        return None
    steps = steps_of(case, book)
    ways = steps.reply_methods
    if not ways or (way in ways and len(ways) > 1):
        return None
    key = "request.reply_is" if way in ways else "request.reply_not_here"
    return Note(
        key,
        {"ways": [word("reply_method", one) for one in ways]},
        steps.reply.citations if steps.reply else (),
    )


def say_note(note: Note, emitter: Emitter) -> None:
    """Says a note, with the clause that it rests on."""
    kind = MessageKind.ANSWER if note.citations else MessageKind.NOTICE
    emitter.say(note.key, note.params, kind=kind, citations=note.citations)


def say_reply_dropped(told: Case, settled: Case, book: DeskBook, emitter: Emitter) -> None:
    """Says it where settling has dropped what was told."""
    if settled.reply_method is not None or told.reply_method is None:
        return
    note = about_reply(settled, told.reply_method, book)
    if note is not None and note.key == "request.reply_not_here":
        say_note(note, emitter)


def possible_reply(case: Case, heard: Heard, book: DeskBook) -> tuple[Heard, Note | None]:
    """The message without a way of reply that there is no choosing here, and what is to be said of it."""
    about = about_reply(case, heard.values.get("reply_method"), book)
    if about is None:
        return heard, None
    kept = {name: value for name, value in heard.values.items() if name != "reply_method"}
    if kept.get("change_target") == "reply_method":
        del kept["change_target"]
    hints = {name: value for name, value in heard.hints.items() if name != "reply_method"}
    return replace(heard, values=kept, hints=hints), about
