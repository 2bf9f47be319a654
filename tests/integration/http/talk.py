"""A customer and staff over HTTP, with the contract's shapes checked at every answer."""

import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from queue import Queue
from typing import Any

import httpx

from evaluation.stack import ROOT, Stack, environment_of

MESSAGE = {"id", "from", "kind", "text", "citations", "choices", "form", "created_at", "alias"}
CITATION = {"company", "document", "version", "section", "quote", "start", "end", "url"}
KINDS = {"answer", "not_stated", "out_of_scope", "prompt", "notice"}
ANSWERS = {
    "request_type": "disclosure",
    "region": "jp",
    "requester": "self",
    "subject": "usage",
    "reply_method": "post",
    "confirm": "yes",
}
"""What a customer answers to each question of a request."""


def policy_text(company: str) -> str:
    """A policy as it stands, every character."""
    return (ROOT / "knowledge" / "policies" / company / "policy.txt").read_bytes().decode("utf-8")


def moment(text: str) -> datetime:
    """An RFC 3339 time; it must have a zone."""
    at = datetime.fromisoformat(text)
    assert at.tzinfo is not None, text
    return at


def check_citation(citation: Mapping[str, Any], company: str | None = None) -> None:
    """A verbatim quotation of that company's policy."""
    assert set(citation) >= CITATION
    if company is not None:
        assert citation["company"] == company
    assert policy_text(citation["company"])[citation["start"] : citation["end"]] == citation["quote"]
    assert citation["url"].startswith("http://")


def check_message(message: Mapping[str, Any], company: str) -> None:
    """The shape of the contract."""
    assert set(message) == MESSAGE
    assert message["from"] in {"customer", "bot", "staff", "system"}
    assert message["kind"] in KINDS
    moment(message["created_at"])
    for citation in message["citations"]:
        assert set(citation) == CITATION
        check_citation(citation, company)
    for choice in message["choices"]:
        assert set(choice) == {"label", "value"}
        assert choice["label"]
    if message["form"] is not None:
        assert set(message["form"]) == {"url", "expires_at", "fields"}
        assert all(set(one) == {"name", "label", "required"} for one in message["form"]["fields"])
        assert moment(message["form"]["expires_at"]) > moment(message["created_at"])


