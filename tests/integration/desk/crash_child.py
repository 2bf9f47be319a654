"""Runs one step of the desk and dies (os._exit: no clean-up, no rollback by us) at its N-th storage step.

Arguments: folder, step, N, and what the step needs. Exit code 0: the step was acknowledged (printed); 17: died.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

from desk.bootstrap import Desk, build
from desk.errors import OwnerChanged
from desk.model import FormOffer, Handoff, NewMessage, TurnOutcome
from tests.integration.desk.support import RIGHT, announce, said, settings_for, spec, words


def die_at(desk: Desk, number: int) -> None:
    """Before each statement, before the commit, and after it: every gap between two storage steps."""
    steps = 0

    def step(*_: Any, **__: Any) -> None:
        nonlocal steps
        steps += 1
        if steps == number:
            os._exit(17)

    engine = desk.database.engine
    event.listen(engine, "before_cursor_execute", step)
    event.listen(engine, "commit", step)
    publish = desk.database.notifier.publish

    def after_commit(topics: Any) -> None:
        step()
        publish(topics)

    desk.database.notifier.publish = after_commit  # type: ignore[method-assign]


def run(desk: Desk, step: str, args: list[str]) -> Any:
    """The steps of a turn, of a form and of a handoff."""
    if step == "accept":
        accepted = desk.conversations.accept(args[0], "client-1", said("こんにちは"), "こんにちは")
        return [accepted.status, accepted.inbound_id]
    if step == "commit":
        outcome = TurnOutcome(
            (NewMessage("返事"), NewMessage("入力", form=FormOffer(spec()))),
            slots={"turn": 1},
            effects=(Handoff("asked"),),
        )
        try:
            return [m.text for m in desk.conversations.commit_turn(args[0], outcome)]
        except OwnerChanged:
            return "owner changed"
    if step == "submit":
        result = desk.forms.submit(args[0], RIGHT, announce)
        return [result.receipt, result.access_code]
    member = desk.staff.get("hanako")
    assert member is not None
    return str(desk.handoffs.claim(args[0], member).owner)


if __name__ == "__main__":
    built = build(settings_for(Path(sys.argv[1])), render=words)
    die_at(built, int(sys.argv[3]))
    print(json.dumps(run(built, sys.argv[2], sys.argv[4:])))
