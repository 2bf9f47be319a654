"""A mail server of the tests' own, and a desk that sends by it."""

import shutil
import socket
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
    """What a mail server got; `say` is what it answers to a recipient."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.say: list[str] = []
        self.tried = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.tried += 1
        if self.say:
            return self.say.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


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
    box.got, box.say, box.tried = [], [], 0
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
