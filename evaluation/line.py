"""A customer who holds a conversation in LINE: events go to the webhook, answers are read from the phone.

What staff see of the conversation (`GET /api/v1/staff/conversations/{id}`) tells when a turn is over, who has the
conversation and what is expected; everything that is compared is what the customer reads in LINE.
"""

import re
import secrets
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from evaluation.client import Conversation, Desk
from evaluation.fake_line import FakeLine

TURN_SECONDS = 120.0
"""How long a turn may take, on a machine that is busy with other work."""
_FIELD = re.compile(r'<(?:input|textarea|select)[^>]* name="([a-z_]+)"')


def settings_for(folder: Path, line: FakeLine, companies: Iterable[str]) -> dict[str, str]:
    """Settings of a stack whose companies have LINE accounts at this fake; the credentials are written to `folder`."""
    for company in companies:
        path = folder / "line" / f"{company}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(
            f"channel_secret: {line.secret}\nchannel_access_token: {line.token}\n", encoding="utf-8"
        )
    return {"MADOGUCHI_CHANNELS_DIR": str(folder), "MADOGUCHI_LINE_API_URL": line.url}


class LineDesk(Desk):
    """The system under evaluation, with LINE before it. One conversation is opened at a time."""

    def __init__(
        self, base_url: str, username: str, password: str, line: FakeLine, webhooks: str = ""
    ) -> None:
        """`webhooks`: where LINE posts to, if not to the app."""
        super().__init__(base_url, username, password)
        self.line, self.webhooks = line, webhooks or base_url

    def open(self, company: str, **body: Any) -> Conversation:  # noqa: ARG002 - LINE knows no language nor region
        """Somebody new adds the account as a friend."""
        before = {one["id"] for one in self._listed(company)}
        user = f"U{secrets.token_hex(16)}"
        self.post(company, self.line.event("follow", user))
        deadline = time.monotonic() + TURN_SECONDS
        while not (new := [one for one in self._listed(company) if one["id"] not in before]):
            _wait(deadline, "the conversation did not open")
        talk = LineConversation(
            self.http,
            new[0]["id"],
            "",
            new[0]["owner"],
            new[0]["expects"],
            desk=self,
            user=user,
            company=company,
        )
        talk.refresh()
        return talk

    def _listed(self, company: str) -> list[dict[str, Any]]:
        response = self.http.get(
            "/api/v1/staff/conversations", params={"limit": 50}, headers=self.staff_headers
        )
        response.raise_for_status()
        return [one for one in response.json()["items"] if one["company"] == company]

    def seen_by_staff(self, conversation_id: str) -> dict[str, Any]:
        """A conversation with its transcript."""
        url = f"/api/v1/staff/conversations/{conversation_id}"
        response = self.http.get(url, headers=self.staff_headers)
        response.raise_for_status()
        seen: dict[str, Any] = response.json()
        return seen

    def post(self, company: str, *events: dict[str, Any]) -> None:
        """LINE posts events to the company's webhook."""
        body, headers = self.line.webhook(*events)
        url = f"{self.webhooks}/channels/line/{company}"
        self.http.post(url, content=body, headers=headers).raise_for_status()


@dataclass
class LineConversation(Conversation):
    """One conversation as its customer sees it on the phone."""

    desk: LineDesk = field(kw_only=True)
    user: str = field(kw_only=True)
    company: str = field(kw_only=True)
    said: int = 0
    read: int = 0

    def _send(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        line = self.desk.line
        if "text" in body:
            event = line.text(body["text"], self.user)
        else:
            event = line.press(f"choice:{body['choice']}", self.user)
        self.desk.post(self.company, event)
        self.said += 1
        return self._settle()

    def refresh(self) -> None:
        """Read what came without being asked for."""
        self._settle()

    def _settle(self) -> list[dict[str, Any]]:
        """Wait until the turn is over and all that was said has reached the phone; gives what is new there."""
        deadline = time.monotonic() + TURN_SECONDS
        while True:
            seen = self.desk.seen_by_staff(self.id)
            stored = seen["messages"]
            mine = [n for n, one in enumerate(stored) if one["from"] == "customer"]
            answered = not mine or seen["owner"] != "bot" or mine[-1] < len(stored) - 1
            desk_said = [one["text"] for one in stored if one["from"] != "customer"]
            if len(mine) == self.said and answered and len(self.phone()) >= len(desk_said):
                break
            _wait(deadline, "a turn did not end")
        self.owner, self.expects = seen["owner"], seen["expects"]
        texts = self.phone()
        new = [{"id": str(n), "from": "bot", "text": text} for n, text in enumerate(texts)][self.read :]
        self.read = len(texts)
        self.messages += new
        self.transcript += [(one["from"], one["text"]) for one in new]
        return new

    def phone(self) -> list[str]:
        """The texts on the phone."""
        return self.desk.line.texts(self.user)

    @property
    def cited(self) -> list[str]:
        """The clauses in bubbles, by the address behind each."""
        return [url for url in links(self.desk.line.read(self.user)) if "/policies/" in url]

    def open_form(self) -> dict[str, Any] | None:
        """The form behind the last link to one: its page is opened, as the customer would."""
        for url in reversed(list(links(self.desk.line.read(self.user)))):
            if "/forms/" in url:
                page = self.http.get(url)
                page.raise_for_status()
                return {"url": url, "fields": [{"name": name} for name in _FIELD.findall(page.text)]}
        return None


def links(node: Any) -> Iterator[str]:
    """The addresses in LINE's objects, in order."""
    if isinstance(node, dict):
        if node.get("type") == "uri":
            yield node["uri"]
        for child in node.values():
            yield from links(child)
    elif isinstance(node, list):
        for child in node:
            yield from links(child)


def _wait(deadline: float, what: str) -> None:
    if time.monotonic() > deadline:
        raise httpx.ReadTimeout(what)
    time.sleep(0.1)