def check_problem(response: httpx.Response, status: int, field: str | None = None, *sent: str) -> Any:
    """An RFC 9457 document that names the field and repeats nothing of what was `sent`."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("application/problem+json")
    document = response.json()
    assert document["status"] == status
    assert all(document[key] for key in ("type", "title", "detail"))
    if field is not None:
        assert field in [error["field"] for error in document["errors"]]
    for text in sent:
        assert text not in response.text
    return document


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@dataclass
class Talk:
    """One conversation, as its customer sees it."""

    http: httpx.Client
    company: str
    id: str
    token: str
    last: dict[str, Any]
    asked: list[str | None] = field(default_factory=list)

    @classmethod
    def open(cls, http: httpx.Client, company: str, **more: str) -> "Talk":
        response = http.post("/api/v1/conversations", json={"company": company, **more})
        assert response.status_code == 201, response.text
        opened = response.json()
        assert set(opened) == {"id", "token", "owner", "expects", "locale", "messages"}
        talk = cls(http, company, opened["id"], opened["token"], opened)
        talk._heard(opened)
        return talk

    @property
    def url(self) -> str:
        return f"/api/v1/conversations/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.token)

    @property
    def expects(self) -> str | None:
        value: str | None = self.last["expects"]
        return value

    @property
    def text(self) -> str:
        """All texts of the last reply."""
        return "\n".join(message["text"] for message in self.last["messages"])

    @property
    def choices(self) -> list[str]:
        """The buttons of the last reply."""
        return [choice["value"] for message in self.last["messages"] for choice in message["choices"]]

    def post(self, **body: Any) -> httpx.Response:
        """Send a body as it is."""
        return self.http.post(f"{self.url}/messages", json=body, headers=self.headers)

    def say(self, text: str | None = None, *, choice: str | None = None, client_id: str = "") -> list[Any]:
        """Say something, or press a button; gives the reply's messages."""
        content = {"text": text} if choice is None else {"choice": choice}
        response = self.post(client_id=client_id or str(uuid.uuid4()), **content)
        assert response.status_code == 200, response.text
        reply: dict[str, Any] = response.json()
        assert set(reply) == {"owner", "expects", "locale", "messages"}
        self._heard(reply)
        messages: list[Any] = reply["messages"]
        assert all(message["from"] != "customer" for message in messages)
        return messages

    def _heard(self, reply: dict[str, Any]) -> None:
        for message in reply["messages"]:
            check_message(message, self.company)
        self.last = reply
        self.asked.append(reply["expects"])

    def transcript(self, after: str | None = None) -> list[Any]:
        """What the list of messages gives."""
        response = self.http.get(
            f"{self.url}/messages", params={"after": after} if after else {}, headers=self.headers
        )
        assert response.status_code == 200, response.text
        page = response.json()
        assert set(page) == {"items", "next"}
        assert page["next"] is None
        for message in page["items"]:
            check_message(message, self.company)
        items: list[Any] = page["items"]
        return items

    def to_form(self, **answers: str) -> dict[str, Any]:
        """Press buttons until the personal-data form is there; gives the form."""
        if self.expects is None:
            self.say(choice="start_request")
        for _ in range(10):
            if self.expects == "personal_data":
                break
            value = {**ANSWERS, **answers}[str(self.expects)]
            assert value in self.choices, (self.expects, self.choices)
            self.say(choice=value)
        forms: list[dict[str, Any]] = [m["form"] for m in self.last["messages"] if m["form"]]
        assert len(forms) == 1, self.text
        return forms[0]

    def submit(self, form: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
        """Send the form as JSON; gives the 201."""
        response = self.http.post(form["url"], json=values)
        assert response.status_code == 201, response.text
        result: dict[str, Any] = response.json()
        return result


@dataclass
class Clerk:
    """A member of staff who is logged in."""

    http: httpx.Client
    token: str

    @classmethod
    def log_in(cls, http: httpx.Client, username: str, password: str) -> "Clerk":
        body = {"username": username, "password": password}
        response = http.post("/api/v1/staff/session", json=body)
        assert response.status_code == 200, response.text
        assert set(response.json()) == {"token"}
        return cls(http, response.json()["token"])

    def get(self, path: str, **params: Any) -> httpx.Response:
        return self.http.get(f"/api/v1/{path}", params=params, headers=bearer(self.token))

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.http.post(f"/api/v1/{path}", json=body, headers=bearer(self.token))

    def patch(self, path: str, **body: Any) -> httpx.Response:
        return self.http.patch(f"/api/v1/{path}", json=body, headers=bearer(self.token))

    def put(self, path: str, **body: Any) -> httpx.Response:
        return self.http.put(f"/api/v1/{path}", json=body, headers=bearer(self.token))

    def do(self, talk: Talk, what: str, **body: Any) -> httpx.Response:
        """Claim, release, close a conversation, or speak in it."""
        return self.post(f"staff/conversations/{talk.id}/{what}", **body)

    def waiting(self, talk: Talk) -> Any:
        """The queue's entry of a conversation, or None."""
        items = self.get("staff/conversations", owner="waiting").json()["items"]
        return next((item for item in items if item["id"] == talk.id), None)


def add_account(running: Stack, alias: str, role: str, *companies: str) -> tuple[str, str]:
    """Add an account to the running system with the command line; gives its name and password."""
    username, password = f"staff-{uuid.uuid4().hex[:8]}", str(uuid.uuid4())
    command = [sys.executable, "-m", "api.cli", "staff", "add", username, "--alias", alias, "--role", role]
    for company in companies:
        command += ["--company", company]
    subprocess.run(
        [*command, "--password-stdin"],
        cwd=ROOT,
        env=environment_of(running.var, **running.settings),
        input=password + "\n",
        text=True,
        check=True,
        capture_output=True,
    )
    return username, password


Event = tuple[str, str, str]
"""Name, id and data of a server-sent event."""


@contextmanager
def events(talk: Talk, after: str | None = None) -> Iterator["Queue[Event]"]:
    """The conversation's live line, read beside the test."""
    heard: Queue[Event] = Queue()
    stop = threading.Event()

    def read() -> None:
        params = {"after": after} if after else {}
        with (
            httpx.Client(base_url=talk.http.base_url, timeout=30, trust_env=False) as client,
            client.stream("GET", f"{talk.url}/events", headers=talk.headers, params=params) as line,
        ):
            assert line.headers["content-type"].startswith("text/event-stream")
            parts: dict[str, str] = {}
            for row in line.iter_lines():
                if stop.is_set():
                    return
                if row:
                    name, _, value = row.partition(":")
                    parts[name] = value.removeprefix(" ")
                elif "data" in parts:
                    heard.put((parts.get("event", "message"), parts.get("id", ""), parts["data"]))
                    parts = {}

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        yield heard
    finally:
        stop.set()  # it ends with the next event or ping; a daemon does not hold up the tests


def stored_bytes(folder: Path) -> bytes:
    """Everything the system has written: database with its journal, and both logs."""
    files = [*folder.glob("*.log"), *(folder / "db").iterdir()]
    return b"".join(file.read_bytes() for file in files if file.is_file())
