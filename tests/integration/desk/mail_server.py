"""A mail server of the tests' own, and a desk that sends by it."""

import asyncio
import shutil
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from desk.bootstrap import Desk, build
from desk.settings import DeskSettings
from desk.wording import render
from tests.integration.desk.support import Clock, settings_for


class Mailbox:
    """What a mail server got; `say` is what it answers to a recipient.

    A slow one: with `slow` it keeps a mail without a word until that is set, and `holding` tells that it has one.
    Then it answers `then`; with "" it breaks the line off instead. `bye` is what it answers to QUIT."""

    def __init__(self) -> None:
        self.fresh()

    def fresh(self) -> None:
        """As new."""
        self.got: list[EmailMessage] = []
        self.say: list[str] = []
        self.tried = 0
        self.slow: threading.Event | None = None
        self.holding = threading.Event()
        self.then = "250 OK"
        self.bye = "221 Bye"

    @property
    def subjects(self) -> list[str]:
        """Of what it got, in order."""
        return [str(message["Subject"]) for message in self.got]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.tried += 1
        if self.say:
            return self.say.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.slow is not None:
            self.holding.set()
            await asyncio.to_thread(self.slow.wait, 60)
            self.slow = None
        answer, self.then = self.then, "250 OK"
        if not answer:
            server.transport.abort()
        if answer.startswith("250") or not answer:
            self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        return answer

    async def handle_QUIT(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        return self.bye


@pytest.fixture(scope="module")
def smtp() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture
def mailbox(smtp: tuple[Mailbox, int]) -> Mailbox:
    box = smtp[0]
    box.fresh()
    return box


def with_mail(folder: Path, port: int) -> DeskSettings:
    changes = {"mail_enabled": True, "mail_from": "noreply@desk.example", "smtp_host": "127.0.0.1"}
    return settings_for(folder).model_copy(update={**changes, "smtp_port": port, "smtp_security": "none"})


@pytest.fixture
def mailing(new_desk: Path, tmp_path: Path, clock: Clock, smtp: tuple[Mailbox, int]) -> Iterator[Desk]:
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    desk = build(with_mail(tmp_path, smtp[1]), render=render, clock=clock)
    yield desk
    desk.dispose()
