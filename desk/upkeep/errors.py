"""What can go wrong with erasure, backups, exports and the ledger of what was erased."""

from collections.abc import Mapping, Sequence

from desk.errors import DeskError
from desk.requests.receipts import Receipt


class DestructionIncomplete(DeskError):
    """Something of what was to be destroyed was still there afterwards: all of it was rolled back."""

    code = "destruction_incomplete"
    kind = "conflict"

    def __init__(self, left: Mapping[str, int]) -> None:
        self.left = dict(left)
        named = ", ".join(f"{kind}: {number}" for kind, number in sorted(left.items()))
        super().__init__(f"Not everything could be destroyed, so nothing was ({named}).")


class RequestStillOpen(DeskError):
    """Requests that are not done with: without their data they could not be answered any more."""

    code = "request_still_open"
    kind = "conflict"

    def __init__(self, receipts: Sequence[Receipt]) -> None:
        self.receipts = tuple(receipts)
        super().__init__(
            f"Still open: {', '.join(receipts)}. Close them first, or say that they are withdrawn with the erasure."
        )


class SeveralCompanies(DeskError):
    """An erasure is for one company: each answers for its own data."""

    code = "several_companies"
    kind = "invalid"
    message = "Name requests or conversations of exactly one company."


class LedgerDamaged(DeskError):
    """A line of the ledger of erasures is not as it was written: an erasure might not be repeated after a restore."""

    code = "ledger_damaged"
    kind = "conflict"

    def __init__(self, file: str, line: int) -> None:
        super().__init__(
            f"Line {line} of {file} is damaged. Put a sound copy of the file in its place; "
            "the desk does not start without."
        )


class RestoreRefused(DeskError):
    """A backup cannot be put in place: it is not whole, or something is in the way. The message says which."""

    code = "restore_refused"
    kind = "conflict"


class ExportProblem(DeskError):
    """An export or a backup could not be written or read; the message names the file and what is wrong with it."""

    code = "export_problem"
    kind = "conflict"


class CompanyUnknown(DeskError):
    """Nothing was ever kept for this company."""

    code = "company_unknown"
    kind = "not_found"

    def __init__(self, named: str) -> None:
        super().__init__(f"Nothing is kept here for a company {named!r}.")
