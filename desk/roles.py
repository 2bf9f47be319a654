"""Who may do what: permissions, the roles that hold them, and a member of staff.

A right is checked where the work is done, on the server. What a page shows follows the same table and decides nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final, Literal, get_args

from knowledge.vocabulary import CompanyId

Role = Literal["look_up", "desk", "lead", "admin"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""From the fewest rights to the most."""


class Permission(Enum):
    """One kind of work. No text, so that it cannot be taken for a company's id."""

    LOOK_UP = "look_up"
    """Ask the policies."""
    READ_CONVERSATIONS = "read_conversations"
    """Queue and transcripts."""
    REPLY = "reply"
    """Claim a conversation, speak in it, transfer it, close it; contacts that customers left."""
    READ_REQUESTS = "read_requests"
    """Lists and records, without the customer's data."""
    MOVE_REQUESTS = "move_requests"
    """Enter requests, change status, tick papers, write notes."""
    READ_PERSONAL = "read_personal"
    """The customer's data in a record (audited)."""
    LETTERS = "letters"
    """Papers and letters with that data."""
    BULK = "bulk"
    """Change many requests at once."""
    EXPORT = "export"
    """CSV files and the monthly report."""
    INSIGHTS = "insights"
    """Figures on questions, requests and times."""
    CANNED_REPLIES = "canned_replies"
    """Write the replies that the desk shares."""
    HOURS = "hours"
    """Opening hours and closing days."""
    INCIDENT = "incident"
    """Announce a leak, end its announcement."""
    WAIVE_CHECKS = "waive_checks"
    """Find that a check of identity or authority is not needed."""
    TAKE_BACK_ENDS = "take_back_ends"
    """Take back an end that somebody else recorded; one's own needs no right of its own."""
    ERASURE = "erasure"
    """Erase a person's data."""
    ACCOUNTS = "accounts"
    """Members of staff: add, change, shut."""


P = Permission
_LOOK_UP = frozenset({P.LOOK_UP})
_DESK = _LOOK_UP | {
    P.READ_CONVERSATIONS, P.REPLY, P.READ_REQUESTS, P.MOVE_REQUESTS, P.READ_PERSONAL, P.LETTERS,
}  # fmt: skip
_LEAD = _DESK | {
    P.BULK, P.EXPORT, P.INSIGHTS, P.CANNED_REPLIES, P.HOURS, P.INCIDENT, P.WAIVE_CHECKS, P.TAKE_BACK_ENDS,
    P.ERASURE,
}  # fmt: skip
RIGHTS: Final[Mapping[Role, frozenset[Permission]]] = {
    "look_up": _LOOK_UP,
    "desk": _DESK,
    "lead": _LEAD,
    "admin": frozenset(Permission),
}
"""Each role has what the one before it has, and more."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A member of staff. `companies` None means all. Customers see only `alias`."""

    id: str
    username: str
    alias: str
    companies: frozenset[CompanyId] | None
    role: Role

    def may(self, permission: Permission, company: CompanyId | None = None) -> bool:
        """Whether the role has this right and, where a company is named, this person works for it."""
        return permission in RIGHTS[self.role] and (company is None or self.works_for(company))

    def works_for(self, company: CompanyId) -> bool:
        """Whether this person works for that company."""
        return self.companies is None or company in self.companies

    @property
    def works_cases(self) -> bool:
        """Whether this person takes conversations over and works on requests; `look_up` only looks things up."""
        return self.may(Permission.MOVE_REQUESTS)


def names_apart(people: Iterable[StaffMember]) -> Mapping[str, str]:
    """Under which name each of these is offered to colleagues, by id: the alias, and where several of them have the
    same one the user name behind it."""
    every = tuple(people)
    bearers = Counter(one.alias for one in every)
    return {one.id: f"{one.alias} ({one.username})" if bearers[one.alias] > 1 else one.alias for one in every}
