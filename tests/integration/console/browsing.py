"""A browser's part in tests of the staff's pages: cookies, forms with their token, htmx's headers."""

import html
import re
from typing import Any

from fastapi.testclient import TestClient

from desk.bootstrap import Desk
from desk.roles import Role
from knowledge.vocabulary import CompanyId

PASSWORD = "correct horse battery staple"


class Browser:
    """Logs in as a new member of staff and sends what a page would send."""

    def __init__(self, client: TestClient, desk: Desk) -> None:
        self.client, self.desk = client, desk

    def add(self, username: str, role: Role = "desk", companies: list[CompanyId] | None = None) -> None:
        """A member of staff."""
        self.desk.staff.add(username, PASSWORD, f"担当{username}", companies=companies, role=role)

    def log_in(self, username: str, role: Role = "desk", companies: list[CompanyId] | None = None) -> Any:
        """Add the account if it is not there, and log in."""
        if self.desk.staff.get(username) is None:
            self.add(username, role, companies)
        self.client.cookies.clear()
        return self.post("/staff/login", page="/staff/login", username=username, password=PASSWORD)

    def get(self, path: str, *, htmx: bool = False, **options: Any) -> Any:
        """Look at a page, or have a piece of it."""
        return self.client.get(path, headers={"HX-Request": "true"} if htmx else {}, **options)

    def token(self, page: str = "/staff/account") -> str:
        """The token that this page's forms carry."""
        found = re.search(r'X-CSRF-Token":"([0-9a-f]+)"', html.unescape(self.get(page).text))
        assert found, f"{page} carries no token"
        return found[1]

    def post(self, path: str, *, page: str = "/staff/account", htmx: bool = False, **fields: Any) -> Any:
        """Send a form of `page`."""
        headers = {"HX-Request": "true", "X-CSRF-Token": self.token(page)} if htmx else {}
        data = fields if htmx else {"csrf": self.token(page), **fields}
        return self.client.post(path, data=data, headers=headers)
