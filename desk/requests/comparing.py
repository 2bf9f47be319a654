"""The address on a paper beside the one on the form: staff type what the paper says, the desk compares and forgets it.

Only the outcome is kept, as a check of its own; where the two differ the flag `address_mismatch` goes up, and it comes
down again where a later paper fits. What somebody raised by hand stays.
"""

from typing import Any, Literal

from sqlalchemy import Row, delete, select

from desk.audited import Audited
from desk.errors import ChangeInvalid, Forbidden, NotNow
from desk.model import StaffMember
from desk.requests.addresses import same_place
from desk.requests.checks import CheckChange, record_check
from desk.requests.flaws import raise_flag
from desk.requests.receipts import Receipt
from desk.requests.requests import workable_request
from desk.roles import Permission
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from desk.vaulting.vault import Vault

Whose = Literal["address", "principal_address"]
WHOSE: tuple[Whose, ...] = ("address", "principal_address")
MOST = 300
"""Characters of an address, as on the form."""


class Comparing:
    """Each method is one transaction."""

    def __init__(self, context: Context) -> None:
        self._db, self._keys, self._vault = context.db, context.keys, Vault(context)

    def address(self, receipt: Receipt, on_paper: str, by: StaffMember, whose: str = "address") -> bool:
        """Whether the paper's address is that of the form; nothing of it is kept. The reading is audited.

        Raises RequestNotFound, Forbidden, NotNow (no such address was given, erased, or done with), ChangeInvalid."""
        if whose not in WHOSE:
            raise ChangeInvalid(f"whose: one of {', '.join(WHOSE)}.", "whose", WHOSE)
        if not on_paper.strip() or len(on_paper) > MOST:
            raise ChangeInvalid(f"on_paper: the address on the paper, at most {MOST} characters.", "on_paper")
        with self._db.write() as tx:
            row = workable_request(tx, receipt, by)
            if not by.may(Permission.READ_PERSONAL, row.company):
                raise Forbidden
            given = self._vault.read(tx, row.receipt, by.username, "case", [whose], about="identity").get(
                whose
            )
            if given is None:
                raise NotNow("no_address", "The form gives no such address.")
            same = same_place(given, on_paper)
            change = CheckChange("address", "confirmed" if same else "failed")
            record_check(tx, self._keys, row, change, by)
            self._flag(tx, row, same, by, whose)
            return same

    def _flag(self, tx: Tx, row: Row[Any], same: bool, by: StaffMember, whose: str) -> None:
        flags = t.request_flags
        mine = (flags.c.receipt == row.receipt, flags.c.flag == "address_mismatch")
        up = tx.conn.execute(select(flags.c.found_in).where(*mine)).one_or_none()
        if up is None and not same:
            record = (row.receipt, row.company)
            raise_flag(tx, self._keys, record, "address_mismatch", (by.alias, by.username), found_in=[whose])
        elif up is not None and same and up.found_in == [whose]:
            tx.conn.execute(delete(flags).where(*mine))
            tx.audit(by.username, Audited.REQUEST_UNFLAG, row.receipt, "address_mismatch")
