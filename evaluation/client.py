"""A client of the HTTP contract, as an evaluation or a load test needs it."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class Conversation:
    """One conversation as its customer sees it."""

    http: httpx.Client
    id: str
    token: str
    owner: str
    expects: str | None
    messages: list[dict[str, Any]] = field(default_factory=list)
    transcript: list[tuple[str, str]] = field(default_factory=list)

    def _take(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        self.owner, self.expects = body["owner"], body["expects"]
        new: list[dict[str, Any]] = body["messages"]
        self.messages += new
        self.transcript += [(message["from"], message["text"]) for message in new]
        return new

    def say(self, text: str) -> list[dict[str, Any]]:
        """Send free text; returns the new messages."""
        self.transcript.append(("customer", text))
        return self._send({"text": text})

    def choose(self, value: str) -> list[dict[str, Any]]:
        """Press a button; returns the new messages."""
        self.transcript.append(("customer", f"[{value}]"))
        return self._send({"choice": value})

    def _send(self, body: dict[str, Any]) -> list[dict[str, Any]]:
        body["client_id"] = str(uuid.uuid4())
        response = self.http.post(
            f"/api/v1/conversations/{self.id}/messages",
            json=body,
            headers={"Authorization": f"Bearer {self.token}"},
        )
        response.raise_for_status()
        return self._take(response.json())

    def refresh(self) -> None:
        """Fetch what came without being asked for (the receipt's message, staff)."""
        after = self.messages[-1]["id"] if self.messages else None
        response = self.http.get(
            f"/api/v1/conversations/{self.id}/messages",
            params={"after": after} if after else None,
            headers={"Authorization": f"Bearer {self.token}"},
        )
        response.raise_for_status()
        new = [message for message in response.json()["items"] if message["from"] != "customer"]
        self.messages += new
        self.transcript += [(message["from"], message["text"]) for message in new]

    @property
    def cited(self) -> list[str]:
        """The places in policies that the customer was shown, in order: the address of each."""
        return [one["url"] for message in self.messages for one in message["citations"]]

    def open_form(self) -> dict[str, Any] | None:
        """The form of the last message that has one."""
        for message in reversed(self.messages):
            if message["form"]:
                form: dict[str, Any] = message["form"]
                return form
        return None


class Desk:
    """The system under evaluation, by its address and staff account."""

    def __init__(self, base_url: str, username: str, password: str, *, timeout: float = 60.0) -> None:
        self.http = httpx.Client(base_url=base_url, timeout=timeout, trust_env=False)
        response = self.http.post("/api/v1/staff/session", json={"username": username, "password": password})
        response.raise_for_status()
        self.staff_headers = {"Authorization": f"Bearer {response.json()['token']}"}

    def open(self, company: str, **body: Any) -> Conversation:
        """Open a conversation as a customer does."""
        response = self.http.post("/api/v1/conversations", json={"company": company, **body})
        response.raise_for_status()
        data = response.json()
        conversation = Conversation(self.http, data["id"], data["token"], data["owner"], data["expects"])
        conversation._take({k: data[k] for k in ("owner", "expects", "messages")})
        return conversation

    def lookup(self, question: str, company: str, region: str | None, limit: int = 5) -> dict[str, Any]:
        """Look a question up as a call-centre agent does."""
        body = {"question": question, "company": company, "region": region, "limit": limit}
        response = self.http.post("/api/v1/lookup", json=body, headers=self.staff_headers)
        response.raise_for_status()
        result: dict[str, Any] = response.json()
        return result

    def request(self, receipt: str) -> dict[str, Any]:
        """A request's record as staff see it."""
        response = self.http.get(f"/api/v1/staff/requests/{receipt}", headers=self.staff_headers)
        response.raise_for_status()
        result: dict[str, Any] = response.json()
        return result

    def slots(self, conversation_id: str) -> dict[str, Any]:
        """What staff see as known about a conversation (empty when it is not listed)."""
        response = self.http.get(f"/api/v1/staff/conversations/{conversation_id}", headers=self.staff_headers)
        if response.status_code != 200:
            return {}
        slots: dict[str, Any] = response.json().get("slots") or {}
        return slots
