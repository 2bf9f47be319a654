"""Staff reads every refusal in its own language."""

from collections.abc import Iterator

import desk.bootstrap  # noqa: F401 - loads every part with its errors
from desk.errors import DeskError
from desk.wording import has

NOT_FOR_STAFF = {
    "inbound_not_found": "between gateway and desk",
    "password_unfit": "the base of those that say why",
    "form_expired": "customers' forms",
    "form_spent": "customers' forms",
    "not_now": "each of its reasons has one (test_console_words)",
    "key_problem": "the operator, at the start",
    "database_newer": "the operator, at the start",
    "ledger_damaged": "the operator, in the command line",
    "export_problem": "the operator, in the command line",
    "restore_refused": "the operator, in the command line",
    "replica_taken": "the operator, at the start",
    "status_ticket_over": "customers' status page",
    "document_link_expired": "customers' links",
}


def refusals(base: type[DeskError] = DeskError) -> Iterator[type[DeskError]]:
    for one in base.__subclasses__():
        yield one
        yield from refusals(one)


def test_every_refusal_that_staff_meet_has_a_sentence() -> None:
    silent = {
        one.code
        for one in refusals()
        if one.code not in NOT_FOR_STAFF
        and one.kind != "not_found"
        and not has(f"console.problem.{one.code}")
    }
    assert silent - {"forbidden"} == set()
