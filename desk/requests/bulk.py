"""The same thing done to many requests: each by itself, by the rules and rights that hold for it alone. What one
refuses stops no other; the result says which were refused, and why. Where the database breaks off, what is left is not
tried, and the result still says what had been done."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.exc import SQLAlchemyError

from desk.errors import ChangeInvalid, DeskError, Forbidden, NotWritten
from desk.life import RequestStatus
from desk.model import RequestChanges, StaffMember
from desk.requests.assigning import Assigning
from desk.requests.casework import Casework
from desk.requests.receipts import Receipt
from desk.requests.requests import Requests
from desk.roles import Permission

log = logging.getLogger(__name__)
MOST = 200
"""Requests that one call takes."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one request. `error` is None where it was done; it names rules, never a customer's data. `status`:
    how it stands now, changed or not; None for one that this person does not work on, or where the database broke off.
    """

    receipt: Receipt
    error: DeskError | None = None
    status: RequestStatus | None = None


class Bulk:
    """Made of services that do not read customers' data: what is changed here is not looked at."""

    def __init__(self, casework: Casework, requests: Requests, assigning: Assigning) -> None:
        self._casework, self._requests, self._assigning = casework, requests, assigning

    def assign(self, receipts: Sequence[Receipt], to: str | None, by: StaffMember) -> tuple[Outcome, ...]:
        """Give them to a member of staff (None: to nobody). Raises Forbidden, ChangeInvalid: none or too many."""

        def one(receipt: Receipt) -> None:
            self._assigning.assign(receipt, to, by)

        return self._each(receipts, one, by)

    def papers_arrived(self, receipts: Sequence[Receipt], by: StaffMember) -> tuple[Outcome, ...]:
        """Tick every form and paper that has not been ticked. Raises Forbidden, ChangeInvalid: none or too many."""

        def one(receipt: Receipt) -> RequestStatus:
            return self._casework.tick_all(receipt, by).status

        return self._each(receipts, one, by)

    def move(
        self, receipts: Sequence[Receipt], changes: RequestChanges, by: StaffMember
    ) -> tuple[Outcome, ...]:
        """Move them to `changes.status`. Raises Forbidden, ChangeInvalid: none or too many, or no status."""
        if changes.status is None:
            raise ChangeInvalid("status: where they are to go.", "status")

        def one(receipt: Receipt) -> RequestStatus:
            return self._requests.patch(receipt, changes, by).status

        return self._each(receipts, one, by)

    def _each(
        self, receipts: Sequence[Receipt], work: Callable[[Receipt], RequestStatus | None], by: StaffMember
    ) -> tuple[Outcome, ...]:
        if not by.may(Permission.BULK):
            raise Forbidden
        named = tuple(dict.fromkeys(receipts))
        if not 1 <= len(named) <= MOST:
            raise ChangeInvalid(f"receipts: 1 to {MOST} requests.", "receipts")
        found = list[Outcome]()
        for receipt in named:
            try:
                found.append(Outcome(receipt, status=work(receipt)))
            except DeskError as error:
                found.append(Outcome(receipt, error))
            except SQLAlchemyError as error:
                log.error(
                    "%d of %d requests not changed: %s",
                    len(named) - len(found),
                    len(named),
                    type(error).__name__,
                )
                found += [Outcome(one, NotWritten()) for one in named[len(found) :]]
                break
        return self._as_they_stand(found, by)

    def _as_they_stand(self, found: Sequence[Outcome], by: StaffMember) -> tuple[Outcome, ...]:
        """With the status of those that were refused, and of those whose status the change did not touch."""
        unsaid = [one.receipt for one in found if one.status is None]
        try:
            now = self._requests.statuses(unsaid, by) if unsaid else {}
        except SQLAlchemyError as error:  # what was done is told all the same
            log.error("statuses of %d requests not read: %s", len(unsaid), type(error).__name__)
            now = {}
        return tuple(replace(one, status=one.status or now.get(one.receipt)) for one in found)
