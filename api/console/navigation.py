"""The staff's pages as the navigation shows them: each only to those whose role may open it.

A part adds its line. The label is `console.nav.<key>` of the wording.
"""

from dataclasses import dataclass

from desk.roles import Permission, StaffMember

HOME = "/staff"
"""Where a log-in leads that came from nowhere."""


@dataclass(frozen=True, slots=True)
class Item:
    """One page of the navigation. `below`: where the pages are that belong to it, if not below `path`."""

    key: str
    path: str
    permission: Permission
    below: str | None = None


ITEMS: tuple[Item, ...] = (
    Item("queue", "/staff", Permission.READ_CONVERSATIONS, below="/staff/conversations"),
    Item("lookup", "/staff/lookup", Permission.LOOK_UP),
    Item("requests", "/staff/requests", Permission.READ_REQUESTS),
    Item("insights", "/staff/insights", Permission.INSIGHTS),
    Item("report", "/staff/report", Permission.EXPORT),
    Item("canned", "/staff/canned", Permission.CANNED_REPLIES),
    Item("hours", "/staff/hours", Permission.HOURS),
    Item("undelivered", "/staff/undelivered", Permission.READ_CONVERSATIONS),
    Item("slack", "/staff/slack", Permission.LOOK_UP),
    Item("incidents", "/staff/incidents", Permission.INCIDENT),
    Item("accounts", "/staff/accounts", Permission.ACCOUNTS),
)  # fmt: skip


def items_for(staff: StaffMember, path: str) -> list[tuple[Item, bool]]:
    """The pages that this person may open, and which of them `path` belongs to (the longest that fits)."""
    mine = [item for item in ITEMS if staff.may(item.permission)]
    fitting = [item for item in mine if path == item.path or path.startswith(f"{item.below or item.path}/")]
    current = max(fitting, key=lambda item: len(item.path), default=None)
    return [(item, item is current) for item in mine]
