"""The staff's pages as the navigation shows them: each only to those whose role may open it.

A part adds its line. The label is `console.nav.<key>` of the wording.
"""

from dataclasses import dataclass

from desk.roles import Permission, StaffMember

HOME = "/staff/account"
"""Where a log-in leads that came from nowhere."""


@dataclass(frozen=True, slots=True)
class Item:
    """One page of the navigation."""

    key: str
    path: str
    permission: Permission


ITEMS: tuple[Item, ...] = (
    Item("incidents", "/staff/incidents", Permission.INCIDENT),
    Item("accounts", "/staff/accounts", Permission.ACCOUNTS),
)  # fmt: skip


def items_for(staff: StaffMember, path: str) -> list[tuple[Item, bool]]:
    """The pages that this person may open, and which of them `path` belongs to (the longest that fits)."""
    mine = [item for item in ITEMS if staff.may(item.permission)]
    fitting = [item for item in mine if path == item.path or path.startswith(f"{item.path}/")]
    current = max(fitting, key=lambda item: len(item.path), default=None)
    return [(item, item is current) for item in mine]
