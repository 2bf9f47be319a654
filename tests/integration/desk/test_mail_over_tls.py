"""Mail goes out encrypted, to a server that a known authority vouches for, or not at all."""

import shutil
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from pydantic import SecretStr

from desk.bootstrap import Desk, build
from desk.jobs.later import Job, Permanent
from desk.jobs.postman import Postman
from desk.settings import DeskSettings
from desk.storage import tables as t
from desk.wording import render
from tests.integration.desk.later_support import rows
from tests.integration.desk.mail_server import Mailbox, with_mail
from tests.integration.desk.support import RIGHT, Clock, form_token, opened, spec

PASSWORD = "a secret of the relay"


def login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = data.password == PASSWORD.encode()
    return AuthResult(success=right, handled=right)  # not handled: the server says 535 itself


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, Path]:
    made, path = trustme.CA(), tmp_path_factory.mktemp("ca") / "ca.pem"
    made.cert_pem.write_to_path(path)
    return made, path


def relay(authority: trustme.CA, security: str, name: str = "127.0.0.1", **options: Any) -> Controller:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tls: dict[str, Any] = {}
    if security == "tls":
        tls = {"ssl_context": context}
    elif security == "starttls":
        tls = {"tls_context": context, "require_starttls": True}
    box = Mailbox()
    started = Controller(box, hostname="127.0.0.1", port=port, **tls, **options)
    started.start()
    return started


@pytest.fixture
def relays(authority: tuple[trustme.CA, Path]) -> Iterator[Any]:
    running: list[Controller] = []

    def start(security: str, name: str = "127.0.0.1", **options: Any) -> Controller:
        running.append(relay(authority[0], security, name, **options))
        return running[-1]

    yield start
    for one in running:
        one.stop()


@pytest.fixture
def mailing(new_desk: Path, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    desk = build(with_mail(tmp_path, 1), render=render, clock=clock)
    desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT)
    yield desk
    desk.dispose()


def send(desk: Desk, folder: Path, server: Controller, security: str, **changes: Any) -> None:
    """The one mail that waits."""
    settings: DeskSettings = with_mail(folder, server.port).model_copy(
        update={"smtp_security": security, **changes}
    )
    (mail,) = rows(desk, t.mails)
    Postman(desk.context, settings).send(Job("j", "k", "mail", {"mail": mail.id}, mail.created_at, 0))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_out_encrypted_to_a_server_that_is_vouched_for(
    mailing: Desk, tmp_path: Path, relays: Any, authority: tuple[trustme.CA, Path], security: str
) -> None:
    login_at = {"authenticator": login, "auth_required": True, "auth_require_tls": security == "starttls"}
    server = relays(security, **login_at)
    who = {"smtp_username": "desk", "smtp_password": SecretStr(PASSWORD)}
    send(mailing, tmp_path, server, security, smtp_ca_file=authority[1], **who)
    (mail,) = server.handler.got
    assert mail["To"] == RIGHT["email"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_nobody_known_vouches_for_gets_nothing(
    mailing: Desk, tmp_path: Path, relays: Any, security: str
) -> None:
    server = relays(security)
    with pytest.raises(ssl.SSLCertVerificationError):  # an OSError: it is tried again, not given up
        send(mailing, tmp_path, server, security)
    assert (server.handler.tried, server.handler.got) == (0, [])


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_with_another_ones_certificate_gets_no_mail(
    mailing: Desk, tmp_path: Path, relays: Any, authority: tuple[trustme.CA, Path], security: str
) -> None:
    server = relays(security, "mail.other.example")
    with pytest.raises(ssl.SSLCertVerificationError):
        send(mailing, tmp_path, server, security, smtp_ca_file=authority[1])
    assert (server.handler.tried, server.handler.got) == (0, [])


def test_a_server_without_starttls_gets_nothing_in_the_clear_and_the_mail_waits(
    mailing: Desk, tmp_path: Path, relays: Any, authority: tuple[trustme.CA, Path]
) -> None:
    server = relays("none")
    with pytest.raises(OSError, match="no STARTTLS") as refused:
        send(mailing, tmp_path, server, "starttls", smtp_ca_file=authority[1])
    assert not isinstance(refused.value, Permanent)
    assert (server.handler.tried, server.handler.got) == (0, [])


def test_a_wrong_password_keeps_the_mail_waiting_too(
    mailing: Desk, tmp_path: Path, relays: Any, authority: tuple[trustme.CA, Path]
) -> None:
    server = relays("starttls", authenticator=login, auth_required=True)
    who = {"smtp_username": "desk", "smtp_password": SecretStr("a wrong one")}
    with pytest.raises(OSError, match="refused our login") as refused:
        send(mailing, tmp_path, server, "starttls", smtp_ca_file=authority[1], **who)
    assert "a wrong one" not in str(refused.value)
    assert server.handler.got == []
