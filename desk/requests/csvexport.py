"""The table as a CSV file: RFC 4180, UTF-8 with a byte order mark (Excel takes it for the local code page otherwise).

A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"): names and
addresses come from strangers.
"""

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.audited import Audited
from desk.calendar.dues import DESK_ZONE
from desk.errors import ChangeInvalid, Forbidden
from desk.model import StaffMember
from desk.requests.board import Board, Card, Filters, Sort
from desk.requests.casefile import REASONS
from desk.requests.fields import ORDER
from desk.roles import Permission
from desk.storage.store import Context
from desk.vaulting.vault import Vault

BOM = "\ufeff"
MOST = 10_000
"""Lines a file may have; with personal data fewer, since each is read from the vault and recorded."""
MOST_PERSONAL = 500
COLUMNS = (
    "receipt", "kind", "company", "region", "request_type", "requester", "status", "standing", "came_by", "came_on",
    "due", "due_whose", "days_left", "days_late", "paused", "assigned", "flags", "policy_version", "created_at",
    "updated_at",
)  # fmt: skip
_FORMULA = "=+-@\t\r\n"

Say = Callable[[str, str], str]
"""`say(column, value)`: the word of a vocabulary as staff reads it."""


def neutral(cell: str) -> str:
    """A cell that no spreadsheet calculates. Full-width signs count: Excel takes them for the plain ones."""
    first = unicodedata.normalize("NFKC", cell.lstrip())[:1]
    return f"'{cell}" if cell and (cell[0] in _FORMULA or (first and first in _FORMULA)) else cell


def write(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Lines of a file, with its byte order mark and CRLF."""
    yield BOM
    for row in rows:
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="\r\n").writerow([neutral(cell) for cell in row])
        yield line.getvalue()


@dataclass(frozen=True, slots=True)
class Export:
    """What goes into a file. `reason` is wanted with `personal` (a word of desk.requests.casefile.REASONS)."""

    filters: Filters
    sort: Sort = "new"
    personal: bool = False
    reason: str | None = None


class CsvExport:
    """Writes the table that somebody sees, and nothing that they may not see."""

    def __init__(self, context: Context, board: Board) -> None:
        self._db, self._vault, self._board = context.db, Vault(context), board

    def write(self, export: Export, by: StaffMember, say: Say, heads: Mapping[str, str]) -> str:
        """The whole file; recorded, with how many lines, and each reading of the vault by itself.
        Raises Forbidden, ChangeInvalid."""
        if not by.may(Permission.EXPORT):
            raise Forbidden
        if export.personal:
            if not by.may(Permission.READ_PERSONAL):
                raise Forbidden
            if export.reason not in REASONS:
                raise ChangeInvalid(f"reason: one of {', '.join(REASONS)}.", "reason", REASONS)
        most = MOST_PERSONAL if export.personal else MOST
        cards = list(self._board.every(by, export.filters, export.sort, most + 1))
        if len(cards) > most:
            raise ChangeInvalid(f"filters: more than {most} requests; narrow them down.", "filters")
        columns = (*COLUMNS, *ORDER) if export.personal else COLUMNS
        rows = [[heads.get(name, name) for name in columns]]
        with self._db.write() as tx:
            for card in cards:
                row = _row(card, say)
                if export.personal:
                    why = export.reason or ""
                    values = self._vault.read(tx, card.receipt, by.username, "export", about=why)
                    row += [values.get(name, "") for name in ORDER]
                rows.append(row)
            detail = f"n={len(cards)} personal={export.personal}"
            if export.reason and export.personal:
                detail += f" reason={export.reason}"
            tx.audit(by.username, Audited.REQUESTS_EXPORT, export.filters.company or "all", detail)
        return "".join(write(rows))


def _moment(at: datetime) -> str:
    """By Japan's clock, as a spreadsheet reads it; the head says so."""
    return at.astimezone(DESK_ZONE).strftime("%Y-%m-%d %H:%M:%S")


def _row(card: Card, say: Say) -> list[str]:
    due = card.due
    return [
        card.receipt,
        say("kind", card.kind),
        say("company", card.company),
        say("region", card.region) if card.region else "",
        say("request_type", card.request_type),
        say("requester", card.requester),
        say("request_status", card.status),
        say("standing", card.standing),
        say("came_by", card.came_by),
        card.came_on.isoformat(),
        due.due.isoformat() if due is not None else "",
        say("whose", due.whose) if due is not None else "",
        # Two columns: a minus sign at the head of a cell is what spreadsheets calculate with.
        str(card.days_left) if card.stands not in (None, "late") else "",
        str(-(card.days_left or 0)) if card.stands == "late" else "",
        say("paused", "yes" if card.paused else "no"),
        card.assigned_alias or "",
        str(card.flags),
        card.policy_version,
        _moment(card.created_at),
        _moment(card.updated_at),
    ]
