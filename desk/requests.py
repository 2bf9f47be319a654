"""Requests (開示等の請求): how they stand, and what staff does with them."""

from collections.abc import Collection, Mapping
from datetime import datetime

from desk.model import Page, RequestChanges, RequestRecord, RequestStanding, StaffMember

TRANSITIONS: Mapping[str, frozenset[str]] = {}
"""Where a request may go from each status."""


class Requests:
    """Each method is one transaction."""

    def status(self, receipt: str, access_code: str, now: datetime | None = None) -> RequestStanding:
        """For the customer. Five wrong codes shut a receipt for 15 minutes, whether it exists or not.
        Raises RequestNotFound, TooManyAttempts."""
        raise NotImplementedError

    def exists(self, receipt: str) -> bool:
        """Whether the text has the form of a receipt (check character); says nothing about the database."""
        raise NotImplementedError

    def list(
        self,
        companies: Collection[str] | None = None,
        status: str | None = None,
        company: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[RequestRecord]:
        """Newest first, without customer data."""
        raise NotImplementedError

    def get(self, receipt: str, by: StaffMember) -> RequestRecord:
        """The whole record with history and customer data; the reading is audited. Raises RequestNotFound, Forbidden."""
        raise NotImplementedError

    def patch(self, receipt: str, changes: RequestChanges, by: StaffMember) -> RequestRecord:
        """Change status, reply method or due date. Raises TransitionNotAllowed, ChangeInvalid, RequestNotFound, Forbidden."""
        raise NotImplementedError

    def withdraw(self, receipt: str, access_code: str, now: datetime | None = None) -> RequestStanding:
        """The customer takes the request back. Raises RequestNotFound, TooManyAttempts, TransitionNotAllowed."""
        raise NotImplementedError
